//! Programs beside package managers that a RUN calls, and which of their options take a value. Data only; rules decide.

use super::package_managers::{Manager, PLAIN, Valued};

/// Fetches addresses.
pub const CURL: Manager = Manager {
    program: "curl",
    valued: Valued::These(
        "-A --user-agent -b --cookie -c --cookie-jar -C --continue-at -d --data --data-ascii --data-binary \
         --data-raw --data-urlencode --json -D --dump-header -e --referer -E --cert --cert-type --key --key-type \
         --pass -F --form --form-string -H --header --cacert --capath --ciphers --tls-max --connect-timeout \
         --connect-to --interface --create-file-mode -K --config -m --max-time --max-filesize --max-redirs -o \
         --output --output-dir -P --ftp-port -Q --quote -r --range --resolve --retry --retry-delay \
         --retry-max-time -t --telnet-option -T --upload-file -u --user -U --proxy-user -w --write-out -x --proxy \
         --noproxy -X --request -y --speed-time -Y --speed-limit -z --time-cond --limit-rate --url --stderr \
         --trace --trace-ascii --doh-url --unix-socket --aws-sigv4 --oauth2-bearer --pinnedpubkey --proto \
         --proto-default --proto-redir",
    ),
    ..PLAIN
};

/// Fetches addresses; BusyBox's knows fewer options.
pub const WGET: Manager = Manager {
    program: "wget",
    valued: Valued::These(
        "-a --append-output -A --accept --accept-regex -B --base --bind-address --ca-certificate --ca-directory \
         --certificate --ciphers -e --execute --body-data --body-file --connect-timeout --cut-dirs --default-page \
         --dns-timeout -D --domains --exclude-domains --ignore-tags --header -i --input-file -I \
         --include-directories -l --level --limit-rate --load-cookies --local-encoding --method -o --output-file \
         -O --output-document --password -P --directory-prefix --post-data --post-file --prefer-family \
         --private-key --progress --proxy-password --proxy-user -Q --quota -R --reject --reject-regex \
         --read-timeout --referer --remote-encoding --retry-on-http-error --restrict-file-names --save-cookies \
         --secure-protocol --start-pos -t --tries -T --timeout -U --user-agent --user -w --wait --waitretry -X \
         --exclude-directories --http-user --http-password --http-passwd --ftp-user --ftp-password",
    ),
    ..PLAIN
};

/// Makes a user.
pub const USERADD: Manager = Manager {
    program: "useradd",
    valued: Valued::These(
        "-b --base-dir -c --comment -d --home --home-dir -e --expiredate -f --inactive -F -g --gid -G --groups -k \
         --skel -K --key -p --password -R --root -P --prefix -s --shell -u --uid -Z --selinux-user",
    ),
    ..PLAIN
};

/// Makes links.
pub const LN: Manager =
    Manager { program: "ln", valued: Valued::These("-t --target-directory -S --suffix"), ..PLAIN };

/// Fetches repositories.
pub const GIT: Manager = Manager {
    program: "git",
    valued: Valued::These("-c --config -C --git-dir --work-tree -b --branch -o --origin --depth --filter"),
    ..PLAIN
};

/// Fetches Subversion's repositories.
pub const SVN: Manager = Manager {
    program: "svn",
    valued: Valued::These("-r --revision --username --password --depth --config-dir --config-option"),
    ..PLAIN
};

/// Installs packages that are there already.
pub const RPM: Manager = Manager {
    program: "rpm",
    valued: Valued::These("--root -r --dbpath -D --define -E --eval --rcfile --prefix --relocate --import"),
    ..PLAIN
};

/// Edits the repositories of yum and dnf.
pub const YUM_CONFIG: Manager =
    Manager { program: "yum-config-manager", valued: Valued::These("--add-repo --setopt"), ..PLAIN };

/// Packages of Python and others, in environments.
pub const CONDA: Manager = Manager {
    program: "conda",
    also: &["mamba", "micromamba"],
    valued: Valued::These("-n --name -p --prefix -c --channel -f --file"),
    ..PLAIN
};
