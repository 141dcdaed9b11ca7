//! Contexts: keys, trust and limits.
use crate::call::{given, text};
use crate::error::check;
use crate::follow::Callbacks;
use crate::signer::Lent;
use crate::{Bytes, Error, Report, Result, Status, TrustUse, KEY_BYTES};
use imprint_sys as sys;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicBool, AtomicIsize, Ordering};
use std::sync::Arc;

/// The secret of a watermark, or of keyed mark_ids.
pub type Key = [u8; KEY_BYTES];

/// Limits and budgets of a context. Zero is the default (spec/limits.md).
#[derive(Clone, Copy, Debug, Default)]
#[allow(missing_docs)]
pub struct ContextOptions {
    pub max_dimension_px: u32,
    pub max_pixels: u64,
    /// Also of what is read from a stream.
    pub max_file_bytes: u64,
    pub max_metadata_bytes: u64,
    /// That one call may use for the watermark, and a batch for files.
    pub threads: u32,
    /// Marks are looked for under the keys of [`Context::add_key`] alone.
    pub no_open_key: bool,
    pub max_memory_bytes: u64,
    pub max_steps: u64,
    pub max_signatures: u64,
    pub max_inflated_bytes: u64,
    pub max_decoded_pixels: u64,
    /// Of sound, of all channels together; 0 = 6000 million.
    pub max_decoded_samples: u64,
}

const DEFAULT_MAX_FILE_BYTES: u64 = 512 << 20; // imprint_context_options, imprint.h

/// A context of C with what its callbacks need. Both end together.
pub(crate) struct Handle {
    pub(crate) raw: *mut sys::imprint_context,
    pub(crate) callbacks: Option<Box<Callbacks>>,
}

// SAFETY: a context is read only once it is built, and what builds it is kept apart by Family (spec/abi.md 7).
unsafe impl Send for Handle {}
unsafe impl Sync for Handle {}

impl Drop for Handle {
    fn drop(&mut self) {
        // SAFETY: made by the library, and nothing uses it any more.
        unsafe { sys::imprint_context_destroy(self.raw) }
    }
}

/// What a context shares with those that follow it: how many calls run, or -1 while a key is added.
#[derive(Default)]
struct Family(AtomicIsize);

struct Using<'a>(&'a Family);

impl Family {
    fn enter(&self) -> Using<'_> {
        while self.0.fetch_update(Ordering::Acquire, Ordering::Relaxed, |calls| if calls >= 0 { Some(calls + 1) } else { None }).is_err() {
            std::thread::yield_now();
        }
        Using(self)
    }

    /// Runs what no call may run beside. Contexts that follow this one may be at work on other threads.
    fn alone<T>(&self, run: impl FnOnce() -> Result<T>) -> Result<T> {
        if self.0.compare_exchange(0, -1, Ordering::Acquire, Ordering::Relaxed).is_err() {
            return Err(Error::refused("keys and trust are added while no call runs on a context that follows this one"));
        }
        let answer = run();
        self.0.store(0, Ordering::Release);
        answer
    }
}

impl Drop for Using<'_> {
    fn drop(&mut self) {
        self.0 .0.fetch_sub(1, Ordering::Release);
    }
}

/// Keys, trust and limits, and every call that needs them. Make one and keep it; any number of threads may use it at once.
pub struct Context {
    pub(crate) handle: Arc<Handle>,
    family: Arc<Family>,
    pub(crate) max_file_bytes: u64,
}

/// Whether the loaded library is one for this crate; asked once.
pub(crate) fn library() -> Result<()> {
    static CHECKED: AtomicBool = AtomicBool::new(false);
    if CHECKED.load(Ordering::Relaxed) {
        return Ok(());
    }
    sys::check().map_err(|why| Error::new(Status::Internal, why))?;
    CHECKED.store(true, Ordering::Relaxed);
    Ok(())
}

impl Context {
    /// A context with the open watermark key and all defaults.
    pub fn new() -> Result<Self> {
        Context::with(&ContextOptions::default())
    }

    /// A context with limits of its own.
    pub fn with(options: &ContextOptions) -> Result<Self> {
        library()?;
        let raw = sys::imprint_context_options {
            max_dimension_px: options.max_dimension_px,
            max_pixels: options.max_pixels,
            max_file_bytes: options.max_file_bytes,
            max_metadata_bytes: options.max_metadata_bytes,
            threads: options.threads,
            no_open_key: options.no_open_key.into(),
            max_memory_bytes: options.max_memory_bytes,
            max_steps: options.max_steps,
            max_signatures: options.max_signatures,
            max_inflated_bytes: options.max_inflated_bytes,
            max_decoded_pixels: options.max_decoded_pixels,
            max_decoded_samples: options.max_decoded_samples,
            ..Default::default()
        };
        let mut out = null_mut();
        check(|error| unsafe { sys::imprint_context_create(&raw, &mut out, error) })?;
        let max_file_bytes = if options.max_file_bytes == 0 { DEFAULT_MAX_FILE_BYTES } else { options.max_file_bytes };
        Ok(Context { handle: Arc::new(Handle { raw: out, callbacks: None }), family: Arc::default(), max_file_bytes })
    }

