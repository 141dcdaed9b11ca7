"""Made by generate.py from spec/abi/imprint.json, not by hand: enumerations, exceptions and option classes."""
from __future__ import annotations

import builtins
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Dict, Optional, Sequence, Type, Union

from ._errors import Error

if TYPE_CHECKING:
    from ._signer import Signer

ABI_VERSION = 1


class Status(IntEnum):
    """Numbers never change their meaning; new ones are added."""

    OK = 0
    INVALID_ARGUMENT = 1
    UNKNOWN_OPTION = 2
    OUT_OF_MEMORY = 3
    INTERNAL = 4
    NOT_BUILT = 5
    CANCELLED = 6
    FILE_NOT_FOUND = 7
    FILE_READ = 8
    FILE_EXISTS = 9
    FILE_WRITE = 10
    UNSUPPORTED_FORMAT = 100
    MALFORMED = 101
    TRUNCATED = 102
    LIMIT_EXCEEDED = 103
    UNSUPPORTED_PIXELS = 200
    DECODE_FAILED = 201
    ENCODE_FAILED = 202
    IMAGE_TOO_SMALL = 300
    IMAGE_TOO_FLAT = 301
    KEY_INVALID = 302
    TOO_WEAK = 303
    LABEL_TEXT = 400
    GLYPH_MISSING = 401
    LABEL_DOES_NOT_FIT = 402
    AIGC_VALUE = 500
    PROVIDER_CODE = 501
    XMP_MALFORMED = 502
    NO_LABEL = 503
    MANIFEST_MALFORMED = 600
    CERTIFICATE = 601
    SIGNER = 602
    TIME_STAMP = 603
    READ_BACK_FAILED = 800
    ALREADY_LABELLED = 801
    OTHER_PICTURE = 803
    LOG_BROKEN = 900
    LOG_TOO_YOUNG = 901
    LOG_FILE = 902
    LOG_CLOCK = 903


class PixelFormat(IntEnum):
    """Samples interleaved in the order of the name; 16-bit samples in native byte order; alpha straight."""

    RGB8 = 1
    RGBA8 = 2
    BGR8 = 3
    BGRA8 = 4
    GRAY8 = 5
    RGB16 = 6
    RGBA16 = 7
    GRAY16 = 8


class TrustUse(IntEnum):
    """What a certificate is trusted for when manifests are verified."""

    SIGNER = 1
    TSA = 2
    LEAF = 3


class Corner(IntEnum):
    """Where the visible label stands, as a viewer shows the picture."""

    DEFAULT = 0
    LOWER_RIGHT = 1
    LOWER_LEFT = 2
    UPPER_RIGHT = 3
    UPPER_LEFT = 4
    AUTOMATIC = 5


class LabelStyle(IntEnum):
    """What stands between picture and letters (spec/label.md 5)."""

    DEFAULT = 0
    PLATE = 1
    PLAIN = 2
    OUTLINED = 3


class LabelForm(IntEnum):
    """Whose rules the words follow."""

    DEFAULT = 0
    GB45438 = 1
    EU_ICON = 2


class PictureFormat(IntEnum):
    """Formats that imprint_mark() converts to (spec/formats.md 10)."""

    SAME = 0
    PNG = 1
    JPEG = 2
    WEBP = 3


class Robustness(IntEnum):
    """What a watermark can be expected to stand, from the room that its picture offers (spec/watermark-format.md 7.5)."""

    ANY = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3


class AudiblePlace(IntEnum):
    """Where the audible label goes."""

    DEFAULT = 0
    START = 1
    END = 2
    MIDDLE = 3


class State(IntEnum):
    """The verdict by the table of Art. 6 of the Measures (spec/verdict.md)."""

    NONE_FOUND = 1
    GENERATED = 2
    POSSIBLE = 3
    SUSPECTED = 4
    INCONCLUSIVE = 5


class Layer(IntEnum):
    """The four places of a mark."""

    VISIBLE = 1
    WATERMARK = 2
    AIGC = 3
    MANIFEST = 4


