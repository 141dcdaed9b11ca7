"""The context, and every call that takes one."""
from __future__ import annotations

import dataclasses
import os
from typing import IO, Any, Callable, Dict, Iterable, Iterator, List, Optional, Sequence, Type, TypeVar, Union

from . import _audio as audio
from . import _results as results
from ._arena import Arena, BytesLike, PathLike
from ._audio import AudioDetector, AudioEmbedder
from ._errors import Error
from ._follow import Cancel, Event, Progress, derived
from ._generated import (ERRORS, AigcLabel, ContextOptions, DetectOptions, EmbedOptions, LabelFindOptions, LabelOptions, LintOptions,
                         ManifestOptions, MarkOptions, PictureFormat, PropagateOptions, TransplantOptions, TrustUse, VerifyOptions)
from ._pictures import is_picture, pixels_of
from ._raw import ffi, lib
from ._results import AudibleFound, Detection, LabelFound, Marked, Outcome, Report
from ._signer import Signer

Source = Union[BytesLike, PathLike, IO[bytes]]
Options = TypeVar("Options")

KEY_BYTES = 32
_FORMATS = {"png": PictureFormat.PNG, "jpeg": PictureFormat.JPEG, "jpg": PictureFormat.JPEG, "webp": PictureFormat.WEBP}
_USES = {"signer": TrustUse.SIGNER, "tsa": TrustUse.TSA, "leaf": TrustUse.LEAF}
_BATCH = 256  # files whose reports and outputs are in memory at once


def raise_for(status: int, message: str, cause: Optional[BaseException] = None) -> None:
    if status == 0:
        return
    # No name for what is raised: its own frame would hold it, in a cycle with everything that the call was given.
    raise ERRORS.get(status, Error)(status, message) from cause


def _message(error: Any) -> str:
    return str(ffi.string(error.message).decode("utf-8", "replace"))


def merged(kind: Type[Options], options: Optional[Options], named: Dict[str, Any]) -> Options:
    """Options with what the keywords say over it. A name that there is not is a TypeError that lists those that there are."""
    base = options if options is not None else kind()
    if not isinstance(base, kind):
        raise TypeError(f"options are {kind.__name__}, not {type(base).__name__}")
    names = {field.name for field in dataclasses.fields(base)}
    unknown = sorted(set(named) - names)
    if unknown:
        raise TypeError(f"{kind.__name__} has no {', '.join(unknown)}; it has {', '.join(sorted(names))}")
    return dataclasses.replace(base, **named) if named else base


def is_path(source: Any) -> bool:
    return isinstance(source, (str, os.PathLike))


def _content(source: Any) -> Any:
    """The bytes of a source that is no path."""
    if hasattr(source, "read"):
        source = source.read()
    if not isinstance(source, (bytes, bytearray, memoryview)):
        raise TypeError(f"bytes, a path or a binary file is needed, not {type(source).__name__}")
    return source


def _taken(out: Any) -> bytes:
    """The bytes of an imprint_bytes, which is freed."""
    try:
        return bytes(ffi.buffer(out.data, out.size)) if out.data != ffi.NULL else b""
    finally:
        lib.imprint_bytes_free(out)


