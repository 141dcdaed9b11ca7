//! The error of a failed call.
use crate::{of_c, sys, Status};
use std::fmt;

/// What a caller's own code said: the error of a signer, or a [`Panicked`].
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// The answer of a call.
pub type Result<T> = std::result::Result<T, Error>;

/// A call that failed. Branch on [`Error::status`]; the text is the library's English sentence, for logs.
#[derive(Debug)]
pub struct Error {
    status: Status,
    message: String,
    cause: Option<Cause>,
}

impl Error {
    pub(crate) fn new(status: Status, message: impl Into<String>) -> Self {
        Error { status, message: message.into(), cause: None }
    }

    pub(crate) fn refused(message: impl Into<String>) -> Self {
        Error::new(Status::InvalidArgument, message)
    }

    pub(crate) fn caused_by(mut self, cause: Option<Cause>) -> Self {
        if self.cause.is_none() {
            self.cause = cause;
        }
        self
    }

    /// How the call failed.
    pub fn status(&self) -> Status {
        self.status
    }

    /// The library's sentence.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} ({})", self.message, self.status)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as _)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A newer library may have a name for what this crate does not know.
        let name = if self.name().is_empty() { of_c(unsafe { sys::imprint_status_name(self.to_raw()) }) } else { self.name() };
        match self {
            Status::Other(number) => write!(out, "{name} {number}"),
            _ => out.write_str(name),
        }
    }
}

/// A panic of a callback. It does not unwind through C: the call fails with it as its source.
#[derive(Debug)]
pub struct Panicked(pub String);

impl Panicked {
    pub(crate) fn of(payload: Box<dyn std::any::Any + Send>) -> Self {
        let text = payload.downcast_ref::<&str>().map(|text| text.to_string());
        Panicked(text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "of an unknown kind".into()))
    }
}

impl fmt::Display for Panicked {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "panic in a callback: {}", self.0)
    }
}

impl std::error::Error for Panicked {}

/// The error that a status and its struct tell.
pub(crate) fn error_of(status: i32, error: &sys::imprint_error) -> Error {
    let bytes: Vec<u8> = error.message.iter().take_while(|one| **one != 0).map(|one| *one as u8).collect();
    Error::new(Status::from_raw(status), String::from_utf8_lossy(&bytes))
}

/// Runs a call of the C ABI.
pub(crate) fn check(call: impl FnOnce(*mut sys::imprint_error) -> i32) -> Result<()> {
    let mut error = sys::imprint_error::default();
    match call(&mut error) {
        sys::IMPRINT_OK => Ok(()),
        status => Err(error_of(status, &error)),
    }
}
