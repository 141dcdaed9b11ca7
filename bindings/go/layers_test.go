package imprint_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/draw"
	"os"
	"path/filepath"
	"testing"
	"time"

	"imprint.example/imprint"
)

const payload = 0x0123456789abcdef

// deep is painted() in 16 bits.
func deep(width, height int) *image.NRGBA64 {
	out := image.NewNRGBA64(image.Rect(0, 0, width, height))
	draw.Draw(out, out.Rect, painted(width, height), image.Point{}, draw.Src)
	return out
}

func in[T draw.Image](make func(image.Rectangle) T, from image.Image) T {
	out := make(from.Bounds())
	draw.Draw(out, out.Bounds(), from, from.Bounds().Min, draw.Src)
	return out
}

func TestEveryKindOfPictureCarriesAMark(t *testing.T) {
	c := open(t, nil)
	base := painted(420, 380)
	translucent := in(image.NewRGBA, base)
	for x := 0; x < 100; x++ {
		translucent.Set(x, 7, color.NRGBA{200, 100, 50, 128})
	}
	whole := in(image.NewNRGBA, painted(500, 480))
	bgr := &imprint.Pixels{Pix: make([]byte, 420*380*3), WidthPx: 420, HeightPx: 380, StrideBytes: 420 * 3, Format: imprint.PixelFormatBGR8}
	for i := 0; i < 420*380; i++ {
		copy(bgr.Pix[3*i:3*i+3], []byte{base.Pix[4*i+2], base.Pix[4*i+1], base.Pix[4*i]})
	}
	pictures := map[string]image.Image{
		"NRGBA": in(image.NewNRGBA, base), "RGBA": in(image.NewRGBA, base), "translucent RGBA": translucent, "Gray": in(image.NewGray, base),
		"Gray16": in(image.NewGray16, deep(420, 380)), "NRGBA64": deep(420, 380), "Pixels": bgr,
		"part of NRGBA": whole.SubImage(image.Rect(40, 50, 460, 430)),
	}
	for name, picture := range pictures {
		result, err := c.EmbedWatermark(background, picture, payload, nil)
		if err != nil || result.PSNRdB < 30 || result.Robustness == 0 || result.Visibility <= 0 {
			t.Fatal(name, err, result)
		}
		found, err := c.DetectWatermark(background, picture, imprint.DetectOptions{NoSearch: true})
		if err != nil || !found.Found || found.Payload != payload || found.KeyID != "open" || found.PValue > 1e-6 {
			t.Fatal(name, err, found)
		}
	}
	if _, _, _, alpha := translucent.At(5, 7).RGBA(); alpha>>8 != 128 {
		t.Fatal("alpha changed")
	}
	if !bytes.Equal(whole.Pix[:40], painted(500, 480).Pix[:40]) {
		t.Fatal("pixels beside the part changed")
	}
	if r, _, _, _ := bgr.At(3, 3).RGBA(); bgr.ColorModel() != color.NRGBAModel || r>>8 != uint32(bgr.Pix[3*420*3+11]) {
		t.Fatal("Pixels are not the image that they are")
	}
}

func TestPicturesThatCannotBeChangedAreReadAndRefusedForWriting(t *testing.T) {
	c := open(t, nil)
	marked := painted(420, 380)
	_, err := c.EmbedWatermark(background, marked, payload, nil)
	check(t, err)
	jpeg := decode(t, encodeJPEG(t, marked)) // YCbCr
	found, err := c.DetectWatermark(background, jpeg, imprint.DetectOptions{NoSearch: true})
	check(t, err)
	equal(t, found.Payload, uint64(payload))
	_, err = c.EmbedWatermark(background, jpeg, payload, nil)
	wantStatus(t, err, imprint.ErrUnsupportedPixels)
	_, err = c.EmbedWatermark(background, painted(100, 100), payload, nil)
	wantStatus(t, err, imprint.ErrImageTooSmall)
	premultiplied := in(image.NewRGBA64, marked)
	found, err = c.DetectWatermark(background, premultiplied, imprint.DetectOptions{NoSearch: true})
	check(t, err)
	equal(t, found.Found, true)
}

func TestWatermarksOfFilesUnderSeveralKeys(t *testing.T) {
	c := open(t, nil)
	generated, err := imprint.GenerateKey()
	check(t, err)
	id, err := c.AddKey(generated)
	check(t, err)
	out, result, err := c.EmbedWatermarkFile(background, plain(t), payload, &imprint.EmbedOptions{KeyID: id})
	check(t, err)
	equal(t, result.ManifestBroken, false)
	found, err := c.DetectWatermarksFile(background, out, imprint.DetectOptions{NoSearch: true})
	check(t, err)
	if len(found) != 1 || found[0].KeyID != id || found[0].Area != decode(t, out).Bounds() {
		t.Fatalf("%+v", found)
	}
	all, err := c.DetectWatermarks(background, decode(t, out), imprint.DetectOptions{NoSearch: true})
	check(t, err)
	equal(t, len(all), 1)
	none, err := open(t, nil).DetectWatermarksFile(background, out, imprint.DetectOptions{NoSearch: true})
	check(t, err)
	equal(t, len(none), 0)
	_, _, err = c.EmbedWatermarkFile(background, plain(t), payload, &imprint.EmbedOptions{KeyID: "ffffffffffffffff"})
	wantStatus(t, err, imprint.ErrKeyInvalid)
	_, err = c.AddMarkIDKey(generated)
	wantStatus(t, err, imprint.ErrKeyInvalid)
}

