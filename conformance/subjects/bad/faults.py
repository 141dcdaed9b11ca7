"""The faults by name, as rubric/faults.toml has them: what the labeller then does wrong, and the one change of its plan (plan.py)."""


def always(value):
    return lambda _: value


def both(first, second, change):
    return {first: change, second: change}


def without(key):
    return {"members": lambda members: [m for m in members if m[0] != key]}


def renamed(old, new):
    return {"members": lambda members: [(new if m[0] == old else m[0], m[1]) for m in members]}


def spoilt_check_character(code):
    """The last character of the social credit code, which checks the others, becomes another one."""
    return code[:21] + ("0" if code[21] != "0" else "1") + code[22:] if len(code) == 27 else code + "0"


def generating(code):
    """The same organisation's code for a generating service."""
    return code[:22] + "1" + code[23:] if len(code) == 27 else code


# An individual's code around an invented identity number (region 000000, born 1990-01-01) whose check character is right.
PERSON = "0021" + "000000199001010018" + "10000"
OTHER_CODE = "001191000000000000001N20000"
OF_BOTH = ("ContentProducer", "ContentPropagator")
NUMBERS = ("ProduceID", "PropagateID")
BROKEN_OFF = '{"SecurityData":{"Type":"TC260PG",'

VISIBLE = {
    "no-label": ("draws no visible label", {"draw": False}),
    "symbol-only": ("draws a star without any word in place of the label", {"symbol": True}),
    "label-in-png-only": ("draws the visible label when it writes PNG, and leaves it out of every other format", {"png_only": True}),
    "words-without-ai": ("the label says 算法生成: no AI element", {"words": "算法生成"}),
    "words-without-generation": ("the label says AI创作: no generation element", {"words": "AI创作"}),
    "words-negated": ("the label says 非AI生成, which denies what it should say", {"words": "非AI生成"}),
    "label-in-the-middle": ("the label stands in the middle of the picture", {"place": "middle"}),
    "label-in-low-contrast": ("the label's ink has a contrast of 2:1 to its plate", {"ink": 0.537, "plate": 0.35}),
    "label-fades": ("the label's thin strokes have a contrast of 2:1", {"ink": 0.56, "plate": 0.35, "thin": True}),
    "text-too-small": ("the label's font size is 4 % of the shortest side", {"em_percent": 4.0}),
    "text-too-small-on-cut-outs": ("on pictures that are transparent outside, the font size is 4 % of the shortest side of the smallest enclosing rectangle",
                                   {"em_percent": 4.0, "only_if_cut_out": True}),
}

AUDIBLE = {
    "rhythm-wrong-timing": ("the gap between the rhythm's two letters has 4 units for 3", {"rhythm": (1, 1, 3, 4, 1, 1, 1)}),
    "rhythm-too-quiet": ("the rhythm is 14 dB quieter than the sound", {"rhythm_db": -14.0}),
}

METADATA = {
    "no-metadata": ("writes no AIGC label into the metadata", {"metadata": False}),
    "keyword-without-aigc": ("the seven keys stand in a property TC260:Mark", {"name": "Mark"}),
    "key-missing": ("the label lacks ReservedCode2", without("ReservedCode2")),
    "producer-key-missing": ("the label lacks ContentProducer", without("ContentProducer")),
    "produce-id-key-missing": ("the label lacks ProduceID", without("ProduceID")),
    "propagator-key-missing": ("the label lacks ContentPropagator", without("ContentPropagator")),
    "propagate-id-key-missing": ("the label lacks PropagateID", without("PropagateID")),
    "key-misspelt": ("the label says ReserveCode1 for ReservedCode1", renamed("ReservedCode1", "ReserveCode1")),
    "key-twice": ("the label holds Label twice, with the same value", {"members": lambda members: members[:1] + members}),
    "label-a-number": ("Label is the number 1", {"members": lambda members: [("Label", "1")] + members[1:]}),
    "key-extra": ("the label holds an eighth key, Timestamp", {"members": lambda members: members + [("Timestamp", '"20261130"')]}),
    "label-four": ('Label is "4"', {"values": {"Label": always("4")}}),
    "label-possibly": ('the generator writes Label "2" about what it made itself', {"values": {"Label": always("2")}}),
    "producer-empty": ("ContentProducer is empty", {"values": {"ContentProducer": always("")}}),
    "produce-id-constant": ("every picture gets the same ProduceID and PropagateID", {"values": both(*NUMBERS, always("1"))}),
    "propagator-other": ("ContentPropagator and PropagateID are somebody else's at the first write",
                         {"values": {"ContentPropagator": always(OTHER_CODE), "PropagateID": always("other-1")}}),
    "propagator-empty": ("ContentPropagator and PropagateID are empty at the first write", {"values": both("ContentPropagator", "PropagateID", always(""))}),
    "two-labels": ("the label stands once more, wrapped, where annex B of the image guide has it", {"second": True}),
    "characters-outside": ("producer and propagator are a name in Chinese characters", {"values": both(*OF_BOTH, always("示例公司"))}),
    "reserved-1-broken": ("ReservedCode1 begins a JSON object and breaks off", {"values": {"ReservedCode1": always(BROKEN_OFF)}}),
    "reserved-2-broken": ("ReservedCode2 begins a JSON object and breaks off", {"values": {"ReservedCode2": always(BROKEN_OFF)}}),
    "carrier-wrong": ("the property AIGC stands in the namespace http://example.com/ns/", {"namespace": "http://example.com/ns/"}),
    "shape-wrong": ('the property holds {"AIGC":{…}}', {"shape": "wrapped"}),
    "xmp-dropped": ("writes a packet of its own over the XMP that was there", {"keeps_xmp": False}),
    "code-check-wrong": ("the check character of the credit code is wrong", {"values": both(*OF_BOTH, spoilt_check_character)}),
    "code-role-wrong": ("the producer's service code begins with 2", {"service": "20000"}),
    "code-personal": ("producer and propagator are the code of an individual, with an identity number", {"values": both(*OF_BOTH, always(PERSON))}),
    "security-data-invalid": ("ReservedCode1 holds SecurityData whose signature was made over another Label", {"signs_label": True, "signs_other": True}),
}

