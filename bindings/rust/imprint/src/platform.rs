//! What platforms do: propagation and transplantation.
use crate::call::{given, text, view};
use crate::manifest::ManifestOptions;
use crate::signer::{Lent, Signer};
use crate::{Bytes, Context, Marked, Report, Result};
use imprint_sys as sys;

/// Options of propagating: `imprint_propagate_options` of imprint.h says what each does.
#[derive(Clone, Copy, Default)]
#[allow(missing_docs)]
pub struct PropagateOptions<'a> {
    pub declared: bool,
    pub no_watermark: bool,
    pub no_search: bool,
    pub producer: Option<&'a str>,
    pub produce_id: Option<&'a str>,
    pub signing_key: Option<&'a str>,
    pub signer: Option<&'a Signer<'a>>,
    pub manifest: Option<&'a ManifestOptions<'a>>,
    pub no_traces: bool,
    pub strict: bool,
    pub label_signer: Option<&'a Signer<'a>>,
    /// As in [`VerifyOptions`](crate::VerifyOptions).
    pub explicit_label: Option<&'a str>,
}

impl<'a> PropagateOptions<'a> {
    pub(crate) fn raw(&self, lent: &mut Lent<'a>) -> sys::imprint_propagate_options {
        sys::imprint_propagate_options {
            declared: self.declared.into(),
            no_watermark: self.no_watermark.into(),
            no_search: self.no_search.into(),
            producer: text(self.producer),
            produce_id: text(self.produce_id),
            signing_key: text(self.signing_key),
            signer: lent.signer(self.signer),
            manifest: lent.manifest(self.manifest),
            no_traces: self.no_traces.into(),
            strict: self.strict.into(),
            label_signer: lent.signer(self.label_signer),
            explicit_label: text(self.explicit_label),
            ..Default::default()
        }
    }
}

/// What propagation came to.
#[derive(Debug)]
#[non_exhaustive]
pub struct Propagated {
    /// None when no case of Art. 6 applies: the file stays as it is.
    pub file: Option<Bytes>,
    /// Verdict and notice for the input.
    pub report: Report,
}

/// Options of transplanting.
#[derive(Clone, Copy, Debug, Default)]
pub struct TransplantOptions {
    /// Whole pictures only.
    pub no_search: bool,
    /// The caller knows that the two files are one picture.
    pub vouched: bool,
}

impl Context {
    /// Writes a platform's propagation elements.
    pub fn propagate(&self, file: &[u8], propagator: &str, propagate_id: &str, options: &PropagateOptions<'_>) -> Result<Propagated> {
        let mut lent = Lent::default();
        let raw = options.raw(&mut lent);
        let (file, report) = self.make(&lent, |context, out, report, error| unsafe {
            sys::imprint_propagate(context, view(file), given(propagator), given(propagate_id), &raw, out, report, error)
        })?;
        Ok(Propagated { file: file.some(), report })
    }

    /// Carries the AIGC label of `from` to `to`, its re-encoded or resized copy.
    pub fn transplant(&self, from: &[u8], to: &[u8], options: &TransplantOptions) -> Result<Marked> {
        let raw = sys::imprint_transplant_options { no_search: options.no_search.into(), vouched: options.vouched.into(), ..Default::default() };
        let made = self.make(&Lent::default(), |context, out, report, error| unsafe {
            sys::imprint_transplant(context, view(from), view(to), &raw, out, report, error)
        });
        made.map(Marked::of)
    }
}
