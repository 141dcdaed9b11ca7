"""The faults by name: what the labeller then does wrong, in a sentence, and the one change of its plan (plan.py)."""


def always(value):
    return lambda _: value


def both(first, second, change):
    return {first: change, second: change}


def without(key):
    return lambda members: [m for m in members if m[0] != key]


def renamed(old, new):
    return lambda members: [(new if m[0] == old else m[0], m[1]) for m in members]


def spoilt_check_character(code):
    """The last character of the social credit code, which checks the others, becomes another one."""
    return code[:21] + ("0" if code[21] != "0" else "1") + code[22:] if len(code) == 27 else code + "0"


# An individual's code around an invented identity number (region 000000, born 1990-01-01) whose check character is right.
PERSON = "0021" + "000000199001010018" + "10000"
OTHER_CODE = "001191000000000000001N20000"

VISIBLE = {
    "no-label": ("draws no visible label", {"draw": False}),
    "no-generation-word": ("the words of its label hold neither 生成 nor 合成", {"words": "AI绘图"}),
    "no-ai-word": ("the words of its label hold neither 人工智能 nor AI", {"words": "智能生成"}),
    "english-words": ("the words of its label are English alone", {"words": "AI-generated"}),
    "negated": ("its label says that the picture is not AI-generated", {"words": "非AI生成"}),
    "symbol-only": ("a star in the place of words", {"symbol": True}),
    "label-small": ("its words have a nominal height of 4.9 % of the shortest side, and their ink less", {"em_percent": 4.9}),
    "label-small-cut-out": ("on pictures with an outline of their own its words have 4.9 % of the shortest side of the smallest rectangle around it",
                            {"em_percent": 4.9, "only_if_cut_out": True}),
    "label-middle": ("its label stands in the middle of the picture", {"place": "middle"}),
    "label-faint": ("its label has next to no contrast", {"ink": 0.16, "plate": 0.1}),
}

METADATA = {
    "no-metadata": ("writes no metadata label", {"metadata": False}),
    "no-aigc-name": ("its metadata property has a name without AIGC", {"name": "Mark"}),
    "missing-key": ("leaves ReservedCode2 out of its label", {"members": without("ReservedCode2")}),
    "key-name": ("writes ReserveCode1 for ReservedCode1", {"members": renamed("ReservedCode1", "ReserveCode1")}),
    "duplicate-key": ("writes Label twice", {"members": lambda members: members[:1] + members}),
    "number-values": ("writes Label as a number", {"members": lambda members: [("Label", "1")] + members[1:]}),
    "further-key": ("writes a key that Annex E does not know", {"members": lambda members: members + [("Timestamp", '"20261130"')]}),
    "label-4": ('writes "4" as Label', {"values": {"Label": always("4")}}),
    "label-2": ('a generator that writes "2" as Label', {"values": {"Label": always("2")}}),
    "producer-empty": ("leaves ContentProducer empty", {"values": {"ContentProducer": always("")}}),
    "produce-id-empty": ("leaves ProduceID empty", {"values": {"ProduceID": always("")}}),
    "produce-id-same": ("gives every picture the same ProduceID", {"values": both("ProduceID", "PropagateID", always("1"))}),
    "propagator-empty": ("leaves ContentPropagator and PropagateID empty", {"values": both("ContentPropagator", "PropagateID", always(""))}),
    "first-write-differs": ("names another propagator than the producer at the first write",
                            {"values": {"ContentPropagator": always(OTHER_CODE), "PropagateID": always("other-1")}}),
    "characters": ("writes a space and a Chinese character into ProduceID", {"values": both("ProduceID", "PropagateID", lambda one: one + " 图")}),
    "two-labels": ("writes the label a second time, where annex B of the image guide has it", {"carrier": "both"}),
    "wrong-carrier": ("writes the label into a comment", {"carrier": "comment"}),
    "wrong-shape": ('writes {"AIGC":…} where the bare keys belong', {"shape": "wrapped"}),
    "xmp-dropped": ("drops the other XMP of a picture", {"keeps_xmp": False}),
    "code-check": ("the check character of the social credit code in its code is wrong",
                   {"values": both("ContentProducer", "ContentPropagator", spoilt_check_character)}),
    "code-role": ("a generator whose service code begins with 2", {"service": "20000"}),
    "personal-id": ("its code holds the identity number of a person", {"values": both("ContentProducer", "ContentPropagator", always(PERSON))}),
    "security-data": ("its SecurityData has neither form nor signature", {"values": {"ReservedCode1": always('{"SecurityData":{"Type":"none"}}')}}),
    "no-watermark": ("embeds no watermark", {"watermark": False}),
}

FILES = {
    "icc-dropped": ("drops the colour profile", {"drops": "icc"}),
    "exif-dropped": ("drops the camera's data, the orientation among them", {"drops": "exif"}),
    "depth-reduced": ("16 bits a sample become 8", {"drops": "depth"}),
    "alpha-lost": ("drops transparency", {"drops": "alpha"}),
    "coarse": ("leaves 8 levels of each colour", {"coarse": True}),
    "label-replaced": ("writes over a label that is there already, and does not say so", {"replaces": True}),
    "silent-refusal": ("refuses a damaged file without a reason", {"on_hostile": "silence"}),
    "crash": ("dies of a damaged file", {"on_hostile": "crash"}),
    "no-answer": ("its detector says nothing", {"answers": False}),
}

ARTICLE_9 = {
    "unlabelled-without-agreement": ("gives out a copy without visible label, whoever asks", {"needs_agreement": False}),
    "unlabelled-not-logged": ("keeps no log of copies without visible label", {"keeps_log": False}),
    "log-without-recipient": ("its log does not say who got the copy", {"tells_recipient": False}),
    "purge-early": ("clears its log before six months are over", {"purges_early": True}),
    "unlabelled-without-metadata": ("a copy without visible label has no metadata label either", {"unlabelled_metadata": False}),
}

PLATFORM = {
    "notice-generated": ('says "may be" of an upload whose metadata say that it is', {"notices": {"generated": "possible"}}),
    "notice-possible": ('says "is" of an upload that its user declares', {"notices": {"possible": "generated"}}),
    "notice-suspected": ('says "may be" of an upload with other traces', {"notices": {"suspected": "possible"}}),
    "notice-missing": ("shows no notice", {"notices": {"generated": "", "possible": "", "suspected": ""}}),
    "elements-not-written": ("does not write the propagation elements", {"writes_elements": False}),
    "producer-overwritten": ("writes its own code and number over the producer's", {"propagated": {"ContentProducer": "ContentPropagator", "ProduceID": "PropagateID"}}),
    "says-not-ai": ("says that an upload is not AI-generated, because nothing was found", {"denies": True}),
}

FAULTS = {**VISIBLE, **METADATA, **FILES, **ARTICLE_9, **PLATFORM}
