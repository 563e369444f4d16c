//! Programs in JavaScript and TypeScript.

use super::followed;

/// Cases of one file that node runs.
#[track_caller]
fn server(cases: &[(&str, &str, &str)]) {
    for (about, text, expected) in cases {
        started(&[(about, "node server.js", &[("server.js", text)], expected)]);
    }
}

/// A case with a command and the files of the project.
type Started<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], &'a str);

/// A case with the files beside the one that is started.
type Followed<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);

#[track_caller]
fn started(cases: &[Started<'_>]) {
    for (about, command, files, expected) in cases {
        let dockerfile = format!("FROM node:22\nWORKDIR /app\nCOPY . .\nCMD {command}");
        followed(&[(about, &dockerfile, files, expected)]);
    }
}

/// Cases of one call, that stands on the only line.
#[track_caller]
fn call(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let step = if *expected == NONE { String::new() } else { format!("; via server.js:1 {text}") };
        server(&[(text, text, &format!("{expected}{step}"))]);
    }
}

#[test]
fn calls_that_get_the_port() {
    call(&[
        ("app.listen(process.env.PORT)", "from process.env.PORT"),
        ("app.listen(process.env.PORT || 3000, '0.0.0.0')", "from process.env.PORT"),
        ("app.listen(Number(process.env['PORT'] ?? 3000))", "from process.env['PORT']"),
        ("app.listen({ port: +process.env.PORT, host: '0.0.0.0' })", "from process.env.PORT"),
        ("app.listen(`${process.env.PORT}`)", "from PORT"),
        ("await fastify.listen({ port: process.env.PORT!, host: '::' })", "from process.env.PORT"),
        ("http.createServer(app).listen(normalizePort(process.env.PORT || '3000'))", "from process.env.PORT"),
        ("app.listen(config.get<number>('PORT'))", "from PORT"),
        ("app.listen(env.int('PORT', 3000))", "from PORT"),
        ("Deno.serve({ port: Number(Deno.env.get('PORT')) }, handler)", "from PORT"),
        ("Bun.serve({ port: Bun.env.PORT, fetch })", "from Bun.env.PORT"),
        ("Bun.serve({ fetch(request) { return new Response('hi') } })", "from Bun.serve"),
        ("app.listen(process.env.PORT, 'localhost')", "from process.env.PORT; loopback at localhost"),
        (
            "server.listen({ port: process.env.PORT, host: '127.0.0.1' })",
            "from process.env.PORT; loopback at 127.0.0.1",
        ),
        ("app.listen(process.env.PORT, process.env.HOST || 'localhost')", "from process.env.PORT"),
        ("app.listen(process.env.PORT, 511, () => {})", "from process.env.PORT"),
    ]);
}

#[test]
fn calls_that_do_not() {
    call(&[
        ("app.listen(3000)", "fixed 3000 at 3000, literal"),
        ("app.listen('3000')", "fixed 3000 at 3000, literal"),
        ("app.listen(3_000, () => console.log('up'))", "fixed 3000 at 3_000, literal"),
        ("app.listen(parseInt('3000', 10))", "fixed 3000 at 3000, literal"),
        (
            "app.listen({ port: 3000, host: 'localhost' })",
            "fixed 3000 at 3000, literal; loopback at localhost",
        ),
        (
            "http.createServer(app).listen(8080, '127.0.0.1')",
            "fixed 8080 at 8080, literal; loopback at 127.0.0.1",
        ),
        ("app.listen({ ...options, port: 3000 })", "fixed 3000 at 3000, literal"),
        ("Bun.serve({ port: 3000, fetch })", "fixed 3000 at 3000, literal"),
        ("Deno.serve({ port: 8000 }, handler)", "fixed 8000 at 8000, literal"),
        ("const server = Hapi.server({ port: 3000, host: '0.0.0.0' })", "fixed 3000 at 3000, literal"),
        ("await startStandaloneServer(server, { listen: { port: 4000 } })", "fixed 4000 at 4000, literal"),
        ("if (require.main === module) { app.listen(3000) }", "fixed 3000 at 3000, literal"),
    ]);
}

const NONE: &str = "unknown: its files have no call that listens";
const ELSEWHERE: &str = "unknown: it is unknown where its port comes from in `server.js`";

#[test]
fn calls_of_which_it_cannot_be_told() {
    call(&[
        ("app.listen(port)", ELSEWHERE),
        ("app.listen(config.port)", ELSEWHERE),
        ("app.listen(process.env.APP_PORT || 3000)", ELSEWHERE),
        ("app.listen(process.argv[2])", ELSEWHERE),
        ("app.listen('/tmp/socket')", ELSEWHERE),
        ("app.listen(() => {})", ELSEWHERE),
        ("app.listen({ port: 3000, ...options })", ELSEWHERE),
        ("app.listen(base + 3000)", ELSEWHERE),
        ("if (local) app.listen(3000)", "unknown: a condition decides whether it listens"),
        ("if (local) { app.listen(3000) }", "unknown: a condition decides whether it listens"),
        ("local && app.listen(3000)", "unknown: a condition decides whether it listens"),
        ("http.listen(80), https.listen(443)", "unknown: it may listen on several ports"),
        ("module.exports = app", NONE),
        ("// app.listen(3000)", NONE),
        ("const text = 'app.listen(3000)'", NONE),
        ("const read = /app.listen(3000)/", NONE),
    ]);
}

