#!/usr/bin/env python3
"""Signed manifests in sound files, as other people's programs see them.

    sound_manifests.py --imprint build/release/cli/imprint --ca CA --judge 'node judge.mjs' --judge-dir FOLDER FILE|FOLDER...

Each file, and copies of the first WAV in every format that ffmpeg makes (sound_carriers.py), gets the AIGC label, is signed,
and is propagated by the same signer, which signs it anew. Asked of both are: our own verification and the judge's C2PA readers
(interop.py says what CA and the judge are), which have to find the manifest trusted, and not once a byte of the sound is
changed; exiftool, ffprobe and mediainfo, whether they show the label as before; `flac -t` and `ffmpeg -v error`, whether the
file is whole; ffmpeg, whether the coded sound and the samples are the same. Formats without a place have to be refused,
and take a side file. Prints one JSON object; exit code 1 when anything is otherwise.
"""

import argparse
import collections
import json
import pathlib
import shutil
import sys
import tempfile

import interop
import sound_carriers as carriers

NO_PLACE = {".aiff", ".ogg", ".opus"}
UNSUPPORTED = 3  # exit code
# What a reader does not know at all, by its own list or because its walker stops: no opinion of these is asked.
UNREAD = {
    ("old", ".mp3"): "knows the former media type alone",
    ("old", ".flac"): "c2pa-rs reads FLAC since 0.78.6",
    ("ts", ".mp3"): "knows the former media type alone",
    ("ts", ".flac"): "does not read FLAC",
}
TWO_TAGS = "c2pa-rs 0.82 asks for FLAC behind the first tag"
RF64 = "c2pa-rs reads RIFF alone"


def samples(file):
    return carriers.run("ffmpeg", "-v", "error", "-i", file, "-map", "0:a", "-f", "md5", "-").stdout.decode().strip()


def unsynchronised(data):
    out = bytearray()
    for i, byte in enumerate(data):
        out.append(byte)
        if byte == 0xFF and (i + 1 == len(data) or data[i + 1] >= 0xE0 or data[i + 1] == 0):
            out.append(0)
    return bytes(out)


def tag(version, flags=0, extended=b"", room=0):
    """An ID3v2 tag with a title in UTF-16, which unsynchronisation changes; flags: 0x80 that, 0x40 extended header, 0x10 footer."""
    text = b"\1\xff\xfe" + "\u6807\u9898\uffe0".encode("utf-16-le")
    text = unsynchronised(text) if version == 4 and flags & 0x80 else text
    safe = lambda n: bytes(n >> shift & 0x7F for shift in (21, 14, 7, 0))
    sizes = {2: len(text).to_bytes(3, "big"), 3: len(text).to_bytes(4, "big") + b"\0\0", 4: safe(len(text)) + b"\0\0"}
    body = extended + (b"TT2" if version == 2 else b"TIT2") + sizes[version] + text + bytes(room)
    body = unsynchronised(body) if version != 4 and flags & 0x80 else body
    header = bytes([version, 0, flags]) + safe(len(body))
    return b"ID3" + header + body + (b"3DI" + header if flags & 0x10 else b"")


TAGS = {
    "v22": tag(2),
    "v22_unsync": tag(2, 0x80),
    "v23_room": tag(3, room=9000),
    "v23_unsync_extended": tag(3, 0xC0, b"\0\0\0\6\0\0\0\0\0\0"),
    "v24_unsync": tag(4, 0x80),
    "v24_extended_footer": tag(4, 0x50, b"\0\0\0\6\1\0"),
    "two_tags": tag(3) + tag(4),
}


def tagged(folder):
    """The bare MP3 and FLAC that ffmpeg made, behind tags of every kind."""
    for name in ("bare.mp3", "copy.flac"):
        source = folder / name
        for kind, front in TAGS.items() if source.exists() else ():
            out = folder / f"{kind}{source.suffix}"
            out.write_bytes(front + source.read_bytes())
            yield out


def imprint(args, *command):
    done = carriers.run(args.imprint, *command)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} {command[1]}: {done.stderr.decode().strip()}")
    return done.stdout


def signer(args):
    return ["--cert", args.ca / f"{args.leaf}.chain.pem", "--private-key", args.ca / f"{args.leaf}.key"]


def ours(args, file, *more):
    done = carriers.run(args.imprint, "manifest", "verify", file, "--json", "--trust", args.ca / "anchors.pem", *more)
    return json.loads(done.stdout).get("manifest", {}).get("validation_state", "none")


def judged(args, files):
    """{file name: {reader: state}}, of readers that have an opinion."""
    said = interop.answers(args, files, args.ca / "anchors.pem")
    return {name: {reader: state for reader, (state, _) in answers.items()} for name, answers in said.items()}


def damaged(file, folder):
    """A copy with one byte of the sound changed: the middle of the file is sound."""
    out = folder / f"damaged-{file.name}"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    out.write_bytes(data)
    return out


def make(args, source, folder):
    """Labelled, signed, propagated, and signed with a byte changed."""
    labelled, signed, again = (folder / f"{name}-{source.name}" for name in ("labelled", "signed", "propagated"))
    carriers.label(args.imprint, source, labelled, carriers.CONTENT)
    imprint(args, "manifest", "sign", labelled, "-o", signed, *signer(args))
    imprint(args, "propagate", signed, "-o", again, "--propagator", carriers.PRODUCER, "--propagate-id", "sound-manifests-2",
            "--trust", args.ca / "anchors.pem", *signer(args))
    return labelled, signed, again, damaged(signed, folder)


