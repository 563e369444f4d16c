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

const NONE: &str = "unknown: its files have no call that listens";
const ELSEWHERE: &str = "unknown: it is unknown where its port comes from in `main.go`";

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
            "unknown: the source of the program is not in the build context".to_owned(),
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
        "unknown: its arguments may set where it listens",
    )]);
    followed(&[("with the port", &format!("{one}CMD ./app --port $PORT"), &beside, "from $PORT")]);
}

#[test]
fn compilers_that_start_what_they_compile() {
    let main = "package main\nhttp.ListenAndServe(\":8080\", nil)";
    let fixed =
        |path: &str| format!("fixed 8080 at 8080, literal; via {path}:2 http.ListenAndServe(\":8080\", nil)");
    for (command, path) in [
        ("go run main.go", "main.go"),
        ("go run .", "main.go"),
        ("go run ./cmd/web", "cmd/web/a.go"),
        ("cd cmd && go run web/a.go", "cmd/web/a.go"),
    ] {
        let dockerfile = format!("FROM golang:1.25\nWORKDIR /src\nCOPY . .\nCMD {command}");
        followed(&[(command, &dockerfile, &[("go.mod", "module m"), (path, main)], &fixed(path))]);
        let alone = "FROM golang:1.25\nWORKDIR /src\nCOPY . .\nRUN go build -o web main.go\nCMD ./web";
        followed(&[(
            "without a module",
            alone,
            &[("main.go", main), ("b.go", "os.Getenv(\"PORT\")")],
            &fixed("main.go"),
        )]);
    }
    let text = "HttpServer::new(|| App::new()).bind(\"0.0.0.0:8080\")?";
    let files = [("Cargo.toml", ""), ("src/main.rs", text)];
    let dockerfile = "FROM rust:1\nWORKDIR /src\nCOPY . .\nCMD cargo run --release";
    followed(&[(
        "cargo",
        dockerfile,
        &files,
        &format!("fixed 8080 at 8080, literal; via src/main.rs:1 {text}"),
    )]);
    let phoenix = [
        ("mix.exs", ""),
        ("config/runtime.exs", "port: String.to_integer(System.get_env(\"PORT\") || \"4000\")"),
    ];
    let dockerfile = "FROM elixir:1\nWORKDIR /src\nCOPY . .\nCMD mix phx.server";
    followed(&[("phoenix", dockerfile, &phoenix, "from PORT")]);
    let two = [
        ("Cargo.toml", ""),
        ("a/src/main.rs", &format!("fn main() {{ {text} }}")),
        ("b/src/main.rs", "fn main() {}"),
    ];
    let dockerfile = "FROM rust:1\nWORKDIR /src\nCOPY . .\nRUN cargo build\nCMD target/debug/b";
    followed(&[("two programs", dockerfile, &two, "unknown: several programs are built from its files")]);
}

