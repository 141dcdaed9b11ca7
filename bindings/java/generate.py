#!/usr/bin/env python3
"""Writes what the Java binding takes from spec/abi/imprint.json and the comments of imprint.h: native/raw.c and generated/imprint/*.java.

    generate.py --write     writes them
    generate.py --check     exits with 1 when they are not what the description gives
"""
import re
import sys

from describe import HERE, brief, camel, comments, enumerators, load, pascal

# Structs that callers fill, and structs that calls fill, by the name of their class. The others are filled by classes written by hand.
OPTIONS = {
    "imprint_context_options": "ContextOptions", "imprint_mark_options": "MarkOptions", "imprint_verify_options": "VerifyOptions",
    "imprint_propagate_options": "PropagateOptions", "imprint_transplant_options": "TransplantOptions", "imprint_embed_options": "EmbedOptions",
    "imprint_detect_options": "DetectOptions", "imprint_label_options": "LabelOptions", "imprint_label_find_options": "LabelFindOptions",
    "imprint_aigc_label": "AigcLabel", "imprint_lint_options": "LintOptions", "imprint_manifest_options": "ManifestOptions",
    "imprint_log_entry": "LogEntry",
}
RESULTS = {
    "imprint_detection": "Detection", "imprint_embed_result": "EmbedResult", "imprint_label_placement": "LabelPlacement",
    "imprint_label_found": "LabelFound", "imprint_audible_found": "AudibleFound", "imprint_log_summary": "LogSummary",
}
BY_HAND = {"imprint_error", "imprint_image", "imprint_derive_options", "imprint_signer", "imprint_batch_item", "imprint_audio_format"}
HIDDEN = {"struct_size", "reserved", "has_mark_id"}
FLAGS = re.compile(r"no_\w+|declared|strict|vouched|sidecar|thumbnail|found|raised|manifest_broken|too_quiet|wrong_timing|audible_clip_alone|sound")
MADE = "Made by generate.py from spec/abi/imprint.json, not by hand."
WIDE = {"size_t", "int64_t", "uint64_t"}


# ---- The raw layer: one native method for each function ----

def raw_types(kind, enums):
    """Java's and JNI's type of a parameter or an answer of the border. Pointers, and structs by value, are addresses."""
    if kind in enums or kind in ("int", "uint32_t"):
        return "int", "jint"
    if kind == "void":
        return "void", "void"
    if kind == "double":
        return "double", "jdouble"
    if kind == "const char*":
        return "String", "jstring"
    return "long", "jlong"


def to_c(parameter, enums):
    kind, name = parameter["type"], parameter["name"]
    if kind in ("imprint_text", "imprint_byte_view"):
        return f"*(const {kind}*)(intptr_t){name}"
    if kind.endswith("*"):
        return f"({kind})(intptr_t){name}"
    return f"({kind}){name}"


def answer(function, call, enums):
    kind = function["returns"]
    if kind == "void":
        return f"  {call};"
    if kind == "const char*":
        return f"  return (*env)->NewStringUTF(env, {call});"
    if kind == "imprint_text":
        return f"  const imprint_text text = {call};\n  return imprint_java_bytes(env, text.data, text.size);"
    if kind == "imprint_status":
        return f"  imprint_java_begin();\n  const jint status = (jint){call};\n  imprint_java_end();\n  return status;"
    return f"  return ({raw_types(kind, enums)[1]}){call};"


def raw_c(abi, enums):
    out = [f"/* The border, one JNI function for each of its own, and the offsets that Java writes to. {MADE} */", '#include "glue.h"', ""]
    for struct in abi["structs"]:
        out.append(f'_Static_assert(sizeof({struct["name"]}) == {struct["size"]}, "{struct["name"]}");')
        for member in struct["members"]:
            out.append(f'_Static_assert(offsetof({struct["name"]}, {member["name"]}) == {member["offset"]}, "{struct["name"]}.{member["name"]}");')
    for function in abi["functions"]:
        name = camel(function["name"].removeprefix("imprint_"))
        kind = "jbyteArray" if function["returns"] == "imprint_text" else raw_types(function["returns"], enums)[1]
        parameters = "".join(f", {raw_types(one['type'], enums)[1]} {one['name']}" for one in function["parameters"])
        call = f"{function['name']}({', '.join(to_c(one, enums) for one in function['parameters'])})"
        out += ["", f"JNIEXPORT {kind} JNICALL Java_imprint_Raw_{name}(JNIEnv* env, jclass type{parameters}) {{",
                "  (void)env;", "  (void)type;", answer(function, call, enums), "}"]
    return "\n".join(out) + "\n"


