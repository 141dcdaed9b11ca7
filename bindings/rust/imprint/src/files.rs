//! Files by path, and streams.
use crate::call::{given, path_text, view};
use crate::context::library;
use crate::error::check;
use crate::signer::Lent;
use crate::{Bytes, Context, Error, Existing, MarkOptions, PropagateOptions, Report, Result, Status, VerifyOptions};
use imprint_sys as sys;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

fn unreadable(error: std::io::Error) -> Error {
    Error::new(Status::FileRead, "the stream could not be read").caused_by(Some(error.into()))
}

fn unwritable(error: std::io::Error) -> Error {
    Error::new(Status::FileWrite, "the stream could not be written").caused_by(Some(error.into()))
}

/// Writes a file whole or not at all.
pub fn write_file(path: impl AsRef<Path>, content: &[u8], existing: Existing) -> Result<()> {
    library()?;
    check(|error| unsafe { sys::imprint_file_write(path_text(path.as_ref()), view(content), existing.to_raw(), error) })
}

impl Context {
    /// A whole file, of at most `max_file_bytes`.
    pub fn read_file(&self, path: impl AsRef<Path>) -> Result<Bytes> {
        let made =
            self.make(&Lent::default(), |context, out, _, error| unsafe { sys::imprint_file_read(context, path_text(path.as_ref()), out, error) });
        Ok(made?.0)
    }

    /// [`Context::mark`] from file to file. `out_path` is written whole or not at all.
    pub fn mark_path(
        &self,
        path: impl AsRef<Path>,
        out_path: impl AsRef<Path>,
        existing: Existing,
        producer: &str,
        produce_id: &str,
        options: &MarkOptions<'_>,
    ) -> Result<Report> {
        let mut lent = Lent::default();
        let raw = options.raw(&mut lent);
        let (path, out_path) = (path_text(path.as_ref()), path_text(out_path.as_ref()));
        let made = self.make(&lent, |context, _, report, error| unsafe {
            sys::imprint_mark_path(context, path, out_path, existing.to_raw(), given(producer), given(produce_id), &raw, report, error)
        });
        Ok(made?.1)
    }

    /// [`Context::verify`] of a file.
    pub fn verify_path(&self, path: impl AsRef<Path>, options: &VerifyOptions<'_>) -> Result<Report> {
        self.report(|context, report, error| unsafe { sys::imprint_verify_path(context, path_text(path.as_ref()), &options.raw(), report, error) })
    }

    /// [`Context::propagate`] from file to file. Nothing is written when no case of Art. 6 applies.
    pub fn propagate_path(
        &self,
        path: impl AsRef<Path>,
        out_path: impl AsRef<Path>,
        existing: Existing,
        propagator: &str,
        propagate_id: &str,
        options: &PropagateOptions<'_>,
    ) -> Result<Report> {
        let mut lent = Lent::default();
        let raw = options.raw(&mut lent);
        let (path, out_path) = (path_text(path.as_ref()), path_text(out_path.as_ref()));
        let made = self.make(&lent, |context, _, report, error| unsafe {
            sys::imprint_propagate_path(context, path, out_path, existing.to_raw(), given(propagator), given(propagate_id), &raw, report, error)
        });
        Ok(made?.1)
    }

    /// Reads a stream to its end, of at most `max_file_bytes`: no more than a byte over it is read.
    pub fn read_all(&self, from: impl Read) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        from.take(self.max_file_bytes.saturating_add(1)).read_to_end(&mut out).map_err(unreadable)?;
        if out.len() as u64 > self.max_file_bytes {
            return Err(Error::new(Status::LimitExceeded, format!("the stream exceeds max_file_bytes {}", self.max_file_bytes)));
        }
        Ok(out)
    }

    /// [`Context::read_all`] of a stream that knows its length, from where it stands: a longer one is refused before a byte is read.
    pub fn read_seekable(&self, mut from: impl Read + Seek) -> Result<Vec<u8>> {
        let here = from.stream_position().map_err(unreadable)?;
        let length = from.seek(SeekFrom::End(0)).map_err(unreadable)?.saturating_sub(here);
        from.seek(SeekFrom::Start(here)).map_err(unreadable)?;
        if length > self.max_file_bytes {
            let message = format!("the stream's {length} bytes exceed max_file_bytes {}", self.max_file_bytes);
            return Err(Error::new(Status::LimitExceeded, message));
        }
        self.read_all(from)
    }

    /// [`Context::mark`] from stream to stream. Nothing is written before the output has been read back.
    pub fn mark_stream(&self, from: impl Read, mut to: impl Write, producer: &str, produce_id: &str, options: &MarkOptions<'_>) -> Result<Report> {
        let marked = self.mark(&self.read_all(from)?, producer, produce_id, options)?;
        to.write_all(&marked.file).map_err(unwritable)?;
        Ok(marked.report)
    }

    /// [`Context::verify`] of what a stream holds.
    pub fn verify_stream(&self, from: impl Read, options: &VerifyOptions<'_>) -> Result<Report> {
        self.verify(&self.read_all(from)?, options)
    }

    /// [`Context::propagate`] from stream to stream. Nothing is written when no case of Art. 6 applies: the report's state says so.
    pub fn propagate_stream(
        &self,
        from: impl Read,
        mut to: impl Write,
        propagator: &str,
        propagate_id: &str,
        options: &PropagateOptions<'_>,
    ) -> Result<Report> {
        let done = self.propagate(&self.read_all(from)?, propagator, propagate_id, options)?;
        if let Some(file) = &done.file {
            to.write_all(file).map_err(unwritable)?;
        }
        Ok(done.report)
    }
}
