#![allow(clippy::unwrap_used, clippy::panic)]

mod apache;
mod built;
mod javascript;
mod makefiles;
mod nginx;
mod packages;
mod procfiles;
mod python;
mod ran;
mod ruby;
mod scripts;
mod settings;
mod supervisor;

use crate::exec::*;
use crate::files::Memory;
use crate::syntax::dockerfile;
use crate::syntax::dockerfile::ast::{Command, Kind};

/// Reads CMD, ENTRYPOINT and ENV, and `run: text` as heroku.yml's command.
fn launched(text: &str) -> Launch {
    let (file, run) = match text.split_once("run: ") {
        Some((file, run)) => (file, Some((file.len() + "run: ".len(), run))),
        None => (text, None),
    };
    let source = Source::new("Dockerfile", "Dockerfile", text);
    let mut started = Started::default();
    let mut environment = Environment::default();
    let line = |command: &Command| match command {
        Command::Exec(words, span) => Line::exec(&source, words.clone(), *span),
        Command::Shell(text) => Line::shell(&source, text.clone()),
    };
    let read = dockerfile::parse(file);
    for instruction in &read.instructions {
        match &instruction.kind {
            Kind::Cmd(command) => started.command = Some(line(command)),
            Kind::Entrypoint(command) => started.entrypoint = Some(line(command)),
            Kind::Env(pairs) => {
                for pair in pairs {
                    let value = pair.value.as_ref().unwrap().value.trim_matches('"').to_owned();
                    environment.set(
                        &pair.key.value,
                        &Lookup::Value(value),
                        Place::new(&source, pair.key.span),
                    );
                }
            }
            _ => {}
        }
    }
    if let Some((at, run)) = run {
        started.command = Some(Line::shell(&source, Text::verbatim(run, at)));
    }
    follow(&started, &environment, Files::none())
}

/// One line: the verdict with its words, and what else is found.
fn outline(launch: &Launch) -> String {
    let mut parts = vec![match &launch.verdict {
        Verdict::FromPort { evidence } => format!("from {}", evidence.text()),
        Verdict::Fixed { port, place, expands } => {
            format!("fixed {port} at {}{}", place.text(), if *expands { "" } else { ", literal" })
        }
        Verdict::Ignored { place, .. } => {
            let by = launch.server.map_or_else(String::new, |server| format!(" by {}", server.name));
            format!("ignored{by} at {}", place.text())
        }
        Verdict::Unknown { why } => format!("unknown: {why}"),
    }];
    if let Some(loopback) = &launch.loopback {
        let by = if loopback.by_default { "own loopback" } else { "loopback" };
        parts.push(format!("{by} at {}", loopback.place.text()));
    }
    parts.extend(launch.overridden.iter().map(|place| format!("overridden at {}", place.text())));
    parts.extend(launch.not_expanded.iter().map(|place| format!("not expanded: {}", place.text())));
    if !launch.unless.is_empty() {
        parts.push(format!("unless {}", launch.unless.join(" ")));
    }
    parts.join("; ")
}

fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let file = if text.contains("CMD ")
            || text.starts_with("ENV ")
            || text.contains("ENTRYPOINT ")
            || text.contains("run: ")
        {
            (*text).to_owned()
        } else {
            format!("CMD {text}")
        };
        assert_eq!(outline(&launched(&file)), *expected, "{text}");
    }
}

/// A project: what it is about, its Dockerfile, its other files, and what is expected of `web`.
type Case<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], &'a str);

