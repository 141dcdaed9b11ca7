//! The signed manifest alone.
use crate::call::{optional_view, text, view};
use crate::signer::{Lent, Signer};
use crate::{Bytes, Context, Report, Result};
use imprint_sys as sys;

/// Options of manifests: `imprint_manifest_options` of imprint.h says what each does.
#[derive(Clone, Copy, Debug, Default)]
#[allow(missing_docs)]
pub struct ManifestOptions<'a> {
    /// [`Context::sign_manifest`] gives the store for a side file (.c2pa).
    pub sidecar: bool,
    pub no_aigc: bool,
    /// Is in the pixels: becomes the soft binding.
    pub mark_id: Option<u64>,
    pub time_s: i64,
    pub source_type: Option<&'a str>,
    pub software: Option<&'a str>,
    pub software_version: Option<&'a str>,
    pub title: Option<&'a str>,
    pub notice: Option<&'a str>,
    pub thumbnail: bool,
    pub thumbnail_px: u32,
    pub mark_id_key_id: Option<&'a str>,
}

impl ManifestOptions<'_> {
    pub(crate) fn raw(&self) -> sys::imprint_manifest_options {
        sys::imprint_manifest_options {
            sidecar: self.sidecar.into(),
            no_aigc: self.no_aigc.into(),
            has_mark_id: self.mark_id.is_some().into(),
            mark_id: self.mark_id.unwrap_or(0),
            time_s: self.time_s,
            source_type: text(self.source_type),
            software: text(self.software),
            software_version: text(self.software_version),
            title: text(self.title),
            notice: text(self.notice),
            thumbnail: self.thumbnail.into(),
            thumbnail_px: self.thumbnail_px,
            mark_id_key_id: text(self.mark_id_key_id),
            ..Default::default()
        }
    }
}

impl Context {
    /// Signs a finished file: nothing may touch it afterwards. With `sidecar` it gives the store alone.
    pub fn sign_manifest(&self, file: &[u8], signer: &Signer<'_>, options: &ManifestOptions<'_>) -> Result<Bytes> {
        let mut lent = Lent::default();
        let who = lent.signer(Some(signer));
        let made =
            self.make(&lent, |context, out, _, error| unsafe { sys::imprint_manifest_sign(context, view(file), who, &options.raw(), out, error) });
        Ok(made?.0)
    }

    /// The manifest store of a file; None when it has none.
    pub fn read_manifest(&self, file: &[u8]) -> Result<Option<Bytes>> {
        let made = self.make(&Lent::default(), |context, out, _, error| unsafe { sys::imprint_manifest_read(context, view(file), out, error) });
        Ok(made?.0.some())
    }

    /// Validates the manifest of a file, or the store that came beside it if `manifest` is not empty. `time_s`: seconds since 1970 at
    /// which certificates have to be valid, 0 = the system's clock.
    pub fn verify_manifest(&self, file: &[u8], manifest: &[u8], time_s: i64) -> Result<Report> {
        self.report(|context, report, error| unsafe {
            sys::imprint_manifest_verify(context, view(file), optional_view(manifest), time_s, report, error)
        })
    }
}
