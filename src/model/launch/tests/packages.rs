//! Commands that run the scripts of package.json.

use super::followed;

/// A case with one package.json, the command that runs its script, and a server that reads `PORT`.
#[track_caller]
fn started(cases: &[(&str, &str, &str, &str)]) {
    for (about, command, scripts, expected) in cases {
        let dockerfile = format!("FROM node:22\nWORKDIR /app\nCOPY . .\nCMD {command}");
        let package =
            format!("{{\n\t\"scripts\": {{\n\t\t{scripts}\n\t}},\n\t\"config\": {{ \"port\": 8080 }}\n}}\n");
        let files = [("package.json", package.as_str()), ("server.js", "app.listen(process.env.PORT)")];
        followed(&[(about, &dockerfile, &files, expected)]);
    }
}

const READS: &str = "from process.env.PORT; via server.js:1 app.listen(process.env.PORT)";
const FOUND: &str =
    "from process.env.PORT; via package.json:3 node server.js; via server.js:1 app.listen(process.env.PORT)";

#[test]
fn scripts_are_found_by_their_names() {
    let script = "\"start\": \"node server.js\"";
    started(&[
        ("npm start", "npm start", script, FOUND),
        ("npm run", "npm run start", script, FOUND),
        ("npm run-script", "npm --silent run-script start --if-present", script, FOUND),
        ("yarn", "yarn start", script, FOUND),
        ("yarn run", "yarn run start", script, FOUND),
        ("pnpm", "pnpm start", script, FOUND),
        ("pnpm run", "pnpm run start", script, FOUND),
        ("bun run", "bun run start", script, FOUND),
        ("bun", "bun start", script, FOUND),
        ("node", "node --run start", script, FOUND),
        ("in exec form", "[\"npm\", \"start\"]", script, FOUND),
        ("behind a wrapper", "exec tini -- npm start", script, FOUND),
        ("npm's own", "npm start", "\"build\": \"tsc\"", READS),
        ("another", "npm run serve", script, "unknown: `package.json` has no script `serve`"),
        ("of a workspace", "npm start -w api", script, "unknown: one of several packages is started"),
        ("of all packages", "pnpm --filter api start", script, "unknown: one of several packages is started"),
        ("of a package", "yarn workspace api start", script, "unknown: one of several packages is started"),
        (
            "itself",
            "npm start",
            "\"start\": \"npm run start\"",
            "unknown: the script `start` starts itself, or too many others; via package.json:3 npm run start",
        ),
        (
            "one another",
            "npm start",
            "\"start\": \"yarn a\", \"a\": \"npm start\"",
            "unknown: the script `start` starts itself, or too many others; via package.json:3 yarn a; via package.json:3 npm start",
        ),
        ("no text", "npm start", "\"start\": 1", READS),
    ]);
}

#[test]
fn scripts_are_read_by_a_shell() {
    started(&[
        (
            "with a port",
            "npm start",
            "\"start\": \"next start -p 3000\"",
            "fixed 3000 at 3000; via package.json:3 next start -p 3000",
        ),
        (
            "with the port",
            "npm start",
            "\"start\": \"next start -p $PORT\"",
            "from $PORT; via package.json:3 next start -p $PORT",
        ),
        (
            "with quotes",
            "npm start",
            r#""start": "next start -p \"${PORT:-3000}\"""#,
            r#"from ${PORT:-3000}; via package.json:3 next start -p \"${PORT:-3000}\""#,
        ),
        (
            "with a port of its own",
            "npm start",
            "\"start\": \"PORT=3000 next start\"",
            "from next; overridden at 3000; via package.json:3 PORT=3000 next start",
        ),
        (
            "by cross-env",
            "npm start",
            "\"start\": \"cross-env PORT=3000 next start\"",
            "from next; overridden at 3000; via package.json:3 cross-env PORT=3000 next start",
        ),
        (
            "behind another",
            "npm start",
            "\"prestart\": \"npm run build\", \"start\": \"node server.js\"",
            FOUND,
        ),
        (
            "that is configured",
            "npm start",
            "\"start\": \"next start -p $npm_package_config_port\"",
            "fixed 8080 at 8080, literal; via package.json:3 next start -p $npm_package_config_port",
        ),
        (
            "of another script",
            "npm run web",
            "\"web\": \"npm run build && npm start\", \"start\": \"node server.js\"",
            "from process.env.PORT; via package.json:3 npm start; via package.json:3 node server.js; via server.js:1 app.listen(process.env.PORT)",
        ),
    ]);
}

#[test]
fn arguments_reach_the_script() {
    let script = "\"start\": \"next start\"";
    let found = "via package.json:3 next start";
    started(&[
        ("npm", "npm start -- -p 3000", script, &format!("fixed 3000 at 3000; {found}")),
        ("npm's own", "npm start -p 3000", script, &format!("from next; {found}")),
        ("yarn", "yarn start -p 3000", script, &format!("fixed 3000 at 3000; {found}")),
        ("pnpm", "pnpm start -p $PORT", script, &format!("from $PORT; {found}")),
        (
            "in exec form",
            "[\"npm\", \"start\", \"--\", \"-p\", \"3000\"]",
            script,
            &format!("fixed 3000 at 3000, literal; {found}"),
        ),
    ]);
}
