//! Labels a picture and verifies the result: the main job in Rust.
//!     hello PICTURE
use imprint::{Context, MarkOptions, VerifyOptions};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args_os().nth(1).ok_or("usage: hello PICTURE")?;
    let context = Context::new()?;
    let picture = context.read_file(path)?;

    let marked = context.mark(&picture, "ExampleStudio", "1", &MarkOptions::default())?;
    let report = context.verify(&marked.file, &VerifyOptions::default())?;
    println!("mark_id {:016x} state {}", report.mark_id().unwrap_or(0), word(report.state().name()));
    Ok(())
}

/// "IMPRINT_STATE_GENERATED" as "generated".
fn word(name: &str) -> String {
    name.trim_start_matches("IMPRINT_STATE_").to_lowercase()
}
