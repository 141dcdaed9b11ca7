#!/bin/sh
# Makes ImprintLabelSans-Bold.otf: the characters of characters.txt, level 1 of GB 2312 and printable ASCII, cut out of Noto
# Sans CJK SC Bold.
#   sdk/label/fonts/make_subset.sh [NotoSansCJK-Bold.ttc]
# Needs the Debian packages fonts-noto-cjk (1:20220127+repack1-1) and python3-fonttools (4.38.0); the same versions give
# the same bytes. The build does not run it: the result is committed.
set -eu
cd "$(dirname "$0")"
source=${1:-/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc}
python=${PYTHON:-/usr/bin/python3}
out=ImprintLabelSans-Bold.otf
characters=$(mktemp)
trap 'rm -f "$characters"' EXIT

grep -v '^#' characters.txt > "$characters"
# Level 1 of GB 2312-1980: rows 16 to 55, 3755 ideographs in common use. Names of brands are mostly written with them.
"$python" - >> "$characters" <<'PYTHON'
for row in range(16, 56):
    for cell in range(1, 95 if row < 55 else 90):
        print(bytes([0xA0 + row, 0xA0 + cell]).decode("gb2312"), end="")
PYTHON

# --font-number=2 is the SC (mainland China) face of the collection. The label is drawn unhinted, from left to right, so
# hints and vertical metrics go; of the layout features only kerning serves it.
"$python" -m fontTools.subset "$source" --font-number=2 --unicodes=U+0020-007E --text-file="$characters" \
  --layout-features=kern --no-hinting --desubroutinize --drop-tables+=BASE,VORG,vhea,vmtx,GSUB,GDEF --name-IDs=0,1,2,3,4,5,6,13,14 \
  --no-notdef-outline --output-file="$out"

# A subset is a Modified Version (OFL, clause 3): it carries a name of its own, and its parent's only as an acknowledgement.
"$python" - "$out" <<'PYTHON'
import sys
from fontTools.ttLib import TTFont

font = TTFont(sys.argv[1], recalcTimestamp=False)
names = {1: "Imprint Label Sans", 2: "Bold", 3: "2.004;ImprintLabelSans-Bold", 4: "Imprint Label Sans Bold",
         6: "ImprintLabelSans-Bold"}
font["name"].names = [n for n in font["name"].names if n.nameID not in names and n.langID in (0, 0x409)]
for number, text in names.items():
    font["name"].setName(text, number, 3, 1, 0x409)
cff = font["CFF "].cff
cff.fontNames = [names[6]]
top = cff.topDictIndex[0]
top.FullName, top.FamilyName = names[4], names[1]
for index, part in enumerate(top.FDArray):
    part.FontName = f"{names[6]}-{index}"
font.save(sys.argv[1])
PYTHON
ls -l "$out"
