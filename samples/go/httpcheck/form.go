package httpcheck

import (
	"bytes"
	"context"
	"io"
	"mime/multipart"
)

// verifyForm verifies each part that is a file; plain fields are the handler's.
func (c Check) verifyForm(ctx context.Context, body []byte, boundary string) ([]Verdict, error) {
	var verdicts []Verdict
	parts := multipart.NewReader(bytes.NewReader(body), boundary)
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			return verdicts, nil
		}
		if err != nil {
			return nil, err
		}
		if part.FileName() == "" {
			continue
		}
		if len(verdicts) == c.maxFiles() {
			return nil, errTooManyFiles
		}
		verdict, err := c.verifyPart(ctx, part)
		if err != nil {
			return nil, err
		}
		verdicts = append(verdicts, verdict)
	}
}

func (c Check) verifyPart(ctx context.Context, part *multipart.Part) (Verdict, error) {
	content, err := io.ReadAll(part)
	if err != nil {
		return Verdict{}, err
	}
	report, err := c.Context.Verify(ctx, content, c.Options)
	return Verdict{Field: part.FormName(), FileName: part.FileName(), Report: report}, err
}
