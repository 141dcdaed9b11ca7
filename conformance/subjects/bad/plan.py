"""What the labeller does, as data: a Plan as it stands is right, and a fault is one change of it."""
import dataclasses
import json

KEYS = ["Label", "ContentProducer", "ProduceID", "ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2"]


@dataclasses.dataclass
class Plan:
    # the visible label
    draw: bool = True
    png_only: bool = False        # drawn in PNG alone
    words: str = "AI生成"
    symbol: bool = False          # a picture in the place of words
    ink_percent: float = 6.0      # of the lowest letter, of the shortest side of what is seen
    em_percent: float = 0.0       # the nominal size in its place
    only_if_cut_out: bool = False  # em_percent counts for pictures with an outline of their own, others stay right
    thin: bool = False
    place: str = "corner"
    ink: float = 1.0              # grey of the words and of their plate, 0 to 1
    plate: float = 0.1
    # the audible label, of sound
    rhythm: tuple = (1, 1, 3, 3, 1, 1, 1)  # tones and gaps in turn, in the shortest tone's length; empty: none
    rhythm_db: float = 3.0        # of its tones, beside the loudness of the sound
    rhythm_place: str = "start"   # "end", "middle"
    # the pixels beside it
    scale: float = 1.0
    noise_sigma: float = 0.0      # of 255
    watermark: str = "tool"       # "none", "fragile": least significant bits, "other": of another producer and number
    # the metadata label
    metadata: bool = True
    name: str = "AIGC"            # of the XMP property
    namespace: str = ""           # in the place of the guide's
    values: dict = dataclasses.field(default_factory=dict)   # key -> function of the right value
    service: str = ""             # service code in the place of the producer's
    members: object = None        # function: list of (key, JSON value as text) -> another such list
    shape: str = "bare"
    second: bool = False          # a second label, where annex B has it
    keeps_xmp: bool = True
    signs_label: bool = False     # SecurityData in ReservedCode1
    signs_other: bool = False     # made over another Label
    # a disclosure as California asks for: what of it is left out
    leaves_out: str = ""
    # the signed manifest
    manifest: bool = True         # where keys are given
    time_stamp: bool = True
    strange_signer: bool = False  # his authority is nobody's anchor
    source_type: str = "trainedAlgorithmicMedia"
    after_signing: str = ""       # "cut", "pixel", "signature", "action"
    # the rest of the file
    drops: str = ""               # "icc", "exif", "orientation", "depth", "alpha"
    # what is there already, what comes from strangers
    replaces: bool = False
    on_hostile: str = "reason"    # "silence", "crash", "hang"
    # copies without visible label
    needs_agreement: bool = True
    unlabelled_metadata: bool = True
    keeps_log: bool = True
    tells_recipient: bool = True
    purges_early: bool = False
    # platforms
    notices: dict = dataclasses.field(default_factory=dict)  # state of the upload -> state that its notice speaks of
    writes_elements: bool = True
    propagated: object = None     # function: values of the label in case 1 -> those that change
    declared_label: str = ""      # Label that case 2 gets in the place of "2"
    strips_manifest: bool = False
    # reading
    answers: bool = True


def label_values(plan, producer, produce_id):
    """The seven values as the plan wants them: right ones, but for its `service` and `values`."""
    producer = producer[:-5] + plan.service if plan.service else producer
    right = dict(zip(KEYS, ["1", producer, produce_id, "", producer, produce_id, ""]))
    return {key: plan.values[key](value) if key in plan.values else value for key, value in right.items()}


def read_values(plan, values):
    """What a reader takes from the label: a key that is not there is empty."""
    members = [(key, values[key]) for key in KEYS]
    left = dict(plan.members(members)) if plan.members else dict(members)
    return {key: left.get(key, "") for key in KEYS}


def label_text(plan, values):
    members = [(key, json.dumps(values[key], ensure_ascii=False)) for key in KEYS]
    if plan.members:
        members = plan.members(members)
    bare = "{%s}" % ",".join('"%s":%s' % member for member in members)
    return '{"AIGC":%s}' % bare if plan.shape == "wrapped" else bare


def wrapped_text(values):
    return '{"AIGC":{%s}}' % ",".join('"%s":%s' % (key, json.dumps(values[key], ensure_ascii=False)) for key in KEYS)
