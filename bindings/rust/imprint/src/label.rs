//! The visible label alone.
use crate::call::{numbers, optional_view, string_of, text, view};
use crate::signer::Lent;
use crate::{AudiblePlace, Bytes, Context, Corner, LabelForm, LabelStyle, Legibility, Pixels, PixelsMut, Result};
use imprint_sys as sys;

/// Options of drawing: `imprint_label_options` of imprint.h says what each does.
#[derive(Clone, Copy, Debug, Default)]
#[allow(missing_docs)]
pub struct LabelOptions<'a> {
    pub corner: Corner,
    pub text: Option<&'a str>,
    pub height_percent: f64,
    /// EXIF orientation of the pixels; of a file its own.
    pub orientation: u32,
    pub style: LabelStyle,
    pub form: LabelForm,
    pub font: &'a [u8],
    pub logo: &'a [u8],
    /// This and what follows: of `draw_label_file` on sound, as in `MarkOptions`.
    pub audible_place: AudiblePlace,
    pub audible_clip: &'a [u8],
    pub audible_clip_alone: bool,
    pub audible_at_s: &'a [f64],
}

/// Where a label landed, in the picture as a viewer shows it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
#[non_exhaustive]
pub struct LabelPlacement {
    pub x_px: u32,
    pub y_px: u32,
    pub width_px: u32,
    pub height_px: u32,
    pub ink_height_px: u32,
    pub ink_height_percent: f64,
    pub raised: bool,
    pub manifest_broken: bool,
    /// This and what follows: of sound, the first label.
    pub start_s: f64,
    pub end_s: f64,
    pub label_lufs: f64,
}

/// Options of looking for a label.
#[derive(Clone, Copy, Debug, Default)]
#[allow(missing_docs)]
pub struct LabelFindOptions<'a> {
    pub orientation: u32,
    pub text: Option<&'a str>,
    pub font: &'a [u8],
}

/// The answer of a search for a visible label.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
#[non_exhaustive]
pub struct LabelFound {
    pub found: bool,
    pub legibility: Legibility,
    pub x_px: u32,
    pub y_px: u32,
    pub width_px: u32,
    pub height_px: u32,
    pub ink_height_px: u32,
    pub ink_height_percent: f64,
    pub contrast: f64,
    pub score: f64,
    pub text: String,
    /// The file is sound; what follows is of its label, if found.
    pub sound: bool,
    pub start_s: f64,
    pub end_s: f64,
    pub unit_s: f64,
    pub label_lufs: f64,
    pub programme_lufs: f64,
    pub audible_place: AudiblePlace,
}

impl LabelOptions<'_> {
    fn raw(&self) -> sys::imprint_label_options {
        sys::imprint_label_options {
            corner: self.corner.to_raw(),
            text: text(self.text),
            height_percent: self.height_percent,
            orientation: self.orientation,
            style: self.style.to_raw(),
            form: self.form.to_raw(),
            font: optional_view(self.font),
            logo: optional_view(self.logo),
            audible_place: self.audible_place.to_raw(),
            audible_clip: optional_view(self.audible_clip),
            audible_clip_alone: self.audible_clip_alone.into(),
            audible_at_s: numbers(self.audible_at_s),
            ..Default::default()
        }
    }
}

impl LabelFindOptions<'_> {
    fn raw(&self) -> sys::imprint_label_find_options {
        sys::imprint_label_find_options { orientation: self.orientation, text: text(self.text), font: optional_view(self.font), ..Default::default() }
    }
}

impl LabelPlacement {
    fn of(raw: &sys::imprint_label_placement) -> Self {
        LabelPlacement {
            x_px: raw.x_px,
            y_px: raw.y_px,
            width_px: raw.width_px,
            height_px: raw.height_px,
            ink_height_px: raw.ink_height_px,
            ink_height_percent: raw.ink_height_percent,
            raised: raw.raised != 0,
            manifest_broken: raw.manifest_broken != 0,
            start_s: raw.start_s,
            end_s: raw.end_s,
            label_lufs: raw.label_lufs,
        }
    }
}

impl LabelFound {
    fn of(raw: &sys::imprint_label_found) -> Self {
        LabelFound {
            found: raw.found != 0,
            legibility: Legibility::from_raw(raw.legibility),
            x_px: raw.x_px,
            y_px: raw.y_px,
            width_px: raw.width_px,
            height_px: raw.height_px,
            ink_height_px: raw.ink_height_px,
            ink_height_percent: raw.ink_height_percent,
            contrast: raw.contrast,
            score: raw.score,
            text: string_of(&raw.text),
            sound: raw.sound != 0,
            start_s: raw.start_s,
            end_s: raw.end_s,
            unit_s: raw.unit_s,
            label_lufs: raw.label_lufs,
            programme_lufs: raw.programme_lufs,
            audible_place: AudiblePlace::from_raw(raw.audible_place),
        }
    }
}

impl Context {
    /// Draws the visible label into the pixels, in place, and reads it there.
    pub fn draw_label(&self, pixels: &mut PixelsMut<'_>, options: &LabelOptions<'_>) -> Result<LabelPlacement> {
        let mut placement = sys::imprint_label_placement::default();
        let mut image = pixels.image();
        self.call(|context, error| unsafe { sys::imprint_label_draw(context, &mut image, &options.raw(), &mut placement, error) })?;
        Ok(LabelPlacement::of(&placement))
    }

    /// The same on a file; an animation gets the label on every frame.
    pub fn draw_label_file(&self, file: &[u8], options: &LabelOptions<'_>) -> Result<(Bytes, LabelPlacement)> {
        let mut placement = sys::imprint_label_placement::default();
        let (file, _) = self.make(&Lent::default(), |context, out, _, error| unsafe {
            sys::imprint_label_draw_file(context, view(file), &options.raw(), out, &mut placement, error)
        })?;
        Ok((file, LabelPlacement::of(&placement)))
    }

    /// Looks for a label that the library drew.
    pub fn find_label(&self, pixels: Pixels<'_>, options: &LabelFindOptions<'_>) -> Result<LabelFound> {
        let mut result = sys::imprint_label_found::default();
        self.call(|context, error| unsafe { sys::imprint_label_find(context, &pixels.image(), &options.raw(), &mut result, error) })?;
        Ok(LabelFound::of(&result))
    }

    /// The same on a file.
    pub fn find_label_file(&self, file: &[u8], options: &LabelFindOptions<'_>) -> Result<LabelFound> {
        let mut result = sys::imprint_label_found::default();
        self.call(|context, error| unsafe { sys::imprint_label_find_file(context, view(file), &options.raw(), &mut result, error) })?;
        Ok(LabelFound::of(&result))
    }
}
