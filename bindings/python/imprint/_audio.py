"""Sound in memory: streams that embed and that detect, and samples on their way to the border and back. numpy is not needed."""
from __future__ import annotations

import sys
import threading
from array import array
from typing import TYPE_CHECKING, Any, Callable, Optional, Union

from . import _results as results
from ._arena import Arena
from ._generated import DetectOptions, EmbedOptions, SampleFormat
from ._raw import ffi, lib
from ._results import AudibleFound, Detection, EmbedResult

if TYPE_CHECKING:
    from ._context import Context

Samples = Any  # numpy.ndarray, array.array, bytes, bytearray, memoryview: anything that has a buffer
Kind = Union[SampleFormat, str, int]
Failing = Callable[..., None]  # Context._check

_BYTES = {SampleFormat.FLOAT32: 4, SampleFormat.INT16: 2, SampleFormat.INT24: 3, SampleFormat.INT32: 4}
_CODES = {SampleFormat.FLOAT32: "f", SampleFormat.INT16: "h", SampleFormat.INT24: "", SampleFormat.INT32: "i"}  # of the struct module
_RAW = ("B", "b", "c")  # bytes, which are taken as they are
_BY_CODE = {"f": SampleFormat.FLOAT32, "h": SampleFormat.INT16, "i": SampleFormat.INT32}


def kind_of(samples: Kind) -> SampleFormat:
    """A format by its name in small letters, or the constant."""
    try:
        kind = SampleFormat[samples.upper()] if isinstance(samples, str) else SampleFormat(samples)
    except (KeyError, ValueError):
        raise ValueError(f"samples are float32, int16, int24 or int32, not {samples!r}") from None
    return SampleFormat.FLOAT32 if kind == SampleFormat.DEFAULT else kind


def _code(view: memoryview) -> str:
    code = view.format.lstrip("@")
    return "i" if code == "l" and view.itemsize == 4 else code


def _view_of(sound: Samples) -> memoryview:
    try:
        return memoryview(sound)
    except TypeError:
        raise TypeError(f"samples are an array or bytes, not {type(sound).__name__}") from None


class Sound:
    """The caller's samples as the border sees them: whole frames, for the time of a call. Those that do not lie in one piece are copied."""

    def __init__(self, sound: Samples, kind: SampleFormat, channels: int) -> None:
        view = _view_of(sound)
        if _code(view) != _CODES[kind] and _code(view) not in _RAW:
            raise ValueError(f"an array of {view.format!r} is not taken where samples are {kind.name.lower()}")
        shape = tuple(view.shape or ())
        if len(shape) > 2 or len(shape) == 2 and shape[1] != channels:
            raise ValueError(f"an array of shape {shape} is not taken: give (frames,) or (frames, {channels})")
        # Of a memoryview a copy, as Arena.bytes() says; arrays are lent as they are.
        self.data = ffi.from_buffer(view.tobytes() if isinstance(sound, memoryview) or not view.c_contiguous else sound)
        self.frames, rest = divmod(view.nbytes, max(channels, 1) * _BYTES[kind])
        if rest:
            raise ValueError(f"{view.nbytes} bytes are no whole frames of {channels} {kind.name.lower()} samples")


def _back_to(like: Samples, channels: int) -> Callable[[bytes], Samples]:
    """Makes samples of the kind that came in: numpy's arrays and array.array, of all else bytes. It does not hold what came in."""
    numpy: Any = sys.modules.get("numpy")
    if numpy is not None and isinstance(like, numpy.ndarray):
        dtype, shape = like.dtype, (-1, channels) if like.ndim == 2 else (-1,)
        return lambda data: numpy.frombuffer(bytearray(data), dtype).reshape(shape)
    if isinstance(like, array):
        code = like.typecode
        return lambda data: array(code, data)
    return lambda data: data


def format_of(arena: Arena, rate_hz: int, channels: int, kind: SampleFormat) -> Any:
    out = arena.struct("imprint_audio_format")
    out.rate_hz, out.channels, out.samples = rate_hz, channels, int(kind)
    return out


class _Stream:
    """A handle that is used by one thread at a time: the others wait."""

    def __init__(self, handle: Any, destroy: Callable[[Any], None], check: Failing, kind: SampleFormat, channels: int) -> None:
        self._handle = handle
        self._destroy = destroy
        self._check = check
        self._kind = kind
        self._channels = channels
        self._lock = threading.Lock()

    def close(self) -> None:
        """Frees the stream; also at the end of a ``with`` block, and when nothing refers to it any more."""
        with self._lock:
            handle, self._handle = self._handle, None
        if handle is not None:
            self._destroy(handle)

    def __del__(self) -> None:
        if getattr(self, "_handle", None) is not None and lib is not None:  # at the end of the process modules go first
            self.close()

    def _run(self, function: Any, *arguments: Any) -> None:
        with self._lock:
            if self._handle is None:
                raise ValueError("the stream is closed")
            self._check(Arena(), function, self._handle, *arguments)


