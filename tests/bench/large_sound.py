#!/usr/bin/env python3
"""Sound that is larger than the memory it may have: `mark` and `verify` of hours of WAV in a group of the system with a limit on
memory (control groups, version 1 or 2; as root). Answers one line of JSON for each call.

  large_sound.py TOOL HOURS MEMORY_MB FOLDER    FOLDER on a disk with room for four times the sound
"""
import array
import json
import math
import os
import pathlib
import random
import struct
import subprocess
import sys
import time

RATE, CHANNELS = 44100, 2
GROUPS = pathlib.Path("/sys/fs/cgroup")


def minute(seed):
    """A minute of notes over soft noise, stereo, 16 bit."""
    pick, out = random.Random(seed), array.array("h")
    tones = [(110 * 2 ** (pick.randrange(36) / 12), 0.2 + 0.3 * pick.random()) for _ in range(150)]
    for frame in range(60 * RATE):
        second = frame / RATE
        pitch, decay = tones[int(second / 0.4)]
        at = second % 0.4
        wave = 0.25 * math.exp(-at / decay) * (math.sin(2 * math.pi * pitch * at) + 0.5 * math.sin(4 * math.pi * pitch * at) + 0.3 * math.sin(6 * math.pi * pitch * at))
        value = int(32767 * max(-1.0, min(1.0, wave + pick.gauss(0, 0.01))))
        out.append(value)
        out.append(value)
    return out.tobytes()


def write_wav(path, hours):
    parts = [minute(seed) for seed in range(3)]
    minutes = int(hours * 60)
    size = sum(len(parts[m % 3]) for m in range(minutes))
    with open(path, "wb") as file:
        file.write(b"RIFF" + struct.pack("<I", size + 36) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, CHANNELS, RATE, RATE * 4, 4, 16))
        file.write(b"data" + struct.pack("<I", size))
        for m in range(minutes):
            file.write(parts[m % 3])
    return size


class Group:
    """Processes that share a limit on memory; what they have at most is told afterwards."""

    def __init__(self, limit):
        self.old = (GROUPS / "memory" / "memory.limit_in_bytes").exists()
        self.path = (GROUPS / "memory" if self.old else GROUPS) / f"imprint_{os.getpid()}"
        self.path.mkdir()
        self.put("memory.limit_in_bytes" if self.old else "memory.max", limit)
        if not self.old:
            self.put("memory.swap.max", 0)

    def put(self, name, value):
        (self.path / name).write_text(str(value))

    def join(self):
        (self.path / "cgroup.procs").write_text(str(os.getpid()))

    def peak(self):
        return int((self.path / ("memory.max_usage_in_bytes" if self.old else "memory.peak")).read_text())

    def close(self):
        self.path.rmdir()


def call(words, limit):
    group = Group(limit)
    begin = time.monotonic()
    run = subprocess.run(words, preexec_fn=group.join, capture_output=True, text=True, check=False)
    took = time.monotonic() - begin
    peak = group.peak()
    group.close()
    return run, took, peak


def main():
    tool, hours, memory, folder = sys.argv[1], float(sys.argv[2]), int(sys.argv[3]) << 20, pathlib.Path(sys.argv[4])
    source, marked = folder / "hours.wav", folder / "marked.wav"
    size = write_wav(source, hours)
    limits = ["--max-file-bytes", "16G", "--max-decoded-samples", "100G"]
    os.environ["TMPDIR"] = str(folder)
    for words in (["mark", source, "-o", marked, "--force", "--producer", "ExampleStudio", "--produce-id", "hours"], ["verify", marked, "--json"]):
        run, took, peak = call([tool, *limits, *map(str, words)], memory)
        answer = {"call": words[0], "code": run.returncode, "file_mb": size >> 20, "limit_mb": memory >> 20, "peak_mb": peak >> 20, "seconds": round(took, 1)}
        if words[0] == "verify" and run.returncode == 0:
            report = json.loads(run.stdout)
            answer.update(state=report["state"], visible=report["visible"]["state"], watermark=report["watermark"]["state"], seconds_of_sound=report["duration_s"])
        else:
            answer["said"] = run.stderr[-300:]
        print(json.dumps(answer), flush=True)
        if run.returncode != 0:
            sys.exit(1)


main()
