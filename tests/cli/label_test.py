"""imprint label draw | find."""
from harness import ABSENT, DONE, GIF, READS, UNSUPPORTED, Suite

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
if "gif" not in READS:  # animation_test.py has the builds that draw on GIF
    t.refuses(["label", "draw", "picture.gif", *to], "IMPRINT_ERR_UNSUPPORTED_FORMAT", "a GIF", UNSUPPORTED)
t.refuses(["label", "draw", "cut.png", *to], "IMPRINT_ERR_TRUNCATED", "a cut PNG")
t.refuses(["label"], "a verb is needed", "no verb")
t.keeps_outputs(["label", "draw", "plain.png", "-o", "kept.png"], "kept.png", "draw")
t.bad_outputs(["label", "draw", "plain.png"], "draw")

# Styles, the calmest corner, the EU form.
looks = {t.read("drawn.png")}
for options in (["--style", "plain"], ["--style", "outlined"], ["--form", "eu-icon"], ["--form", "eu-icon", "--text", "AI"], ["--corner", "automatic"]):
    run = t.run("label", "draw", "plain.png", "-o", "-", *options)
    t.exits(run, DONE, f"draw {options}")
    looks.add(run.out)
t.check(len(looks) >= 5, f"styles and forms differ: {len(looks)} pictures")
t.check(t.run("label", "draw", "plain.png", "-o", "-", "--style", "plate").out == t.read("drawn.png"), "the default style is the plate")
t.refuses(["label", "draw", "plain.png", *to, "--style", "neon"], "style 'neon'", "an unknown style")
t.refuses(["label", "draw", "plain.png", *to, "--form", "us"], "form 'us'", "an unknown form")
t.refuses(["label", "draw", "plain.png", *to, "--form", "eu-icon", "--text", "AI生成"], "IMPRINT_ERR_LABEL_TEXT", "a text that is none of the EU icon's")
t.refuses(["label", "draw", "plain.png", *to, "--text", "AI generated"], "generation element", "English words alone")
t.refuses(["label", "draw", "plain.png", *to, "--text", "生成"], "AI element", "no AI element")
t.refuses(["label", "draw", "plain.png", *to, "--text", "AI生成龘"], "font file", "a character that needs a font")
t.refuses(["label", "draw", "plain.png", *to, "--text", "AI生成龘", "--font", "plain.png"], "IMPRINT_ERR_INVALID_ARGUMENT", "a font that is a picture")
t.refuses(["label", "draw", "plain.png", *to, "--font", "missing.otf"], "missing.otf", "a font that is not there")
t.paint("logo.png", 40, 20)
run = t.run("label", "draw", "plain.png", "-o", "-", "--logo", "logo.png")
t.check(run.code == DONE and run.out not in looks, "draw --logo")
t.refuses(["label", "draw", "plain.png", *to, "--logo", "cut.png"], "logo", "a cut logo")

# Finding again.
for kind in ("png", "jpg"):
    run = t.run("label", "find", f"drawn.{kind}", "--json")
    t.exits(run, DONE, f"find {kind}")
    found = run.json()
    t.check(found["found"] and found["text"] == "AI生成" and found["legibility"] == "legible", f"find {kind}: {found}")
    t.check(4.9 <= found["ink_height_percent"] <= 5.4 and found["contrast"] > 4.5, f"find {kind}, measures: {found}")
    t.check(found["box_px"][0] + found["box_px"][2] > 480 and found["box_px"][1] + found["box_px"][3] > 350, f"find {kind}, place: {found}")
    run = t.run("label", "find", f"plain.{kind}")
    t.exits(run, ABSENT, f"find in a clean {kind}")
    t.check(b"no label found" in run.out, f"find in a clean {kind} says so")
    t.exits(t.run("label", "find", "-", stdin=t.read(f"drawn.{kind}")), DONE, f"find {kind} through a pipe")
t.check(b"AI\xe7\x94\x9f\xe6\x88\x90" in t.run("label", "find", "drawn.png").out, "find names the text")
t.run("label", "draw", "plain.png", "-o", "own.png", "--text", "由AI合成")
t.exits(t.run("label", "find", "own.png", "--text", "由AI合成"), DONE, "find --text")
t.refuses(["label", "find", "speck.png"], "IMPRINT_ERR_IMAGE_TOO_SMALL", "find in 6 pixels")
t.refuses(["label", "find", "cut.png"], "IMPRINT_ERR_TRUNCATED", "find in a cut PNG")
t.refuses(["label", "find", "plain.png", "--text", "nice"], "IMPRINT_ERR_LABEL_TEXT", "find words that are no label")
found = t.run("label", "find", "own.png", "--text", "由AI合成", "--json").json()
t.equal((found["found"], found.get("text")), (True, "由AI合成"), "find --text in JSON")
own = t.run("verify", "own.png", "--no-search", "--json", "--text", "由AI合成").json()["visible"]
t.equal((own["state"], own.get("text")), ("present", "由AI合成"), "verify --text")
t.run("label", "draw", "plain.png", "-o", "far.png", "--text", "合成：AI")
t.equal(t.run("verify", "far.png", "--no-search", "--json").json()["visible"]["state"], "absent", "own words without --text")
t.equal(t.run("verify", "far.png", "--no-search", "--json", "--text", "合成：AI").json()["visible"]["state"], "present", "and with it")
t.refuses(["verify", "own.png", "--text", "nice"], "IMPRINT_ERR_LABEL_TEXT", "verify for words that are no label")
t.refuses(["verify", "own.png", "--text", "AI生成龘"], "IMPRINT_ERR_GLYPH_MISSING", "verify for words that need a font")
t.refuses(["label", "find", "own.png", "--text", "AI生成龘", "--font", "plain.png"], "IMPRINT_ERR_INVALID_ARGUMENT", "find with a font that is a picture")
t.exits(t.run("label", "draw", "plain.png", "-o", "brand.png", "--text", "可灵 腾讯混元AI生成"), DONE, "a brand in the built-in font")
t.exits(t.run("label", "find", "brand.png", "--text", "可灵 腾讯混元AI生成"), DONE, "and found")

# Letters that nobody reads are not drawn.
for width, height, percent in ((64, 64, 12.5), (100, 80, 10), (120, 120, 6.66)):
    t.paint("small.png", width, height)
    run = t.run("label", "draw", "small.png", "-o", "small.out.png", "--force")
    t.exits(run, DONE, f"draw on {width} x {height}")
    t.check("ink 8 px high" in run.talk and "nobody reads lower ones" in run.talk, f"raised on {width} x {height}: {run.talk}")
    if min(width, height) >= 100:
        found = t.run("label", "find", "small.out.png", "--json")
        t.exits(found, DONE, f"find on {width} x {height}")
t.check("nobody reads" not in t.run("label", "draw", "plain.png", "-o", "-").talk, "no such word where 5 % are enough")
t.paint("speck.png", 40, 40)
t.refuses(["label", "draw", "speck.png", *to], "no room for letters of 8 px", "a picture with no room for letters")

run = t.run("verify", "drawn.png", "--json")
t.exits(run, DONE, "verify a picture with a visible label alone")
t.valid(run.json(), t.report_schema, "report with a found label")
t.equal((run.json()["visible"]["state"], run.json()["state"]), ("present", "suspected"), "verify finds the label")
t.equal(t.run("verify", "plain.png", "--json").json()["visible"]["state"], "absent", "verify without a label")
t.finish()
