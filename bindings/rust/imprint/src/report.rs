//! What a call found or did.
use crate::call::str_of;
use crate::watermark::Detection;
use crate::{Agreement, Json, Layer, LayerState, LintStatus, ManifestState, Pair, Result, Severity, State};
use imprint_sys as sys;
use std::fmt;

/// What a call found or did. On a report of marking, what it says describes the output.
pub struct Report(*mut sys::imprint_report);

// SAFETY: a report is read only (spec/abi.md 7).
unsafe impl Send for Report {}
unsafe impl Sync for Report {}

/// One watermark of a report.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Mark {
    /// The watermark.
    pub detection: Detection,
    /// Is it the mark of the AIGC label?
    pub with_label: Agreement,
}

impl Report {
    pub(crate) fn own(raw: *mut sys::imprint_report) -> Self {
        Report(raw)
    }

    /// The verdict (spec/verdict.md).
    pub fn state(&self) -> State {
        State::from_raw(unsafe { sys::imprint_report_get_state(self.0) })
    }

    /// What was found of one layer.
    pub fn layer_state(&self, layer: Layer) -> LayerState {
        LayerState::from_raw(unsafe { sys::imprint_report_get_layer_state(self.0, layer.to_raw()) })
    }

    /// Do AIGC label and watermark name the same content?
    pub fn agreement(&self) -> Agreement {
        Agreement::from_raw(unsafe { sys::imprint_report_get_agreement(self.0) })
    }

    /// The same of any two layers that are compared.
    pub fn pair_agreement(&self, pair: Pair) -> Agreement {
        Agreement::from_raw(unsafe { sys::imprint_report_get_pair_agreement(self.0, pair.to_raw()) })
    }

    /// What validation made of the manifest.
    pub fn manifest_state(&self) -> ManifestState {
        ManifestState::from_raw(unsafe { sys::imprint_report_get_manifest_state(self.0) })
    }

    /// What the watermark carries, of several the one that leads.
    pub fn mark_id(&self) -> Option<u64> {
        let mut id = 0;
        if unsafe { sys::imprint_report_get_mark_id(self.0, &mut id) } != 0 {
            Some(id)
        } else {
            None
        }
    }

    /// The watermarks that were found, the one that leads first.
    pub fn marks(&self) -> Vec<Mark> {
        let count = unsafe { sys::imprint_report_get_mark_count(self.0) };
        (0..count).filter_map(|number| self.mark(number)).collect()
    }

    fn mark(&self, number: usize) -> Option<Mark> {
        let mut found = sys::imprint_detection::default();
        let mut with_label = 0;
        if unsafe { sys::imprint_report_get_mark(self.0, number, &mut found, &mut with_label) } == 0 {
            return None;
        }
        Some(Mark { detection: Detection::of(&found), with_label: Agreement::from_raw(with_label) })
    }

    /// Of a report of linting or comparing; None for others.
    pub fn lint_status(&self) -> Option<LintStatus> {
        match unsafe { sys::imprint_report_get_lint_status(self.0) } {
            0 => None,
            status => Some(LintStatus::from_raw(status)),
        }
    }

    /// How many findings of a severity linting or comparing had.
    pub fn finding_count(&self, severity: Severity) -> usize {
        unsafe { sys::imprint_report_get_finding_count(self.0, severity.to_raw()) }
    }

    /// The whole report (spec/schema/report.schema.json, lint.schema.json).
    pub fn json(&self) -> &str {
        // SAFETY: borrowed from the report.
        unsafe { str_of(sys::imprint_report_get_json(self.0)) }
    }

    /// [`Report::json`], parsed.
    pub fn document(&self) -> Result<Json> {
        Json::parse(self.json())
    }

    /// The manifest as C2PA's own tools tell it; of [`crate::Context::verify_manifest`] on a file with one.
    pub fn crjson(&self) -> Option<&str> {
        // SAFETY: borrowed from the report.
        Some(unsafe { str_of(sys::imprint_report_get_crjson(self.0)) }).filter(|text| !text.is_empty())
    }
}

impl Drop for Report {
    fn drop(&mut self) {
        // SAFETY: made by the library, or NULL.
        unsafe { sys::imprint_report_destroy(self.0) }
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.json())
    }
}
