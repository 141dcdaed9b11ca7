"""What the Java binding is made of: spec/abi/imprint.json, and what the header's comments say of each member. For generate.py."""
import html
import json
import pathlib
import re

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def load():
    return json.loads((ROOT / "spec/abi/imprint.json").read_text(encoding="utf-8"))


def camel(name):
    first, *others = name.split("_")
    return first + "".join(part[:1].upper() + part[1:] for part in others)


def pascal(name):
    return "".join(part.capitalize() for part in name.split("_"))


def common_prefix(names):
    prefix = names[0]
    for name in names:
        while not name.startswith(prefix):
            prefix = prefix[:-1]
    return prefix[: prefix.rfind("_") + 1]


def enumerators(enum):
    """Java's names and values; IMPRINT_FORMAT_RGB8 becomes RGB8, the FORCE32 member goes."""
    members = [one for one in enum["members"] if not one["name"].endswith("FORCE32")]
    prefix = "IMPRINT_" if enum["name"] == "imprint_status" else common_prefix([one["name"] for one in members])
    return [(one["name"].removeprefix(prefix).removeprefix("ERR_"), one["name"], one["value"]) for one in members]


def _javadoc(comment):
    text = re.sub(r"\s*\n\s*(?:\* ?)?", " ", comment).strip().rstrip(".")
    return html.escape(text, quote=False).replace("@", "&#64;").replace("*/", "*&#47;")


def _names(line):
    """What a line declares: of `uint32_t x_px, y_px;`, `char head[72];` or `IMPRINT_OK = 0,`."""
    return [re.split(r"[\[=]", part)[0].split()[-1].lstrip("*") for part in re.split(r"[;,]", line) if part.strip()]


def comments():
    """{struct or enum: {member: what stands behind it in the header}}."""
    header = (ROOT / "include/imprint/imprint.h").read_text(encoding="utf-8")
    out = {}
    for body, name in re.findall(r"typedef (?:struct|enum) \w+ \{\n(.*?)\n\} (\w+);", header, re.S):
        told = out[name] = {}
        for before, comment in re.findall(r"([^/]*)/\*(.*?)\*/", body, re.S):
            told.update({one: _javadoc(comment) for one in _names(before.rsplit("\n", 1)[-1])})
    return out


def brief(one, fallback):
    return _javadoc(one["brief"]) + "." if one.get("brief") else fallback
