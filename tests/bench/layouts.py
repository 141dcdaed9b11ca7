#!/usr/bin/python3
"""Marks that share a picture with others, and marks that were bent: how many are read, and is their place right?

    layouts.py --imprint build/release/cli/imprint FOLDER... [--half 0|1] [--only NAME...] [--count N] [--unmarked] [--json FILE]

Marks the pictures of the folders under the open key, each with a payload of its own, and lays them out: collages, long pages,
keystones, perspectives, stretches. Every layout ends as JPEG 80 and is handed to `imprint watermark detect --json`. Prints a table:
layouts, marks in them, marks read, wrong payloads, and the share of read marks whose box overlaps the true one by more than half
(intersection over union). --half 0 takes every second picture, which the reader was tuned on, --half 1 the others. --unmarked
lays out the pictures as they are: then every mark that is read is a false positive.
"""
import argparse, collections, concurrent.futures, hashlib, io, json, math, os, pathlib, random, subprocess, sys, tempfile
import numpy
from PIL import Image, ImageDraw, ImageFont, ImageOps

WIDTH = 1080


def cover(picture, width, height):
    """Fills the cell, as galleries do."""
    return ImageOps.fit(picture, (width, height), Image.Resampling.LANCZOS)


def fit(picture, width):
    return picture.resize((width, max(1, round(picture.height * width / picture.width))), Image.Resampling.LANCZOS)


def paste(page, picture, left, top, radius=0):
    mask = Image.new('L', picture.size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, picture.width - 1, picture.height - 1), radius, fill=255)
    page.paste(picture, (left, top), mask if radius else None)
    return [left, top, picture.width, picture.height]


class Marked:
    def __init__(self, picture, payload):
        self.picture, self.payload = picture, payload


