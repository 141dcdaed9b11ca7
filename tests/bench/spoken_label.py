#!/usr/bin/env python3
"""How like its clip a spoken label still is when its file was coded, and how like another sentence.

    spoken_label.py --tool build/release/tests/bench/audible_label --voices SPEECH... --programmes FILE...

Each voice file is cut into sentences of 2.5 s; each sentence is put before and behind each programme (8 s, mono, 44.1 kHz), coded by ffmpeg and held
against itself and, at the start, against every other sentence of all voices. Prints one JSON object, halves of the sentences apart.
"""
import argparse
import json
import pathlib
import subprocess
import tempfile

RATE, SENTENCE, PROGRAMME = 44100, 2.5, 8.0
HANDLINGS = {
    "none": None,
    "mp3 128k": ["-c:a", "libmp3lame", "-b:a", "128k", "-f", "mp3"],
    "mp3 48k": ["-c:a", "libmp3lame", "-b:a", "48k", "-f", "mp3"],
    "aac 64k": ["-c:a", "aac", "-b:a", "64k", "-f", "adts"],
    "vorbis q0": ["-c:a", "libvorbis", "-q:a", "0", "-f", "ogg"],
    "opus 24k": ["-c:a", "libopus", "-b:a", "24k", "-f", "ogg"],
    "opus 12k": ["-c:a", "libopus", "-b:a", "12k", "-f", "ogg"],
}
RAW = ["-f", "f32le", "-ar", str(RATE), "-ac", "1"]


def ffmpeg(arguments, raw=None):
    return subprocess.run(["ffmpeg", "-v", "error", *arguments], input=raw, capture_output=True, check=True).stdout


def coded(raw, codec):
    """AAC comes back with the 1024 samples of silence that its file does not tell of, which are cut off."""
    if codec is None:
        return raw
    back = ffmpeg(["-f", "aac" if codec[-1] == "adts" else codec[-1], "-i", "-", *RAW, "-"], ffmpeg([*RAW, "-i", "-", *codec, "-"], raw))
    return back[1024 * 4:] if codec[-1] == "adts" else back


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", required=True)
    parser.add_argument("--voices", nargs="+", type=pathlib.Path, required=True)
    parser.add_argument("--programmes", nargs="+", type=pathlib.Path, required=True)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        sentences = []
        for file in args.voices:
            raw, size = ffmpeg(["-i", str(file), *RAW, "-"]), int(SENTENCE * RATE) * 4
            for at in range(0, len(raw) - size + 1, size):
                sentences.append(folder / f"{len(sentences)}.f32")
                sentences[-1].write_bytes(raw[at:at + size])
        programmes = []
        for file in args.programmes:
            programmes.append(folder / f"p{len(programmes)}.f32")
            programmes[-1].write_bytes(ffmpeg(["-i", str(file), "-t", str(PROGRAMME), *RAW, "-"]))
        rows = {name: {half: {"asked": 0, "least": 1.0, "others": 0, "highest other": -1.0} for half in (0, 1)} for name in HANDLINGS}
        refused = []
        for i, voice in enumerate(sentences):
            for programme in programmes:
                said = subprocess.run([args.tool, "say", str(RATE), "1", str(voice)], input=programme.read_bytes(), capture_output=True, check=False)
                if said.returncode:
                    refused.append(said.stderr.decode().strip())
                    continue
                for name, codec in HANDLINGS.items():
                    heard, row = coded(said.stdout, codec), rows[name][i % 2]

                    def like(one):
                        run = subprocess.run([args.tool, "like", str(RATE), "1", str(one), str(programme)], input=heard, capture_output=True, check=False)
                        return json.loads(run.stdout) if run.returncode == 0 else None

                    for score in like(voice):
                        row["asked"] += 1
                        row["least"] = min(row["least"], score)
                    for other in sentences:
                        scores = like(other) if other != voice and programme == programmes[0] else None
                        if scores:
                            row["others"] += 1
                            row["highest other"] = max(row["highest other"], scores[0])
        print(json.dumps({"sentences": len(sentences), "programmes": len(programmes), "rows": rows, "refused": refused}, indent=1))


if __name__ == "__main__":
    main()
