"""The visible label on every frame of animated GIF and WebP: imprint label draw, imprint mark --no-watermark."""
import animations
from harness import ABSENT, DONE, GIF, PRODUCER, READS, SKIPPED, UNSUPPORTED, Suite

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

    # All layers that an animation takes.
    t.exits(t.mark(source, f"marked.{kind}", "--no-watermark"), DONE, f"mark --no-watermark {source}")
    label_in_every_frame(source, f"marked.{kind}", exact=kind == "gif")
    run = t.run("verify", f"marked.{kind}", "--json")
    t.exits(run, DONE, f"verify marked.{kind}")
    report = run.json()
    t.valid(report, t.report_schema, f"report on marked.{kind}")
    t.equal((report["state"], report["visible"]["state"], report["aigc"]["state"]), ("generated", "present", "present"), f"verify marked.{kind}")
    t.mark(source, f"again.{kind}", "--no-watermark")
    t.equal(t.read(f"again.{kind}"), t.read(f"marked.{kind}"), f"marking {source} twice")

    # A watermark is refused, with what to do.
    words = "IMPRINT_ERR_UNSUPPORTED_FORMAT" if kind == "gif" else "IMPRINT_ERR_UNSUPPORTED_PIXELS"
    base = ["-o", "refused", "--producer", PRODUCER, "--produce-id", "cli-1"]
    for sought in (words, "leave the watermark out"):
        t.refuses(["mark", source, *base], sought, f"mark {source}", UNSUPPORTED)
        t.refuses(["watermark", "embed", source, "-o", "refused", "--payload", "0123456789abcdef"], sought, f"watermark in {source}", UNSUPPORTED)

    # Damage anywhere: a reason, no file.
    whole = t.read(source)
    for size in range(20, len(whole), max(len(whole) // 12, 1)):
        t.write(f"cut.{kind}", whole[:size])
        t.refuses(["label", "draw", f"cut.{kind}", "-o", "refused"], "IMPRINT_ERR_", f"{source} cut to {size} bytes")

if "gif" in kinds:
    t.write("speck.gif", GIF)
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