def raw_java(abi, enums):
    version = next(one["value"] for one in abi["constants"] if one["name"] == "IMPRINT_ABI_VERSION")
    out = ["package imprint;", "", "/** The functions of imprint.h, one to one; pointers, and structs by value, are addresses. " + MADE + " */", "final class Raw {",
           f"    static final int ABI_VERSION = {version};", "", "    private Raw() {}", "",
           "    /** Holds the library that was loaded against what this class was made from. */", "    static void check() {",
           "        if (abiVersion() != ABI_VERSION) {", '            throw new UnsatisfiedLinkError("libimprint has ABI version " + abiVersion() + ", this package needs " + ABI_VERSION);', "        }"]
    sizes = {struct["name"]: struct["size"] for struct in abi["structs"]}
    for function in abi["functions"]:
        if function["name"].startswith("imprint_sizeof_"):
            struct = function["name"].replace("sizeof_", "")
            out.append(f'        size("{struct}", {camel(function["name"].removeprefix("imprint_"))}(), {sizes[struct]});')
    out += ["    }", "", "    private static void size(String struct, long there, long needed) {", "        if (there < needed) {",
            '            throw new UnsatisfiedLinkError("libimprint is older than this package: its " + struct + " has " + there + " bytes, not " + needed);',
            "        }", "    }", ""]
    for function in abi["functions"]:
        kind = "byte[]" if function["returns"] == "imprint_text" else raw_types(function["returns"], enums)[0]
        parameters = ", ".join(f"{raw_types(one['type'], enums)[0]} {camel(one['name'])}" for one in function["parameters"])
        out += [f"    static native {kind} {camel(function['name'].removeprefix('imprint_'))}({parameters});"]
    return "\n".join(out + ["}"]) + "\n"


def layout_java(abi):
    """Sizes and offsets of the structs that classes written by hand fill and read."""
    out = ["package imprint;", "", "/** Sizes of structs and offsets of their members. " + MADE + " */", "final class Layout {"]
    for struct in abi["structs"]:
        if struct["name"] in BY_HAND:
            name = struct["name"].removeprefix("imprint_").upper()
            out += [f"    static final int {name}_SIZE = {struct['size']};"]
            out += [f"    static final int {name}_{one['name'].upper()} = {one['offset']};" for one in struct["members"] if one["name"] not in HIDDEN]
    return "\n".join(out + ["", "    private Layout() {}", "}"]) + "\n"


# ---- Enumerations ----

def enum_java(enum, told):
    name = pascal(enum["name"].removeprefix("imprint_"))
    out = ["package imprint;", "", f"/** {brief(enum, 'Constants of the library.')} {MADE} */", f"public enum {name} {{"]
    for short, full, value in enumerators(enum):
        said = told.get(enum["name"], {}).get(full)
        out += [f"    /** {said or full}. */", f"    {short}({value}),"]
    out += ["    /** A value that this package does not know: the library is newer. */", "    UNKNOWN(-1);", "", "    private static final " + name + "[] VALUES = values();",
            "    private final int value;", "", f"    {name}(int value) {{", "        this.value = value;", "    }", "",
            "    /**", "     * The number in imprint.h.", "     *", "     * @return the number; -1 of {@link #UNKNOWN}", "     */", "    public int value() {", "        return value;", "    }", "",
            "    /**", "     * The constant of a number.", "     *", "     * @param value the number in imprint.h", "     * @return the constant, or {@link #UNKNOWN}", "     */",
            f"    public static {name} of(int value) {{", f"        for (final {name} one : VALUES) {{", "            if (one.value == value) {", "                return one;", "            }", "        }",
            "        return UNKNOWN;", "    }", "}"]
    return name, "\n".join(out) + "\n"


# ---- Options ----

def option_member(struct, member, enums):
    """Java's type of an option, its field, and the statement that writes it."""
    kind, name, at = member["type"], camel(member["name"]), member["offset"]
    if member["name"] == "log_path":
        return "Path", f"arena.path(out, {at}, {name});"
    if kind == "imprint_text":
        return "String", f"arena.text(out, {at}, {name});"
    if kind == "imprint_byte_view":
        return "byte[]", f"arena.bytes(out, {at}, {name});"
    if kind == "imprint_number_view":
        return "double[]", f"arena.numbers(out, {at}, {name});"
    if kind in enums:
        return pascal(kind.removeprefix("imprint_")), f"out.putInt({at}, {name} == null ? 0 : {name}.value());"
    if kind == "double":
        return "double", f"out.putDouble({at}, {name});"
    if kind.endswith("imprint_signer*"):
        return "Signer", f"out.putLong({at}, {name} == null ? 0 : {name}.place(arena));"
    if kind.endswith("imprint_manifest_options*"):
        return "ManifestOptions", f"out.putLong({at}, {name} == null ? 0 : {name}.place(arena));"
    if member["name"] == "mark_id":
        has = next(one["offset"] for one in struct["members"] if one["name"] == "has_mark_id")
        return "Long", f"out.putInt({has}, {name} == null ? 0 : 1);\n        out.putLong({at}, {name} == null ? 0 : {name});"
    if FLAGS.fullmatch(member["name"]):
        return "boolean", f"out.putInt({at}, {name} ? 1 : 0);"
    return ("long", f"out.putLong({at}, {name});") if kind in WIDE else ("int", f"out.putInt({at}, {name});")


