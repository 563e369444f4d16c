use crate::base::diagnostic::Edit;
use crate::base::source::Place;
use crate::build::dockerfile::Dockerfile;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("consistent-instruction-casing", Check::Dockerfile(check));

fn check(file: &Dockerfile, cx: &mut Context) {
    let first = file.stages.first().map_or(usize::MAX, |stage| stage.instructions.start);
    let known = |instruction: &&crate::syntax::dockerfile::ast::Instruction| {
        !matches!(instruction.kind, Kind::Broken)
    };
    let keywords: Vec<_> = file
        .tree
        .instructions
        .iter()
        .skip(first)
        .filter(known)
        .map(|instruction| &instruction.keyword)
        .collect();
    let lower = keywords.iter().filter(|word| word.value == word.value.to_lowercase()).count();
    let upper = keywords.iter().filter(|word| word.value == word.value.to_uppercase()).count();
    for word in keywords {
        let wanted = if lower > upper { word.value.to_lowercase() } else { word.value.to_uppercase() };
        if wanted == word.value {
            continue;
        }
        let place = Place::new(&file.source, word.span);
        let edit = Edit::new(place.clone(), wanted.as_str());
        cx.report(
            place,
            format!("`{}` is not in the same case as most instructions in this file", word.value),
        )
        .help(format!("write `{wanted}`"))
        .fix(format!("write `{wanted}`"), vec![edit]);
    }
}
