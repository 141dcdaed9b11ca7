"""Visible label and watermark on every frame of animated GIF and WebP: imprint label draw, mark, watermark embed, and read back."""
import animations
from harness import ABSENT, DONE, GIF, PAYLOAD, PRODUCER, READS, SKIPPED, Suite

t = Suite()
kinds = [kind for kind in ("gif", "webp") if kind in READS]
if not kinds:
    print("skipped: neither GIF nor WebP in this build")
    raise SystemExit(SKIPPED)
if "gif" in kinds:
    t.write("moving.gif", animations.animated_gif())
if "webp" in kinds:
    stills = []
    for number in range(4):
        t.paint(f"still{number}.png", 320, 240)
        t.to_webp(f"still{number}.png", f"still{number}.webp")
        stills.append(t.read(f"still{number}.webp"))
    t.write("moving.webp", animations.animated_webp(stills, 320, 240))
pillow = animations.pillow_is_there()


def label_in_every_frame(source, target, exact):
    """The frames of `target` are those of `source` but for one box, in which each has the label."""
    if not pillow:
        return
    was, now = animations.Shown(t.path(source)), animations.Shown(t.path(target))
    t.equal((now.delays, now.loop), (was.delays, was.loop), f"{target}: delays and loop count")
    t.equal(now.loop, animations.LOOPS, f"{target}: loop count")
    boxes = []
    for number, png in enumerate(now.png):
        run = t.run("label", "find", "-", "--json", stdin=png)
        t.exits(run, DONE, f"{target}: label in frame {number}")
        boxes.append(run.json()["box_px"])
        x, y, width, height = boxes[0]
        left, top, right, bottom = was.changed_box(now, number)
        if exact:
            t.check(left >= x - 1 and top >= y - 1 and right <= x + width + 1 and bottom <= y + height + 1,
                    f"{target}: frame {number} changed in {left},{top} to {right},{bottom}, the label is {boxes[0]}")
    t.check(all(abs(a - b) <= 1 for box in boxes for a, b in zip(box, boxes[0])), f"{target}: one place: {boxes}")


def read_payload(t, name, *more):
    return t.run("watermark", "detect", name, "--json", *more).json()["payload_hex"]


def stands_still(source, target):
    """Pixels of `target` change from frame to frame only where those of `source` do."""
    was, now = animations.Shown(t.path(source)), animations.Shown(t.path(target))
    for number in range(1, len(was.rgba)):
        a, b, c, d = was.rgba[number - 1], was.rgba[number], now.rgba[number - 1], now.rgba[number]
        still = [i for i in range(0, len(a), 4) if a[i:i + 4] == b[i:i + 4]]
        t.check(still and all(c[i:i + 4] == d[i:i + 4] for i in still), f"{target}: frame {number} moves where {source} is still")


def watermark_in_frames(kind, source):
    target = f"embedded.{kind}"
    run = t.run("watermark", "embed", source, "-o", target, "--payload", PAYLOAD, "--json")
    t.exits(run, DONE, f"watermark embed {source}")
    told = run.json()
    t.check(told["psnr_db"] > 30 and told["robustness"] in ("low", "medium", "high"), f"quality of {target}: {told}")
    t.equal(read_payload(t, target), PAYLOAD, f"detect in {target}")
    t.equal(read_payload(t, target, "--no-search"), PAYLOAD, f"detect in {target} without a search")
    t.exits(t.run("watermark", "detect", source), ABSENT, f"detect in {source}")
    again = t.run("watermark", "embed", source, "-o", "-", "--payload", PAYLOAD)
    t.equal(again.out, t.read(target), f"embedding in {source} twice")
    t.refuses(["watermark", "embed", target, "-o", "refused", "--payload", "00000000000000aa"], "IMPRINT_ERR_ALREADY_LABELLED", f"another payload in {target}")
    t.refuses(["watermark", "embed", source, "-o", "refused", "--payload", PAYLOAD, "--strength", "0.01", "--least-robustness", "high"], "IMPRINT_ERR_", f"too weak in {source}")
    # Under a private key: found with it, with no other.
    keyed = f"keyed.{kind}"
    t.exits(t.run("watermark", "embed", source, "-o", keyed, "--payload", PAYLOAD, "--key", "one.key"), DONE, f"embed --key in {source}")
    t.equal(read_payload(t, keyed, "--key", "two.key", "--key", "one.key"), PAYLOAD, f"detect in {keyed} with its key")
    for keys in ([], ["--key", "two.key"]):
        t.exits(t.run("watermark", "detect", keyed, *keys), ABSENT, f"detect in {keyed} under {keys}")
    if pillow:
        was, now = animations.Shown(t.path(source)), animations.Shown(t.path(target))
        t.equal((now.delays, now.loop, now.width, now.height), (was.delays, was.loop, was.width, was.height), f"{target}: delays, loop count, size")


