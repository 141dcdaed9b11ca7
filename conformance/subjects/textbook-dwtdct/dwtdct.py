#!/usr/bin/python3
"""A plain DWT-DCT watermark of 64 bits, as textbooks describe it: no keys, no geometry, no error correction.

    dwtdct.py embed IN OUT PAYLOAD_HEX        dwtdct.py detect IN        dwtdct.py serve

Luma -> Haar, level 1 -> DCT of 4x4 blocks of LL -> one coefficient quantised to an even or odd multiple of a step (QIM). Every block carries one
bit; which one, and whether it is turned over, is a fixed pseudo-random choice. Reading takes the majority of the blocks of a bit.

Whether there is a mark at all: the even half of the blocks says what each bit is, and the odd half is counted for how often it agrees. On a
picture without a mark each block agrees with chance 1/2, so the p-value is the upper tail of a binomial distribution.
"""
import json
import math
import sys

import numpy
from PIL import Image

BITS = 64
BLOCK = 4
COEFFICIENT = (1, 1)
STEP = 30.0          # of the orthonormal coefficient; LL is twice the mean of four samples
SEED = 20261130
SHORTEST_PX = 128    # 256 blocks, four for each bit
LARGEST_P = 1e-6


def dct_matrix():
    n = numpy.arange(BLOCK)
    rows = numpy.cos(numpy.pi * (2 * n[None, :] + 1) * n[:, None] / (2 * BLOCK)) * math.sqrt(2 / BLOCK)
    rows[0] /= math.sqrt(2)
    return rows


DCT = dct_matrix()


def luma(rgb):
    return rgb @ numpy.array([0.299, 0.587, 0.114])


def low_band(plane):
    """LL of Haar, level 1, over the part of the picture that is a whole number of blocks."""
    height, width = (side // (2 * BLOCK) * (2 * BLOCK) for side in plane.shape)
    p = plane[:height, :width]
    return (p[0::2, 0::2] + p[0::2, 1::2] + p[1::2, 0::2] + p[1::2, 1::2]) / 2


def coefficients(low):
    rows, columns = low.shape[0] // BLOCK, low.shape[1] // BLOCK
    blocks = low.reshape(rows, BLOCK, columns, BLOCK).transpose(0, 2, 1, 3).reshape(-1, BLOCK, BLOCK)
    return (DCT @ blocks @ DCT.T)[:, COEFFICIENT[0], COEFFICIENT[1]]


def roles(count):
    """Of each block: its bit, and whether that is turned over."""
    chance = numpy.random.RandomState(SEED)
    return chance.permutation(count) % BITS, chance.randint(0, 2, count)


def bits_of(payload_hex):
    value = int(payload_hex, 16)
    return numpy.array([value >> (BITS - 1 - i) & 1 for i in range(BITS)])


def payload_of(bits):
    return "%016x" % int("".join(str(int(b)) for b in bits), 2)


def read_rgb(path):
    with Image.open(path) as image:
        alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
        return numpy.asarray(image.convert("RGB"), numpy.float64), alpha, image.format


def change_of_luma(low, payload_hex):
    """What each sample of luma has to gain, block by block."""
    found = coefficients(low)
    bit, turned = roles(len(found))
    wanted = bits_of(payload_hex)[bit] ^ turned
    quantised = 2 * numpy.round((found / STEP - wanted) / 2) + wanted
    pattern = numpy.outer(DCT[COEFFICIENT[0]], DCT[COEFFICIENT[1]])
    rows, columns = low.shape[0] // BLOCK, low.shape[1] // BLOCK
    blocks = (quantised * STEP - found)[:, None, None] * pattern
    low_change = blocks.reshape(rows, columns, BLOCK, BLOCK).transpose(0, 2, 1, 3).reshape(low.shape)
    return numpy.kron(low_change, numpy.full((2, 2), 0.5))


def embed(source, target, payload_hex):
    if len(payload_hex) != 16:
        raise ValueError("payload %r is not 16 hex digits" % payload_hex)
    rgb, alpha, kind = read_rgb(source)
    if min(rgb.shape[:2]) < SHORTEST_PX:
        raise ValueError("shortest side %d px is below %d px" % (min(rgb.shape[:2]), SHORTEST_PX))
    change = change_of_luma(low_band(luma(rgb)), payload_hex)
    rgb[:change.shape[0], :change.shape[1]] += change[..., None]
    image = Image.fromarray(numpy.clip(numpy.rint(rgb), 0, 255).astype(numpy.uint8))
    if alpha is not None:
        image.putalpha(alpha)
    image.save(target, kind, **({"quality": 95, "subsampling": 0} if kind == "JPEG" else {}))
    return {}


def tail(hits, count):
    """P(at least `hits` of `count` fair coins), summed in logarithms."""
    logs = [math.lgamma(count + 1) - math.lgamma(k + 1) - math.lgamma(count - k + 1) - count * math.log(2) for k in range(hits, count + 1)]
    most = max(logs)
    return min(1.0, math.exp(most) * math.fsum(math.exp(x - most) for x in logs))


def detect(source):
    rgb, _, _ = read_rgb(source)
    if min(rgb.shape[:2]) < SHORTEST_PX:
        return {"detected": False, "p_value": 1.0, "confidence": 0.0}
    found = coefficients(low_band(luma(rgb)))
    bit, turned = roles(len(found))
    votes = (numpy.round(found / STEP).astype(int) & 1) ^ turned
    halves = [numpy.bincount(bit[i::2], 2 * votes[i::2] - 1, BITS) for i in (0, 1)]
    said = (halves[0] > 0).astype(int)[bit[1::2]]
    p_value = tail(int((said == votes[1::2]).sum()), len(said))
    answer = {"detected": bool(p_value <= LARGEST_P), "p_value": p_value, "confidence": 1.0 - p_value}
    if answer["detected"]:
        answer["payload_hex"] = payload_of(halves[0] + halves[1] > 0)
    return answer


def answer_to(request):
    try:
        if request["verb"] == "embed":
            return {"ok": True, "exit": 0, **embed(request["in"], request["out"], request["payload"])}
        if request["verb"] == "detect":
            found = detect(request["in"])
            return {"ok": True, "exit": 0 if found["detected"] else 2, **found}
        return {"ok": False, "exit": 3, "reason": "no verb %r" % request["verb"]}
    except (ValueError, OSError, KeyError, SyntaxError) as why:  # Pillow raises SyntaxError for broken PNG
        return {"ok": False, "exit": 3, "reason": "%s: %s" % (type(why).__name__, why)}


def serve():
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps({"id": request.get("id"), **answer_to(request)}), flush=True)


def main(words):
    if words == ["serve"]:
        return serve()
    forms = {"embed": ["in", "out", "payload"], "detect": ["in"]}
    if not words or words[0] not in forms or len(words) - 1 != len(forms[words[0]]):
        sys.exit(__doc__)
    answer = answer_to({"verb": words[0], **dict(zip(forms[words[0]], words[1:]))})
    print(json.dumps(answer))
    return answer["exit"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
