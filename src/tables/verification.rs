//! What switches off that certificates or signatures are checked. Data only; rules decide.

use super::package_managers::{
    APK, APT, APT_GET, APTITUDE, BUNDLE, COMPOSER, DNF, MICRODNF, Manager, NPM, PIP, PNPM, UV, YARN, YUM,
    ZYPPER,
};
use super::programs::{CONDA, CURL, GIT, RPM, SVN, WGET, YUM_CONFIG};

/// What goes unchecked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unchecked {
    /// Who the server is.
    Certificate,
    /// Who made the package.
    Signature,
}

/// Options of a program.
#[derive(Debug)]
pub struct Switch {
    /// The programs.
    pub programs: &'static [&'static Manager],
    /// The options, without values.
    pub options: &'static [&'static str],
    /// What goes unchecked.
    pub unchecked: Unchecked,
}

/// A setting that a program takes on its command line: `git config http.sslVerify false`, `npm --strict-ssl=false`.
#[derive(Debug)]
pub struct Setting {
    /// The programs.
    pub programs: &'static [&'static Manager],
    /// The last part of its name, in lower case.
    pub key: &'static str,
    /// The values that switch it off, in lower case; none for whichever.
    pub off: &'static [&'static str],
    /// What goes unchecked.
    pub unchecked: Unchecked,
}

/// An environment variable.
#[derive(Debug)]
pub struct Variable {
    /// Its name; programs that ignore the case have it in both.
    pub name: &'static str,
    /// The values that switch it off, in lower case; none for all but an empty one.
    pub off: &'static [&'static str],
    /// What comes of it; empty for the usual.
    pub fact: &'static str,
    /// What to do instead; empty for the usual.
    pub instead: &'static str,
}

use Unchecked::{Certificate, Signature};

const FALSE: &[&str] = &["false", "0", "no", "off"];
const TRUE: &[&str] = &["true", "1", "yes", "on"];
const APTS: &[&Manager] = &[&APT_GET, &APT, &APTITUDE];
const RPMS: &[&Manager] = &[&YUM, &DNF, &MICRODNF, &YUM_CONFIG];
const NODES: &[&Manager] = &[&NPM, &YARN, &PNPM];

/// Every program of the tables below.
pub const PROGRAMS: &[&Manager] = &[
    &APK,
    &APT,
    &APT_GET,
    &APTITUDE,
    &BUNDLE,
    &COMPOSER,
    &CONDA,
    &CURL,
    &DNF,
    &GIT,
    &MICRODNF,
    &NPM,
    &PIP,
    &PNPM,
    &RPM,
    &SVN,
    &UV,
    &WGET,
    &YARN,
    &YUM,
    &YUM_CONFIG,
    &ZYPPER,
];

/// One row an option.
pub const SWITCHES: &[Switch] = &[
    Switch { programs: &[&CURL], options: &["-k", "--insecure"], unchecked: Certificate },
    Switch {
        programs: &[&WGET],
        options: &["--no-check-certificate", "--no-check-cert"],
        unchecked: Certificate,
    },
    Switch { programs: NODES, options: &["--no-strict-ssl"], unchecked: Certificate },
    Switch { programs: &[&SVN], options: &["--trust-server-cert"], unchecked: Certificate },
    Switch { programs: &[&APK, &APTITUDE], options: &["--allow-untrusted"], unchecked: Signature },
    Switch {
        programs: APTS,
        options: &["--allow-unauthenticated", "--force-yes", "--allow-insecure-repositories"],
        unchecked: Signature,
    },
    Switch { programs: RPMS, options: &["--nogpgcheck", "--no-gpgchecks"], unchecked: Signature },
    Switch { programs: &[&ZYPPER], options: &["--no-gpg-checks", "--no-gpgcheck"], unchecked: Signature },
    Switch { programs: &[&RPM], options: &["--nosignature"], unchecked: Signature },
];

/// One row a setting.
pub const SETTINGS: &[Setting] = &[
    Setting { programs: &[&PIP], key: "trusted-host", off: &[], unchecked: Certificate },
    Setting { programs: &[&UV], key: "allow-insecure-host", off: &[], unchecked: Certificate },
    Setting { programs: &[&UV], key: "trusted-host", off: &[], unchecked: Certificate },
    Setting { programs: NODES, key: "strict-ssl", off: FALSE, unchecked: Certificate },
    Setting { programs: &[&YARN], key: "enablestrictssl", off: FALSE, unchecked: Certificate },
    Setting { programs: &[&GIT], key: "sslverify", off: FALSE, unchecked: Certificate },
    Setting { programs: &[&COMPOSER], key: "disable-tls", off: TRUE, unchecked: Certificate },
    Setting { programs: &[&COMPOSER], key: "secure-http", off: FALSE, unchecked: Certificate },
    Setting { programs: &[&CONDA], key: "ssl_verify", off: FALSE, unchecked: Certificate },
    Setting { programs: &[&BUNDLE], key: "ssl_verify_mode", off: FALSE, unchecked: Certificate },
    Setting { programs: &[&WGET], key: "check_certificate", off: FALSE, unchecked: Certificate },
    Setting { programs: &[&WGET], key: "check-certificate", off: FALSE, unchecked: Certificate },
    Setting { programs: RPMS, key: "sslverify", off: FALSE, unchecked: Certificate },
    Setting { programs: RPMS, key: "gpgcheck", off: FALSE, unchecked: Signature },
    Setting { programs: APTS, key: "verify-peer", off: FALSE, unchecked: Certificate },
    Setting { programs: APTS, key: "verify-host", off: FALSE, unchecked: Certificate },
    Setting { programs: APTS, key: "allowunauthenticated", off: TRUE, unchecked: Signature },
    Setting { programs: APTS, key: "allowinsecurerepositories", off: TRUE, unchecked: Signature },
];

const fn variable(name: &'static str, off: &'static [&'static str]) -> Variable {
    Variable { name, off, fact: "", instead: "" }
}

/// One row a variable.
pub const VARIABLES: &[Variable] = &[
    Variable {
        instead: "remove it; for Heroku Postgres set `ssl: { rejectUnauthorized: false }` on that connection alone",
        ..variable("NODE_TLS_REJECT_UNAUTHORIZED", &["0"])
    },
    Variable {
        fact: "Python 2 checks no certificate then; Python 3 does not read it",
        instead: "remove it",
        ..variable("PYTHONHTTPSVERIFY", &["0"])
    },
    variable("GIT_SSL_NO_VERIFY", &[]),
    variable("PIP_TRUSTED_HOST", &[]),
    variable("UV_INSECURE_HOST", &[]),
    variable("NPM_CONFIG_STRICT_SSL", FALSE),
    variable("npm_config_strict_ssl", FALSE),
    variable("YARN_ENABLE_STRICT_SSL", FALSE),
    variable("CONDA_SSL_VERIFY", FALSE),
    variable("BUNDLE_SSL_VERIFY_MODE", &["0"]),
];
