"""What the generators of vectors share: the frame of a file, and the choice between --check and --write."""
import json
import pathlib
import sys


def frame(schema, algorithm, header, notes, groups):
    count = sum(len(group["tests"]) for group in groups)
    used = {flag for group in groups for test in group["tests"] for flag in test["flags"]}
    if used - set(notes):
        sys.exit("flags without a note: %s" % ", ".join(sorted(used - set(notes))))
    return {"$schema": "../schema/" + schema, "algorithm": algorithm, "numberOfTests": count, "header": header,
            "notes": {flag: dict(zip(("bugType", "description", "effect"), notes[flag])) for flag in sorted(used)}, "testGroups": groups}


def text_of(content):
    """A test a line: short to read in a difference, small on the disk."""
    groups = content["testGroups"]
    head = json.dumps({**content, "testGroups": []}, ensure_ascii=False, indent=1)
    parts = []
    for group in groups:
        rest = json.dumps({k: v for k, v in group.items() if k != "tests"}, ensure_ascii=False)[1:-1]
        tests = ",\n".join("   " + json.dumps(test, ensure_ascii=False) for test in group["tests"])
        parts.append('  {%s, "tests": [\n%s\n  ]}' % (rest, tests))
    return head.replace('"testGroups": []', '"testGroups": [\n%s\n ]' % ",\n".join(parts)) + "\n"


def run(name, content):
    """The main of a generator: prints, writes or checks vectors/NAME."""
    path, made = pathlib.Path(__file__).with_name(name), text_of(content)
    if sys.argv[1:] == ["--write"]:
        path.write_text(made, encoding="utf-8")
        print("%s: %d tests, %d bytes" % (name, content["numberOfTests"], len(made.encode())))
        return 0
    if sys.argv[1:] != ["--check"]:
        print(made, end="")
        return 0
    same = path.exists() and path.read_text(encoding="utf-8") == made
    print("%s is %s: %d tests" % (name, "as computed" if same else "not what this program computes", content["numberOfTests"]))
    return 0 if same else 1
