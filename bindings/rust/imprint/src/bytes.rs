//! Files that the library made.
use imprint_sys as sys;
use std::fmt;
use std::ops::Deref;
use std::ptr::null_mut;

/// Bytes that the library allocated, freed with this. They are a `[u8]`; `to_vec()` copies them.
pub struct Bytes(sys::imprint_bytes);

// SAFETY: plain memory that nobody else knows of.
unsafe impl Send for Bytes {}
unsafe impl Sync for Bytes {}

impl Bytes {
    pub(crate) fn none() -> Self {
        Bytes(sys::imprint_bytes { data: null_mut(), size: 0 })
    }

    /// Takes over what a call wrote into a struct of C.
    pub(crate) fn own(bytes: sys::imprint_bytes) -> Self {
        Bytes(bytes)
    }

    /// For a call to write into.
    pub(crate) fn out(&mut self) -> *mut sys::imprint_bytes {
        &mut self.0
    }

    /// None when the library made nothing.
    pub(crate) fn some(self) -> Option<Self> {
        if self.0.data.is_null() {
            None
        } else {
            Some(self)
        }
    }
}

impl Deref for Bytes {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        if self.0.data.is_null() {
            return &[];
        }
        // SAFETY: the library wrote `size` bytes there, and they live until drop().
        unsafe { std::slice::from_raw_parts(self.0.data, self.0.size) }
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        self
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Bytes({})", self.len())
    }
}

impl Drop for Bytes {
    fn drop(&mut self) {
        // SAFETY: made by the library, or zero.
        unsafe { sys::imprint_bytes_free(&mut self.0) }
    }
}
