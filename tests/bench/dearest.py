#!/usr/bin/env python3
"""Looks for the dearest hostile file: runs the makers of tests/bench/hostile with random numbers, then with numbers near the dearest
so far, and measures what each verb of the tool spends on each file. Prints a table; --json, --folder keep what was found.

usage: dearest.py TOOL [--minutes 60] [--seed 1] [--max-bytes 1000000] [--folder DIR] [--json FILE] [--only WORD ...]"""
import argparse
import json
import os
import random
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from hostile import MAKERS, measure  # noqa: E402


class Search:
    """One maker and the dearest file that it has given."""

    def __init__(self, maker, tool, max_bytes, folder):
        self.maker, self.tool, self.max_bytes, self.folder = maker, tool, max_bytes, folder
        self.best, self.tries, self.crashes = None, 0, []
        self.waiting = list(maker.worst)

    def step(self, rng):
        if self.waiting:
            numbers = self.waiting.pop(0)
        elif self.best is None or rng.random() < 0.35:
            numbers = self.maker.any(rng)
        else:
            numbers = self.maker.nearby(self.best["numbers"], rng)
        file = self.maker.make(**numbers)
        if not 0 < len(file) <= self.max_bytes:
            return
        self.tries += 1
        self.judge(numbers, file)

    def judge(self, numbers, file):
        path = os.path.join(self.folder, ".trying")
        with open(path, "wb") as out:
            out.write(file)
        costs = [measure.run(self.tool, verb, path) for verb in measure.VERBS]
        pixels = pixels_of(costs[0]) or self.believed(file)
        slower = 1.0
        if max(cost.share(pixels) for cost in costs) > 1:  # once more, with what the machine gives just now
            slower = measure.yardstick()
            costs = [measure.run(self.tool, verb, path) for verb in measure.VERBS]
        shares = {cost.verb: cost.share(pixels, slower) for cost in costs}
        dearest = max(costs, key=lambda cost: shares[cost.verb])
        found = {"family": self.maker.family, "maker": self.maker.name, "numbers": numbers, "bytes": len(file), "pixels": pixels, "share": shares[dearest.verb],
                 "verb": dearest.verb, "said": dearest.said, "costs": {cost.verb: [round(cost.cpu_s, 3), round(cost.memory_mb)] for cost in costs}}
        if any(cost.crashed() for cost in costs):
            self.crashes.append(found)
            self.keep(f"{self.maker.name}.crash{len(self.crashes)}", path)
        if self.best is None or found["share"] > self.best["share"]:
            self.best = found
            self.keep(self.maker.name, path)

    def believed(self, file):
        """Of sound: what its bytes may ask for (spec/limits.md 3 and 4), 64 samples each and 150 ns a sample, in pixels of as much time."""
        return len(file) * 64 * 150 // measure.NS_A_PIXEL if self.maker.family == "Sound" else 0

    def keep(self, name, path):
        with open(path, "rb") as source, open(os.path.join(self.folder, name), "wb") as out:
            out.write(source.read())


def pixels_of(verified):
    try:
        size = json.loads(verified.out)["size_px"]
        return size[0] * size[1]
    except (ValueError, KeyError):
        return 0


def table(searches):
    rows = sorted((s.best for s in searches if s.best), key=lambda best: (best["family"], -best["share"]))
    print(f"{'family':8} {'maker':24} {'bytes':>8} {'MP':>6} {'verb':24} {'CPU s':>7} {'MB':>6}  said; numbers")
    for best in rows:
        cpu, memory = best["costs"][best["verb"]]
        print(f"{best['family']:8} {best['maker']:24} {best['bytes']:8} {best['pixels'] / 1e6:6.1f} {best['verb']:24} {cpu:7.2f} {memory:6}  {best['said'][:60]!r}; {best['numbers']}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("tool")
    arguments.add_argument("--minutes", type=float, default=60)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--max-bytes", type=int, default=1_000_000)
    arguments.add_argument("--folder")
    arguments.add_argument("--json")
    arguments.add_argument("--only", nargs="*", default=[])
    a = arguments.parse_args()
    folder = a.folder or tempfile.mkdtemp(prefix="dearest-")
    os.makedirs(folder, exist_ok=True)
    rng = random.Random(a.seed)
    searches = [Search(m, os.path.abspath(a.tool), a.max_bytes, folder) for m in MAKERS if not a.only or any(word in (m.family, m.name) for word in a.only)]
    end = time.monotonic() + 60 * a.minutes
    while time.monotonic() < end:
        # The known ones first; then half of the tries go to what is dearest.
        fresh = [s for s in searches if s.waiting]
        ranked = sorted(searches, key=lambda s: -(s.best["share"] if s.best else 0))
        search = fresh[0] if fresh else rng.choice(ranked if rng.random() < 0.5 else ranked[:max(1, len(ranked) // 4)])
        search.step(rng)
    table(searches)
    tries, crashes = sum(s.tries for s in searches), [c for s in searches for c in s.crashes]
    broken = [s.best for s in searches if s.best and s.best["share"] > 1]
    print(f"{tries} files tried, {len(broken)} beyond the promise, {len(crashes)} crashes; kept in {folder}")
    if a.json:
        with open(a.json, "w", encoding="utf-8") as out:
            json.dump({"seed": a.seed, "minutes": a.minutes, "max_bytes": a.max_bytes, "tries": tries, "dearest": [s.best for s in searches if s.best], "crashes": crashes},
                      out, indent=1, default=repr)
    sys.exit(1 if broken or crashes else 0)


if __name__ == "__main__":
    main()
