//! Labels AI-generated pictures and sound so that the label can be seen, read, trusted and found again: a binding of `libimprint`.
//!
//! ```no_run
//! use imprint::{Context, MarkOptions, State, VerifyOptions};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let context = Context::new()?;
//! let picture = context.read_file("picture.png")?;
//! let marked = context.mark(&picture, "ExampleStudio", "1", &MarkOptions::default())?;
//! let report = context.verify(&marked.file, &VerifyOptions::default())?;
//! assert_eq!(report.state(), State::Generated);
//! # Ok(())
//! # }
//! ```
//!
//! What each call does, its units and ranges stand in `imprint.h`. What this crate adds:
//!
//! - A call that fails answers an [`Error`] with a [`Status`]; "nothing found" is an answer, no error.
//! - Options are structs with [`Default`]; set what differs. `None` is absent, `Some("")` is empty.
//! - [`Context`] and [`Report`] are [`Send`] and [`Sync`]: one context serves all threads. Keys and trust need `&mut`.
//! - [`Context::follow`] gives a context whose calls tell their progress, and that a [`CancelToken`] ends from any thread.
//! - A signer's error or panic is the `source` of the call's error; nothing unwinds through C.
#![warn(missing_docs)]

mod aigc;
mod audio;
mod batch;
mod bytes;
mod call;
mod context;
#[rustfmt::skip] // generated
mod enums;
mod error;
mod files;
mod follow;
mod json;
mod label;
mod log;
mod manifest;
mod mark;
mod pixels;
mod platform;
mod report;
mod signer;
mod verify;
mod watermark;

pub use aigc::{provider_code, AigcLabel, LintOptions};
pub use audio::{AudibleFound, AudioDetector, AudioEmbedder, AudioFormat, Sample};
pub use batch::{BatchItem, Done};
pub use bytes::Bytes;
pub use context::{generate_key, Context, ContextOptions, Key};
pub use enums::*;
pub use error::{Cause, Error, Panicked, Result};
pub use files::write_file;
pub use follow::{CancelToken, Event, Follow};
pub use json::Json;
pub use label::{LabelFindOptions, LabelFound, LabelOptions, LabelPlacement};
pub use log::{log_append, log_export, log_purge, log_verify, LogEntry, LogSummary};
pub use manifest::ManifestOptions;
pub use mark::{mark_id, MarkOptions, Marked};
pub use pixels::{Pixels, PixelsMut};
pub use platform::{PropagateOptions, Propagated, TransplantOptions};
pub use report::{Mark, Report};
pub use signer::{Exchange, Signer};
pub use verify::VerifyOptions;
pub use watermark::{Detection, EmbedOptions, EmbedResult, Embedded};

use imprint_sys as sys;

// The code of the README runs with the documentation's.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// Bytes of a [`Key`].
pub const KEY_BYTES: usize = sys::IMPRINT_KEY_BYTES as usize;

fn of_c(text: *const std::os::raw::c_char) -> &'static str {
    // SAFETY: the library's strings of static storage end in NUL.
    unsafe { std::ffi::CStr::from_ptr(text) }.to_str().unwrap_or("")
}

/// Version of the library that is loaded.
pub fn version() -> &'static str {
    of_c(unsafe { sys::imprint_version() })
}

/// Newest version of the watermark format that the library reads, and the one that it writes.
pub fn watermark_format_version() -> u32 {
    unsafe { sys::imprint_watermark_format_version() }
}

/// Shortest side that takes a watermark.
pub fn watermark_min_side_px() -> u32 {
    unsafe { sys::imprint_watermark_min_side_px() }
}

/// Bits that a watermark carries.
pub fn watermark_payload_bits() -> u32 {
    unsafe { sys::imprint_watermark_payload_bits() }
}
