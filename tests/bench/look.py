#!/usr/bin/python3
"""Marked pictures to look at: a sheet of details at their own pixels and of whole pictures, and a page that flips between copies.

    look.py --imprint build/release/cli/imprint --out out/look PICTURE...
    look.py --imprint NEW --before OLD --out out/look PICTURE...        # a second tool's copy beside it

Writes sheet.png and flip.html. The detail is the one that hides least: the part with the smallest local contrast that is not dead
flat, then the one with the largest change. Needs numpy and Pillow.
"""
import argparse
import html
import os
import subprocess
import sys

import numpy as np
from PIL import Image, ImageDraw

DETAIL, FITTED = 300, 300
FLAT = 0.3  # levels; below, a part is a plain colour


def mark(tool, path, out):
    subprocess.run([tool, "watermark", "embed", path, "-o", out, "--force", "--payload", "0123456789abcdef"], check=True,
                   capture_output=True)
    return Image.open(out).convert("RGB")


def contrast(picture):
    luma = np.asarray(picture.convert("L"), dtype=float)
    return np.hypot(np.diff(luma, axis=0)[:, :-1], np.diff(luma, axis=1)[:-1])


def quiet_corner(picture):
    """Upper left corner of the detail with the least contrast that is no plain colour."""
    step, side = max(DETAIL // 4, 1), DETAIL
    edges = contrast(picture)
    best, place = None, (0, 0)
    for top in range(0, max(picture.height - side, 0) + 1, step):
        for left in range(0, max(picture.width - side, 0) + 1, step):
            value = np.median(edges[top:top + side, left:left + side])
            mean = edges[top:top + side, left:left + side].mean()
            if mean > FLAT and (best is None or value + 0.1 * mean < best):
                best, place = value + 0.1 * mean, (left, top)
    return place


def detail(picture, corner):
    left, top = corner
    return picture.crop((left, top, left + DETAIL, top + DETAIL))


def fitted(picture):
    picture = picture.copy()
    picture.thumbnail((FITTED, FITTED), Image.LANCZOS)
    return picture


def amplified(copy, original, corner):
    change = np.asarray(detail(copy, corner), dtype=float) - np.asarray(detail(original, corner), dtype=float)
    return Image.fromarray(np.clip(128 + 8 * change, 0, 255).astype(np.uint8))


def sheet(rows, columns, path):
    canvas = Image.new("RGB", (len(columns) * (DETAIL + 8), len(rows) * (DETAIL + 24) + 20), "white")
    draw = ImageDraw.Draw(canvas)
    for x, title in enumerate(columns):
        draw.text((x * (DETAIL + 8) + 4, 4), title, fill="black")
    for y, (name, pictures) in enumerate(rows):
        top = 20 + y * (DETAIL + 24)
        draw.text((4, top + DETAIL + 4), name, fill="black")
        for x, picture in enumerate(pictures):
            canvas.paste(picture, (x * (DETAIL + 8), top))
    canvas.save(path)


PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Flip test</title>
<style>body{font:16px system-ui;margin:1rem;background:#777;color:#fff}figure{margin:0 0 2rem}img{max-width:none;display:none;cursor:pointer}
img.on{display:block}figcaption{padding:.4rem 0}button,label{font:inherit;margin-right:.6rem}.fit img{max-width:100%%;height:auto;max-height:90vh}</style>
<h1>Flip test</h1><p>A click on a picture, or the space bar, shows the next copy of it: %(copies)s. Look at skies, skin, flat colours, night and the
surroundings of letters.</p>
<p><button id="auto">Flip by itself</button><label><input type="checkbox" id="fit"> fitted to the window</label></p>%(figures)s
<script>
const figures=[...document.querySelectorAll('figure')];let timer=0;
function next(f){const all=[...f.querySelectorAll('img')];const at=all.findIndex(i=>i.classList.contains('on'));const to=(at+1)%%all.length;
all[at].classList.remove('on');all[to].classList.add('on');f.querySelector('b').textContent=all[to].alt;}
figures.forEach(f=>f.onclick=()=>next(f));
addEventListener('keydown',e=>{if(e.key===' '){e.preventDefault();figures.forEach(next);}});
document.getElementById('auto').onclick=()=>{timer=timer?clearInterval(timer):setInterval(()=>figures.forEach(next),700);};
document.getElementById('fit').onchange=e=>document.body.classList.toggle('fit',e.target.checked);
</script></html>
"""


def flip_page(entries, copies, path):
    figures = []
    for name, files in entries:
        images = "".join(f'<img{" class=on" if i == 0 else ""} src="{html.escape(file)}" alt="{html.escape(copy)}">'
                         for i, (copy, file) in enumerate(zip(copies, files)))
        figures.append(f"<figure>{images}<figcaption>{html.escape(name)}: <b>{html.escape(copies[0])}</b></figcaption></figure>")
    with open(path, "w", encoding="utf-8") as page:
        page.write(PAGE % {"copies": ", ".join(copies), "figures": "".join(figures)})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--imprint", default="imprint")
    parser.add_argument("--before", help="another tool, whose copies stand beside")
    parser.add_argument("--out", default="out/look")
    parser.add_argument("pictures", nargs="+")
    arguments = parser.parse_args()
    os.makedirs(arguments.out, exist_ok=True)
    tools = ([("before", arguments.before)] if arguments.before else []) + [("marked", arguments.imprint)]
    rows, entries = [], []
    for path in arguments.pictures:
        name = os.path.splitext(os.path.basename(path))[0]
        original = Image.open(path).convert("RGB")
        files = [f"{name}.original.png"] + [f"{name}.{copy}.png" for copy, _ in tools]
        original.save(os.path.join(arguments.out, files[0]), compress_level=1)
        copies = [mark(tool, os.path.join(arguments.out, files[0]), os.path.join(arguments.out, file))
                  for file, (_, tool) in zip(files[1:], tools)]
        corner = quiet_corner(original)
        rows.append((name, [fitted(original), detail(original, corner)] + [detail(copy, corner) for copy in copies]
                     + [amplified(copy, original, corner) for copy in copies]))
        entries.append((name, files))
    titles = ["whole", "original, 1:1"] + [f"{copy}, 1:1" for copy, _ in tools] + [f"change x 8, {copy}" for copy, _ in tools]
    sheet(rows, titles, os.path.join(arguments.out, "sheet.png"))
    flip_page(entries, ["original"] + [copy for copy, _ in tools], os.path.join(arguments.out, "flip.html"))
    print(os.path.join(arguments.out, "sheet.png"), os.path.join(arguments.out, "flip.html"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