#[test]
fn calls_of_rust() {
    let build = "FROM rust:1 AS build\nWORKDIR /src\nCOPY . .\nRUN cargo build --release\nFROM debian:12\nCOPY --from=build /src/target/release/web /usr/local/bin/\nCMD [\"web\"]";
    let elsewhere = "unknown: it is unknown where its port comes from in `main.rs`";
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

/// A case with the build of a `.jar`.
#[track_caller]
fn jar(about: &str, command: &str, files: &[(&str, &str)], expected: &str) {
    let dockerfile = format!(
        "FROM maven:3 AS build\nWORKDIR /src\nCOPY . .\nRUN mvn -B package\nFROM eclipse-temurin:21\nCOPY --from=build /src/target/*.jar /app.jar\nCMD {command}"
    );
    let main = ("src/main/java/App.java", "SpringApplication.run(App.class, args);");
    let files: Vec<_> = [("pom.xml", "<project/>"), main].into_iter().chain(files.iter().copied()).collect();
    followed(&[(about, &dockerfile, &files, expected)]);
}

#[test]
fn settings_of_spring() {
    let java = "java -jar /app.jar";
    const MAIN: &str = "src/main/resources/application";
    let properties = format!("{MAIN}.properties");
    let yaml = format!("{MAIN}.yml");
    let profile = format!("{MAIN}-prod.yml");
    let fixed = |place: &str| format!("fixed 9000 at 9000, literal; via {place}");
    jar("expanded", java, &[(&properties, "server.port=${PORT:8080}")], "from ${PORT:8080}");
    jar("in yaml", java, &[(&yaml, "server:\n  port: ${PORT:8080}\n")], "from ${PORT:8080}");
    jar(
        "in a profile",
        java,
        &[(&yaml, "server:\n  port: 9000\n"), (&profile, "server.port: ${PORT}")],
        "from ${PORT}",
    );
    jar(
        "fixed",
        java,
        &[(&properties, "# web\nserver.port = 9000\n")],
        &fixed("src/main/resources/application.properties:2 server.port = 9000"),
    );
    jar(
        "fixed in yaml",
        java,
        &[(&yaml, "spring:\n  x: 1\nserver:\n  ssl: {}\n  port: 9000 # web\n")],
        &fixed("src/main/resources/application.yml:5 port: 9000 # web"),
    );
    for (about, command, files) in [
        ("nothing", java, vec![(properties.as_str(), "server.ssl=1")]),
        (
            "several",
            java,
            vec![(properties.as_str(), "server.port=9000"), (profile.as_str(), "server.port: 9001")],
        ),
        ("arguments", "java $JAVA_OPTS -jar /app.jar", vec![(properties.as_str(), "server.port=9000")]),
        (
            "another file",
            "java -jar /app.jar --spring.config.location=x",
            vec![(properties.as_str(), "server.port=9000")],
        ),
        ("of tests", java, vec![("src/test/resources/application.properties", "server.port=9000")]),
        ("management", java, vec![(yaml.as_str(), "management:\n  server:\n    port: 9000\n")]),
        ("a comment", java, vec![(properties.as_str(), "#server.port=9000")]),
    ] {
        jar(
            about,
            command,
            &files,
            "unknown: java: its program decides which port it listens on; unless *.java *.kt *.scala *.groovy *.clj pom.xml *.gradle*",
        );
    }
}

#[test]
fn calls_of_dotnet() {
    let build = "FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build\nWORKDIR /src\nCOPY . .\nRUN dotnet publish -c Release -o /app/publish\nFROM mcr.microsoft.com/dotnet/aspnet:9.0\nWORKDIR /app\nCOPY --from=build /app/publish .\nENTRYPOINT [\"dotnet\", \"Web.dll\"]";
    let unknown = "unknown: dotnet: its program decides which port it listens on; unless *.cs *.fs *.vb appsettings*.json";
    let kestrel =
        |url: &str| format!("{{\"Kestrel\": {{\"Endpoints\": {{\"Http\": {{\"Url\": \"{url}\"}}}}}}}}");
    let cases = [
        ("app.Run($\"http://0.0.0.0:{Environment.GetEnvironmentVariable(\"PORT\")}\");", "from PORT"),
        (
            "var port = Environment.GetEnvironmentVariable(\"PORT\") ?? \"80\";\napp.Run($\"http://*:{port}\");",
            "from PORT",
        ),
        (
            "var port = builder.Configuration[\"PORT\"];\nbuilder.WebHost.UseUrls(\"http://*:\" + port);",
            "from PORT",
        ),
        ("builder.WebHost.UseUrls(\"http://*:5000\");", "fixed 5000 at 5000, literal"),
        (
            "builder.WebHost.UseUrls(\"http://localhost:5000/\");",
            "fixed 5000 at 5000, literal; loopback at localhost",
        ),
        ("options.ListenAnyIP(5000);", "fixed 5000 at 5000, literal"),
        ("app.Urls.Add(\"http://*:5000\");", "fixed 5000 at 5000, literal"),
    ];
    for (text, expected) in cases {
        let last = text.lines().last().unwrap();
        let expected = format!("{expected}; via Program.cs:{} {last}", text.lines().count());
        followed(&[(text, build, &[("Web.csproj", ""), ("Program.cs", text)], &expected)]);
    }
    for text in [
        "app.Run();",
        "app.Run(async context => {});",
        "builder.WebHost.UseUrls(url);",
        "builder.WebHost.UseUrls(\"http://*:80;https://*:443\");",
    ] {
        followed(&[(text, build, &[("Web.csproj", ""), ("Program.cs", text)], unknown)]);
    }
    let settings = |name, url: &str, expected: &str| {
        let files = [("Web.csproj", ""), ("Program.cs", "app.Run();"), (name, &kestrel(url))];
        followed(&[(url, build, &files, expected)]);
    };
    let text = kestrel("http://*:5000");
    settings(
        "appsettings.json",
        "http://*:5000",
        &format!("fixed 5000 at 5000, literal; via appsettings.json:1 {text}"),
    );
    settings("appsettings.Development.json", "http://*:5000", unknown);
    settings("appsettings.json", "http://*", unknown);
}

#[test]
fn languages_of_which_only_the_reading_is_known() {
    for (about, build, path, files, evidence) in [
        (
            "elixir",
            "mix release",
            "/src/_build/prod/rel/web",
            [
                ("mix.exs", ""),
                ("config/runtime.exs", "port = String.to_integer(System.get_env(\"PORT\") || \"4000\")"),
            ],
            "PORT",
        ),
        (
            "elixir, strict",
            "MIX_ENV=prod mix release web",
            "/src/_build/prod/rel/web",
            [("mix.exs", ""), ("config/runtime.exs", "port: System.fetch_env!(\"PORT\")")],
            "PORT",
        ),
        (
            "dart",
            "dart compile exe bin/server.dart -o bin/web",
            "/src/bin/web",
            [
                ("pubspec.yaml", ""),
                ("bin/server.dart", "final port = int.parse(Platform.environment['PORT'] ?? '8080');"),
            ],
            "PORT",
        ),
        (
            "swift",
            "swift build -c release",
            "/src/.build/release/web",
            [
                ("Package.swift", ""),
                (
                    "Sources/App/configure.swift",
                    "app.http.server.configuration.port = Environment.get(\"PORT\").flatMap(Int.init) ?? 8080",
                ),
            ],
            "PORT",
        ),
        (
            "haskell",
            "stack install --local-bin-path /src/bin",
            "/src/bin/web",
            [("stack.yaml", ""), ("app/Main.hs", "port <- lookupEnv \"PORT\" -- it's there")],
            "PORT",
        ),
        (
            "clojure",
            "lein uberjar",
            "/src/target/web",
            [("project.clj", ""), ("src/core.clj", "(Integer/parseInt (System/getenv \"PORT\"))")],
            "PORT",
        ),
        (
            "kotlin",
            "./gradlew installDist",
            "/src/build/install/web",
            [
                ("build.gradle.kts", ""),
                (
                    "src/main/kotlin/App.kt",
                    "embeddedServer(Netty, port = System.getenv(\"PORT\").toInt()) {}",
                ),
            ],
            "PORT; via src/main/kotlin/App.kt:1 embeddedServer(Netty, port = System.getenv(\"PORT\").toInt()) {}",
        ),
        (
            "ktor's settings",
            "gradle shadowJar",
            "/src/build/libs/web",
            [
                ("build.gradle.kts", ""),
                ("src/main/resources/application.conf", "ktor { deployment { port = ${?PORT} } }"),
            ],
            "${?PORT}",
        ),
    ] {
        let dockerfile = format!(
            "FROM example.com/sdk:1 AS build\nWORKDIR /src\nCOPY . .\nRUN {build}\nFROM debian:12\nCOPY --from=build {path} /app/web\nCMD [\"/app/web\"]"
        );
        let main = [("src/main/kotlin/Main.kt", "fun main() {}")];
        let files: Vec<_> = files.into_iter().chain(main).collect();
        followed(&[(about, &dockerfile, &files, &format!("from {evidence}"))]);
    }
}
