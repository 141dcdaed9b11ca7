"""The group of texts: each stands in the carrier of the guide, XMP in iTXt of PNG."""
import base64
import json

from aigc_cases import GENERATOR, KEYS, PERSON, PLATFORM, UNUSED, USCC, bare, both, ids, raw, renamed, values, without, wrapped


def add_right(t):
    t.text("first write, is", ["Normal"], bare(values()), [], values())
    for one, word in (("2", "possibly"), ("3", "suspected")):
        t.text("first write, " + word, ["Normal", "Label"], bare(values(Label=one)), [], values(Label=one))
    t.text("a code without a service", ["Normal", "ProviderCode"], bare(both(UNUSED)), [], both(UNUSED))
    edges = "!#$%&'()*+,-./0:;<=>?@AZ[]^_`az{|}~"
    t.text("the edges of the main set, and a quotation mark", ["Normal", "Characters"], bare(ids(edges + '"')), [], ids(edges + '"'))
    later = values(ContentPropagator=PLATFORM, PropagateID="p-7")
    t.text("after propagation", ["FirstWrite"], bare(later), ["GB-PROPAGATOR-DIFFERS"], later)
    v = values()
    t.text("keys in another order", ["Encoding"], bare({k: v[k] for k in sorted(v)}), [], v)
    t.text("white space between the members", ["Encoding"], json.dumps(v, indent=1), [], v)
    t.text("an escape in a value", ["Encoding"], bare(v).replace('"Label":"1"', '"Label":"\\u0031"'), [], v)
    t.text("an escape in a key", ["Encoding"], bare(v).replace('"Label"', '"\\u004cabel"'), [], v)
    unknown = values(Label="2", ContentProducer="", ProduceID="", ContentPropagator=PLATFORM, PropagateID="p-8")
    t.text("a platform that knows of no producer", ["Unconfirmed", "FirstWrite"], bare(unknown), ["GB-PROPAGATOR-DIFFERS"], unknown)


def add_label_values(t):
    for one in ("0", "4", "", "AIGC", "01", "true"):
        t.text("Label %r" % one, ["Label"], bare(values(Label=one)), ["GB-LABEL-VALUE"], values(Label=one))
    t.text("Label with a space behind", ["Label", "Characters"], bare(values(Label="1 ")), ["GB-LABEL-VALUE", "GB-CHARACTERS"], values(Label="1 "))
    t.text("Label in full width", ["Label", "Characters"], bare(values(Label="\uff11")), ["GB-LABEL-VALUE", "GB-CHARACTERS"], values(Label="\uff11"))
    t.text("Label a number", ["ValueType"], raw("Label", "1"), ["GB-VALUE-TYPE"], values())
    t.text("Label a number that is none of the three", ["ValueType", "Label"], raw("Label", "4"), ["GB-VALUE-TYPE", "GB-LABEL-VALUE"], values(Label="4"))
    t.text("Label true", ["ValueType", "Label"], raw("Label", "true"), ["GB-VALUE-TYPE", "GB-LABEL-VALUE"], values(Label="true"))
    t.text("Label null", ["ValueType", "Label"], raw("Label", "null"), ["GB-VALUE-TYPE", "GB-LABEL-VALUE"], values(Label=""))
    t.text("a reserved code null", ["ValueType"], raw("ReservedCode1", "null"), ["GB-VALUE-TYPE"], values())
    t.text("a reserved code as a list", ["ValueType"], raw("ReservedCode1", "[1, 2]"), ["GB-VALUE-TYPE"], values(ReservedCode1="[1,2]"))
    t.text("a content number as a number", ["ValueType"], raw("ProduceID", "17", PropagateID="17"), ["GB-VALUE-TYPE"], ids("17"))


def add_keys(t):
    for key in KEYS:
        text, decoded = without(key)
        t.text("without " + key, ["Keys"], text, ["GB-KEY-MISSING"], decoded)
    for old, new in (("ReservedCode1", "ReserveCode1"), ("Label", "label"), ("ContentPropagator", "Propagator"), ("ContentProducer", "contentproducer"),
                     ("ProduceID", "ProducerID")):
        text, decoded = renamed(old, new)
        t.text("%s for %s" % (new, old), ["Keys"], text, ["GB-KEY-NAME"], decoded)
    v = values()
    t.text("Label twice, the same", ["Keys"], '{"Label":"1",' + bare(v)[1:], ["GB-KEY-DUPLICATE"], v)
    t.text("Label twice, the last one counts", ["Keys"], '{"Label":"3",' + bare(v)[1:], ["GB-KEY-DUPLICATE"], v)
    t.text("an eighth key", ["Keys"], bare({**v, "Timestamp": "20261130"}), ["GB-KEY-EXTRA"], v)