class Context:
    """Keys, trust and limits; one for a process is enough, and any number of threads may use it once it is set up.

    ``options`` and its members as keywords are imprint_context_options of imprint.h, such as ``threads`` and ``max_pixels``. A context is
    closed by ``close()``, at the end of a ``with`` block, or when nothing refers to it any more.
    """

    def __init__(self, options: Optional[ContextOptions] = None, *, keys: Iterable[bytes] = (), event: Optional[Callable[[Event], None]] = None,
                 **named: Any) -> None:
        arena = Arena()
        out = ffi.new("imprint_context**")
        self._handle: Any = None
        self._event = event
        self._check(arena, lib.imprint_context_create, arena.struct("imprint_context_options", merged(ContextOptions, options, named)), out)
        self._handle = out[0]
        for key in keys:
            self.add_key(key)

    def close(self) -> None:
        """Wipes the keys. No call may be running."""
        handle, self._handle = self._handle, None
        if handle is not None:
            lib.imprint_context_destroy(handle)

    def __enter__(self) -> "Context":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        if getattr(self, "_handle", None) is not None and lib is not None:  # at the end of the process modules go first
            self.close()

    @staticmethod
    def _check(arena: Arena, function: Any, *arguments: Any) -> None:
        error = ffi.new("imprint_error*")
        status = function(*arguments, error)
        # What a callback raised is the cause; after a call that succeeded all the same it is raised itself.
        if arena.failures and (status == 0 or isinstance(arena.failures[0], (KeyboardInterrupt, SystemExit))):
            raise arena.failures.pop(0)
        raise_for(status, _message(error), arena.failures.pop(0) if arena.failures else None)

    @property
    def _context(self) -> Any:
        if self._handle is None:
            raise ValueError("the context is closed")
        return self._handle

    def _run(self, arena: Arena, function: Any, *arguments: Any, progress: Optional[Progress] = None, cancel: Optional[Cancel] = None) -> None:
        with derived(self._context, arena, progress, cancel, self._event) as context:
            self._check(arena, function, context, *arguments)

    # ---- Keys and trust: before other threads use the context ----

    def add_key(self, key: bytes) -> str:
        """Adds a private watermark key of 32 bytes; returns its id."""
        return self._add_key(lib.imprint_context_add_key, key)

    def add_mark_id_key(self, key: bytes) -> str:
        """Adds a mark_id key, a secret of another kind; returns its id."""
        return self._add_key(lib.imprint_context_add_mark_id_key, key)

    def _add_key(self, function: Any, key: bytes) -> str:
        if len(key) != KEY_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes, not {len(key)}")
        id_out = ffi.new("char[]", 17)
        self._check(Arena(), function, self._context, bytes(key), id_out)
        return str(ffi.string(id_out).decode("ascii"))

    def set_ffmpeg(self, program: PathLike) -> None:
        """Names the program ffmpeg, a path or a name that PATH knows, by which M4A is decoded and coded."""
        arena = Arena()
        self._check(arena, lib.imprint_context_set_ffmpeg, self._context, arena.path(program))

    def add_trust(self, pem: str, producer_code: Optional[str] = None) -> None:
        """Trusts keys and certificates for the signatures in SecurityData, of one producer alone if his code is given."""
        arena = Arena()
        if producer_code is None:
            self._check(arena, lib.imprint_context_add_trust, self._context, arena.text(pem))
        else:
            self._check(arena, lib.imprint_context_add_trust_for, self._context, arena.text(producer_code), arena.text(pem))

    def add_manifest_trust(self, pem: str, use: str = "signer") -> None:
        """Trusts certificates for signed manifests; ``use`` is signer, tsa or leaf."""
        arena = Arena()
        self._check(arena, lib.imprint_context_add_manifest_trust, self._context, int(_USES[use]), arena.text(pem))

    def warm_up(self) -> None:
        """Makes the first call of a process as fast as the others."""
        self._run(Arena(), lib.imprint_context_warm_up)

    # ---- Marking, verifying, propagating ----

    def mark(self, source: Any, producer: str, produce_id: str, *, out: Union[PathLike, IO[bytes], None] = None, replace: bool = False,
             format: Optional[str] = None, order: str = "RGB", options: Optional[MarkOptions] = None, progress: Optional[Progress] = None,
             cancel: Optional[Cancel] = None, **named: Any) -> Marked:
        """Labels a generated picture: every layer, in the lawful order, read back.

        ``source`` is bytes, a path, a binary file, a PIL image or a numpy array (``order`` RGB or BGR); ``out`` a path or a binary file, else
        the result has ``data``. ``format`` (png, jpeg, webp) is what pixels are encoded as, and what a file is converted to. Further
        keywords are members of MarkOptions.
        """
        arena = Arena()
        wanted = merged(MarkOptions, options, named)
        if format is not None:
            wanted = dataclasses.replace(wanted, convert_to=_FORMATS[format.lower()])
        c_options = arena.struct("imprint_mark_options", wanted)
        names = (arena.text(producer), arena.text(produce_id), c_options)
        if is_picture(source):
            return self._write(arena, lib.imprint_mark_image, (pixels_of(source, order, arena).view, *names), out, replace, progress, cancel)
        return self._from_source(arena, lib.imprint_mark, lib.imprint_mark_path, source, names, out, replace, progress, cancel)

    def finish(self, source: Source, producer: str, produce_id: str, *, out: Union[PathLike, IO[bytes], None] = None, replace: bool = False,
               options: Optional[MarkOptions] = None, progress: Optional[Progress] = None, cancel: Optional[Cancel] = None, **named: Any) -> Marked:
        """The rest of mark() for a picture that was drawn on, marked and encoded by the program itself."""
        arena = Arena()
        names = (arena.text(producer), arena.text(produce_id), arena.struct("imprint_mark_options", merged(MarkOptions, options, named)))
        return self._write(arena, lib.imprint_finish, (arena.bytes(self._bytes(source)), *names), out, replace, progress, cancel)

    def verify(self, source: Source, *, options: Optional[VerifyOptions] = None, progress: Optional[Progress] = None,
               cancel: Optional[Cancel] = None, **named: Any) -> Report:
        """The evidence of every layer of a file, and the verdict. Keywords are members of VerifyOptions."""
        arena = Arena()
        c_options = arena.struct("imprint_verify_options", merged(VerifyOptions, options, named))
        out = ffi.new("imprint_report**")
        if is_picture(source):
            raise TypeError("pixels have no metadata to verify: give the file, or look for a watermark in them with detect()")
        if is_path(source):
            self._run(arena, lib.imprint_verify_path, arena.path(source), c_options, out, progress=progress, cancel=cancel)  # type: ignore[arg-type]
        else:
            self._run(arena, lib.imprint_verify, arena.bytes(_content(source)), c_options, out, progress=progress, cancel=cancel)
        return results.report(out[0])

    def propagate(self, source: Source, propagator: str, propagate_id: str, *, out: Union[PathLike, IO[bytes], None] = None, replace: bool = False,
                  options: Optional[PropagateOptions] = None, progress: Optional[Progress] = None, cancel: Optional[Cancel] = None,
                  **named: Any) -> Marked:
        """A platform's propagation elements. ``data`` is None when no case of Art. 6 applies: the report's state says which."""
        arena = Arena()
        names = (arena.text(propagator), arena.text(propagate_id), arena.struct("imprint_propagate_options", merged(PropagateOptions, options, named)))
        return self._from_source(arena, lib.imprint_propagate, lib.imprint_propagate_path, source, names, out, replace, progress, cancel)

    def transplant(self, source: Source, to: Source, *, out: Union[PathLike, IO[bytes], None] = None, replace: bool = False,
                   options: Optional[TransplantOptions] = None, cancel: Optional[Cancel] = None, **named: Any) -> Marked:
        """The label of ``source`` into ``to``, its re-encoded or resized copy."""
        arena = Arena()
        arguments = (arena.bytes(self._bytes(source)), arena.bytes(self._bytes(to)),
                     arena.struct("imprint_transplant_options", merged(TransplantOptions, options, named)))
        return self._write(arena, lib.imprint_transplant, arguments, out, replace, None, cancel)

    def _bytes(self, source: Source) -> Any:
        return self.file_read(source) if is_path(source) else _content(source)  # type: ignore[arg-type]

    def _from_source(self, arena: Arena, on_bytes: Any, on_path: Any, source: Any, names: Sequence[Any], out: Any, replace: bool,
                     progress: Optional[Progress], cancel: Optional[Cancel]) -> Marked:
        if not (is_path(source) and out is not None and is_path(out)):
            return self._write(arena, on_bytes, (arena.bytes(self._bytes(source)), *names), out, replace, progress, cancel)
        report = ffi.new("imprint_report**")
        self._run(arena, on_path, arena.path(source), arena.path(out), int(replace), *names, report, progress=progress, cancel=cancel)
        return Marked(None, results.report(report[0]))

    def _write(self, arena: Arena, function: Any, arguments: Sequence[Any], out: Any, replace: bool, progress: Optional[Progress],
               cancel: Optional[Cancel]) -> Marked:
        made, report = ffi.new("imprint_bytes*"), ffi.new("imprint_report**")
        self._run(arena, function, *arguments, made, report, progress=progress, cancel=cancel)
        told = results.report(report[0])
        data = _taken(made) if made.data != ffi.NULL else None
        if out is None or data is None:
            return Marked(data, told)
        if is_path(out):
            file_write(out, data, replace=replace)
        else:
            out.write(data)
        return Marked(None, told)

    # ---- Many files ----

    def verify_batch(self, sources: Iterable[Source], *, options: Optional[VerifyOptions] = None, progress: Optional[Progress] = None,
                     cancel: Optional[Cancel] = None, **named: Any) -> Iterator[Outcome]:
        """Verifies any number of files, as many at once as the context has ``threads``. Outcomes come in the order of the files."""
        arena = Arena()
        c_options = arena.struct("imprint_verify_options", merged(VerifyOptions, options, named))
        return self._batch(({"source": source} for source in sources), lambda items, count: (lib.imprint_verify_batch, items, count, c_options), arena,
                           progress, cancel)

    def mark_batch(self, jobs: Iterable[Dict[str, Any]], *, replace: bool = False, options: Optional[MarkOptions] = None,
                   progress: Optional[Progress] = None, cancel: Optional[Cancel] = None, **named: Any) -> Iterator[Outcome]:
        """Marks any number of files: each job has ``source``, ``producer``, ``produce_id``, and ``out`` (a path) or its outcome has the data."""
        arena = Arena()
        c_options = arena.struct("imprint_mark_options", merged(MarkOptions, options, named))
        return self._batch(jobs, lambda items, count: (lib.imprint_mark_batch, items, count, c_options, int(replace)), arena, progress, cancel)

    def propagate_batch(self, jobs: Iterable[Dict[str, Any]], *, replace: bool = False, options: Optional[PropagateOptions] = None,
                        progress: Optional[Progress] = None, cancel: Optional[Cancel] = None, **named: Any) -> Iterator[Outcome]:
        """The same for propagating: ``source``, ``propagator``, ``propagate_id``, and ``out`` if it is to be written."""
        arena = Arena()
        c_options = arena.struct("imprint_propagate_options", merged(PropagateOptions, options, named))
        return self._batch(jobs, lambda items, count: (lib.imprint_propagate_batch, items, count, c_options, int(replace)), arena, progress, cancel)

    def _batch(self, jobs: Iterable[Dict[str, Any]], call: Callable[[Any, int], Any], shared: Arena, progress: Optional[Progress],
               cancel: Optional[Cancel]) -> Iterator[Outcome]:
        chunk: List[Dict[str, Any]] = []
        for job in jobs:
            chunk.append(job)
            if len(chunk) == _BATCH:
                yield from self._run_batch(chunk, call, progress, cancel)
                chunk = []
        if chunk:
            yield from self._run_batch(chunk, call, progress, cancel)
        del shared  # what the options point to lived as long as the batch

    def _run_batch(self, jobs: List[Dict[str, Any]], call: Callable[[Any, int], Any], progress: Optional[Progress],
                   cancel: Optional[Cancel]) -> List[Outcome]:
        arena = Arena()
        items = ffi.new("imprint_batch_item[]", len(jobs))
        for item, job in zip(items, jobs):
            _fill_item(arena, item, job)
        function, *arguments = call(items, len(jobs))
        try:
            self._run(arena, function, *arguments, progress=progress, cancel=cancel)
            return [_outcome(item) for item in items]
        finally:
            for item in items:  # of those that were not handed on
                lib.imprint_bytes_free(ffi.addressof(item, "out"))
                lib.imprint_report_destroy(item.report)

    # ---- Watermark ----

    def embed(self, source: Any, payload: int, *, order: str = "RGB", options: Optional[EmbedOptions] = None, progress: Optional[Progress] = None,
              cancel: Optional[Cancel] = None, **named: Any) -> Any:
        """Hides 64 bits. Of pixels (PIL image, numpy array) a marked copy comes back, of a file its bytes; with it the EmbedResult."""
        arena = Arena()
        c_options = arena.struct("imprint_embed_options", merged(EmbedOptions, options, named))
        result = arena.struct("imprint_embed_result")
        if is_picture(source):
            pixels = pixels_of(source, order, arena)
            self._run(arena, lib.imprint_watermark_embed, pixels.view, payload, c_options, result, progress=progress, cancel=cancel)
            return pixels.back(), results.embed_result(result)
        made = ffi.new("imprint_bytes*")
        self._run(arena, lib.imprint_watermark_embed_file, arena.bytes(self._bytes(source)), payload, c_options, made, result, progress=progress,
                  cancel=cancel)
        return _taken(made), results.embed_result(result)

    def detect(self, source: Any, *, order: str = "RGB", options: Optional[DetectOptions] = None, progress: Optional[Progress] = None,
               cancel: Optional[Cancel] = None, **named: Any) -> Detection:
        """Looks for a watermark in a file or in pixels, under every key of the context. The answer is false when there is none."""
        arena = Arena()
        c_options = arena.struct("imprint_detect_options", merged(DetectOptions, options, named))
        result = arena.struct("imprint_detection")
        function, view = self._looked_at(arena, source, order, lib.imprint_watermark_detect, lib.imprint_watermark_detect_file)
        self._run(arena, function, view, c_options, result, progress=progress, cancel=cancel)
        return results.detection(result)

    def detect_all(self, source: Any, *, order: str = "RGB", options: Optional[DetectOptions] = None, progress: Optional[Progress] = None,
                   cancel: Optional[Cancel] = None, **named: Any) -> List[Detection]:
        """All watermarks there are, each with its place; an empty list when there is none."""
        arena = Arena()
        c_options = arena.struct("imprint_detect_options", merged(DetectOptions, options, named))
        function, view = self._looked_at(arena, source, order, lib.imprint_watermark_detect_all, lib.imprint_watermark_detect_all_file)
        count = ffi.new("size_t*", 33)
        while True:  # nearly always once
            found = ffi.new("imprint_detection[]", int(count[0]))
            for one in found:
                one.struct_size = ffi.sizeof("imprint_detection")
            capacity = len(found)
            self._run(arena, function, view, c_options, found, capacity, count, progress=progress, cancel=cancel)
            if count[0] <= capacity:
                return [results.detection(one) for one in found[0 : int(count[0])]]

    encode = embed
    decode = detect

    def _looked_at(self, arena: Arena, source: Any, order: str, on_pixels: Any, on_file: Any) -> Any:
        if is_picture(source):
            return on_pixels, pixels_of(source, order, arena).view
        return on_file, arena.bytes(self._bytes(source))

    # ---- Sound in memory ----

    def audio_embedder(self, payload: int, rate_hz: int, channels: int = 1, samples: audio.Kind = "float32", *,
                       options: Optional[EmbedOptions] = None, **named: Any) -> AudioEmbedder:
        """Begins to hide 64 bits in a stream of interleaved samples: float32, int16, int24 or int32. Keywords are ``key_id`` and ``strength``."""
        return audio.make_embedder(self, rate_hz, channels, audio.kind_of(samples), payload, merged(EmbedOptions, options, named))

    def audio_detector(self, rate_hz: int, channels: int = 1, samples: audio.Kind = "float32", *, options: Optional[DetectOptions] = None,
                       **named: Any) -> AudioDetector:
        """Begins to look for a watermark in a stream of interleaved samples, under every key that the context has now."""
        return audio.make_detector(self, rate_hz, channels, audio.kind_of(samples), merged(DetectOptions, options, named))

    def make_audible_label(self, programme_lufs: float, rate_hz: int, channels: int = 1, samples: audio.Kind = "float32") -> Any:
        """The rhythm of the audible label alone, for sound of this loudness (ITU-R BS.1770): an array.array, of int24 bytes."""
        return audio.make_label(self, programme_lufs, rate_hz, channels, audio.kind_of(samples))

    def find_audible_label(self, sound: audio.Samples, rate_hz: int, channels: int = 1, samples: Optional[audio.Kind] = None) -> AudibleFound:
        """Listens for an audible label. The answer is false when there is none. ``samples`` says what bytes are; arrays say it themselves."""
        return audio.find_label(self, sound, rate_hz, channels, samples)

    # ---- Visible label ----

    def draw_label(self, source: Any, *, order: str = "RGB", options: Optional[LabelOptions] = None, **named: Any) -> Any:
        """Draws the visible label: a copy of pixels, or the bytes of a file; with it where it landed (LabelPlacement)."""
        arena = Arena()
        c_options = arena.struct("imprint_label_options", merged(LabelOptions, options, named))
        placement = arena.struct("imprint_label_placement")
        if is_picture(source):
            pixels = pixels_of(source, order, arena)
            self._run(arena, lib.imprint_label_draw, pixels.view, c_options, placement)
            return pixels.back(), results.placement(placement)
        made = ffi.new("imprint_bytes*")
        self._run(arena, lib.imprint_label_draw_file, arena.bytes(self._bytes(source)), c_options, made, placement)
        return _taken(made), results.placement(placement)

    def find_label(self, source: Any, *, order: str = "RGB", options: Optional[LabelFindOptions] = None, **named: Any) -> LabelFound:
        """Looks for a visible label that this library drew. The answer is false when there is none."""
        arena = Arena()
        c_options = arena.struct("imprint_label_find_options", merged(LabelFindOptions, options, named))
        found = arena.struct("imprint_label_found")
        function, view = self._looked_at(arena, source, order, lib.imprint_label_find, lib.imprint_label_find_file)
        self._run(arena, function, view, c_options, found)
        return results.label_found(found)

    # ---- AIGC label ----

    def read_aigc(self, source: Source) -> Report:
        """Every AIGC label of a file, with its deviations: ``report.data["aigc"]``."""
        return self._reported(Arena(), lib.imprint_aigc_read, source)

    def write_aigc(self, source: Source, *, options: Optional[AigcLabel] = None, **named: Any) -> Marked:
        """The file with exactly this AIGC label. Keywords are members of AigcLabel."""
        arena = Arena()
        arguments = (arena.bytes(self._bytes(source)), arena.struct("imprint_aigc_label", merged(AigcLabel, options, named)))
        return self._write(arena, lib.imprint_aigc_write, arguments, None, False, None, None)

    def lint(self, source: Source, *, options: Optional[LintOptions] = None, **named: Any) -> Report:
        """The label against the rules of spec/lint-rules.md."""
        arena = Arena()
        return self._reported(arena, lib.imprint_aigc_lint, source, arena.struct("imprint_lint_options", merged(LintOptions, options, named)))

    def compare(self, before: Source, after: Source, *, options: Optional[LintOptions] = None, **named: Any) -> Report:
        """What a pipeline lost or rewrote between two files."""
        arena = Arena()
        c_options = arena.struct("imprint_lint_options", merged(LintOptions, options, named))
        return self._reported(arena, lib.imprint_aigc_compare, before, arena.bytes(self._bytes(after)), c_options)

    def _reported(self, arena: Arena, function: Any, source: Source, *more: Any) -> Report:
        out = ffi.new("imprint_report**")
        self._run(arena, function, arena.bytes(self._bytes(source)), *more, out)
        return results.report(out[0])

    # ---- Signed manifest ----

    def sign_manifest(self, source: Source, signer: Signer, *, options: Optional[ManifestOptions] = None, **named: Any) -> bytes:
        """The file with a signed manifest; with ``sidecar`` the store for a side file."""
        arena = Arena()
        made = ffi.new("imprint_bytes*")
        c_options = arena.struct("imprint_manifest_options", merged(ManifestOptions, options, named))
        self._run(arena, lib.imprint_manifest_sign, arena.bytes(self._bytes(source)), signer._fill(arena), c_options, made)
        return _taken(made)

    def read_manifest(self, source: Source) -> Optional[bytes]:
        """The manifest store of a file, or None."""
        arena = Arena()
        made = ffi.new("imprint_bytes*")
        self._run(arena, lib.imprint_manifest_read, arena.bytes(self._bytes(source)), made)
        return _taken(made) if made.data != ffi.NULL else None

    def verify_manifest(self, source: Source, manifest: Optional[BytesLike] = None, time_s: int = 0) -> Report:
        """Validates the manifest of a file, or one that came beside it."""
        arena = Arena()
        return self._reported(arena, lib.imprint_manifest_verify, source, arena.bytes(manifest), time_s)

    # ---- Small things ----

    def mark_id_keyed(self, key_id: str, producer: str, produce_id: str) -> int:
        """mark_id of version 2, under a key of add_mark_id_key()."""
        arena = Arena()
        out = ffi.new("uint64_t*")
        self._check(arena, lib.imprint_mark_id_keyed, self._context, arena.text(key_id), arena.text(producer), arena.text(produce_id), out)
        return int(out[0])

    def file_read(self, path: PathLike) -> bytes:
        """A whole file, of at most ``max_file_bytes``."""
        arena = Arena()
        out = ffi.new("imprint_bytes*")
        self._check(arena, lib.imprint_file_read, self._context, arena.path(path), out)
        return _taken(out)


