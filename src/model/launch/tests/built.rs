//! Programs that are compiled in a RUN.

use super::followed;

const BUILD: &str = "FROM golang:1.24 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /bin/web .\nFROM alpine:3\nCOPY --from=build /bin/web /app/web\nCMD [\"/app/web\"]";

/// Cases of one file of Go behind a usual build.
#[track_caller]
fn go(cases: &[(&str, &str)]) {
    for (line, expected) in cases {
        let main = format!("package main\n{line}\n");
        let last = main.lines().last().unwrap().trim();
        let step = if *expected == NONE {
            String::new()
        } else {
            format!("; via main.go:{} {last}", main.lines().count())
        };
        let files = [("go.mod", "module example.com/web\n"), ("main.go", main.as_str())];
        followed(&[(line, BUILD, &files, &format!("{expected}{step}"))]);
    }
}

const NONE: &str = "unknown: its files have no call that says where it listens";
const ELSEWHERE: &str = "unknown: where its port comes from cannot be seen in `main.go`";

#[test]
fn calls_of_go() {
    go(&[
        ("http.ListenAndServe(\":\" + os.Getenv(\"PORT\"), nil)", "from PORT"),
        ("port, ok := os.LookupEnv(\"PORT\")\nhttp.ListenAndServe(\":\"+port, nil)", "from PORT"),
        (
            "port := os.Getenv(\"PORT\"); if port == \"\" { port = \"80\" }\nhttp.ListenAndServe(\":\"+port, nil)",
            "from PORT",
        ),
        (
            "addr := fmt.Sprintf(\":%s\", os.Getenv(\"PORT\"))\nlog.Fatal(http.ListenAndServe(addr, mux))",
            "from PORT",
        ),
        ("http.ListenAndServe(\"127.0.0.1:\"+os.Getenv(\"PORT\"), nil)", "from PORT; loopback at 127.0.0.1"),
        ("srv := &http.Server{Addr: \":\" + os.Getenv(\"PORT\"), Handler: mux}", "from PORT"),
        ("r := gin.Default()\nr.Run()", "from r.Run"),
        ("r := gin.Default()\nr.Run(\":\" + os.Getenv(\"PORT\"))", "from PORT"),
        ("e := echo.New()\ne.Logger.Fatal(e.Start(\":\" + os.Getenv(\"PORT\")))", "from PORT"),
        ("app := fiber.New()\napp.Listen(\":3000\")", "fixed 3000 at 3000, literal"),
        ("http.ListenAndServe(\":8080\", nil)", "fixed 8080 at 8080, literal"),
        ("log.Fatal(http.ListenAndServe(\"0.0.0.0:8080\", router))", "fixed 8080 at 8080, literal"),
        ("const port = \"8080\"\nhttp.ListenAndServe(\":\"+port, nil)", "fixed 8080 at 8080, literal"),
        (
            "http.ListenAndServe(\"localhost:8080\", nil)",
            "fixed 8080 at 8080, literal; loopback at localhost",
        ),
        ("srv := http.Server{Addr: \":8080\"}", "fixed 8080 at 8080, literal"),
        ("r := gin.Default()\nr.Run(\":8080\")", "fixed 8080 at 8080, literal"),
        ("http.ListenAndServe(*addr, nil)", ELSEWHERE),
        ("http.ListenAndServe(\":\"+cfg.Port, nil)", ELSEWHERE),
        ("port := os.Getenv(\"HTTP_PORT\")\nhttp.ListenAndServe(\":\"+port, nil)", ELSEWHERE),
        ("listener, err := net.Listen(\"unix\", \"/tmp/s\")", ELSEWHERE),
        (
            "if local {\n\tgo run()\n\thttp.ListenAndServe(\":8080\", nil) }",
            "unknown: a condition decides whether it listens",
        ),
        (
            "if a &&\n\tb {\n\thttp.ListenAndServe(\":8080\", nil) }",
            "unknown: a condition decides whether it listens",
        ),
        ("if err := http.ListenAndServe(\":8080\", nil); err != nil {}", "fixed 8080 at 8080, literal"),
        (
            "func serve() error {\n\treturn http.ListenAndServe(\":8080\", nil) }",
            "fixed 8080 at 8080, literal",
        ),
        ("exec.Command(\"x\").Run()", NONE),
        ("func main() {}", NONE),
    ]);
}

#[test]
fn settings_of_go() {
    let main = "package main\nhttp.ListenAndServe(cfg.Addr, nil)";
    for (about, config, evidence) in [
        ("a tag", "type Config struct {\n\tPort string `env:\"PORT\" envDefault:\"8080\"`\n}", "PORT"),
        ("a call", "var port = getenv(\"PORT\", \"8080\")", "PORT"),
        ("a list", "EnvVars: []string{\"PORT\"}", "PORT"),
    ] {
        let files = [
            ("go.mod", "module example.com/web\n"),
            ("main.go", &format!("{main}\nimport \"example.com/web/internal/config\"")),
            ("internal/config/config.go", config),
        ];
        let expected = format!("from {evidence}; via main.go:2 http.ListenAndServe(cfg.Addr, nil)");
        followed(&[(about, BUILD, &files, &expected)]);
    }
}

