#!/usr/bin/env python3
"""Prints watermark-v1.json: exact values of watermark format 1, computed from the rules of spec/watermark-format.md.

An implementation of its own that shares no code with the SDK; Python's standard library is all it needs.

    generate.py            prints the vectors
    generate.py --check    compares them with watermark-v1.json beside this file; exit code 1 if they differ
"""
import difflib
import hashlib
import hmac
import json
import math
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
PAYLOADS = (0, 0x0123456789ABCDEF)
PRIVATE_KEY = bytes(range(32))
PERIOD = 128                       # section 3
SLOPE, PILOT_GAIN = 0.15, 2.0      # section 4.3
FRAME_BITS, CODE_BITS = 92, 512    # sections 5 and 6
POINTS = ((0.5, 0.5), (44.5, 155.5), (-155.5, -225.5), (-31.5, 63.5), (200.5, -7.5))  # pixel centres of 512 x 512


# ---- keyed streams (1.3) ----

def stream_block(key, purpose, index):
    return hmac.new(key, purpose.encode("ascii") + b"\0" + index.to_bytes(4, "big"), hashlib.sha256).digest()


def stream_bytes(key, purpose):
    index = 0
    while True:
        yield from stream_block(key, purpose, index)
        index += 1


def draw_below(stream, bound):
    limit = (2**32 - 1) - (2**32 - 1) % bound
    while True:
        number = int.from_bytes(bytes(next(stream) for _ in range(4)), "big")
        if number < limit:
            return number % bound


def draw_signs(key, purpose, count):
    stream = stream_bytes(key, purpose)
    return [-1 if next(stream) & 1 else 1 for _ in range(count)]


# ---- carriers (4) ----

def carriers_of(key):
    """(pilots, payload carriers), each a list of (u, v, sign)."""
    order = [(u, v) for v in range(1, 31) for u in range(1, 31) if 5**2 <= u * u + v * v <= 30**2]
    stream = stream_bytes(key, "imprint-carriers-v1")
    for i in range(len(order) - 1, 0, -1):
        j = draw_below(stream, i + 1)
        order[i], order[j] = order[j], order[i]
    pilots = [(u, v) for u, v in order if 9**2 <= u * u + v * v <= 26**2][:40]
    payload = [place for place in order if place not in set(pilots)]
    return (with_signs(pilots, draw_signs(key, "imprint-pilot-signs-v1", len(pilots))),
            with_signs(payload, draw_signs(key, "imprint-payload-signs-v1", len(payload))))


def with_signs(places, signs):
    return [(u, v, sign) for (u, v), sign in zip(places, signs)]


# ---- frame (5) and code (6) ----

def bits_of(value, count):
    return [value >> i & 1 for i in range(count - 1, -1, -1)]


def number_of(bits):
    return int("".join(map(str, bits)), 2)


def crc24(bits):
    crc = 0xFFFFFF
    for bit in bits:
        top = crc >> 23 ^ bit
        crc = crc << 1 & 0xFFFFFF
        if top:
            crc ^= 0xB2B117
    return crc


def frame_of(payload, version=1):
    head = bits_of(version, 4) + bits_of(payload, 64)
    return head + bits_of(crc24(head), 24)


def flipped(bits, place):
    return [bit ^ (i == place) for i, bit in enumerate(bits)]


def information_set():
    def worth(i):
        return sum(2 ** (j / 4) for j in range(9) if i >> j & 1)
    return sorted(sorted(range(CODE_BITS), key=worth)[-FRAME_BITS:])


def encode(frame):
    word = [0] * CODE_BITS
    for place, bit in zip(information_set(), frame):
        word[place] = bit
    half = 1
    while half < CODE_BITS:
        for i in range(0, CODE_BITS, 2 * half):
            for j in range(i, i + half):
                word[j] ^= word[j + half]
        half *= 2
    return word