def file_write(path: PathLike, data: BytesLike, *, replace: bool = False) -> None:
    """Writes a file whole or not at all."""
    arena = Arena()
    Context._check(arena, lib.imprint_file_write, arena.path(path), arena.bytes(data), int(replace))


def mark_id(producer: str, produce_id: str) -> int:
    """The 64 bits that tie watermark and AIGC label together."""
    arena = Arena()
    out = ffi.new("uint64_t*")
    Context._check(arena, lib.imprint_mark_id, arena.text(producer), arena.text(produce_id), out)
    return int(out[0])


def provider_code(uscc: str, service: Optional[str] = None) -> str:
    """The 27-character provider code of an organisation."""
    arena = Arena()
    out = ffi.new("char[]", 28)
    Context._check(arena, lib.imprint_provider_code, arena.text(uscc), arena.text(service), out)
    return str(ffi.string(out).decode("ascii"))


def generate_key() -> bytes:
    """A new private key: 32 bytes of the system's randomness. Keep it secret and keep it."""
    out = ffi.new("uint8_t[]", KEY_BYTES)
    Context._check(Arena(), lib.imprint_key_generate, out)
    return bytes(ffi.buffer(out))


def version() -> str:
    return str(ffi.string(lib.imprint_version()).decode("ascii"))


def _fill_item(arena: Arena, item: Any, job: Dict[str, Any]) -> None:
    unknown = set(job) - {"source", "out", "producer", "produce_id", "propagator", "propagate_id"}
    if unknown:
        raise TypeError(f"a job has no {', '.join(sorted(unknown))}")
    item.struct_size = ffi.sizeof("imprint_batch_item")
    source = job["source"]
    if is_path(source):
        item.path = arena.path(source)
    else:
        item.file = arena.bytes(_content(source))
    if job.get("out") is not None:
        item.out_path = arena.path(job["out"])
    for name in ("producer", "produce_id", "propagator", "propagate_id"):
        setattr(item, name, arena.text(job.get(name)))


def _outcome(item: Any) -> Outcome:
    if item.error.status != 0:
        return Outcome(ERRORS.get(int(item.error.status), Error)(int(item.error.status), _message(item.error)), None)
    data = _taken(ffi.addressof(item, "out")) if item.out.data != ffi.NULL else None
    handle, item.report = item.report, ffi.NULL
    return Outcome(None, results.report(handle), data)
