use crate::project::manifest::{Manifest, MistakeKind};
use crate::rule::{Check, Context, rule};

rule!("manifest-is-compose", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for one in &manifest.mistakes {
        let MistakeKind::Foreign(what) = one.kind else { continue };
        cx.report(manifest.place(one.span), format!("this is {what}, not a heroku.yml")).help(
            "name each process's Dockerfile under `build.docker`, or rename this file: Heroku only reads the keys \
             `setup`, `build`, `release` and `run`",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn whose_file_it_is() {
        for (text, what) in [
            ("version: '3'\nservices:\n  web: {build: .}\n", "2:1: this is a Compose file"),
            ("web:\n  build: .\n  ports: ['80:80']\n", "1:1: this is a Compose file"),
            ("services:\n- type: web\n", "1:1: this is a Render blueprint"),
            ("version: 3\ntasks: {build: {cmds: [x]}}\n", "2:1: this is a Taskfile"),
            ("on: push\njobs: {a: {runs-on: x}}\n", "2:1: this is a GitHub Actions workflow"),
            ("version: 2.1\njobs: {}\nworkflows: {}\n", "2:1: this is a CircleCI configuration"),
            ("name: shop\nenv: {A: {value: b}}\n", "2:1: this is the content of app.json"),
            ("database: {url: x}\nserver: {}\n", "1:1: this is another tool's file"),
            ("apiVersion: v1\nkind: Pod\n", "1:1: this is a Kubernetes manifest"),
        ] {
            let expected = format!("heroku.yml:{what}, not a heroku.yml");
            check("manifest-is-compose", [("heroku.yml", text)], &[&expected]);
        }
        for text in
            ["services: {}\nbuild: {docker: {web: Dockerfile}}\n", "web: npm start\n", "env: {A: b}\n"]
        {
            check("manifest-is-compose", [("heroku.yml", text)], &[]);
        }
    }
}
