//! Sound in memory: the watermark as a stream, and the audible label.
use crate::error::check;
use crate::watermark::detect_options;
use crate::{Context, Detection, EmbedOptions, EmbedResult, Error, Result, SampleFormat};
use imprint_sys as sys;
use std::marker::PhantomData;
use std::os::raw::c_void;
use std::ptr::null_mut;

mod kinds {
    pub trait Kind: Copy + Default {}
    impl Kind for f32 {}
    impl Kind for i16 {}
    impl Kind for i32 {}
}

/// A kind of samples: `f32` with full scale at 1, `i16` or `i32`. They are interleaved.
pub trait Sample: kinds::Kind {
    /// Its name in the C ABI.
    const FORMAT: SampleFormat;
}

impl Sample for f32 {
    const FORMAT: SampleFormat = SampleFormat::Float32;
}

impl Sample for i16 {
    const FORMAT: SampleFormat = SampleFormat::Int16;
}

impl Sample for i32 {
    const FORMAT: SampleFormat = SampleFormat::Int32;
}

/// What a stream of sound is. A frame is one sample of each channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AudioFormat {
    /// 8000 to 192000.
    pub rate_hz: u32,
    /// 1 to 8.
    pub channels: u32,
}

impl AudioFormat {
    fn raw<S: Sample>(&self) -> sys::imprint_audio_format {
        sys::imprint_audio_format { rate_hz: self.rate_hz, channels: self.channels, samples: S::FORMAT.to_raw(), ..Default::default() }
    }

    /// Whole ones. A number of channels that there is not is the library's to refuse.
    fn frames<S>(&self, samples: &[S]) -> Result<usize> {
        let channels = self.channels.max(1) as usize;
        if samples.len() % channels != 0 {
            return Err(Error::refused(format!("{} samples are no whole frames of {channels} channels", samples.len())));
        }
        Ok(samples.len() / channels)
    }
}

/// The answer of a search for an audible label: `imprint_audible_found` of imprint.h says what each is.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
#[non_exhaustive]
pub struct AudibleFound {
    pub found: bool,
    pub start_s: f64,
    pub end_s: f64,
    pub unit_s: f64,
    pub tone_hz: f64,
    pub label_lufs: f64,
    /// Negative infinity for silence.
    pub programme_lufs: f64,
    pub score: f64,
    pub too_quiet: bool,
    pub wrong_timing: bool,
}

impl AudibleFound {
    fn of(raw: &sys::imprint_audible_found) -> Self {
        AudibleFound {
            found: raw.found != 0,
            start_s: raw.start_s,
            end_s: raw.end_s,
            unit_s: raw.unit_s,
            tone_hz: raw.tone_hz,
            label_lufs: raw.label_lufs,
            programme_lufs: raw.programme_lufs,
            score: raw.score,
            too_quiet: raw.too_quiet != 0,
            wrong_timing: raw.wrong_timing != 0,
        }
    }
}

/// Hides a watermark in a stream of sound; made by [`Context::audio_embedder`]. Its memory does not grow with the length of the stream.
pub struct AudioEmbedder<S: Sample> {
    raw: *mut sys::imprint_audio_embedder,
    format: AudioFormat,
    delay: usize, // frames
    kind: PhantomData<S>,
}

// SAFETY: a stream is used by one thread at a time, whichever (imprint.h), which its &mut and its not being Sync see to.
unsafe impl<S: Sample> Send for AudioEmbedder<S> {}

impl<S: Sample> AudioEmbedder<S> {
    /// Takes whole frames and gives marked ones, at most 30 ms behind. On an error nothing was taken.
    pub fn process(&mut self, samples: &[S]) -> Result<Vec<S>> {
        let frames = self.format.frames(samples)?;
        self.give(frames + self.delay, |embedder, out, capacity, written, error| unsafe {
            sys::imprint_audio_embedder_process(embedder, samples.as_ptr().cast(), frames, out, capacity, written, error)
        })
    }

    /// Gives the frames that are still owed. Nothing can be taken afterwards.
    pub fn flush(&mut self) -> Result<Vec<S>> {
        self.give(self.delay, |embedder, out, capacity, written, error| unsafe {
            sys::imprint_audio_embedder_flush(embedder, out, capacity, written, error)
        })
    }

    /// What was done so far: `depth_db` and `marked_s`.
    pub fn result(&self) -> Result<EmbedResult> {
        let mut result = sys::imprint_embed_result::default();
        check(|error| unsafe { sys::imprint_audio_embedder_get_result(self.raw, &mut result, error) })?;
        Ok(EmbedResult::of(&result))
    }

    fn give(
        &mut self,
        capacity: usize,
        run: impl FnOnce(*mut sys::imprint_audio_embedder, *mut c_void, usize, *mut usize, *mut sys::imprint_error) -> i32,
    ) -> Result<Vec<S>> {
        let channels = self.format.channels as usize;
        let mut out = vec![S::default(); capacity * channels];
        let mut written = 0;
        check(|error| run(self.raw, out.as_mut_ptr().cast(), capacity, &mut written, error))?;
        out.truncate(written * channels);
        Ok(out)
    }
}

