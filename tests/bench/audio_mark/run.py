#!/usr/bin/env python3
"""Recovery of the audio mark after attacks, its quality and its cost: see README.md.
    run.py TOOL CLIPS [--half tune|report|all] [--lengths 10,5,3] [--attacks a,b] [--clips word] [--json FILE]"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import zlib
from multiprocessing import Pool

import numpy as np

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import attacks
import quality

RATE = attacks.RATE
PAYLOAD = "0123456789abcdef"


def load(path):
    done = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-i", path, "-f", "f32le", "-ac", "1", "-ar", str(RATE), "-"],
                          stdout=subprocess.PIPE, check=True)
    return np.frombuffer(done.stdout, np.float32)[: 10 * RATE]


def tool(args, *words):
    done = subprocess.run([args.tool, *map(str, words)], stdout=subprocess.PIPE, check=True, timeout=600)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def cut(x, rate, seconds, of=10):
    """The middle `seconds`, in the attacked sound's own time."""
    length = int(len(x) * min(seconds / of, 1))
    first = (len(x) - length) // 2
    return x[first: first + length]


def one_clip(job):
    args, path = job
    name = os.path.basename(path)
    host = load(path)
    seconds = len(host) / RATE
    out = {"clip": name, "rows": []}
    with tempfile.TemporaryDirectory() as folder:
        at = lambda word: os.path.join(folder, word)
        host.tofile(at("in"))
        embedded = tool(args, "embed", RATE, 1, at("in"), at("marked"), PAYLOAD)[0]
        marked = np.fromfile(at("marked"), np.float32)
        frame, worst = quality.noise_to_mask(host.astype(float), marked.astype(float), RATE)
        out.update(depth_db=embedded["depth_db"], embed_times=embedded["times_real"], snr_db=quality.snr_db(host.astype(float), marked.astype(float)),
                   nmr_mean=float(np.mean(frame)), nmr_p95=float(np.percentile(frame, 95)), nmr_over_0=float(np.mean(frame > 0)),
                   worst_band_over_0=float(np.mean(worst > 0)))
        for attack in args.attacks:
            run = attacks.ATTACKS.get(attack) or attacks.MORE[attack]
            random = np.random.default_rng(zlib.crc32((name + attack).encode()))
            got, rate = run(marked, random, args.other)
            files = []
            for length in args.lengths:
                piece = at(f"{attack}_{length}")
                cut(np.asarray(got, np.float32), rate, length, seconds).tofile(piece)
                files.append(piece)
            for length, answer in zip(args.lengths, tool(args, "detect", rate, 1, 0, *files)):
                out["rows"].append({"attack": attack, "length": length, "right": answer["found"] and answer["payload"] == PAYLOAD,
                                    "wrong": answer["found"] and answer["payload"] != PAYLOAD, "sigma": answer["sigma"],
                                    "p": answer["p_value"], "cpu": answer["cpu"], "seconds": answer["seconds"],
                                    "time_scale": answer["time_scale"], "pitch": answer["pitch"]})
    return out


def show(results, args):
    rows = [(r["clip"], row) for r in results for row in r["rows"]]
    share = lambda some: np.mean([row["right"] for _, row in some]) if some else float("nan")
    print(f"{'clip':28}" + "".join(f"{l:>7}" for l in args.lengths) + "   SNR  depth   NMR  p95  >0  band>0  embed x")
    for r in results:
        print(f"{r['clip'][:28]:28}" + "".join(f"{share([(0, x) for x in r['rows'] if x['length'] == l]):7.3f}" for l in args.lengths)
              + f" {r['snr_db']:5.1f} {r['depth_db']:5.2f} {r['nmr_mean']:6.1f} {r['nmr_p95']:5.1f} {r['nmr_over_0']:.3f} {r['worst_band_over_0']:.2f} {r['embed_times']:6.0f}")
    print()
    for attack in args.attacks:
        print(f"{attack:16}" + "".join(f"{share([x for x in rows if x[1]['attack'] == attack and x[1]['length'] == l]):7.3f}" for l in args.lengths)
              + "   lost: " + " ".join(f"{c.split('.')[0]}@{x['length']}" for c, x in rows if x["attack"] == attack and not x["right"])[:110])
    hit = [x["seconds"] / x["cpu"] for _, x in rows if x["right"]]
    vain = [x["seconds"] / x["cpu"] for _, x in rows if not x["right"]]
    print(f"{'all':16}" + "".join(f"{share([x for x in rows if x[1]['length'] == l]):7.3f}" for l in args.lengths)
          + f"   wrong {sum(x['wrong'] for _, x in rows)}; read, times real: hit {np.median(hit) if hit else 0:.0f}, vain {np.median(vain) if vain else 0:.0f}")
    print("SNR %.1f dB, NMR mean %.1f, p95 %.1f, frames over 0 %.3f" % tuple(
        np.mean([r[k] for r in results]) for k in ("snr_db", "nmr_mean", "nmr_p95", "nmr_over_0")))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tool")
    parser.add_argument("folder")
    parser.add_argument("--half", default="tune")
    parser.add_argument("--lengths", default="10,5,3")
    parser.add_argument("--attacks", default=",".join(attacks.ATTACKS))
    parser.add_argument("--clips", default="")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json")
    args = parser.parse_args()
    args.lengths = [float(x) for x in args.lengths.split(",")]
    args.attacks = list(attacks.ATTACKS) + [a for a in attacks.MORE] if args.attacks == "more" else args.attacks.split(",")
    names = sorted(n for n in os.listdir(args.folder) if not n.startswith("other"))
    # Every second clip is for tuning; figures are told of the others.
    halves = {"tune": names[0::2], "report": names[1::2], "all": names}
    names = [n for n in halves[args.half] if any(w in n for w in args.clips.split(","))]
    args.other = load(os.path.join(args.folder, "other.flac"))
    with Pool(args.jobs) as pool:
        results = pool.map(one_clip, [(args, os.path.join(args.folder, n)) for n in names], 1)
    show(results, args)
    if args.json:
        with open(args.json, "w") as file:
            json.dump(results, file, indent=1)


if __name__ == "__main__":
    main()
