#!/usr/bin/python3
"""A stream subject: a JSON object a line on stdin, one answer a line on stdout. Fill in embed() and detect(); the rest stays.

    to it    {"id":1,"verb":"embed","in":"a.png","out":"b.png","payload":"0123456789abcdef", …}
    from it  {"id":1,"ok":true}   or   {"id":1,"ok":false,"exit":3,"reason":"why not"}
"""
import json
import sys

from PIL import Image  # load your model here, once

BITS = 64


class Refused(Exception):
    """Raise it with a reason when a picture cannot be worked on."""


def embed(source, target, payload_hex):
    """<- Your embedder. This one writes the bits into the lowest bits of the first pixels."""
    image = Image.open(source).convert("RGB")
    if image.width * image.height < BITS:
        raise Refused("%d pixels are fewer than %d" % (image.width * image.height, BITS))
    number = int(payload_hex, 16)
    for i in range(BITS):
        at = (i % image.width, i // image.width)
        red, green, blue = image.getpixel(at)
        image.putpixel(at, (red & ~1 | number >> (BITS - 1 - i) & 1, green, blue))
    image.save(target, "PNG")


def detect(source):
    """<- Your detector: the payload in hexadecimal, or None. This one cannot tell whether there is a mark, and always says so."""
    image = Image.open(source).convert("RGB")
    if image.width * image.height < BITS:
        return None
    number = 0
    for i in range(BITS):
        number = number << 1 | image.getpixel((i % image.width, i // image.width))[0] & 1
    return "%016x" % number


def answer_to(request):
    verb = request["verb"]
    if verb == "embed":
        embed(request["in"], request["out"], request["payload"])
        return {"ok": True, "exit": 0}
    if verb == "detect":
        payload = detect(request["in"])
        return {"ok": True, "exit": 2, "detected": False} if payload is None else {"ok": True, "exit": 0, "detected": True, "payload_hex": payload}
    raise Refused("no verb %r" % verb)


def main():
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = answer_to(request)
        except Exception as why:  # whatever goes wrong with one picture, the next one is still answered
            answer = {"ok": False, "exit": 3, "reason": "%s: %s" % (type(why).__name__, why)}
        print(json.dumps({"id": request["id"], **answer}), flush=True)


if __name__ == "__main__":
    main()
