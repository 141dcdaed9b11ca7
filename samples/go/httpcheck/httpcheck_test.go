package httpcheck

import (
	"bytes"
	"context"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imprint.example/imprint"
)

type service struct {
	*httptest.Server
	marked, plain []byte
	seen          []Verdict
	body          []byte
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func start(t *testing.T, options Check) *service {
	t.Helper()
	root := os.Getenv("IMPRINT_ROOT")
	if root == "" {
		root = "../../.."
	}
	plain, err := os.ReadFile(filepath.Join(root, "conformance/vectors/watermark-v1/unmarked_portrait.png"))
	check(t, err)
	c, err := imprint.NewContext(nil)
	check(t, err)
	marked, _, err := c.Mark(context.Background(), plain, "ExampleStudio", "1", nil)
	check(t, err)
	s := &service{marked: marked, plain: plain}
	options.Context, options.Options = c, &imprint.VerifyOptions{NoSearch: true}
	s.Server = httptest.NewServer(options.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.seen = Verdicts(r)
		s.body, _ = io.ReadAll(r.Body)
	})))
	t.Cleanup(func() { s.Close(); c.Close() })
	return s
}

func (s *service) post(t *testing.T, kind string, body []byte) *http.Response {
	t.Helper()
	answer, err := http.Post(s.URL, kind, bytes.NewReader(body))
	check(t, err)
	answer.Body.Close()
	return answer
}

func form(t *testing.T, files ...[]byte) (string, []byte) {
	t.Helper()
	var out bytes.Buffer
	writer := multipart.NewWriter(&out)
	check(t, writer.WriteField("title", "holiday"))
	for _, file := range files {
		part, err := writer.CreateFormFile("picture", "a.png")
		check(t, err)
		_, err = part.Write(file)
		check(t, err)
	}
	check(t, writer.Close())
	return writer.FormDataContentType(), out.Bytes()
}

func TestARawBodyIsVerifiedAndHandedOn(t *testing.T) {
	s := start(t, Check{})
	answer := s.post(t, "image/png", s.marked)
	if answer.StatusCode != 200 || answer.Header.Get(Header) != "generated" || !bytes.Equal(s.body, s.marked) {
		t.Fatal(answer.Status, answer.Header)
	}
	if len(s.seen) != 1 || s.seen[0].Report.State() != imprint.StateGenerated {
		t.Fatalf("%+v", s.seen)
	}
	if answer = s.post(t, "image/png", s.plain); answer.Header.Get(Header) != "none_found" {
		t.Fatal(answer.Header)
	}
}

func TestEachFileOfAFormIsVerified(t *testing.T) {
	s := start(t, Check{MaxFiles: 2})
	kind, body := form(t, s.marked, s.plain)
	answer := s.post(t, kind, body)
	if states := strings.Join(answer.Header.Values(Header), " "); answer.StatusCode != 200 || states != "generated none_found" {
		t.Fatal(answer.Status, states)
	}
	if len(s.seen) != 2 || s.seen[0].Field != "picture" || s.seen[0].FileName != "a.png" || !bytes.Equal(s.body, body) {
		t.Fatalf("%+v", s.seen)
	}
	kind, body = form(t, s.plain, s.plain, s.plain)
	if answer = s.post(t, kind, body); answer.StatusCode != http.StatusRequestEntityTooLarge {
		t.Fatal(answer.Status)
	}
	if answer = s.post(t, kind, body[:len(body)/2]); answer.StatusCode != http.StatusBadRequest {
		t.Fatal(answer.Status)
	}
}

func TestWhatIsNoPictureOrIsRefusedGets422AndNeverReachesTheHandler(t *testing.T) {
	s := start(t, Check{Refuse: func(v Verdict) bool { return v.Report.State() == imprint.StateGenerated }})
	for name, body := range map[string][]byte{"text": []byte("no picture"), "stump": s.plain[:100], "refused": s.marked, "empty": nil} {
		s.body = nil
		if answer := s.post(t, "image/png", body); answer.StatusCode != http.StatusUnprocessableEntity || s.body != nil {
			t.Error(name, answer.Status)
		}
	}
	if answer := s.post(t, "image/png", s.plain); answer.StatusCode != 200 {
		t.Fatal(answer.Status)
	}
}

func TestTooMuchIsRefusedUnread(t *testing.T) {
	s := start(t, Check{MaxBytes: 1000})
	if answer := s.post(t, "image/png", s.plain); answer.StatusCode != http.StatusRequestEntityTooLarge {
		t.Fatal(answer.Status)
	}
	answer, err := http.Get(s.URL) // nothing is uploaded
	check(t, err)
	answer.Body.Close()
	if answer.StatusCode != 200 || answer.Header.Get(Header) != "" {
		t.Fatal(answer.Status)
	}
}
