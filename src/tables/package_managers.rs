//! Package managers as a RUN calls them. Data only; rules decide.

/// One package manager, in the words its command lines are made of.
#[derive(Debug)]
pub struct Manager {
    /// The file name of its program; a version may follow (`pip3.12`) where it is a Python tool.
    pub program: &'static str,
    /// Other programs that take the same words.
    pub also: &'static [&'static str],
    /// Words before the verb proper: `group` of `dnf group install`.
    pub areas: &'static [&'static str],
    /// The verbs that install what follows; a program without any takes no verb at all.
    pub install: &'static [&'static str],
    /// The verbs that ask before they go on.
    pub asks: &'static [&'static str],
    /// Options that answer for everybody, and options with which nothing is asked.
    pub yes: &'static [&'static str],
    /// Options that take the next word.
    pub valued: Valued,
    /// What a package has in it that is bound to a version.
    pub marks: &'static [&'static str],
    /// How files end that are named in place of a package.
    pub files: &'static [&'static str],
    /// What to write behind a name to bind it.
    pub pin: &'static str,
    /// The verbs that empty its cache.
    pub clean: &'static [&'static str],
    /// Folders in which it keeps what it downloaded: those in a home begin with a dot, others have a variable's name.
    pub caches: &'static [&'static str],
}

