//! The image below a stage, as far as the table knows it.

use super::dockerfile::{Base, Dockerfile, Stage};
use crate::tables::images as table;
use crate::tables::images::{BaseImage, Family};

/// What is known of the image below a stage.
pub fn base_image(file: &Dockerfile, stage: &Stage) -> Option<&'static BaseImage> {
    match file.root_base(stage) {
        Base::Image(reference) => {
            // A digest without a tag leaves open which of its tags it is.
            let digest =
                reference.digest.as_ref().map_or_else(String::new, |digest| format!("@{}", digest.text));
            let tag = reference.tag.as_ref().map(|tag| tag.text.as_str());
            table::find(&format!("{}{digest}", reference.familiar_name()), tag)
        }
        _ => None,
    }
}

/// Whether the image below a stage is plainly a Windows image.
pub fn is_windows(file: &Dockerfile, stage: &Stage) -> bool {
    if base_image(file, stage).is_some_and(|base| base.family == Family::Windows) {
        return true;
    }
    let Base::Image(reference) = file.root_base(stage) else { return false };
    let tag = reference.tag.as_ref().map_or("", |tag| tag.text.as_str());
    let says = |word: &&str| tag.contains(word) || reference.familiar_name().contains(word);
    ["windowsservercore", "nanoserver"].iter().any(says)
}
