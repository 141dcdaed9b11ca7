#!/usr/bin/env python3
"""Writes what the Node binding takes from spec/abi/imprint.json: native/generated.h, lib/generated.js and lib/generated.d.ts.

    generate.py --write     writes the three
    generate.py --check     exits with 1 when one of them is not what the description gives
"""
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]

# Structs that cross the border by their table, and the names of their types in TypeScript.
TYPES = {
    "imprint_context_options": "ContextLimits", "imprint_mark_options": "MarkMembers", "imprint_verify_options": "VerifyMembers",
    "imprint_propagate_options": "PropagateMembers", "imprint_transplant_options": "TransplantMembers", "imprint_embed_options": "EmbedMembers",
    "imprint_detect_options": "DetectMembers", "imprint_label_options": "LabelMembers", "imprint_label_find_options": "LabelFindMembers",
    "imprint_aigc_label": "AigcLabel", "imprint_lint_options": "LintMembers", "imprint_manifest_options": "ManifestMembers",
    "imprint_signer": "SignerMembers", "imprint_log_entry": "LogEntry", "imprint_batch_item": "BatchItem", "imprint_embed_result": "EmbedQuality",
    "imprint_detection": "DetectionMembers", "imprint_label_placement": "LabelPlacement", "imprint_label_found": "LabelFound",
    "imprint_log_summary": "LogSummary", "imprint_audio_format": "AudioFormat", "imprint_audible_found": "AudibleFound",
}
RESULTS = {"imprint_embed_result", "imprint_detection", "imprint_label_placement", "imprint_label_found", "imprint_log_summary",
           "imprint_audible_found"}
HANDMADE_TYPES = {"imprint_batch_item", "imprint_signer", "imprint_audio_format"}  # which index.d.ts declares better
HIDDEN = {"struct_size", "reserved", "has_mark_id"}
OUTPUTS = {"imprint_batch_item": {"out", "report", "error"}}
FLAGS = re.compile(r"no_\w+|declared|strict|vouched|sidecar|thumbnail|found|raised|manifest_broken|too_quiet|wrong_timing|audible_clip_alone|sound")
WORDS = {"payload", "mark_id"}  # 64 bits that are no quantity: BigInt

# Calls that are not bound as they stand: native/module.cc has them by hand.
BY_HAND = {
    "imprint_context_create", "imprint_context_derive", "imprint_watermark_detect_all", "imprint_watermark_detect_all_file",
    "imprint_mark_batch", "imprint_verify_batch", "imprint_propagate_batch",
    "imprint_audio_embedder_create", "imprint_audio_embedder_process", "imprint_audio_embedder_flush", "imprint_audio_embedder_get_result",
    "imprint_audio_detector_create", "imprint_audio_detector_process", "imprint_audio_detector_finish", "imprint_audio_detector_get_result",
    "imprint_audible_label_make", "imprint_audible_label_find",
}
# Calls that answer at once, on the thread that calls: cheap ones, and what changes a context.
AT_ONCE = re.compile(r"imprint_(mark_id(_keyed)?|provider_code|key_generate|context_(add|set)_\w+)")
# What has no imprint_error, and is used by the native layer itself.
INSIDE = re.compile(r"imprint_(version|abi_version|watermark_\w+_version|watermark_min_side_px|watermark_payload_bits|status_name|bytes_free|context_destroy"
                    r"|context_cancel|report_get_\w+|report_destroy|audio_(embedder_destroy|embedder_get_delay|detector_destroy)|sizeof_\w+)")


def camel(name):
    first, *others = name.split("_")
    return first + "".join(part.capitalize() for part in others)


def pascal(name):
    return "".join(part.capitalize() for part in name.removeprefix("imprint_").split("_"))


def common_prefix(names):
    prefix = names[0]
    for name in names:
        while not name.startswith(prefix):
            prefix = prefix[:-1]
    return prefix[: prefix.rfind("_") + 1]


def members_of(enum):
    """JavaScript's names and the values: IMPRINT_CORNER_LOWER_RIGHT is 'lower_right', as reports write such words."""
    members = [member for member in enum["members"] if not member["name"].endswith("FORCE32")]
    prefix = common_prefix([member["name"] for member in members])
    return [(member["name"].removeprefix(prefix).lower(), member["value"]) for member in members]


