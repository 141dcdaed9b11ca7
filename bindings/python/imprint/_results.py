"""What calls answer: plain values, nothing of the library behind them."""
from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional, Type, TypeVar

from ._generated import Agreement, AudiblePlace, Layer, LayerState, Legibility, LintStatus, ManifestState, Pair, Robustness, Severity, State
from ._raw import ffi, lib

Enum = TypeVar("Enum", bound=Any)


def _enum(kind: Type[Enum], value: int) -> Any:
    """A value that this package does not know stays a number."""
    try:
        return kind(value)
    except ValueError:
        return int(value)


def _text(chars: Any) -> str:
    return str(ffi.string(chars).decode("utf-8", "replace"))


class _Dict:
    def to_dict(self) -> Dict[str, Any]:
        return dataclasses.asdict(self)


@dataclass(frozen=True)
class Detection(_Dict):
    """A watermark; imprint_detection of imprint.h."""

    found: bool
    payload: int
    key_id: str
    p_value: float
    pilot_sigma: float
    pixels_per_canonical: float
    rotation_deg: float
    attempts: int
    x_px: int
    y_px: int
    width_px: int
    height_px: int
    start_s: float
    end_s: float
    time_scale: float
    pitch_shift_semitones: float

    @property
    def payload_hex(self) -> str:
        return f"{self.payload:016x}"

    def __bool__(self) -> bool:
        return self.found


@dataclass(frozen=True)
class EmbedResult(_Dict):
    psnr_db: float
    max_change: float
    visibility: float
    robustness: Robustness
    manifest_broken: bool
    depth_db: float
    marked_s: float


@dataclass(frozen=True)
class LabelPlacement(_Dict):
    x_px: int
    y_px: int
    width_px: int
    height_px: int
    ink_height_px: int
    ink_height_percent: float
    raised: bool
    manifest_broken: bool
    start_s: float
    end_s: float
    label_lufs: float


@dataclass(frozen=True)
class LabelFound(_Dict):
    found: bool
    text: str
    legibility: Optional[Legibility]
    x_px: int
    y_px: int
    width_px: int
    height_px: int
    ink_height_px: int
    ink_height_percent: float
    contrast: float
    score: float
    sound: bool
    start_s: float
    end_s: float
    unit_s: float
    label_lufs: float
    programme_lufs: float
    audible_place: Optional[AudiblePlace]

    def __bool__(self) -> bool:
        return self.found


@dataclass(frozen=True)
class AudibleFound(_Dict):
    """An audible label; imprint_audible_found of imprint.h."""

    found: bool
    start_s: float
    end_s: float
    unit_s: float
    tone_hz: float
    label_lufs: float
    programme_lufs: float
    score: float
    too_quiet: bool
    wrong_timing: bool

    def __bool__(self) -> bool:
        return self.found


@dataclass(frozen=True)
class Report(_Dict):
    """What a call found or did. ``json`` is the whole of it (spec/schema/report.schema.json), ``data`` the same as Python's objects."""

    state: State
    layers: Dict[Layer, LayerState]
    agreement: Agreement
    pairs: Dict[Pair, Agreement]
    manifest_state: ManifestState
    mark_id: Optional[int]
    marks: List[Detection]
    lint_status: Optional[LintStatus]
    findings: Dict[Severity, int]
    json: str = field(repr=False)
    crjson: Optional[str] = field(repr=False)

    @property
    def data(self) -> Dict[str, Any]:
        return json.loads(self.json)  # type: ignore[no-any-return]

    @property
    def notes(self) -> List[str]:
        return list(self.data.get("notes", []))

    @property
    def mark_id_hex(self) -> Optional[str]:
        return None if self.mark_id is None else f"{self.mark_id:016x}"

    def to_dict(self) -> Dict[str, Any]:
        return self.data