def add_emptiness(t):
    for key in ("ContentProducer", "ProduceID"):
        v = {**both(UNUSED), key: ""}
        t.text("%s empty, its counterpart of the propagator is not" % key, ["Unconfirmed", "FirstWrite"], bare(v), ["GB-PRODUCER-EMPTY", "GB-PROPAGATOR-DIFFERS"], v)
    v = values(ContentPropagator="", PropagateID="")
    t.text("propagator and number empty, as in most real files", ["FirstWrite"], bare(v), ["GB-PROPAGATOR-EMPTY"], v)
    v = dict.fromkeys(KEYS, "")
    v["Label"] = "1"
    t.text("everything empty but Label", ["Unconfirmed"], bare(v), ["GB-PRODUCER-EMPTY", "GB-PROPAGATOR-EMPTY"], v)


def add_characters(t):
    for name, one in (("a space", "a 1"), ("a Chinese character", "图1"), ("a backslash", "a\\1"), ("a line feed", "a\n1"), ("DEL", "a\x7f1"), ("an accent", "\u00e91")):
        t.text("%s in the content number" % name, ["Characters"], bare(ids(one)), ["GB-CHARACTERS"], ids(one))


def add_providers(t):
    wrong = "0011" + USCC[:-1] + "0" + "10000"
    for name, code in (("wrong check character", wrong), ("26 characters", GENERATOR[:-1]), ("28 characters", GENERATOR + "0"), ("lower case", GENERATOR.lower()),
                       ("subject type 3", "0031" + USCC + "10000"), ("code format 01", "0111" + USCC + "10000"), ("service 30000", "0011" + USCC + "30000")):
        t.text("provider code: " + name, ["ProviderCode"], bare(both(code)), ["GB-PROVIDER-CODE"], both(code))
    for name, one in (("a name", "doubao"), ("a bare social credit code", USCC)):
        t.text("provider: " + name, ["ProviderCode"], bare(both(one)), ["GB-PROVIDER-NAME"], both(one))
    t.text("provider: a Chinese name", ["ProviderCode", "Characters"], bare(both("豆包")), ["GB-PROVIDER-NAME", "GB-CHARACTERS"], both("豆包"))
    t.text("provider: an individual", ["PersonalData"], bare(both(PERSON)), ["GB-PROVIDER-PERSONAL"], both(PERSON))
    t.text("a producer with a propagator's service", ["ProviderCode"], bare(values(ContentProducer=PLATFORM, ContentPropagator=PLATFORM)), ["GB-PROVIDER-ROLE"],
           values(ContentProducer=PLATFORM, ContentPropagator=PLATFORM))
    v = values(ContentPropagator="0011" + "91000000000000001N" + "10000", PropagateID="p-9")
    t.text("another propagator with a producer's service", ["ProviderCode", "FirstWrite"], bare(v), ["GB-PROVIDER-ROLE", "GB-PROPAGATOR-DIFFERS"], v)


def add_shapes(t):
    v = values()
    t.text("wrapped in XMP", ["Shape"], wrapped(v), ["GB-SHAPE"], v, "wrapped")
    t.text("a JSON string that holds the JSON", ["Shape"], json.dumps(bare(v)), ["GB-SHAPE"], v, "double-encoded+bare")
    t.text("Base64 of the whole", ["Shape"], base64.b64encode(bare(v).encode()).decode(), ["GB-SHAPE"], v, "base64+bare")
    t.text("behind the word AIGC", ["Shape"], "AIGC" + bare(v), ["GB-SHAPE"], v, "prefixed+bare")
    t.text("entities after the escaping of XML", ["Shape"], bare(v).replace('"', "&quot;"), ["GB-SHAPE"], v, "entity-escaped+bare")


def add_broken(t):
    v = values()
    t.text("Python's repr of a dict", ["Json"], repr(v), ["GB-JSON-FORM"], v)
    t.text("a wrapper without its second quotation mark", ["Json", "Shape"], '{"AIGC:' + bare(v) + "}", ["GB-JSON-FORM", "GB-SHAPE"], v, "wrapped")
    for name, text in (("cut short", bare(v)[:60]), ("no JSON at all", "made by AI"), ("a list", "[]"), ("a number", "1"), ("an object of something else", '{"a":"b"}')):
        t.text(name, ["Json"], text, ["GB-LABEL-UNREADABLE"], None)


def add_all(t):
    for add in (add_right, add_label_values, add_keys, add_emptiness, add_characters, add_providers, add_shapes, add_broken):
        add(t)
