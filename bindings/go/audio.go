// Sound in memory: the watermark as a stream, and the audible label.
package imprint

// #include "shim.h"
import "C"

import (
	"context"
	"runtime"
	"sync"
	"unsafe"
)

// Sample is a kind of samples: float32 with full scale at 1, int16 or int32. They are interleaved.
type Sample interface {
	float32 | int16 | int32
}

// AudioFormat is what a stream of sound is. A frame is one sample of each channel.
type AudioFormat struct {
	RateHz   uint32 // 8000 to 192000
	Channels uint32 // 1 to 8
}

// AudibleFound is the answer of a search for an audible label: see imprint_audible_found.
type AudibleFound struct {
	Found         bool
	StartS, EndS  float64
	UnitS         float64
	ToneHz        float64
	LabelLUFS     float64
	ProgrammeLUFS float64 // -infinity for silence
	Score         float64
	TooQuiet      bool
	WrongTiming   bool
}

func sampleFormat[S Sample]() SampleFormat {
	var zero S
	switch any(zero).(type) {
	case int16:
		return SampleFormatInt16
	case int32:
		return SampleFormatInt32
	}
	return SampleFormatFloat32
}

func (f AudioFormat) in(samples SampleFormat) C.imprint_audio_format {
	return C.imprint_audio_format{struct_size: C.sizeof_imprint_audio_format, rate_hz: C.uint32_t(f.RateHz), channels: C.uint32_t(f.Channels),
		samples: C.imprint_sample_format(samples)}
}

// frames counts whole ones. A number of channels that there is not is the library's to refuse.
func (f AudioFormat) frames(samples int) (C.size_t, error) {
	if f.Channels == 0 {
		return 0, nil
	}
	if samples%int(f.Channels) != 0 {
		return 0, refused("%d samples are no whole frames of %d channels", samples, f.Channels)
	}
	return C.size_t(samples / int(f.Channels)), nil
}

// first is where samples are; nil of none.
func first[S Sample](samples []S) unsafe.Pointer {
	if len(samples) == 0 {
		return nil
	}
	return unsafe.Pointer(&samples[0])
}

// embedder and detector are handles of the library that one goroutine uses at a time: the others wait.
type embedder struct {
	sync.Mutex
	handle *C.imprint_audio_embedder
}

type detector struct {
	sync.Mutex
	handle *C.imprint_audio_detector
}

func (e *embedder) close() {
	e.Lock()
	defer e.Unlock()
	C.imprint_audio_embedder_destroy(e.handle)
	e.handle = nil
}

func (d *detector) close() {
	d.Lock()
	defer d.Unlock()
	C.imprint_audio_detector_destroy(d.handle)
	d.handle = nil
}

// run makes a call on a handle that is open.
func (e *embedder) run(call func(handle *C.imprint_audio_embedder, failure *C.imprint_error) C.imprint_status) error {
	e.Lock()
	defer e.Unlock()
	if e.handle == nil {
		return refused("the embedder is closed")
	}
	var failure C.imprint_error
	return failed(call(e.handle, &failure), &failure)
}

func (d *detector) run(call func(handle *C.imprint_audio_detector, failure *C.imprint_error) C.imprint_status) error {
	d.Lock()
	defer d.Unlock()
	if d.handle == nil {
		return refused("the detector is closed")
	}
	var failure C.imprint_error
	return failed(call(d.handle, &failure), &failure)
}

func (c *Context) embedder(ctx context.Context, format C.imprint_audio_format, payload uint64, options *EmbedOptions) (*embedder, error) {
	var lent scratch
	defer lent.free()
	given := lent.embedOptions(options)
	out := &embedder{}
	err := c.call(ctx, func(handle *C.imprint_context, failure *C.imprint_error) C.imprint_status {
		return C.imprint_audio_embedder_create(handle, &format, C.uint64_t(payload), given, &out.handle, failure)
	})
	if err != nil {
		return nil, err
	}
	runtime.SetFinalizer(out, (*embedder).close)
	return out, nil
}

