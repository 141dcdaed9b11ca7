#!/usr/bin/env python3
"""Prints audio-mark-v1.json: exact values of audio mark format 1, computed from the rules of spec/audio-mark-format.md.

An implementation of its own that shares no code with the SDK; keyed streams, frame and code are those of generate.py.

    generate_audio_mark.py            prints the vectors
    generate_audio_mark.py --check    compares them with audio-mark-v1.json beside this file; exit code 1 if they differ
"""
import cmath
import difflib
import hashlib
import json
import math
import pathlib
import sys

from generate import CODE_BITS, draw_below, draw_signs, encode, frame_of, stream_block, stream_bytes

HERE = pathlib.Path(__file__).resolve().parent
KEYS = (("open", hashlib.sha256(b"imprint-open-watermark-key-v1").digest()), ("private", bytes(range(32))))
PAYLOAD = 0x0123456789ABCDEF
PILOTS, PILOT_GAIN = 256, 1.5                       # sections 4.2, 4.3
MOMENTS, PLACES = (0.0, 0.37, 1.5, 2.999), (0, 60, 101, 239)  # seconds; 240ths of five octaves


def plan(key):
    order = [(k, l) for l in range(-30, 31) if l for k in range(9, 46)]
    stream = stream_bytes(key, "imprint-audio-carriers-v1")
    for i in range(len(order) - 1, 0, -1):
        j = draw_below(stream, i + 1)
        order[i], order[j] = order[j], order[i]
    pilots, payload = order[:PILOTS], order[PILOTS:]
    return (pilots, draw_signs(key, "imprint-audio-pilot-signs-v1", 2 * PILOTS), payload,
            draw_signs(key, "imprint-audio-payload-signs-v1", 2 * len(payload)))


def slope(k, l):
    return (k / 25) ** 0.5 * ((abs(l) + 1) / 16) ** 0.2


def waves_of(pilots, pilot_signs, payload, signs):
    """(k, l, complex amplitude) of all carriers, the pattern of unit mean square."""
    waves = [(k, l, PILOT_GAIN * slope(k, l) * complex(*pilot_signs[2 * i: 2 * i + 2])) for i, (k, l) in enumerate(pilots)]
    waves += [(k, l, slope(k, l) * complex(*signs[2 * i: 2 * i + 2])) for i, (k, l) in enumerate(payload)]
    gain = 1 / math.sqrt(sum(abs(a) ** 2 / 2 for _, _, a in waves))
    return [(k, l, gain * a) for k, l, a in waves]


def pattern(waves, seconds, place):
    return math.fsum((a * cmath.exp(2j * math.pi * (k * seconds / 3 + l * place / 240))).real for k, l, a in waves)


def text(signs):
    return "".join("+" if s > 0 else "-" for s in signs)


def entry(name, key):
    pilots, pilot_signs, payload, own = plan(key)
    code = encode(frame_of(PAYLOAD))
    sent = [-s if code[i % CODE_BITS] else s for i, s in enumerate(own)]
    waves = waves_of(pilots, pilot_signs, payload, sent)
    return {
        "name": name, "key": key.hex(),
        "streams": [{"purpose": p, "block": stream_block(key, p, 0).hex()} for p in
                    ("imprint-audio-carriers-v1", "imprint-audio-pilot-signs-v1", "imprint-audio-payload-signs-v1")],
        "pilots_first": pilots[:8], "payload_first": payload[:8], "payload_last": payload[-4:],
        "pilot_signs": text(pilot_signs), "payload": f"{PAYLOAD:016x}",
        "payload_signs_sha256": hashlib.sha256(text(own).encode()).hexdigest(),
        "sent_signs_sha256": hashlib.sha256(text(sent).encode()).hexdigest(),
        "pattern": [{"seconds": t, "place": x, "value": round(pattern(waves, t, x), 5)} for t in MOMENTS for x in PLACES],
    }


def main():
    made = json.dumps({"comment": "Audio mark format 1 (spec/audio-mark-format.md). Made by generate_audio_mark.py.",
                       "format_version": 1, "keys": [entry(*k) for k in KEYS]}, indent=1) + "\n"
    if sys.argv[1:] != ["--check"]:
        sys.stdout.write(made)
        return 0
    held = (HERE / "audio-mark-v1.json").read_text(encoding="utf-8")
    sys.stdout.writelines(difflib.unified_diff(held.splitlines(True), made.splitlines(True), "audio-mark-v1.json", "generated"))
    return int(held != made)


if __name__ == "__main__":
    sys.exit(main())