    pub(crate) fn child(&self, handle: Handle) -> Self {
        Context { handle: Arc::new(handle), family: self.family.clone(), max_file_bytes: self.max_file_bytes }
    }

    /// Runs a call.
    pub(crate) fn call(&self, run: impl FnOnce(*const sys::imprint_context, *mut sys::imprint_error) -> i32) -> Result<()> {
        let _using = self.family.enter();
        let answer = check(|error| run(self.handle.raw, error));
        match &self.handle.callbacks {
            Some(callbacks) => callbacks.explain(answer),
            None => answer,
        }
    }

    /// Runs a call that makes a file, a report or both.
    pub(crate) fn make(
        &self,
        lent: &Lent<'_>,
        run: impl FnOnce(*const sys::imprint_context, *mut sys::imprint_bytes, *mut *mut sys::imprint_report, *mut sys::imprint_error) -> i32,
    ) -> Result<(Bytes, Report)> {
        let (mut file, mut report) = (Bytes::none(), null_mut());
        let answer = self.call(|context, error| run(context, file.out(), &mut report, error));
        let report = Report::own(report);
        answer.map_err(|error| lent.explain(error))?;
        Ok((file, report))
    }

    /// Runs a call that makes a report alone.
    pub(crate) fn report(
        &self,
        run: impl FnOnce(*const sys::imprint_context, *mut *mut sys::imprint_report, *mut sys::imprint_error) -> i32,
    ) -> Result<Report> {
        Ok(self.make(&Lent::default(), |context, _, report, error| run(context, report, error))?.1)
    }

    /// Loads what the first calls of a process would load.
    pub fn warm_up(&self) -> Result<()> {
        self.call(|context, error| unsafe { sys::imprint_context_warm_up(context, error) })
    }

    fn add_any_key(
        &mut self,
        add: impl FnOnce(*mut sys::imprint_context, *mut std::os::raw::c_char, *mut sys::imprint_error) -> i32,
    ) -> Result<String> {
        let mut id = [0; sys::IMPRINT_KEY_ID_CHARS as usize + 1];
        self.family.alone(|| check(|error| add(self.handle.raw, id.as_mut_ptr(), error)))?;
        Ok(crate::call::string_of(&id))
    }

    /// Adds a private watermark key to the ring that detection tries, before the open key. Answers the key's id.
    pub fn add_key(&mut self, key: &Key) -> Result<String> {
        self.add_any_key(|context, id, error| unsafe { sys::imprint_context_add_key(context, key.as_ptr(), id, error) })
    }

    /// Adds a mark_id key, a secret of another kind (spec/mark-id.md 2). Answers the key's id.
    pub fn add_mark_id_key(&mut self, key: &Key) -> Result<String> {
        self.add_any_key(|context, id, error| unsafe { sys::imprint_context_add_mark_id_key(context, key.as_ptr(), id, error) })
    }

    /// Names the program ffmpeg, a path or a name that PATH knows, by which M4A is decoded and coded (spec/formats.md 11.4).
    pub fn set_ffmpeg(&mut self, program: &str) -> Result<()> {
        let raw = self.handle.raw;
        self.family.alone(|| check(|error| unsafe { sys::imprint_context_set_ffmpeg(raw, given(program), error) }))
    }

    /// Trusts the keys and certificates of a PEM text for the signatures in SecurityData (spec/trust.md 5).
    pub fn add_trust(&mut self, pem: &str) -> Result<()> {
        let raw = self.handle.raw;
        self.family.alone(|| check(|error| unsafe { sys::imprint_context_add_trust(raw, given(pem), error) }))
    }

    /// [`Context::add_trust`] for one producer or propagator alone.
    pub fn add_trust_for(&mut self, producer_code: &str, pem: &str) -> Result<()> {
        let raw = self.handle.raw;
        self.family.alone(|| check(|error| unsafe { sys::imprint_context_add_trust_for(raw, given(producer_code), given(pem), error) }))
    }

    /// Trusts the certificates of a PEM text for signed manifests, and for nothing else.
    pub fn add_manifest_trust(&mut self, trust_use: TrustUse, pem: &str) -> Result<()> {
        let raw = self.handle.raw;
        self.family.alone(|| check(|error| unsafe { sys::imprint_context_add_manifest_trust(raw, trust_use.to_raw(), text(Some(pem)), error) }))
    }
}

impl std::fmt::Debug for Context {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Context")
    }
}

/// A new key of the system's randomness. Keep it secret and keep it.
pub fn generate_key() -> Result<Key> {
    library()?;
    let mut key = [0; KEY_BYTES];
    check(|error| unsafe { sys::imprint_key_generate(key.as_mut_ptr(), error) })?;
    Ok(key)
}
