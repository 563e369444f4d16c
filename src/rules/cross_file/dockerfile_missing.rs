use crate::base::diagnostic::Edit;
use crate::base::source::Place;
use crate::project::Project;
use crate::project::deployment::ImageFile;
use crate::rule::{Check, Context, rule};

rule!("dockerfile-missing", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for (index, image) in project.deployment.images.iter().enumerate() {
        let (ImageFile::Missing { path, near }, Some(place)) = (&image.file, &image.path) else { continue };
        if project.is_made(path) {
            continue;
        }
        let is_case = |other: &&String| project.path(other).eq_ignore_ascii_case(path);
        let cases: Vec<&String> = near.iter().filter(is_case).collect();
        let free: Vec<&String> = near.iter().filter(|other| !is_taken(project, index, other)).collect();
        let found = cx.report(place.clone(), format!("the file `{}` does not exist", image.written_path()));
        let (help, meant) = match (cases.as_slice(), free.as_slice()) {
            ([one], _) => (format!("write `{one}`: file names are case-sensitive"), cases.as_slice()),
            (_, []) => (
                "correct the path, which is relative to the root of the repository, or add the file"
                    .to_owned(),
                &[][..],
            ),
            (_, free) => {
                let names: Vec<&str> = free.iter().map(|other| other.as_str()).collect();
                (format!("did you mean `{}`?", names.join("`, `")), free)
            }
        };
        found.help(help);
        for other in meant.iter().filter_map(|other| project.dockerfile(&project.path(other))) {
            found.related(Place::file(&other.source), "this file exists");
        }
        if let [one] = meant {
            let edits = vec![Edit::new(place.clone(), one.as_str())];
            found.offer(!cases.is_empty(), format!("write `{one}`"), edits);
        }
    }
}

/// Whether a file is that of another image, or may be: eight services whose folders are missing are not all built from
/// the one Dockerfile that is there.
fn is_taken(project: &Project, index: usize, file: &String) -> bool {
    let others = project.deployment.images.iter().enumerate().filter(|(other, _)| *other != index);
    others.map(|(_, image)| &image.file).any(|other| match other {
        ImageFile::Found(number) => {
            let found = project.dockerfiles.get(*number);
            found.is_some_and(|found| found.source.path() == project.path(file))
        }
        ImageFile::Missing { near, .. } => near.contains(file),
        _ => false,
    })
}
