#!/usr/bin/env python3
"""Writes what the Python binding takes from spec/abi/imprint.json: imprint/_generated.py, and the declarations that cffi compiles.

    generate.py --write     writes imprint/_generated.py
    generate.py --check     exits with 1 when it is not what the description gives
"""
import json
import keyword
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
DESCRIPTION = HERE.parents[1] / "spec/abi/imprint.json"
GENERATED = HERE / "imprint/_generated.py"

# Structs that callers fill, by the name of their class. The others are results, or are filled by classes written by hand.
OPTIONS = {
    "imprint_context_options": "ContextOptions",
    "imprint_mark_options": "MarkOptions",
    "imprint_verify_options": "VerifyOptions",
    "imprint_propagate_options": "PropagateOptions",
    "imprint_transplant_options": "TransplantOptions",
    "imprint_embed_options": "EmbedOptions",
    "imprint_detect_options": "DetectOptions",
    "imprint_label_options": "LabelOptions",
    "imprint_label_find_options": "LabelFindOptions",
    "imprint_aigc_label": "AigcLabel",
    "imprint_lint_options": "LintOptions",
    "imprint_manifest_options": "ManifestOptions",
}
HIDDEN = {"struct_size", "reserved", "has_mark_id"}
FLAGS = re.compile(r"no_\w+|audible_clip_alone|declared|strict|vouched|sidecar|thumbnail")
# What an exception also is, so that code that knows nothing of this package catches it.
ALSO = {
    "IMPRINT_ERR_INVALID_ARGUMENT": "ValueError",
    "IMPRINT_ERR_UNKNOWN_OPTION": "ValueError",
    "IMPRINT_ERR_OUT_OF_MEMORY": "MemoryError",
    "IMPRINT_ERR_FILE_NOT_FOUND": "builtins.FileNotFoundError",
    "IMPRINT_ERR_FILE_EXISTS": "builtins.FileExistsError",
    "IMPRINT_ERR_FILE_READ": "OSError",
    "IMPRINT_ERR_FILE_WRITE": "OSError",
}


def camel(name):
    return "".join(part.capitalize() for part in name.split("_"))


def common_prefix(members):
    names = [member["name"] for member in members]
    prefix = names[0]
    for name in names:
        while not name.startswith(prefix):
            prefix = prefix[:-1]
    return prefix[: prefix.rfind("_") + 1]


def enum_class(name):
    return camel(name.removeprefix("imprint_"))


def members_of(enum):
    """Python names and values; IMPRINT_FORMAT_RGB8 becomes RGB8, the FORCE32 member goes."""
    members = [member for member in enum["members"] if not member["name"].endswith("FORCE32")]
    prefix = "IMPRINT_" if enum["name"] == "imprint_status" else common_prefix(members)
    for member in members:
        short = member["name"].removeprefix(prefix).removeprefix("ERR_")
        yield (short + "_" if keyword.iskeyword(short) else short), member["value"]


def error_class(status):
    return camel(status.removeprefix("IMPRINT_ERR_").lower()) + "Error"


def python_type(member, enums):
    kind = member["type"]
    if kind == "imprint_text":
        return "Optional[str]", "None"
    if kind == "imprint_byte_view":
        return "Optional[bytes]", "None"
    if kind == "imprint_number_view":
        return "Optional[Sequence[float]]", "None"
    if kind in enums:
        return f"Union[{enum_class(kind)}, int]", "0"
    if kind == "double":
        return "float", "0.0"
    if kind.endswith("imprint_signer*"):
        return 'Optional["Signer"]', "None"
    if kind.endswith("imprint_manifest_options*"):
        return 'Optional["ManifestOptions"]', "None"
    if member["name"] == "mark_id":
        return "Optional[int]", "None"
    return ("bool", "False") if FLAGS.fullmatch(member["name"]) else ("int", "0")


