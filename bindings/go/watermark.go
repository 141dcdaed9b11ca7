// The watermark alone.
package imprint

// #include "shim.h"
import "C"

import (
	"context"
	"image"
)

// EmbedOptions of EmbedWatermark: see imprint_embed_options.
type EmbedOptions struct {
	LeastRobustness Robustness
	KeyID           string // empty = the open key
	Strength        float64
	MinPSNRdB       float64
	Replacement     string // of a file alone, as LogPath
	LogPath         string
}

// EmbedResult says what the watermark did to the picture.
type EmbedResult struct {
	PSNRdB         float64
	MaxChange      float64
	ManifestBroken bool
	Robustness     Robustness
	Visibility     float64
	DepthDB        float64 // of sound, whose other figures are 0
	MarkedS        float64 // of sound
}

// Detection is the answer of a search for one watermark.
type Detection struct {
	Found              bool
	Payload            uint64
	PValue             float64
	PilotSigma         float64
	PixelsPerCanonical float64
	RotationDeg        float64
	Attempts           uint32
	KeyID              string          // "open", or the id of a key of the context
	Area               image.Rectangle // where it was heard
	// Of sound: the stretch that was read, and how it plays against the sound that was marked.
	StartS, EndS        float64
	TimeScale           float64
	PitchShiftSemitones float64
}

// DetectOptions of DetectWatermark.
type DetectOptions struct {
	NoSearch bool // whole pictures only
}

func (s *scratch) embedOptions(o *EmbedOptions) *C.imprint_embed_options {
	if o == nil {
		return nil
	}
	out := (*C.imprint_embed_options)(s.alloc(C.sizeof_imprint_embed_options))
	*out = C.imprint_embed_options{struct_size: C.sizeof_imprint_embed_options, least_robustness: C.imprint_robustness(o.LeastRobustness),
		key_id: s.text(o.KeyID), strength: C.double(o.Strength), min_psnr_db: C.double(o.MinPSNRdB), replacement: s.text(o.Replacement),
		log_path: s.text(o.LogPath)}
	return out
}

func embedResultOf(r *C.imprint_embed_result) *EmbedResult {
	return &EmbedResult{PSNRdB: float64(r.psnr_db), MaxChange: float64(r.max_change), ManifestBroken: r.manifest_broken != 0,
		Robustness: Robustness(r.robustness), Visibility: float64(r.visibility), DepthDB: float64(r.depth_db),
		MarkedS: float64(r.marked_s)}
}

func detectionOf(d *C.imprint_detection) Detection {
	return Detection{Found: d.found != 0, Payload: uint64(d.payload), PValue: float64(d.p_value), PilotSigma: float64(d.pilot_sigma),
		PixelsPerCanonical: float64(d.pixels_per_canonical), RotationDeg: float64(d.rotation_deg), Attempts: uint32(d.attempts),
		KeyID: C.GoString(&d.key_id[0]), Area: box(d.x_px, d.y_px, d.width_px, d.height_px), StartS: float64(d.start_s),
		EndS: float64(d.end_s), TimeScale: float64(d.time_scale), PitchShiftSemitones: float64(d.pitch_shift_semitones)}
}

func box(x, y, width, height C.uint32_t) image.Rectangle {
	return image.Rect(int(x), int(y), int(x)+int(width), int(y)+int(height))
}

func detectOptions(o DetectOptions) *C.imprint_detect_options {
	return &C.imprint_detect_options{struct_size: C.sizeof_imprint_detect_options, no_search: flag(o.NoSearch)}
}

// EmbedWatermark hides 64 bits in the picture, in place: *image.NRGBA, RGBA, Gray, Gray16, NRGBA64 or *Pixels. On an error the pixels are
// unchanged.
func (c *Context) EmbedWatermark(ctx context.Context, picture image.Image, payload uint64, options *EmbedOptions) (*EmbedResult, error) {
	pixels, back, err := writable(picture)
	if err != nil {
		return nil, err
	}
	var lent scratch
	defer lent.free()
	given := lent.embedOptions(options)
	result := &C.imprint_embed_result{struct_size: C.sizeof_imprint_embed_result}
	err = c.call(ctx, func(handle *C.imprint_context, failure *C.imprint_error) C.imprint_status {
		return C.imprint_go_watermark_embed(handle, pixels.data(), pixels.shape(), C.uint64_t(payload), given, result, failure)
	})
	if err != nil {
		return nil, err
	}
	back()
	return embedResultOf(result), nil
}