def setter(owner, member, kind, said):
    name = camel(member["name"])
    copy = f"{name} == null ? null : {name}.clone()" if kind.endswith("[]") else name
    lines = ["    /**", f"     * {said[:1].upper()}{said[1:]}.", "     *", f"     * @param {name} {member['name']} of imprint.h", "     * @return this", "     */",
             f"    public {owner} {name}({'long' if kind == 'Long' else kind} {name}) {{", f"        this.{name} = {copy};", "        return this;", "    }"]
    return lines


def options_java(struct, enums, told):
    name = OPTIONS[struct["name"]]
    members = [one for one in struct["members"] if one["name"] not in HIDDEN]
    kinds = {one["name"]: option_member(struct, one, enums) for one in members}
    out = ["package imprint;", ""]
    if any(kind == "Path" for kind, _ in kinds.values()):
        out += ["import java.nio.file.Path;"]
    out += ["import java.nio.ByteBuffer;", "", "/**", f" * {brief(struct, struct['name'] + '.')} What is not set has its default; see imprint.h.", " *", f" * <p>{MADE}", " */",
            f"public final class {name} {{", f"    private static final int SIZE = {struct['size']};"]
    out[2:] = sorted(line for line in out[2:] if line.startswith("import")) + [line for line in out[2:] if not line.startswith("import")]
    out += [f"    {kinds[one['name']][0]} {camel(one['name'])};" for one in members]
    out += ["", "    /** All defaults. */", f"    public {name}() {{}}"]
    for one in members:
        said = told.get(struct["name"], {}).get(one["name"]) or f"Sets {{@code {one['name']}}}"
        out += [""] + setter(name, one, kinds[one["name"]][0], said)
    out += ["", "    /** The address of the struct, which lives as long as the arena. */", "    long place(Arena arena) {", "        final ByteBuffer out = arena.struct(SIZE);"]
    out += ["        " + kinds[one["name"]][1] for one in members]
    out += ["        return arena.address(out);", "    }", "}"]
    return name, "\n".join(out) + "\n"


# ---- Results ----

def result_member(member, enums):
    kind, at = member["type"], member["offset"]
    if kind.startswith("char["):
        return "String", f"Arena.chars(in, at + {at}, {kind[5:-1]})"
    if kind in enums:
        name = pascal(kind.removeprefix("imprint_"))
        return name, f"{name}.of(in.getInt(at + {at}))"
    if kind == "double":
        return "double", f"in.getDouble(at + {at})"
    if FLAGS.fullmatch(member["name"]):
        return "boolean", f"in.getInt(at + {at}) != 0"
    return ("long", f"in.getLong(at + {at})") if kind in WIDE else ("int", f"in.getInt(at + {at})")


def result_java(struct, enums, told):
    name = RESULTS[struct["name"]]
    members = [one for one in struct["members"] if one["name"] not in HIDDEN]
    out = ["package imprint;", "", "import java.nio.ByteBuffer;", "", "/**", f" * {brief(struct, struct['name'] + '.')} See imprint.h. {MADE}", " *"]
    for one in members:
        said = told.get(struct["name"], {}).get(one["name"]) or f"{one['name']} of imprint.h"
        out.append(f" * @param {camel(one['name'])} {said}")
    out += [" */", f"public record {name}(", ",\n".join(f"        {result_member(one, enums)[0]} {camel(one['name'])}" for one in members) + ") {",
            f"    static final int SIZE = {struct['size']};"]
    if name == "Detection":
        out += ["", "    /**", "     * The payload as it is written in reports.", "     *", "     * @return 16 hexadecimal digits", "     */", "    public String payloadHex() {",
                '        return String.format("%016x", payload);', "    }"]
    out += ["", f"    static {name} read(ByteBuffer in, int at) {{", f"        return new {name}(", ",\n".join("                " + result_member(one, enums)[1] for one in members) + ");", "    }", "}"]
    return name, "\n".join(out) + "\n"


def generated(abi):
    """{file: text}, relative to this folder."""
    enums = {enum["name"]: enum for enum in abi["enums"]}
    told = comments()
    classes = [("Raw", raw_java(abi, enums)), ("Layout", layout_java(abi))] + [enum_java(enum, told) for enum in abi["enums"]]
    classes += [options_java(struct, enums, told) for struct in abi["structs"] if struct["name"] in OPTIONS]
    classes += [result_java(struct, enums, told) for struct in abi["structs"] if struct["name"] in RESULTS]
    return {"native/raw.c": raw_c(abi, enums), **{f"generated/imprint/{name}.java": text for name, text in classes}}


def main(arguments):
    made = generated(load())
    there = {f"generated/imprint/{path.name}" for path in (HERE / "generated/imprint").glob("*.java")} | {"native/raw.c"}
    if arguments == ["--write"]:
        for name in there - set(made):
            (HERE / name).unlink(missing_ok=True)
        for name, text in made.items():
            (HERE / name).write_text(text, encoding="utf-8")
        return
    stale = [name for name in sorted(there | set(made)) if name not in made or not (HERE / name).exists() or (HERE / name).read_text(encoding="utf-8") != made[name]]
    if stale:
        sys.exit(f"{', '.join(stale)}: not what spec/abi/imprint.json and imprint.h give: run generate.py --write")


if __name__ == "__main__":
    main(sys.argv[1:])
