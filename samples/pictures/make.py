#!/usr/bin/env python3
"""Makes result.jpg of the README: a painted picture, what `imprint mark` makes of it, and sixteen times the difference.

    samples/pictures/make.py build/release        the tool and paint_picture of this build; needs python3-pil
"""
import pathlib
import subprocess
import sys
import tempfile

from PIL import Image, ImageChops, ImageDraw, ImageFont

HERE = pathlib.Path(__file__).resolve().parent
BUILD = pathlib.Path(sys.argv[1])
SIZE, GAP, HEAD = (720, 480), 12, 30

with tempfile.TemporaryDirectory() as folder:
    plain, marked = pathlib.Path(folder, "in.png"), pathlib.Path(folder, "out.png")
    subprocess.run([BUILD / "samples/paint_picture", plain, *map(str, SIZE)], check=True)
    subprocess.run([BUILD / "cli/imprint", "mark", plain, "-o", marked, "--producer", "ExampleStudio", "--produce-id", "1"], check=True)
    before, after = Image.open(plain).convert("RGB"), Image.open(marked).convert("RGB")

difference = Image.eval(ImageChops.subtract(after, before, 1, 128), lambda v: max(0, min(255, 128 + 16 * (v - 128))))
sheet = Image.new("RGB", (3 * SIZE[0] + 2 * GAP, SIZE[1] + HEAD), "white")
font = ImageFont.truetype(str(HERE.parents[1] / "sdk/label/fonts/ImprintLabelSans-Bold.otf"), 20)
draw = ImageDraw.Draw(sheet)
for number, (words, picture) in enumerate((("as generated", before), ("marked", after), ("difference, 16 times", difference))):
    x = number * (SIZE[0] + GAP)
    draw.text((x, 2), words, font=font, fill=(60, 60, 60))
    sheet.paste(picture, (x, HEAD))
sheet.resize((sheet.width * 2 // 3, sheet.height * 2 // 3), Image.LANCZOS).save(HERE / "result.jpg", quality=88)
