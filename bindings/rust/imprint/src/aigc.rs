//! The AIGC metadata label alone.
use crate::call::{given, optional_path, string_of, text, view};
use crate::context::library;
use crate::error::check;
use crate::signer::{Lent, Signer};
use crate::{Context, Marked, Report, Result};
use imprint_sys as sys;
use std::path::Path;

/// The seven strings of GB 45438-2025 Annex E, and who signs them: `imprint_aigc_label` of imprint.h says what each is.
#[derive(Clone, Copy, Default)]
#[allow(missing_docs)]
pub struct AigcLabel<'a> {
    /// "1" is, "2" possibly, "3" suspected AI-generated.
    pub label: Option<&'a str>,
    pub content_producer: Option<&'a str>,
    pub produce_id: Option<&'a str>,
    pub reserved_code1: Option<&'a str>,
    /// None together with `propagate_id`: the producer is the propagator.
    pub content_propagator: Option<&'a str>,
    pub propagate_id: Option<&'a str>,
    pub reserved_code2: Option<&'a str>,
    pub signing_key: Option<&'a str>,
    pub propagator_signing_key: Option<&'a str>,
    pub signer: Option<&'a Signer<'a>>,
    pub propagator_signer: Option<&'a Signer<'a>>,
    pub replacement: Option<&'a str>,
    pub log_path: Option<&'a Path>,
    pub mark_id_key_id: Option<&'a str>,
    pub strict: bool,
}

impl<'a> AigcLabel<'a> {
    fn raw(&self, lent: &mut Lent<'a>) -> sys::imprint_aigc_label {
        sys::imprint_aigc_label {
            strict: self.strict.into(),
            label: text(self.label),
            content_producer: text(self.content_producer),
            produce_id: text(self.produce_id),
            reserved_code1: text(self.reserved_code1),
            content_propagator: text(self.content_propagator),
            propagate_id: text(self.propagate_id),
            reserved_code2: text(self.reserved_code2),
            signing_key: text(self.signing_key),
            propagator_signing_key: text(self.propagator_signing_key),
            replacement: text(self.replacement),
            log_path: optional_path(self.log_path),
            signer: lent.signer(self.signer),
            propagator_signer: lent.signer(self.propagator_signer),
            mark_id_key_id: text(self.mark_id_key_id),
            ..Default::default()
        }
    }
}

/// Options of linting and comparing.
#[derive(Clone, Copy, Debug, Default)]
#[allow(missing_docs)]
pub struct LintOptions {
    /// Warnings count like errors.
    pub strict: bool,
    pub time_s: i64,
}

impl LintOptions {
    fn raw(&self) -> sys::imprint_lint_options {
        sys::imprint_lint_options { strict: self.strict.into(), time_s: self.time_s, ..Default::default() }
    }
}

impl Context {
    /// Reads every AIGC label of a file, in whatever carrier and shape, into the member "aigc" of the report's JSON.
    pub fn read_aigc(&self, file: &[u8]) -> Result<Report> {
        self.report(|context, report, error| unsafe { sys::imprint_aigc_read(context, view(file), report, error) })
    }

    /// Writes the label as the one label of the file. Pixels are not decoded.
    pub fn write_aigc(&self, file: &[u8], label: &AigcLabel<'_>) -> Result<Marked> {
        let mut lent = Lent::default();
        let raw = label.raw(&mut lent);
        let made = self.make(&lent, |context, out, report, error| unsafe { sys::imprint_aigc_write(context, view(file), &raw, out, report, error) });
        made.map(Marked::of)
    }

    /// Holds the label of a file against the rules of spec/lint-rules.md.
    pub fn lint_aigc(&self, file: &[u8], options: &LintOptions) -> Result<Report> {
        self.report(|context, report, error| unsafe { sys::imprint_aigc_lint(context, view(file), &options.raw(), report, error) })
    }

    /// What a pipeline lost or rewrote between `before` and `after`.
    pub fn compare_aigc(&self, before: &[u8], after: &[u8], options: &LintOptions) -> Result<Report> {
        self.report(|context, report, error| unsafe { sys::imprint_aigc_compare(context, view(before), view(after), &options.raw(), report, error) })
    }
}

/// The provider code of an organisation, from its unified social credit code and five characters of service code; None = 00000, unused.
pub fn provider_code(uscc: &str, service: Option<&str>) -> Result<String> {
    library()?;
    let mut code = [0; sys::IMPRINT_PROVIDER_CODE_CHARS as usize + 1];
    check(|error| unsafe { sys::imprint_provider_code(given(uscc), text(service), code.as_mut_ptr(), error) })?;
    Ok(string_of(&code))
}
