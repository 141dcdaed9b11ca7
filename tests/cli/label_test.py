"""imprint label draw."""
from harness import DONE, GIF, READS, UNSUPPORTED, Suite

t = Suite()
t.paint()
t.paint_jpeg()
t.paint("speck.png", 6, 6)
t.write("picture.gif", GIF)
t.write("cut.png", t.read("plain.png")[:4000])

for kind in ("png", "jpg"):
    source, target = f"plain.{kind}", f"drawn.{kind}"
    run = t.run("label", "draw", source, "-o", target)
    t.exits(run, DONE, f"draw {kind}")
    t.equal(run.out, b"", f"draw {kind}: data on stdout")
    t.check("label at" in run.talk and "% of the shortest side" in run.talk, f"draw {kind} tells where: {run.talk}")
    t.check(t.read(target) != t.read(source), f"draw {kind} changes the picture")
    piped = t.run("label", "draw", "-", "-o", "-", stdin=t.read(source))
    t.check(piped.code == DONE and piped.out == t.read(target), f"draw {kind} through pipes gives the bytes of files")

drawn = set()
for corner in ("lower-right", "lower-left", "upper-right", "upper-left"):
    run = t.run("label", "draw", "plain.png", "-o", "-", "--corner", corner)
    t.exits(run, DONE, f"draw --corner {corner}")
    drawn.add(run.out)
t.equal(len(drawn), 4, "different pictures for four corners")
t.check(t.read("drawn.png") in drawn, "the default is one of the corners")
t.check(t.run("label", "draw", "plain.png", "-o", "-", "--corner", "lower-right").out == t.read("drawn.png"), "the default is the lower right")
for options in (["--height", "10"], ["--text", "人工智能生成"]):
    run = t.run("label", "draw", "plain.png", "-o", "-", *options)
    t.check(run.code == DONE and run.out != t.read("drawn.png"), f"draw {options} makes a difference")

to = ["-o", "refused.png"]
t.refuses(["label", "draw", "plain.png"], "--output", "no output")
t.refuses(["label", "draw", "plain.png", *to, "--corner", "top"], "corner 'top'", "an unknown corner")
t.refuses(["label", "draw", "plain.png", *to, "--height", "51"], "IMPRINT_ERR_INVALID_ARGUMENT", "a label that is too high")
t.refuses(["label", "draw", "plain.png", *to, "--text", "nice picture"], "IMPRINT_ERR_LABEL_TEXT", "words without the required elements")
t.refuses(["label", "draw", "plain.png", *to, "--text", "AI生成\U00012000"], "IMPRINT_ERR_GLYPH_MISSING", "a character that the font lacks")
t.refuses(["label", "draw", "plain.png", *to, "--text", "AI生成" * 9, "--height", "30"], "IMPRINT_ERR_LABEL_DOES_NOT_FIT", "words that do not fit")
t.refuses(["label", "draw", "speck.png", *to], "IMPRINT_ERR_LABEL_DOES_NOT_FIT", "a picture of 6 pixels")
t.refuses(["label", "draw", "picture.gif", *to], "IMPRINT_ERR_UNSUPPORTED_FORMAT", "a GIF", UNSUPPORTED)
if "gif" in READS:
    t.refuses(["label", "draw", "picture.gif", *to], "can be read but not written", "a GIF", UNSUPPORTED)
t.refuses(["label", "draw", "cut.png", *to], "IMPRINT_ERR_TRUNCATED", "a cut PNG")
t.refuses(["label"], "subcommand", "no verb")
t.keeps_outputs(["label", "draw", "plain.png", "-o", "kept.png"], "kept.png", "draw")
t.bad_outputs(["label", "draw", "plain.png"], "draw")
t.finish()
