//! Views of the caller's pixels.
use crate::{Error, PixelFormat, Result};
use imprint_sys as sys;
use std::os::raw::c_void;

/// Pixels that are read: interleaved samples of a layout of the C ABI, row 0 on top, 16-bit samples in native byte order.
#[derive(Clone, Copy)]
pub struct Pixels<'a> {
    samples: &'a [u8],
    raw: Shape,
}

/// Pixels that a call changes.
pub struct PixelsMut<'a> {
    samples: &'a mut [u8],
    raw: Shape,
}

#[derive(Clone, Copy)]
struct Shape {
    width_px: u32,
    height_px: u32,
    stride_bytes: usize,
    format: PixelFormat,
}

fn bytes_per_pixel(format: PixelFormat) -> Option<usize> {
    Some(match format {
        PixelFormat::Gray8 => 1,
        PixelFormat::Gray16 => 2,
        PixelFormat::Rgb8 | PixelFormat::Bgr8 => 3,
        PixelFormat::Rgba8 | PixelFormat::Bgra8 => 4,
        PixelFormat::Rgb16 => 6,
        PixelFormat::Rgba16 => 8,
        PixelFormat::Other(_) => return None,
    })
}

impl Shape {
    /// A shape that `length` bytes hold.
    fn of(length: usize, width_px: u32, height_px: u32, stride_bytes: Option<usize>, format: PixelFormat) -> Result<Self> {
        let refused = || Error::refused(format!("{length} bytes do not hold {width_px} x {height_px} pixels of {format:?}"));
        let row = bytes_per_pixel(format).and_then(|size| size.checked_mul(width_px as usize)).ok_or_else(refused)?;
        let stride_bytes = stride_bytes.unwrap_or(row);
        let needed = (height_px as usize).checked_sub(1).and_then(|rows| rows.checked_mul(stride_bytes)).and_then(|above| above.checked_add(row));
        match needed {
            Some(needed) if row > 0 && stride_bytes >= row && needed <= length => Ok(Shape { width_px, height_px, stride_bytes, format }),
            _ => Err(refused()),
        }
    }

    fn image(&self, data: *mut c_void) -> sys::imprint_image {
        sys::imprint_image { data, width_px: self.width_px, height_px: self.height_px, stride_bytes: self.stride_bytes, format: self.format.to_raw() }
    }
}

/// 16-bit samples as the bytes that they are.
fn bytes_of(samples: &[u16]) -> &[u8] {
    // SAFETY: every u16 is two bytes, and bytes need no alignment.
    unsafe { std::slice::from_raw_parts(samples.as_ptr().cast(), samples.len() * 2) }
}

fn bytes_of_mut(samples: &mut [u16]) -> &mut [u8] {
    // SAFETY: as above, and any two bytes are a u16.
    unsafe { std::slice::from_raw_parts_mut(samples.as_mut_ptr().cast(), samples.len() * 2) }
}

impl<'a> Pixels<'a> {
    /// Rows without a gap.
    pub fn new(samples: &'a [u8], width_px: u32, height_px: u32, format: PixelFormat) -> Result<Self> {
        Ok(Pixels { raw: Shape::of(samples.len(), width_px, height_px, None, format)?, samples })
    }

    /// Rows that are `stride_bytes` apart.
    pub fn with_stride(samples: &'a [u8], width_px: u32, height_px: u32, stride_bytes: usize, format: PixelFormat) -> Result<Self> {
        Ok(Pixels { raw: Shape::of(samples.len(), width_px, height_px, Some(stride_bytes), format)?, samples })
    }

    /// Rows of 16-bit samples without a gap.
    pub fn of_u16(samples: &'a [u16], width_px: u32, height_px: u32, format: PixelFormat) -> Result<Self> {
        Pixels::new(bytes_of(samples), width_px, height_px, format)
    }

    /// For calls that only read.
    pub(crate) fn image(&self) -> sys::imprint_image {
        self.raw.image(self.samples.as_ptr() as *mut c_void)
    }
}

impl<'a> PixelsMut<'a> {
    /// Rows without a gap.
    pub fn new(samples: &'a mut [u8], width_px: u32, height_px: u32, format: PixelFormat) -> Result<Self> {
        Ok(PixelsMut { raw: Shape::of(samples.len(), width_px, height_px, None, format)?, samples })
    }

    /// Rows that are `stride_bytes` apart.
    pub fn with_stride(samples: &'a mut [u8], width_px: u32, height_px: u32, stride_bytes: usize, format: PixelFormat) -> Result<Self> {
        Ok(PixelsMut { raw: Shape::of(samples.len(), width_px, height_px, Some(stride_bytes), format)?, samples })
    }

    /// Rows of 16-bit samples without a gap.
    pub fn of_u16(samples: &'a mut [u16], width_px: u32, height_px: u32, format: PixelFormat) -> Result<Self> {
        PixelsMut::new(bytes_of_mut(samples), width_px, height_px, format)
    }

    /// The same pixels, to be read.
    pub fn view(&self) -> Pixels<'_> {
        Pixels { samples: self.samples, raw: self.raw }
    }

    pub(crate) fn image(&mut self) -> sys::imprint_image {
        self.raw.image(self.samples.as_mut_ptr().cast())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_that_the_bytes_do_not_hold_is_refused() {
        let bytes = [0; 60];
        assert!(Pixels::new(&bytes, 4, 5, PixelFormat::Rgb8).is_ok());
        assert!(Pixels::with_stride(&bytes, 3, 5, 12, PixelFormat::Rgb8).is_ok());
        for (width, height, stride, format) in [
            (4, 6, 12, PixelFormat::Rgb8),
            (5, 5, 12, PixelFormat::Rgb8),
            (0, 5, 12, PixelFormat::Rgb8),
            (4, 0, 12, PixelFormat::Rgb8),
            (u32::MAX, u32::MAX, usize::MAX, PixelFormat::Rgba16),
            (4, 5, 12, PixelFormat::Other(99)),
        ] {
            assert!(Pixels::with_stride(&bytes, width, height, stride, format).is_err(), "{width} x {height}");
        }
    }
}