def carrier_signs(payload_carriers, payload):
    code = encode(frame_of(payload))
    return [-sign if code[i % CODE_BITS] else sign for i, (_, _, sign) in enumerate(payload_carriers)]


# ---- pattern (3, 4.3) and acceptance (8.5) ----

def amplitudes(pilots, payload_carriers, signs):
    """(u, v, a) of every carrier with g = 1."""
    def law(u, v):
        return math.hypot(u, v) ** -SLOPE
    return ([(u, v, PILOT_GAIN * sign * law(u, v)) for u, v, sign in pilots] +
            [(u, v, sign * law(u, v)) for (u, v, _), sign in zip(payload_carriers, signs)])


def pattern_at(waves, x, y):
    turn = 2 * math.pi / PERIOD
    return math.fsum(a * math.cos(turn * u * x) * math.cos(turn * v * y) for u, v, a in waves)


def log10_p_value(agreement, carriers):
    """Of carriers that are trusted alike, with one key: the smaller of the normal and Markov's bound."""
    normal = math.log10(3.179) + math.log10(0.5 * math.erfc(agreement / math.sqrt(2)))
    total = agreement * math.sqrt(carriers)
    # Where tanh h = total / carriers, exp(-h total) cosh(h)^carriers is smallest; h grows without end as they come to agree.
    h = math.atanh(min(total / carriers, 1 - 1e-12))
    markov = (carriers * math.log(math.cosh(h)) - h * total) / math.log(10)
    return math.log10(96 * 2.0**64) + min(normal, markov)


# ---- the file ----

def hex_of(bits):
    return f"{number_of(bits):0{len(bits) // 4}x}"


def text_of(signs):
    return "".join("+" if sign > 0 else "-" for sign in signs)


def message(pilots, payload_carriers, payload):
    signs = carrier_signs(payload_carriers, payload)
    waves = amplitudes(pilots, payload_carriers, signs)
    return {
        "payload": f"{payload:016x}",
        "carrier_signs": text_of(signs),
        "pattern": [[x, y, round(pattern_at(waves, x, y), 6)] for x, y in POINTS],
        "pattern_root_mean_square": round(0.5 * math.sqrt(math.fsum(a * a for _, _, a in waves)), 6),
    }


def key_entry(name, key, key_id):
    pilots, payload_carriers = carriers_of(key)
    purposes = ("imprint-carriers-v1", "imprint-pilot-signs-v1", "imprint-payload-signs-v1")
    places = bytes(number for u, v, _ in payload_carriers for number in (u, v))
    return {
        "name": name,
        "key": key.hex(),
        "key_id": key_id,
        "streams": [{"purpose": p, "blocks": [stream_block(key, p, i).hex() for i in range(2)]} for p in purposes],
        "pilots": pilots,
        "payload_carriers_first": payload_carriers[:12],
        "payload_carriers_last": payload_carriers[-4:],
        "payload_carriers_sha256": hashlib.sha256(places).hexdigest(),
        "payload_signs": text_of([sign for _, _, sign in payload_carriers]),
        "messages": [message(pilots, payload_carriers, payload) for payload in PAYLOADS],
    }


def keys():
    open_key = hashlib.sha256(b"imprint-open-watermark-key-v1").digest()
    private_id = hashlib.sha256(b"imprint-key-id-v1\0" + PRIVATE_KEY).hexdigest()[:16]
    return [key_entry("open", open_key, "open"), key_entry("private", PRIVATE_KEY, private_id)]


def frames():
    return [{"payload": f"{p:016x}", "frame": hex_of(frame_of(p)), "code": hex_of(encode(frame_of(p)))} for p in PAYLOADS]


def refused_frames():
    good = frame_of(PAYLOADS[1])
    return [
        {"frame": hex_of(frame_of(PAYLOADS[1], version=2)), "comment": "version 2 with a right CRC"},
        {"frame": hex_of(frame_of(PAYLOADS[1], version=0)), "comment": "version 0 with a right CRC"},
        {"frame": hex_of(flipped(good, 4)), "comment": "first payload bit wrong"},
        {"frame": hex_of(flipped(good, 91)), "comment": "last CRC bit wrong"},
    ]


