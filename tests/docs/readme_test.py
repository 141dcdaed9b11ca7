#!/usr/bin/env python3
"""What a newcomer reads is true: readme_test.py ROOT TOOL PICTURE WORK.

Links lead somewhere, code is the samples' own, commands run, the two READMEs say the same, and the map of calls names calls that there are.
"""
import array
import json
import math
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import wave

ROOT, TOOL, PICTURE, WORK = (pathlib.Path(word).resolve() for word in sys.argv[1:5])
failures = []


def check(condition, what):
    if not condition:
        failures.append(what)


def prose(text):
    return re.sub(r"```.*?```", "", text, flags=re.S)


def pages():
    tracked = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "*.md"], capture_output=True, text=True)
    names = tracked.stdout.split() if tracked.returncode == 0 else [str(path.relative_to(ROOT)) for path in ROOT.rglob("*.md") if "build" not in path.parts]
    return [ROOT / name for name in names if (ROOT / name).exists()]


def links():
    for page in pages():
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", prose(page.read_text(encoding="utf-8"))):
            if not re.match(r"[a-z]+:", target):
                check((page.parent / target).exists(), f"{page.relative_to(ROOT)}: a link to {target}, which is not there")


def in_order(lines, text):
    """Whether the lines stand in the text in this order, whatever their indentation."""
    wanted = [line.strip() for line in lines if line.strip()]
    there = iter(line.strip() for line in text.splitlines())
    return all(any(line == one for one in there) for line in wanted)


def snippets():
    for name in ("README.md", "README.zh-CN.md"):
        found = re.findall(r"<!-- from (\S+) -->\n```\w+\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.S)
        check(len(found) >= 3, f"{name}: samples")
        for sample, code in found:
            check(in_order(code.splitlines(), (ROOT / sample).read_text(encoding="utf-8")), f"{name}: the code from {sample} is not what stands there")


def both_languages():
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md"))
    for what, pattern in (("headings", r"^(#+) "), ("code blocks", r"(?s)```(\w+\n.*?)```"), ("code words", r"`([A-Za-z0-9_./:* -]+)`"),
                          ("tables' rows", r"^(\|)"), ("links", r"\]\((?!README)([^)]+)\)"), ("numbers", r"\b(\d+\.\d+)\b")):
        first, second = (sorted(re.findall(pattern, text, re.M)) for text in (english, chinese))
        check(first == second, f"the READMEs differ in their {what}: {sorted(set(first) ^ set(second)) or (len(first), len(second))}")


def babble(path):
    """Eight seconds of noise that comes and goes, as syllables do."""
    noise, level, samples = random.Random(1), 0.0, array.array("h")
    for i in range(8 * 16000):
        level = 0.9 * level + 0.1 * noise.gauss(0, 1)
        samples.append(int(20000 * level * (0.15 + math.sin(math.pi * i / 4000) ** 2)))
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16000, 0, "NONE", ""))
        file.writeframes(samples.tobytes())


def commands():
    """The sh block, in an empty folder with in.png and speech.wav."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    shutil.copy(PICTURE, WORK / "in.png")
    babble(WORK / "speech.wav")
    block = re.search(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S).group(1)
    environment = {**os.environ, "PATH": f"{TOOL.parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-euc", block], cwd=WORK, env=environment, capture_output=True, text=True)
    check(done.returncode == 0 and "generated" in done.stdout, f"the README's commands: {done.stdout}{done.stderr}")


def map_of_calls():
    abi = json.loads((ROOT / "spec/abi/imprint.json").read_text(encoding="utf-8"))
    functions = {one["name"] for one in abi["functions"]}
    names = functions | {one["name"] for kind in ("structs", "handles", "callbacks") for one in abi[kind]}
    text = (ROOT / "spec/which-call.md").read_text(encoding="utf-8")
    for name in set(re.findall(r"`(imprint_\w+)`", text)):
        check(name in names, f"which-call.md names {name}, which the header has not")
    for verb in set(re.findall(r"`imprint ([a-z]+(?: [a-z]+)?)\b", text)):
        done = subprocess.run([str(TOOL), *verb.split(), "--help"], capture_output=True, text=True)
        check(done.returncode == 0, f"which-call.md names the verb {verb}, which the tool has not")
    told = set(re.findall(r"imprint_\w+", "\n".join(page.read_text(encoding="utf-8") for page in (ROOT / "spec").glob("*.md"))))
    for name in sorted(functions - told):
        check(re.match(r"imprint_(sizeof|report_get|version|abi_version|watermark_(min|payload|format)|status_name|bytes_free)", name), f"no page of the specification names {name}")


for part in (links, snippets, both_languages, commands, map_of_calls):
    part()
print("\n".join(failures) or "every page is true")
sys.exit(1 if failures else 0)
