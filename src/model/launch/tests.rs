use super::*;

/// Follows a shell-form command and gives the verdict with its words.
fn shell(command: &str) -> String {
    shown(&follow_text(command, &Environment::default()))
}

fn follow_text(command: &str, environment: &Environment) -> Launch {
    let source = Source::new("x", "x", command);
    let line = Line::shell(&source, Text::verbatim(command, 0));
    follow(&Started { entrypoint: None, command: Some(line) }, environment)
}

fn shown(launch: &Launch) -> String {
    let verdict = match &launch.verdict {
        Verdict::FromPort { evidence } => format!("from {}", evidence.text()),
        Verdict::Fixed { port, place } => format!("fixed {port} {}", place.text()),
        Verdict::Ignored { port, place } => format!("ignored {port} {}", place.text()),
        Verdict::Unknown { .. } => "unknown".to_owned(),
    };
    match &launch.loopback {
        Some(loopback) if !loopback.by_default => format!("{verdict}, loopback {}", loopback.place.text()),
        Some(_) => format!("{verdict}, loopback"),
        None => verdict,
    }
}

#[test]
fn servers_are_followed_by_their_arguments() {
    let cases = [
        ("gunicorn app:app", "from gunicorn"),
        ("gunicorn app:app --bind 0.0.0.0:$PORT", "from $PORT"),
        ("gunicorn app:app -b :${PORT:-8000} --workers 2", "from ${PORT:-8000}"),
        ("gunicorn app:app --bind=0.0.0.0:8000", "fixed 8000 8000"),
        ("gunicorn -b0.0.0.0:5000 app", "fixed 5000 5000"),
        ("gunicorn -b 127.0.0.1:$PORT app", "from $PORT, loopback 127.0.0.1"),
        ("gunicorn --bind unix:/tmp/a.sock app", "unknown"),
        ("gunicorn -c conf.py app", "unknown"),
        ("gunicorn -b 0.0.0.0:80 -b :$PORT app", "from $PORT"),
        ("uvicorn app:app", "ignored 8000 uvicorn, loopback"),
        ("uvicorn app:app --host 0.0.0.0", "ignored 8000 uvicorn"),
        ("uvicorn app:app --host 0.0.0.0 --port ${PORT}", "from ${PORT}"),
        ("uvicorn app:app --port 8000 --host 127.0.0.1", "fixed 8000 8000, loopback 127.0.0.1"),
        ("uvicorn app:app --fd 3", "unknown"),
        ("python -m uvicorn app:app --host 0.0.0.0 --port 80", "fixed 80 80"),
        ("hypercorn app --bind 0.0.0.0:$PORT", "from $PORT"),
        ("hypercorn app", "ignored 8000 hypercorn, loopback"),
        ("hypercorn -c x.toml app", "unknown"),
        ("daphne -b 0.0.0.0 -p $PORT app", "from $PORT"),
        ("daphne -b 0.0.0.0 -p 8001 app", "fixed 8001 8001"),
        ("daphne app", "ignored 8000 daphne, loopback"),
        ("waitress-serve --port=$PORT app:app", "from $PORT"),
        ("waitress-serve app:app", "ignored 8080 waitress-serve"),
        ("waitress-serve --listen=*:8041 app:app", "fixed 8041 8041"),
        ("granian --interface asgi app", "ignored 8000 granian, loopback"),
        ("granian --host 0.0.0.0 --port $PORT app", "from $PORT"),
        ("granian --host 0.0.0.0 --port 1 app", "fixed 1 1"),
        ("flask run", "ignored 5000 flask, loopback"),
        ("flask --app x run -h 0.0.0.0 -p $PORT", "from $PORT"),
        ("flask run --host=0.0.0.0 --port=5000", "fixed 5000 5000"),
        ("flask db upgrade", "unknown"),
        ("python manage.py runserver 0.0.0.0:$PORT", "from $PORT"),
        ("python manage.py runserver 0.0.0.0:8000", "fixed 8000 8000"),
        ("python manage.py runserver", "ignored 8000 manage.py, loopback"),
        ("python manage.py migrate", "unknown"),
        ("fastapi run app.py", "from fastapi"),
        ("fastapi run --port 80 app.py", "fixed 80 80"),
        ("fastapi dev app.py", "from fastapi, loopback"),
        ("streamlit run app.py", "ignored 8501 streamlit"),
        ("streamlit run app.py --server.port=$PORT", "from $PORT"),
        ("streamlit run app.py --server.port 8501", "fixed 8501 8501"),
        ("bundle exec puma -C config/puma.rb", "unknown"),
        ("bundle exec puma -p $PORT", "from $PORT"),
        ("puma -b tcp://0.0.0.0:9292", "fixed 9292 9292"),
        ("bundle exec rails server -b 0.0.0.0", "from rails"),
        ("rails s -p 3000", "fixed 3000 3000"),
        ("rails db:migrate", "unknown"),
        ("rackup -o 0.0.0.0 -p $PORT", "from $PORT"),
        ("rackup -p 9292", "fixed 9292 9292"),
        ("thin start -p $PORT", "from $PORT"),
        ("unicorn -p 3000 -c config/unicorn.rb", "unknown"),
        ("npx next start", "from next"),
        ("next start -p 3000", "fixed 3000 3000"),
        ("next build", "unknown"),
        ("next dev", "from next"),
        ("vite preview --host --port $PORT", "from $PORT"),
        ("vite preview --port 4173", "fixed 4173 4173"),
        ("vite preview", "unknown"),
        ("npx serve -s build", "from serve"),
        ("serve -s build -l 3000", "fixed 3000 3000"),
        ("serve -l tcp://0.0.0.0:$PORT", "from $PORT"),
        ("http-server dist", "from http-server"),
        ("http-server -p 8080", "fixed 8080 8080"),
        ("react-scripts start", "from react-scripts"),
        ("json-server --watch db.json --port $PORT", "from $PORT"),
        ("json-server db.json", "unknown"),
        ("ng serve --host 0.0.0.0 --port 4200", "fixed 4200 4200"),
        ("webpack serve --port $PORT", "from $PORT"),
        ("webpack-dev-server --port 8080", "fixed 8080 8080"),
        ("nuxt start", "from nuxt"),
        ("php -S 0.0.0.0:$PORT -t public", "from $PORT"),
        ("php -S localhost:8000", "fixed 8000 8000, loopback localhost"),
        ("php artisan queue:work", "unknown"),
        ("python -m http.server $PORT", "from $PORT"),
        ("python3 -m http.server", "ignored 8000 http.server"),
        ("python3 -m http.server 8080", "fixed 8080 8080"),
        ("hugo server --bind 0.0.0.0 -p $PORT", "from $PORT"),
        ("hugo server", "ignored 1313 hugo, loopback"),
        ("hugo", "unknown"),
        ("jupyter lab --ip 0.0.0.0 --port $PORT", "from $PORT"),
        ("mlflow server --host 0.0.0.0 --port 5000", "fixed 5000 5000"),
        ("chainlit run app.py --port $PORT", "from $PORT"),
        ("sanic app --host 0.0.0.0 --port 8000", "fixed 8000 8000"),
        ("uwsgi --http :$PORT --module app", "from $PORT"),
        ("uwsgi --http :8000 --module app", "fixed 8000 8000"),
        ("uwsgi --ini app.ini", "unknown"),
        ("caddy file-server --listen :$PORT", "from $PORT"),
        ("caddy run", "unknown"),
        ("code-server --bind-addr 0.0.0.0:8080", "fixed 8080 8080"),
        ("deno serve --port 8000 main.ts", "fixed 8000 8000"),
        ("thin -C thin.yml start", "unknown"),
        ("json-server -p 3000 db.json", "fixed 3000 3000"),
        ("nuxt start -p 3000", "fixed 3000 3000"),
    ];
    for (command, expected) in cases {
        assert_eq!(shell(command), expected, "{command}");
    }
}

