//! The C ABI of libimprint, one to one: what each call does stands in `imprint.h`. Programs use the crate `imprint`.
#![allow(non_camel_case_types)]

#[rustfmt::skip] // generated
mod raw;
pub use raw::*;

/// Whether the library that is loaded is one for this crate: its ABI version, and structs that are no shorter than here.
pub fn check() -> Result<(), String> {
    // SAFETY: a call without arguments.
    compare(unsafe { imprint_abi_version() }, &sizes())
}

fn compare(version: u32, sizes: &[(&str, usize, usize)]) -> Result<(), String> {
    if version != IMPRINT_ABI_VERSION {
        return Err(format!("libimprint has ABI version {version}, this crate needs {IMPRINT_ABI_VERSION}"));
    }
    match sizes.iter().find(|(_, here, library)| library < here) {
        Some((name, here, library)) => Err(format!("libimprint is older than this crate: {name} has {library} bytes, {here} are needed")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loaded_library_is_one_for_this_crate() {
        assert_eq!(check(), Ok(()));
    }

    #[test]
    fn another_version_and_shorter_structs_are_refused() {
        assert!(compare(IMPRINT_ABI_VERSION + 1, &[]).is_err());
        assert!(compare(IMPRINT_ABI_VERSION, &[("imprint_mark_options", 280, 272)]).unwrap_err().contains("imprint_mark_options"));
        assert!(compare(IMPRINT_ABI_VERSION, &[("imprint_mark_options", 280, 296)]).is_ok());
    }
}