class LayerState(IntEnum):
    """What was found of one layer."""

    ABSENT = 1
    PRESENT = 2
    DEVIATING = 3
    NOT_CHECKED = 4
    NOT_BUILT = 5
    NOT_LEGIBLE = 6


class Agreement(IntEnum):
    """Do the AIGC label and the watermark name the same content?"""

    NOT_COMPARABLE = 1
    AGREE = 2
    DISAGREE = 3


class Existing(IntEnum):
    """What becomes of a file that is there already, where an output is to be written."""

    KEEP = 0
    REPLACE = 1


class ManifestState(IntEnum):
    """What validation made of the manifest (C2PA 2.x)."""

    NONE = 1
    INVALID = 2
    WELL_FORMED = 3
    VALID = 4
    TRUSTED = 5


class Pair(IntEnum):
    """Pairs of layers that a report compares; imprint_report_get_agreement() is the first."""

    AIGC_WATERMARK = 1
    MANIFEST_WATERMARK = 2
    MANIFEST_AIGC = 3


class SampleFormat(IntEnum):
    """How samples lie in memory: interleaved, in the byte order of the machine."""

    DEFAULT = 0
    FLOAT32 = 1
    INT16 = 2
    INT24 = 3
    INT32 = 4


class Legibility(IntEnum):
    """Can the label that was found be relied on to be read, or heard? The first reason against it (spec/label.md 7.3)."""

    LEGIBLE = 1
    TOO_LOW = 2
    TOO_FAINT = 3
    TOO_FEW_PIXELS = 4
    TOO_QUIET = 5
    WRONG_TIMING = 6


class Severity(IntEnum):
    """Severity of a finding (spec/lint-rules.md 1)."""

    INFO = 1
    WARNING = 2
    ERROR = 3


class LintStatus(IntEnum):
    """What all findings of a file add up to (spec/lint-rules.md 1)."""

    CONFORMING = 1
    DEVIATING = 2
    NOT_CONFORMING = 3
    ABSENT = 4


class InvalidArgumentError(Error, ValueError):
    """IMPRINT_ERR_INVALID_ARGUMENT, 1: see spec/errors.md."""


class UnknownOptionError(Error, ValueError):
    """IMPRINT_ERR_UNKNOWN_OPTION, 2: see spec/errors.md."""


class OutOfMemoryError(Error, MemoryError):
    """IMPRINT_ERR_OUT_OF_MEMORY, 3: see spec/errors.md."""


class InternalError(Error):
    """IMPRINT_ERR_INTERNAL, 4: see spec/errors.md."""


class NotBuiltError(Error):
    """IMPRINT_ERR_NOT_BUILT, 5: see spec/errors.md."""


class CancelledError(Error):
    """IMPRINT_ERR_CANCELLED, 6: see spec/errors.md."""


class FileNotFoundError(Error, builtins.FileNotFoundError):
    """IMPRINT_ERR_FILE_NOT_FOUND, 7: see spec/errors.md."""


class FileReadError(Error, OSError):
    """IMPRINT_ERR_FILE_READ, 8: see spec/errors.md."""


class FileExistsError(Error, builtins.FileExistsError):
    """IMPRINT_ERR_FILE_EXISTS, 9: see spec/errors.md."""


class FileWriteError(Error, OSError):
    """IMPRINT_ERR_FILE_WRITE, 10: see spec/errors.md."""


class UnsupportedFormatError(Error):
    """IMPRINT_ERR_UNSUPPORTED_FORMAT, 100: see spec/errors.md."""


class MalformedError(Error):
    """IMPRINT_ERR_MALFORMED, 101: see spec/errors.md."""


class TruncatedError(Error):
    """IMPRINT_ERR_TRUNCATED, 102: see spec/errors.md."""


class LimitExceededError(Error):
    """IMPRINT_ERR_LIMIT_EXCEEDED, 103: see spec/errors.md."""


class UnsupportedPixelsError(Error):
    """IMPRINT_ERR_UNSUPPORTED_PIXELS, 200: see spec/errors.md."""


