//! What calls lend to C.
use imprint_sys as sys;
use std::path::Path;
use std::ptr::null;

/// Absent when it is None.
pub(crate) fn text(value: Option<&str>) -> sys::imprint_text {
    value.map_or(sys::imprint_text { data: null(), size: 0 }, given)
}

/// Never absent: for required arguments.
pub(crate) fn given(value: &str) -> sys::imprint_text {
    sys::imprint_text { data: value.as_ptr().cast(), size: value.len() }
}

/// As the system takes it, which need not be UTF-8.
pub(crate) fn path_text(path: &Path) -> sys::imprint_text {
    use std::os::unix::ffi::OsStrExt;
    let bytes = path.as_os_str().as_bytes();
    sys::imprint_text { data: bytes.as_ptr().cast(), size: bytes.len() }
}

pub(crate) fn optional_path(path: Option<&Path>) -> sys::imprint_text {
    path.map_or(sys::imprint_text { data: null(), size: 0 }, path_text)
}

/// A whole file, lent as it is.
pub(crate) fn view(bytes: &[u8]) -> sys::imprint_byte_view {
    sys::imprint_byte_view { data: bytes.as_ptr(), size: bytes.len() }
}

/// Empty = none.
pub(crate) fn optional_view(bytes: &[u8]) -> sys::imprint_byte_view {
    sys::imprint_byte_view { data: if bytes.is_empty() { null() } else { bytes.as_ptr() }, size: bytes.len() }
}

/// Empty = none.
pub(crate) fn numbers(values: &[f64]) -> sys::imprint_number_view {
    sys::imprint_number_view { data: if values.is_empty() { null() } else { values.as_ptr() }, count: values.len() }
}

/// Text of C, borrowed; "" when it is absent.
///
/// # Safety
/// What it points to lives as long as `'a`.
pub(crate) unsafe fn str_of<'a>(text: sys::imprint_text) -> &'a str {
    if text.data.is_null() {
        return "";
    }
    std::str::from_utf8(std::slice::from_raw_parts(text.data.cast(), text.size)).unwrap_or("")
}

/// An array of characters that ends in NUL.
pub(crate) fn string_of(chars: &[std::os::raw::c_char]) -> String {
    let bytes: Vec<u8> = chars.iter().take_while(|one| **one != 0).map(|one| *one as u8).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}
