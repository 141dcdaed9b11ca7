//! Marking: every layer, in the lawful order.
use crate::call::{given, numbers, optional_path, optional_view, text, view};
use crate::context::library;
use crate::error::check;
use crate::manifest::ManifestOptions;
use crate::signer::{Lent, Signer};
use crate::{AudiblePlace, Bytes, Context, Corner, LabelForm, LabelStyle, PictureFormat, Pixels, Report, Result, Robustness};
use imprint_sys as sys;
use std::path::Path;

/// Options of marking: `imprint_mark_options` of imprint.h says what each does.
#[derive(Clone, Copy, Default)]
#[allow(missing_docs)]
pub struct MarkOptions<'a> {
    pub corner: Corner,
    /// Words of the visible label.
    pub text: Option<&'a str>,
    pub height_percent: f64,
    /// Needs `waiver`.
    pub no_visible: bool,
    pub no_watermark: bool,
    pub waiver: Option<&'a str>,
    /// None = the open key.
    pub key_id: Option<&'a str>,
    pub strength: f64,
    pub min_psnr_db: f64,
    /// None = "trainedAlgorithmicMedia", `Some("")` = none is written.
    pub source_type: Option<&'a str>,
    pub ai_system: Option<&'a str>,
    pub ai_system_version: Option<&'a str>,
    pub style: LabelStyle,
    pub form: LabelForm,
    pub font: &'a [u8],
    pub logo: &'a [u8],
    pub log_path: Option<&'a Path>,
    /// Private key in PEM, of SecurityData.
    pub signing_key: Option<&'a str>,
    /// Of the manifest; None = none is written.
    pub signer: Option<&'a Signer<'a>>,
    pub manifest: Option<&'a ManifestOptions<'a>>,
    pub replacement: Option<&'a str>,
    pub strict: bool,
    pub least_robustness: Robustness,
    /// In place of `signing_key`.
    pub label_signer: Option<&'a Signer<'a>>,
    pub convert_to: PictureFormat,
    pub quality: u32,
    pub mark_id_key_id: Option<&'a str>,
    /// Of the audible label, in sound.
    pub audible_place: AudiblePlace,
    /// A sound file in which a voice says the label; empty = the rhythm alone.
    pub audible_clip: &'a [u8],
    /// The voice without the rhythm behind it.
    pub audible_clip_alone: bool,
    /// Seconds before which the audible label goes, in place of `audible_place`; empty = none.
    pub audible_at_s: &'a [f64],
}

impl<'a> MarkOptions<'a> {
    pub(crate) fn raw(&self, lent: &mut Lent<'a>) -> sys::imprint_mark_options {
        sys::imprint_mark_options {
            corner: self.corner.to_raw(),
            text: text(self.text),
            height_percent: self.height_percent,
            no_visible: self.no_visible.into(),
            no_watermark: self.no_watermark.into(),
            waiver: text(self.waiver),
            key_id: text(self.key_id),
            strength: self.strength,
            min_psnr_db: self.min_psnr_db,
            source_type: text(self.source_type),
            ai_system: text(self.ai_system),
            ai_system_version: text(self.ai_system_version),
            style: self.style.to_raw(),
            form: self.form.to_raw(),
            font: optional_view(self.font),
            logo: optional_view(self.logo),
            log_path: optional_path(self.log_path),
            signing_key: text(self.signing_key),
            signer: lent.signer(self.signer),
            manifest: lent.manifest(self.manifest),
            replacement: text(self.replacement),
            strict: self.strict.into(),
            least_robustness: self.least_robustness.to_raw(),
            label_signer: lent.signer(self.label_signer),
            convert_to: self.convert_to.to_raw(),
            quality: self.quality,
            mark_id_key_id: text(self.mark_id_key_id),
            audible_place: self.audible_place.to_raw(),
            audible_clip: optional_view(self.audible_clip),
            audible_clip_alone: self.audible_clip_alone.into(),
            audible_at_s: numbers(self.audible_at_s),
            ..Default::default()
        }
    }
}

/// A labelled file, and what was done.
#[derive(Debug)]
#[non_exhaustive]
pub struct Marked {
    /// The file.
    pub file: Bytes,
    /// It describes `file`.
    pub report: Report,
}

impl Marked {
    pub(crate) fn of((file, report): (Bytes, Report)) -> Self {
        Marked { file, report }
    }
}

impl Context {
    /// Labels a generated picture: visible label, watermark, encoding, AIGC metadata, and the signed manifest if there is a signer. The
    /// output is read back before it is handed over.
    pub fn mark(&self, file: &[u8], producer: &str, produce_id: &str, options: &MarkOptions<'_>) -> Result<Marked> {
        let mut lent = Lent::default();
        let raw = options.raw(&mut lent);
        let made = self.make(&lent, |context, out, report, error| unsafe {
            sys::imprint_mark(context, view(file), given(producer), given(produce_id), &raw, out, report, error)
        });
        made.map(Marked::of)
    }

    /// [`Context::mark`] on pixels: a PNG, or what `convert_to` says.
    pub fn mark_image(&self, pixels: Pixels<'_>, producer: &str, produce_id: &str, options: &MarkOptions<'_>) -> Result<Marked> {
        let mut lent = Lent::default();
        let raw = options.raw(&mut lent);
        let made = self.make(&lent, |context, out, report, error| unsafe {
            sys::imprint_mark_image(context, &pixels.image(), given(producer), given(produce_id), &raw, out, report, error)
        });
        made.map(Marked::of)
    }

    /// The rest of [`Context::mark`] for a program that drew the label, embedded the watermark and encoded by itself.
    pub fn finish(&self, file: &[u8], producer: &str, produce_id: &str, options: &MarkOptions<'_>) -> Result<Marked> {
        let mut lent = Lent::default();
        let raw = options.raw(&mut lent);
        let made = self.make(&lent, |context, out, report, error| unsafe {
            sys::imprint_finish(context, view(file), given(producer), given(produce_id), &raw, out, report, error)
        });
        made.map(Marked::of)
    }

    /// [`mark_id`] of version 2, under a key of [`Context::add_mark_id_key`].
    pub fn mark_id_keyed(&self, key_id: &str, producer: &str, produce_id: &str) -> Result<u64> {
        let mut out = 0;
        self.call(|context, error| unsafe {
            sys::imprint_mark_id_keyed(context, given(key_id), given(producer), given(produce_id), &mut out, error)
        })?;
        Ok(out)
    }
}

/// The 64 bits that tie watermark and AIGC label together (spec/mark-id.md).
///
/// ```
/// assert_eq!(imprint::mark_id("ExampleStudio", "1").unwrap(), 0x5f297590b9efb1f5);
/// ```
pub fn mark_id(producer: &str, produce_id: &str) -> Result<u64> {
    library()?;
    let mut out = 0;
    check(|error| unsafe { sys::imprint_mark_id(given(producer), given(produce_id), &mut out, error) })?;
    Ok(out)
}
