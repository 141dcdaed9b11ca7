"""What the labeller does, as data: a Plan as it stands is right, and a fault is one change of it."""
import dataclasses
import json

KEYS = ["Label", "ContentProducer", "ProduceID", "ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2"]


@dataclasses.dataclass
class Plan:
    # the visible label
    draw: bool = True
    words: str = "AI生成"
    symbol: bool = False          # a picture in the place of words
    ink_percent: float = 6.0      # of the lowest letter, of the shortest side of what is seen
    em_percent: float = 0.0       # the nominal size in its place
    only_if_cut_out: bool = False  # em_percent counts for pictures with an outline of their own, others stay right
    place: str = "corner"
    ink: float = 1.0              # grey of the words and of their plate, 0 to 1
    plate: float = 0.1
    # the watermark
    watermark: bool = True
    # the metadata label
    metadata: bool = True
    name: str = "AIGC"            # of the XMP property
    values: dict = dataclasses.field(default_factory=dict)   # key -> value in the place of the right one
    service: str = ""             # service code in the place of the producer's
    members: object = None        # function: list of (key, JSON value as text) -> another such list
    shape: str = "bare"
    carrier: str = "xmp"          # "comment": where no guide puts it; "both": a second one in its place of annex B
    keeps_xmp: bool = True
    # the rest of the file
    drops: str = ""               # "icc", "exif", "depth", "alpha"
    coarse: bool = False          # every sample loses its lowest bits
    # what is there already, what comes from strangers
    replaces: bool = False
    on_hostile: str = "reason"    # "silence", "crash"
    # copies without visible label
    needs_agreement: bool = True
    unlabelled_metadata: bool = True
    keeps_log: bool = True
    tells_recipient: bool = True
    purges_early: bool = False
    # platforms
    notices: dict = dataclasses.field(default_factory=dict)  # state of the upload -> state that its notice speaks of
    writes_elements: bool = True
    propagated: dict = dataclasses.field(default_factory=dict)
    denies: bool = False          # says "not AI-generated" where nothing was found
    # reading
    answers: bool = True


def label_values(plan, producer, produce_id):
    """The seven values as the plan wants them: right ones, but for its `service` and `values`."""
    producer = producer[:-5] + plan.service if plan.service else producer
    right = dict(zip(KEYS, ["1", producer, produce_id, "", producer, produce_id, ""]))
    return {key: plan.values[key](value) if key in plan.values else value for key, value in right.items()}


def label_text(plan, values):
    members = [(key, json.dumps(values[key], ensure_ascii=False)) for key in KEYS]
    if plan.members:
        members = plan.members(members)
    bare = "{%s}" % ",".join('"%s":%s' % member for member in members)
    return '{"AIGC":%s}' % bare if plan.shape == "wrapped" else bare


def wrapped_text(values):
    return '{"AIGC":{%s}}' % ",".join('"%s":%s' % (key, json.dumps(values[key], ensure_ascii=False)) for key in KEYS)