@dataclass(frozen=True)
class Marked:
    """A file that was made, and the report on it. ``data`` is None where it was written to a path, and where there was nothing to do."""

    data: Optional[bytes] = field(repr=False)
    report: Report

    def save(self, path: Any) -> None:
        """Writes it whole or not at all; refuses a file that is there."""
        from ._context import file_write

        if self.data is None:
            raise ValueError("there is no data: it was written to a path, or there was nothing to do")
        file_write(path, self.data)


@dataclass(frozen=True)
class Outcome:
    """One file of a batch: an error, or what the call on it answered."""

    error: Optional[Exception]
    report: Optional[Report]
    data: Optional[bytes] = field(default=None, repr=False)


def detection(c: Any) -> Detection:
    return Detection(bool(c.found), int(c.payload), _text(c.key_id), c.p_value, c.pilot_sigma, c.pixels_per_canonical, c.rotation_deg, int(c.attempts),
                     int(c.x_px), int(c.y_px), int(c.width_px), int(c.height_px), c.start_s, c.end_s, c.time_scale, c.pitch_shift_semitones)


def embed_result(c: Any) -> EmbedResult:
    return EmbedResult(c.psnr_db, c.max_change, c.visibility, _enum(Robustness, c.robustness), bool(c.manifest_broken), c.depth_db, c.marked_s)


def placement(c: Any) -> LabelPlacement:
    return LabelPlacement(int(c.x_px), int(c.y_px), int(c.width_px), int(c.height_px), int(c.ink_height_px), c.ink_height_percent, bool(c.raised),
                          bool(c.manifest_broken), c.start_s, c.end_s, c.label_lufs)


def label_found(c: Any) -> LabelFound:
    legibility = _enum(Legibility, c.legibility) if c.found else None
    return LabelFound(bool(c.found), _text(c.text), legibility, int(c.x_px), int(c.y_px), int(c.width_px), int(c.height_px), int(c.ink_height_px),
                      c.ink_height_percent, c.contrast, c.score, bool(c.sound), c.start_s, c.end_s, c.unit_s, c.label_lufs, c.programme_lufs,
                      _enum(AudiblePlace, c.audible_place) if c.found and c.sound else None)


def audible_found(c: Any) -> AudibleFound:
    return AudibleFound(bool(c.found), c.start_s, c.end_s, c.unit_s, c.tone_hz, c.label_lufs, c.programme_lufs, c.score, bool(c.too_quiet),
                        bool(c.wrong_timing))


def _string(text: Any) -> Optional[str]:
    return None if text.data == ffi.NULL else bytes(ffi.buffer(text.data, text.size)).decode("utf-8")


def _marks(handle: Any) -> List[Detection]:
    out = []
    one = ffi.new("imprint_detection*")
    one.struct_size = ffi.sizeof("imprint_detection")
    for number in range(lib.imprint_report_get_mark_count(handle)):
        if lib.imprint_report_get_mark(handle, number, one, ffi.NULL):
            out.append(detection(one))
    return out


def report(handle: Any) -> Report:
    """Takes the handle: everything is copied out, and it is destroyed."""
    try:
        mark_id = ffi.new("uint64_t*")
        lint = lib.imprint_report_get_lint_status(handle)
        return Report(
            state=_enum(State, lib.imprint_report_get_state(handle)),
            layers={layer: _enum(LayerState, lib.imprint_report_get_layer_state(handle, layer)) for layer in Layer},
            agreement=_enum(Agreement, lib.imprint_report_get_agreement(handle)),
            pairs={pair: _enum(Agreement, lib.imprint_report_get_pair_agreement(handle, pair)) for pair in Pair},
            manifest_state=_enum(ManifestState, lib.imprint_report_get_manifest_state(handle)),
            mark_id=int(mark_id[0]) if lib.imprint_report_get_mark_id(handle, mark_id) else None,
            marks=_marks(handle),
            lint_status=_enum(LintStatus, lint) if lint else None,
            findings={severity: int(lib.imprint_report_get_finding_count(handle, severity)) for severity in Severity},
            json=_string(lib.imprint_report_get_json(handle)) or "{}",
            crjson=_string(lib.imprint_report_get_crjson(handle)),
        )
    finally:
        lib.imprint_report_destroy(handle)
