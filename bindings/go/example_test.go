package imprint_test

// The code of README.md: TestReadme holds each of its blocks against this file and samples/go/hello.

import (
	"context"
	"errors"
	"fmt"
	"image"
	"log"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"imprint.example/imprint"
)

func readmeLayers(ctx context.Context, c *imprint.Context, picture *image.NRGBA, file []byte) error {
	id, err := imprint.MarkID("ExampleStudio", "2026-000123")
	if err != nil {
		return err
	}
	if _, err = c.DrawLabel(ctx, picture, &imprint.LabelOptions{Corner: imprint.CornerLowerLeft}); err != nil {
		return err
	}
	if _, err = c.EmbedWatermark(ctx, picture, id, nil); err != nil {
		return err
	}
	found, err := c.DetectWatermark(ctx, picture, imprint.DetectOptions{})
	if err != nil {
		return err
	}
	fmt.Printf("%v %016x p=%.1e\n", found.Found, found.Payload, found.PValue)
	lint, err := c.LintAIGC(ctx, file, imprint.LintOptions{})
	if err != nil {
		return err
	}
	fmt.Println(lint.LintStatus(), lint.FindingCount(imprint.SeverityError))
	return nil
}

func readmeSound(ctx context.Context, c *imprint.Context, microphone func() []float32) error {
	stereo := imprint.AudioFormat{RateHz: 48000, Channels: 2}
	embedder, err := imprint.NewAudioEmbedder[float32](ctx, c, stereo, 0x0123456789abcdef, nil)
	if err != nil {
		return err
	}
	defer embedder.Close()
	detector, err := imprint.NewAudioDetector[float32](ctx, c, stereo, imprint.DetectOptions{})
	if err != nil {
		return err
	}
	defer detector.Close()
	for samples := microphone(); samples != nil; samples = microphone() {
		marked, err := embedder.Process(samples) // at most 30 ms behind; Flush gives the rest
		if err != nil {
			return err
		}
		if _, err = detector.Process(marked); err != nil {
			return err
		}
	}
	found, err := detector.Finish()
	if err != nil {
		return err
	}
	fmt.Printf("%v %016x\n", found.Found, found.Payload)
	label, err := imprint.MakeAudibleLabel[int16](ctx, c, stereo, -20)
	if err != nil {
		return err
	}
	heard, err := imprint.FindAudibleLabel(ctx, c, stereo, label)
	if err != nil {
		return err
	}
	fmt.Println(heard.Found, heard.ToneHz)
	return nil
}

func readmePlatform(ctx context.Context, c *imprint.Context, upload []byte) ([]byte, error) {
	out, report, err := c.Propagate(ctx, upload, "ExamplePlatform", "post-4711", &imprint.PropagateOptions{Declared: false})
	if err != nil {
		return nil, err
	}
	if out == nil { // no case of Art. 6: the file stays as it is
		log.Print("nothing to write: ", report.State())
		return upload, nil
	}
	return out, nil
}

func readmeErrors(ctx context.Context, c *imprint.Context, file []byte) int {
	_, err := c.Verify(ctx, file, nil)
	switch {
	case err == nil:
		return http.StatusOK
	case errors.Is(err, imprint.ErrLimitExceeded):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, imprint.ErrUnsupportedFormat), errors.Is(err, imprint.ErrMalformed), errors.Is(err, imprint.ErrTruncated):
		return http.StatusUnsupportedMediaType
	case errors.Is(err, context.DeadlineExceeded):
		return http.StatusServiceUnavailable
	}
	log.Print(err) // "imprint: the file ends too early (IMPRINT_ERR_TRUNCATED)"
	return http.StatusInternalServerError
}

type keyService interface {
	Sign(keyName string, message []byte) ([]byte, error)
}

func readmeSigner(ctx context.Context, c *imprint.Context, kms keyService, chain string, file []byte) ([]byte, error) {
	signer := &imprint.Signer{
		Certificates: chain,
		Algorithm:    "ES256",
		Sign:         func(request []byte) ([]byte, error) { return kms.Sign("labels", request) },
	}
	out, _, err := c.Mark(ctx, file, "ExampleStudio", "2026-000123", &imprint.MarkOptions{Signer: signer})
	return out, err
}

func readmeCancel(c *imprint.Context, file []byte) (*imprint.Report, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	ctx = imprint.WithProgress(ctx, func(done float64) error {
		fmt.Printf("\r%3.0f %%", 100*done)
		return nil
	})
	return c.Verify(ctx, file, nil)
}

func readmeBatch(ctx context.Context, c *imprint.Context, paths []string) error {
	items := make([]imprint.BatchItem, len(paths))
	for i, path := range paths {
		items[i] = imprint.BatchItem{Path: path}
	}
	if err := c.VerifyBatch(ctx, items, nil); err != nil {
		return err
	}
	for _, item := range items {
		fmt.Println(item.Path, item.Report.State(), item.Err)
	}
	return nil
}

type localKey struct{ identity identity }

func (k localKey) Sign(_ string, message []byte) ([]byte, error) {
	signer, err := imprint.NewSigner(k.identity.certificate, k.identity.key, "ES256")
	if err != nil {
		return nil, err
	}
	return signer.Sign(message)
}

func TestTheCodeOfTheReadmeRuns(t *testing.T) {
	c := open(t, nil)
	file := mark(t, c, plain(t), nil)
	check(t, readmeLayers(background, c, painted(640, 480), file))
	pieces := 0
	check(t, readmeSound(background, c, func() []float32 {
		if pieces++; pieces > 10 {
			return nil
		}
		return drawn(1, 2)
	}))
	out, err := readmePlatform(background, c, file)
	check(t, err)
	equal(t, out != nil, true)
	equal(t, readmeErrors(background, c, file), http.StatusOK)
	equal(t, readmeErrors(background, c, file[:100]), http.StatusUnsupportedMediaType)
	me := newIdentity(t)
	_, err = readmeSigner(background, c, localKey{me}, me.certificate, plain(t))
	check(t, err)
	report, err := readmeCancel(c, file)
	check(t, err)
	equal(t, report.State(), imprint.StateGenerated)
	path := t.TempDir() + "/one.png"
	check(t, imprint.WriteFile(path, file, imprint.ExistingKeep))
	check(t, readmeBatch(background, c, []string{path}))
}

// lines are the lines of code without what stands left and right of them.
func lines(text string) string {
	var out []string
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

func TestTheCodeOfTheReadmeIsTheCodeThatRuns(t *testing.T) {
	sources := lines(string(read(t, "example_test.go")))
	if hello, err := os.ReadFile(root(t) + "/samples/go/hello/main.go"); err == nil {
		sources += lines(string(hello))
	} else {
		t.Skip("not in the repository")
	}
	blocks := strings.Split(string(read(t, "README.md")), "```go\n")[1:]
	equal(t, len(blocks) >= 6, true)
	for _, block := range blocks {
		if code := lines(strings.SplitN(block, "```", 2)[0]); !strings.Contains(sources, code) {
			t.Errorf("no program has these lines:\n%s", code)
		}
	}
}
