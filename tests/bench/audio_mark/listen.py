#!/usr/bin/python3
"""Marked sound to look at and to listen to: spectrograms before, after and of the difference, and a page for a blind test.

    listen.py --imprint build/release/cli/imprint --out out/listen CLIP...

Writes spectrograms.png and listen.html with the clips beside it, each as it was and marked (`watermark embed`), 12 s from its start. The page plays A (as
it was), B (marked) and X (one of both, by lot) in turn from the same place, and counts how often X was told: 12 right of 16 would come by guessing in 4 of
100 tries. Needs numpy, Pillow and ffmpeg; the clips' figures are those of quality.py.
"""
import argparse
import html
import json
import os
import subprocess
import sys
import wave

import numpy as np
from PIL import Image, ImageDraw

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import quality  # noqa: E402

SECONDS, RATE = 12, 44100
WIDE, HIGH = 640, 200  # of a spectrogram


def plain(path, out):
    """The first seconds as 16-bit mono WAV."""
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", path, "-t", str(SECONDS), "-ac", "1", "-ar", str(RATE), "-c:a", "pcm_s16le", "-bitexact", out], check=True)


def mark(tool, path, out):
    done = subprocess.run([tool, "watermark", "embed", path, "-o", out, "--force", "--payload", "0123456789abcdef", "--json"], capture_output=True, text=True)
    if done.returncode != 0:
        return None, done.stderr.strip()
    return json.loads(done.stdout), ""


def samples(path):
    with wave.open(path, "rb") as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(float) / 32768