#[test]
fn packages_that_are_compiled() {
    let main = "package main\nhttp.ListenAndServe(\":8080\", nil)";
    let other = "package main\nhttp.ListenAndServe(os.Getenv(\"PORT\"), nil)";
    let fixed =
        |path: &str| format!("fixed 8080 at 8080, literal; via {path}:2 http.ListenAndServe(\":8080\", nil)");
    let files =
        [("go.mod", "module example.com/web\n"), ("cmd/web/main.go", main), ("cmd/job/main.go", other)];
    for (build, expected) in [
        ("go build -o /bin/web ./cmd/web", fixed("cmd/web/main.go")),
        ("CGO_ENABLED=0 go build -v -o /bin/web ./cmd/web/main.go", fixed("cmd/web/main.go")),
        ("cd cmd/web && go build -o /bin/web", fixed("cmd/web/main.go")),
        ("cd cmd/web && go build -o /bin/web .", fixed("cmd/web/main.go")),
        ("go build -o /bin/job ./cmd/job", "unknown: `web` decides which port it listens on".to_owned()),
        ("go vet ./cmd/web", "unknown: `web` decides which port it listens on".to_owned()),
        (
            "go build -o /bin/web ./cmd/none",
            "unknown: the text of the program is not found in the build context".to_owned(),
        ),
    ] {
        let dockerfile = BUILD.replace("go build -o /bin/web .", build);
        followed(&[(build, &dockerfile, &files, &expected)]);
    }
    let beside =
        [("go.mod", "module m"), ("main.go", main), ("main_test.go", other), ("testdata/x.go", other)];
    let one = "FROM golang:1.24\nWORKDIR /src\nCOPY . .\nRUN go build -o app .\n";
    for (about, command) in [
        ("a path", "CMD [\"./app\"]"),
        ("whole", "CMD [\"/src/app\"]"),
        ("in a shell", "CMD ./app"),
        ("elsewhere", "WORKDIR /\nCMD src/app"),
    ] {
        followed(&[(about, &format!("{one}{command}"), &beside, &fixed("main.go"))]);
    }
    let installed = "FROM golang:1.24\nWORKDIR /src\nCOPY . .\nRUN go install ./...\nENV PATH=/go/bin:$PATH\nCMD [\"src\"]";
    followed(&[("installed", installed, &beside, &fixed("main.go"))]);
    followed(&[(
        "with an argument",
        &format!("{one}CMD ./app --port 80"),
        &beside,
        "unknown: its arguments may say where it listens",
    )]);
    followed(&[("with the port", &format!("{one}CMD ./app --port $PORT"), &beside, "from $PORT")]);
}

#[test]
fn calls_of_rust() {
    let build = "FROM rust:1 AS build\nWORKDIR /src\nCOPY . .\nRUN cargo build --release\nFROM debian:12\nCOPY --from=build /src/target/release/web /usr/local/bin/\nCMD [\"web\"]";
    let elsewhere = "unknown: where its port comes from cannot be seen in `main.rs`";
    for (line, expected) in [
        (
            "let listener = TcpListener::bind(format!(\"0.0.0.0:{}\", env::var(\"PORT\").unwrap())).await?;",
            "from PORT",
        ),
        (
            "let port: u16 = std::env::var(\"PORT\").unwrap().parse()?;\naxum::Server::bind(&SocketAddr::from(([0, 0, 0, 0], port)))",
            "from PORT",
        ),
        (
            "let port = env::var(\"PORT\").unwrap_or_else(|_| \"80\".to_string());\nHttpServer::new(|| App::new()).bind((\"0.0.0.0\", port.parse().unwrap()))?",
            "from PORT",
        ),
        (
            "let addr = SocketAddr::from(([127, 0, 0, 1], 3000));\nTcpListener::bind(addr).await.unwrap();",
            "fixed 3000 at 3000, literal; loopback at [127, 0, 0, 1]",
        ),
        (
            "let addr: SocketAddr = \"0.0.0.0:3000\".parse::<SocketAddr>().unwrap();\naxum::Server::bind(&addr)",
            "fixed 3000 at 3000, literal",
        ),
        (
            "HttpServer::new(move || App::new().app_data('a')).bind((\"0.0.0.0\", 8080))?.run()",
            "fixed 8080 at 8080, literal",
        ),
        (
            "HttpServer::new(|| App::new()).bind(\"127.0.0.1:8080\")?.run()",
            "fixed 8080 at 8080, literal; loopback at 127.0.0.1",
        ),
        ("warp::serve(routes).run(([0, 0, 0, 0], 3030)).await", "fixed 3030 at 3030, literal"),
        ("TcpListener::bind(settings.address()).await", elsewhere),
        ("TcpListener::bind((\"0.0.0.0\", args.port)).await", elsewhere),
    ] {
        let files = [
            ("Cargo.toml", "[package]"),
            ("src/main.rs", line),
            ("tests/a.rs", "TcpListener::bind(\"a:1\")"),
        ];
        let last = line.lines().last().unwrap();
        followed(&[(
            line,
            build,
            &files,
            &format!("{expected}; via src/main.rs:{} {last}", line.lines().count()),
        )]);
    }
}
