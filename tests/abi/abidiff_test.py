#!/usr/bin/env python3
"""The library against the recorded ABI, by libabigail.

    tests/abi/abidiff_test.py LIBRARY WORK        compares; what was added is listed
    tests/abi/abidiff_test.py --breaks WORK       shows on copies of the header that each kind of break fails, and each addition passes

Copies are libraries of stubs, made from the header in a second: their types and names are those of the copy. Exits with 77 when abidiff
is not installed.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEADER = ROOT / "include/imprint/imprint.h"
SKIPPED = 77
CHANGED = 4 | 8  # of abidiff's exit code: an ABI change, an incompatible one
FAILED = 1 | 2


def recorded():
    version = re.search(r"#define IMPRINT_ABI_VERSION (\d+)", HEADER.read_text()).group(1)
    return ROOT / f"spec/abi/libimprint-{version}.abi"


def abidiff(library, *more):
    """Whether the ABI differs from the recorded one, which stands on the left, and abidiff's words."""
    command = ["abidiff", "--suppressions", str(ROOT / "spec/abi/libimprint.suppr"), "--debug-info-dir2", str(pathlib.Path(library).parent), *more,
               str(recorded()), str(library)]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode & FAILED:
        sys.exit(f"abidiff failed: {run.stderr}{run.stdout}")
    return bool(run.returncode & CHANGED), run.stdout


# Sized structs grow at their end: callers say how long theirs is, and the library reads and writes no further (spec/abi.md 3).
SIZED = re.compile(r"imprint_(.*_(options|result|summary|label|entry|item|placement|found)|detection|signer|event)")
GROWN = re.compile(r"'struct (\w+)' changed:\n  type size changed from (\d+) to \d+ \(in bits\)\n  \d+ data member insertions?:\n((?:    '.+', at offset \d+ \(in bits\).*\n)+)\n*")


def is_growth(match):
    name, size, members = match.group(1), int(match.group(2)), match.group(3)
    offsets = [int(one) for one in re.findall(r"at offset (\d+)", members)]
    return SIZED.fullmatch(name) and min(offsets) >= size


def breaks_callers(library):
    """Whether there is any change but the growth of sized structs, and abidiff's words."""
    changed, words = abidiff(library, "--leaf-changes-only", "--no-added-syms")
    if not changed:
        return False, words
    summary, _, changes = words.partition("\n\n")
    removed_or_changed = re.search(r"functions summary: (\d+) Removed, (\d+) Changed", summary)
    left = GROWN.sub(lambda match: "" if is_growth(match) else match.group(), changes).strip()
    return bool(left) or removed_or_changed.groups() != ("0", "0"), words


def compare(library):
    broken, words = breaks_callers(library)
    if broken:
        print(words)
        print("The ABI has an incompatible change: the header is only added to (spec/abi.md 2, 12).")
        return 1
    _, words = abidiff(library)
    added = re.findall(r"\[A\] 'function (.+?)'", words)
    print(f"compatible with {recorded().name}; {len(added)} functions added" + "".join(f"\n  {one}" for one in added))
    return 0


def stub_library(header_text, work, name):
    """A library with the types and names of a header, and nothing behind them."""
    folder = work / name / "imprint"
    shutil.rmtree(folder.parent, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "imprint.h").write_text(header_text)
    bare = re.sub(r"/\*.*?\*/", "", header_text, flags=re.S)
    bodies = [f"{one} {{ __builtin_trap(); }}" for one in re.findall(r"IMPRINT_API ([^;{}]+?\))\s*;", bare)]
    source = folder.parent / "stubs.c"
    source.write_text('#include "imprint/imprint.h"\n' + "\n".join(bodies) + "\n")
    names = "".join(f"    {one};\n" for one in re.findall(r"(imprint_\w+)\(", "\n".join(one.split("(")[0] + "(" for one in bodies)))
    script = folder.parent / "stubs.map"
    script.write_text("IMPRINT_0.1 {\n  global:\n" + names + "  local:\n    *;\n};\n")
    library = folder.parent / "libimprint.so"
    subprocess.run(["cc", "-std=c99", "-g", "-fPIC", "-shared", f"-I{folder.parent}", "-Wl,-soname,libimprint.so.1", f"-Wl,--version-script={script}",
                    str(source), "-o", str(library)], check=True)
    return library


def replaced(text, old, new):
    if text.count(old) != 1:
        sys.exit(f"the header has not one single {old!r} any more: mend this test")
    return text.replace(old, new)


# Name, what to replace in the header, whether the gate has to refuse it.
COPIES = [
    ("unchanged", [], False),
    ("member in between", [("  uint32_t declared;      /* 1 = the uploader declares the content to be AI-generated (Art. 6 (2)) */\n  uint32_t no_watermark;  /* 1 = do not",
                            "  uint32_t early;\n  uint32_t declared;\n  uint32_t no_watermark;  /* 1 = do not")], True),
    ("member of another type", [("  double strength;             /* of the watermark,", "  float strength;              /* of the watermark,")], True),
    ("status renumbered", [("IMPRINT_ERR_TRUNCATED = 102,", "IMPRINT_ERR_TRUNCATED = 104,")], True),
    ("function removed", [("IMPRINT_API uint32_t imprint_watermark_payload_bits(void);\n", "")], True),
    ("parameter added", [("IMPRINT_API const char* imprint_status_name(imprint_status status);", "IMPRINT_API const char* imprint_status_name(imprint_status status, int language);")], True),
    ("unsized struct grown", [("  imprint_pixel_format format;\n} imprint_image;", "  imprint_pixel_format format;\n  uint32_t more;\n  uint64_t still_more;\n} imprint_image;")], True),
    ("callback changed", [("typedef int (*imprint_progress)(void* user_data, double done);", "typedef int (*imprint_progress)(void* user_data, float done);")], True),
    ("member at the end", [("  imprint_byte_view label_font; /* for them, as", "  uint64_t later; imprint_byte_view label_font; /* for them, as")], True),
    ("member in the padding at the end", [("  uint32_t strict;      /* 1 = warnings count like errors */\n", "  uint32_t strict; uint16_t later;\n")], True),
    ("member behind the last", [("} imprint_lint_options;", "  uint64_t later;\n} imprint_lint_options;")], False),
    ("enumerator added", [("  IMPRINT_STATE_FORCE32 = 0x7FFFFFFF", "  IMPRINT_STATE_LATER = 6,\n  IMPRINT_STATE_FORCE32 = 0x7FFFFFFF")], False),
    ("function added", [("IMPRINT_API uint32_t imprint_watermark_payload_bits(void);\n", "IMPRINT_API uint32_t imprint_watermark_payload_bits(void);\nIMPRINT_API uint32_t imprint_later(void);\n")], False),
]


def breaks(work):
    wrong = 0
    header = HEADER.read_text()
    for name, edits, refused in COPIES:
        text = header
        for old, new in edits:
            text = replaced(text, old, new)
        broken, words = breaks_callers(stub_library(text, work, name.replace(" ", "-")))
        right = broken == refused
        wrong += not right
        print(f"{'ok ' if right else 'NOT'} {name}: {'refused' if broken else 'passes'}")
        if not right:
            print(words)
    print(f"{len(COPIES)} copies, {wrong} wrong")
    return 1 if wrong else 0


def main():
    if shutil.which("abidiff") is None:
        print("abidiff is not installed (abigail-tools): the ABI is not compared")
        return SKIPPED
    if sys.argv[1] == "--breaks":
        return breaks(pathlib.Path(sys.argv[2]))
    return compare(sys.argv[1])


if __name__ == "__main__":
    sys.exit(main())