class AudioEmbedder(_Stream):
    """Hides a watermark in a stream of sound; made by Context.audio_embedder(). Memory does not grow with its length."""

    def __init__(self, handle: Any, check: Failing, kind: SampleFormat, channels: int) -> None:
        super().__init__(handle, lib.imprint_audio_embedder_destroy, check, kind, channels)
        self._delay = int(lib.imprint_audio_embedder_get_delay(handle))
        self._back: Callable[[bytes], Samples] = bytes  # to the kind of the last samples, which flush() gives too

    def __enter__(self) -> "AudioEmbedder":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def process(self, sound: Samples) -> Samples:
        """Takes the next frames and gives marked ones, at most 30 ms behind: an array for an array, bytes for bytes. On an error nothing was
        taken."""
        given, back = Sound(sound, self._kind, self._channels), _back_to(sound, self._channels)
        out = self._give(given.frames + self._delay, lib.imprint_audio_embedder_process, given.data, given.frames)
        self._back = back
        return back(out)

    def flush(self) -> Samples:
        """Gives the frames that are still owed, in the kind of the last ones. Nothing can be taken afterwards."""
        return self._back(self._give(self._delay, lib.imprint_audio_embedder_flush))

    def result(self) -> EmbedResult:
        """What was done so far: ``depth_db`` and ``marked_s``."""
        result = Arena().struct("imprint_embed_result")
        self._run(lib.imprint_audio_embedder_get_result, result)
        return results.embed_result(result)

    def _give(self, capacity: int, function: Any, *arguments: Any) -> bytes:
        frame = self._channels * _BYTES[self._kind]
        out, written = ffi.new("uint8_t[]", capacity * frame), ffi.new("size_t*")
        self._run(function, *arguments, out, capacity, written)
        return bytes(ffi.buffer(out, int(written[0]) * frame))


class AudioDetector(_Stream):
    """Looks for a watermark in a stream of sound; made by Context.audio_detector(). Memory does not grow with its length."""

    def __init__(self, handle: Any, check: Failing, kind: SampleFormat, channels: int) -> None:
        super().__init__(handle, lib.imprint_audio_detector_destroy, check, kind, channels)

    def __enter__(self) -> "AudioDetector":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def process(self, sound: Samples) -> bool:
        """Takes the next frames; true once a mark is found, after which it looks no further."""
        given, done = Sound(sound, self._kind, self._channels), ffi.new("uint32_t*")
        self._run(lib.imprint_audio_detector_process, given.data, given.frames, done)
        return bool(done[0])

    def finish(self) -> Detection:
        """Looks at what is left, and says what was found. Nothing can be taken afterwards."""
        self._run(lib.imprint_audio_detector_finish)
        return self.result()

    def result(self) -> Detection:
        """What is known so far."""
        result = Arena().struct("imprint_detection")
        self._run(lib.imprint_audio_detector_get_result, result)
        return results.detection(result)


def make_embedder(context: "Context", rate_hz: int, channels: int, kind: SampleFormat, payload: int, options: EmbedOptions) -> AudioEmbedder:
    arena, out = Arena(), ffi.new("imprint_audio_embedder**")
    context._run(arena, lib.imprint_audio_embedder_create, format_of(arena, rate_hz, channels, kind), payload,
                 arena.struct("imprint_embed_options", options), out)
    return AudioEmbedder(out[0], context._check, kind, channels)


def make_detector(context: "Context", rate_hz: int, channels: int, kind: SampleFormat, options: DetectOptions) -> AudioDetector:
    arena, out = Arena(), ffi.new("imprint_audio_detector**")
    context._run(arena, lib.imprint_audio_detector_create, format_of(arena, rate_hz, channels, kind),
                 arena.struct("imprint_detect_options", options), out)
    return AudioDetector(out[0], context._check, kind, channels)


def make_label(context: "Context", programme_lufs: float, rate_hz: int, channels: int, kind: SampleFormat) -> Samples:
    arena, frames = Arena(), ffi.new("size_t*")
    form = format_of(arena, rate_hz, channels, kind)
    context._run(arena, lib.imprint_audible_label_make, form, programme_lufs, ffi.NULL, 0, frames)
    out = ffi.new("uint8_t[]", int(frames[0]) * channels * _BYTES[kind])
    context._run(arena, lib.imprint_audible_label_make, form, programme_lufs, out, int(frames[0]), frames)
    data = bytes(ffi.buffer(out))
    return array(_CODES[kind], data) if _CODES[kind] else data


def find_label(context: "Context", sound: Samples, rate_hz: int, channels: int, samples: Optional[Kind]) -> AudibleFound:
    arena, found = Arena(), Arena().struct("imprint_audible_found")
    kind = _told(sound) if samples is None else kind_of(samples)
    given = Sound(sound, kind, channels)
    context._run(arena, lib.imprint_audible_label_find, format_of(arena, rate_hz, channels, kind), given.data, given.frames, found)
    return results.audible_found(found)


def _told(sound: Samples) -> SampleFormat:
    code = _code(_view_of(sound))
    if code not in _BY_CODE:
        raise ValueError(f"an array of {code!r} does not say what its samples are: say it, such as samples='int16'")
    return _BY_CODE[code]