def p_values():
    """Equally trusted carriers, of which some say the opposite of the frame."""
    out = []
    for wrong in (0, 50, 100):
        agreement = (622 - 2 * wrong) / math.sqrt(622)
        out.append({"wrong_carriers": wrong, "agreement": round(agreement, 4), "log10_p_value": round(log10_p_value(agreement, 622), 2)})
    return out


def picture(name, key, found, search, comment, payload=PAYLOADS[1]):
    content = (HERE / "watermark-v1" / f"{name}.png").read_bytes()
    return {"file": f"watermark-v1/{name}.png", "sha256": hashlib.sha256(content).hexdigest(), "key": key, "search": search,
            "found": found, "payload": f"{payload:016x}" if found else None, "comment": comment}


def pictures():
    return [
        picture("portrait", "open", True, False, "as marked, RGB of 8 bits"),
        picture("flat_art", "open", True, False, "hard edges and flats, payload 0", payload=0),
        picture("text", "open", True, False, "RGBA of 8 bits; hidden pixels are not marked"),
        picture("terrain_gray8", "open", True, False, "grey of 8 bits, fine texture everywhere"),
        picture("sky_gray16", "open", True, False, "grey of 16 bits"),
        picture("sky_private", "private", True, False, "marked under the private key"),
        picture("sky_private", "open", False, True, "the open key does not read a private mark"),
        picture("portrait_quarter_turn", "open", True, False, "turned by 90 degrees: no search needed"),
        picture("portrait_turned", "open", True, True, "turned by 17 degrees, the middle cut out"),
        picture("portrait_handled", "open", True, True, "cropped, resized to four fifths, JPEG of quality 80, and stored as PNG"),
        picture("thumbnail_160", "open", True, False, "the smallest shortest side that takes a mark; fine waves are silent"),
        picture("flat_art_1024", "open", True, False, "two pixels per canonical one: amplitudes rise with the radius"),
        picture("flat_art_half", "open", True, False, "the same at half its size"),
        picture("unmarked_portrait", "open", False, True, "never marked"),
        picture("unmarked_text", "open", False, True, "never marked"),
    ]


def vectors():
    places = information_set()
    return {
        "$schema": "../schema/watermark-v1.schema.json",
        "format_version": 1,
        "spec": "spec/watermark-format.md",
        "information_set": hex_of([int(i in places) for i in range(CODE_BITS)]),
        "frames": frames(),
        "refused_frames": refused_frames(),
        "keys": keys(),
        "p_values": p_values(),
        "pictures": pictures(),
    }


def pretty(value, indent=""):
    """JSON with lists of plain values on one line."""
    if isinstance(value, dict):
        inside = [f"{indent}  {json.dumps(k)}: {pretty(v, indent + '  ')}" for k, v in value.items()]
        return "{\n" + ",\n".join(inside) + f"\n{indent}}}"
    if isinstance(value, (list, tuple)) and any(isinstance(v, (dict, list, tuple)) for v in value):
        inside = [f"{indent}  {pretty(v, indent + '  ')}" for v in value]
        return "[\n" + ",\n".join(inside) + f"\n{indent}]"
    return json.dumps(value)


def main():
    made = pretty(vectors()) + "\n"
    if sys.argv[1:] != ["--check"]:
        sys.stdout.write(made)
        return 0
    held = (HERE / "watermark-v1.json").read_text(encoding="utf-8")
    sys.stdout.writelines(difflib.unified_diff(held.splitlines(True), made.splitlines(True), "watermark-v1.json", "generated"))
    print(f"{len(made.splitlines())} lines, {'the same' if made == held else 'not the same'}")
    return 0 if made == held else 1


if __name__ == "__main__":
    sys.exit(main())
