"""Imprint labels AI-generated pictures so that the label can be seen, read, trusted and found again.

    import imprint

    marked = imprint.mark("in.png", "ExampleStudio", "2026-0001", out="out.png")
    print(imprint.verify("out.png").state.name)

The functions here use one context of the process, with the open key. Programs with keys, trust or limits of their own make a Context.
"""
from __future__ import annotations

import threading
from typing import Any, List, Optional

from . import _generated, aio, log
from ._audio import AudioDetector, AudioEmbedder
from ._context import Context, file_write, generate_key, mark_id, provider_code, version
from ._errors import Error
from ._follow import Cancel, Event
from ._generated import *  # noqa: F401,F403
from ._generated import FileExistsError, FileNotFoundError  # also the built-in ones of these names
from ._results import AudibleFound, Detection, EmbedResult, LabelFound, LabelPlacement, Marked, Outcome, Report
from ._signer import Signer

__version__ = version()

_lock = threading.Lock()
_context: Optional[Context] = None


def default_context() -> Context:
    """The context of the functions of this module, made when it is first needed."""
    global _context
    with _lock:
        if _context is None:
            _context = Context()
        return _context


def mark(source: Any, producer: str, produce_id: str, **named: Any) -> Marked:
    """Context.mark() of the default context."""
    return default_context().mark(source, producer, produce_id, **named)


def verify(source: Any, **named: Any) -> Report:
    """Context.verify() of the default context."""
    return default_context().verify(source, **named)


def propagate(source: Any, propagator: str, propagate_id: str, **named: Any) -> Marked:
    """Context.propagate() of the default context."""
    return default_context().propagate(source, propagator, propagate_id, **named)


def embed(source: Any, payload: int, **named: Any) -> Any:
    """Context.embed() of the default context."""
    return default_context().embed(source, payload, **named)


def detect(source: Any, **named: Any) -> Detection:
    """Context.detect() of the default context."""
    return default_context().detect(source, **named)


def detect_all(source: Any, **named: Any) -> List[Detection]:
    """Context.detect_all() of the default context."""
    return default_context().detect_all(source, **named)


encode = embed
decode = detect

__all__ = [
    "AudibleFound", "AudioDetector", "AudioEmbedder", "Cancel", "Context", "Detection", "EmbedResult", "Error", "Event", "LabelFound", "LabelPlacement",
    "Marked", "Outcome", "Report", "Signer", "aio", "decode", "default_context", "detect", "detect_all", "embed", "encode", "file_write", "generate_key",
    "log", "mark", "mark_id", "propagate", "provider_code", "verify", "version",
]
__all__ += _generated.__all__
