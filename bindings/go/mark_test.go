package imprint_test

import (
	"bytes"
	"errors"
	"image"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"imprint.example/imprint"
)

func mark(t testing.TB, c *imprint.Context, file []byte, options *imprint.MarkOptions) []byte {
	t.Helper()
	out, report, err := c.Mark(background, file, producer, produceID, options)
	check(t, err)
	equal(t, report.State(), imprint.StateGenerated)
	return out
}

func TestAMarkedPictureVerifiesAsGenerated(t *testing.T) {
	c := open(t, nil)
	report, err := c.Verify(background, mark(t, c, plain(t), nil), nil)
	check(t, err)
	equal(t, report.State(), imprint.StateGenerated)
	equal(t, report.Agreement(), imprint.AgreementAgree)
	equal(t, report.PairAgreement(imprint.PairManifestAIGC), imprint.AgreementNotComparable)
	equal(t, report.ManifestState(), imprint.ManifestStateNone)
	equal(t, report.LayerState(imprint.LayerVisible), imprint.LayerStatePresent)
	equal(t, report.LayerState(imprint.LayerWatermark), imprint.LayerStatePresent)
	equal(t, report.LayerState(imprint.LayerAIGC), imprint.LayerStateDeviating) // a name where the rules want a code
	equal(t, report.LayerState(99), 0)
	want, err := imprint.MarkID(producer, produceID)
	check(t, err)
	got, found := report.MarkID()
	if !found || got != want || len(report.Marks()) != 1 || report.Marks()[0].Payload != want || report.Marks()[0].WithLabel != imprint.AgreementAgree {
		t.Fatalf("%x %v %+v", got, found, report.Marks())
	}
	document, err := report.Document()
	check(t, err)
	if document["state"] != "generated" || report.CrJSON() != nil || report.LintStatus() != 0 {
		t.Fatal(document["state"])
	}
}

func TestAnUnmarkedPictureHasNothingAndAMarkedOneIsNotMarkedAgain(t *testing.T) {
	c := open(t, nil)
	report, err := c.Verify(background, plain(t), &imprint.VerifyOptions{NoSearch: true})
	check(t, err)
	equal(t, report.State(), imprint.StateNoneFound)
	_, found := report.MarkID()
	equal(t, found, false)
	_, _, err = c.Mark(background, mark(t, c, plain(t), nil), "OtherStudio", "2", nil)
	wantStatus(t, err, imprint.ErrAlreadyLabelled)
	if !errors.Is(err, imprint.ErrAlreadyLabelled) {
		t.Fatal(err)
	}
}

func TestOptionsReachTheLibrary(t *testing.T) {
	c := open(t, nil)
	keyID, err := c.AddKey(imprint.Key{1, 2, 3})
	check(t, err)
	markIDKey, err := c.AddMarkIDKey(imprint.Key{4, 5, 6})
	check(t, err)
	out := mark(t, c, plain(t), &imprint.MarkOptions{Corner: imprint.CornerUpperLeft, Text: "本图由AI生成", Style: imprint.LabelStyleOutlined, KeyID: keyID,
		Strength: 0.9, AISystem: "Example", AISystemVersion: "3", ConvertTo: imprint.PictureFormatJPEG, Quality: 95, MarkIDKeyID: markIDKey,
		LeastRobustness: imprint.RobustnessLow})
	if !bytes.HasPrefix(out, []byte{0xff, 0xd8}) {
		t.Fatal("no JPEG")
	}
	report, err := c.Verify(background, out, &imprint.VerifyOptions{NoSearch: true, LabelText: "本图由AI生成"})
	check(t, err)
	equal(t, report.Marks()[0].KeyID, keyID)
	want, err := c.MarkIDKeyed(markIDKey, producer, produceID)
	check(t, err)
	equal(t, report.Marks()[0].Payload, want)
	equal(t, report.Agreement(), imprint.AgreementAgree)
	label, err := c.FindLabelFile(background, out, &imprint.LabelFindOptions{Text: "本图由AI生成"})
	check(t, err)
	if !label.Found || label.Text != "本图由AI生成" || label.Plate.Min.X > 100 || label.Plate.Min.Y > 100 {
		t.Fatalf("%+v", label)
	}
	_, _, err = c.Mark(background, plain(t), producer, produceID, &imprint.MarkOptions{NoVisible: true})
	wantStatus(t, err, imprint.ErrInvalidArgument) // no waiver
	_, _, err = c.Mark(background, plain(t), producer, produceID, &imprint.MarkOptions{Text: "hello"})
	wantStatus(t, err, imprint.ErrLabelText)
	_, _, err = c.Mark(background, plain(t), producer, produceID, &imprint.MarkOptions{Strict: true})
	wantStatus(t, err, imprint.ErrProviderCode) // a name where the rules want a code
	bare := mark(t, c, plain(t), &imprint.MarkOptions{NoSourceType: true})
	if bytes.Contains(bare, []byte("DigitalSourceType")) {
		t.Fatal("a source type was written")
	}
}