class DecodeFailedError(Error):
    """IMPRINT_ERR_DECODE_FAILED, 201: see spec/errors.md."""


class EncodeFailedError(Error):
    """IMPRINT_ERR_ENCODE_FAILED, 202: see spec/errors.md."""


class ImageTooSmallError(Error):
    """IMPRINT_ERR_IMAGE_TOO_SMALL, 300: see spec/errors.md."""


class ImageTooFlatError(Error):
    """IMPRINT_ERR_IMAGE_TOO_FLAT, 301: see spec/errors.md."""


class KeyInvalidError(Error):
    """IMPRINT_ERR_KEY_INVALID, 302: see spec/errors.md."""


class TooWeakError(Error):
    """IMPRINT_ERR_TOO_WEAK, 303: see spec/errors.md."""


class LabelTextError(Error):
    """IMPRINT_ERR_LABEL_TEXT, 400: see spec/errors.md."""


class GlyphMissingError(Error):
    """IMPRINT_ERR_GLYPH_MISSING, 401: see spec/errors.md."""


class LabelDoesNotFitError(Error):
    """IMPRINT_ERR_LABEL_DOES_NOT_FIT, 402: see spec/errors.md."""


class AigcValueError(Error):
    """IMPRINT_ERR_AIGC_VALUE, 500: see spec/errors.md."""


class ProviderCodeError(Error):
    """IMPRINT_ERR_PROVIDER_CODE, 501: see spec/errors.md."""


class XmpMalformedError(Error):
    """IMPRINT_ERR_XMP_MALFORMED, 502: see spec/errors.md."""


class NoLabelError(Error):
    """IMPRINT_ERR_NO_LABEL, 503: see spec/errors.md."""


class ManifestMalformedError(Error):
    """IMPRINT_ERR_MANIFEST_MALFORMED, 600: see spec/errors.md."""


class CertificateError(Error):
    """IMPRINT_ERR_CERTIFICATE, 601: see spec/errors.md."""


class SignerError(Error):
    """IMPRINT_ERR_SIGNER, 602: see spec/errors.md."""


class TimeStampError(Error):
    """IMPRINT_ERR_TIME_STAMP, 603: see spec/errors.md."""


class ReadBackFailedError(Error):
    """IMPRINT_ERR_READ_BACK_FAILED, 800: see spec/errors.md."""


class AlreadyLabelledError(Error):
    """IMPRINT_ERR_ALREADY_LABELLED, 801: see spec/errors.md."""


class OtherPictureError(Error):
    """IMPRINT_ERR_OTHER_PICTURE, 803: see spec/errors.md."""


class LogBrokenError(Error):
    """IMPRINT_ERR_LOG_BROKEN, 900: see spec/errors.md."""


class LogTooYoungError(Error):
    """IMPRINT_ERR_LOG_TOO_YOUNG, 901: see spec/errors.md."""


class LogFileError(Error):
    """IMPRINT_ERR_LOG_FILE, 902: see spec/errors.md."""


class LogClockError(Error):
    """IMPRINT_ERR_LOG_CLOCK, 903: see spec/errors.md."""


ERRORS: Dict[int, Type[Error]] = {
    1: InvalidArgumentError,
    2: UnknownOptionError,
    3: OutOfMemoryError,
    4: InternalError,
    5: NotBuiltError,
    6: CancelledError,
    7: FileNotFoundError,
    8: FileReadError,
    9: FileExistsError,
    10: FileWriteError,
    100: UnsupportedFormatError,
    101: MalformedError,
    102: TruncatedError,
    103: LimitExceededError,
    200: UnsupportedPixelsError,
    201: DecodeFailedError,
    202: EncodeFailedError,
    300: ImageTooSmallError,
    301: ImageTooFlatError,
    302: KeyInvalidError,
    303: TooWeakError,
    400: LabelTextError,
    401: GlyphMissingError,
    402: LabelDoesNotFitError,
    500: AigcValueError,
    501: ProviderCodeError,
    502: XmpMalformedError,
    503: NoLabelError,
    600: ManifestMalformedError,
    601: CertificateError,
    602: SignerError,
    603: TimeStampError,
    800: ReadBackFailedError,
    801: AlreadyLabelledError,
    803: OtherPictureError,
    900: LogBrokenError,
    901: LogTooYoungError,
    902: LogFileError,
    903: LogClockError,
}


