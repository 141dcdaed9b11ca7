#!/usr/bin/env python3
"""The AIGC label in sound files, as other people's programs see it.

    sound_carriers.py --imprint build/release/cli/imprint FILE|FOLDER...

Each file, and copies of the first WAV in every other format that ffmpeg makes, gets the label. Asked are exiftool, ffprobe and
mediainfo, whether they show the label as it was written; `flac -t` and `ffmpeg -v error`, whether the file is whole; and
ffmpeg, whether the coded sound is the same bytes as before (-c copy -f md5). A second label, long and then short again, must leave
the sound alone too. Prints one JSON object; exit code 1 when the sound changed, a file is not whole, or a reader that shows
the label in other files of the format does not. Programs that are not installed are left out.
"""

import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

PRODUCER, CONTENT = "001191000000000000000K10000", "sound-carriers-1"
FORMATS = {".wav", ".aiff", ".mp3", ".flac", ".ogg", ".opus", ".m4a"}
# name: arguments of ffmpeg
COPIES = {
    "rf64.wav": ["-rf64", "always"],
    "list.wav": ["-metadata", "title=a title"],
    "id3.wav": ["-write_id3v2", "1"],
    "copy.aiff": [],
    "id3.aiff": ["-write_id3v2", "1", "-metadata", "title=\u6807\u9898"],
    "id3v23.mp3": ["-b:a", "64k", "-id3v2_version", "3", "-metadata", "title=\u6807\u9898"],
    "id3v24.mp3": ["-b:a", "64k", "-id3v2_version", "4", "-metadata", "title=\u6807\u9898"],
    "id3v1.mp3": ["-b:a", "64k", "-write_id3v1", "1", "-metadata", "title=a title"],
    "bare.mp3": ["-b:a", "64k", "-id3v2_version", "0", "-map_metadata", "-1", "-write_xing", "0"],
    "copy.flac": ["-metadata", "title=\u6807\u9898"],
    "vorbis.ogg": ["-c:a", "libvorbis", "-metadata", "title=\u6807\u9898"],
    "opus.opus": ["-c:a", "libopus", "-b:a", "24k"],
    "moov_last.m4a": ["-c:a", "aac", "-metadata", "title=\u6807\u9898"],
    "moov_first.m4a": ["-c:a", "aac", "-movflags", "+faststart", "-metadata", "title=\u6807\u9898"],
    "keys.m4a": ["-c:a", "aac", "-movflags", "+faststart+use_metadata_tags", "-metadata", "mykey=mine"],
}
# What stock readers cannot show (spec/aigc-label.md 2).
BLIND = {("exiftool", ".wav"), ("ffprobe", ".wav"), ("mediainfo", ".wav")}
READERS = {
    "exiftool": ["exiftool", "-s", "-G1"],
    "ffprobe": ["ffprobe", "-v", "error", "-show_entries", "format_tags:stream_tags", "-of", "json"],
    "mediainfo": ["mediainfo", "--Output=JSON"],
}


def run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, timeout=120)


def coded_sound(file):
    return run("ffmpeg", "-v", "error", "-i", file, "-map", "0:a", "-c", "copy", "-f", "md5", "-").stdout.decode().strip()


def shows(program, file):
    out = run(*READERS[program], file).stdout.decode("utf-8", "replace").replace("\\", "")
    return f'"ProduceID":"{CONTENT}"' in out


def whole(file):
    done = run("ffmpeg", "-v", "error", "-i", file, "-map", "0:a", "-f", "null", "-")
    answers = {"ffmpeg": done.returncode == 0 and not done.stderr}
    if file.suffix == ".flac" and shutil.which("flac"):
        answers["flac -t"] = run("flac", "-t", "-s", file).returncode == 0
    return answers


def label(imprint, source, target, content, code=""):
    command = [imprint, "aigc", "write", source, "-o", target, "--producer", PRODUCER, "--produce-id", content]
    done = run(*command, *(["--reserved-code1", code] if code else []))
    if done.returncode != 0:
        raise RuntimeError(done.stderr.decode().strip())


def judge(imprint, source, folder):
    target, longer, back = (folder / f"{name}{source.suffix}" for name in ("labelled", "longer", "back"))
    for file in (target, longer, back):
        file.unlink(missing_ok=True)
    label(imprint, source, target, CONTENT)
    label(imprint, target, longer, CONTENT, "x" * 20000)
    label(imprint, longer, back, CONTENT)
    read = json.loads(run(imprint, "aigc", "read", target).stdout)
    before = coded_sound(source)
    return {
        "file": source.name,
        "carrier": read["labels"][0]["carrier"],
        "deviations": [d["code"] for d in read["labels"][0]["deviations"]],
        "bytes_added": target.stat().st_size - source.stat().st_size,
        "sound_same": bool(before) and all(coded_sound(file) == before for file in (target, longer, back)),
        "whole_before": whole(source),
        "whole": whole(target),
        "shown_by": {name: shows(name, target) for name in READERS if shutil.which(name)},
    }


def faults(row):
    suffix = pathlib.Path(row["file"]).suffix
    if not row["sound_same"]:
        yield "the coded sound changed"
    for name, ok in row["whole"].items():
        if not ok and row["whole_before"][name]:
            yield f"{name}: not whole"
    for name, shown in row["shown_by"].items():
        if not shown and (name, suffix) not in BLIND:
            yield f"{name} does not show the label"


def copies(sources, folder):
    first = next((s for s in sources if s.suffix == ".wav"), None)
    for name, arguments in COPIES.items() if first else ():
        if run("ffmpeg", "-v", "error", "-y", "-i", first, *arguments, folder / name).returncode == 0:
            yield folder / name


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--imprint", required=True, type=pathlib.Path)
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    args = parser.parse_args()
    found = [f for given in args.files for f in (sorted(given.iterdir()) if given.is_dir() else [given])]
    sources = [f for f in found if f.suffix in FORMATS]
    rows, failed = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "copies").mkdir()
        for source in [*sources, *copies(sources, folder / "copies")]:
            try:
                rows.append(judge(args.imprint, source, folder))
                failed += [f"{source.name}: {fault}" for fault in faults(rows[-1])]
            except (RuntimeError, KeyError, ValueError, IndexError) as error:
                failed.append(f"{source.name}: {error}")
    print(json.dumps({"files": len(rows), "faults": failed, "rows": rows}, indent=1, ensure_ascii=False))
    return 1 if failed or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