def collage(n, pictures, rng, number):
    """n x n cells on 1080 px: every second one with gaps and rounded corners."""
    gap = 0 if number % 2 == 0 else 12
    page = Image.new('RGB', (WIDTH, WIDTH), (255, 255, 255) if number % 4 < 2 else (24, 24, 28))
    side = (WIDTH - gap * (n + 1)) // n
    truth = []
    for i, one in enumerate(rng.sample(pictures, n * n)):
        box = paste(page, cover(one.picture, side, side), gap + i % n * (side + gap), gap + i // n * (side + gap), gap)
        truth.append((one.payload, box))
    return page, truth


def mosaic(pictures, rng, number):
    """One large, two small ones beside it, and a row of three: cells of several sizes."""
    gap = 8
    page = Image.new('RGB', (WIDTH, WIDTH), (250, 250, 250))
    a = (WIDTH - 4 * gap) // 3
    cells = [(gap, gap, 2 * a + gap, 2 * a + gap), (2 * a + 3 * gap, gap, a, a), (2 * a + 3 * gap, a + 2 * gap, a, a)]
    cells += [(gap + i * (a + gap), 2 * a + 3 * gap, a, a) for i in range(3)]
    truth = []
    for one, (x, y, w, h) in zip(rng.sample(pictures, len(cells)), cells):
        truth.append((one.payload, paste(page, cover(one.picture, w, h), x, y, gap)))
    return page, truth


def scribble(page, rng, left, top, width, lines, ink):
    """Lines of words in the built-in font, enlarged."""
    scale = 2.5
    for i in range(lines):
        words = ' '.join(''.join(rng.choice('abcdefghijklmnopqrstuvwxyz') for _ in range(rng.randint(2, 9))) for _ in range(16))
        room = int(width * (rng.uniform(0.3, 0.9) if i == lines - 1 else 0.97) / scale)
        line = Image.new('L', (room, 12), 0)
        ImageDraw.Draw(line).text((0, 0), words, fill=255, font=ImageFont.load_default())
        line = line.resize((int(room * scale), int(12 * scale)), Image.Resampling.BICUBIC)
        page.paste(Image.new('RGB', line.size, ink), (left, top + i * 40), line)


def chat(share, marked, plain, rng, number):
    """1080 x 6000: bubbles of text, three pictures of others, and the marked one anywhere, `share` of the page wide."""
    height = 6000
    page = Image.new('RGB', (WIDTH, height), (237, 237, 237))
    draw = ImageDraw.Draw(page)
    width = round(WIDTH * share)
    one = rng.choice(marked)
    shown = fit(one.picture, width)
    others = [fit(p, rng.randint(360, 760)) for p in rng.sample(plain, 3)]
    items = others + ['text'] * 30
    rng.shuffle(items)
    items.insert(rng.randint(0, 14), shown)
    y, truth, placed = 40, [], False
    for item in items:
        if item == 'text':
            lines = rng.randint(1, 5)
            if y + lines * 40 + 60 > height: break
            left = rng.choice((40, 280))
            draw.rounded_rectangle((left, y, left + 760, y + lines * 40 + 36), 18, fill=rng.choice(('white', (149, 236, 105))))
            scribble(page, rng, left + 24, y + 18, 712, lines, (20, 20, 20))
            y += lines * 40 + 76
        else:
            if y + item.height > height: continue
            left = 0 if item.width == WIDTH else rng.choice((min(40, WIDTH - item.width), WIDTH - item.width - min(40, WIDTH - item.width)))
            box = paste(page, item, left, y, 12)
            if item is shown: truth.append((one.payload, box))
            y += item.height + 40
    if not truth: return None
    return page, truth


def alone(share, marked, rng, number):
    """A square on a plain page of 1080 x 1400."""
    page = Image.new('RGB', (WIDTH, 1400), (248, 248, 246))
    scribble(page, rng, 60, 60, 960, 3, (30, 30, 30))
    side = round(WIDTH * share)
    one = rng.choice(marked)
    return page, [(one.payload, paste(page, cover(one.picture, side, side), rng.randint(0, WIDTH - side), rng.randint(200, 1400 - side)))]


def warp(picture, corners):
    """corners: where upper left, upper right, lower right and lower left go, as shares of the sides."""
    w, h = picture.size
    rows, wanted = [], []
    for (x, y), (u, v) in zip(((0, 0), (w, 0), (w, h), (0, h)), [(a * w, b * h) for a, b in corners]):
        rows += [[u, v, 1, 0, 0, 0, -x * u, -x * v], [0, 0, 0, u, v, 1, -y * u, -y * v]]
        wanted += [x, y]
    return picture.transform((w, h), Image.Transform.PERSPECTIVE, numpy.linalg.solve(numpy.array(rows), numpy.array(wanted)),
                             Image.Resampling.BICUBIC)


def whole(one, picture):
    return picture, [(one.payload, [0, 0, picture.width, picture.height])]


def keystone(one, rng, number, by=0.07):
    a = by / 2
    top = [(a, 0), (1 - a, 0), (1, 1), (0, 1)]
    left = [(0, a), (1, 0), (1, 1), (0, 1 - a)]
    return whole(one, warp(one.picture, (top, left)[number % 2]))


def perspective(one, rng, number, d=0.1):
    signs = ((1, 1), (-1, 1), (-1, -1), (1, -1))
    corners = [(x + sx * rng.uniform(0, d), y + sy * rng.uniform(0, d))
               for (x, y), (sx, sy) in zip(((0, 0), (1, 0), (1, 1), (0, 1)), signs)]
    return whole(one, warp(one.picture, corners))


def bend(one, rng, number):
    """A slow wave of 1.5 px in both directions."""
    pixels = numpy.asarray(one.picture, dtype=numpy.float32)
    h, w = pixels.shape[:2]
    y, x = numpy.mgrid[0:h, 0:w].astype(numpy.float32)
    sx = x + 1.5 * numpy.sin(2 * math.pi * y / 180)
    sy = y + 1.5 * numpy.sin(2 * math.pi * x / 180)
    x0, y0 = numpy.clip(sx, 0, w - 1.001).astype(int), numpy.clip(sy, 0, h - 1.001).astype(int)
    tx, ty = (numpy.clip(sx, 0, w - 1.001) - x0)[..., None], (numpy.clip(sy, 0, h - 1.001) - y0)[..., None]
    out = (1 - ty) * ((1 - tx) * pixels[y0, x0] + tx * pixels[y0, x0 + 1]) + ty * ((1 - tx) * pixels[y0 + 1, x0] + tx * pixels[y0 + 1, x0 + 1])
    return whole(one, Image.fromarray(numpy.clip(out + 0.5, 0, 255).astype(numpy.uint8)))


def wide(one, rng, number):
    """A square to 16:9 or 9:16, upright or with a quarter turn."""
    side = min(one.picture.size)
    left, top = (one.picture.width - side) // 2, (one.picture.height - side) // 2
    square = one.picture.crop((left, top, left + side, top + side))
    sizes = ((round(side * 16 / 9), side), (side, round(side * 9 / 16)), (round(side * 9 / 16), side), (side, round(side * 16 / 9)))
    out = square.resize(sizes[number % 4], Image.Resampling.BICUBIC)
    return whole(one, out.transpose(Image.Transpose.ROTATE_90) if number // 2 % 2 else out)


LAYOUTS = collections.OrderedDict([
    ('collage_2x2', lambda m, p, r, i: collage(2, m, r, i)), ('collage_3x3', lambda m, p, r, i: collage(3, m, r, i)),
    ('mosaic', lambda m, p, r, i: mosaic(m, r, i)),
    ('chat_1.00', lambda m, p, r, i: chat(1, m, p, r, i)), ('chat_0.60', lambda m, p, r, i: chat(0.6, m, p, r, i)),
    ('chat_0.33', lambda m, p, r, i: chat(1 / 3, m, p, r, i)),
    ('alone_0.50', lambda m, p, r, i: alone(0.5, m, r, i)), ('alone_0.30', lambda m, p, r, i: alone(0.3, m, r, i)),
    ('keystone_7', lambda m, p, r, i: keystone(m[i % len(m)], r, i // len(m))), ('keystone_10', lambda m, p, r, i: keystone(m[i % len(m)], r, i // len(m), 0.1)),
    ('perspective_0.1', lambda m, p, r, i: perspective(m[i % len(m)], r, i)), ('bend_1.5px', lambda m, p, r, i: bend(m[i % len(m)], r, i)),
    ('stretch_16_9', lambda m, p, r, i: wide(m[i % len(m)], r, i)),
])


def payload_of(path):
    return hashlib.sha256(path.name.encode()).hexdigest()[:16]


def load(args):
    paths = sorted(p for folder in args.folders for p in pathlib.Path(folder).iterdir() if p.suffix in ('.png', '.jpg'))
    chosen = [p for i, p in enumerate(paths) if args.half is None or i % 2 == args.half]
    marked, plain = [], []
    cache = pathlib.Path(args.cache or tempfile.mkdtemp())
    cache.mkdir(exist_ok=True)
    for path in chosen:
        picture = Image.open(path).convert('RGB')
        shrink = min(1, math.sqrt(args.megapixels * 1e6 / (picture.width * picture.height)))
        if shrink < 1:
            picture = picture.resize((round(picture.width * shrink), round(picture.height * shrink)), Image.Resampling.LANCZOS)
        plain.append(picture)
        out = cache / (path.stem + '.marked.png')
        if not out.exists():
            picture.save(cache / (path.stem + '.png'))
            done = subprocess.run(args.imprint.split() + ['watermark', 'embed', str(cache / (path.stem + '.png')), '-o', str(out), '--payload', payload_of(path)],
                                  capture_output=True, text=True)
            if done.returncode: print(f'{path.name}: not marked: {done.stderr.strip()}', file=sys.stderr); continue
        marked.append(Marked(Image.open(out).convert('RGB'), payload_of(path)))
    return marked, plain


def read(imprint, page):
    with tempfile.NamedTemporaryFile(suffix='.jpg') as file:
        page.save(file.name, quality=80)
        before = os.times()
        out = subprocess.run(imprint.split() + ['watermark', 'detect', file.name, '--json'], capture_output=True, text=True).stdout
        answer = json.loads(out)
    return [one for one in [answer] + answer.get('others', []) if one.get('payload_hex')], answer['ms']


def overlap(a, b):
    w = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    h = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    both = max(0, w) * max(0, h)
    return both / (a[2] * a[3] + b[2] * b[3] - both)


def judge(name, number, args, marked, plain):
    rng = random.Random(f'{name} {number} {args.seed}')
    if args.unmarked: marked = [Marked(p, None) for p in plain]
    made = LAYOUTS[name](marked, plain, rng, number)
    if made is None: return None
    page, truth = made
    if args.keep: page.save(pathlib.Path(args.keep) / f'{name}_{number}.jpg', quality=80)
    found, ms = read(args.imprint, page)
    row = collections.Counter(layouts=1, ms=ms, marks=0 if args.unmarked else len(truth))
    for one in found:
        boxes = [box for payload, box in truth if payload == one['payload_hex']]
        if not boxes: row['wrong'] += 1
        elif 'box_px' in one:
            row['placed'] += 1
            row['right_place'] += max(overlap(one['box_px'], box) for box in boxes) > 0.5
    row['read'] = len({p for p, _ in truth} & {one['payload_hex'] for one in found})
    row['entries'] = len(found)
    return row


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('folders', nargs='+')
    parser.add_argument('--imprint', default='imprint')
    parser.add_argument('--half', type=int, choices=(0, 1))
    parser.add_argument('--only', nargs='+', choices=LAYOUTS, default=list(LAYOUTS))
    parser.add_argument('--count', type=int, help='layouts of each kind (default: as many as pictures, but 12 of those that hold several)')
    parser.add_argument('--megapixels', type=float, default=1.0, help='larger pictures are shrunk to this before they are marked')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--unmarked', action='store_true')
    parser.add_argument('--jobs', type=int, default=1)
    parser.add_argument('--cache', help='folder that keeps the marked pictures')
    parser.add_argument('--keep', help='folder that keeps the layouts')
    parser.add_argument('--json')
    args = parser.parse_args()
    marked, plain = load(args)
    print(f'{len(marked)} pictures', file=sys.stderr)
    print(f'{"layout":16} {"layouts":>7} {"marks":>6} {"read":>6} {"share":>6} {"wrong":>6} {"place":>6} {"ms":>7}')
    answer = {}
    for name in args.only:
        several = name.startswith(('collage', 'mosaic', 'chat', 'alone'))
        count = args.count or (12 if several else len(marked))
        with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
            rows = [r for r in pool.map(lambda i: judge(name, i, args, marked, plain), range(count)) if r]
        total = sum(rows, collections.Counter())
        share = total['read'] / total['marks'] if total['marks'] else 0
        place = f'{total["right_place"] / total["placed"]:6.2f}' if total['placed'] else '     -'
        print(f'{name:16} {total["layouts"]:7} {total["marks"]:6} {total["read"]:6} {share:6.2f} {total["wrong"]:6} {place} {total["ms"] / max(1, len(rows)):7.0f}', flush=True)
        answer[name] = dict(total)
    if args.json: pathlib.Path(args.json).write_text(json.dumps(answer, indent=1))
    return 0


sys.exit(main())
