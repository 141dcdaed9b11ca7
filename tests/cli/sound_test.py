"""Sound through the tool: mark, verify, watermark, propagate, finish and manifest take it as they take pictures."""
import array
import math
import random
import shutil
import subprocess
import wave

from harness import ABSENT, DONE, FAILED, PAYLOAD, PRODUCER, UNSUPPORTED, Suite, schema

t = Suite()
ours = ["--producer", PRODUCER, "--produce-id", "song-1"]
RATE = 22050


def notes(seconds, seed=1):
    """Plucked notes of many harmonics over soft noise, as floats."""
    pick, sound = random.Random(seed), [0.0] * int(seconds * RATE)
    for i in range(len(sound)):
        sound[i] = pick.gauss(0, 0.004)
    start = 0.0
    while start < seconds:
        pitch, first = 110 * 2 ** (pick.randrange(30) / 12), int(start * RATE)
        partials = [k for k in range(1, 13) if k * pitch < 0.45 * RATE]
        for i in range(first, min(first + RATE // 2, len(sound))):
            at = (i - first) / RATE
            sound[i] += 0.12 * math.exp(-8 * at) * min(1, at * 300) * sum(math.sin(2 * math.pi * k * pitch * at) / k for k in partials)
        start += 0.15 + 0.01 * pick.randrange(8)
    return sound


def wav(name, sound):
    with wave.open(t.path(name), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(array.array("h", [int(max(-1, min(1, v)) * 32000) for v in sound]).tobytes())
    return name


song = notes(7)
wav("song.wav", song)
run = t.run("mark", "song.wav", "-o", "marked.wav", *ours, "--json")
t.exits(run, DONE, "mark")
report = run.json()
t.valid(report, t.report_schema, "report of mark")
t.equal((report["medium"], report["visible"]["state"], report["watermark"]["state"], report["agreement"]["aigc_watermark"]), ("audio", "present", "present", "agree"), "report of mark")
t.check(report["watermark"]["depth_db"] > 0.3 and report["watermark"]["marked_s"] > 5, f"how deep: {report['watermark']}")
mark_id = report["watermark"]["mark_id"]
people = t.run("mark", "song.wav", "-o", "people.wav", *ours)
t.check("audible label put in" in people.talk and "read back" in people.talk, f"for people: {people.talk}")
t.check(t.read("people.wav") == t.read("marked.wav"), "the same file gives the same file")

run = t.run("verify", "marked.wav", "--json")
t.exits(run, DONE, "verify")
t.valid(run.json(), t.report_schema, "report of verify")
t.equal((run.json()["state"], run.json()["visible"]["place"], run.json()["watermark"]["mark_id"]), ("generated", "start", mark_id), "report of verify")
t.check(abs(run.json()["duration_s"] - 8.08) < 0.02, f"its length: {run.json()['duration_s']}")
people = t.run("verify", "marked.wav")
t.check(b"audible    present" in people.out and b"short-long short-short" in people.out, f"verify for people: {people.out}")
run = t.run("verify", "song.wav", "--json")
t.exits(run, ABSENT, "an unmarked song")
t.valid(run.json(), t.report_schema, "report on an unmarked song")
t.exits(t.run("lint", "marked.wav"), DONE, "lint")

for place in ("end", "middle"):
    t.exits(t.run("mark", "song.wav", "-o", f"{place}.wav", *ours, "--audible-place", place), DONE, place)
    t.equal(t.run("verify", f"{place}.wav", "--json").json()["visible"]["place"], place, f"a label at the {place}")
t.refuses(["mark", "song.wav", "-o", "refused.wav", *ours, "--audible-place", "left"], "is none of start, end, middle", "no such place")
t.write("service.toml", f'[provider]\ncode = "{PRODUCER}"\n[label]\naudible_place = "end"\ntext = "AI生成"\n')
t.exits(t.run("mark", "song.wav", "-o", "profile.wav", "--profile", "service.toml", "--produce-id", "p1"), DONE, "one profile for pictures and sound")
t.equal(t.run("verify", "profile.wav", "--json").json()["visible"]["place"], "end", "the place of the profile")

# A voice, and several places.
def spoken(seconds, seed):
    """Vowels that change four times a second, over a falling pitch."""
    pick, sound, phase = random.Random(seed), [], 0.0
    for i in range(int(seconds * RATE)):
        at = i / RATE
        if i % (RATE // 4) == 0:
            first, second = 250 + pick.randrange(600), 900 + pick.randrange(1600)
        pitch = 150 - 30 * at / seconds
        phase += 2 * math.pi * pitch / RATE
        loud = 0.1 * abs(math.sin(4 * math.pi * at))
        sound.append(loud * sum((1 / (1 + ((k * pitch - first) / 90) ** 2) + 0.5 / (1 + ((k * pitch - second) / 140) ** 2)) * math.sin(k * phase) for k in range(1, 20)))
    return sound


wav("clip.wav", spoken(2, 1))
run = t.run("mark", "song.wav", "-o", "spoken.wav", *ours, "--audible-clip", "clip.wav", "--audible-at", "0,3.5", "--json")
t.exits(run, DONE, "--audible-clip and --audible-at")
t.valid(run.json(), t.report_schema, "report of a voice at two places")
t.equal((run.json()["visible"]["voice"]["supplied_by"], len(run.json()["visible"]["spans_s"])), ("caller", 2), "a voice at two places")
t.check(run.json()["visible"]["voice"]["likeness"] > 0.9, f"its likeness: {run.json()['visible']['voice']}")
t.exits(t.run("label", "find", "spoken.wav"), DONE, "the rhythm behind the voice")
run = t.run("mark", "song.wav", "-o", "alone.wav", *ours, "--audible-clip", "clip.wav", "--audible-clip-alone", "--json")
t.exits(run, DONE, "--audible-clip-alone")
t.valid(run.json(), t.report_schema, "report of a voice alone")
t.equal(run.json()["visible"]["text"], "a voice supplied by the caller", "a voice alone")
run = t.run("verify", "alone.wav", "--json")
t.valid(run.json(), t.report_schema, "verify of a voice alone")
t.check("words are not recognised" in run.json()["visible"]["note"], f"nothing false: {run.json()['visible']}")
t.write("spoken.toml", f'[provider]\ncode = "{PRODUCER}"\n[label]\naudible_clip = "clip.wav"\naudible_at = [1, 2.5]\n')
run = t.run("mark", "song.wav", "-o", "spoken-2.wav", "--profile", "spoken.toml", "--produce-id", "p2", "--json")
t.equal(len(run.json()["visible"]["spans_s"]), 2, "clip and places of a profile")
for bad in ("1,", "x", "2,1", "1;2", "99"):
    t.refuses(["mark", "song.wav", "-o", "refused.wav", *ours, "--audible-at", bad], "", f"--audible-at {bad}")
t.write("odd.toml", f'[provider]\ncode = "{PRODUCER}"\n[label]\naudible_at = "1"\n')
t.refuses(["mark", "song.wav", "-o", "refused.wav", "--profile", "odd.toml", "--produce-id", "p3"], "audible_at is no array of numbers", "places that are none")
t.write("text.wav", b"no sound")
t.refuses(["mark", "song.wav", "-o", "refused.wav", *ours, "--audible-clip", "text.wav"], "audible clip", "a clip that is no sound", UNSUPPORTED)
t.refuses(["mark", "song.wav", "-o", "refused.wav", *ours, "--audible-at", "1", "--audible-place", "end"], "both given", "two words on the place")

# The label alone.
run = t.run("label", "draw", "song.wav", "-o", "drawn.wav", "--audible-place", "end", "--json")
t.exits(run, DONE, "label draw")
t.valid(run.json(), schema("output.schema.json"), "answer of label draw")
t.check(abs(run.json()["span_s"][0] - 7.2) < 0.05, f"where it was put: {run.json()}")
t.check("audible label from 0.00 to" in t.run("label", "draw", "song.wav", "-o", "drawn-2.wav", "--audible-clip", "clip.wav").talk, "label draw for people")
run = t.run("label", "find", "drawn.wav", "--json")
t.exits(run, DONE, "label find")
t.valid(run.json(), schema("label.schema.json"), "answer of label find")
t.equal((run.json()["place"], run.json()["legibility"]), ("end", "legible"), "what was found")
t.check(b"short-long short-short from 7.2" in t.run("label", "find", "drawn.wav").out, "label find for people")
run = t.run("label", "find", "song.wav", "--json")
t.exits(run, ABSENT, "label find without a label")
t.valid(run.json(), schema("label.schema.json"), "answer of label find without a label")

t.exits(t.run("mark", "song.wav", "-o", "bare.wav", *ours, "--no-visible", "--waiver", "customer 7", "--log", "copies.log"), DONE, "--no-visible")
t.equal(len(t.read("copies.log").splitlines()), 1, "a copy without audible label is on record")
t.refuses(["mark", "song.wav", "-o", "refused.wav", *ours, "--min-psnr", "40"], "min-psnr is of pictures", "what asks for pixels")
t.refuses(["mark", "marked.wav", "-o", "refused.wav", *ours], "IMPRINT_ERR_ALREADY_LABELLED", "a marked song again")

# The mark alone, faster and slower, under two keys.
run = t.run("watermark", "embed", "song.wav", "-o", "embedded.wav", "--payload", PAYLOAD, "--json")
t.exits(run, DONE, "embed")
t.valid(run.json(), schema("output.schema.json"), "answer of embed")
run = t.run("watermark", "detect", "embedded.wav", "--json")
t.exits(run, DONE, "detect")
t.valid(run.json(), t.detection_schema, "answer of detect")
t.equal(run.json()["payload_hex"], PAYLOAD, "the payload")
with wave.open(t.path("embedded.wav"), "rb") as file:
    samples = array.array("h", file.readframes(file.getnframes()))
wav("slower.wav", [(samples[int(i)] + (samples[int(i) + 1] - samples[int(i)]) * (i % 1)) / 32768 for i in (k * 0.96 for k in range(int((len(samples) - 2) / 0.96)))])
run = t.run("watermark", "detect", "slower.wav", "--json")
t.valid(run.json(), t.detection_schema, "answer of detect on slower sound")
t.equal(run.json()["payload_hex"], PAYLOAD, "the payload of slower sound")
t.check(abs(run.json()["time_scale"] - 0.96) < 0.01, f"how slow: {run.json().get('time_scale')}")
t.exits(t.run("watermark", "detect", "slower.wav", "--no-search"), ABSENT, "without a search")
t.exits(t.run("watermark", "detect", "song.wav"), ABSENT, "an unmarked song")
t.run("keys", "new", "-o", "mine.key")
t.exits(t.run("watermark", "embed", "song.wav", "-o", "private.wav", "--payload", PAYLOAD, "--key", "mine.key"), DONE, "a private key")
t.exits(t.run("watermark", "detect", "private.wav"), ABSENT, "without the key")
t.exits(t.run("watermark", "detect", "private.wav", "--key", "mine.key"), DONE, "with the key")

# What the caller labelled and marked itself.
with wave.open(t.path("marked.wav"), "rb") as file:
    finished = [v / 32000 for v in array.array("h", file.readframes(file.getnframes()))]
wav("encoded.wav", finished)
run = t.run("finish", "encoded.wav", "-o", "finished.wav", *ours)
t.exits(run, DONE, "finish")
t.check("audible label found" in run.talk, f"finish for people: {run.talk}")
t.refuses(["finish", "song.wav", "-o", "refused.wav", *ours], "the audible label is not heard", "a song without a label")

# What is no sound that can be marked.
silence = wav("silence.wav", [0.0] * (5 * RATE))
t.refuses(["mark", silence, "-o", "refused.wav", *ours], "the watermark does not read back", "silence")
t.refuses(["mark", "song.wav", "-o", "refused.mp3", *ours], "the file is and stays WAV", "a name of another format")
t.write("cut.wav", t.read("song.wav")[:50])
t.equal(t.run("mark", "cut.wav", "-o", "refused.wav", *ours).code in (FAILED, UNSUPPORTED), True, "a cut song")
t.check("refused.wav" not in t.listing(), "no file of a refusal")

# M4A by the program ffmpeg, where it is installed; without its name nothing is run.
if shutil.which("ffmpeg"):
    subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-i", t.path("song.wav"), "-b:a", "96k", "-metadata", "title=Song", t.path("song.m4a")], check=True)
    t.refuses(["mark", "song.m4a", "-o", "refused.m4a", *ours], "--ffmpeg", "M4A without the program's name", code=UNSUPPORTED)
    t.refuses(["--ffmpeg", t.path("no-ffmpeg"), "mark", "song.m4a", "-o", "refused.m4a", *ours], "does not start", "a program that is not there")
    run = t.run("--ffmpeg", "ffmpeg", "mark", "song.m4a", "-o", "marked.m4a", *ours, "--json")
    t.exits(run, DONE, "mark of an M4A")
    t.valid(run.json(), t.report_schema, "report on an M4A")
    t.check(any("coded anew as AAC at" in note for note in run.json()["notes"]), "it says how it was coded")
    run = t.run("--ffmpeg", "ffmpeg", "verify", "marked.m4a", "--json")
    t.exits(run, DONE, "verify of an M4A")
    t.equal((run.json()["visible"]["state"], run.json()["watermark"]["mark_id"], run.json()["state"]), ("present", mark_id, "generated"), "report on an M4A")
    t.check(b"Song" in t.read("marked.m4a"), "its title stays")
    run = t.run("verify", "marked.m4a", "--json")
    t.equal((run.json()["visible"]["state"], run.json()["aigc"]["state"]), ("not_checked", "present"), "without the program its label is read all the same")
    t.check("refused.m4a" not in t.listing(), "no M4A of a refusal")
t.finish()
