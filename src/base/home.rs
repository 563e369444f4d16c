//! Where this program has its home on the web, if it has one.

/// The repository, as `Cargo.toml` names it; the one place that states it. Without it reports have no links to pages.
pub const REPOSITORY: Option<&str> = match env!("CARGO_PKG_REPOSITORY").as_bytes() {
    [] => None,
    _ => Some(env!("CARGO_PKG_REPOSITORY")),
};

/// The address of a file of the repository.
pub fn url(path: &str) -> Option<String> {
    Some(format!("{}/blob/main/{path}", REPOSITORY?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_addresses_where_the_repository_has_one() {
        let expected = REPOSITORY.map(|home| format!("{home}/blob/main/rules/x.md"));
        assert_eq!(url("rules/x.md"), expected);
        assert!(REPOSITORY.is_none_or(|home| home.starts_with("https://")));
    }
}