def spectrogram(x):
    """Levels in dB over time and log-frequency, 60 Hz to 16 kHz."""
    window = 2048
    frames = np.lib.stride_tricks.sliding_window_view(np.pad(x, window // 2), window)[::max(len(x) // WIDE, 1)][:WIDE]
    power = np.abs(np.fft.rfft(frames * np.hanning(window), axis=1)) ** 2
    hz = 60 * (16000 / 60) ** (np.arange(HIGH) / HIGH)
    return 10 * np.log10(power[:, np.clip((hz * window / RATE).astype(int), 1, window // 2)].T[::-1] + 1e-9)


def picture(levels, low, high, diverging=False):
    share = np.clip((levels - low) / (high - low), 0, 1)
    if diverging:  # white is no change, red louder, blue softer
        rest = 1 - np.abs(2 * share - 1)
        colour = np.stack([np.where(share > 0.5, 1, rest), rest, np.where(share < 0.5, 1, rest)], -1)
    else:
        colour = np.stack([share ** 0.7, share ** 1.6, 0.25 + 0.5 * np.sin(np.pi * share)], -1)
    return Image.fromarray((255 * colour).astype(np.uint8)).resize((WIDE, HIGH))


def row(name, before, after):
    """Before, after, and what the mark changed where there is sound."""
    a, b = spectrogram(before), spectrogram(after)
    top = a.max()
    changed = np.where(a > top - 70, b - a, 0)
    out = Image.new("RGB", (3 * WIDE + 40, HIGH + 34), "white")
    for at, one in enumerate((picture(a, top - 80, top), picture(b, top - 80, top), picture(changed, -4, 4, True))):
        out.paste(one, (10 + at * (WIDE + 10), 24))
    draw = ImageDraw.Draw(out)
    for at, words in enumerate((f"{name}: before", "marked", "difference, blue -4 dB to red +4 dB, where there is sound")):
        draw.text((10 + at * (WIDE + 10), 8), words, fill="black")
    return out


PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Imprint: listen</title><meta name="viewport" content="width=device-width">
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#222}section{border-top:1px solid #ccc;padding:1rem 0}
button{font:inherit;padding:.4rem 1rem;margin:.2rem;border:1px solid #888;border-radius:.4rem;background:#fff}button.on{background:#1a4;color:#fff}
button:focus-visible{outline:3px solid #48f}small{color:#555}output{margin-left:1rem}</style>
<h1>Can you hear the mark? 听得出水印吗？</h1>
<p>A is the clip as it was, B the marked one, X one of the two. Listen as long as you like, then say which X is. Keys: a, b, x play, 1 says A, 2 says B.
Twelve right of sixteen come by guessing in 4 of 100 tries. A 是原声，B 是加了水印的，X 是其中之一。听完后说出 X 是哪一个。</p>
CLIPS
<script>
let now = null, place = 0;
function stop() { if (now) { place = now.audio.currentTime; now.audio.pause(); now.button.classList.remove('on'); now = null; } }
document.querySelectorAll('section').forEach(section => {
  const audio = { a: new Audio(section.dataset.a), b: new Audio(section.dataset.b) };
  let x = null, right = 0, tried = 0;
  const draw = () => { const bits = new Uint8Array(1); crypto.getRandomValues(bits); x = bits[0] & 1 ? 'b' : 'a'; };
  const tell = words => { section.querySelector('output').textContent = words + ' ' + right + ' / ' + tried; };
  const play = (which, button) => { stop(); const sound = audio[which === 'x' ? x : which]; sound.currentTime = Math.min(place, 11); sound.play(); button.classList.add('on'); now = { audio: sound, button }; };
  section.querySelectorAll('button').forEach(button => button.onclick = () => {
    const does = button.dataset.does;
    if ('abx'.includes(does)) return now && now.button === button ? stop() : play(does, button);
    if (does === 'stop') { stop(); place = 0; return; }
    stop(); tried += 1; right += does === 'is-' + x ? 1 : 0; tell(does === 'is-' + x ? 'right 对' : 'wrong 错'); draw();
  });
  for (const one of Object.values(audio)) { one.loop = true; one.preload = 'auto'; }
  draw();
});
document.onkeydown = event => {
  const does = { a: 'a', b: 'b', x: 'x', 1: 'is-a', 2: 'is-b' }[event.key];
  const section = (document.activeElement.closest && document.activeElement.closest('section')) || document.querySelector('section');
  if (does) section.querySelector('[data-does="' + does + '"]').click();
};
</script></html>
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clips", nargs="+")
    parser.add_argument("--imprint", required=True)
    parser.add_argument("--out", required=True)
    a = parser.parse_args()
    os.makedirs(a.out, exist_ok=True)
    rows, sections = [], []
    for path in a.clips:
        name = os.path.splitext(os.path.basename(path))[0]
        before, after = (os.path.join(a.out, f"{name}-{which}.wav") for which in ("a", "b"))
        plain(path, before)
        told, why = mark(a.imprint, before, after)
        if told is None:
            print(f"{name}: not marked: {why}")
            continue
        x, y = samples(before), samples(after)
        mean = quality.noise_to_mask(x, y, RATE)[0]
        words = f"depth {told['depth_db']:.2f} dB, SNR {quality.snr_db(x, y):.1f} dB, noise to mask {10 * np.log10(np.mean(10 ** (mean / 10))):.1f} dB, {100 * np.mean(mean > 0):.1f} % of frames above"
        print(f"{name}: {words}")
        rows.append(row(name, x, y))
        buttons = "".join(f'<button data-does="{does}">{text}</button>' for does, text in (("a", "A"), ("b", "B"), ("x", "X"), ("stop", "&#9632;"), ("is-a", "X = A"), ("is-b", "X = B")))
        sections.append(f'<section data-a="{html.escape(os.path.basename(before))}" data-b="{html.escape(os.path.basename(after))}"><h2>{html.escape(name)}</h2>'
                        f"{buttons}<output></output><br><small>{words}</small></section>")
    if not rows:
        sys.exit("no clip could be marked")
    sheet = Image.new("RGB", (rows[0].width, sum(one.height for one in rows)), "white")
    for at, one in enumerate(rows):
        sheet.paste(one, (0, at * rows[0].height))
    sheet.save(os.path.join(a.out, "spectrograms.png"))
    with open(os.path.join(a.out, "listen.html"), "w", encoding="utf-8") as page:
        page.write(PAGE.replace("CLIPS", "\n".join(sections)))
    print(os.path.join(a.out, "listen.html"))


main()
