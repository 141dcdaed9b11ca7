"""Who signs: a key in PEM, or functions for a key that does not leave its place (KMS, HSM)."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Callable, List, Optional

from ._raw import ffi, lib

if TYPE_CHECKING:
    from ._arena import Arena

Exchange = Callable[[bytes], bytes]


@dataclass
class Signer:
    """imprint_signer of imprint.h.

    ``sign`` gets the bytes to sign, not their digest, and returns the raw signature (r then s of fixed width for elliptic curves);
    ``time_stamp`` gets a TimeStampReq in DER and returns a TimeStampResp. Both are called by the thread of the call. What they raise
    becomes the ``__cause__`` of the call's exception.
    """

    certificates: str
    private_key: Optional[str] = None
    algorithm: Optional[str] = None
    sign: Optional[Exchange] = None
    time_stamp: Optional[Exchange] = None

    def _fill(self, arena: "Arena") -> Any:
        out = arena.struct("imprint_signer")
        out.certificates = arena.text(self.certificates)
        out.private_key = arena.text(self.private_key)
        out.algorithm = arena.text(self.algorithm)
        call = arena.keep(_Call(self, arena.failures))
        out.user_data = arena.keep(ffi.new_handle(call))
        if self.sign is not None:
            out.sign = lib.imprint_py_sign
        if self.time_stamp is not None:
            out.time_stamp = lib.imprint_py_time_stamp
        return out


@dataclass
class _Call:
    """What the callbacks of one call see."""

    signer: Signer
    failures: List[BaseException]


def _exchange(call: _Call, function: Optional[Exchange], request: Any, answer: Any, capacity: int, answer_size: Any) -> int:
    try:
        assert function is not None
        made = function(bytes(ffi.buffer(request.data, request.size)))
        if len(made) > capacity:
            raise ValueError(f"an answer of {len(made)} bytes, where {capacity} are the most")
        ffi.memmove(answer, made, len(made))
        answer_size[0] = len(made)
        return 0
    except BaseException as failure:  # nothing may leave through C
        call.failures.append(failure)
        return 1


@ffi.def_extern(error=1)  # type: ignore[misc]
def imprint_py_sign(user_data: Any, request: Any, answer: Any, capacity: int, answer_size: Any) -> int:
    call = ffi.from_handle(user_data)
    return _exchange(call, call.signer.sign, request, answer, capacity, answer_size)


@ffi.def_extern(error=1)  # type: ignore[misc]
def imprint_py_time_stamp(user_data: Any, request: Any, answer: Any, capacity: int, answer_size: Any) -> int:
    call = ffi.from_handle(user_data)
    return _exchange(call, call.signer.time_stamp, request, answer, capacity, answer_size)
