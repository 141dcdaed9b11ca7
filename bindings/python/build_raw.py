#!/usr/bin/env python3
"""Compiles imprint/_native.abi3.so, the raw layer: every declaration of the header, checked by the compiler, for any Python from 3.9.

    build_raw.py FOLDER LIBRARY_FOLDER [RPATH]     FOLDER/imprint/_native.abi3.so, linked with LIBRARY_FOLDER/libimprint.so
"""
import os
import pathlib
import sys

import cffi
import generate

ROOT = pathlib.Path(__file__).resolve().parents[2]


def build(folder, library_folder, rpath):
    maker = cffi.FFI()
    maker.cdef(generate.cdef(generate.load()))
    maker.set_source("imprint._native", '#include "imprint/imprint.h"', include_dirs=[str(ROOT / "include")], libraries=["imprint"],
                     library_dirs=[str(library_folder)], extra_link_args=[f"-Wl,-rpath,{rpath}"], extra_compile_args=["-O2", f"-ffile-prefix-map={folder}="],
                     define_macros=[("Py_LIMITED_API", "0x03090000")], py_limited_api=True)
    os.makedirs(folder, exist_ok=True)
    return maker.compile(tmpdir=str(folder), verbose=False)


if __name__ == "__main__":
    print(build(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve(), sys.argv[3] if len(sys.argv) > 3 else pathlib.Path(sys.argv[2]).resolve()))