func TestPicturesOfGoAreMarkedAsTheyAre(t *testing.T) {
	c := open(t, nil)
	picture := decode(t, plain(t))
	out, report, err := c.MarkImage(background, picture, producer, produceID, nil)
	check(t, err)
	equal(t, report.State(), imprint.StateGenerated)
	equal(t, decode(t, out).Bounds(), picture.Bounds())
	_, _, err = c.MarkImage(background, image.NewNRGBA(image.Rectangle{}), producer, produceID, nil)
	wantStatus(t, err, imprint.ErrInvalidArgument)
	_, _, err = c.MarkImage(background, nil, producer, produceID, nil)
	wantStatus(t, err, imprint.ErrInvalidArgument)
}

func TestAPictureThatIsDrawnAndEmbeddedInMemoryIsFinished(t *testing.T) {
	c := open(t, nil)
	picture := painted(520, 440)
	_, err := c.DrawLabel(background, picture, nil)
	check(t, err)
	id, err := imprint.MarkID(producer, produceID)
	check(t, err)
	_, err = c.EmbedWatermark(background, picture, id, nil)
	check(t, err)
	out, report, err := c.Finish(background, encodePNG(t, picture), producer, produceID, nil)
	check(t, err)
	equal(t, report.State(), imprint.StateGenerated)
	equal(t, len(out) > 0, true)
	_, _, err = c.Finish(background, encodePNG(t, painted(520, 440)), producer, produceID, nil)
	wantStatus(t, err, imprint.ErrReadBackFailed)
}

func TestPropagationAndTransplantation(t *testing.T) {
	c := open(t, nil)
	marked := mark(t, c, plain(t), nil)
	out, report, err := c.Propagate(background, marked, "ExamplePlatform", "77", nil)
	check(t, err)
	equal(t, report.State(), imprint.StateGenerated)
	if !bytes.Contains(out, []byte("ExamplePlatform")) {
		t.Fatal("the platform is not in the label")
	}
	out, report, err = c.Propagate(background, plain(t), "ExamplePlatform", "77", &imprint.PropagateOptions{NoSearch: true})
	check(t, err)
	equal(t, report.State(), imprint.StateNoneFound)
	equal(t, out == nil, true)
	seen, err := c.Verify(background, plain(t), &imprint.VerifyOptions{NoSearch: true, ExplicitLabel: "由豆包AI生成"})
	check(t, err)
	equal(t, seen.State(), imprint.StateSuspected)
	_, seen, err = c.Propagate(background, plain(t), "ExamplePlatform", "77", &imprint.PropagateOptions{NoSearch: true, ExplicitLabel: "由豆包AI生成"})
	check(t, err)
	equal(t, seen.State(), imprint.StateSuspected)
	_, err = c.Verify(background, plain(t), &imprint.VerifyOptions{ExplicitLabel: "AI\n生成"})
	wantStatus(t, err, imprint.ErrInvalidArgument)
	declared, report, err := c.Propagate(background, plain(t), "ExamplePlatform", "77", &imprint.PropagateOptions{Declared: true, NoWatermark: true})
	check(t, err)
	equal(t, report.State(), imprint.StatePossible)
	equal(t, len(declared) > 0, true)

	copied := encodePNG(t, decode(t, marked)) // metadata is gone
	back, report, err := c.Transplant(background, marked, copied, imprint.TransplantOptions{})
	check(t, err)
	equal(t, report.State(), imprint.StateGenerated)
	equal(t, len(back) > len(copied), true)
	_, _, err = c.Transplant(background, marked, plain(t), imprint.TransplantOptions{NoSearch: true})
	wantStatus(t, err, imprint.ErrOtherPicture)
}

