"""The layers of one picture, written as a plan has them."""
import dataclasses
import hashlib
import pathlib
import subprocess
import tempfile

import numpy

import fragile
import manifests
import packets
import plan as plans
import raster
import sounds
import words


class Refused(Exception):
    """The picture is not worked on, and why."""


class Tool:
    """The imprint tool, called in a folder of its own."""

    def __init__(self, path):
        self.path = path
        self.folder = tempfile.TemporaryDirectory(prefix="bad-")

    def call(self, *words_given):
        return subprocess.run([self.path, *words_given], capture_output=True, check=False)

    def change(self, data, *before, after):
        """The bytes that `imprint BEFORE IN -o OUT AFTER` makes of these; a refusal of the tool is one of ours."""
        where_from, where_to = pathlib.Path(self.folder.name, "in"), pathlib.Path(self.folder.name, "out")
        where_from.write_bytes(data)
        where_to.unlink(missing_ok=True)
        done = self.call(*before, str(where_from), "-o", str(where_to), *after)
        if done.returncode != 0:
            raise Refused(done.stderr.decode(errors="replace").strip().replace(str(where_from), "the picture"))
        return where_to.read_bytes()


@dataclasses.dataclass
class Job:
    """What was asked for."""
    producer: str
    produce_id: str
    visible: bool = True
    metadata: bool = True
    sign: str = ""         # folder of `imprint keys demo`, made when it is not there
    disclose: bool = False


def mark_id(producer, produce_id):
    """spec/mark-id.md 1."""
    return hashlib.sha256(b"imprint-mark-id-v1\0" + producer.encode() + b"\0" + produce_id.encode()).digest()[:8].hex()


# --- pixels ---

def is_cut_out(pixels):
    return pixels.shape[2] in (2, 4) and bool((pixels[..., -1] == 0).any())


def mask_for(plan, pixels):
    _, _, width, height = words.seen_box(pixels)
    shortest = min(width, height)
    size = words.size_for_ink(plan.words, shortest * plan.ink_percent / 100)
    if plan.symbol:
        return words.symbol_mask(words.ink_px(plan.words, size))
    if plan.em_percent and (is_cut_out(pixels) or not plan.only_if_cut_out):
        size = max(6, int(shortest * plan.em_percent / 100))
    mask = words.mask_of(plan.words, size)
    return words.thinned(mask) if plan.thin else mask


def paint(plan, job, data):
    """Visible label, and what the plan does to the rest of the pixels."""
    drawn = job.visible and plan.draw and not (plan.png_only and raster.format_of(data) != "png")
    pixels = raster.pixels_of(data)
    before = pixels
    if plan.drops == "depth" and pixels.dtype == numpy.uint16:
        pixels = (pixels >> 8).astype(numpy.uint8)
    if plan.drops == "alpha" and pixels.shape[2] in (2, 4):
        pixels = pixels[..., :-1]
    if plan.scale != 1.0:
        pixels = raster.resized(pixels, plan.scale)
    if plan.noise_sigma:
        pixels = raster.noisy(pixels, plan.noise_sigma)
    if drawn:
        pixels = words.stamp(pixels, mask_for(plan, pixels), plan.place, plan.ink, plan.plate)
    return data if pixels is before else raster.with_pixels(data, pixels)


def payload_for(plan, values):
    """The mark_id of the label as it will be read, where a key that is missing is empty."""
    read = plans.read_values(plan, values)
    return mark_id("other" if plan.watermark == "other" else read["ContentProducer"], read["ProduceID"])


def hide(plan, tool, data, payload, over):
    if plan.watermark == "none":
        return data
    if plan.watermark == "fragile":
        return raster.with_pixels(data, fragile.embed(raster.pixels_of(data), payload))
    return tool.change(data, "watermark", "embed", after=["--payload", payload, *over])


# --- metadata ---

def place(plan, data, values):
    """`data` has a right label; it gets the plan's."""
    text = plans.label_text(plan, values)
    if not plan.keeps_xmp:
        return packets.change_packet(data, lambda _: packets.lone_packet(text))
    data = packets.set_label(data, text, plan.name)
    if plan.namespace:
        data = packets.change_packet(data, lambda packet: packet.replace(packets.GUIDE, plan.namespace.encode()))
    return packets.add_annex_b(data, plans.wrapped_text(values)) if plan.second else data


def signed_code(plan, tool, data, job):
    """SecurityData for ReservedCode1, by a key that is made for it."""
    keys = manifests.keys_of(tool, str(pathlib.Path(tool.folder.name, "label-keys")))
    label = "2" if plan.signs_other else "1"
    signed = tool.change(data, "aigc", "write", after=["--producer", job.producer, "--produce-id", job.produce_id, "--label", label,
                                                       "--signing-key", keys + "/leaf.key"])
    return plans.json.loads(packets.read_label(signed))["ReservedCode1"]


def disclosure(plan, job):
    """Provider, system, version, time, number and kind, as IPTC and Dublin Core have them."""
    all_of_it = {
        "provider": {"photoshop:Credit": job.producer},
        "system": {"Iptc4xmpExt:AISystemUsed": "Example Painter"},
        "version": {"Iptc4xmpExt:AISystemVersionUsed": "4.2"},
        "time": {"xmp:CreateDate": "2026-11-30T12:00:00Z", "photoshop:DateCreated": "2026-11-30T12:00:00Z"},
        "id": {"dc:identifier": job.produce_id, "Iptc4xmpExt:DigImageGUID": job.produce_id},
        "altered": {"Iptc4xmpExt:DigitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"},
    }
    return packets.disclosure({name: value for what, some in all_of_it.items() if what != plan.leaves_out for name, value in some.items()})


def describe(plan, job, right, values):
    """The metadata of a marked picture: the disclosure of California where it is asked for, else the label of the standard."""
    if job.disclose:
        return packets.set_property(right, disclosure(plan, job))
    return place(plan, right, values) if job.metadata and plan.metadata else packets.set_property(right, b"")


def drop(plan, data):
    if plan.drops in ("icc", "exif"):
        return packets.change_block(data, plan.drops, lambda _: None)
    return packets.change_block(data, "exif", packets.upright) if plan.drops == "orientation" else data


# --- all of it ---

def write_sound(plan, tool, data, job):
    """Sound with the layers of the plan; its metadata have no faults here."""
    named = ["--producer", job.producer, "--produce-id", job.produce_id]
    tool.change(data, "aigc", "write", after=named)  # refuses what is labelled
    out = sounds.add_label(plan, data) if job.visible and plan.rhythm else sounds.plain(data)
    out = hide(plan, tool, out, mark_id(job.producer, job.produce_id), [])
    return tool.change(out, "aigc", "write", after=named) if job.metadata and plan.metadata else out


def write(plan, tool, data, job):
    """A picture or sound with the layers of the plan, in the lawful order: content, metadata, manifest."""
    if sounds.is_sound(data):
        return write_sound(plan, tool, data, job)
    values = plans.label_values(plan, job.producer, job.produce_id)
    over = ["--replace", "nobody was asked", "--log", str(pathlib.Path(tool.folder.name, "unsaid.log"))] if plan.replaces else []
    right = tool.change(data, "aigc", "write", after=["--producer", job.producer, "--produce-id", job.produce_id, *over])  # refuses what is labelled
    if plan.signs_label:
        values["ReservedCode1"] = signed_code(plan, tool, data, job)
    payload = payload_for(plan, values)
    right = hide(plan, tool, paint(plan, job, right), payload, over)
    out = drop(plan, describe(plan, job, right, values))
    return manifests.sign(plan, tool, out, job.sign, payload) if job.sign and plan.manifest else out