WATERMARK = {
    "no-watermark": ("hides no watermark", {"watermark": "none"}),
    "watermark-missing": ("hides no watermark; the manifest is right", {"watermark": "none"}),
    "watermark-fragile": ("the watermark stands in the least significant bits", {"watermark": "fragile"}),
    "layers-disagree": ("the watermark carries the mark of another producer and number", {"watermark": "other"}),
    "detector-silent": ("the detector answers nothing", {"answers": False}),
}

ARTICLE_9 = {
    "unlabelled-without-agreement": ("hands out a copy without visible label when no agreement is named", {"needs_agreement": False}),
    "log-without-recipient": ("the log's record does not say who received the copy", {"tells_recipient": False}),
    "log-empty": ("such a copy leaves no record in the log", {"keeps_log": False}),
    "log-purged-early": ("purges a record before six months are over", {"purges_early": True}),
    "unlabelled-without-metadata": ("the copy without visible label has no AIGC label either", {"unlabelled_metadata": False}),
    "label-replaced": ("overwrites somebody's label in silence", {"replaces": True}),
}

PLATFORM = {
    "notice-case-1-wrong": ('for metadata that say AI the notice is "may be"', {"notices": {"generated": "possible"}}),
    "notice-case-2-wrong": ('for a declaration alone the notice is "is"', {"notices": {"possible": "generated"}}),
    "notice-case-3-wrong": ('for traces alone the notice is "may be"', {"notices": {"suspected": "possible"}}),
    "says-not-ai": ("where nothing was found it states that the content is not AI-generated", {"notices": {"none_found": "not"}}),
    "notice-without-cause": ('where nothing was found the notice is "suspected"', {"notices": {"none_found": "suspected"}}),
    "elements-not-written": ("in case 1 it hands the file on as it came", {"writes_elements": False}),
    "producer-overwritten": ("in case 1 it writes its own code and number over the producer's",
                             {"propagated": lambda values: {"ContentProducer": generating(values["ContentPropagator"]), "ProduceID": values["PropagateID"]}}),
    "platform-label-wrong": ('in case 2 it writes Label "1"', {"declared_label": "1"}),
    "marks-stripped": ("takes the manifest out of what it handles", {"strips_manifest": True}),
}

MANIFEST = {
    "manifest-missing": ("writes no signed manifest", {"manifest": False}),
    "time-stamp-missing": ("the manifest's signature has no time-stamp", {"time_stamp": False}),
    "manifest-cut-short": ("the manifest store breaks off in the middle", {"after_signing": "cut"}),
    "manifest-of-another-picture": ("a pixel is changed after the manifest was signed", {"after_signing": "pixel"}),
    "manifest-signature-wrong": ("a byte of the manifest's signature value is changed", {"after_signing": "signature"}),
    "manifest-without-action": ("the manifest's first action is neither created nor opened", {"after_signing": "action"}),
    "manifest-signer-unknown": ("the signer's authority is none of the anchors", {"strange_signer": True}),
    "manifest-source-camera": ("the manifest calls the picture a digital capture", {"source_type": "digitalCapture"}),
}

DISCLOSURE = {"disclosure-without-" + what: ("the latent disclosure leaves out " + words, {"leaves_out": what}) for what, words in [
    ("provider", "the provider's name"), ("system", "the name of the AI system"), ("version", "its version"), ("time", "the time of creation"),
    ("id", "a unique identifier"), ("altered", "whether the content was created or altered")]}

FILES = {
    "icc-dropped": ("drops the ICC profile", {"drops": "icc"}),
    "exif-dropped": ("drops the EXIF block", {"drops": "exif"}),
    "orientation-lost": ("resets the EXIF orientation without turning the pixels", {"drops": "orientation"}),
    "depth-reduced": ("writes 8 bits a channel for 16", {"drops": "depth"}),
    "alpha-lost": ("writes a picture without its alpha channel", {"drops": "alpha"}),
    "picture-resized": ("writes the picture at 99 % of its width and height", {"scale": 0.99}),
    "picture-degraded": ("adds noise of sigma 12 to the whole picture", {"noise_sigma": 12.0}),
    "refusal-without-reason": ("refuses with an exit code and no word", {"on_hostile": "silence"}),
    "crash-on-hostile": ("dies by a signal on a damaged file", {"on_hostile": "crash"}),
    "hang-on-hostile": ("never ends on a damaged file", {"on_hostile": "hang"}),
}

FAULTS = {**VISIBLE, **AUDIBLE, **METADATA, **WATERMARK, **ARTICLE_9, **PLATFORM, **MANIFEST, **DISCLOSURE, **FILES}

# Not faults: what a person has to look at, and a further layer that is right.
VARIANTS = {
    "review-ink-height": ("the ink of the lowest letter has 4.9 % of the shortest side, the font size more", {"ink_percent": 4.9}),
    "review-english-words": ("the label says AI-generated", {"words": "AI-generated"}),
    "review-no-rhythm": ("puts no rhythm into sound", {"rhythm": ()}),
    "rhythm-in-the-middle": ("the rhythm stands in the middle of the sound", {"rhythm_place": "middle"}),
    "metadata-alone": ("writes the metadata label and nothing else", {"draw": False, "watermark": "none"}),
    "security-data": ("signs the label into ReservedCode1", {"signs_label": True}),
}
