// The visible label alone.
package imprint

// #include "shim.h"
import "C"

import (
	"context"
	"image"
)

// LabelOptions of DrawLabel: see imprint_label_options.
type LabelOptions struct {
	Corner        Corner
	Text          string
	HeightPercent float64
	Orientation   uint32 // EXIF orientation of the pixels; of a file its own
	Style         LabelStyle
	Form          LabelForm
	Font          []byte
	Logo          []byte

	AudiblePlace     AudiblePlace // this and what follows: of DrawLabelFile on sound, as in MarkOptions
	AudibleClip      []byte
	AudibleClipAlone bool
	AudibleAtS       []float64
}

// LabelPlacement says where the label landed, in the picture as a viewer shows it.
type LabelPlacement struct {
	Plate            image.Rectangle
	InkHeightPx      uint32
	InkHeightPercent float64
	Raised           bool
	ManifestBroken   bool
	StartS, EndS     float64 // of sound: the first label
	LabelLUFS        float64 // of sound
}

// LabelFindOptions of FindLabel: see imprint_label_find_options.
type LabelFindOptions struct {
	Orientation uint32
	Text        string
	Font        []byte
}

// LabelFound is the answer of a search for a visible label.
type LabelFound struct {
	Found            bool
	Legibility       Legibility
	Plate            image.Rectangle
	InkHeightPx      uint32
	InkHeightPercent float64
	Contrast         float64
	Score            float64
	Text             string

	Sound                    bool // the file is sound; what follows is of its label, if found
	StartS, EndS, UnitS      float64
	LabelLUFS, ProgrammeLUFS float64
	AudiblePlace             AudiblePlace
}

func (s *scratch) labelOptions(o *LabelOptions) *C.imprint_label_options {
	if o == nil {
		return nil
	}
	out := (*C.imprint_label_options)(s.alloc(C.sizeof_imprint_label_options))
	*out = C.imprint_label_options{struct_size: C.sizeof_imprint_label_options, corner: C.imprint_corner(o.Corner), text: s.text(o.Text),
		height_percent: C.double(o.HeightPercent), orientation: C.uint32_t(o.Orientation), style: C.imprint_label_style(o.Style),
		form: C.imprint_label_form(o.Form), font: s.view(o.Font), logo: s.view(o.Logo),
		audible_place: C.imprint_audible_place(o.AudiblePlace), audible_clip: s.view(o.AudibleClip),
		audible_clip_alone: flag(o.AudibleClipAlone), audible_at_s: s.numbers(o.AudibleAtS)}
	return out
}

func (s *scratch) labelFindOptions(o *LabelFindOptions) *C.imprint_label_find_options {
	if o == nil {
		return nil
	}
	out := (*C.imprint_label_find_options)(s.alloc(C.sizeof_imprint_label_find_options))
	*out = C.imprint_label_find_options{struct_size: C.sizeof_imprint_label_find_options, orientation: C.uint32_t(o.Orientation),
		text: s.text(o.Text), font: s.view(o.Font)}
	return out
}

func placementOf(p *C.imprint_label_placement) *LabelPlacement {
	return &LabelPlacement{Plate: box(p.x_px, p.y_px, p.width_px, p.height_px), InkHeightPx: uint32(p.ink_height_px),
		InkHeightPercent: float64(p.ink_height_percent), Raised: p.raised != 0, ManifestBroken: p.manifest_broken != 0,
		StartS: float64(p.start_s), EndS: float64(p.end_s), LabelLUFS: float64(p.label_lufs)}
}

func foundOf(f *C.imprint_label_found) LabelFound {
	return LabelFound{Found: f.found != 0, Legibility: Legibility(f.legibility), Plate: box(f.x_px, f.y_px, f.width_px, f.height_px),
		InkHeightPx: uint32(f.ink_height_px), InkHeightPercent: float64(f.ink_height_percent), Contrast: float64(f.contrast),
		Score: float64(f.score), Text: C.GoString(&f.text[0]),
		Sound: f.sound != 0, StartS: float64(f.start_s), EndS: float64(f.end_s), UnitS: float64(f.unit_s),
		LabelLUFS: float64(f.label_lufs), ProgrammeLUFS: float64(f.programme_lufs), AudiblePlace: AudiblePlace(f.audible_place)}
}

// DrawLabel draws the visible label into the picture, in place, and reads it there. Pictures as for EmbedWatermark.
func (c *Context) DrawLabel(ctx context.Context, picture image.Image, options *LabelOptions) (*LabelPlacement, error) {
	pixels, back, err := writable(picture)
	if err != nil {
		return nil, err
	}
	var lent scratch
	defer lent.free()
	given := lent.labelOptions(options)
	placement := &C.imprint_label_placement{struct_size: C.sizeof_imprint_label_placement}
	err = c.call(ctx, func(handle *C.imprint_context, failure *C.imprint_error) C.imprint_status {
		return C.imprint_go_label_draw(handle, pixels.data(), pixels.shape(), given, placement, failure)
	})
	if err != nil {
		return nil, err
	}
	back()
	return placementOf(placement), nil
}

// DrawLabelFile is the same on a file; an animation gets the label on every frame.
func (c *Context) DrawLabelFile(ctx context.Context, file []byte, options *LabelOptions) ([]byte, *LabelPlacement, error) {
	var lent scratch
	defer lent.free()
	given := lent.labelOptions(options)
	placement := &C.imprint_label_placement{struct_size: C.sizeof_imprint_label_placement}
	out, _, err := c.make(ctx, &lent, func(handle *C.imprint_context, made *answer, failure *C.imprint_error) C.imprint_status {
		return C.imprint_label_draw_file(handle, lend(file), given, &made.out, placement, failure)
	})
	if err != nil {
		return nil, nil, err
	}
	return out, placementOf(placement), nil
}

// FindLabel looks for a label that the library drew.
func (c *Context) FindLabel(ctx context.Context, picture image.Image, options *LabelFindOptions) (LabelFound, error) {
	pixels, err := readable(picture)
	if err != nil {
		return LabelFound{}, err
	}
	var lent scratch
	defer lent.free()
	given := lent.labelFindOptions(options)
	result := &C.imprint_label_found{struct_size: C.sizeof_imprint_label_found}
	err = c.call(ctx, func(handle *C.imprint_context, failure *C.imprint_error) C.imprint_status {
		return C.imprint_go_label_find(handle, pixels.data(), pixels.shape(), given, result, failure)
	})
	return foundOf(result), err
}

// FindLabelFile is the same on a file.
func (c *Context) FindLabelFile(ctx context.Context, file []byte, options *LabelFindOptions) (LabelFound, error) {
	var lent scratch
	defer lent.free()
	given := lent.labelFindOptions(options)
	result := &C.imprint_label_found{struct_size: C.sizeof_imprint_label_found}
	err := c.call(ctx, func(handle *C.imprint_context, failure *C.imprint_error) C.imprint_status {
		return C.imprint_label_find_file(handle, lend(file), given, result, failure)
	})
	return foundOf(result), err
}
