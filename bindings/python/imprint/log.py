"""The log of copies without visible label (Measures Art. 9): spec/log.md."""
from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Dict, Optional, Tuple

from ._arena import Arena, BytesLike, PathLike
from ._context import Context, _taken
from ._raw import ffi, lib


@dataclass(frozen=True)
class LogSummary:
    records: int
    first_sequence: int
    last_sequence: int
    first_time_s: int
    last_time_s: int
    torn_bytes: int
    head: str


def _summary(c: Any) -> LogSummary:
    return LogSummary(int(c.records), int(c.first_sequence), int(c.last_sequence), int(c.first_time_s), int(c.last_time_s), int(c.torn_bytes),
                      ffi.string(c.head).decode("ascii"))


def append(path: PathLike, file: BytesLike, producer: str, produce_id: str, waiver: str, *, time_s: int = 0, replaced: Optional[str] = None,
           mark_id_key_id: Optional[str] = None) -> str:
    """Adds a record, durably; returns its hash."""
    arena = Arena()
    entry = arena.struct("imprint_log_entry")
    entry.file, entry.time_s = arena.bytes(file), time_s
    for name, value in (("producer", producer), ("produce_id", produce_id), ("waiver", waiver), ("replaced", replaced), ("mark_id_key_id", mark_id_key_id)):
        setattr(entry, name, arena.text(value))
    head = ffi.new("char[]", 65)
    Context._check(arena, lib.imprint_log_append, arena.path(path), entry, head)
    return str(ffi.string(head).decode("ascii"))


def verify(path: PathLike) -> LogSummary:
    """Checks the chain; LogBrokenError names the first line that is wrong."""
    arena = Arena()
    summary = arena.struct("imprint_log_summary")
    Context._check(arena, lib.imprint_log_verify, arena.path(path), summary)
    return _summary(summary)


def export(path: PathLike, from_s: int = 0, until_s: int = 0) -> Dict[str, Any]:
    """The records of [from_s, until_s); both 0: all."""
    arena = Arena()
    out = ffi.new("imprint_bytes*")
    Context._check(arena, lib.imprint_log_export, arena.path(path), from_s, until_s, out)
    return json.loads(_taken(out))  # type: ignore[no-any-return]


def purge(path: PathLike, before_s: int, now_s: int = 0) -> Tuple[int, LogSummary]:
    """Removes records older than ``before_s``, none younger than six months; how many went, and what is left."""
    arena = Arena()
    removed = ffi.new("uint64_t*")
    summary = arena.struct("imprint_log_summary")
    Context._check(arena, lib.imprint_log_purge, arena.path(path), before_s, now_s, removed, summary)
    return int(removed[0]), _summary(summary)
