#!/usr/bin/python3
"""Can somebody else read the label? tesseract (chi_sim, eng) is asked, on real pictures, style by style.

  legibility.py --tool build/release/cli/imprint FOLDER...     PNG and JPEG files; JSON on stdout
  legibility.py --tool … --sheet sheet.png FOLDER...           a contact sheet of 24 pictures to look at, no judging

Each picture gets its label by `imprint label draw`. The judge sees the plate that the tool reports and one ink height around
it, brought to letters of 40 px, and nothing else: not the text, not the colours. A label counts as read when the answer, without
its spaces, holds the text; capital I, small l, 1 and | are one letter, being one shape in many fonts. Twice: at native size,
and after JPEG 60 and resizing to 50 % (pictures with a short side of 480 px and more).

Needs tesseract-ocr, tesseract-ocr-chi-sim, python3-pil.
"""
import argparse
import concurrent.futures
import io
import json
import os
import pathlib
import re
import subprocess
import tempfile

from PIL import Image, ImageOps

LETTERS_PX = 40
PLACED = re.compile(r"label at (\d+),(\d+), ink (\d+) px")


def draw(tool, source, target, style, corner, text):
    command = [tool, "label", "draw", str(source), "-o", str(target), "--force", "--style", style, "--corner", corner, "--text", text]
    run = subprocess.run(command, capture_output=True, text=True)
    placed = PLACED.search(run.stderr)
    if run.returncode != 0 or not placed:
        raise SystemExit(f"{source}: {run.stderr}")
    return tuple(int(n) for n in placed.groups())


def upright(path):
    return ImageOps.exif_transpose(Image.open(path)).convert("RGB")


def handled(picture):
    small = picture.resize((picture.width // 2, picture.height // 2), Image.LANCZOS)
    file = io.BytesIO()
    small.save(file, "JPEG", quality=60)
    return Image.open(file).convert("RGB")


def cut(picture, corner, x, y, ink):
    """From the plate's upper left to the edges of the picture that it stands at."""
    right = picture.width if corner.endswith("right") or corner == "automatic" else min(picture.width, x + 12 * ink)
    bottom = picture.height if corner.startswith("lower") else min(picture.height, y + 3 * ink)
    label = picture.crop((max(0, x - ink), max(0, y - ink), right, bottom))
    factor = LETTERS_PX / ink
    return label.resize((round(label.width * factor), round(label.height * factor)), Image.BICUBIC)


def read(label):
    file = io.BytesIO()
    label.save(file, "PNG")
    run = subprocess.run(["tesseract", "-", "-", "-l", "chi_sim+eng", "--psm", "7"], input=file.getvalue(), capture_output=True,
                         env={**os.environ, "OMP_THREAD_LIMIT": "1"})
    return run.stdout.decode("utf-8", "replace")


def same_letters(text):
    return re.sub(r"[Il1|丨]", "I", re.sub(r"\s", "", text))


def judge(task):
    tool, source, style, corner, text, folder = task
    target = pathlib.Path(folder) / f"{style}-{corner}-{source.stem}{source.suffix}"
    x, y, ink = draw(tool, source, target, style, corner, text)
    picture = upright(target)
    answers = {"native": read(cut(picture, corner, x, y, ink))}
    if min(picture.size) >= 480:
        small = handled(picture)
        answers["jpeg60_half"] = read(cut(small, corner, x // 2, y // 2, max(1, ink // 2)))
    return style, source.name, ink, {k: (same_letters(text) in same_letters(v), v.strip()) for k, v in answers.items()}


def contact_sheet(tool, sources, style, corner, text, path):
    chosen = sources[:: max(1, len(sources) // 24)][:24]
    width, height, columns = 640, 480, 4
    sheet = Image.new("RGB", (columns * width, (len(chosen) + columns - 1) // columns * height), "grey")
    with tempfile.TemporaryDirectory() as folder:
        for i, source in enumerate(chosen):
            target = pathlib.Path(folder) / f"{i}{source.suffix}"
            draw(tool, source, target, style, corner, text)
            picture = upright(target)
            picture.thumbnail((width - 8, height - 8), Image.LANCZOS)
            sheet.paste(picture, (i % columns * width + 4, i // columns * height + 4))
    sheet.save(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", required=True)
    parser.add_argument("--text", default="AI生成")
    parser.add_argument("--corner", default="lower-right")
    parser.add_argument("--style", action="append", choices=["plate", "plain", "outlined"])
    parser.add_argument("--sheet", help="write a contact sheet instead of judging")
    parser.add_argument("--keep", help="folder for the labelled pictures")
    parser.add_argument("folders", nargs="+")
    a = parser.parse_args()
    sources = sorted(p for f in a.folders for p in pathlib.Path(f).iterdir() if p.suffix.lower() in (".png", ".jpg", ".jpeg"))
    styles = a.style or ["plate", "plain", "outlined"]
    if not sources:
        raise SystemExit("no pictures")
    if a.sheet:
        return contact_sheet(a.tool, sources, styles[0], a.corner, a.text, a.sheet)
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(2) as pool:
        tasks = [(a.tool, s, style, a.corner, a.text, a.keep or folder) for style in styles for s in sources]
        results = list(pool.map(judge, tasks))
    report = {"text": a.text, "corner": a.corner, "pictures": len(sources), "styles": {}}
    for style in styles:
        entry = report["styles"][style] = {}
        for kind in ("native", "jpeg60_half"):
            of_kind = [(name, ink, answers[kind]) for s, name, ink, answers in results if s == style and kind in answers]
            entry[kind] = {"read": sum(read for _, _, (read, _) in of_kind), "of": len(of_kind),
                           "unread": [{"file": n, "ink_px": ink, "answer": said} for n, ink, (read, said) in of_kind if not read]}
    print(json.dumps(report, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
