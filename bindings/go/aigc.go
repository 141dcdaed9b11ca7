// The AIGC metadata label alone, and the signed manifest alone.
package imprint

// #include "shim.h"
import "C"

import "context"

// AIGCLabel is the seven strings of GB 45438-2025 Annex E, and who signs them: see imprint_aigc_label. Empty counts as absent.
type AIGCLabel struct {
	Label                string // "1" is, "2" possibly, "3" suspected AI-generated
	ContentProducer      string
	ProduceID            string
	ReservedCode1        string
	ContentPropagator    string // empty together with PropagateID: the producer is the propagator
	PropagateID          string
	ReservedCode2        string
	SigningKey           string
	PropagatorSigningKey string
	Signer               *Signer
	PropagatorSigner     *Signer
	Replacement          string
	LogPath              string
	MarkIDKeyID          string
	Strict               bool
}

func (s *scratch) aigcLabel(l AIGCLabel) *C.imprint_aigc_label {
	out := (*C.imprint_aigc_label)(s.alloc(C.sizeof_imprint_aigc_label))
	*out = C.imprint_aigc_label{
		struct_size: C.sizeof_imprint_aigc_label, strict: flag(l.Strict), label: s.text(l.Label), content_producer: s.text(l.ContentProducer),
		produce_id: s.text(l.ProduceID), reserved_code1: s.text(l.ReservedCode1), content_propagator: s.text(l.ContentPropagator),
		propagate_id: s.text(l.PropagateID), reserved_code2: s.text(l.ReservedCode2), signing_key: s.text(l.SigningKey),
		propagator_signing_key: s.text(l.PropagatorSigningKey), replacement: s.text(l.Replacement), log_path: s.text(l.LogPath),
		signer: s.signer(l.Signer), propagator_signer: s.signer(l.PropagatorSigner), mark_id_key_id: s.text(l.MarkIDKeyID),
	}
	return out
}

// LintOptions of LintAIGC and CompareAIGC.
type LintOptions struct {
	Strict bool // warnings count like errors
	TimeS  int64
}

func lintOptions(o LintOptions) *C.imprint_lint_options {
	return &C.imprint_lint_options{struct_size: C.sizeof_imprint_lint_options, strict: flag(o.Strict), time_s: C.int64_t(o.TimeS)}
}

// ReadAIGC reads every AIGC label of a file, in whatever carrier and shape, into the member "aigc" of the report's JSON.
func (c *Context) ReadAIGC(ctx context.Context, file []byte) (*Report, error) {
	return c.report(ctx, func(handle *C.imprint_context, report **C.imprint_report, failure *C.imprint_error) C.imprint_status {
		return C.imprint_aigc_read(handle, lend(file), report, failure)
	})
}

// WriteAIGC writes the label as the one label of the file. Pixels are not decoded.
func (c *Context) WriteAIGC(ctx context.Context, file []byte, label AIGCLabel) ([]byte, *Report, error) {
	var lent scratch
	defer lent.free()
	given := lent.aigcLabel(label)
	return c.make(ctx, &lent, func(handle *C.imprint_context, made *answer, failure *C.imprint_error) C.imprint_status {
		return C.imprint_aigc_write(handle, lend(file), given, &made.out, &made.report, failure)
	})
}

// LintAIGC holds the label of a file against the rules of spec/lint-rules.md.
func (c *Context) LintAIGC(ctx context.Context, file []byte, options LintOptions) (*Report, error) {
	return c.report(ctx, func(handle *C.imprint_context, report **C.imprint_report, failure *C.imprint_error) C.imprint_status {
		return C.imprint_aigc_lint(handle, lend(file), lintOptions(options), report, failure)
	})
}

// CompareAIGC tells what a pipeline lost or rewrote between before and after.
func (c *Context) CompareAIGC(ctx context.Context, before, after []byte, options LintOptions) (*Report, error) {
	return c.report(ctx, func(handle *C.imprint_context, report **C.imprint_report, failure *C.imprint_error) C.imprint_status {
		return C.imprint_aigc_compare(handle, lend(before), lend(after), lintOptions(options), report, failure)
	})
}