#[test]
fn names_are_looked_up_in_the_file() {
    let found = "; via server.js:2 app.listen(port)";
    let cases = [
        ("const port = process.env.PORT || 3000;", "from process.env.PORT"),
        ("const { PORT: port = 3000 } = process.env;", "from PORT"),
        ("const port: number = Number(process.env.PORT ?? 3000)", "from process.env.PORT"),
        ("let port = 3000; if (process.env.PORT) port = process.env.PORT", "from process.env.PORT"),
        ("const port = normalize(process.env.PORT)", "from process.env.PORT"),
        ("const raw = process.env.PORT, port = parseInt(raw, 10)", "from process.env.PORT"),
        ("const port = 3000;", "fixed 3000 at 3000, literal"),
        ("var port = '3000'", "fixed 3000 at 3000, literal"),
        ("const port: number = 3000 as number", "fixed 3000 at 3000, literal"),
        ("const a = 3000, port = a", "fixed 3000 at 3000, literal"),
        ("const port = 3000 || other", "fixed 3000 at 3000, literal"),
    ];
    for (definition, expected) in cases {
        let text = format!("{definition}\napp.listen(port)");
        server(&[(definition, &text, &format!("{expected}{found}"))]);
    }
    for definition in [
        "let port = 3000; if (local) port = 4000",
        "let port = 3000; port += 1",
        "const { port } = require('config')",
        "const { port = 3000 } = options",
        "function start(port) {}; const port = 3000",
        "const start = port => port; const port = 3000",
        "import port from 'settings'",
        "const port = await find(3000)",
        "const port = process.env.SERVER_PORT || 3000",
        "const port = argv.port || 3000",
        "const port = port",
    ] {
        let text = format!("{definition}\napp.listen(port)");
        server(&[(definition, &text, &format!("{ELSEWHERE}{found}"))]);
    }
}

#[test]
fn settings_of_an_object() {
    server(&[
        (
            "an object",
            "const config = { port: 3000 };\napp.listen(config.port);",
            "fixed 3000 at 3000, literal; via server.js:2 app.listen(config.port);",
        ),
        (
            "an object with the port",
            "const config = { port: process.env.PORT };\napp.listen(config.port);",
            "from process.env.PORT; via server.js:2 app.listen(config.port);",
        ),
        (
            "a setting of express",
            "app.set('port', 3000);\napp.listen(app.get('port'));",
            "fixed 3000 at 3000, literal; via server.js:2 app.listen(app.get('port'));",
        ),
        (
            "a schema",
            "const config = z.object({ PORT: z.number() }).parse(process.env);\napp.listen(config.PORT);",
            "from PORT; via server.js:2 app.listen(config.PORT);",
        ),
        (
            "read, and not used",
            "console.log(process.env.PORT);\napp.listen(3000);",
            "unknown: `server.js` reads `PORT`, and something else sets where it listens; via server.js:2 app.listen(3000);",
        ),
    ]);
}

#[test]
fn fastify_listens_within_the_dyno() {
    server(&[
        (
            "by default",
            "const app = require('fastify')({ logger: true })\nconst start = async () => {\n  await app.listen({ port: process.env.PORT })\n}",
            "from process.env.PORT; own loopback at app.listen; via server.js:3 await app.listen({ port: process.env.PORT })",
        ),
        (
            "with a host",
            "const app = Fastify()\napp.listen({ port: process.env.PORT, host: '0.0.0.0' })",
            "from process.env.PORT; via server.js:2 app.listen({ port: process.env.PORT, host: '0.0.0.0' })",
        ),
        (
            "a host that is not known",
            "const app = Fastify()\napp.listen({ port: process.env.PORT, host })",
            "from process.env.PORT; via server.js:2 app.listen({ port: process.env.PORT, host })",
        ),
        (
            "express",
            "const fastify = 1; const app = express()\napp.listen(process.env.PORT)",
            "from process.env.PORT; via server.js:2 app.listen(process.env.PORT)",
        ),
    ]);
}

#[test]
fn imports_are_followed() {
    let server = "import { port } from './config.js'\napp.listen(port)";
    let found = "; via src/server.ts:2 app.listen(port)";
    let cases: [Followed<'_>; 5] = [
        (
            "of the port",
            &[("src/config.ts", "export const port = process.env.PORT")],
            "from process.env.PORT",
        ),
        (
            "of one that imports",
            &[
                ("src/config.ts", "export * from '../env'"),
                ("env/index.ts", "export const port = process.env.PORT"),
            ],
            "from process.env.PORT",
        ),
        (
            "of itself",
            &[("src/config.ts", "import './server'; import './config'")],
            "unknown: it is unknown where its port comes from in `server.ts`",
        ),
        ("of nothing", &[], "unknown: it is unknown where its port comes from in `server.ts`"),
        (
            "of a number",
            &[("src/config.ts", "export const port = 3000")],
            "unknown: it is unknown where its port comes from in `server.ts`",
        ),
    ];
    for (about, files, expected) in cases {
        let files: Vec<_> = files.iter().copied().chain([("src/server.ts", server)]).collect();
        started(&[(about, "npx tsx src/server.ts", &files, &format!("{expected}{found}"))]);
    }
}

