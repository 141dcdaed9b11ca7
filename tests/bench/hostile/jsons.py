"""JSON: labels and SecurityData, in compressed chunks of PNG."""
import json
import zlib

from hostile.parts import chunk, png
from hostile.table import OneOf, Whole, maker


def labels_png(text, labels):
    return png(chunk(b"zTXt", b"AIGC\0\0" + zlib.compress(text.encode(), 9)) * labels)


def label(code1="", code2="", **more):
    return json.dumps({"Label": "1", "ContentProducer": "a", "ProduceID": "b", "ReservedCode1": code1, "ContentPropagator": "c", "PropagateID": "d", "ReservedCode2": code2, **more},
                      separators=(",", ":"))


@maker("JSON", dict(labels=64, wrappings=3, size=8000), labels=Whole(1, 64), wrappings=Whole(0, 4), size=Whole(1, 60000))
def json_wrapped(labels, wrappings, size):
    """Labels inside of labels, each as text of the next."""
    text = label(Other="x" * size)
    for _ in range(wrappings):
        text = json.dumps({"AIGC": text})
    return labels_png(text[:65536], labels)


@maker("JSON", dict(labels=64, keys=8000, named=1), labels=Whole(1, 64), keys=Whole(1, 9000), named=OneOf(0, 1))
def json_keys(labels, keys, named):
    """Very many keys, known ones or others."""
    fill = ",".join(f'"{"Producer" if named else ""}{i if not named else ""}":1' for i in range(keys))
    return labels_png(("{" + fill + "," + label()[1:])[:65536] if len(fill) < 65000 else "{" + fill[:65000] + "}", labels)


@maker("JSON", dict(labels=64, depth=14, width=2000), labels=Whole(1, 64), depth=Whole(1, 15), width=Whole(1, 30000))
def json_deep(labels, depth, width):
    """Lists in lists of small things, written again as they are read."""
    return labels_png('{"x":' + "[" * depth + "0," * width + "0" + "]" * depth + "," + label()[1:], labels)


@maker("JSON", [dict(labels=64, keys=4000, slots=1, where="PubSD"), dict(labels=64, keys=850, slots=2, where="types")],
       labels=Whole(1, 64), keys=Whole(1, 5900), slots=OneOf(1, 2), where=OneOf("top", "PubSD", "Bindings", "types"))
def json_security_keys(labels, keys, slots, where):
    """SecurityData with objects of very many keys, which an ordered object looks through for each."""
    many = "{" + ",".join(f'"{i}":0' for i in range(keys)) + "}"
    inside = {"top": many[:-1] + ',"Type":"TC260PG"}', "PubSD": '{"Type":"TC260PG","PubSD":[' + many + "]}", "Bindings": '{"Type":"TC260PG","Bindings":' + many + "}",
              "types": '{"Type":"TC260PG","PubSD":[' + ",".join('{"Type":"%d","Signature":""}' % i for i in range(keys)) + "]}"}[where]
    text = '{"SecurityData":' + inside + "}"
    return labels_png(label(text, text if slots == 2 else ""), labels)
