"""The raw layer: the compiled border, held against the library that is loaded."""
from __future__ import annotations

from typing import Any

from . import _generated, _native  # type: ignore[attr-defined]

ffi: Any = _native.ffi
lib: Any = _native.lib


def _check() -> None:
    version = lib.imprint_abi_version()
    if version != _generated.ABI_VERSION:
        raise ImportError(f"libimprint has ABI version {version}, this package needs {_generated.ABI_VERSION}")
    for name in dir(lib):
        if not name.startswith("imprint_sizeof_"):
            continue
        struct = "imprint_" + name[len("imprint_sizeof_") :]
        if getattr(lib, name)() < ffi.sizeof(struct):
            raise ImportError(f"libimprint is older than this package: its {struct} is shorter")


_check()