/// Which options take the next word.
#[derive(Debug, Clone, Copy)]
pub enum Valued {
    /// These, with blanks between them.
    These(&'static str),
    /// Whichever: too many do to tell.
    Every,
}

const NONE: Manager = Manager {
    program: "",
    also: &[],
    areas: &[],
    install: &["install"],
    asks: &["install"],
    yes: &["-y", "--yes"],
    valued: Valued::These(""),
    marks: &[],
    files: &[],
    pin: "",
    clean: &["clean"],
    caches: &[],
};

/// A program of options and operands, without verbs.
pub(super) const PLAIN: Manager = Manager { install: &[], asks: &[], yes: &[], clean: &[], ..NONE };

/// Debian's, for scripts.
pub const APT_GET: Manager = Manager {
    program: "apt-get",
    yes: &[
        "-y",
        "--yes",
        "--assume-yes",
        "-s",
        "--simulate",
        "--just-print",
        "--dry-run",
        "--recon",
        "--no-act",
        "--print-uris",
    ],
    valued: Valued::These(
        "-t --target-release --default-release -o --option -c --config-file -a \
         --host-architecture -P --build-profiles",
    ),
    marks: &["=", "/"],
    files: &[".deb"],
    pin: "=1.2.3-1",
    clean: &["distclean", "dist-clean"],
    caches: &["/var/lib/apt/lists"],
    ..NONE
};

/// Debian's, for people.
pub const APT: Manager = Manager { program: "apt", ..APT_GET };

/// Debian's, with menus.
pub const APTITUDE: Manager = Manager { program: "aptitude", ..APT_GET };

/// Alpine's.
pub const APK: Manager = Manager {
    program: "apk",
    install: &["add"],
    valued: Valued::These(
        "-t --virtual -X --repository -p --root --arch --cache-dir --cache-max-age --keys-dir \
         --repositories-file --wait --progress-fd --timeout",
    ),
    marks: &["=", "~", "<", ">"],
    files: &[".apk"],
    pin: "~1.2",
    caches: &["/var/cache/apk"],
    ..NONE
};

const RPM_VALUED: Valued = Valued::These(
    "-c --config -d --debuglevel -e --errorlevel -R --randomwait -x --exclude --excludepkgs \
         --installroot --enablerepo --enable-repo --disablerepo --disable-repo --repo --repoid \
         --repofrompath --releasever --setopt --enableplugin --disableplugin --disableexcludes \
         --disableexcludepkgs --forcearch --advisory --advisories --rpmverbosity --color \
         --comment --downloaddir --destdir",
);

/// Red Hat's older one; a link to dnf since CentOS 8.
pub const YUM: Manager = Manager {
    program: "yum",
    areas: &["module", "group", "groups"],
    install: &["install", "module install"],
    asks: &["install", "groupinstall", "localinstall", "module install", "group install", "groups install"],
    yes: &["-y", "--assumeyes", "--assumeno"],
    valued: RPM_VALUED,
    files: &[".rpm"],
    pin: "-1.2.3",
    caches: &["/var/cache/yum", "/var/cache/dnf"],
    ..NONE
};

/// The verbs after which yum has packages in its cache.
pub const YUM_DOWNLOADS: &[&str] = &[
    "install",
    "groupinstall",
    "localinstall",
    "reinstall",
    "module install",
    "group install",
    "groups install",
];

/// Fedora's, and Red Hat's since 8.
pub const DNF: Manager = Manager {
    program: "dnf",
    also: &["dnf5", "dnf-3"],
    install: &["install", "in", "module install"],
    asks: &[
        "install",
        "in",
        "groupinstall",
        "localinstall",
        "module install",
        "group install",
        "groups install",
    ],
    caches: &["/var/cache/libdnf5", "/var/cache/dnf", "/var/cache/yum"],
    ..YUM
};

/// dnf for small images; it never asks.
pub const MICRODNF: Manager = Manager { program: "microdnf", also: &[], ..DNF };

/// The verbs after which dnf has packages in its cache.
pub const DNF_DOWNLOADS: &[&str] = &[
    "install",
    "in",
    "groupinstall",
    "localinstall",
    "module install",
    "group install",
    "groups install",
    "upgrade",
    "up",
    "upgrade-minimal",
    "up-min",
    "reinstall",
    "rei",
];

/// SUSE's.
pub const ZYPPER: Manager = Manager {
    program: "zypper",
    install: &["install", "in"],
    asks: &["install", "in", "remove", "rm", "source-install", "si", "patch"],
    yes: &["-n", "--non-interactive", "-y", "--no-confirm"],
    valued: Valued::These(
        "-t --type -r --repo --from -R --root --installroot -D --reposd-dir -C --cache-dir \
         --raw-cache-dir --solv-cache-dir --pkg-cache-dir -c --config -p --plus-repo \
         --plus-content --userdata --releasever",
    ),
    marks: &["=", "<", ">"],
    files: &[".rpm"],
    pin: "=1.2.3",
    clean: &["clean", "cc"],
    caches: &["/var/cache/zypp"],
    ..NONE
};

/// Python's.
pub const PIP: Manager = Manager {
    program: "pip",
    areas: &["cache"],
    valued: Valued::These(
        "-r --requirement -c --constraint --build-constraint -e --editable -t --target \
         --platform --python-version --implementation --abi --root --prefix -b --build --src \
         --upgrade-strategy -C --config-settings --config-setting --global-option \
         --install-option --build-option --no-binary --only-binary --progress-bar \
         --root-user-action --report --group -i --index-url --extra-index-url -f --find-links \
         --python --log --proxy --retries --timeout --exists-action --trusted-host --cert \
         --client-cert --cache-dir --use-feature --use-deprecated --keyring-provider \
         --resume-retries",
    ),
    marks: &["==", ">=", "<=", ">", "<", "!=", "~="],
    files: &[".whl", ".tar.gz", ".tar.bz2", ".zip"],
    pin: "==1.2.3",
    clean: &["cache purge"],
    caches: &[".cache/pip"],
    ..NONE
};

/// Python programs, each in an environment of its own.
pub const PIPX: Manager = Manager {
    program: "pipx",
    areas: &[],
    valued: Valued::These("--python --suffix -i --index-url --pip-args --spec --preinstall --backend"),
    ..PIP
};

/// Node's.
pub const NPM: Manager = Manager {
    program: "npm",
    areas: &["cache"],
    install: &["install", "i", "add", "in", "ins"],
    valued: Valued::These(
        "--loglevel --registry --prefix -C --cache --userconfig --globalconfig --omit --include \
         --only --also --save-prefix --tag --install-strategy -w --workspace --script-shell \
         --fetch-timeout --fetch-retries --maxsockets --os --cpu --libc --before --cafile --otp \
         --audit-level --node-options --target --arch --target_arch --proxy --https-proxy",
    ),
    marks: &["#"],
    files: &[".tgz", ".tar", ".tar.gz"],
    pin: "@1.2.3",
    clean: &["cache clean"],
    caches: &[".npm"],
    ..NONE
};

/// Node's other one.
pub const YARN: Manager = Manager {
    program: "yarn",
    also: &["yarnpkg"],
    areas: &["cache", "global"],
    install: &["add", "global add"],
    valued: Valued::These(
        "--cwd --network-timeout --network-concurrency --cache-folder --modules-folder \
         --registry --mutex --use-yarnrc --preferred-cache-folder --global-folder --prefix \
         --mode",
    ),
    clean: &["cache clean", "cache clear"],
    caches: &[".cache/yarn"],
    ..NPM
};

/// Ruby's.
pub const GEM: Manager = Manager {
    program: "gem",
    install: &["install", "i"],
    valued: Valued::Every,
    marks: &[":"],
    files: &[".gem"],
    pin: ":1.2.3",
    ..NONE
};

/// Go's.
pub const GO: Manager = Manager {
    program: "go",
    install: &["install", "get", "run"],
    valued: Valued::These(
        "-C -o -p -tags -ldflags -gcflags -asmflags -gccgoflags -buildmode -compiler \
         -installsuffix -mod -modfile -overlay -pgo -pkgdir -toolexec -exec -covermode \
         -coverpkg -vet",
    ),
    pin: "@v1.2.3",
    ..NONE
};

/// Python's packages, and programs of theirs in environments of their own.
pub const UV: Manager = Manager {
    program: "uv",
    areas: &["pip", "tool", "cache"],
    install: &["pip install", "tool install", "add"],
    valued: Valued::These(
        "-r --requirement --requirements -c --constraint --constraints --override --overrides -b --build-constraint \
         --build-constraints -e --editable --extra --group --optional -p --python -t --target --prefix \
         --python-platform --python-version --python-preference --resolution --prerelease --fork-strategy \
         --index-strategy -i --index-url --extra-index-url --default-index --index -f --find-links \
         --keyring-provider --exclude-newer --link-mode --refresh-package --reinstall-package -P --upgrade-package \
         -C --config-setting --config-settings --no-build-isolation-package --no-binary --only-binary \
         --no-binary-package --no-build-package --torch-backend --cache-dir --directory --project --config-file \
         --color --allow-insecure-host --trusted-host -w --with --with-editable --with-requirements \
         --with-executables-from --package --script --rev --tag --branch --bounds",
    ),
    clean: &["cache clean", "cache prune"],
    caches: &[".cache/uv"],
    ..PIP
};

/// Node's third one.
pub const PNPM: Manager = Manager {
    program: "pnpm",
    install: &["add", "install", "i"],
    valued: Valued::These(
        "-C --dir -F --filter --registry --store-dir --virtual-store-dir --global-dir --reporter --loglevel \
         --network-concurrency --child-concurrency --allow-build --package-import-method --node-linker",
    ),
    areas: &[],
    clean: &[],
    caches: &[],
    ..NPM
};

/// Node's fastest one.
pub const BUN: Manager = Manager {
    program: "bun",
    install: &["add", "a", "install", "i"],
    valued: Valued::These(
        "-c --config --cwd --registry --cache-dir --backend --concurrent-scripts --network-concurrency --omit \
         --filter --cafile --ca --linker",
    ),
    areas: &[],
    clean: &[],
    caches: &[],
    ..NPM
};

/// Rust's.
pub const CARGO: Manager = Manager {
    program: "cargo",
    install: &["install", "binstall"],
    valued: Valued::These(
        "--version --vers --git --branch --tag --rev --path --root --registry --index -F --features --bin --example \
         --target --target-dir --targets --profile -j --jobs --config -Z --color --message-format -C \
         --manifest-path --pkg-url --pkg-fmt --bin-dir --install-path --strategies --github-token --rate-limit",
    ),
    pin: "@1.2.3",
    ..NONE
};

/// PHP's.
pub const COMPOSER: Manager = Manager {
    program: "composer",
    also: &["composer.phar"],
    areas: &["global"],
    install: &["require", "req", "global require"],
    valued: Valued::These("-d --working-dir --prefer-install --ignore-platform-req --apcu-autoloader-prefix"),
    marks: &[":", "="],
    pin: ":1.2.3",
    clean: &["clear-cache", "clearcache", "cc"],
    caches: &[".composer/cache", ".cache/composer", "COMPOSER_HOME"],
    ..NONE
};

/// Ruby's, for the gems of one project.
pub const BUNDLE: Manager = Manager {
    program: "bundle",
    also: &["bundler"],
    install: &["add"],
    valued: Valued::These(
        "-v --version -s --source --git --branch --ref --github --tag --glob --path -g --group --require -j --jobs \
         --retry --gemfile --with --without",
    ),
    pin: " --version 1.2.3",
    ..NONE
};