func TestLabelsAreDrawnAndFound(t *testing.T) {
	c := open(t, nil)
	picture := painted(640, 480)
	drawn, err := c.DrawLabel(background, picture, &imprint.LabelOptions{Corner: imprint.CornerLowerLeft, HeightPercent: 6})
	check(t, err)
	found, err := c.FindLabel(background, picture, nil)
	check(t, err)
	if !found.Found || found.Legibility != imprint.LegibilityLegible || found.Text != "AI生成" || found.Plate.Intersect(drawn.Plate).Empty() {
		t.Fatalf("%+v %+v", found, drawn)
	}
	out, placed, err := c.DrawLabelFile(background, encodePNG(t, painted(640, 480)), &imprint.LabelOptions{Form: imprint.LabelFormEUIcon})
	check(t, err)
	equal(t, placed.InkHeightPercent >= 5, true)
	found, err = c.FindLabelFile(background, out, nil)
	check(t, err)
	equal(t, found.Text, "AI GENERATED")
	found, err = c.FindLabel(background, painted(640, 480), nil)
	check(t, err)
	equal(t, found.Found, false)
	_, err = c.DrawLabel(background, painted(640, 480), &imprint.LabelOptions{Text: "AI生成 🜁"})
	wantStatus(t, err, imprint.ErrGlyphMissing)
}

func TestAIGCLabelsAreWrittenReadLintedAndCompared(t *testing.T) {
	c := open(t, nil)
	code, err := imprint.ProviderCode("91000000000000000K", "10000")
	check(t, err)
	out, _, err := c.WriteAIGC(background, plain(t), imprint.AIGCLabel{Label: "1", ContentProducer: code, ProduceID: "1"})
	check(t, err)
	report, err := c.ReadAIGC(background, out)
	check(t, err)
	var document struct {
		AIGC json.RawMessage `json:"aigc"`
	}
	check(t, report.Decode(&document))
	equal(t, bytes.Contains(document.AIGC, []byte(code)), true)
	text, err := json.Marshal(map[string]any{"report": report})
	check(t, err)
	equal(t, bytes.Contains(text, []byte(code)), true)
	lint, err := c.LintAIGC(background, out, imprint.LintOptions{})
	check(t, err)
	equal(t, lint.FindingCount(imprint.SeverityError), 0)
	if lint.LintStatus() == imprint.LintStatusAbsent || lint.LintStatus() == 0 {
		t.Fatal(lint.LintStatus())
	}
	lint, err = c.LintAIGC(background, plain(t), imprint.LintOptions{Strict: true})
	check(t, err)
	equal(t, lint.LintStatus(), imprint.LintStatusAbsent)
	lost, err := c.CompareAIGC(background, out, plain(t), imprint.LintOptions{})
	check(t, err)
	equal(t, lost.FindingCount(imprint.SeverityError) > 0, true)
	_, _, err = c.WriteAIGC(background, plain(t), imprint.AIGCLabel{Label: "9", ContentProducer: code, ProduceID: "1"})
	wantStatus(t, err, imprint.ErrAIGCValue)
	_, err = imprint.ProviderCode("91000000000000000K", "1")
	wantStatus(t, err, imprint.ErrProviderCode)
}

func TestTheLogIsAppendedVerifiedExportedAndPurged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "art9.log")
	c := open(t, nil)
	_, _, err := c.Mark(background, plain(t), producer, produceID, &imprint.MarkOptions{NoVisible: true, Waiver: "user 7, agreement 1", LogPath: path})
	check(t, err)
	head, err := imprint.LogAppend(path, imprint.LogEntry{Producer: producer, ProduceID: "2", Waiver: "user 8", File: plain(t)})
	check(t, err)
	summary, err := imprint.LogVerify(path)
	check(t, err)
	if summary.Records != 2 || summary.Head != head || len(head) != imprint.LogHashChars || summary.LastSequence <= summary.FirstSequence {
		t.Fatalf("%+v", summary)
	}
	exported, err := imprint.LogExport(path, 0, 0)
	check(t, err)
	equal(t, json.Valid(exported), true)
	_, _, err = imprint.LogPurge(path, time.Now().Unix()+60, 0)
	wantStatus(t, err, imprint.ErrLogTooYoung)
	old := filepath.Join(t.TempDir(), "old.log")
	_, err = imprint.LogAppend(old, imprint.LogEntry{Producer: producer, ProduceID: "1", Waiver: "w", File: plain(t), TimeS: time.Now().AddDate(-1, 0, 0).Unix()})
	check(t, err)
	removed, left, err := imprint.LogPurge(old, time.Now().AddDate(0, -7, 0).Unix(), 0)
	check(t, err)
	if removed != 1 || left.Records != 0 {
		t.Fatal(removed, left)
	}
	content := read(t, path)
	content[len(content)/2] ^= 1
	check(t, os.WriteFile(path, content, 0o600))
	_, err = imprint.LogVerify(path)
	wantStatus(t, err, imprint.ErrLogBroken)
	_, err = imprint.LogAppend(path, imprint.LogEntry{File: plain(t)})
	wantStatus(t, err, imprint.ErrInvalidArgument)
}
