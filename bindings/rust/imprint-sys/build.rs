//! Finds libimprint: in IMPRINT_LIBRARY_DIR, else where pkg-config says.
use std::env;
use std::process::Command;

fn link_from(folder: &str) {
    println!("cargo:rustc-link-search=native={folder}");
    println!("cargo:rustc-link-lib=dylib=imprint");
}

fn pkg_config() -> Result<String, String> {
    let tool = env::var("PKG_CONFIG").unwrap_or_else(|_| "pkg-config".into());
    let answer = Command::new(&tool).args(["--libs", "imprint"]).output().map_err(|error| format!("{tool}: {error}"))?;
    if !answer.status.success() {
        return Err(String::from_utf8_lossy(&answer.stderr).into_owned());
    }
    Ok(String::from_utf8_lossy(&answer.stdout).into_owned())
}

fn main() {
    for name in ["IMPRINT_LIBRARY_DIR", "PKG_CONFIG", "PKG_CONFIG_PATH"] {
        println!("cargo:rerun-if-env-changed={name}");
    }
    println!("cargo:rerun-if-changed=build.rs");
    if let Ok(folder) = env::var("IMPRINT_LIBRARY_DIR") {
        return link_from(&folder);
    }
    let flags =
        pkg_config().unwrap_or_else(|why| panic!("libimprint was not found; set IMPRINT_LIBRARY_DIR to its folder, or install imprint.pc: {why}"));
    for flag in flags.split_whitespace() {
        if let Some(folder) = flag.strip_prefix("-L") {
            println!("cargo:rustc-link-search=native={folder}");
        } else if let Some(library) = flag.strip_prefix("-l") {
            println!("cargo:rustc-link-lib=dylib={library}");
        }
    }
}
