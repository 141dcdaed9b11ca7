//! Calls that are followed and calls that end early.
use crate::call::str_of;
use crate::context::Handle;
use crate::error::{check, Panicked};
use crate::{of_c, Context, Error, Result, Status};
use imprint_sys as sys;
use std::ops::ControlFlow;
use std::os::raw::{c_int, c_void};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::ptr::null_mut;
use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

/// What a call came to, for the log of a service. It never holds a secret, or anything of the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// Name of the C call, "imprint_verify".
    pub call: &'static str,
    /// None = it worked.
    pub status: Option<Status>,
    /// How long it took.
    pub duration: Duration,
    /// Of a failure.
    pub message: String,
}

type Progress = Box<dyn Fn(f64) -> ControlFlow<()> + Send + Sync>;
type EventSink = Box<dyn Fn(&Event) + Send + Sync>;

/// The callbacks of a context, and the first panic among them.
#[derive(Default)]
pub(crate) struct Callbacks {
    progress: Option<Progress>,
    event: Option<EventSink>,
    panicked: Mutex<Option<Panicked>>,
}

impl Callbacks {
    fn run<T>(&self, run: impl FnOnce() -> T) -> Option<T> {
        match catch_unwind(AssertUnwindSafe(run)) {
            Ok(answer) => Some(answer),
            Err(payload) => {
                self.panicked.lock().unwrap_or_else(|broken| broken.into_inner()).get_or_insert(Panicked::of(payload));
                None
            }
        }
    }

    /// A panic of a callback is the error of the call that it was called by, or its source.
    pub(crate) fn explain(&self, answer: Result<()>) -> Result<()> {
        match (self.panicked.lock().unwrap_or_else(|broken| broken.into_inner()).take(), answer) {
            (None, answer) => answer,
            (Some(panicked), Ok(())) => Err(Error::new(Status::Internal, "a callback panicked").caused_by(Some(panicked.into()))),
            (Some(panicked), Err(error)) => Err(error.caused_by(Some(panicked.into()))),
        }
    }
}

/// How a context's calls are followed: [`Context::follow`].
#[derive(Default)]
pub struct Follow {
    threads: u32,
    callbacks: Callbacks,
    token: Option<CancelToken>,
}

impl Follow {
    /// Nothing is followed yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Threads that one call may use; 0 = as the context that is followed.
    pub fn threads(mut self, threads: u32) -> Self {
        self.threads = threads;
        self
    }

    /// Is told how far each call is, from 0 to 1, by the thread of the call. `Break` ends the call.
    pub fn progress(mut self, progress: impl Fn(f64) -> ControlFlow<()> + Send + Sync + 'static) -> Self {
        self.callbacks.progress = Some(Box::new(progress));
        self
    }

    /// Is told of each call at its end, by its thread.
    pub fn event(mut self, event: impl Fn(&Event) + Send + Sync + 'static) -> Self {
        self.callbacks.event = Some(Box::new(event));
        self
    }

    /// The token ends the calls.
    pub fn cancel_by(mut self, token: &CancelToken) -> Self {
        self.token = Some(token.clone());
        self
    }
}

/// Ends, from any thread, the calls of the contexts that were given it. Clones are the same token.
#[derive(Clone, Default)]
pub struct CancelToken(Arc<Mutex<Cancelled>>);

#[derive(Default)]
struct Cancelled {
    yes: bool,
    handles: Vec<Weak<Handle>>,
}

impl CancelToken {
    /// One that has not been used.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends the calls that run, and every later one, with [`Status::Cancelled`].
    pub fn cancel(&self) {
        let mut state = self.0.lock().unwrap_or_else(|broken| broken.into_inner());
        state.yes = true;
        for handle in state.handles.drain(..).filter_map(|handle| handle.upgrade()) {
            // SAFETY: the handle is alive; cancelling is safe from any thread.
            unsafe { sys::imprint_context_cancel(handle.raw) }
        }
    }

    /// Whether [`CancelToken::cancel`] was called.
    pub fn is_cancelled(&self) -> bool {
        self.0.lock().unwrap_or_else(|broken| broken.into_inner()).yes
    }

    fn watch(&self, handle: &Arc<Handle>) {
        let mut state = self.0.lock().unwrap_or_else(|broken| broken.into_inner());
        if state.yes {
            // SAFETY: as above.
            unsafe { sys::imprint_context_cancel(handle.raw) }
        }
        state.handles.retain(|known| known.strong_count() > 0);
        state.handles.push(Arc::downgrade(handle));
    }
}

unsafe extern "C" fn progress(user_data: *mut c_void, done: f64) -> c_int {
    let callbacks = &*(user_data as *const Callbacks);
    match callbacks.run(|| callbacks.progress.as_ref().map_or(ControlFlow::Continue(()), |progress| progress(done))) {
        Some(ControlFlow::Continue(())) => 0,
        _ => 1,
    }
}

unsafe extern "C" fn event(user_data: *mut c_void, told: *const sys::imprint_event) {
    let callbacks = &*(user_data as *const Callbacks);
    let told = &*told;
    callbacks.run(|| {
        let status = if told.status == sys::IMPRINT_OK { None } else { Some(Status::from_raw(told.status)) };
        let event = Event { call: of_c(told.call), status, duration: Duration::from_micros(told.duration_us), message: str_of(told.message).into() };
        if let Some(sink) = &callbacks.event {
            sink(&event);
        }
    });
}

impl Context {
    /// A context with the same keys, trust and limits whose calls are followed, or ended by a token. It costs an allocation: make one
    /// for a call, or keep it. Each may be dropped before the other. What this context itself is followed by is not handed on.
    ///
    /// ```no_run
    /// # fn main() -> imprint::Result<()> {
    /// use imprint::{CancelToken, Follow, Status, VerifyOptions};
    /// use std::ops::ControlFlow;
    ///
    /// let context = imprint::Context::new()?;
    /// let token = CancelToken::new(); // a clone of it goes to whoever may say stop
    /// let followed = context.follow(Follow::new().cancel_by(&token).progress(|done| {
    ///     print!("\r{:3.0} %", 100.0 * done);
    ///     ControlFlow::Continue(())
    /// }))?;
    /// token.cancel();
    /// let error = followed.verify(b"...", &VerifyOptions::default()).unwrap_err();
    /// assert_eq!(error.status(), Status::Cancelled);
    /// # Ok(())
    /// # }
    /// ```
    pub fn follow(&self, follow: Follow) -> Result<Context> {
        let callbacks = Box::new(follow.callbacks);
        let options = sys::imprint_derive_options {
            threads: follow.threads,
            progress: callbacks.progress.as_ref().map(|_| progress as _),
            event: callbacks.event.as_ref().map(|_| event as _),
            user_data: &*callbacks as *const Callbacks as *mut c_void,
            ..Default::default()
        };
        let mut out = null_mut();
        check(|error| unsafe { sys::imprint_context_derive(self.handle.raw, &options, &mut out, error) })?;
        let child = self.child(Handle { raw: out, callbacks: Some(callbacks) });
        if let Some(token) = follow.token {
            token.watch(&child.handle);
        }
        Ok(child)
    }
}