@dataclass
class ContextOptions:
    """imprint_context_options of imprint.h, which says what each member means; what is not set has its default."""

    max_dimension_px: int = 0
    max_pixels: int = 0
    max_file_bytes: int = 0
    max_metadata_bytes: int = 0
    threads: int = 0
    no_open_key: bool = False
    max_memory_bytes: int = 0
    max_steps: int = 0
    max_signatures: int = 0
    max_inflated_bytes: int = 0
    max_decoded_pixels: int = 0
    max_decoded_samples: int = 0


@dataclass
class MarkOptions:
    """imprint_mark_options of imprint.h, which says what each member means; what is not set has its default."""

    corner: Union[Corner, int] = 0
    text: Optional[str] = None
    height_percent: float = 0.0
    no_visible: bool = False
    no_watermark: bool = False
    waiver: Optional[str] = None
    key_id: Optional[str] = None
    strength: float = 0.0
    min_psnr_db: float = 0.0
    source_type: Optional[str] = None
    ai_system: Optional[str] = None
    ai_system_version: Optional[str] = None
    style: Union[LabelStyle, int] = 0
    form: Union[LabelForm, int] = 0
    font: Optional[bytes] = None
    logo: Optional[bytes] = None
    log_path: Optional[str] = None
    signing_key: Optional[str] = None
    signer: Optional["Signer"] = None
    manifest: Optional["ManifestOptions"] = None
    replacement: Optional[str] = None
    strict: bool = False
    least_robustness: Union[Robustness, int] = 0
    label_signer: Optional["Signer"] = None
    convert_to: Union[PictureFormat, int] = 0
    quality: int = 0
    mark_id_key_id: Optional[str] = None
    audible_place: Union[AudiblePlace, int] = 0
    audible_clip: Optional[bytes] = None
    audible_at_s: Optional[Sequence[float]] = None
    audible_clip_alone: bool = False


@dataclass
class VerifyOptions:
    """imprint_verify_options of imprint.h, which says what each member means; what is not set has its default."""

    declared: bool = False
    no_watermark: bool = False
    no_search: bool = False
    time_s: int = 0
    producer: Optional[str] = None
    produce_id: Optional[str] = None
    manifest: Optional[bytes] = None
    no_traces: bool = False
    label_text: Optional[str] = None
    label_font: Optional[bytes] = None
    explicit_label: Optional[str] = None


@dataclass
class PropagateOptions:
    """imprint_propagate_options of imprint.h, which says what each member means; what is not set has its default."""

    declared: bool = False
    no_watermark: bool = False
    no_search: bool = False
    producer: Optional[str] = None
    produce_id: Optional[str] = None
    signing_key: Optional[str] = None
    signer: Optional["Signer"] = None
    manifest: Optional["ManifestOptions"] = None
    no_traces: bool = False
    strict: bool = False
    label_signer: Optional["Signer"] = None
    explicit_label: Optional[str] = None


@dataclass
class TransplantOptions:
    """imprint_transplant_options of imprint.h, which says what each member means; what is not set has its default."""

    no_search: bool = False
    vouched: bool = False


@dataclass
class EmbedOptions:
    """imprint_embed_options of imprint.h, which says what each member means; what is not set has its default."""

    least_robustness: Union[Robustness, int] = 0
    key_id: Optional[str] = None
    strength: float = 0.0
    min_psnr_db: float = 0.0
    replacement: Optional[str] = None
    log_path: Optional[str] = None


@dataclass
class DetectOptions:
    """imprint_detect_options of imprint.h, which says what each member means; what is not set has its default."""

    no_search: bool = False


