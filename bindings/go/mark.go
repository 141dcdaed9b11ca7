// Marking: every layer, in the lawful order.
package imprint

// #include "shim.h"
import "C"

import (
	"context"
	"image"
)

// MarkOptions of Mark and its kin. Zero in a field is its default, an empty string "not given": see imprint_mark_options.
type MarkOptions struct {
	Corner          Corner
	Text            string // words of the visible label
	HeightPercent   float64
	NoVisible       bool // needs Waiver
	NoWatermark     bool
	Waiver          string
	KeyID           string
	Strength        float64
	MinPSNRdB       float64
	SourceType      string
	NoSourceType    bool // writes no IPTC DigitalSourceType; SourceType is empty then
	AISystem        string
	AISystemVersion string
	Style           LabelStyle
	Form            LabelForm
	Font            []byte
	Logo            []byte
	LogPath         string
	SigningKey      string
	Signer          *Signer
	Manifest        *ManifestOptions
	Replacement     string
	Strict          bool
	LeastRobustness Robustness
	LabelSigner     *Signer
	ConvertTo       PictureFormat
	Quality         uint32
	MarkIDKeyID     string
	AudiblePlace    AudiblePlace // of the audible label, in sound

	AudibleClip      []byte    // a sound file in which a voice says the label: it stands before the rhythm
	AudibleClipAlone bool      // the voice without the rhythm
	AudibleAtS       []float64 // seconds before which the audible label goes, in place of AudiblePlace
}

func (s *scratch) markOptions(o *MarkOptions) *C.imprint_mark_options {
	if o == nil {
		return nil
	}
	sourceType := s.text(o.SourceType)
	if o.NoSourceType {
		sourceType = s.given("")
	}
	out := (*C.imprint_mark_options)(s.alloc(C.sizeof_imprint_mark_options))
	*out = C.imprint_mark_options{
		struct_size: C.sizeof_imprint_mark_options, corner: C.imprint_corner(o.Corner), text: s.text(o.Text),
		height_percent: C.double(o.HeightPercent), no_visible: flag(o.NoVisible), no_watermark: flag(o.NoWatermark), waiver: s.text(o.Waiver),
		key_id: s.text(o.KeyID), strength: C.double(o.Strength), min_psnr_db: C.double(o.MinPSNRdB), source_type: sourceType,
		ai_system: s.text(o.AISystem), ai_system_version: s.text(o.AISystemVersion), style: C.imprint_label_style(o.Style),
		form: C.imprint_label_form(o.Form), font: s.view(o.Font), logo: s.view(o.Logo), log_path: s.text(o.LogPath),
		signing_key: s.text(o.SigningKey), signer: s.signer(o.Signer), manifest: s.manifestOptions(o.Manifest),
		replacement: s.text(o.Replacement), strict: flag(o.Strict), least_robustness: C.imprint_robustness(o.LeastRobustness),
		label_signer: s.signer(o.LabelSigner), convert_to: C.imprint_picture_format(o.ConvertTo), quality: C.uint32_t(o.Quality),
		mark_id_key_id: s.text(o.MarkIDKeyID), audible_place: C.imprint_audible_place(o.AudiblePlace),
		audible_clip: s.view(o.AudibleClip), audible_clip_alone: flag(o.AudibleClipAlone), audible_at_s: s.numbers(o.AudibleAtS),
	}
	return out
}

// answer is what calls that make a file hand out.
type answer struct {
	out    C.imprint_bytes
	report *C.imprint_report
}

// make runs a call that makes a file and a report.
func (c *Context) make(ctx context.Context, lent *scratch, run func(*C.imprint_context, *answer, *C.imprint_error) C.imprint_status) (
	[]byte, *Report, error) {
	made := &answer{}
	err := c.call(ctx, func(handle *C.imprint_context, failure *C.imprint_error) C.imprint_status {
		return run(handle, made, failure)
	})
	file, report := take(&made.out), takeReport(made.report)
	if err != nil {
		return nil, nil, lent.explain(err)
	}
	return file, report, nil
}

// Mark labels a generated picture: visible label, watermark, encoding, AIGC metadata, and the signed manifest if there is a Signer. The
// output is read back before it is handed over.
func (c *Context) Mark(ctx context.Context, file []byte, producer, produceID string, options *MarkOptions) ([]byte, *Report, error) {
	var lent scratch
	defer lent.free()
	who, id, given := lent.given(producer), lent.given(produceID), lent.markOptions(options)
	return c.make(ctx, &lent, func(handle *C.imprint_context, made *answer, failure *C.imprint_error) C.imprint_status {
		return C.imprint_mark(handle, lend(file), who, id, given, &made.out, &made.report, failure)
	})
}

// MarkImage is Mark on pixels: a PNG, or what options.ConvertTo says. Any image.Image; *Pixels for other layouts.
func (c *Context) MarkImage(ctx context.Context, picture image.Image, producer, produceID string, options *MarkOptions) (
	[]byte, *Report, error) {
	pixels, err := readable(picture)
	if err != nil {
		return nil, nil, err
	}
	var lent scratch
	defer lent.free()
	who, id, given := lent.given(producer), lent.given(produceID), lent.markOptions(options)
	return c.make(ctx, &lent, func(handle *C.imprint_context, made *answer, failure *C.imprint_error) C.imprint_status {
		return C.imprint_go_mark_image(handle, pixels.data(), pixels.shape(), who, id, given, &made.out, &made.report, failure)
	})
}

// Finish is the rest of Mark for a program that drew the label (DrawLabel), embedded the watermark (EmbedWatermark) and encoded by itself.
func (c *Context) Finish(ctx context.Context, file []byte, producer, produceID string, options *MarkOptions) ([]byte, *Report, error) {
	var lent scratch
	defer lent.free()
	who, id, given := lent.given(producer), lent.given(produceID), lent.markOptions(options)
	return c.make(ctx, &lent, func(handle *C.imprint_context, made *answer, failure *C.imprint_error) C.imprint_status {
		return C.imprint_finish(handle, lend(file), who, id, given, &made.out, &made.report, failure)
	})
}

// MarkID is the 64 bits that tie watermark and AIGC label together (spec/mark-id.md).
func MarkID(producer, produceID string) (uint64, error) {
	if errABI != nil {
		return 0, errABI
	}
	var lent scratch
	defer lent.free()
	var out C.uint64_t
	var failure C.imprint_error
	err := failed(C.imprint_mark_id(lent.given(producer), lent.given(produceID), &out, &failure), &failure)
	return uint64(out), err
}

// MarkIDKeyed is MarkID of version 2, under a key of AddMarkIDKey.
func (c *Context) MarkIDKeyed(keyID, producer, produceID string) (uint64, error) {
	var lent scratch
	defer lent.free()
	key, who, id := lent.given(keyID), lent.given(producer), lent.given(produceID)
	var out C.uint64_t
	err := c.call(context.Background(), func(handle *C.imprint_context, failure *C.imprint_error) C.imprint_status {
		return C.imprint_mark_id_keyed(handle, key, who, id, &out, failure)
	})
	return uint64(out), err
}
