"""The layers of one picture, written as a plan has them."""
import hashlib
import subprocess
import tempfile
import pathlib

import numpy

import packets
import plan as plans
import raster
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


def mark_id(producer, produce_id):
    """spec/mark-id.md 1."""
    return hashlib.sha256(b"imprint-mark-id-v1\0" + producer.encode() + b"\0" + produce_id.encode()).digest()[:8].hex()


# --- the visible label ---

def is_cut_out(pixels):
    return pixels.shape[2] in (2, 4) and bool((pixels[..., -1] == 0).any())


def mask_for(plan, pixels):
    _, _, width, height = words.seen_box(pixels)
    shortest = min(width, height)
    right = words.size_for_ink(plan.words, shortest * plan.ink_percent / 100)
    if plan.symbol:
        return words.symbol_mask(right)
    if plan.em_percent and (is_cut_out(pixels) or not plan.only_if_cut_out):
        return words.mask_of(plan.words, max(6, int(shortest * plan.em_percent / 100)))
    return words.mask_of(plan.words, right)


def draw(plan, data):
    pixels = raster.pixels_of(data)
    return raster.with_pixels(data, words.stamp(pixels, mask_for(plan, pixels), plan.place, plan.ink, plan.plate))


# --- the metadata label ---

def place(plan, data, values):
    """`data` has a right label; it gets the plan's."""
    text = plans.label_text(plan, values)
    if not plan.keeps_xmp:
        return packets.change_packet(data, lambda _: packets.lone_packet(text))
    if plan.carrier == "comment":
        return packets.add_comment(packets.set_property(data, b""), plans.wrapped_text(values))
    data = packets.set_property(data, packets.element(text, plan.name))
    return packets.add_annex_b(data, plans.wrapped_text(values)) if plan.carrier == "both" else data


# --- the rest of the file ---

def spoil(plan, data):
    if plan.drops in ("icc", "exif"):
        return packets.drop_block(data, plan.drops)
    pixels = raster.pixels_of(data)
    if plan.drops == "depth" and pixels.dtype == numpy.uint16:
        return raster.with_pixels(data, (pixels >> 8).astype(numpy.uint8))
    if plan.drops == "alpha" and pixels.shape[2] in (2, 4):
        return raster.with_pixels(data, pixels[..., :-1])
    if plan.coarse:
        step = (65535 if pixels.dtype == numpy.uint16 else 255) / 7
        return raster.with_pixels(data, numpy.rint(numpy.rint(pixels / step) * step).astype(pixels.dtype))
    return data


# --- all of it ---

def replacing(plan, folder):
    return ["--replace", "nobody was asked", "--log", str(pathlib.Path(folder, "unsaid.log"))] if plan.replaces else []


def write(plan, tool, data, producer, produce_id, visible=True, metadata=True):
    """A picture with the layers of the plan, in the lawful order: pixels before metadata."""
    values = plans.label_values(plan, producer, produce_id)
    over = replacing(plan, tool.folder.name)
    right = tool.change(data, "aigc", "write", after=["--producer", producer, "--produce-id", produce_id, *over])  # refuses what is labelled
    if visible and plan.draw:
        right = draw(plan, right)
    if plan.coarse:
        right = spoil(plan, right)
    if plan.watermark:
        payload = mark_id(values["ContentProducer"], values["ProduceID"])
        right = tool.change(right, "watermark", "embed", after=["--payload", payload, *over])
    out = place(plan, right, values) if metadata and plan.metadata else packets.set_property(right, b"")
    return spoil(plan, out) if plan.drops else out
