#!/usr/bin/env python3
"""Holds the suite's TOML files against their schemas, and sees that each schema refuses what it should: check_toml.py CONFORMANCE.
Needs jsonschema and tomllib; exit code 77 (skipped) without."""
import copy
import json
import pathlib
import sys

try:
    import jsonschema
    import tomllib
except ImportError as missing:
    print("skipped: no", missing.name, "for", sys.executable)
    sys.exit(77)

ROOT = pathlib.Path(sys.argv[1])
# schema -> the files that it is of
FILES = {
    "rule": [f for f in sorted((ROOT / "rubric").glob("*.toml")) if f.name != "faults.toml"],
    "faults": [ROOT / "rubric" / "faults.toml"],
    "profile": sorted((ROOT / "profiles").glob("*.toml")),
    "subject": sorted((ROOT / "subjects").glob("*/subject.toml")) + sorted((ROOT / "subjects").glob("*/stream.toml")),
    "waivers": sorted((ROOT / "subjects").glob("*/waivers.toml")),
}
# Minimal good files, for schemas that may have no file here.
GOOD = {
    "waivers": {"schema": 1, "waiver": [{"rule": "a-1-1", "reason": "r", "person": "p", "until": "2027-03-31"}]},
    "subject": {"schema": 1, "kind": "command", "product": {"name": "n", "vendor": "v", "version": "1"},
                "claims": {"roles": ["generator"], "media": ["image"], "formats": ["png"]},
                "commands": {"mark": ["tool", "{in}", "{out}"]}},
}


def validator(name):
    schema = json.loads((ROOT / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def places(value, path=()):
    """Every place of a file: each table, each value in a table or list."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from places(inner, (*path, key))


def at(value, path):
    for key in path:
        value = value[key]
    return value


def spoilt(good):
    """What no schema may take: a key that nobody knows in any table whose keys are fixed, a value of another type."""
    for path in places(good):
        target = at(good, path)
        copied = copy.deepcopy(good)
        if isinstance(target, dict) and not FREE.intersection(path):
            at(copied, path)["unknown_key"] = "x"
            yield path, "an unknown key", copied
        elif path and "parameters" not in path:
            at(copied, path[:-1])[path[-1]] = None
            yield path, "null", copied


# Tables whose keys are names: prefixes of ids, parameters of a judge, claims on attacks.
FREE = {"prefixes", "parameters"}


def check(name):
    judge = validator(name)
    goods = [(str(f.relative_to(ROOT)), tomllib.loads(f.read_text(encoding="utf-8"))) for f in FILES[name]]
    complaints = [f"{where} {e.json_path}: {e.message}" for where, good in goods for e in judge.iter_errors(good)]
    sample = min((good for _, good in goods), key=lambda good: len(json.dumps(good)), default=GOOD.get(name))
    refused = 0
    for path, what, bad in spoilt(sample):
        refused += 1
        if judge.is_valid(bad):
            complaints.append(f"{name}.schema.json takes {what} at {'.'.join(map(str, path)) or 'the top'}")
    if name in GOOD and not judge.is_valid(GOOD[name]):
        complaints.append(f"{name}.schema.json refuses a minimal good file")
    print(f"{name}: {len(goods)} files, {refused} spoilt ones")
    return complaints, len(goods) + refused


def main():
    results = [check(name) for name in FILES]
    complaints = [line for lines, _ in results for line in lines]
    print("\n".join(complaints) or "valid")
    return 1 if complaints or not all(count for _, count in results) or not FILES["rule"] else 0


sys.exit(main())
