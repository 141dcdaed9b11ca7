//! Finds libimprint: in IMPRINT_LIBRARY_DIR, else where pkg-config says. IMPRINT_STATIC=1: the archive, by pkg-config, goes into the program.
use std::env;
use std::process::Command;

fn link_from(folder: &str) {
    println!("cargo:rustc-link-search=native={folder}");
    println!("cargo:rustc-link-lib=dylib=imprint");
}

fn pkg_config(arguments: &[&str]) -> Result<String, String> {
    let tool = env::var("PKG_CONFIG").unwrap_or_else(|_| "pkg-config".into());
    let answer = Command::new(&tool).args(arguments).output().map_err(|error| format!("{tool}: {error}"))?;
    if !answer.status.success() {
        return Err(String::from_utf8_lossy(&answer.stderr).into_owned());
    }
    Ok(String::from_utf8_lossy(&answer.stdout).into_owned())
}

fn main() {
    for name in ["IMPRINT_LIBRARY_DIR", "IMPRINT_STATIC", "PKG_CONFIG", "PKG_CONFIG_PATH"] {
        println!("cargo:rerun-if-env-changed={name}");
    }
    println!("cargo:rerun-if-changed=build.rs");
    let archive = env::var("IMPRINT_STATIC").map_or(false, |value| value == "1");
    if let (false, Ok(folder)) = (archive, env::var("IMPRINT_LIBRARY_DIR")) {
        return link_from(&folder);
    }
    let arguments: &[&str] = if archive { &["--static", "--libs", "imprint"] } else { &["--libs", "imprint"] };
    let flags = pkg_config(arguments)
        .unwrap_or_else(|why| panic!("libimprint was not found; set IMPRINT_LIBRARY_DIR to its folder, or install imprint.pc: {why}"));
    for flag in flags.split_whitespace() {
        if let Some(folder) = flag.strip_prefix("-L") {
            println!("cargo:rustc-link-search=native={folder}");
        } else if let Some(library) = flag.strip_prefix("-l") {
            let kind = if archive && library == "imprint" { "static" } else { "dylib" };
            println!("cargo:rustc-link-lib={kind}={library}");
        }
    }
}
