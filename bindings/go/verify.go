// Verifying, and what platforms do: propagation and transplantation.
package imprint

// #include "shim.h"
import "C"

import "context"

// VerifyOptions of Verify and its kin: see imprint_verify_options.
type VerifyOptions struct {
	Declared    bool // the uploader declares the content to be AI-generated
	NoWatermark bool // metadata only, no pixel is decoded
	NoSearch    bool // whole pictures only: faster
	TimeS       int64
	Producer    string // what the caller's records say of this picture; both or none
	ProduceID   string
	Manifest    []byte // a store that came beside the file
	NoTraces    bool
	LabelText   string
	LabelFont   []byte
	// ExplicitLabel has the words of a visible label of whatever program, as a reader of your own found them: another trace. Not for batches.
	ExplicitLabel string
}

func (s *scratch) verifyOptions(o *VerifyOptions) *C.imprint_verify_options {
	if o == nil {
		return nil
	}
	out := (*C.imprint_verify_options)(s.alloc(C.sizeof_imprint_verify_options))
	*out = C.imprint_verify_options{
		struct_size: C.sizeof_imprint_verify_options, declared: flag(o.Declared), no_watermark: flag(o.NoWatermark), no_search: flag(o.NoSearch),
		time_s: C.int64_t(o.TimeS), producer: s.text(o.Producer), produce_id: s.text(o.ProduceID), manifest: s.view(o.Manifest),
		no_traces: flag(o.NoTraces), label_text: s.text(o.LabelText), label_font: s.view(o.LabelFont),
		explicit_label: s.text(o.ExplicitLabel),
	}
	return out
}

// report runs a call that makes a report alone.
func (c *Context) report(ctx context.Context, run func(*C.imprint_context, **C.imprint_report, *C.imprint_error) C.imprint_status) (
	*Report, error) {
	_, report, err := c.make(ctx, &scratch{}, func(handle *C.imprint_context, made *answer, failure *C.imprint_error) C.imprint_status {
		return run(handle, &made.report, failure)
	})
	return report, err
}

// Verify gathers the evidence that a file carries and judges it. "Nothing found" is an answer, not an error.
func (c *Context) Verify(ctx context.Context, file []byte, options *VerifyOptions) (*Report, error) {
	var lent scratch
	defer lent.free()
	given := lent.verifyOptions(options)
	return c.report(ctx, func(handle *C.imprint_context, report **C.imprint_report, failure *C.imprint_error) C.imprint_status {
		return C.imprint_verify(handle, lend(file), given, report, failure)
	})
}

// PropagateOptions of Propagate and its kin: see imprint_propagate_options.
type PropagateOptions struct {
	Declared    bool
	NoWatermark bool
	NoSearch    bool
	Producer    string
	ProduceID   string
	SigningKey  string
	Signer      *Signer
	Manifest    *ManifestOptions
	NoTraces    bool
	Strict      bool
	LabelSigner *Signer
	// ExplicitLabel as in VerifyOptions.
	ExplicitLabel string
}

func (s *scratch) propagateOptions(o *PropagateOptions) *C.imprint_propagate_options {
	if o == nil {
		return nil
	}
	out := (*C.imprint_propagate_options)(s.alloc(C.sizeof_imprint_propagate_options))
	*out = C.imprint_propagate_options{
		struct_size: C.sizeof_imprint_propagate_options, declared: flag(o.Declared), no_watermark: flag(o.NoWatermark),
		no_search: flag(o.NoSearch), producer: s.text(o.Producer), produce_id: s.text(o.ProduceID), signing_key: s.text(o.SigningKey),
		signer: s.signer(o.Signer), manifest: s.manifestOptions(o.Manifest), no_traces: flag(o.NoTraces), strict: flag(o.Strict),
		label_signer: s.signer(o.LabelSigner), explicit_label: s.text(o.ExplicitLabel),
	}
	return out
}

// Propagate writes a platform's propagation elements. The file is nil when no case of Art. 6 applies; the report says which.
func (c *Context) Propagate(ctx context.Context, file []byte, propagator, propagateID string, options *PropagateOptions) (
	[]byte, *Report, error) {
	var lent scratch
	defer lent.free()
	who, id, given := lent.given(propagator), lent.given(propagateID), lent.propagateOptions(options)
	return c.make(ctx, &lent, func(handle *C.imprint_context, made *answer, failure *C.imprint_error) C.imprint_status {
		return C.imprint_propagate(handle, lend(file), who, id, given, &made.out, &made.report, failure)
	})
}

// TransplantOptions of Transplant: see imprint_transplant_options.
type TransplantOptions struct {
	NoSearch bool
	Vouched  bool // the caller knows that the two files are one picture
}

// Transplant carries the AIGC label of from to to, its re-encoded or resized copy.
func (c *Context) Transplant(ctx context.Context, from, to []byte, options TransplantOptions) ([]byte, *Report, error) {
	given := &C.imprint_transplant_options{struct_size: C.sizeof_imprint_transplant_options, no_search: flag(options.NoSearch),
		vouched: flag(options.Vouched)}
	return c.make(ctx, &scratch{}, func(handle *C.imprint_context, made *answer, failure *C.imprint_error) C.imprint_status {
		return C.imprint_transplant(handle, lend(from), lend(to), given, &made.out, &made.report, failure)
	})
}