// ProviderCode is the provider code of an organisation, from its unified social credit code and five characters of service code; an
// empty service is 00000, unused.
func ProviderCode(uscc, service string) (string, error) {
	if errABI != nil {
		return "", errABI
	}
	var lent scratch
	defer lent.free()
	var code [ProviderCodeChars + 1]C.char
	var failure C.imprint_error
	err := failed(C.imprint_provider_code(lent.given(uscc), lent.text(service), &code[0], &failure), &failure)
	return C.GoString(&code[0]), err
}

// ManifestOptions of SignManifest, and of the manifest that marking and propagating write: see imprint_manifest_options.
type ManifestOptions struct {
	Sidecar         bool // SignManifest gives the store for a side file (.c2pa)
	NoAIGC          bool
	MarkID          *uint64 // is in the pixels: becomes the soft binding
	TimeS           int64
	SourceType      string
	Software        string
	SoftwareVersion string
	Title           string
	Notice          string
	Thumbnail       bool
	ThumbnailPx     uint32
	MarkIDKeyID     string
}

func (s *scratch) manifestOptions(o *ManifestOptions) *C.imprint_manifest_options {
	if o == nil {
		return nil
	}
	out := (*C.imprint_manifest_options)(s.alloc(C.sizeof_imprint_manifest_options))
	*out = C.imprint_manifest_options{
		struct_size: C.sizeof_imprint_manifest_options, sidecar: flag(o.Sidecar), no_aigc: flag(o.NoAIGC), has_mark_id: flag(o.MarkID != nil),
		time_s: C.int64_t(o.TimeS), source_type: s.text(o.SourceType), software: s.text(o.Software), software_version: s.text(o.SoftwareVersion),
		title: s.text(o.Title), notice: s.text(o.Notice), thumbnail: flag(o.Thumbnail), thumbnail_px: C.uint32_t(o.ThumbnailPx),
		mark_id_key_id: s.text(o.MarkIDKeyID),
	}
	if o.MarkID != nil {
		out.mark_id = C.uint64_t(*o.MarkID)
	}
	return out
}

// SignManifest signs a finished file: nothing may touch it afterwards. With options.Sidecar it gives the store alone.
func (c *Context) SignManifest(ctx context.Context, file []byte, signer *Signer, options *ManifestOptions) ([]byte, error) {
	if signer == nil {
		return nil, refused("a manifest needs a signer")
	}
	var lent scratch
	defer lent.free()
	who, given := lent.signer(signer), lent.manifestOptions(options)
	out, _, err := c.make(ctx, &lent, func(handle *C.imprint_context, made *answer, failure *C.imprint_error) C.imprint_status {
		return C.imprint_manifest_sign(handle, lend(file), who, given, &made.out, failure)
	})
	return out, err
}

// ReadManifest gives the manifest store of a file; nil when it has none.
func (c *Context) ReadManifest(ctx context.Context, file []byte) ([]byte, error) {
	out, _, err := c.make(ctx, &scratch{}, func(handle *C.imprint_context, made *answer, failure *C.imprint_error) C.imprint_status {
		return C.imprint_manifest_read(handle, lend(file), &made.out, failure)
	})
	return out, err
}

// VerifyManifest validates the manifest of a file, or the store that came beside it if manifest is not empty. timeS: seconds since 1970
// at which certificates have to be valid, 0 = the system's clock.
func (c *Context) VerifyManifest(ctx context.Context, file, manifest []byte, timeS int64) (*Report, error) {
	return c.report(ctx, func(handle *C.imprint_context, report **C.imprint_report, failure *C.imprint_error) C.imprint_status {
		return C.imprint_manifest_verify(handle, lend(file), lend(manifest), C.int64_t(timeS), report, failure)
	})
}
