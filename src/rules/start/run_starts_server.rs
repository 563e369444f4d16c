use crate::project::Project;
use crate::project::deployment::Built;
use crate::rule::{Check, Context, rule};

rule!("run-starts-server", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for Built { file, index, ran } in &project.deployment.builds {
        if ran.conditional || ran.background || ran.goes_away || ran.excused {
            continue;
        }
        let Some(step) = project.dockerfiles.get(*file).and_then(|file| file.step(*index)) else { continue };
        let inside = step.place(step.instruction.span);
        let place = if inside.holds(&ran.place) { ran.place.clone() } else { inside.clone() };
        let name = ran.what();
        let found = cx.report(place, format!("this RUN starts `{name}`, so the build never ends"));
        if !inside.holds(&ran.place) {
            found.related(ran.place.clone(), "started here");
        }
        found.help("start the server with CMD: RUN is executed while the image is built");
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn what_ends_is_no_server() {
        for (run, found) in [
            ("uvicorn app:app", true),
            ("cd /app && exec flask run", true),
            ("sh -c 'gunicorn app'", true),
            ("flask db upgrade", false),
            ("uvicorn app:app & sleep 1", false),
            ("uvicorn app:app || true", false),
            ("if a; then uvicorn app:app; fi", false),
            ("gunicorn --daemon app && curl localhost", false),
            ("nginx -t", false),
            ("nginx", false),
            ("caddy version", false),
            ("caddy fmt --overwrite", false),
            ("vite build", false),
            ("next build", false),
            ("python setup.py install", false),
            ("java -jar tool.jar", false),
            ("echo gunicorn app", false),
        ] {
            let dockerfile = format!("FROM python\nRUN {run}\nCMD a\n");
            let project = crate::files::Memory::from([("Dockerfile", dockerfile.as_str())]);
            let projects = crate::internals::load(&project, &[String::new()]);
            let config =
                crate::config::Config { select: vec!["run-starts-server".to_owned()], ..Default::default() };
            let any = projects.iter().any(|project| !crate::internals::lint(project, &config).is_empty());
            assert_eq!(any, found, "{run}");
        }
        check("run-starts-server", [("Dockerfile", "FROM a\nRUN flask run\nFROM b\nCMD a\n")], &[]);
    }

    #[test]
    fn compilers_and_tools_beside_them_are_no_servers() {
        let go = "package main\nfunc main() { http.ListenAndServe(\":\"+os.Getenv(\"PORT\"), nil) }\n";
        for run in ["go build -o /app .", "go install .", "go vet ./...", "go test ./...", "swag init"] {
            let dockerfile =
                format!("FROM golang:1.24\nWORKDIR /src\nCOPY . .\nRUN {run}\nRUN go install .\nCMD app\n");
            let files = [("Dockerfile", dockerfile.as_str()), ("go.mod", "module a\n"), ("main.go", go)];
            check("run-starts-server", files, &[]);
        }
    }
}
