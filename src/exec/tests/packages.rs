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
const DECIDES: &str = "unknown: a script of package.json decides which port it listens on";
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
        ("of a workspace", "npm start -w api", script, DECIDES),
        ("of all packages", "pnpm --filter api start", script, DECIDES),
        ("of a package", "yarn workspace api start", script, DECIDES),
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

#[test]
fn scripts_of_other_folders() {
    let package = "{\"scripts\": {\"start\": \"node server.js\"}}";
    let server = "app.listen(process.env.PORT)";
    let files = [("web/package.json", package), ("web/server.js", server), ("web/bin/x", "")];
    for command in [
        "npm start --prefix web",
        "npm --prefix=web start",
        "yarn --cwd web start",
        "pnpm -C web start",
        "cd web && npm start",
        "cd web/bin && npm start",
    ] {
        let dockerfile = format!("FROM node:22\nWORKDIR /app\nCOPY . .\nCMD {command}");
        let expected = "from process.env.PORT; via web/package.json:1 node server.js; via web/server.js:1 app.listen(process.env.PORT)";
        followed(&[(command, &dockerfile, &files, expected)]);
    }
    let other = [("package.json", package), ("server.js", server)];
    let dockerfile = "FROM node:22\nWORKDIR /app\nCOPY server.js .\nCMD npm start";
    followed(&[("not copied", dockerfile, &other, DECIDES)]);
}

#[test]
fn programs_that_start_others() {
    let script = "\"start\": \"node server.js\", \"build\": \"tsc\"";
    let alone = FOUND.replace("via package.json:3 node server.js; ", "");
    started(&[
        ("one after another", "npx run-s build start", script, FOUND),
        ("at once", "npx run-p build start", script, FOUND),
        ("as an option says", "npx npm-run-all --parallel build start", script, FOUND),
        ("by their names", "npx concurrently -n a,b npm:build npm:start", script, FOUND),
        ("as commands", "npx concurrently \"tsc --watch\" \"node server.js\"", script, &alone),
        (
            "another is in front",
            "npx concurrently \"node proxy.js\" \"next start -p 3000\"",
            script,
            "unknown: several servers run, and one may be in front of the other",
        ),
        ("of a pattern", "npx run-p start:*", script, "unknown: `package.json` has no script `start:*`"),
        ("nodemon", "npx nodemon --watch src server.js", script, &alone),
        ("nodemon with a command", "npx nodemon --exec node server.js", script, &alone),
        ("nodemon with a text", "npx nodemon -x \"npm start\"", script, FOUND),
        ("pm2-runtime", "pm2-runtime start server.js -i max", script, &alone),
        ("pm2-runtime with npm", "pm2-runtime npm -- start", script, FOUND),
        ("node with options", "node -r dotenv/config --watch server.js", script, &alone),
        ("node with an argument", "node server.js 3000", script, &alone),
        ("dotenv", "npx dotenv -e .env -- node server.js", script, &alone),
        ("no extension", "node server", script, &alone),
    ]);
}

#[test]
fn files_that_list_programs() {
    let case = |name, config, expected| {
        let file = "FROM node:22\nWORKDIR /app\nCOPY . .\nCMD [\"pm2-runtime\", \"ecosystem.config.js\"]";
        let files = [("ecosystem.config.js", config), ("server.js", "app.listen(3000)")];
        followed(&[(name, file, &files, expected)]);
    };
    let unclear = "unknown: `ecosystem.config.js` decides what runs";
    case(
        "one",
        "module.exports = {\n  apps: [{ name: 'web', script: './server.js' }]\n}",
        "fixed 3000 at 3000, literal; via ecosystem.config.js:2 ./server.js; via server.js:1 app.listen(3000)",
    );
    case("two", "module.exports = { apps: [{ script: 'a.js' }, { script: 'server.js' }] }", unclear);
    case("a port", "module.exports = { apps: [{ script: 'server.js', env: { PORT: 3000 } }] }", unclear);
    case("a value", "module.exports = { apps: [{ script: path }] }", unclear);
    case("no file of JavaScript", "'", unclear);
}

#[test]
fn nest_starts_its_main_file() {
    let case = |name, command, settings, expected| {
        let file = format!("FROM node:22\nWORKDIR /app\nCOPY . .\nCMD {command}");
        let main = "await app.listen(process.env.PORT ?? 3000);";
        let files = [
            ("nest-cli.json", settings),
            ("src/main.ts", main),
            ("apps/api/src/index.ts", "app.listen(3000)"),
        ];
        followed(&[(name, &file, &files, expected)]);
    };
    let found = "from process.env.PORT; via src/main.ts:1 await app.listen(process.env.PORT ?? 3000);";
    case("by default", "npx nest start", "{}", found);
    case("watching", "npx nest start --watch", "{\"sourceRoot\": \"src\"}", found);
    case(
        "elsewhere",
        "npx nest start",
        "{\"sourceRoot\": \"apps/api/src\", \"entryFile\": \"index\"}",
        "fixed 3000 at 3000, literal; via apps/api/src/index.ts:1 app.listen(3000)",
    );
    case(
        "another project",
        "npx nest start api",
        "{}",
        "unknown: nest start: its program decides which port it listens on",
    );
}
