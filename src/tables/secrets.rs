//! What secrets look like, and what looks like one and is none.

/// How an issuer's secret begins, the least number of characters behind that, and what it is.
pub const FORMS: &[(&str, usize, &str)] = &[
    ("AKIA", 16, "an AWS access key"),
    ("ASIA", 16, "an AWS access key"),
    ("sk_live_", 16, "a Stripe secret key"),
    ("rk_live_", 16, "a Stripe restricted key"),
    ("ghp_", 30, "a GitHub token"),
    ("gho_", 30, "a GitHub token"),
    ("ghs_", 30, "a GitHub token"),
    ("ghu_", 30, "a GitHub token"),
    ("github_pat_", 40, "a GitHub token"),
    ("glpat-", 20, "a GitLab token"),
    ("HRKU-", 30, "a Heroku token"),
    ("xoxb-", 24, "a Slack token"),
    ("xoxp-", 24, "a Slack token"),
    ("xapp-", 24, "a Slack token"),
    ("SG.", 40, "a SendGrid key"),
    ("AIza", 35, "a Google API key"),
    ("npm_", 36, "an npm token"),
    ("sk-ant-", 40, "an Anthropic key"),
    ("sk-proj-", 40, "an OpenAI key"),
    ("dop_v1_", 40, "a DigitalOcean token"),
    ("shpat_", 32, "a Shopify token"),
];

/// Parts of names whose values are secrets, and what these are.
pub const NAMES: &[(&str, &str)] = &[
    ("SECRET", "a secret"),
    ("TOKEN", "a token"),
    ("PASSWORD", "a password"),
    ("PASSWD", "a password"),
    ("PASS", "a password"),
    ("PWD", "a password"),
    ("API_KEY", "an API key"),
    ("APIKEY", "an API key"),
    ("PRIVATE_KEY", "a private key"),
    ("ACCESS_KEY", "an access key"),
    ("MASTER_KEY", "a master key"),
    ("ENCRYPTION_KEY", "an encryption key"),
    ("SIGNING_KEY", "a signing key"),
    ("AUTH_KEY", "a key"),
    ("CREDENTIALS", "a credential"),
];

/// Parts of names that tell of something else: what everybody may see, or what is said about a secret.
pub const NOT_NAMES: &[&str] = &[
    "PUBLIC",
    "PUBLISHABLE",
    "DUMMY",
    "FAKE",
    "TEST",
    "EXAMPLE",
    "REACT_APP",
    "VITE",
    "VUE_APP",
    "EXPO",
    "GATSBY",
    "FILE",
    "PATH",
    "DIR",
    "URL",
    "URI",
    "HOST",
    "ENDPOINT",
    "NAME",
    "HEADER",
    "LENGTH",
    "TTL",
    "EXPIRES",
    "EXPIRE",
    "EXPIRY",
    "EXPIRATION",
    "LIFETIME",
    "ALGORITHM",
    "ALG",
    "TYPE",
    "CLASS",
    "PREFIX",
    "ISSUER",
    "ENABLED",
    "VERSION",
    "ARN",
    "ACCESS_KEY_ID",
    "TOKEN_ID",
    "KEY_ID",
];

/// Words in what stands for a secret, in lower case.
pub const PLACEHOLDERS: &str = "change_me change-me changeme placeholder example dummy fake sample default insert \
    replace your todo notused not_used not-used unused insecure not_set not-set notset \
    password pass123 secret test temp build precompile only none null undefined foobar qwerty asdf letmein lorem";
