#!/usr/bin/python3
"""Can somebody else read the label? tesseract (chi_sim, eng) is asked, on real pictures, style by style.

  legibility.py --tool build/release/cli/imprint FOLDER...     PNG and JPEG files; JSON on stdout
  legibility.py --tool … --sheet sheet.png FOLDER...           a contact sheet of 24 pictures to look at, no judging

Each picture gets its label by `imprint label draw`. The judge sees the plate that the tool reports, brought to letters of 48 px,
and nothing else: not the text, not the colours. As tesseract reads pages and not photographs, it may look at the plate as it is,
then at the letters alone in grey, inverted and in black and white; one look that reads is enough, as it is for people. A label
counts as read when the answer, without its spaces, holds the text; capital I, small l, 1 and | are one letter, being one shape in
many fonts. Twice: at native size, and after JPEG 60 and resizing to 50 % (pictures with a short side of 480 px and more).

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

LETTERS_PX = 48
PLACED = re.compile(r"label at (\d+),(\d+), (\d+) x (\d+) px, ink (\d+) px")


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


def cut(picture, box, ink):
    part = picture.crop(tuple(round(v) for v in box))
    factor = LETTERS_PX / ink
    return part.resize((max(1, round(part.width * factor)), max(1, round(part.height * factor))), Image.BICUBIC)


def looks(picture, x, y, width, height, ink):
    """What the judge is shown, with the page segmentation mode of tesseract: 7 a line, 13 a line without its tricks."""
    plate = cut(picture, (x, y, x + width, y + height), ink)
    yield plate, 7
    yield plate, 13
    side, edge = 0.47 * ink, 0.32 * ink  # padding (spec/label.md 4) less what a contour takes
    letters = cut(picture, (x + side, y + edge, x + width - side, y + height - edge), ink)
    grey = ImageOps.autocontrast(ImageOps.grayscale(letters), cutoff=1)
    for tone in (grey, ImageOps.invert(grey)):
        framed = ImageOps.expand(tone, LETTERS_PX // 2, 255)
        yield framed, 7
        black_and_white = framed.point(lambda level: 255 if level > 110 else 0)
        yield black_and_white, 7
        yield black_and_white, 13


def ask(picture, mode):
    file = io.BytesIO()
    picture.save(file, "PNG")
    run = subprocess.run(["tesseract", "-", "-", "-l", "chi_sim+eng", "--psm", str(mode)], input=file.getvalue(),
                         capture_output=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"})
    return run.stdout.decode("utf-8", "replace")


def read(picture, place, text):
    """Whether a look reads the text, and the answers until then."""
    answers = []
    for look, mode in looks(picture, *place):
        answers.append(ask(look, mode).strip())
        if same_letters(text) in same_letters(answers[-1]):
            return True, answers
    return False, answers


def same_letters(text):
    return re.sub(r"[Il1|丨]", "I", re.sub(r"\s", "", text))


def judge(task):
    tool, source, style, corner, text, folder = task
    target = pathlib.Path(folder) / f"{style}-{corner}-{source.stem}{source.suffix}"
    place = draw(tool, source, target, style, corner, text)
    picture = upright(target)
    answers = {"native": read(picture, place, text)}
    if min(picture.size) >= 480:
        answers["jpeg60_half"] = read(handled(picture), tuple(v / 2 for v in place), text)
    return style, source.name, place[-1], answers


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
                           "unread": [{"file": n, "ink_px": ink, "answers": said} for n, ink, (read, said) in of_kind if not read]}
    print(json.dumps(report, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
