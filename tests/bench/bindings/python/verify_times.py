"""Verifies a file by the Python binding: verify_times.py FILE COUNT prints milliseconds of processor time, of all threads, for each call."""
import pathlib
import sys
import time

import imprint

data = pathlib.Path(sys.argv[1]).read_bytes()
context = imprint.Context()
for _ in range(10):  # the first loads what it needs
    context.verify(data)
for _ in range(int(sys.argv[2])):
    begin = time.process_time()
    report = context.verify(data)
    if report.state != imprint.State.GENERATED or not report.json:
        sys.exit(1)
    print(f"{(time.process_time() - begin) * 1e3:.4f}")
