"""Holds sample reports against their schemas, and JUnit and SARIF against what their readers rely on.

    schemas.py MAKE_SAMPLES SCHEMA_FOLDER [SARIF_SCHEMA]

Needs jsonschema; exit code 77 (skipped) without.
"""
import copy
import json
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

try:
    import jsonschema
except ImportError:
    print("skipped: no jsonschema for", sys.executable)
    sys.exit(77)

SAMPLES = ["", "hostile-", "empty-"]


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def errors(validator, value):
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(value)]


def must_be_valid(validator, value, what):
    found = errors(validator, value)
    if found:
        sys.exit(what + ": " + "\n".join(found))


def leaves(value, path=()):
    """Every place of `value` that is no container."""
    if isinstance(value, (dict, list)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(item, path + (key,))
    else:
        yield path


def spoil(value, path):
    changed = copy.deepcopy(value)
    place = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = 0.5
    return changed


def refuses_fractions(validator, value, what):
    """A fraction in place of any leaf: nothing in the files is a number with a point."""
    paths = list(leaves(value))
    for path in paths:
        if not errors(validator, spoil(value, path)):
            sys.exit(f"{what}: the schema takes 0.5 at {path}")
    return len(paths)


def refuses_more_keys(validator, value, what):
    for key in list(value):
        fewer = {name: item for name, item in value.items() if name != key}
        if not errors(validator, fewer):
            sys.exit(f"{what}: the schema does not miss {key}")
    if not errors(validator, {**value, "more": 1}):
        sys.exit(f"{what}: the schema takes an unknown key")


def check_junit(path, report):
    root = ElementTree.parse(path).getroot()
    cases = root.findall("testsuite/testcase")
    counted = {"tests": len(cases)}
    for name, tag in [("failures", "failure"), ("errors", "error"), ("skipped", "skipped")]:
        counted[name] = len(root.findall(f"testsuite/testcase/{tag}"))
    for name, count in counted.items():
        suites = sum(int(suite.get(name)) for suite in root.findall("testsuite"))
        if not int(root.get(name)) == suites == count:
            sys.exit(f"{path.name}: {name} says {root.get(name)}, the suites {suites}, and there are {count}")
    sums = {}
    for rule in report["rules"]:
        sums[rule["outcome"]] = sums.get(rule["outcome"], 0) + 1
    wanted = {"tests": len(report["rules"]), "failures": sums.get("fail", 0), "errors": sums.get("error", 0),
              "skipped": sum(sums.get(word, 0) for word in ("not_applicable", "needs_review", "not_judged"))}
    if counted != wanted:
        sys.exit(f"{path.name}: {counted}, and report.json has {wanted}")
    for case in cases:
        if set(case.attrib) != {"classname", "name"} or len(case) > 1:
            sys.exit(f"{path.name}: an unusual testcase {case.attrib}")


def check_sarif(path):
    log = load(path)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert log["version"] == "2.1.0" and run["tool"]["driver"]["name"]
    for rule in rules:
        assert "helpUri" not in rule and rule["shortDescription"]["text"] and rule["fullDescription"]["text"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert (result["kind"], result["level"]) in {("fail", "error"), ("fail", "warning"), ("review", "none")}
        assert result["message"]["text"]
    for row in run["invocations"][0]["toolExecutionNotifications"]:
        assert row["level"] == "error" and rules[row["associatedRule"]["index"]]["id"] == row["associatedRule"]["id"]
    return log


def main(make_samples, schema_folder, sarif_schema=None):
    schemas = pathlib.Path(schema_folder)
    validators = {}
    for name in ("report", "run"):
        schema = load(schemas / f"{name}.schema.json")
        jsonschema.Draft202012Validator.check_schema(schema)
        validators[name] = jsonschema.Draft202012Validator(schema)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([make_samples, folder], check=True)
        for prefix in SAMPLES:
            report = load(folder / f"{prefix}report.json")
            must_be_valid(validators["report"], report, f"{prefix}report.json")
            must_be_valid(validators["run"], load(folder / f"{prefix}run.json"), f"{prefix}run.json")
            check_junit(folder / f"{prefix}report.xml", report)
            log = check_sarif(folder / f"{prefix}report.sarif")
            if sarif_schema:
                must_be_valid(jsonschema.Draft7Validator(load(pathlib.Path(sarif_schema))), log, f"{prefix}report.sarif")
        spoilt = 0
        for kind, validator in validators.items():
            value = load(folder / f"{kind}.json")
            spoilt += refuses_fractions(validator, value, kind)
            refuses_more_keys(validator, value, kind)
    print(f"{len(SAMPLES)} samples in 4 formats, {spoilt} fractions refused")


if __name__ == "__main__":
    main(*sys.argv[1:])
