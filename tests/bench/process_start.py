#!/usr/bin/env python3
"""What a process of the tool costs before it works: process_start.py TOOL PICTURE. Milliseconds of wall time, medians, as JSON."""
import json
import statistics
import subprocess
import sys
import time

TOOL, PICTURE = sys.argv[1:3]
MORE = 10


def median_ms(arguments, runs):
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        subprocess.run([TOOL, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        times.append((time.perf_counter() - begin) * 1e3)
    return statistics.median(times)


start = median_ms(["version"], 20)
one = median_ms(["verify", "--json", PICTURE], 15)
later = (median_ms(["verify", "--json", PICTURE, *[PICTURE] * MORE], 9) - one) / MORE
print(json.dumps({"version_ms": round(start, 1), "process_and_first_verify_ms": round(one, 1), "later_verify_ms": round(later, 1), "first_over_later": round(one / later, 2)}))