func TestPathsAndStreamsGiveWhatBytesGive(t *testing.T) {
	c := open(t, nil)
	folder := t.TempDir()
	in, out, next := filepath.Join(folder, "图.png"), filepath.Join(folder, "out.png"), filepath.Join(folder, "next.png")
	check(t, imprint.WriteFile(in, plain(t), imprint.ExistingKeep))
	wantStatus(t, imprint.WriteFile(in, plain(t), imprint.ExistingKeep), imprint.ErrFileExists)
	_, err := c.MarkPath(background, in, out, imprint.ExistingKeep, producer, produceID, nil)
	check(t, err)
	want := mark(t, c, plain(t), nil)
	equal(t, bytes.Equal(read(t, out), want), true)
	content, err := c.ReadFile(background, out)
	check(t, err)
	equal(t, bytes.Equal(content, want), true)
	report, err := c.VerifyPath(background, out, &imprint.VerifyOptions{NoSearch: true})
	check(t, err)
	equal(t, report.State(), imprint.StateGenerated)
	_, err = c.PropagatePath(background, out, next, imprint.ExistingReplace, "ExamplePlatform", "77", nil)
	check(t, err)
	_, err = c.VerifyPath(background, filepath.Join(folder, "none"), nil)
	if !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	_, err = c.MarkPath(background, in, out, imprint.ExistingKeep, producer, produceID, nil)
	if !errors.Is(err, fs.ErrExist) {
		t.Fatal(err)
	}

	var written bytes.Buffer
	_, err = c.MarkStream(background, bytes.NewReader(plain(t)), &written, producer, produceID, nil)
	check(t, err)
	equal(t, bytes.Equal(written.Bytes(), want), true)
	file, err := os.Open(out)
	check(t, err)
	defer file.Close()
	report, err = c.VerifyStream(background, file, &imprint.VerifyOptions{NoSearch: true})
	check(t, err)
	equal(t, report.State(), imprint.StateGenerated)
	var passed bytes.Buffer
	_, err = c.PropagateStream(background, &written, &passed, "ExamplePlatform", "77", nil)
	check(t, err)
	equal(t, bytes.Equal(passed.Bytes(), read(t, next)), true)
	passed.Reset()
	_, err = c.PropagateStream(background, bytes.NewReader(plain(t)), &passed, "ExamplePlatform", "77", &imprint.PropagateOptions{NoSearch: true})
	check(t, err)
	equal(t, passed.Len(), 0)
}

type endless struct{ given int64 }

func (e *endless) Read(into []byte) (int, error) {
	e.given += int64(len(into))
	return len(into), nil
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestStreamsAreBounded(t *testing.T) {
	c := open(t, &imprint.ContextOptions{MaxFileBytes: 100000})
	var from endless
	_, err := c.VerifyStream(background, &from, nil)
	wantStatus(t, err, imprint.ErrLimitExceeded)
	if from.given > 300000 {
		t.Fatalf("%d bytes were read", from.given)
	}
	_, err = c.VerifyStream(background, broken{}, nil)
	wantStatus(t, err, imprint.ErrFileRead)
	if !errors.Is(err, io.ErrClosedPipe) {
		t.Fatal(err)
	}
	_, err = c.Verify(background, make([]byte, 100001), nil)
	wantStatus(t, err, imprint.ErrLimitExceeded)
}

func TestABatchTellsHowEachFileFared(t *testing.T) {
	c := open(t, &imprint.ContextOptions{Threads: 2})
	path := filepath.Join(t.TempDir(), "one.png")
	items := []imprint.BatchItem{
		{File: plain(t), Producer: producer, ProduceID: "1"},
		{File: []byte("no picture"), Producer: producer, ProduceID: "2"},
		{File: plain(t), OutPath: path, Producer: producer, ProduceID: "3"},
	}
	check(t, c.MarkBatch(background, items, nil, imprint.ExistingKeep))
	check(t, items[0].Err)
	wantStatus(t, items[1].Err, imprint.ErrUnsupportedFormat)
	check(t, items[2].Err)
	if items[0].Out == nil || items[1].Out != nil || items[1].Report != nil || items[2].Out != nil || items[2].Report.State() != imprint.StateGenerated {
		t.Fatal("outputs are not where they belong")
	}
	again := []imprint.BatchItem{{Path: path}, {File: items[0].Out}}
	check(t, c.VerifyBatch(background, again, &imprint.VerifyOptions{NoSearch: true}))
	for _, item := range again {
		check(t, item.Err)
		equal(t, item.Report.State(), imprint.StateGenerated)
	}
	passed := []imprint.BatchItem{{Path: path, Propagator: "ExamplePlatform", PropagateID: "1"}}
	check(t, c.PropagateBatch(background, passed, nil, imprint.ExistingKeep))
	check(t, passed[0].Err)
	equal(t, bytes.Contains(passed[0].Out, []byte("ExamplePlatform")), true)
	check(t, c.VerifyBatch(background, nil, nil))
}