func (c *Context) detector(ctx context.Context, format C.imprint_audio_format, options DetectOptions) (*detector, error) {
	out := &detector{}
	err := c.call(ctx, func(handle *C.imprint_context, failure *C.imprint_error) C.imprint_status {
		return C.imprint_audio_detector_create(handle, &format, detectOptions(options), &out.handle, failure)
	})
	if err != nil {
		return nil, err
	}
	runtime.SetFinalizer(out, (*detector).close)
	return out, nil
}

func (e *embedder) delay() C.size_t { return C.imprint_audio_embedder_get_delay(e.handle) }

func (e *embedder) process(samples unsafe.Pointer, frames C.size_t, out unsafe.Pointer, capacity C.size_t) (written C.size_t, err error) {
	err = e.run(func(handle *C.imprint_audio_embedder, failure *C.imprint_error) C.imprint_status {
		return C.imprint_audio_embedder_process(handle, samples, frames, out, capacity, &written, failure)
	})
	return written, err
}

func (e *embedder) flush(out unsafe.Pointer, capacity C.size_t) (written C.size_t, err error) {
	err = e.run(func(handle *C.imprint_audio_embedder, failure *C.imprint_error) C.imprint_status {
		return C.imprint_audio_embedder_flush(handle, out, capacity, &written, failure)
	})
	return written, err
}

func (e *embedder) result() (*EmbedResult, error) {
	result := &C.imprint_embed_result{struct_size: C.sizeof_imprint_embed_result}
	err := e.run(func(handle *C.imprint_audio_embedder, failure *C.imprint_error) C.imprint_status {
		return C.imprint_audio_embedder_get_result(handle, result, failure)
	})
	if err != nil {
		return nil, err
	}
	return embedResultOf(result), nil
}

func (d *detector) process(samples unsafe.Pointer, frames C.size_t) (bool, error) {
	var done C.uint32_t
	err := d.run(func(handle *C.imprint_audio_detector, failure *C.imprint_error) C.imprint_status {
		return C.imprint_audio_detector_process(handle, samples, frames, &done, failure)
	})
	return done != 0, err
}

func (d *detector) finish() error {
	return d.run(func(handle *C.imprint_audio_detector, failure *C.imprint_error) C.imprint_status {
		return C.imprint_audio_detector_finish(handle, failure)
	})
}

func (d *detector) result() (Detection, error) {
	result := &C.imprint_detection{struct_size: C.sizeof_imprint_detection}
	err := d.run(func(handle *C.imprint_audio_detector, failure *C.imprint_error) C.imprint_status {
		return C.imprint_audio_detector_get_result(handle, result, failure)
	})
	return detectionOf(result), err
}

// AudioEmbedder hides a watermark in a stream of sound, whose length its memory does not grow with. It is used by one goroutine at a
// time, and outlives its context. One that is not closed is when it is collected.
type AudioEmbedder[S Sample] struct {
	embedder *embedder
	format   AudioFormat
	delay    int // frames
}

// NewAudioEmbedder begins to mark a stream. Of options, KeyID and Strength are of sound; the others are refused. nil = all defaults.
func NewAudioEmbedder[S Sample](ctx context.Context, c *Context, format AudioFormat, payload uint64, options *EmbedOptions) (
	*AudioEmbedder[S], error) {
	made, err := c.embedder(ctx, format.in(sampleFormat[S]()), payload, options)
	if err != nil {
		return nil, err
	}
	return &AudioEmbedder[S]{embedder: made, format: format, delay: int(made.delay())}, nil
}

// Process takes whole frames and gives marked ones, at most 30 ms behind. On an error nothing was taken.
func (e *AudioEmbedder[S]) Process(samples []S) ([]S, error) {
	frames, err := e.format.frames(len(samples))
	if err != nil {
		return nil, err
	}
	capacity := int(frames) + e.delay
	out := make([]S, capacity*int(e.format.Channels))
	written, err := e.embedder.process(first(samples), frames, first(out), C.size_t(capacity))
	if err != nil {
		return nil, err
	}
	return out[:int(written)*int(e.format.Channels)], nil
}

// Flush gives the frames that are still owed. Nothing can be taken afterwards.
func (e *AudioEmbedder[S]) Flush() ([]S, error) {
	out := make([]S, e.delay*int(e.format.Channels))
	written, err := e.embedder.flush(first(out), C.size_t(e.delay))
	if err != nil {
		return nil, err
	}
	return out[:int(written)*int(e.format.Channels)], nil
}