/// Follows the image's own command through the files of the project.
#[track_caller]
fn followed(cases: &[Case<'_>]) {
    for (about, dockerfile, files, expected) in cases {
        assert_eq!(seen(dockerfile, files), *expected, "{about}");
    }
}

/// What is expected of `web`: the outline, and the commands on the way.
fn seen(dockerfile: &str, files: &[(&str, &str)]) -> String {
    let manifest = "build:\n  docker:\n    web: Dockerfile\n";
    let mut tree = Memory::from([("heroku.yml", manifest), ("Dockerfile", dockerfile)]);
    for (path, text) in files {
        tree = tree.program(path, *text);
    }
    let projects = crate::internals::load(&tree, &[String::new()]);
    let launch = &projects.first().unwrap().deployment.processes.first().unwrap().launch;
    let mut found = outline(launch);
    for step in &launch.steps {
        let at = step.place.source.position(step.place.span.start);
        found += &format!("; via {}:{} {}", step.place.source.path(), at.line, step.text());
    }
    found
}

#[test]
fn python_servers() {
    check(&[
        ("gunicorn app:app", "from gunicorn; unless gunicorn.conf.py"),
        ("gunicorn app:app --bind 0.0.0.0:$PORT", "from $PORT"),
        ("gunicorn app:app -b \":${PORT:-8000}\" -w 4", "from ${PORT:-8000}"),
        ("gunicorn --bind=0.0.0.0:8000 app:app", "fixed 8000 at 8000"),
        ("gunicorn -b0.0.0.0:8000 app:app", "fixed 8000 at 8000"),
        ("gunicorn -b 0.0.0.0 app:app", "fixed 8000 at 0.0.0.0, literal"),
        ("gunicorn -b 127.0.0.1:$PORT app:app", "from $PORT; loopback at 127.0.0.1"),
        ("gunicorn -b 127.0.0.1:8000 -b [::]:$PORT app:app", "from $PORT"),
        ("gunicorn -b unix:/tmp/s app:app", "unknown: gunicorn listens on a socket; unless gunicorn.conf.py"),
        (
            "gunicorn -c conf.py app:app",
            "unknown: `conf.py` decides which port gunicorn listens on; unless gunicorn.conf.py",
        ),
        ("gunicorn -c conf.py -b :8000 app:app", "fixed 8000 at 8000"),
        (
            "ENV GUNICORN_CMD_ARGS=\"--bind=0.0.0.0:8000 -w 2\"\nCMD gunicorn a",
            "fixed 8000 at GUNICORN_CMD_ARGS, literal",
        ),
        ("python -m gunicorn app:app", "from gunicorn; unless gunicorn.conf.py"),
        ("uvicorn main:app", "ignored by uvicorn at uvicorn; own loopback at uvicorn"),
        ("uvicorn main:app --host 0.0.0.0", "ignored by uvicorn at uvicorn"),
        ("uvicorn main:app --host 0.0.0.0 --port 8000", "fixed 8000 at 8000"),
        ("uvicorn main:app --host 0.0.0.0 --port 80 --port $PORT", "from $PORT"),
        ("uvicorn main:app --port $PORT", "from $PORT; own loopback at uvicorn"),
        ("UVICORN_PORT=$PORT UVICORN_HOST=0.0.0.0 uvicorn main:app", "from $PORT"),
        (
            "ENV UVICORN_PORT=8000 UVICORN_HOST=0.0.0.0\nCMD uvicorn a:b",
            "fixed 8000 at UVICORN_PORT, literal",
        ),
        ("uvicorn main:app --uds /tmp/s", "unknown: uvicorn listens on a socket"),
        ("hypercorn app:app", "ignored by hypercorn at hypercorn; own loopback at hypercorn"),
        ("hypercorn app:app --bind 0.0.0.0:$PORT", "from $PORT"),
        ("hypercorn -c h.toml app:app", "unknown: `h.toml` decides which port hypercorn listens on"),
        ("daphne -b 0.0.0.0 -p 8000 app:app", "fixed 8000 at 8000"),
        ("daphne -b 0.0.0.0 -p $PORT app:app", "from $PORT"),
        ("daphne -e tcp:port=$PORT:interface=0.0.0.0 app:app", "from $PORT"),
        ("daphne app:app", "ignored by daphne at daphne; own loopback at daphne"),
        ("waitress-serve app:app", "ignored by waitress at waitress-serve"),
        ("waitress-serve --listen=*:$PORT app:app", "from $PORT"),
        ("waitress-serve --port=8080 app:app", "fixed 8080 at 8080"),
        ("granian --host 0.0.0.0 --port 8000 app", "fixed 8000 at 8000"),
        ("granian app", "ignored by granian at granian; own loopback at granian"),
        ("GRANIAN_PORT=$PORT granian --host 0.0.0.0 app", "from $PORT"),
        ("flask run", "ignored by flask run at flask; own loopback at flask; unless .flaskenv"),
        ("flask --app a run -h 0.0.0.0 -p 5000", "fixed 5000 at 5000"),
        ("flask run --host=0.0.0.0 --port=$PORT", "from $PORT"),
        ("flask db upgrade", "unknown: `flask` decides which port it listens on"),
        ("python manage.py runserver", "ignored by runserver at manage.py; own loopback at manage.py"),
        ("python3.12 -u manage.py runserver 0.0.0.0:8000 --noreload", "fixed 8000 at 8000"),
        ("./manage.py runserver 8000", "fixed 8000 at 8000; own loopback at ./manage.py"),
        ("python manage.py runserver --insecure 0:$PORT", "from $PORT"),
        ("fastapi run app.py", "from fastapi"),
        ("fastapi run app.py --port 8000", "fixed 8000 at 8000"),
        ("fastapi dev app.py", "from fastapi; own loopback at fastapi"),
        ("streamlit run app.py", "ignored by streamlit at streamlit; unless config.toml"),
        ("streamlit run app.py --server.port=8501", "fixed 8501 at 8501"),
        ("streamlit run app.py --server.port $PORT", "from $PORT"),
        ("gradio app.py", "unknown: gradio: its program decides which port it listens on"),
        ("chainlit run app.py --port $PORT", "from $PORT"),
        ("chainlit run app.py", "ignored by chainlit run at chainlit"),
        ("litestar run -H 0.0.0.0 -p 8000", "fixed 8000 at 8000"),
        ("sanic server.app", "ignored by sanic at sanic; own loopback at sanic"),
        ("mlflow server -h 0.0.0.0 -p $PORT", "from $PORT"),
        ("mlflow ui", "ignored by mlflow server at mlflow; own loopback at mlflow"),
        ("jupyter lab --ip 0.0.0.0 --port 8888", "fixed 8888 at 8888"),
        ("jupyter lab", "unknown: jupyter: its configuration decides which port it listens on"),
        ("panel serve a.py --address 0.0.0.0 --port $PORT", "from $PORT"),
        ("python -m http.server", "ignored by http.server at http.server"),
        ("python -m http.server -d x $PORT", "from $PORT"),
        ("python -m http.server 8000", "fixed 8000 at 8000"),
        ("mkdocs serve -a 0.0.0.0:$PORT", "from $PORT"),
        ("uwsgi --http :8000 --module a", "fixed 8000 at 8000"),
        ("uwsgi --http 0.0.0.0:$PORT --module a", "from $PORT"),
        ("uwsgi app.ini", "unknown: uwsgi: its configuration decides which port it listens on"),
    ]);
}

#[test]
fn ruby_and_php_servers() {
    let puma = "unless puma.rb production.rb";
    check(&[
        ("bundle exec puma", &format!("ignored by puma at puma; {puma}")),
        ("bundle exec puma -p $PORT", "from $PORT"),
        ("puma -p 3000 -e production", "fixed 3000 at 3000"),
        ("puma -p3000", "fixed 3000 at 3000"),
        ("puma -b tcp://0.0.0.0:3000", "fixed 3000 at 3000"),
        ("puma -b \"tcp://0.0.0.0:$PORT?x=1\"", "from $PORT"),
        ("puma -b unix:///tmp/s", &format!("unknown: puma listens on a socket; {puma}")),
        (
            "puma -C config/puma.rb",
            &format!("unknown: `config/puma.rb` decides which port puma listens on; {puma}"),
        ),
        ("bundle exec rails server", "from rails"),
        ("bin/rails s -b 0.0.0.0 -p 3000", "fixed 3000 at 3000"),
        ("rails s -b 127.0.0.1 -p $PORT", "from $PORT; loopback at 127.0.0.1"),
        ("rails db:migrate", "unknown: `rails` decides which port it listens on"),
        ("bundle exec rackup -o 0.0.0.0 -p $PORT", "from $PORT"),
        ("rackup --port 9292", "fixed 9292 at 9292"),
        ("rackup", "ignored by rackup at rackup; unless puma.rb production.rb"),
        ("thin start -p 3000", "fixed 3000 at 3000"),
        ("thin start -p $PORT", "from $PORT"),
        (
            "unicorn -c config/unicorn.rb",
            "unknown: `config/unicorn.rb` decides which port unicorn listens on",
        ),
        ("unicorn -p 3000 -c u.rb", "unknown: `u.rb` decides which port unicorn listens on"),
        ("unicorn -l 0.0.0.0:8080", "fixed 8080 at 8080"),
        ("unicorn -p $PORT", "from $PORT"),
        ("passenger start -p 3000", "fixed 3000 at 3000"),
        ("passenger start --port $PORT", "from $PORT"),
        ("falcon serve -b http://0.0.0.0:$PORT", "from $PORT"),
        ("falcon serve -b http://0.0.0.0:80", "fixed 80 at 80"),
        (
            "bundle exec jekyll serve",
            "ignored by jekyll serve at jekyll; own loopback at jekyll; unless _config.yml _config.yaml _config.toml",
        ),
        ("jekyll serve -H 0.0.0.0 -P $PORT", "from $PORT"),
        ("jekyll s -H 0.0.0.0 -P 4000", "fixed 4000 at 4000"),
        ("php -S 0.0.0.0:8000 -t public", "fixed 8000 at 8000"),
        ("php -d x=1 -S 0.0.0.0:$PORT", "from $PORT"),
        ("php -S localhost:$PORT", "from $PORT; loopback at localhost"),
        ("php worker.php", "unknown: `php` decides which port it listens on"),
        ("php artisan serve", "ignored by artisan serve at artisan; own loopback at artisan"),
        ("php artisan serve --host=0.0.0.0 --port=8000", "fixed 8000 at 8000"),
        ("php artisan serve --host 0.0.0.0 --port $PORT", "from $PORT"),
        ("symfony serve --port=8000", "fixed 8000 at 8000"),
        ("symfony server:start --port=$PORT", "from $PORT"),
    ]);
}

#[test]
fn javascript_servers() {
    let vite = "unless vite.config.*";
    check(&[
        ("npx next start", "from next"),
        ("yarn next start -p 3000", "fixed 3000 at 3000"),
        ("node_modules/.bin/next start -p $PORT -H 0.0.0.0", "from $PORT"),
        (
            "node node_modules/next/dist/bin/next start -H localhost",
            "from node_modules/next/dist/bin/next; loopback at localhost",
        ),
        ("next dev", "from next"),
        ("next", "from next"),
        ("next build", "unknown: `next` decides which port it listens on"),
        ("npx vite preview", &format!("ignored by vite preview at vite; own loopback at vite; {vite}")),
        ("vite preview --host --port $PORT", "from $PORT"),
        ("vite preview --host 0.0.0.0 --port 4173", "fixed 4173 at 4173"),
        ("vite --host 0.0.0.0", &format!("ignored by vite at vite; {vite}")),
        ("vite --host --port 5173", "fixed 5173 at 5173"),
        ("vite --host --port $PORT", "from $PORT"),
        ("npx --yes serve@14 -s build", "from serve@14"),
        ("serve -s build -l 3000", "fixed 3000 at 3000"),
        ("serve -s build -l tcp://0.0.0.0:$PORT", "from $PORT"),
        ("http-server dist", "from http-server"),
        ("http-server dist -p 8080", "fixed 8080 at 8080"),
        ("http-server -p $PORT -a 127.0.0.1", "from $PORT; loopback at 127.0.0.1"),
        ("react-scripts start", "from react-scripts"),
        ("json-server --host 0.0.0.0 --port 3000 db.json", "fixed 3000 at 3000"),
        ("json-server -H 0.0.0.0 -p $PORT db.json", "from $PORT"),
        ("npx ng serve", "unknown: ng serve: its version decides whether it reads PORT"),
        (
            "ng serve --host 0.0.0.0 --port 4200",
            "unknown: ng serve: its version decides whether it reads PORT",
        ),
        ("ng serve --host 0.0.0.0 --port $PORT", "from $PORT"),
        ("ng build", "unknown: `ng` decides which port it listens on"),
        ("webpack serve", "ignored by webpack serve at webpack; unless webpack*"),
        ("webpack serve --mode development --port 8080", "fixed 8080 at 8080"),
        ("webpack-dev-server --port $PORT", "from $PORT"),
        ("webpack-dev-server", "ignored by webpack-dev-server at webpack-dev-server; unless webpack*"),
        ("vue-cli-service serve", "from vue-cli-service"),
        ("vue-cli-service serve --port 8080", "fixed 8080 at 8080"),
        ("nuxt start", "from nuxt"),
        ("nuxi dev -p 3000", "fixed 3000 at 3000"),
        ("node .output/server/index.mjs", "from .output/server/index.mjs"),
        ("NITRO_PORT=3000 node .output/server/index.mjs", "fixed 3000 at 3000"),
        ("astro preview --host", "ignored by astro preview at astro; unless astro.config.*"),
        ("astro preview --host --port $PORT", "from $PORT"),
        ("astro preview --host --port 4321", "fixed 4321 at 4321"),
        ("gatsby develop -H 0.0.0.0", "from gatsby"),
        ("gatsby serve", "ignored by gatsby serve at gatsby; own loopback at gatsby"),
        ("gatsby serve -H 0.0.0.0 -p 9000", "fixed 9000 at 9000"),
        ("docusaurus serve", "from docusaurus; own loopback at docusaurus"),
        ("docusaurus serve -h 0.0.0.0 -p $PORT", "from $PORT"),
        ("docusaurus start -h 0.0.0.0 -p 3000", "fixed 3000 at 3000"),
        ("remix-serve build", "from remix-serve"),
        ("react-router-serve build/server/index.js", "from react-router-serve"),
        ("fastify start app.js", "from fastify"),
        ("fastify start -p 3000 -a 0.0.0.0 app.js", "fixed 3000 at 3000"),
        ("parcel", "from parcel"),
        ("parcel serve -p 1234 index.html", "fixed 1234 at 1234"),
        ("live-server --port=8080", "fixed 8080 at 8080"),
        ("live-server", "from live-server"),
        ("nodemon app.js", "unknown: nodemon: its program decides which port it listens on"),
        ("deno serve --port 8000 a.ts", "fixed 8000 at 8000"),
        ("deno serve --port $PORT a.ts", "from $PORT"),
        ("node server.js", "unknown: `node` decides which port it listens on"),
        ("npm start", "unknown: a script of package.json decides which port it listens on"),
        ("yarn start", "unknown: a script of package.json decides which port it listens on"),
        ("npm run dev -- --port $PORT", "from $PORT"),
        ("pnpm exec next start -p 80", "fixed 80 at 80"),
    ]);
}

#[test]
fn other_servers() {
    let net = "unless *.cs *.fs *.vb appsettings*.json";
    let sources = "unless *.java *.kt *.scala *.groovy *.clj pom.xml *.gradle*";
    let java = format!("unknown: java: its program decides which port it listens on; {sources}");
    check(&[
        ("java -jar app.jar", &java),
        ("java -Dserver.port=8080 -jar app.jar", "fixed 8080 at 8080"),
        ("java -Dserver.port=$PORT $JAVA_OPTS -jar app.jar", "from $PORT"),
        ("java -jar app.jar --server.port=${PORT}", "from ${PORT}"),
        ("java -Dhttp.port=$PORT -jar app.jar", &format!("from $PORT; {sources}")),
        ("dotnet App.dll", &format!("unknown: dotnet: its program decides which port it listens on; {net}")),
        ("dotnet App.dll --urls http://*:$PORT", "from $PORT"),
        ("dotnet App.dll --urls=http://localhost:5000", "fixed 5000 at 5000; loopback at localhost"),
        (
            "ENV ASPNETCORE_URLS=http://+:80\nCMD dotnet App.dll",
            &format!("fixed 80 at ASPNETCORE_URLS, literal; {net}"),
        ),
        ("ASPNETCORE_URLS=http://*:$PORT dotnet App.dll", &format!("from $PORT; {net}")),
        ("nginx -g 'daemon off;'", "unknown: nginx: its configuration decides which port it listens on"),
        ("sed -i \"s/80/$PORT/\" /etc/nginx/conf.d/default.conf && nginx -g 'daemon off;'", "from $PORT"),
        ("envsubst '$PORT' < a > b && nginx", "from '$PORT'"),
        ("apache2-foreground", "unknown: Apache: its configuration decides which port it listens on"),
        ("code-server --bind-addr 0.0.0.0:8080", "from code-server; unless config.yaml"),
        ("code-server --port 8080 --host 0.0.0.0", "fixed 8080 at 8080"),
        ("code-server", "from code-server; own loopback at code-server; unless config.yaml"),
        ("./serve", "unknown: `serve` decides which port it listens on"),
        ("/venv/bin/gunicorn -b :80 a", "fixed 80 at 80"),
        ("caddy run", "unknown: caddy run: its configuration decides which port it listens on"),
        ("caddy file-server --listen :$PORT", "from $PORT"),
        ("caddy file-server --listen :80", "fixed 80 at 80"),
        ("hugo server", "ignored by hugo server at hugo; own loopback at hugo"),
        ("hugo server --bind 0.0.0.0 -p $PORT", "from $PORT"),
        ("hugo server --bind=0.0.0.0 --port=1313", "fixed 1313 at 1313"),
        ("./server", "unknown: `server` decides which port it listens on"),
        ("./server --port 8080", "unknown: `server` decides which port it listens on"),
        ("./server --port $PORT", "from $PORT"),
        ("$SERVER", "unknown: unknown program: `$SERVER`"),
        ("honcho start", "unknown: a Procfile decides what runs"),
    ]);
}

#[test]
fn every_server_has_a_row_that_is_reached() {
    for server in crate::tables::servers::SERVERS.iter().flat_map(|rows| rows.iter()) {
        for program in server.programs {
            let commands = if server.commands.is_empty() { &[""][..] } else { server.commands };
            for command in commands {
                let args = Some((*command).to_owned()).filter(|command| !command.is_empty());
                let args: Vec<String> = args.into_iter().collect();
                let (found, _) = Server::find(program, &args).unwrap();
                assert_eq!(found.name, server.name, "{program} {command}");
            }
        }
    }
}

#[test]
fn the_way_to_the_server() {
    check(&[
        ("sh -c 'uvicorn a:b --host 0.0.0.0 --port $PORT'", "from $PORT"),
        ("CMD [\"sh\", \"-c\", \"exec gunicorn -b 0.0.0.0:8000 a\"]", "fixed 8000 at 8000"),
        ("CMD [\"/bin/bash\", \"-lc\", \"gunicorn -b :$PORT a\"]", "from $PORT"),
        ("exec env X=1 gunicorn -b :8000 a", "fixed 8000 at 8000"),
        ("cd /app && python manage.py migrate && gunicorn -b :8000 a", "fixed 8000 at 8000"),
        (
            "python manage.py migrate; exec poetry run uvicorn a:b --host 0.0.0.0 --port 8000",
            "fixed 8000 at 8000",
        ),
        ("uv run --no-dev uvicorn a:b --host 0.0.0.0 --port $PORT", "from $PORT"),
        ("pipenv run flask run -h 0.0.0.0 -p $PORT", "from $PORT"),
        ("opentelemetry-instrument --x uvicorn a:b --host 0.0.0.0 --port 8000", "fixed 8000 at 8000"),
        ("celery -A a worker & gunicorn -b :$PORT a", "from $PORT"),
        (
            "gunicorn -b :8000 a & nginx -g 'daemon off;'",
            "unknown: nginx: its configuration decides which port it listens on",
        ),
        (
            "gunicorn -b 127.0.0.1:8000 a & nginx",
            "unknown: nginx: its configuration decides which port it listens on",
        ),
        (
            "nginx && gunicorn -b 127.0.0.1:8000 a",
            "unknown: nginx: its configuration decides which port it listens on",
        ),
        (
            "gunicorn -b 127.0.0.1:8000 a & ./proxy",
            "unknown: several servers run, and one may be in front of the other",
        ),
        (
            "./proxy & gunicorn -b 127.0.0.1:8000 a",
            "unknown: several servers run, and one may be in front of the other",
        ),
        (
            "gunicorn -D -b 127.0.0.1:8000 a && ./proxy",
            "unknown: several servers run, and one may be in front of the other",
        ),
        ("gunicorn -b 127.0.0.1:8000 a & celery worker & wait", "fixed 8000 at 8000; loopback at 127.0.0.1"),
        (
            "gunicorn -c a.py a & uvicorn a:b --host 0.0.0.0 --port 8000",
            "unknown: `a.py` decides which port gunicorn listens on; unless gunicorn.conf.py",
        ),
        ("celery worker & gunicorn -b :8000 a", "fixed 8000 at 8000"),
        ("./proxy --port $PORT & ./app", "unknown: `app` decides which port it listens on"),
        ("gunicorn -b :8000 a & uvicorn a:b --host 0.0.0.0 --port $PORT", "from $PORT"),
        (
            "if [ -n \"$DEV\" ]; then flask run; else gunicorn -b :8000 a; fi",
            "unknown: a condition decides what runs",
        ),
        ("if [ -n \"$DEV\" ]; then flask run; else gunicorn -b :$PORT a; fi", "from $PORT"),
        ("if [ -n \"$X\" ]; then fastapi run; else fastapi dev; fi", "from fastapi"),
        ("[ -n \"$DEV\" ] && flask run || gunicorn -b :$PORT a", "from $PORT"),
        ("gunicorn -b :8000 a | tee log", "fixed 8000 at 8000"),
        ("true", "unknown: the script starts no program"),
        ("A=1", "unknown: the script starts no program"),
        (
            "ENTRYPOINT [\"tini\", \"--\"]\nCMD [\"gunicorn\", \"-b\", \":8000\", \"a\"]",
            "fixed 8000 at 8000, literal",
        ),
        ("ENTRYPOINT [\"gunicorn\"]\nCMD [\"-b\", \":8000\"]", "fixed 8000 at 8000, literal"),
        ("ENTRYPOINT [\"tini\", \"--\"]\nCMD gunicorn -b :$PORT a", "from $PORT"),
        ("ENTRYPOINT gunicorn -b :8000 a\nCMD [\"x\"]", "fixed 8000 at 8000"),
        ("ENTRYPOINT [\"/bin/sh\", \"-c\"]\nrun: gunicorn -b :$PORT a", "from $PORT"),
        ("ENTRYPOINT [\"tini\", \"--\"]\nrun: gunicorn -b :$PORT a", "from $PORT"),
        ("ENTRYPOINT [\"/entrypoint.sh\"]\nrun: gunicorn", "from gunicorn; unless gunicorn.conf.py"),
        ("run: gunicorn -b :8000 a", "fixed 8000 at 8000"),
        ("ENV A=1", "unknown: no command is defined"),
    ]);
}

#[test]
fn variables_lead_to_the_port_or_away_from_it() {
    check(&[
        ("APP_PORT=$PORT && gunicorn -b :$APP_PORT a", "from $PORT"),
        ("export APP_PORT=8000; gunicorn -b :${APP_PORT} a", "fixed 8000 at 8000"),
        ("ENV APP_PORT=8000\nCMD gunicorn -b :$APP_PORT a", "fixed 8000 at APP_PORT, literal"),
        ("gunicorn -b :$APP_PORT a", "unknown: the port of gunicorn is unknown"),
        ("gunicorn -b :${APP_PORT:-8000} a", "fixed 8000 at 8000"),
        ("gunicorn -b :${APP_PORT:-$PORT} a", "from $PORT"),
        ("gunicorn -b $BIND a", "unknown: the port of gunicorn is unknown"),
        ("BIND=0.0.0.0:8000; gunicorn -b $BIND a", "fixed 8000 at 0.0.0.0:8000"),
        ("gunicorn -b 0.0.0.0:$(cat port) a", "unknown: the port of gunicorn is unknown"),
        ("gunicorn -b :${PORT:+$PORT} a", "from $PORT"),
        ("gunicorn -b :8${PORT} a", "unknown: the port of gunicorn is unknown"),
        ("ENV PORT=8080\nCMD gunicorn -b :$PORT a", "from $PORT"),
        ("PORT=3000 node server.js", "unknown: `node` decides which port it listens on; overridden at 3000"),
        ("export PORT=3000 && gunicorn a", "from gunicorn; overridden at 3000; unless gunicorn.conf.py"),
        ("env PORT=3000 next start", "from next; overridden at 3000"),
        (
            "cross-env NODE_ENV=production PORT=3000 react-scripts start",
            "from react-scripts; overridden at 3000",
        ),
        ("export PORT=${PORT:-3000}; gunicorn -b :$PORT a", "from $PORT"),
        ("[ -z \"$PORT\" ] && export PORT=3000; gunicorn -b :$PORT a", "from $PORT"),
        ("[[ -z $PORT ]] && export PORT=3000; gunicorn -b :$PORT a", "from $PORT"),
        ("if [ -z \"$PORT\" ]; then PORT=3000; fi; gunicorn -b :$PORT a", "from $PORT"),
        (": ${PORT:=3000}; gunicorn -b :$PORT a", "from $PORT"),
    ]);
}

#[test]
fn what_no_shell_expands_is_told() {
    let unknown = "unknown: the port of gunicorn is unknown";
    check(&[
        ("gunicorn -b ':$PORT' a", &format!("{unknown}; not expanded: ':$PORT'")),
        ("gunicorn -b :\\$PORT a", &format!("{unknown}; not expanded: :\\$PORT")),
        (
            "CMD [\"gunicorn\", \"-b\", \"0.0.0.0:$PORT\", \"a\"]",
            &format!("{unknown}; not expanded: 0.0.0.0:$PORT"),
        ),
        ("CMD [\"java\", \"-Dserver.port=${PORT:-8080}\", \"-jar\", \"a\"]", "from ${PORT:-8080}"),
        (
            "CMD [\"./server\", \"$PORT\"]",
            "unknown: `server` decides which port it listens on; not expanded: $PORT",
        ),
        ("CMD [\"./server\", \"$PORTAL\"]", "unknown: `server` decides which port it listens on"),
    ]);
}

#[test]
fn a_configuration_in_the_project_may_say_otherwise() {
    let settled = |command: &str, names: &[&str]| {
        let mut launch = launched(&format!("CMD {command}"));
        launch.settle(names.iter().copied());
        outline(&launch)
    };
    let vite = "ignored by vite preview at vite; own loopback at vite; unless vite.config.*";
    assert_eq!(settled("vite preview", &["vite.confi", "config.ts"]), vite);
    assert_eq!(
        settled("vite preview", &["a", "vite.config.mts"]),
        "unknown: `vite.config.mts` may set where it listens; unless vite.config.*"
    );
    assert_eq!(settled("vite --port 1 --host", &["vite.config.ts"]), "fixed 1 at 1");
    assert_eq!(settled("gunicorn a", &["gunicorn.conf.py"]), "from gunicorn; unless gunicorn.conf.py");
}

#[test]
fn every_server_that_must_be_told_has_a_remedy() {
    for server in crate::tables::servers::SERVERS.iter().flat_map(|rows| rows.iter()) {
        let must_be_told = server.opaque.is_none() && !server.reads_port();
        assert!(!must_be_told || server.port.is_some(), "{}", server.name);
        assert!(
            !must_be_told
                || server.remedy(true, "$PORT").is_some_and(|it| it.ends_with("$PORT"))
                || server.port_variable().is_some(),
            "{}",
            server.name
        );
    }
}

#[test]
fn what_is_not_seen_is_not_blamed() {
    check(&[
        ("uvicorn a:b $OPTIONS", "unknown: some of its arguments are unknown"),
        ("uvicorn a:b \"$@\"", "ignored by uvicorn at uvicorn; own loopback at uvicorn"),
        ("uvicorn \"$APP\"", "ignored by uvicorn at uvicorn; own loopback at uvicorn"),
        (
            "OPTIONS='--workers 2'; uvicorn a:b $OPTIONS",
            "ignored by uvicorn at uvicorn; own loopback at uvicorn",
        ),
        (". ./env.sh && uvicorn a:b", "unknown: an earlier command may set its variables"),
        (". ./env.sh && uvicorn a:b --host 0.0.0.0 --port 8000", "fixed 8000 at 8000"),
        ("sh setup.sh && uvicorn a:b", "ignored by uvicorn at uvicorn; own loopback at uvicorn"),
        (
            "sh setup.sh && streamlit run a.py",
            "unknown: an earlier command may write its configuration; unless config.toml",
        ),
        (
            "service nginx start && gunicorn a:b -b 127.0.0.1:8000",
            "unknown: several servers run, and one may be in front of the other",
        ),
        ("daphne -e tcp:port=8000 a:b", "fixed 8000 at 8000"),
        (
            "json-server db.json",
            "unknown: json-server: its version decides whether it reads PORT; unless json-server.json",
        ),
        ("/app/bin/serve -p 8080", "unknown: `serve` decides which port it listens on"),
        ("node serve -p 8080", "unknown: `node` decides which port it listens on"),
        ("node node_modules/.bin/next start -p 3000", "fixed 3000 at 3000"),
        (
            "ENTRYPOINT [\"/entrypoint.sh\"]\nCMD [\"uvicorn\", \"a:b\"]",
            "unknown: an earlier command may set its variables",
        ),
        (
            "ENTRYPOINT [\"/entrypoint.sh\"]\nCMD [\"hypercorn\", \"a:b\"]",
            "ignored by hypercorn at hypercorn; own loopback at hypercorn",
        ),
        (
            "ENTRYPOINT [\"bash\", \"start.sh\"]\nCMD [\"gunicorn\", \"-b\", \":8000\"]",
            "fixed 8000 at 8000, literal",
        ),
    ]);
}

#[test]
fn words_that_a_program_expands_itself_are_left_alone() {
    check(&[
        ("CMD [\"java\", \"-jar\", \"a.jar\", \"--server.port=${PORT}\"]", "from ${PORT}"),
        (
            "CMD [\"java\", \"-Dserver.port=$PORT\", \"-jar\", \"a.jar\"]",
            "unknown: the port of java is unknown; not expanded: -Dserver.port=$PORT",
        ),
        ("CMD [\"npx\", \"concurrently\", \"node a.js $PORT\"]", "from $PORT"),
        (
            "CMD [\"npm\", \"start\", \"--\", \"-p\", \"$PORT\"]",
            "unknown: a script of package.json decides which port it listens on",
        ),
    ]);
}

#[test]
fn an_override_counts_where_it_reaches_the_server() {
    check(&[
        ("PORT=8000 gunicorn a:b -b :$PORT", "from $PORT"),
        ("export PORT=8000; gunicorn a:b -b :$PORT", "from $PORT; overridden at 8000"),
        ("PORT=8000 sh -c 'gunicorn a:b -b :$PORT'", "from $PORT; overridden at 8000"),
        ("PORT=8000 gunicorn a:b", "from gunicorn; overridden at 8000; unless gunicorn.conf.py"),
        ("PORT=8000 gunicorn a:b -b :9000", "fixed 9000 at 9000"),
        ("PORT=3000 ./a --outer $PORT", "from $PORT"),
        ("OUTER=$PORT PORT=3000 node a.js", "unknown: `node` decides which port it listens on"),
        (
            "export OUTER=$PORT PORT=3000; npm start",
            "unknown: a script of package.json decides which port it listens on",
        ),
        (
            "sed -i s/80/$PORT/ nginx.conf; PORT=3000 node a.js",
            "unknown: `node` decides which port it listens on",
        ),
        ("HTTP_PORT=$PORT bin/thrust bin/rails server", "from $PORT"),
        ("bin/thrust bin/rails server", "ignored by thrust at bin/thrust"),
    ]);
}

#[test]
fn hostile_commands_end() {
    for text in [
        format!("CMD {}gunicorn", "sh -c 'a; ".repeat(2_000)),
        format!("CMD {}", "npx ".repeat(10_000)),
        format!("CMD {}", "bundle exec ".repeat(5_000)),
        format!("CMD [{}\"a\"]", "\"python\", \"-m\", ".repeat(3_000)),
        format!("CMD {}", "env A=1 ".repeat(8_000)),
        format!("CMD {}", "gunicorn -b :8000 a; ".repeat(2_500)),
        format!("CMD gunicorn -b {}", "${A:-".repeat(150)),
        format!("CMD daphne -e {}", "a:".repeat(30_000)),
        format!("CMD dotnet a --urls {}", "http://a:1;".repeat(5_000)),
    ] {
        launched(&text);
    }
}