impl<S: Sample> Drop for AudioEmbedder<S> {
    fn drop(&mut self) {
        // SAFETY: made by the library, and nothing uses it any more.
        unsafe { sys::imprint_audio_embedder_destroy(self.raw) }
    }
}

impl<S: Sample> std::fmt::Debug for AudioEmbedder<S> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "AudioEmbedder({:?})", self.format)
    }
}

/// Looks for a watermark in a stream of sound; made by [`Context::audio_detector`]. Its memory does not grow with the length of the stream.
pub struct AudioDetector<S: Sample> {
    raw: *mut sys::imprint_audio_detector,
    format: AudioFormat,
    kind: PhantomData<S>,
}

// SAFETY: as AudioEmbedder.
unsafe impl<S: Sample> Send for AudioDetector<S> {}

impl<S: Sample> AudioDetector<S> {
    /// Takes whole frames; true once a mark is found: what follows is not looked at.
    pub fn process(&mut self, samples: &[S]) -> Result<bool> {
        let frames = self.format.frames(samples)?;
        let mut done = 0;
        check(|error| unsafe { sys::imprint_audio_detector_process(self.raw, samples.as_ptr().cast(), frames, &mut done, error) })?;
        Ok(done != 0)
    }

    /// Looks at what is left, and says what was found. Nothing can be taken afterwards.
    pub fn finish(&mut self) -> Result<Detection> {
        check(|error| unsafe { sys::imprint_audio_detector_finish(self.raw, error) })?;
        self.result()
    }

    /// What is known so far.
    pub fn result(&self) -> Result<Detection> {
        let mut result = sys::imprint_detection::default();
        check(|error| unsafe { sys::imprint_audio_detector_get_result(self.raw, &mut result, error) })?;
        Ok(Detection::of(&result))
    }
}

impl<S: Sample> Drop for AudioDetector<S> {
    fn drop(&mut self) {
        // SAFETY: made by the library, and nothing uses it any more.
        unsafe { sys::imprint_audio_detector_destroy(self.raw) }
    }
}

impl<S: Sample> std::fmt::Debug for AudioDetector<S> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "AudioDetector({:?})", self.format)
    }
}

impl Context {
    /// Begins to mark a stream of sound, which outlives the context. Of options, `key_id` and `strength` are of sound; the others are refused.
    pub fn audio_embedder<S: Sample>(&self, format: AudioFormat, payload: u64, options: &EmbedOptions<'_>) -> Result<AudioEmbedder<S>> {
        let mut raw = null_mut();
        self.call(|context, error| unsafe {
            sys::imprint_audio_embedder_create(context, &format.raw::<S>(), payload, &options.raw(), &mut raw, error)
        })?;
        // SAFETY: the library made it.
        let delay = unsafe { sys::imprint_audio_embedder_get_delay(raw) };
        Ok(AudioEmbedder { raw, format, delay, kind: PhantomData })
    }

    /// Begins to listen to a stream of sound, under every key that the context has now. Without `search`, for sound at the speed and pitch at
    /// which it was marked only.
    pub fn audio_detector<S: Sample>(&self, format: AudioFormat, search: bool) -> Result<AudioDetector<S>> {
        let mut raw = null_mut();
        self.call(|context, error| unsafe {
            sys::imprint_audio_detector_create(context, &format.raw::<S>(), &detect_options(search), &mut raw, error)
        })?;
        Ok(AudioDetector { raw, format, kind: PhantomData })
    }

    /// The rhythm of the audible label alone, for sound of this loudness (ITU-R BS.1770).
    pub fn make_audible_label<S: Sample>(&self, format: AudioFormat, programme_lufs: f64) -> Result<Vec<S>> {
        let mut frames = 0;
        self.call(|context, error| unsafe {
            sys::imprint_audible_label_make(context, &format.raw::<S>(), programme_lufs, null_mut(), 0, &mut frames, error)
        })?;
        let mut out = vec![S::default(); frames * format.channels as usize];
        self.call(|context, error| unsafe {
            sys::imprint_audible_label_make(context, &format.raw::<S>(), programme_lufs, out.as_mut_ptr().cast(), frames, &mut frames, error)
        })?;
        Ok(out)
    }

    /// Listens for an audible label.
    pub fn find_audible_label<S: Sample>(&self, format: AudioFormat, samples: &[S]) -> Result<AudibleFound> {
        let frames = format.frames(samples)?;
        let mut found = sys::imprint_audible_found::default();
        self.call(|context, error| unsafe {
            sys::imprint_audible_label_find(context, &format.raw::<S>(), samples.as_ptr().cast(), frames, &mut found, error)
        })?;
        Ok(AudibleFound::of(&found))
    }
}