def shown(struct):
    return [member for member in struct["members"]
            if member["name"] not in HIDDEN and member["name"] not in OUTPUTS.get(struct["name"], ())]


def kind_of(member, enums):
    """The Kind of native/structs.h, and what it needs."""
    kind, name = member["type"], member["name"]
    if kind == "imprint_text":
        return "kText", ""
    if kind == "imprint_byte_view":
        return "kBytes", ""
    if kind == "imprint_number_view":
        return "kNumbers", ""
    if kind in enums:
        return "kEnum", f"&k{pascal(kind)}"
    if kind == "double":
        return "kDouble", ""
    if kind == "imprint_exchange":
        return "kExchange", ""
    if kind == "void*":
        return "kUserData", ""
    if kind.startswith("char["):
        return "kChars", ""
    if kind.endswith("*"):
        return "kStruct", f"&k{pascal(kind.removeprefix('const ').removesuffix('*'))}"
    if kind == "uint32_t":
        return ("kFlag" if FLAGS.fullmatch(name) else "kUint32"), ""
    if kind == "uint64_t":
        return ("kWord" if name in WORDS else "kUint64"), ""
    if kind == "int64_t":
        return "kInt64", ""
    sys.exit(f"no kind for {kind} {name}")


def header(abi):
    enums = {enum["name"]: enum for enum in abi["enums"]}
    structs = {struct["name"]: struct for struct in abi["structs"]}
    out = ["// Made by generate.py from spec/abi/imprint.json, not by hand: names of enumerators, members of structs, and the calls.", "#pragma once",
           '#include "call.h"', "", "namespace imprint_node {", ""]
    for enum in enums.values():
        if enum["name"] == "imprint_status":
            continue
        rows = ", ".join(f'{{"{name}", {value}}}' for name, value in members_of(enum))
        out.append(f"inline constexpr Enumerator k{pascal(enum['name'])}Rows[] = {{{rows}}};")
        out.append(f"inline constexpr Enumeration k{pascal(enum['name'])} = {{\"{camel(enum['name'].removeprefix('imprint_'))}\", k{pascal(enum['name'])}Rows, {len(members_of(enum))}}};")
    out += [""] + [f"extern const Struct k{pascal(name)};" for name in TYPES] + [""]
    for name in TYPES:
        out.append(f"inline constexpr Member k{pascal(name)}Rows[] = {{")
        for member in shown(structs[name]):
            kind, extra = kind_of(member, enums)
            field = f"offsetof({name}, {member['name']}), sizeof({name}::{member['name']})"
            enumeration, struct = (extra or "nullptr", "nullptr") if kind == "kEnum" else ("nullptr", extra or "nullptr")
            out.append(f'    {{"{camel(member["name"])}", Kind::{kind}, {field}, {enumeration}, {struct}}},')
            if member["name"] == "mark_id":
                out.append(f'    {{"markId", Kind::kPresence, offsetof({name}, has_mark_id), sizeof({name}::has_mark_id), nullptr, nullptr}},')
        out.append("};")
        out.append(f'inline constexpr Struct k{pascal(name)} = {{"{name}", sizeof({name}), k{pascal(name)}Rows, sizeof(k{pascal(name)}Rows) / sizeof(Member)}};')
        out.append(f"template <> inline const Struct& table_of<{name}>() {{ return k{pascal(name)}; }}")
    out += ["", "// Every call of the header with an imprint_error: by its name without prefix, in camelCase.", "inline constexpr Function kFunctions[] = {"]
    for function in abi["functions"]:
        name = function["name"]
        failing = bool(function["parameters"]) and function["parameters"][-1]["type"] == "imprint_error*"
        if not failing and not INSIDE.fullmatch(name):
            sys.exit(f"{name} is neither bound nor used: say in generate.py which")
        if failing and name not in BY_HAND:
            out.append(f'    {{"{camel(name.removeprefix("imprint_"))}", {"at_once" if AT_ONCE.fullmatch(name) else "on_a_worker"}<{name}>}},')
    out += ["};", "", "// What a caller's struct is long, and what the library that is loaded says.", "inline constexpr SizeCheck kSizes[] = {"]
    for function in abi["functions"]:
        if function["name"].startswith("imprint_sizeof_"):
            out.append(f'    {{"imprint_{function["name"].removeprefix("imprint_sizeof_")}", sizeof(imprint_{function["name"].removeprefix("imprint_sizeof_")}), {function["name"]}}},')
    out += ["};", "", "}  // namespace imprint_node"]
    return "\n".join(out) + "\n"


