//! The watermark alone.
use crate::call::{optional_path, string_of, text, view};
use crate::signer::Lent;
use crate::{Bytes, Context, Pixels, PixelsMut, Result, Robustness};
use imprint_sys as sys;
use std::path::Path;

/// Options of embedding: `imprint_embed_options` of imprint.h says what each does.
#[derive(Clone, Copy, Debug, Default)]
#[allow(missing_docs)]
pub struct EmbedOptions<'a> {
    pub least_robustness: Robustness,
    /// None = the open key.
    pub key_id: Option<&'a str>,
    pub strength: f64,
    pub min_psnr_db: f64,
    /// Of a file alone.
    pub replacement: Option<&'a str>,
    /// Of a file alone.
    pub log_path: Option<&'a Path>,
}

impl EmbedOptions<'_> {
    pub(crate) fn raw(&self) -> sys::imprint_embed_options {
        sys::imprint_embed_options {
            least_robustness: self.least_robustness.to_raw(),
            key_id: text(self.key_id),
            strength: self.strength,
            min_psnr_db: self.min_psnr_db,
            replacement: text(self.replacement),
            log_path: optional_path(self.log_path),
            ..Default::default()
        }
    }
}

/// What a watermark did to its picture.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
#[non_exhaustive]
pub struct EmbedResult {
    pub psnr_db: f64,
    pub max_change: f64,
    pub manifest_broken: bool,
    pub robustness: Robustness,
    pub visibility: f64,
    /// Of sound, whose other figures are 0.
    pub depth_db: f64,
    /// Of sound.
    pub marked_s: f64,
}

impl EmbedResult {
    pub(crate) fn of(raw: &sys::imprint_embed_result) -> Self {
        EmbedResult {
            psnr_db: raw.psnr_db,
            max_change: raw.max_change,
            manifest_broken: raw.manifest_broken != 0,
            robustness: Robustness::from_raw(raw.robustness),
            visibility: raw.visibility,
            depth_db: raw.depth_db,
            marked_s: raw.marked_s,
        }
    }
}

/// A file with a watermark.
#[derive(Debug)]
#[allow(missing_docs)]
#[non_exhaustive]
pub struct Embedded {
    pub file: Bytes,
    pub quality: EmbedResult,
}

/// The answer of a search for one watermark.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
#[non_exhaustive]
pub struct Detection {
    pub found: bool,
    pub payload: u64,
    pub p_value: f64,
    pub pilot_sigma: f64,
    pub pixels_per_canonical: f64,
    pub rotation_deg: f64,
    pub attempts: u32,
    /// "open", or the id of a key of the context.
    pub key_id: String,
    pub x_px: u32,
    pub y_px: u32,
    pub width_px: u32,
    pub height_px: u32,
    /// Of sound, as those below: the stretch that was read.
    pub start_s: f64,
    pub end_s: f64,
    pub time_scale: f64,
    pub pitch_shift_semitones: f64,
}

impl Detection {
    pub(crate) fn of(raw: &sys::imprint_detection) -> Self {
        Detection {
            found: raw.found != 0,
            payload: raw.payload,
            p_value: raw.p_value,
            pilot_sigma: raw.pilot_sigma,
            pixels_per_canonical: raw.pixels_per_canonical,
            rotation_deg: raw.rotation_deg,
            attempts: raw.attempts,
            key_id: string_of(&raw.key_id),
            x_px: raw.x_px,
            y_px: raw.y_px,
            width_px: raw.width_px,
            height_px: raw.height_px,
            start_s: raw.start_s,
            end_s: raw.end_s,
            time_scale: raw.time_scale,
            pitch_shift_semitones: raw.pitch_shift_semitones,
        }
    }
}

pub(crate) fn detect_options(search: bool) -> sys::imprint_detect_options {
    sys::imprint_detect_options { no_search: (!search).into(), ..Default::default() }
}

impl Context {
    /// Hides 64 bits in the pixels, in place. On an error they are unchanged.
    pub fn embed_watermark(&self, pixels: &mut PixelsMut<'_>, payload: u64, options: &EmbedOptions<'_>) -> Result<EmbedResult> {
        let mut result = sys::imprint_embed_result::default();
        let mut image = pixels.image();
        self.call(|context, error| unsafe { sys::imprint_watermark_embed(context, &mut image, payload, &options.raw(), &mut result, error) })?;
        Ok(EmbedResult::of(&result))
    }

    /// The same on a file; the output is read back before it is handed over.
    pub fn embed_watermark_file(&self, file: &[u8], payload: u64, options: &EmbedOptions<'_>) -> Result<Embedded> {
        let mut result = sys::imprint_embed_result::default();
        let (file, _) = self.make(&Lent::default(), |context, out, _, error| unsafe {
            sys::imprint_watermark_embed_file(context, view(file), payload, &options.raw(), out, &mut result, error)
        })?;
        Ok(Embedded { file, quality: EmbedResult::of(&result) })
    }

    /// Looks under every key of the context, without the original or any hint. Without `search`, for whole pictures only.
    pub fn detect_watermark(&self, pixels: Pixels<'_>, search: bool) -> Result<Detection> {
        let mut result = sys::imprint_detection::default();
        self.call(|context, error| unsafe { sys::imprint_watermark_detect(context, &pixels.image(), &detect_options(search), &mut result, error) })?;
        Ok(Detection::of(&result))
    }

    /// The same on a file.
    pub fn detect_watermark_file(&self, file: &[u8], search: bool) -> Result<Detection> {
        let mut result = sys::imprint_detection::default();
        self.call(|context, error| unsafe { sys::imprint_watermark_detect_file(context, view(file), &detect_options(search), &mut result, error) })?;
        Ok(Detection::of(&result))
    }

    /// All marks that the picture carries, each with its place. Empty = none.
    pub fn detect_watermarks(&self, pixels: Pixels<'_>, search: bool) -> Result<Vec<Detection>> {
        self.detections(|context, results, capacity, count, error| unsafe {
            sys::imprint_watermark_detect_all(context, &pixels.image(), &detect_options(search), results, capacity, count, error)
        })
    }

    /// The same on a file.
    pub fn detect_watermarks_file(&self, file: &[u8], search: bool) -> Result<Vec<Detection>> {
        self.detections(|context, results, capacity, count, error| unsafe {
            sys::imprint_watermark_detect_all_file(context, view(file), &detect_options(search), results, capacity, count, error)
        })
    }

    /// Nearly always one call: a picture with more marks than there is room for is looked at again.
    fn detections(
        &self,
        run: impl Fn(*const sys::imprint_context, *mut sys::imprint_detection, usize, *mut usize, *mut sys::imprint_error) -> i32,
    ) -> Result<Vec<Detection>> {
        let mut count = sys::IMPRINT_WATERMARK_MAX_MARKS as usize;
        loop {
            let mut results = vec![sys::imprint_detection::default(); count];
            self.call(|context, error| run(context, results.as_mut_ptr(), results.len(), &mut count, error))?;
            if count <= results.len() {
                return Ok(results[..count].iter().map(Detection::of).collect());
            }
        }
    }
}
