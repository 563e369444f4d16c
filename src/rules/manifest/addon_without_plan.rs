use crate::base::diagnostic::Edit;
use crate::base::source::Span;
use crate::project::manifest::{Manifest, Mistake, MistakeKind};
use crate::rule::{Check, Context, rule};
use crate::syntax::yaml::{Node, in_flow};

rule!("addon-without-plan", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    let items = manifest.find(&["setup", "addons"]).map_or(&[][..], Node::items);
    for one in manifest.mistakes.iter().filter(|one| one.kind == MistakeKind::NoPlan) {
        let Some((index, item)) = item_of(one, items) else { continue };
        let text = item.as_text().map(|text| text.as_str());
        let message = match text {
            Some(_) => "this add-on is only a name; heroku.yml needs a `plan` key",
            None => "this add-on has no `plan`",
        };
        let found = cx.report(manifest.place(one.span), message);
        found.help(match text {
            Some(plan) => format!("write `plan: {plan}`; a bare name works only in app.json"),
            None => "write `plan:` with the add-on's name, and `as:` in the same list item".to_owned(),
        });
        if let Some((title, edit)) = with_plan(manifest, index, items) {
            found.fix(title, vec![edit]);
        }
    }
}

fn item_of<'a>(one: &Mistake, items: &'a [Node]) -> Option<(usize, &'a Node)> {
    let index = one.path.get(2)?.parse().ok()?;
    Some((index, items.get(index)?))
}

/// A bare name becomes a plan, `name: level` becomes `plan: name:level`, `as` joins the item before it.
fn with_plan(manifest: &Manifest, index: usize, items: &[Node]) -> Option<(&'static str, Edit)> {
    let item = items.get(index).filter(|item| !item.alias)?;
    let list = manifest.find(&["setup", "addons"])?;
    let text = manifest.source.text();
    let edit = |span: Span, text: String| Edit::new(manifest.place(span), text);
    if item.as_text().is_some() {
        let written = manifest.source.slice(item.span);
        let plan =
            if in_flow(text, list) { format!("{{plan: {written}}}") } else { format!("plan: {written}") };
        return Some(("write it as `plan`", edit(item.span, plan)));
    }
    let [only] = item.entries() else { return None };
    if only.name() == "as" {
        return join(manifest, index, items).map(|edit| ("move it into the add-on above", edit));
    }
    let level = only.value.as_text().filter(|level| !level.as_str().contains(char::is_whitespace))?;
    let is_addon = only.name().contains('-') && !only.merged;
    is_addon.then(|| {
        ("write it as `plan`", edit(only.span(), format!("plan: {}:{}", only.name(), level.as_str())))
    })
}

/// Takes the dash away that makes `as` an item of its own.
fn join(manifest: &Manifest, index: usize, items: &[Node]) -> Option<Edit> {
    let (item, before) = (items.get(index)?, items.get(index.checked_sub(1)?)?);
    let text = manifest.source.text();
    let [plan] = before.entries() else { return None };
    let column = |at: usize| text.get(..at).map(|above| at - above.rfind('\n').map_or(0, |end| end + 1));
    let dash = text.get(..item.span.start)?.rfind('-')?;
    let alone = text.get(dash + 1..item.span.start)?.trim().is_empty();
    let fits = plan.name() == "plan"
        && alone
        && column(item.span.start) == column(before.span.start)
        && !in_flow(text, item)
        && !in_flow(text, before);
    fits.then(|| Edit::new(manifest.place(Span::new(dash, dash + 1)), " "))
}