#[test]
fn commands_are_seen_through() {
    let cases = [
        ("python manage.py migrate && gunicorn app --bind 0.0.0.0:8000", "fixed 8000 8000"),
        ("exec env A=1 gunicorn app -b :$PORT", "from $PORT"),
        ("sh -c 'uvicorn app:app --host 0.0.0.0 --port $PORT'", "from $PORT"),
        ("poetry run uvicorn app:app --host 0.0.0.0 --port 8000", "fixed 8000 8000"),
        ("APP_PORT=$PORT uvicorn app:app --host 0.0.0.0 --port $APP_PORT", "from $PORT"),
        ("export P=8000; uvicorn app:app --host 0.0.0.0 --port $P", "fixed 8000 8000"),
        ("uvicorn app:app --host 0.0.0.0 --port $OTHER", "unknown"),
        ("uvicorn app:app --host 0.0.0.0 --port '$PORT'", "unknown"),
        ("FLASK_RUN_PORT=$PORT flask run --host 0.0.0.0", "from $PORT"),
        ("nginx & gunicorn app -b :8000", "fixed 8000 8000"),
        ("uvicorn a:a --port 1 & uvicorn b:b --port 2", "unknown"),
        ("if [ -n \"$X\" ]; then gunicorn app -b :80; fi", "unknown"),
        ("./serve --port $PORT", "from $PORT"),
        ("java -Dserver.port=$PORT -jar app.jar", "from $PORT"),
        ("java -jar app.jar", "unknown"),
        ("node server.js", "unknown"),
        ("npm start", "unknown"),
        ("", "unknown"),
    ];
    for (command, expected) in cases {
        assert_eq!(shell(command), expected, "{command}");
    }
}

