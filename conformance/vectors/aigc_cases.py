"""What the vectors of AIGC labels say: texts, files, and what a reader has to make of them by Annex E, the guides and spec/lint-rules.md. Written by hand; nothing is taken from a tool."""
import base64
import json

import carriers as c

KEYS = ["Label", "ContentProducer", "ProduceID", "ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2"]
USCC = "91000000000000000K"
GENERATOR = "0011" + USCC + "10000"
UNUSED = "0011" + USCC + "00000"
PLATFORM = "0011" + "91000000000000001N" + "20000"
PERSON = "0021" + "000000199001010018" + "10000"

ERROR, WARNING, INFO = "error", "warning", "info"
SEVERITY = {
    "GB-LABEL-UNREADABLE": ERROR, "GB-KEY-MISSING": ERROR, "GB-KEY-NAME": ERROR, "GB-KEY-DUPLICATE": ERROR, "GB-VALUE-TYPE": ERROR, "GB-JSON-FORM": ERROR,
    "GB-LABEL-VALUE": ERROR, "GB-SECOND-LABEL": ERROR, "GB-KEY-EXTRA": WARNING, "GB-PRODUCER-EMPTY": WARNING, "GB-PROPAGATOR-EMPTY": WARNING,
    "GB-PROPAGATOR-DIFFERS": INFO, "GB-CHARACTERS": WARNING, "GB-PROVIDER-CODE": WARNING, "GB-PROVIDER-NAME": WARNING, "GB-PROVIDER-PERSONAL": WARNING,
    "GB-PROVIDER-ROLE": WARNING, "GB-SHAPE": WARNING, "GB-CARRIER": WARNING, "GB-EXIF-PREFIX": WARNING, "GB-XMP-NAMESPACE": WARNING, "GB-XMP-ATTRIBUTE": INFO,
    "GB-XMP-MALFORMED": WARNING, "GB-XMP-DOCTYPE": WARNING, "GB-CHUNK-CRC": WARNING, "GB-LABEL-ABSENT": INFO, "GB-SOURCE-TYPE-ALONE": WARNING,
    "GB-SOURCE-TYPE-CONTRADICTS": WARNING, "GB-SOURCE-TYPE-FORM": WARNING,
}

NOTES = {
    "Normal": ("BASIC", "What the standard and the guides ask for.", "A reader that finds fault with it reports right labels."),
    "Label": ("VALUE", "Annex E c: Label is \"1\", \"2\" or \"3\".", "Another value has no meaning; a reader that takes it for one of the three misleads its users."),
    "Keys": ("MISSING_STEP", "Annex E b: seven keys, with these names, each once.", "A value that is lost or read under another name breaks the chain from content to provider."),
    "ValueType": ("VALUE", "Annex E b, j: values are strings.", "Readers that take only strings miss the label, readers that take all miss the fault."),
    "Json": ("MALFORMED", "The value is JSON.", "What services write that is nearly JSON is read by people, and has to be told from damage."),
    "Encoding": ("LEGACY", "The same JSON written in another way: white space, escapes, order.", "A reader that compares bytes in place of values misses right labels."),
    "Characters": ("VALUE", "Annex E j: mainly 0x21, 0x23-0x5B, 0x5D-0x7E and \\\".", "The word \"mainly\" leaves room: a warning, not an error."),
    "ProviderCode": ("VALUE", "TC260-PG-20252A: 27 characters, check character, role.", "A code that nobody checks names nobody."),
    "PersonalData": ("CONFIDENTIALITY", "The code of an individual holds an identity number.", "Published with the file, in clear."),
    "FirstWrite": ("MISSING_STEP", "Annex E note 1: propagator and producer are equal at the first write.", "Afterwards they differ rightly; a reader cannot tell, and informs."),
    "Unconfirmed": ("BASIC", "The wording of the standard is not confirmed here.", "Never an error."),
    "Shape": ("LEGACY", "Bare and wrapped JSON, each in its carriers.", "Readers have to take both everywhere."),
    "Carrier": ("LEGACY", "Where the label stands.", "A label that only one reader finds is none for the others."),
    "Xmp": ("LEGACY", "Forms of XMP that are equal, or are not.", "A reader that looks for text in place of properties misses or invents labels."),
    "Uniqueness": ("MISSING_STEP", "6.1 c: one metadata label a file.", "Two labels can disagree; readers then see different ones."),
    "Companion": ("VALUE", "IPTC properties beside the label.", "Metadata that contradict each other."),
    "Absent": ("BASIC", "There is no label.", "It does not mean \"not AI-generated\"."),
    "Damage": ("MALFORMED", "A block cannot be read.", "Damage is no proof that there was no label."),
}


def values(**changed):
    out = dict(zip(KEYS, ["1", GENERATOR, "a1", "", GENERATOR, "a1", ""]))
    out.update(changed)
    return out


def both(producer, **more):
    return values(ContentProducer=producer, ContentPropagator=producer, **more)


def ids(number, **more):
    return values(ProduceID=number, PropagateID=number, **more)


def bare(v):
    return json.dumps(v, ensure_ascii=False, separators=(",", ":"))


def wrapped(v):
    return '{"AIGC":%s}' % bare(v)


def without(key):
    v = both(UNUSED)
    del v[key]
    return bare(v), {**both(UNUSED), key: ""}


def renamed(old, new):
    v = both(UNUSED)
    return bare({(new if k == old else k): one for k, one in v.items()}), v


def raw(key, text, **changed):
    """A label whose value of `key` is this JSON text."""
    v = values(**changed)
    return "{%s}" % ",".join('"%s":%s' % (k, text if k == key else json.dumps(v[k])) for k in KEYS)


class Table:
    """Tests of one group, numbered through the whole file."""

    def __init__(self, first):
        self.tests, self.next = [], first

    def add(self, comment, flags, file, format_, codes, labels, **more):
        severities = {SEVERITY[code] for code in codes}
        status = "absent" if "GB-LABEL-ABSENT" in codes or not labels and "error" not in severities else \
            "not_conforming" if ERROR in severities else "deviating" if WARNING in severities else "conforming"
        self.tests.append({"tcId": self.next, "comment": comment, "flags": flags, **more, "format": format_, "file": base64.b64encode(file).decode(),
                           "result": "invalid" if ERROR in severities else "valid", "status": status,
                           "findings": [{"code": code, "severity": SEVERITY[code]} for code in sorted(codes)], "labels": labels})
        self.next += 1

    def text(self, comment, flags, text, codes, decoded, shape="bare"):
        """A text in the carrier of the guide: XMP in iTXt of PNG."""
        labels = [] if decoded is None else [{"values": decoded, "shape": shape, "carrier": "png:iTXt:XML:com.adobe.xmp"}]
        self.add(comment, flags, c.png(c.itxt(c.XMP_KEYWORD, c.xmp(text))), "png", codes, labels, text=text)

    def place(self, comment, flags, file, format_, carrier, codes, shape="bare", decoded=None):
        carriers = [carrier] if isinstance(carrier, str) else carrier
        shapes = [shape] if isinstance(shape, str) else shape
        labels = [{"values": decoded or values(), "shape": s, "carrier": one} for one, s in zip(carriers, shapes)] if carrier else []
        self.add(comment, flags, file, format_, codes, labels)
