"""The signed manifest: made by the tool, then spoilt where the plan says so."""
import os
import shutil
import struct

import raster
import store_surgery

TSA = "cat > '{folder}/query' && cd '{folder}' && openssl ts -reply -config tsa.cnf -queryfile query 2>/dev/null"
JPEG_PIECE = 65000


def keys_of(tool, folder):
    if not os.path.exists(os.path.join(folder, "leaf.key")):
        done = tool.call("keys", "demo", "-o", folder)
        if done.returncode != 0:
            raise OSError(done.stderr.decode(errors="replace").strip())
    return folder


def copied(folder, to):
    shutil.copytree(folder, to, dirs_exist_ok=True)
    return to


def sign(plan, tool, data, folder, payload):
    folder = copied(keys_of(tool, folder), os.path.join(tool.folder.name, "keys"))  # the authority writes beside its keys, and calls run side by side
    keys = os.path.abspath(keys_of(tool, os.path.join(tool.folder.name, "strangers"))) if plan.strange_signer else folder
    after = ["--cert", keys + "/chain.pem", "--private-key", keys + "/leaf.key", "--source-type", plan.source_type]
    if plan.watermark == "tool":
        after += ["--mark-id", payload]
    if plan.time_stamp:
        after += ["--tsa-command", TSA.format(folder=folder)]
    return spoil(plan, tool.change(data, "manifest", "sign", after=after), folder)


def spoil(plan, data, folder):
    if plan.after_signing == "pixel":
        pixels = raster.pixels_of(data).copy()
        pixels[0, 0, 0] ^= 1 if raster.format_of(data) == "png" else 64
        return raster.with_pixels(data, pixels)
    if plan.after_signing == "cut":
        return change_store(data, lambda store: store[:len(store) // 2])
    if plan.after_signing == "signature":
        return change_store(data, lambda store: store_surgery.another_signature(store, folder))
    if plan.after_signing == "action":
        return change_store(data, lambda store: store_surgery.another_action(store, folder))
    return data


def change_store(data, change):
    """change(store) in the place of the manifest store; None takes it out."""
    if raster.format_of(data) == "png":
        chunks = [(kind, change(content) if kind == b"caBX" else content) for kind, content in raster.png_chunks(data)]
        return raster.png_of([c for c in chunks if c[1] is not None])
    segments, rest = raster.jpeg_segments(data)
    theirs = [i for i, s in enumerate(segments) if s[0] == 0xEB and s[1].startswith(b"JP")]
    if not theirs:
        return data
    store = b"".join(segments[i][1][8 if n == 0 else 16:] for n, i in enumerate(theirs))
    made = change(store)
    pieces = [] if made is None else _jpeg_pieces(segments[theirs[0]][1][:4], made)
    return raster.jpeg_of(segments[:theirs[0]] + pieces + segments[theirs[-1] + 1:], rest)


def _jpeg_pieces(head, store):
    box = store[:8]
    parts = [store[8:][at:at + JPEG_PIECE] for at in range(0, max(1, len(store) - 8), JPEG_PIECE)]
    return [(0xEB, head + struct.pack(">I", n + 1) + box + part) for n, part in enumerate(parts)]
