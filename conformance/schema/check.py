#!/usr/bin/env python3
"""Holds a JSON file against a schema: check.py SCHEMA FILE. Needs jsonschema; exit code 77 (skipped) without."""
import json
import sys

try:
    import jsonschema
except ImportError:
    print("skipped: no jsonschema for", sys.executable)
    sys.exit(77)


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


schema = load(sys.argv[1])
jsonschema.Draft202012Validator.check_schema(schema)
errors = [f"{e.json_path}: {e.message}" for e in jsonschema.Draft202012Validator(schema).iter_errors(load(sys.argv[2]))]
print("\n".join(errors) or "valid")
sys.exit(1 if errors else 0)