#[test]
fn the_environment_of_the_image_counts() {
    let source = Source::new("d", "d", "UVICORN_PORT");
    let mut environment = Environment::default();
    environment.set("UVICORN_PORT", &Lookup::Value("9000".to_owned()), Place::new(&source, Span::new(0, 12)));
    environment.set("PORT", &Lookup::Value("8080".to_owned()), Place::file(&source));
    let launch = follow_text("uvicorn app:app --host 0.0.0.0", &environment);
    assert_eq!(shown(&launch), "fixed 9000 UVICORN_PORT");
    assert_eq!(shown(&follow_text("gunicorn app", &environment)), "from gunicorn");
}

#[test]
fn a_port_of_its_own_is_an_override_unless_it_is_a_default() {
    let overridden = |command: &str| {
        follow_text(command, &Environment::default()).overridden.map(|place| place.text().to_owned())
    };
    for (command, expected) in [
        ("PORT=3000 node server.js", Some("3000")),
        ("export PORT=3000 && node server.js", Some("3000")),
        ("env PORT=80 node server.js", Some("80")),
        ("PORT=${PORT:-3000} node server.js", None),
        ("PORT=$OTHER node server.js", None),
        ("[ -z \"$PORT\" ] && export PORT=3000; node server.js", None),
        (": ${PORT:=3000}; node server.js", None),
    ] {
        assert_eq!(overridden(command).as_deref(), expected, "{command}");
    }
}

/// An exec form: words as in a JSON array.
fn exec(text: &str) -> Line {
    let source = Source::new("x", "x", text);
    let words = text.split('|').scan(0, |start, word| {
        let at = *start;
        *start += word.len() + 1;
        Some(Text::verbatim(word, at))
    });
    Line::exec(&source, words.collect(), Span::new(0, text.len()))
}

#[test]
fn without_a_shell_nothing_is_expanded() {
    let launch = |entrypoint: Option<&str>, command: &str| {
        let started = Started { entrypoint: entrypoint.map(exec), command: Some(exec(command)) };
        follow(&started, &Environment::default())
    };
    let plain = launch(None, "uvicorn|app:app|--host|0.0.0.0|--port|$PORT");
    assert_eq!(shown(&plain), "unknown");
    assert_eq!(plain.not_expanded.iter().map(Place::text).collect::<Vec<_>>(), ["$PORT"]);
    assert_eq!(shown(&launch(None, "gunicorn|app|-b|:8000")), "fixed 8000 8000");
    assert_eq!(shown(&launch(None, "sh|-c|gunicorn app -b :$PORT")), "from $PORT");
    assert_eq!(shown(&launch(Some("sh|-c"), "gunicorn app -b :$PORT")), "from $PORT");
    assert_eq!(shown(&launch(Some("/entrypoint.sh"), "gunicorn|app|-b|:8000")), "fixed 8000 8000");
    assert_eq!(shown(&launch(Some("tini|--"), "gunicorn|app")), "from gunicorn");
    assert_eq!(shown(&launch(Some("uvicorn"), "app:app|--port|8000|--host|0.0.0.0")), "fixed 8000 8000");
    assert!(launch(None, "echo|$PORTAL").not_expanded.is_empty());
}
