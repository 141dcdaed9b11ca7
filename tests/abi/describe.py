#!/usr/bin/env python3
"""The description of the ABI that bindings are held against: spec/abi/imprint.json, made from the public header.

    tests/abi/describe.py --write          writes it
    tests/abi/describe.py --check          exits with 1 when it is not what the header says
    tests/abi/describe.py --header FILE    of another header, to standard output

Names, types and comments come from clang's syntax tree, offsets and sizes from its layout for x86-64 Linux, which is that of every
64-bit Unix. The order is that of the header.
"""
import argparse
import difflib
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEADER = ROOT / "include/imprint/imprint.h"
DESCRIPTION = ROOT / "spec/abi/imprint.json"
TARGET = ["-x", "c", "-std=c99", "-target", "x86_64-linux-gnu"]


def clang(header, *arguments, source=None):
    command = ["clang", *TARGET, "-fsyntax-only", *arguments, "-" if source else str(header)]
    # A compiler cache knows a source by its preprocessed text, in which there are no comments.
    environment = {**os.environ, "CCACHE_DISABLE": "1"}
    return subprocess.run(command, input=source, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout


def text_of(comment):
    """The words of a comment up to its first @param, in one line."""
    if comment.get("kind") == "TextComment":
        return comment["text"].strip()
    if comment.get("kind") in ("ParamCommandComment", "BlockCommandComment"):
        return ""
    return " ".join(filter(None, (text_of(one) for one in comment.get("inner", []))))


def brief(node):
    words = " ".join(filter(None, (text_of(one) for one in node.get("inner", []) if one["kind"] == "FullComment")))
    sentence = re.match(r"(.+?(?<!Art)\.)(?=\s|$)", re.sub(r"\s+", " ", words))
    return sentence.group(1) if sentence else words


def plain(spelling):
    return re.sub(r"\bstruct (imprint_\w+)", r"\1", spelling).replace(" *", "*")


def own(node):
    return node.get("name", "").startswith("imprint_")



def members_of(record):
    return [{"name": field["name"], "type": plain(field["type"]["qualType"])} for field in record.get("inner", []) if field["kind"] == "FieldDecl"]


def constant(node):
    """The value of an enumerator, written out by clang."""
    for inner in node.get("inner", []):
        value = int(inner["value"]) if inner["kind"] == "ConstantExpr" else constant(inner)
        if value is not None:
            return value
    return None


def values_of(enum):
    values, next_value = [], 0
    for node in enum.get("inner", []):
        if node["kind"] != "EnumConstantDecl":
            continue
        value = constant(node)
        value = next_value if value is None else value
        next_value = value + 1
        values.append({"name": node["name"], "value": value})
    return values


def callback(node):
    """Return type and parameter types of a pointer to a function, or nothing."""
    match = re.fullmatch(r"(.+?) \(\*\)\((.*)\)", node["type"]["qualType"])
    return match and {"returns": plain(match.group(1)), "parameters": [plain(one) for one in match.group(2).split(", ")]}


def walk(tree):
    out = {"enums": [], "handles": [], "structs": [], "callbacks": [], "functions": []}
    for node in filter(own, tree["inner"]):
        name = node.get("name")
        if node["kind"] == "EnumDecl" and name:
            out["enums"].append({"name": name, "brief": brief(node), "members": values_of(node)})
        elif node["kind"] == "RecordDecl" and node.get("completeDefinition"):
            out["structs"].append({"name": name, "brief": brief(node), "members": members_of(node)})
        elif node["kind"] == "TypedefDecl" and (shape := callback(node)):
            out["callbacks"].append({"name": name, "brief": brief(node), **shape})
        elif node["kind"] == "TypedefDecl":
            out["handles"].append({"name": name, "brief": brief(node)})
        elif node["kind"] == "FunctionDecl":
            parameters = [{"name": one["name"], "type": plain(one["type"]["qualType"])} for one in node.get("inner", []) if one["kind"] == "ParmVarDecl"]
            returns = plain(node["type"]["qualType"].split("(")[0].strip())
            out["functions"].append({"name": name, "brief": brief(node), "returns": returns, "parameters": parameters})
    complete = {one["name"] for kind in ("structs", "enums") for one in out[kind]}
    out["handles"] = [one for one in out["handles"] if one["name"] not in complete]
    return out


def add_layout(structs, header):
    """Sizes and offsets: clang evaluates them as the values of an enumeration."""
    names, rows = [], []
    for struct in structs:
        names.append((struct, "size"))
        rows.append(f"sizeof({struct['name']})")
        for member in struct["members"]:
            names += [(member, "offset"), (member, "size")]
            rows += [f"__builtin_offsetof({struct['name']}, {member['name']})", f"sizeof((({struct['name']}*)0)->{member['name']})"]
    source = f'#include "{header}"\nenum layout {{ ' + ", ".join(f"layout_{i} = {row}" for i, row in enumerate(rows)) + " };"
    tree = json.loads(clang(header, "-Xclang", "-ast-dump=json", source=source))
    layout = next(node for node in tree["inner"] if node.get("name") == "layout")
    for (owner, key), value in zip(names, values_of(layout)):
        owner[key] = value["value"]


def constants_of(text):
    """Macros with a number: #define IMPRINT_KEY_BYTES 32."""
    found = re.findall(r"^#define (IMPRINT_[A-Z0-9_]+) (\d+)\s*(?:/\*.*)?$", text, re.M)
    return [{"name": name, "value": int(value)} for name, value in found]


def describe(header):
    text = header.read_text(encoding="utf-8")
    tree = json.loads(clang(header, "-Xclang", "-ast-dump=json"))
    found = walk(tree)
    add_layout(found["structs"], header)
    for struct in found["structs"]:
        init = struct["name"].upper() + "_INIT"
        struct["init"] = init if f"#define {init}" in text else None
    return {"description": "The ABI of include/imprint/imprint.h for 64-bit Unix; made by tests/abi/describe.py, not by hand.",
            "constants": constants_of(text), **found}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--check", action="store_true")
    arguments.add_argument("--header", type=pathlib.Path, default=HEADER)
    given = arguments.parse_args()
    made = json.dumps(describe(given.header.resolve()), indent=1, ensure_ascii=False) + "\n"
    if given.write:
        DESCRIPTION.write_text(made, encoding="utf-8")
    elif given.check:
        there = DESCRIPTION.read_text(encoding="utf-8") if DESCRIPTION.exists() else ""
        if there != made:
            print("\n".join(list(difflib.unified_diff(there.splitlines(), made.splitlines(), "imprint.json", "header", lineterm=""))[:40]))
            print("spec/abi/imprint.json is not what the header says: run tests/abi/describe.py --write, and mend the bindings")
            return 1
        print("spec/abi/imprint.json is what the header says")
    else:
        print(made, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
