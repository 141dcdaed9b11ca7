"""The base of all exceptions; one class for each status is in _generated."""
from __future__ import annotations


class Error(Exception):
    """A call that failed. ``status`` is the number of spec/errors.md, which programs branch on; the message is for logs."""

    status: int = 0
    message: str = ""

    def __init__(self, status: int, message: str) -> None:
        Exception.__init__(self, message)
        self.status = status
        self.message = message

    def __str__(self) -> str:
        return self.message

    @property
    def name(self) -> str:
        """``IMPRINT_ERR_TRUNCATED`` and the like."""
        from ._raw import ffi, lib

        text = ffi.string(lib.imprint_status_name(self.status))
        return str(text.decode("ascii"))

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self.status, self.message))
