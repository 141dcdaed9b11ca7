"""Calls that are followed and cancelled: each runs on a derived context of its own."""
from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass
from typing import Any, Callable, Iterator, List, Optional, Set

from ._arena import Arena
from ._raw import ffi, lib

Progress = Callable[[float], Optional[bool]]


@dataclass(frozen=True)
class Event:
    """What a call came to: ``call`` is its C name, ``message`` is empty on success."""

    call: str
    status: int
    duration_us: int
    message: str


class Cancel:
    """A switch that ends the calls it was given to, from any thread; once set it stays so."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: Set[Any] = set()
        self._set = False

    def cancel(self) -> None:
        with self._lock:
            self._set = True
            for context in self._running:
                lib.imprint_context_cancel(context)

    @property
    def cancelled(self) -> bool:
        return self._set

    def _enter(self, context: Any) -> None:
        with self._lock:
            self._running.add(context)
            if self._set:
                lib.imprint_context_cancel(context)

    def _leave(self, context: Any) -> None:
        with self._lock:
            self._running.discard(context)


class _Followers:
    def __init__(self, progress: Optional[Progress], event: Optional[Callable[[Event], None]], failures: List[BaseException]) -> None:
        self.progress = progress
        self.event = event
        self.failures = failures


@contextlib.contextmanager
def derived(parent: Any, arena: Arena, progress: Optional[Progress] = None, cancel: Optional[Cancel] = None,
            event: Optional[Callable[[Event], None]] = None) -> Iterator[Any]:
    """The context for one call: the parent itself when nobody follows it."""
    if progress is None and cancel is None and event is None:
        yield parent
        return
    options = arena.struct("imprint_derive_options")
    followers = arena.keep(_Followers(progress, event, arena.failures))
    options.user_data = arena.keep(ffi.new_handle(followers))
    if progress is not None:
        options.progress = lib.imprint_py_progress
    if event is not None:
        options.event = lib.imprint_py_event
    out = ffi.new("imprint_context**")
    if lib.imprint_context_derive(parent, options, out, ffi.NULL) != 0:
        raise MemoryError("no memory for a context")
    child = out[0]
    try:
        if cancel is not None:
            cancel._enter(child)
        yield child
    finally:
        if cancel is not None:
            cancel._leave(child)
        lib.imprint_context_destroy(child)


@ffi.def_extern(error=1)  # type: ignore[misc]
def imprint_py_progress(user_data: Any, done: float) -> int:
    followers = ffi.from_handle(user_data)
    try:
        return 1 if followers.progress(done) is False else 0
    except BaseException as failure:  # nothing may leave through C
        followers.failures.append(failure)
        return 1


@ffi.def_extern()  # type: ignore[misc]
def imprint_py_event(user_data: Any, event: Any) -> None:
    followers = ffi.from_handle(user_data)
    try:
        message = bytes(ffi.buffer(event.message.data, event.message.size)).decode("utf-8", "replace")
        followers.event(Event(ffi.string(event.call).decode("ascii"), int(event.status), int(event.duration_us), message))
    except BaseException as failure:
        followers.failures.append(failure)