def look(args, source, made, answers):
    labelled, signed, again, broken = made
    readers = [name for name in carriers.READERS if shutil.which(name)]
    before = {name for name in readers if carriers.shows(name, labelled)}
    return {
        "file": source.name,
        "bytes_added": signed.stat().st_size - labelled.stat().st_size,
        "ours": [ours(args, f) for f in (signed, again, broken)],
        "readers": {r: [answers[f.name].get(r, "-") for f in (signed, again, broken)] for r in sorted(answers[signed.name])},
        "label_shown": {name: all(carriers.shows(name, f) for f in (signed, again)) for name in before},
        "whole": {name: ok for f in (signed, again) for name, ok in carriers.whole(f).items() if carriers.whole(source)[name]},
        "coded_sound_same": all(carriers.coded_sound(f) == carriers.coded_sound(source) != "" for f in (signed, again)),
        "samples_same": all(samples(f) == samples(source) != "" for f in (signed, again)),
    }


def look_beside(args, source, folder):
    labelled, store = folder / f"labelled-{source.name}", folder / f"{source.name}.c2pa"
    carriers.label(args.imprint, source, labelled, carriers.CONTENT)
    refused = carriers.run(args.imprint, "manifest", "sign", labelled, "-o", folder / f"no-{source.name}", *signer(args))
    imprint(args, "manifest", "sign", labelled, "-o", store, "--sidecar", *signer(args))
    return {
        "file": source.name,
        "refused": refused.returncode == UNSUPPORTED and "C2PA names no place" in refused.stderr.decode(),
        "ours_beside": [ours(args, f, "--manifest", store) for f in (labelled, damaged(labelled, folder))],
    }


def unread(reader, row):
    if "rf64" in row["file"] and reader != "exiftool":
        return RF64
    if (reader, row["file"]) == ("node", "two_tags.flac"):
        return TWO_TAGS
    return UNREAD.get((reader, pathlib.Path(row["file"]).suffix))


def faults(row):
    if "refused" in row:
        if not row["refused"]:
            yield "was not refused for want of a place"
        if row["ours_beside"] != ["trusted", "invalid"]:
            yield f"beside it: {row['ours_beside']}"
        return
    if row["ours"] != ["trusted", "trusted", "invalid"]:
        yield f"ours: {row['ours']}"
    for reader, states in row["readers"].items():
        if not unread(reader, row) and reader != "exiftool" and states != ["Trusted", "Trusted", "Invalid"]:
            yield f"{reader}: {states}"
    for name, shown in row["label_shown"].items():
        if not shown:
            yield f"{name} no longer shows the label"
    for name, ok in row["whole"].items():
        if not ok:
            yield f"{name}: not whole"
    for what in ("coded_sound_same", "samples_same"):
        if not row[what]:
            yield f"{what}: no"


def counts(rows):
    """Of each reader, over what it reads: trusted when signed, trusted when signed anew, invalid when damaged; of how many."""
    out = collections.defaultdict(lambda: [0, 0, 0, 0])
    for row in rows:
        for reader, states in row.get("readers", {}).items():
            if unread(reader, row) or reader == "exiftool":
                continue
            for i, wanted in enumerate(("Trusted", "Trusted", "Invalid")):
                out[reader][i] += states[i] == wanted
            out[reader][3] += 1
    return dict(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--imprint", required=True, type=pathlib.Path)
    parser.add_argument("--ca", required=True, type=pathlib.Path)
    parser.add_argument("--leaf", default="both", help="whose chain and key in CA sign")
    parser.add_argument("--judge", required=True, help="command")
    parser.add_argument("--judge-dir", help="where the command runs")
    parser.add_argument("--keep", type=pathlib.Path, help="folder for what is made")
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    args = parser.parse_args()
    args.imprint, args.ca = args.imprint.resolve(), args.ca.resolve()
    found = [f for given in args.files for f in (sorted(given.iterdir()) if given.is_dir() else [given])]
    sources = [f for f in found if f.suffix in carriers.FORMATS]
    rows, failed = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = args.keep.resolve() if args.keep else pathlib.Path(name)
        (folder / "copies").mkdir(parents=True, exist_ok=True)
        made = [*carriers.copies(sources, folder / "copies")]
        signed = {}
        for source in [*sources, *made, *tagged(folder / "copies")]:
            for old in folder.glob(f"*{source.name}*"):
                old.unlink()
            try:
                if source.suffix in NO_PLACE:
                    rows.append(look_beside(args, source, folder))
                else:
                    signed[source] = make(args, source, folder)
            except (RuntimeError, KeyError, ValueError) as error:
                failed.append(f"{source.name}: {error}")
        # All at once: the readers take longer to start than to read.
        answers = judged(args, [file for files in signed.values() for file in files[1:]])
        rows += [look(args, source, files, answers) for source, files in signed.items()]
        failed += [f"{row['file']}: {fault}" for row in rows for fault in faults(row)]
    print(json.dumps({"files": len(rows), "readers": counts(rows), "faults": failed, "rows": rows}, indent=1, ensure_ascii=False))
    return 1 if failed or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
