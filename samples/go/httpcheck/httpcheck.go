// Package httpcheck verifies what is uploaded to a net/http service before its own handler sees it: raw bodies and the files of forms,
// bounded in size, the verdict in the request's context and in a header of the answer.
package httpcheck

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"

	"imprint.example/imprint"
)

// Header of the answer that tells the verdict: "generated", of several files one for each, in their order.
const Header = "Imprint-State"

// Verdict is what was found of one file of a request.
type Verdict struct {
	Field    string // of the form; empty for a raw body
	FileName string
	Report   *imprint.Report
}

// Check is the middleware. The zero value of each option is a usable default.
type Check struct {
	Context  *imprint.Context
	Options  *imprint.VerifyOptions
	MaxBytes int64 // of a whole request; 0 = 32 MiB
	MaxFiles int   // of one form; 0 = 16
	// Refuse says whether a file is refused for what was found; nil = none is. A file that cannot be read always is.
	Refuse func(Verdict) bool
}

type verdictsKey struct{}

// Verdicts are those of a request that came through Handler.
func Verdicts(r *http.Request) []Verdict {
	verdicts, _ := r.Context().Value(verdictsKey{}).([]Verdict)
	return verdicts
}

// Handler verifies the uploads of POST, PUT and PATCH and gives the request on to next, its body unread. What it refuses it answers
// itself: 422 for a file that is no picture or that Refuse refuses, 413 for too much, 400 for a body that cannot be read, 503 when
// the request's time is over.
func (c Check) Handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost && r.Method != http.MethodPut && r.Method != http.MethodPatch {
			next.ServeHTTP(w, r)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, c.maxBytes()))
		if err != nil {
			http.Error(w, "the body could not be read", statusOf(err))
			return
		}
		verdicts, err := c.verify(r, body)
		if err != nil {
			http.Error(w, err.Error(), statusOf(err))
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		for _, verdict := range verdicts {
			w.Header().Add(Header, verdict.Report.State().String())
			if c.Refuse != nil && c.Refuse(verdict) {
				http.Error(w, "the file is refused: "+verdict.Report.State().String(), http.StatusUnprocessableEntity)
				return
			}
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), verdictsKey{}, verdicts)))
	})
}

func (c Check) maxBytes() int64 {
	if c.MaxBytes > 0 {
		return c.MaxBytes
	}
	return 32 << 20
}

func (c Check) maxFiles() int {
	if c.MaxFiles > 0 {
		return c.MaxFiles
	}
	return 16
}

var errTooManyFiles = errors.New("too many files in one form")

func (c Check) verify(r *http.Request, body []byte) ([]Verdict, error) {
	kind, parameters, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if !strings.HasPrefix(kind, "multipart/") {
		report, err := c.Context.Verify(r.Context(), body, c.Options)
		return []Verdict{{Report: report}}, err
	}
	return c.verifyForm(r.Context(), body, parameters["boundary"])
}

func statusOf(err error) int {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge), errors.Is(err, errTooManyFiles), errors.Is(err, imprint.ErrLimitExceeded):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, imprint.ErrCancelled):
		return http.StatusServiceUnavailable
	case errors.Is(err, imprint.ErrInternal), errors.Is(err, imprint.ErrOutOfMemory), errors.Is(err, imprint.ErrInvalidArgument):
		return http.StatusInternalServerError
	case imprint.StatusOf(err) != 0:
		return http.StatusUnprocessableEntity
	}
	return http.StatusBadRequest
}
