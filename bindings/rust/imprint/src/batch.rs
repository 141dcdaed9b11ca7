//! Many files at once.
use crate::call::{optional_path, text, view};
use crate::error::error_of;
use crate::signer::Lent;
use crate::{Bytes, Context, Existing, MarkOptions, PropagateOptions, Report, Result, Status, VerifyOptions};
use imprint_sys as sys;
use std::path::Path;

/// One file of many: what to do with it.
#[derive(Clone, Copy, Debug, Default)]
pub struct BatchItem<'a> {
    /// Of the input; None = `file`.
    pub path: Option<&'a Path>,
    /// The input, when there is no path.
    pub file: &'a [u8],
    /// Of the output; None = [`Done::file`] receives it.
    pub out_path: Option<&'a Path>,
    /// Of marking; when verifying and propagating what the caller's records say.
    pub producer: Option<&'a str>,
    /// As `producer`.
    pub produce_id: Option<&'a str>,
    /// Of propagating.
    pub propagator: Option<&'a str>,
    /// Of propagating.
    pub propagate_id: Option<&'a str>,
}

/// What came of one file.
#[derive(Debug)]
#[non_exhaustive]
pub struct Done {
    /// An output without a path.
    pub file: Option<Bytes>,
    /// As of the call on one file.
    pub report: Report,
}

impl BatchItem<'_> {
    fn raw(&self) -> sys::imprint_batch_item {
        sys::imprint_batch_item {
            path: optional_path(self.path),
            file: view(self.file),
            out_path: optional_path(self.out_path),
            producer: text(self.producer),
            produce_id: text(self.produce_id),
            propagator: text(self.propagator),
            propagate_id: text(self.propagate_id),
            ..Default::default()
        }
    }
}

/// Takes over what came of one file.
fn done(item: sys::imprint_batch_item, lent: &Lent<'_>) -> Result<Done> {
    let (file, report) = (Bytes::own(item.out).some(), Report::own(item.report));
    match item.error.status {
        sys::IMPRINT_OK => Ok(Done { file, report }),
        status => Err(lent.explain(error_of(status, &item.error))),
    }
}

impl Context {
    /// [`Context::mark`] on many files, as many at once as the context has threads. Answers stand where their items stand; a file that
    /// fails does not stop the others. When the whole call is cancelled, what was finished by then is told, and the others' error is
    /// [`Status::Cancelled`].
    pub fn mark_batch(&self, items: &[BatchItem<'_>], options: &MarkOptions<'_>, existing: Existing) -> Result<Vec<Result<Done>>> {
        let mut lent = Lent::default();
        let raw = options.raw(&mut lent);
        self.batch(&lent, items, |context, items, error| unsafe {
            sys::imprint_mark_batch(context, items.as_mut_ptr(), items.len(), &raw, existing.to_raw(), error)
        })
    }

    /// [`Context::verify`] on many files.
    pub fn verify_batch(&self, items: &[BatchItem<'_>], options: &VerifyOptions<'_>) -> Result<Vec<Result<Done>>> {
        self.batch(&Lent::default(), items, |context, items, error| unsafe {
            sys::imprint_verify_batch(context, items.as_mut_ptr(), items.len(), &options.raw(), error)
        })
    }

    /// [`Context::propagate`] on many files.
    pub fn propagate_batch(&self, items: &[BatchItem<'_>], options: &PropagateOptions<'_>, existing: Existing) -> Result<Vec<Result<Done>>> {
        let mut lent = Lent::default();
        let raw = options.raw(&mut lent);
        self.batch(&lent, items, |context, items, error| unsafe {
            sys::imprint_propagate_batch(context, items.as_mut_ptr(), items.len(), &raw, existing.to_raw(), error)
        })
    }

    fn batch(
        &self,
        lent: &Lent<'_>,
        items: &[BatchItem<'_>],
        run: impl FnOnce(*const sys::imprint_context, &mut [sys::imprint_batch_item], *mut sys::imprint_error) -> i32,
    ) -> Result<Vec<Result<Done>>> {
        let mut raw: Vec<_> = items.iter().map(BatchItem::raw).collect();
        let answer = self.call(|context, error| run(context, &mut raw, error));
        let answers = raw.into_iter().map(|item| done(item, lent)).collect(); // also frees what was made
        match answer {
            Err(error) if error.status() != Status::Cancelled || std::error::Error::source(&error).is_some() => Err(error),
            _ => Ok(answers),
        }
    }
}