def generated(abi):
    enums = {enum["name"]: enum for enum in abi["enums"]}
    out = ['"""Made by generate.py from spec/abi/imprint.json, not by hand: enumerations, exceptions and option classes."""',
           "from __future__ import annotations", "", "import builtins", "from dataclasses import dataclass", "from enum import IntEnum",
           "from typing import TYPE_CHECKING, Dict, Optional, Sequence, Type, Union", "", "from ._errors import Error", "", "if TYPE_CHECKING:",
           "    from ._signer import Signer", "", f"ABI_VERSION = {next(c['value'] for c in abi['constants'] if c['name'] == 'IMPRINT_ABI_VERSION')}"]
    for enum in enums.values():
        out += ["", "", f"class {enum_class(enum['name'])}(IntEnum):"]
        if enum["brief"]:
            out += [f'    """{enum["brief"]}"""', ""]
        out += [f"    {name} = {value}" for name, value in members_of(enum)]
    for member in enums["imprint_status"]["members"]:
        if not member["name"].startswith("IMPRINT_ERR_"):
            continue
        also = ALSO.get(member["name"])
        out += ["", "", f"class {error_class(member['name'])}(Error{', ' + also if also else ''}):", f'    """{member["name"]}, {member["value"]}: see spec/errors.md."""']
    out += ["", "", "ERRORS: Dict[int, Type[Error]] = {"]
    out += [f"    {member['value']}: {error_class(member['name'])}," for member in enums["imprint_status"]["members"] if member["name"].startswith("IMPRINT_ERR_")]
    out += ["}"]
    for struct in abi["structs"]:
        if struct["name"] not in OPTIONS:
            continue
        out += ["", "", "@dataclass", f"class {OPTIONS[struct['name']]}:", f'    """{struct["name"]} of imprint.h, which says what each member means; what is not set has its default."""', ""]
        for member in struct["members"]:
            if member["name"] in HIDDEN:
                continue
            kind, default = python_type(member, enums)
            out.append(f"    {member['name']}: {kind} = {default}")
    shadowing = {base.rpartition(".")[2] for base in ALSO.values() if "." in base}
    names = re.findall(r"^class (\w+)", "\n".join(out), re.M)
    out += ["", "", "# Those that have the name of a built-in one stay out of `import *`.", "__all__ = ["]
    out += [f'    "{name}",' for name in names if name not in shadowing] + ["]"]
    return "\n".join(out) + "\n"


def cdef(abi):
    """The border as cffi's compiler reads it; it holds each of it against the header."""
    out = []
    for enum in abi["enums"]:
        values = ", ".join(f"{member['name']} = {member['value']}" for member in enum["members"])
        out.append(f"typedef enum {enum['name']} {{ {values} }} {enum['name']};")
    out += [f"typedef struct {handle['name']} {handle['name']};" for handle in abi["handles"]]
    out += [f"typedef struct {struct['name']} {struct['name']};" for struct in abi["structs"]]
    out += [f"typedef {one['returns']} (*{one['name']})({', '.join(one['parameters'])});" for one in abi["callbacks"]]
    for struct in abi["structs"]:
        members = []
        for member in struct["members"]:
            kind, brackets = re.fullmatch(r"([^\[]+)(\[\d+\])?", member["type"]).groups()
            members.append(f"{kind} {member['name']}{brackets or ''};")
        out.append(f"struct {struct['name']} {{ {' '.join(members)} }};")
    for function in abi["functions"]:
        parameters = ", ".join(f"{one['type']} {one['name']}" for one in function["parameters"]) or "void"
        out.append(f"{function['returns']} {function['name']}({parameters});")
    out.append('extern "Python" { int imprint_py_progress(void*, double); void imprint_py_event(void*, const imprint_event*);'
               " int imprint_py_sign(void*, imprint_byte_view, uint8_t*, size_t, size_t*); int imprint_py_time_stamp(void*, imprint_byte_view, uint8_t*, size_t, size_t*); }")
    return "\n".join(out)


def load():
    return json.loads(DESCRIPTION.read_text(encoding="utf-8"))


if __name__ == "__main__":
    made = generated(load())
    if sys.argv[1:] == ["--write"]:
        GENERATED.write_text(made, encoding="utf-8")
    elif GENERATED.read_text(encoding="utf-8") != made:
        sys.exit("imprint/_generated.py is not what spec/abi/imprint.json gives: run generate.py --write")
