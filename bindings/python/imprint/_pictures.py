"""Pixels: numpy arrays and PIL images, to the border's view of them and back. Neither package is needed until one of its objects comes."""
from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Callable, Optional, Tuple

from ._arena import Arena
from ._generated import PixelFormat
from ._raw import ffi

if TYPE_CHECKING:
    Image = Any

_PIL_FORMATS = {"RGB": PixelFormat.RGB8, "RGBA": PixelFormat.RGBA8, "L": PixelFormat.GRAY8}
_FORMATS = {
    ("RGB", 3, 1): PixelFormat.RGB8,
    ("RGB", 4, 1): PixelFormat.RGBA8,
    ("BGR", 3, 1): PixelFormat.BGR8,
    ("BGR", 4, 1): PixelFormat.BGRA8,
    ("RGB", 1, 1): PixelFormat.GRAY8,
    ("BGR", 1, 1): PixelFormat.GRAY8,
    ("RGB", 3, 2): PixelFormat.RGB16,
    ("RGB", 4, 2): PixelFormat.RGBA16,
    ("RGB", 1, 2): PixelFormat.GRAY16,
    ("BGR", 1, 2): PixelFormat.GRAY16,
}


def _is_pil(value: Any) -> bool:
    module = sys.modules.get("PIL.Image")
    return module is not None and isinstance(value, module.Image)


def _is_array(value: Any) -> bool:
    module = sys.modules.get("numpy")
    return module is not None and isinstance(value, module.ndarray)


def is_picture(value: Any) -> bool:
    return _is_pil(value) or _is_array(value)


class Pixels:
    """A copy of the caller's pixels as the border sees them; back() makes of it what the caller gave."""

    def __init__(self, view: Any, back: Callable[[], Any]) -> None:
        self.view = view
        self.back = back


def pixels_of(value: Any, order: str, arena: Arena) -> Pixels:
    """``value`` is a PIL image, or an array of shape (height, width), (height, width, 1), (…, 3) or (…, 4): uint8, uint16, or floats in [0, 1]."""
    if _is_pil(value):
        return _from_pil(value, arena)
    if _is_array(value):
        return _from_array(value, order, arena)
    raise TypeError(f"a PIL image or a numpy array is needed, not {type(value).__name__}")


def _view(arena: Arena, data: Any, width: int, height: int, stride: int, kind: PixelFormat) -> Any:
    out = arena.keep(ffi.new("imprint_image*"))
    out.data, out.width_px, out.height_px, out.stride_bytes, out.format = data, width, height, stride, int(kind)
    return out


def _from_pil(image: Any, arena: Arena) -> Pixels:
    module = sys.modules["PIL.Image"]
    if image.mode in ("1", "P", "LA", "PA"):  # what these store is no colour of a pixel
        image = image.convert("RGBA" if image.mode in ("LA", "PA") or "transparency" in image.info else "L" if image.mode == "1" else "RGB")
    if image.mode not in _PIL_FORMATS:
        raise ValueError(f"a PIL image of mode {image.mode} is not taken: convert it to RGB, RGBA or L")
    kind, mode = _PIL_FORMATS[image.mode], image.mode
    samples = arena.keep(bytearray(image.tobytes()))
    buffer = arena.keep(ffi.from_buffer("uint8_t[]", samples))

    def back() -> Any:
        out = module.frombytes(mode, image.size, bytes(samples))
        out.info = dict(image.info)
        return out

    return Pixels(_view(arena, buffer, image.width, image.height, image.width * len(mode), kind), back)


def _samples(array: Any) -> Tuple[Any, Optional[Callable[[Any], Any]]]:
    """Unsigned samples, and the way back from them for other kinds of numbers."""
    numpy = sys.modules["numpy"]
    if array.dtype in (numpy.uint8, numpy.uint16):
        return numpy.array(array, order="C", copy=True), None
    if array.dtype == numpy.bool_ or not numpy.issubdtype(array.dtype, numpy.floating):
        raise ValueError(f"an array of {array.dtype} is not taken: give uint8, uint16, or floats in [0, 1]")
    if array.size and (not numpy.isfinite(array).all() or array.min() < -1e-3 or array.max() > 1 + 1e-3):
        raise ValueError("floats have to lie in [0, 1]: divide by 255, or give uint8")
    wide = numpy.rint(numpy.clip(array, 0, 1) * 65535).astype(numpy.uint16)
    return wide, lambda samples: (samples / 65535.0).astype(array.dtype)


def _from_array(array: Any, order: str, arena: Arena) -> Pixels:
    numpy = sys.modules["numpy"]
    if array.ndim not in (2, 3):
        raise ValueError(f"an array of shape {array.shape} is not taken: give (height, width) or (height, width, channels)")
    samples, restore = _samples(array)
    channels = 1 if array.ndim == 2 else array.shape[2]
    swapped = order == "BGR" and samples.itemsize == 2 and channels >= 3  # the border has no BGR of 16 bits
    if swapped:
        samples = numpy.ascontiguousarray(samples[..., [2, 1, 0] + [3] * (channels - 3)])
    kind = _FORMATS.get(("RGB" if swapped else order, channels, samples.itemsize))
    if kind is None:
        raise ValueError(f"an array of {channels} channels in the order {order} is not taken: 1, 3 or 4 channels, RGB or BGR")
    arena.keep(samples)
    buffer = arena.keep(ffi.from_buffer("uint8_t[]", samples.reshape(-1).view(numpy.uint8), require_writable=True))

    def back() -> Any:
        out = samples[..., [2, 1, 0] + [3] * (channels - 3)] if swapped else samples
        return restore(out) if restore else out

    stride = samples.shape[1] * channels * samples.itemsize
    return Pixels(_view(arena, buffer, array.shape[1], array.shape[0], stride, kind), back)