def statuses(abi):
    return next(enum for enum in abi["enums"] if enum["name"] == "imprint_status")["members"][:-1]


def javascript(abi):
    out = ["// Made by generate.py from spec/abi/imprint.json, not by hand: the numbers of spec/errors.md by name.", "'use strict';", "", "const Status = Object.freeze({"]
    out += [f"  {member['name'].removeprefix('IMPRINT_').removeprefix('ERR_')}: {member['value']}," for member in statuses(abi)]
    return "\n".join(out + ["});", "", "module.exports = { Status };"]) + "\n"


def comments(struct):
    """What the header says behind each member of a struct; {} where the struct has no definition of its own."""
    text = (ROOT / "include/imprint/imprint.h").read_text(encoding="utf-8")
    body = re.search(rf"typedef struct {struct} \{{\n(.*?)\n\}} {struct};", text, re.S).group(1)
    out = {}
    for names, comment in re.findall(r"^ +\w[\w ]*?[ *]+(\w+(?:, \w+)*)(?:\[[\w +]+\])?; */\*(.*?)\*/", body, re.S | re.M):
        plain = re.sub(r"\s*\n\s*\*?\s*", " ", comment).strip()
        out.update({name: plain for name in names.split(", ")})
    return out


def typescript_type(member, enums, result):
    kind, extra = kind_of(member, enums)
    number = "number" if result else "number | bigint"
    plain = {"kText": "string", "kBytes": "Uint8Array", "kNumbers": "readonly number[]", "kDouble": "number", "kFlag": "boolean", "kUint32": "number", "kUint64": number,
             "kWord": "bigint" if result else "bigint | number", "kInt64": number, "kChars": "string"}
    if kind == "kEnum":
        return pascal(member["type"]) + ("" if result else " | number")
    if kind == "kStruct":
        return "Signer" if "signer" in member["type"] else "ManifestMembers"
    return plain[kind]


def typescript(abi):
    enums = {enum["name"]: enum for enum in abi["enums"]}
    out = ["// Made by generate.py from spec/abi/imprint.json and imprint.h, not by hand: words, options and results.", "import type { Signer } from './index.js';", "",
           "/** The numbers of spec/errors.md by name. */", "export declare const Status: {"]
    out += [f"  readonly {member['name'].removeprefix('IMPRINT_').removeprefix('ERR_')}: {member['value']};" for member in statuses(abi)] + ["};"]
    out += ["/** Codes of errors; one that this package does not know is 'unknown status'. */", "export type StatusCode ="]
    out += [f"  | '{member['name']}'" for member in statuses(abi) if member["value"]] + ["  | 'unknown status';"]
    for enum in enums.values():
        if enum["name"] == "imprint_status":
            continue
        out += [""] + ([f"/** {enum['brief']} */"] if enum["brief"] else [])
        out.append(f"export type {pascal(enum['name'])} = " + " | ".join(f"'{name}'" for name, _ in members_of(enum)) + ";")
    for struct in abi["structs"]:
        if struct["name"] not in TYPES or struct["name"] in HANDMADE_TYPES:
            continue
        result, said = struct["name"] in RESULTS, comments(struct["name"])
        out += ["", f"/** {struct['name']} of imprint.h{'' if result else '; what is not set has its default'}. */", f"export interface {TYPES[struct['name']]} {{"]
        for member in shown(struct):
            kind = typescript_type(member, enums, result)
            if result and member["name"] == "legibility":
                kind += " | null"
            if member["name"] in said:
                out.append(f"  /** {said[member['name']]} */")
            out.append(f"  {camel(member['name'])}{'' if result else '?'}: {kind}{'' if result else ' | null'};")
        out.append("}")
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    description = json.loads((ROOT / "spec/abi/imprint.json").read_text(encoding="utf-8"))
    made = {"native/generated.h": header(description), "lib/generated.js": javascript(description), "lib/generated.d.ts": typescript(description)}
    for file, text in made.items():
        if sys.argv[1:] == ["--write"]:
            (HERE / file).write_text(text, encoding="utf-8")
        elif not (HERE / file).exists() or (HERE / file).read_text(encoding="utf-8") != text:
            sys.exit(f"{file} is not what spec/abi/imprint.json gives: run generate.py --write")