@dataclass
class LabelOptions:
    """imprint_label_options of imprint.h, which says what each member means; what is not set has its default."""

    corner: Union[Corner, int] = 0
    text: Optional[str] = None
    height_percent: float = 0.0
    orientation: int = 0
    style: Union[LabelStyle, int] = 0
    form: Union[LabelForm, int] = 0
    font: Optional[bytes] = None
    logo: Optional[bytes] = None
    audible_place: Union[AudiblePlace, int] = 0
    audible_clip_alone: bool = False
    audible_clip: Optional[bytes] = None
    audible_at_s: Optional[Sequence[float]] = None


@dataclass
class LabelFindOptions:
    """imprint_label_find_options of imprint.h, which says what each member means; what is not set has its default."""

    orientation: int = 0
    text: Optional[str] = None
    font: Optional[bytes] = None


@dataclass
class AigcLabel:
    """imprint_aigc_label of imprint.h, which says what each member means; what is not set has its default."""

    strict: bool = False
    label: Optional[str] = None
    content_producer: Optional[str] = None
    produce_id: Optional[str] = None
    reserved_code1: Optional[str] = None
    content_propagator: Optional[str] = None
    propagate_id: Optional[str] = None
    reserved_code2: Optional[str] = None
    signing_key: Optional[str] = None
    propagator_signing_key: Optional[str] = None
    replacement: Optional[str] = None
    log_path: Optional[str] = None
    signer: Optional["Signer"] = None
    propagator_signer: Optional["Signer"] = None
    mark_id_key_id: Optional[str] = None


@dataclass
class LintOptions:
    """imprint_lint_options of imprint.h, which says what each member means; what is not set has its default."""

    strict: bool = False
    time_s: int = 0


@dataclass
class ManifestOptions:
    """imprint_manifest_options of imprint.h, which says what each member means; what is not set has its default."""

    sidecar: bool = False
    no_aigc: bool = False
    mark_id: Optional[int] = None
    time_s: int = 0
    source_type: Optional[str] = None
    software: Optional[str] = None
    software_version: Optional[str] = None
    title: Optional[str] = None
    notice: Optional[str] = None
    thumbnail: bool = False
    thumbnail_px: int = 0
    mark_id_key_id: Optional[str] = None


# Those that have the name of a built-in one stay out of `import *`.
__all__ = [
    "Status",
    "PixelFormat",
    "TrustUse",
    "Corner",
    "LabelStyle",
    "LabelForm",
    "PictureFormat",
    "Robustness",
    "AudiblePlace",
    "State",
    "Layer",
    "LayerState",
    "Agreement",
    "Existing",
    "ManifestState",
    "Pair",
    "SampleFormat",
    "Legibility",
    "Severity",
    "LintStatus",
    "InvalidArgumentError",
    "UnknownOptionError",
    "OutOfMemoryError",
    "InternalError",
    "NotBuiltError",
    "CancelledError",
    "FileReadError",
    "FileWriteError",
    "UnsupportedFormatError",
    "MalformedError",
    "TruncatedError",
    "LimitExceededError",
    "UnsupportedPixelsError",
    "DecodeFailedError",
    "EncodeFailedError",
    "ImageTooSmallError",
    "ImageTooFlatError",
    "KeyInvalidError",
    "TooWeakError",
    "LabelTextError",
    "GlyphMissingError",
    "LabelDoesNotFitError",
    "AigcValueError",
    "ProviderCodeError",
    "XmpMalformedError",
    "NoLabelError",
    "ManifestMalformedError",
    "CertificateError",
    "SignerError",
    "TimeStampError",
    "ReadBackFailedError",
    "AlreadyLabelledError",
    "OtherPictureError",
    "LogBrokenError",
    "LogTooYoungError",
    "LogFileError",
    "LogClockError",
    "ContextOptions",
    "MarkOptions",
    "VerifyOptions",
    "PropagateOptions",
    "TransplantOptions",
    "EmbedOptions",
    "DetectOptions",
    "LabelOptions",
    "LabelFindOptions",
    "AigcLabel",
    "LintOptions",
    "ManifestOptions",
]