// EmbedWatermarkFile is the same on a file; the output is read back before it is handed over.
func (c *Context) EmbedWatermarkFile(ctx context.Context, file []byte, payload uint64, options *EmbedOptions) ([]byte, *EmbedResult, error) {
	var lent scratch
	defer lent.free()
	given := lent.embedOptions(options)
	result := &C.imprint_embed_result{struct_size: C.sizeof_imprint_embed_result}
	out, _, err := c.make(ctx, &lent, func(handle *C.imprint_context, made *answer, failure *C.imprint_error) C.imprint_status {
		return C.imprint_watermark_embed_file(handle, lend(file), C.uint64_t(payload), given, &made.out, result, failure)
	})
	if err != nil {
		return nil, nil, err
	}
	return out, embedResultOf(result), nil
}

// DetectWatermark looks under every key of the context, without the original or any hint.
func (c *Context) DetectWatermark(ctx context.Context, picture image.Image, options DetectOptions) (Detection, error) {
	pixels, err := readable(picture)
	if err != nil {
		return Detection{}, err
	}
	result := &C.imprint_detection{struct_size: C.sizeof_imprint_detection}
	err = c.call(ctx, func(handle *C.imprint_context, failure *C.imprint_error) C.imprint_status {
		return C.imprint_go_watermark_detect(handle, pixels.data(), pixels.shape(), detectOptions(options), result, failure)
	})
	return detectionOf(result), err
}

// DetectWatermarkFile is the same on a file.
func (c *Context) DetectWatermarkFile(ctx context.Context, file []byte, options DetectOptions) (Detection, error) {
	result := &C.imprint_detection{struct_size: C.sizeof_imprint_detection}
	err := c.call(ctx, func(handle *C.imprint_context, failure *C.imprint_error) C.imprint_status {
		return C.imprint_watermark_detect_file(handle, lend(file), detectOptions(options), result, failure)
	})
	return detectionOf(result), err
}

// DetectWatermarks gives all marks that the picture carries, each with its place. Empty = none.
func (c *Context) DetectWatermarks(ctx context.Context, picture image.Image, options DetectOptions) ([]Detection, error) {
	pixels, err := readable(picture)
	if err != nil {
		return nil, err
	}
	return c.detections(ctx, func(handle *C.imprint_context, results *C.imprint_detection, capacity C.size_t, count *C.size_t,
		failure *C.imprint_error) C.imprint_status {
		return C.imprint_go_watermark_detect_all(handle, pixels.data(), pixels.shape(), detectOptions(options), results, capacity, count, failure)
	})
}

// DetectWatermarksFile is the same on a file.
func (c *Context) DetectWatermarksFile(ctx context.Context, file []byte, options DetectOptions) ([]Detection, error) {
	return c.detections(ctx, func(handle *C.imprint_context, results *C.imprint_detection, capacity C.size_t, count *C.size_t,
		failure *C.imprint_error) C.imprint_status {
		return C.imprint_watermark_detect_all_file(handle, lend(file), detectOptions(options), results, capacity, count, failure)
	})
}

// detections is nearly always one call: a picture with more marks than there is room for is looked at again.
func (c *Context) detections(ctx context.Context, run func(*C.imprint_context, *C.imprint_detection, C.size_t, *C.size_t,
	*C.imprint_error) C.imprint_status) ([]Detection, error) {
	count := C.size_t(WatermarkMaxMarks)
	for {
		results := make([]C.imprint_detection, count)
		for i := range results {
			results[i].struct_size = C.sizeof_imprint_detection
		}
		err := c.call(ctx, func(handle *C.imprint_context, failure *C.imprint_error) C.imprint_status {
			return run(handle, &results[0], C.size_t(len(results)), &count, failure)
		})
		if err != nil {
			return nil, err
		}
		if int(count) <= len(results) {
			out := make([]Detection, count)
			for i := range out {
				out[i] = detectionOf(&results[i])
			}
			return out, nil
		}
	}
}
