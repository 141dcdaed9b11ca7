"""From Python's values to the border's: what a call is given lives as long as the arena."""
from __future__ import annotations

import dataclasses
import os
from typing import Any, List, Optional, Sequence, Union

from ._raw import ffi
from ._signer import Signer

BytesLike = Union[bytes, bytearray, memoryview]
PathLike = Union[str, "os.PathLike[str]"]


class Arena:
    def __init__(self) -> None:
        self._kept: List[Any] = []
        self.failures: List[BaseException] = []  # of callbacks

    def keep(self, value: Any) -> Any:
        self._kept.append(value)
        return value

    def raw_text(self, encoded: Optional[bytes]) -> Any:
        """imprint_text: None is absent, empty is empty."""
        if encoded is None:
            return self.keep(ffi.new("imprint_text*", (ffi.NULL, 0)))[0]
        data = self.keep(ffi.new("char[]", encoded))  # one byte more than needed, so that empty is not NULL
        return self.keep(ffi.new("imprint_text*", (data, len(encoded))))[0]

    def text(self, value: Optional[str]) -> Any:
        return self.raw_text(None if value is None else value.encode("utf-8"))

    def path(self, value: PathLike) -> Any:
        return self.raw_text(os.fsencode(value))

    def bytes(self, value: Optional[BytesLike]) -> Any:
        """imprint_byte_view over the caller's own memory; of a memoryview a copy, which the collector of cycles would otherwise release
        under the hands of cffi."""
        if value is None:
            return self.keep(ffi.new("imprint_byte_view*", (ffi.NULL, 0)))[0]
        buffer = self.keep(ffi.from_buffer("uint8_t[]", bytes(value) if isinstance(value, memoryview) else value))
        return self.keep(ffi.new("imprint_byte_view*", (buffer, len(buffer))))[0]

    def numbers(self, value: Optional[Sequence[float]]) -> Any:
        """imprint_number_view; None and an empty one are absent."""
        if value is None or len(value) == 0:
            return self.keep(ffi.new("imprint_number_view*", (ffi.NULL, 0)))[0]
        data = self.keep(ffi.new("double[]", [float(one) for one in value]))
        return self.keep(ffi.new("imprint_number_view*", (data, len(value))))[0]

    def struct(self, name: str, options: Any = None) -> Any:
        """A zeroed struct of this name, with what the members of `options` say."""
        out = self.keep(ffi.new(name + "*"))
        out.struct_size = ffi.sizeof(name)
        if options is not None:
            self._fill(out, name, options)
        return out

    def _fill(self, out: Any, name: str, options: Any) -> None:
        types = dict(ffi.typeof(name).fields)
        for field in dataclasses.fields(options):
            value = getattr(options, field.name)
            kind = types[field.name].type.cname.removeprefix("struct ")
            if kind == "imprint_text":
                setattr(out, field.name, self.text(value))
            elif kind == "imprint_byte_view":
                setattr(out, field.name, self.bytes(value))
            elif kind == "imprint_number_view":
                setattr(out, field.name, self.numbers(value))
            elif isinstance(value, Signer):
                setattr(out, field.name, value._fill(self))
            elif dataclasses.is_dataclass(value):
                setattr(out, field.name, self.struct("imprint_manifest_options", value))
            elif field.name == "mark_id" and "has_mark_id" in types:
                out.has_mark_id = 0 if value is None else 1
                out.mark_id = value or 0
            elif value is not None:
                setattr(out, field.name, int(value) if not isinstance(value, float) else value)
