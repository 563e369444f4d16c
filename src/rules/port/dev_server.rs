use crate::project::deployment::Process;
use crate::rule::{Check, Context, rule};

rule!("dev-server", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    let launch = &process.launch;
    let (Some(server), Some(place)) = (launch.server, &launch.program) else { return };
    if !process.is_web() || !server.development {
        return;
    }
    let name = super::named(server, place);
    let help =
        PRODUCTION.iter().find(|(programs, _)| server.programs.iter().any(|name| programs.contains(name)));
    super::report(cx, process, place.clone(), format!("`{name}` is a development server"))
        .help(help.map_or("start the production server of your framework", |(_, help)| help));
}

/// What to start in production, by one of the programs of the development server.
const PRODUCTION: &[(&[&str], &str)] = &[
    (
        &["manage.py", "flask"],
        "start a production server, for example `gunicorn app.wsgi --bind 0.0.0.0:$PORT`",
    ),
    (&["quart"], "start a production server, for example `hypercorn app:app --bind 0.0.0.0:$PORT`"),
    (&["fastapi"], "start `fastapi run`, which is made for production"),
    (&["next"], "run `next build` in a RUN and start `next start`"),
    (
        &[
            "vite",
            "react-scripts",
            "ng",
            "webpack",
            "webpack-dev-server",
            "vue-cli-service",
            "parcel",
            "astro",
        ],
        "build the app in a RUN and serve the files, for example with `npx serve dist`",
    ),
    (&["php", "artisan", "symfony"], "start Apache, or nginx with PHP-FPM"),
    (&["nodemon"], "start the program with `node`"),
];