#[test]
fn hostile_programs_end_quickly() {
    let long = "a = a + a; ".repeat(20_000);
    let nested = format!("app.listen({}", "(".repeat(100_000));
    let calls = "x.listen(port);".repeat(15_000);
    let names = (0..10_000).map(|at| format!("v{at} = v{} || v{}\n", at + 1, at + 2)).collect::<String>();
    let cut = |name| format!("{ELSEWHERE}; via server.js:1 {name}");
    server(&[
        ("one name for everything", &format!("{long}app.listen(a)"), &cut("app.listen")),
        ("brackets", &nested, NONE),
        ("calls", &calls, &cut("x.listen")),
        (
            "names of names",
            &format!("{names}app.listen(v0)"),
            &format!("{ELSEWHERE}; via server.js:10001 app.listen(v0)"),
        ),
    ]);
}

#[test]
fn the_first_file_is_found() {
    let server = "app.listen(process.env.PORT)";
    let found = |path| format!("from process.env.PORT; via {path}:1 {server}");
    for (command, path) in [
        ("node server.js", "server.js"),
        ("node server", "server.js"),
        ("node ./server.js", "server.js"),
        ("node src", "src/index.ts"),
        ("node .", "src/index.ts"),
        ("node bin/www", "bin/www"),
        ("./bin/www", "bin/www"),
        ("deno run -A --config deno.json main.ts", "main.ts"),
        ("tsx watch --clear-screen=false main.ts", "main.ts"),
        ("npx ts-node -P tsconfig.json -r tsconfig-paths/register main.ts", "main.ts"),
        ("bun --watch main.ts", "main.ts"),
    ] {
        let package = ("package.json", "{ \"main\": \"./src/index.ts\" }");
        let text = format!("#!/usr/bin/env node\n{server}");
        let www = if path == "bin/www" { text.as_str() } else { server };
        let step = if path == "bin/www" { found(path).replace(":1", ":2") } else { found(path) };
        started(&[(command, command, &[package, (path, www)], &step)]);
    }
    started(&[("nothing", "node server.js", &[], "unknown: `server.js` is not in the repository")]);
}

#[test]
fn compiled_files_are_read_where_they_come_from() {
    let package = ("package.json", "{}");
    let plain =
        ("tsconfig.json", "{\n  // where it goes\n  \"compilerOptions\": { \"outDir\": \"./dist\", },\n}");
    let rooted =
        ("tsconfig.json", "{\"compilerOptions\": {\"outDir\": \"build\", \"rootDir\": \"./server\"}}");
    let server = "app.listen(process.env.PORT)";
    let found = |path| format!("from process.env.PORT; via {path}:1 {server}");
    let missing = "unknown: `dist/main.js` is not in the repository";
    let several = "unknown: `dist/main.js` may be compiled from several files";
    started(&[
        ("in src", "node dist/main.js", &[package, plain, ("src/main.ts", server)], &found("src/main.ts")),
        (
            "without ending",
            "node dist/main",
            &[package, plain, ("src/main.ts", server)],
            &found("src/main.ts"),
        ),
        (
            "with src",
            "node dist/src/main.js",
            &[package, plain, ("src/main.ts", server)],
            &found("src/main.ts"),
        ),
        ("beside", "node dist/main.js", &[package, plain, ("main.ts", server)], &found("main.ts")),
        (
            "by its root",
            "node build/main.js",
            &[package, rooted, ("server/main.ts", server)],
            &found("server/main.ts"),
        ),
        ("by babel", "node dist/main.js", &[package, ("src/main.js", server)], &found("src/main.js")),
        ("not in its root", "node dist/main.js", &[package, rooted, ("server/main.ts", server)], missing),
        (
            "in both",
            "node dist/main.js",
            &[package, plain, ("src/main.ts", server), ("main.ts", server)],
            several,
        ),
        ("in neither", "node dist/main.js", &[package, plain, ("src/app.ts", server)], missing),
        ("no package", "node dist/main.js", &[("src/main.ts", server)], missing),
        (
            "by a script",
            "npm run prod",
            &[
                ("package.json", "{\"scripts\": {\"prod\": \"node dist/main\"}}"),
                plain,
                ("src/main.ts", server),
            ],
            "from process.env.PORT; via package.json:1 node dist/main; via src/main.ts:1 app.listen(process.env.PORT)",
        ),
    ]);
    followed(&[(
        "in another stage",
        "FROM node:22 AS build\nWORKDIR /src\nCOPY . .\nRUN npm run build\nFROM node:22\nWORKDIR /app\nCOPY api/package.json .\nCOPY --from=build /src/api/dist dist\nCMD node dist/main.js",
        &[("api/package.json", "{}"), ("api/src/main.ts", server)],
        &found("api/src/main.ts"),
    )]);
}
