//! Verifying: evidence of every layer, and the verdict.
use crate::call::{optional_view, text, view};
use crate::{Context, Report, Result};
use imprint_sys as sys;

/// Options of verifying: `imprint_verify_options` of imprint.h says what each does.
#[derive(Clone, Copy, Debug, Default)]
#[allow(missing_docs)]
pub struct VerifyOptions<'a> {
    /// The uploader declares the content to be AI-generated.
    pub declared: bool,
    /// Metadata only, no pixel is decoded.
    pub no_watermark: bool,
    /// Whole pictures only: faster.
    pub no_search: bool,
    pub time_s: i64,
    /// What the caller's records say of this picture; both or none.
    pub producer: Option<&'a str>,
    pub produce_id: Option<&'a str>,
    /// A store that came beside the file.
    pub manifest: &'a [u8],
    pub no_traces: bool,
    pub label_text: Option<&'a str>,
    pub label_font: &'a [u8],
    /// Words of a visible label of whatever program, as a reader of your own found them: another trace. Not for batches.
    pub explicit_label: Option<&'a str>,
}

impl VerifyOptions<'_> {
    pub(crate) fn raw(&self) -> sys::imprint_verify_options {
        sys::imprint_verify_options {
            declared: self.declared.into(),
            no_watermark: self.no_watermark.into(),
            no_search: self.no_search.into(),
            time_s: self.time_s,
            producer: text(self.producer),
            produce_id: text(self.produce_id),
            manifest: optional_view(self.manifest),
            no_traces: self.no_traces.into(),
            label_text: text(self.label_text),
            label_font: optional_view(self.label_font),
            explicit_label: text(self.explicit_label),
            ..Default::default()
        }
    }
}

impl Context {
    /// Gathers the evidence that a file carries and judges it. "Nothing found" is an answer, not an error.
    pub fn verify(&self, file: &[u8], options: &VerifyOptions<'_>) -> Result<Report> {
        self.report(|context, report, error| unsafe { sys::imprint_verify(context, view(file), &options.raw(), report, error) })
    }
}
