//! Who signs: a key in PEM, or a function for a key that stays in its place.
use crate::call::{given, text};
use crate::error::{Cause, Panicked};
use crate::manifest::ManifestOptions;
use crate::{Error, Status};
use imprint_sys as sys;
use std::os::raw::{c_int, c_void};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::ptr::null;
use std::sync::Mutex;

/// Answers a request: bytes to sign, or a TimeStampReq in DER. Called by the thread of the call, of a batch by several.
pub type Exchange<'a> = dyn Fn(&[u8]) -> Result<Vec<u8>, Cause> + Sync + 'a;

/// Who signs manifests, or labels.
#[derive(Clone, Copy, Default)]
pub struct Signer<'a> {
    /// PEM, the signer's first; for labels also a PUBLIC KEY.
    pub certificates: &'a str,
    /// PEM, unencrypted; None with `sign`.
    pub private_key: Option<&'a str>,
    /// ES256, ES384, ES512, PS256, PS384, PS512, Ed25519; for labels SM2, ES256, RS256. None = the key's own, with `sign` ES256.
    pub algorithm: Option<&'a str>,
    /// Signs the request itself, not a digest; for elliptic curves r then s, of fixed width. Its error becomes the source of the call's.
    pub sign: Option<&'a Exchange<'a>>,
    /// Answers a TimeStampReq by a TimeStampResp (RFC 3161). None = no time-stamp.
    pub time_stamp: Option<&'a Exchange<'a>>,
}

/// A signer for the time of one call.
struct Signing<'a> {
    signer: &'a Signer<'a>,
    cause: Mutex<Option<Cause>>,
}

/// Structs that others point to, for the time of one call.
#[derive(Default)]
#[allow(clippy::vec_box)] // their addresses are given away before the next one comes
pub(crate) struct Lent<'a> {
    signers: Vec<Box<sys::imprint_signer>>,
    signings: Vec<Box<Signing<'a>>>,
    manifests: Vec<Box<sys::imprint_manifest_options>>,
}

impl<'a> Lent<'a> {
    pub(crate) fn signer(&mut self, signer: Option<&'a Signer<'a>>) -> *const sys::imprint_signer {
        let signer = match signer {
            Some(signer) => signer,
            None => return null(),
        };
        let signing = Box::new(Signing { signer, cause: Mutex::new(None) });
        let raw = Box::new(sys::imprint_signer {
            certificates: given(signer.certificates),
            private_key: text(signer.private_key),
            algorithm: text(signer.algorithm),
            sign: signer.sign.map(|_| sign as _),
            time_stamp: signer.time_stamp.map(|_| time_stamp as _),
            user_data: &*signing as *const Signing as *mut c_void,
            ..Default::default()
        });
        self.signings.push(signing);
        self.signers.push(raw);
        &**self.signers.last().expect("just pushed")
    }

    pub(crate) fn manifest(&mut self, options: Option<&ManifestOptions<'_>>) -> *const sys::imprint_manifest_options {
        match options {
            Some(options) => {
                self.manifests.push(Box::new(options.raw()));
                &**self.manifests.last().expect("just pushed")
            }
            None => null(),
        }
    }

    /// Adds what a signer said to the error that came of it.
    pub(crate) fn explain(&self, error: Error) -> Error {
        if !matches!(error.status(), Status::Signer | Status::TimeStamp) {
            return error;
        }
        let said = self.signings.iter().find_map(|signing| signing.cause.lock().unwrap_or_else(|broken| broken.into_inner()).take());
        error.caused_by(said)
    }
}

/// Where C wants an answer.
struct Room {
    data: *mut u8,
    capacity: usize,
    size: *mut usize,
}

impl Room {
    unsafe fn fill(&self, answer: &[u8]) -> Result<(), Cause> {
        if answer.len() > self.capacity {
            return Err(format!("an answer of {} bytes exceeds the room of {}", answer.len(), self.capacity).into());
        }
        std::ptr::copy_nonoverlapping(answer.as_ptr(), self.data, answer.len());
        *self.size = answer.len();
        Ok(())
    }
}

/// Runs one exchange; an error or a panic is kept, and answered by a number.
unsafe fn exchange(signing: &Signing<'_>, ask: Option<&Exchange<'_>>, request: sys::imprint_byte_view, room: Room) -> c_int {
    let request = std::slice::from_raw_parts(request.data, request.size);
    let answer = match catch_unwind(AssertUnwindSafe(|| ask.map_or_else(|| Err("there is nobody to ask".into()), |ask| ask(request)))) {
        Ok(answer) => answer,
        Err(payload) => Err(Panicked::of(payload).into()),
    };
    match answer.and_then(|answer| room.fill(&answer)) {
        Ok(()) => 0,
        Err(cause) => {
            signing.cause.lock().unwrap_or_else(|broken| broken.into_inner()).get_or_insert(cause);
            1
        }
    }
}

unsafe extern "C" fn sign(user_data: *mut c_void, request: sys::imprint_byte_view, answer: *mut u8, capacity: usize, size: *mut usize) -> c_int {
    let signing = &*(user_data as *const Signing);
    exchange(signing, signing.signer.sign, request, Room { data: answer, capacity, size })
}

unsafe extern "C" fn time_stamp(
    user_data: *mut c_void,
    request: sys::imprint_byte_view,
    answer: *mut u8,
    capacity: usize,
    size: *mut usize,
) -> c_int {
    let signing = &*(user_data as *const Signing);
    exchange(signing, signing.signer.time_stamp, request, Room { data: answer, capacity, size })
}