for name in ("one.key", "two.key"):
    t.run("keys", "new", "-o", name)
for kind in kinds:
    source, target = f"moving.{kind}", f"drawn.{kind}"
    run = t.run("label", "draw", source, "-o", target)
    t.exits(run, DONE, f"draw {source}")
    t.check("label at" in run.talk, f"draw {source} tells where: {run.talk}")
    t.exits(t.run("label", "find", target), DONE, f"find in the first frame of {target}")
    t.exits(t.run("label", "find", source), ABSENT, f"find in {source}")
    label_in_every_frame(source, target, exact=kind == "gif")
    for style in ("plain", "outlined"):
        t.exits(t.run("label", "draw", source, "-o", f"{style}.{kind}", "--style", style, "--corner", "automatic"), DONE, f"draw {style} on {source}")
        label_in_every_frame(source, f"{style}.{kind}", exact=kind == "gif")

    # All layers, and all but the watermark.
    for name, more, watermark in ((f"marked.{kind}", [], "present"), (f"label.{kind}", ["--no-watermark"], "absent")):
        t.exits(t.mark(source, name, *more), DONE, f"mark {source} {more}")
        label_in_every_frame(source, name, exact=kind == "gif" and bool(more))
        run = t.run("verify", name, "--json")
        t.exits(run, DONE, f"verify {name}")
        report = run.json()
        t.valid(report, t.report_schema, f"report on {name}")
        t.equal((report["state"], report["visible"]["state"], report["aigc"]["state"], report["watermark"]["state"]),
                ("generated", "present", "present", watermark), f"verify {name}")
        t.mark(source, f"again.{kind}", *more, "--force")
        t.equal(t.read(f"again.{kind}"), t.read(name), f"marking {source} twice {more}")
    t.equal(t.run("verify", f"marked.{kind}", "--json").json()["agreement"]["aigc_watermark"], "agree", f"label and watermark of marked.{kind}")
    watermark_in_frames(kind, source)

    # Damage anywhere: a reason, no file.
    whole = t.read(source)
    for size in range(20, len(whole), max(len(whole) // 12, 1)):
        t.write(f"cut.{kind}", whole[:size])
        t.refuses(["label", "draw", f"cut.{kind}", "-o", "refused"], "IMPRINT_ERR_", f"{source} cut to {size} bytes")
        t.refuses(["watermark", "embed", f"cut.{kind}", "-o", "refused", "--payload", PAYLOAD], "IMPRINT_ERR_", f"{source} cut to {size} bytes")

if "gif" in kinds:
    # Parts that stand still: shapes that move over a ground.
    t.write("wander.gif", animations.wandering_gif())
    t.exits(t.run("watermark", "embed", "wander.gif", "-o", "wander_marked.gif", "--payload", PAYLOAD), DONE, "embed in a still ground")
    t.equal(read_payload(t, "wander_marked.gif"), PAYLOAD, "detect over a still ground")
    if pillow:
        stands_still("wander.gif", "wander_marked.gif")
    t.write("speck.gif", GIF)
    t.refuses(["watermark", "embed", "speck.gif", "-o", "refused.gif", "--payload", PAYLOAD], "IMPRINT_ERR_IMAGE_TOO_SMALL", "a watermark in a GIF of one pixel")
    t.refuses(["label", "draw", "speck.gif", "-o", "refused.gif"], "IMPRINT_ERR_LABEL_DOES_NOT_FIT", "a GIF of one pixel")
    # 40 frames of one pixel each on a canvas of 20 000 x 20 000: refused by the header.
    bomb = b"GIF89a\x20\x4e\x20\x4e\x80\0\0" + bytes(6) + 40 * animations.gif_image(0, 0, 1, 1, [0]) + b";"
    t.write("bomb.gif", bomb)
    t.refuses(["label", "draw", "bomb.gif", "-o", "refused.gif"], "IMPRINT_ERR_LIMIT_EXCEEDED", "a GIF with a huge canvas")
    bomb = b"GIF89a\x10\x27\x10\x27\x80\0\0" + bytes(6) + 40 * animations.gif_image(0, 0, 1, 1, [0]) + b";"
    t.write("bomb.gif", bomb)
    t.refuses(["label", "draw", "bomb.gif", "-o", "refused.gif"], "GIF canvas of 100000000 pixels", "a GIF of many huge frames")
    t.check(b"hello" in t.read("drawn.gif"), "the comment stays")
t.finish()
