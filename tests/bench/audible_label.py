#!/usr/bin/env python3
"""The audible label, put into sound, handled and looked for again; and looked for where none is.

    audible_label.py --tool build/release/tests/bench/audible_label [--half 0|1] FILE|FOLDER...

Every clip with the label at its start, middle and end goes through each handling (ffmpeg), and is asked for it. Clips without a label, and
with other rhythms of the same tone, are asked as well, in windows of 10 s. --half takes every second clip.
Prints one JSON object.
"""

import argparse
import array
import json
import math
import pathlib
import random
import subprocess
import sys

FORMATS = {".wav", ".mp3", ".flac", ".ogg", ".opus", ".m4a"}
RATE, CHANNELS = 44100, 1
PLACES = {"start": 1, "end": 2, "middle": 3}
# name: (filters, codec: arguments and container; none = PCM)
HANDLINGS = {
    "none": ("", None),
    "mp3 128k": ("", ["-c:a", "libmp3lame", "-b:a", "128k", "-f", "mp3"]),
    "mp3 48k": ("", ["-c:a", "libmp3lame", "-b:a", "48k", "-f", "mp3"]),
    "aac 64k": ("", ["-c:a", "aac", "-b:a", "64k", "-f", "adts"]),
    "opus 24k": ("", ["-c:a", "libopus", "-b:a", "24k", "-f", "ogg"]),
    "8 kHz": ("aresample=8000", None),
    "8 kHz mu-law": ("aresample=8000", ["-c:a", "pcm_mulaw", "-f", "wav"]),
    "speed .91": ("asetrate=40131,aresample=44100", None),
    "speed 1.1": ("asetrate=48510,aresample=44100", None),
    "tempo .91": ("atempo=0.91", None),
    "tempo 1.1": ("atempo=1.1", None),
    "-20 dB": ("volume=-20dB", None),
    "12 dB into a limiter": ("volume=12dB,alimiter=limit=0.9", None),
    "reverb": ("aecho=0.8:0.6:60|90|130:0.4|0.3|0.2", None),
    "low-pass 2 kHz": ("lowpass=f=2000", None),
    "high-pass 500 Hz": ("highpass=f=500", None),
    "noise 20 dB": ("noise", 20.0),
    "noise 10 dB": ("noise", 10.0),
}
# Lengths of tone and gap in units: letters N I, I A, L, H, A N, U, S S, and two of even lengths.
OTHERS = [[3, 1, 1, 3, 1, 1, 1], [1, 1, 1, 3, 1, 1, 3], [1, 1, 3, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1], [1, 1, 3, 3, 3, 1, 1],
          [1, 1, 1, 1, 3], [1, 1, 1, 1, 1, 3, 1, 1, 1, 1, 1], [2, 1, 2, 1, 2, 1, 2], [1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5]]


def pcm(file):
    command = ["ffmpeg", "-v", "error", "-i", str(file), "-ac", str(CHANNELS), "-ar", str(RATE), "-f", "f32le", "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout


def floats(raw):
    out = array.array("f")
    out.frombytes(raw[: len(raw) // 4 * 4])
    return out


def with_noise(raw, snr_db, seed):
    sound, source = floats(raw), random.Random(seed)
    power = sum(s * s for s in sound) / max(1, len(sound))
    sigma = math.sqrt(power / 10 ** (snr_db / 10))
    return array.array("f", (s + source.gauss(0, sigma) for s in sound)).tobytes()


def handled(raw, filters, codec):
    if filters == "noise":
        return with_noise(raw, codec, 1)
    base = ["ffmpeg", "-v", "error", "-f", "f32le", "-ar", str(RATE), "-ac", str(CHANNELS), "-i", "-"] + (["-af", filters] if filters else [])
    if codec:
        coded = subprocess.run([*base, *codec, "-"], input=raw, capture_output=True, check=True).stdout
        base, raw = ["ffmpeg", "-v", "error", "-f", codec[-1], "-i", "-"] if codec[-1] != "adts" else ["ffmpeg", "-v", "error", "-f", "aac", "-i", "-"], coded
    return subprocess.run([*base, "-ac", str(CHANNELS), "-ar", str(RATE), "-f", "f32le", "-"], input=raw, capture_output=True, check=True).stdout


def find(tool, raw, *more):
    return json.loads(subprocess.run([tool, "find", str(RATE), str(CHANNELS), *more], input=raw, capture_output=True, check=True).stdout)


def put(tool, raw, place):
    return subprocess.run([tool, "put", str(RATE), str(CHANNELS), place], input=raw, capture_output=True, check=True).stdout


def rhythm(lengths, unit=0.08, level=0.2):
    out = array.array("f")
    for i, length in enumerate(lengths):
        for k in range(int(length * unit * RATE)):
            out.append(0.0 if i % 2 else level * math.sin(2 * math.pi * 880 * k / RATE))
    return out.tobytes()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", required=True)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--seconds", type=float, default=8.0, help="of each clip that take part")
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    args = parser.parse_args()
    files = [f for given in args.files for f in (sorted(given.iterdir()) if given.is_dir() else [given]) if f.suffix in FORMATS]
    if args.half is not None:
        files = files[args.half :: 2]
    rows = {name: {"asked": 0, "found": 0, "place": 0, "audible": 0, "least_score": 1.0, "worst_timing": 0.0} for name in HANDLINGS}
    clean, other, cpu_ms, seconds = [], [], 0.0, 0.0
    for file in files:
        whole = pcm(file)
        step = 10 * RATE * 4 * CHANNELS
        for at in range(0, len(whole), step):
            answer = find(args.tool, whole[at : at + step])
            clean.append((answer["score"], answer["found"], f"{file.name} at {at // step * 10} s"))
            cpu_ms, seconds = cpu_ms + answer["cpu_ms"], seconds + answer["seconds"]
        sound = whole[: int(args.seconds * RATE) * 4 * CHANNELS]
        for lengths in OTHERS:
            answer = find(args.tool, rhythm(lengths) + bytes(RATE // 5 * 4) + sound)
            other.append((answer["score"], answer["found"], f"{file.name} {lengths}"))
        for place, number in PLACES.items():
            marked = put(args.tool, sound, place)
            for name, (filters, codec) in HANDLINGS.items():
                answer, row = find(args.tool, handled(marked, filters, codec)), rows[name]
                row["asked"] += 1
                row["found"] += answer["found"]
                row["least_score"] = min(row["least_score"], answer["score"])
                if answer["found"]:
                    row["place"] += answer["place"] == number
                    row["audible"] += answer["audibility"] == 1
                    row["worst_timing"] = max(row["worst_timing"], answer["timing"])
                else:
                    row.setdefault("missed", []).append(f"{file.name} {place}")
    unmarked = {
        name: {"asked": len(list_), "found": sum(f for _, f, _ in list_), "highest": max(list_)[0], "which": [w for _, f, w in list_ if f]}
        for name, list_ in (("clean", clean), ("other rhythms", other))
    }
    print(json.dumps({"clips": [f.name for f in files], "handled": rows, "unmarked": unmarked,
                      "times_real_time": round(1000 * seconds / max(cpu_ms, 1e-9))}, indent=1))
    return 0 if files else 1


if __name__ == "__main__":
    sys.exit(main())