// Result says what was done so far: DepthDB and MarkedS.
func (e *AudioEmbedder[S]) Result() (*EmbedResult, error) { return e.embedder.result() }

// Close frees the stream; closing twice is fine.
func (e *AudioEmbedder[S]) Close() error {
	e.embedder.close()
	return nil
}

// AudioDetector looks for a watermark in a stream of sound, under every key that the context had when it was made. As AudioEmbedder.
type AudioDetector[S Sample] struct {
	detector *detector
	format   AudioFormat
}

// NewAudioDetector begins to listen.
func NewAudioDetector[S Sample](ctx context.Context, c *Context, format AudioFormat, options DetectOptions) (*AudioDetector[S], error) {
	made, err := c.detector(ctx, format.in(sampleFormat[S]()), options)
	if err != nil {
		return nil, err
	}
	return &AudioDetector[S]{detector: made, format: format}, nil
}

// Process takes whole frames. It is done once a mark is found: what follows is not looked at.
func (d *AudioDetector[S]) Process(samples []S) (done bool, err error) {
	frames, err := d.format.frames(len(samples))
	if err != nil {
		return false, err
	}
	return d.detector.process(first(samples), frames)
}

// Finish looks at what is left, and says what was found. Nothing can be taken afterwards.
func (d *AudioDetector[S]) Finish() (Detection, error) {
	if err := d.detector.finish(); err != nil {
		return Detection{}, err
	}
	return d.detector.result()
}

// Result says what is known so far.
func (d *AudioDetector[S]) Result() (Detection, error) { return d.detector.result() }

// Close frees the stream; closing twice is fine.
func (d *AudioDetector[S]) Close() error {
	d.detector.close()
	return nil
}

// MakeAudibleLabel makes the rhythm of the audible label alone, for sound of this loudness (ITU-R BS.1770).
func MakeAudibleLabel[S Sample](ctx context.Context, c *Context, format AudioFormat, programmeLUFS float64) ([]S, error) {
	frames, err := c.makeAudibleLabel(ctx, format.in(sampleFormat[S]()), programmeLUFS, nil, 0)
	if err != nil {
		return nil, err
	}
	out := make([]S, int(frames)*int(format.Channels))
	_, err = c.makeAudibleLabel(ctx, format.in(sampleFormat[S]()), programmeLUFS, first(out), frames)
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (c *Context) makeAudibleLabel(ctx context.Context, format C.imprint_audio_format, programmeLUFS float64, out unsafe.Pointer,
	capacity C.size_t) (frames C.size_t, err error) {
	err = c.call(ctx, func(handle *C.imprint_context, failure *C.imprint_error) C.imprint_status {
		return C.imprint_audible_label_make(handle, &format, C.double(programmeLUFS), out, capacity, &frames, failure)
	})
	return frames, err
}

// FindAudibleLabel listens for an audible label.
func FindAudibleLabel[S Sample](ctx context.Context, c *Context, format AudioFormat, samples []S) (AudibleFound, error) {
	frames, err := format.frames(len(samples))
	if err != nil {
		return AudibleFound{}, err
	}
	return c.findAudibleLabel(ctx, format.in(sampleFormat[S]()), first(samples), frames)
}

func (c *Context) findAudibleLabel(ctx context.Context, format C.imprint_audio_format, samples unsafe.Pointer, frames C.size_t) (
	AudibleFound, error) {
	found := &C.imprint_audible_found{struct_size: C.sizeof_imprint_audible_found}
	err := c.call(ctx, func(handle *C.imprint_context, failure *C.imprint_error) C.imprint_status {
		return C.imprint_audible_label_find(handle, &format, samples, frames, found, failure)
	})
	return audibleFoundOf(found), err
}

func audibleFoundOf(f *C.imprint_audible_found) AudibleFound {
	return AudibleFound{Found: f.found != 0, StartS: float64(f.start_s), EndS: float64(f.end_s), UnitS: float64(f.unit_s),
		ToneHz: float64(f.tone_hz), LabelLUFS: float64(f.label_lufs), ProgrammeLUFS: float64(f.programme_lufs), Score: float64(f.score),
		TooQuiet: f.too_quiet != 0, WrongTiming: f.wrong_timing != 0}
}
