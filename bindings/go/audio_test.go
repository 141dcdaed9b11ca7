package imprint_test

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/rand"
	"strings"
	"testing"

	"imprint.example/imprint"
)

const (
	soundRate    = 24000
	soundPayload = 0x0123456789abcdef
)

// drawn is noise through a filter of one pole that swells and fades, the same in every channel.
func drawn(seconds, channels int) []float32 {
	source, state := rand.New(rand.NewSource(1)), 0.0
	out := make([]float32, 0, seconds*soundRate*channels)
	for frame := 0; frame < seconds*soundRate; frame++ {
		state = 0.85*state + 0.05*source.NormFloat64()
		for c := 0; c < channels; c++ {
			out = append(out, float32(state*(0.7+0.3*math.Sin(float64(frame)*3/soundRate))))
		}
	}
	return out
}

func asInt16(floats []float32) []int16 {
	out := make([]int16, len(floats))
	for i, one := range floats {
		out[i] = int16(math.Round(math.Max(-1, math.Min(1, float64(one))) * 32767))
	}
	return out
}

func asWAV(samples []int16) []byte {
	var out bytes.Buffer
	size := uint32(2 * len(samples))
	for _, part := range []any{[]byte("RIFF"), 36 + size, []byte("WAVEfmt "), uint32(16), uint16(1), uint16(1), uint32(soundRate),
		uint32(2 * soundRate), uint16(2), uint16(16), []byte("data"), size, samples} {
		binary.Write(&out, binary.LittleEndian, part)
	}
	return out.Bytes()
}

// pieces are of odd sizes, and whole frames.
func pieces[S imprint.Sample](sound []S, channels int, take func([]S)) {
	sizes := []int{1, 7, 480, 0, 4801, 333, 12000}
	for number := 0; len(sound) > 0; number++ {
		size := sizes[number%len(sizes)] * channels
		if size > len(sound) {
			size = len(sound)
		}
		take(sound[:size])
		sound = sound[size:]
	}
}

func markSound[S imprint.Sample](t *testing.T, c *imprint.Context, sound []S, channels int) []S {
	t.Helper()
	format := imprint.AudioFormat{RateHz: soundRate, Channels: uint32(channels)}
	e, err := imprint.NewAudioEmbedder[S](background, c, format, soundPayload, nil)
	check(t, err)
	defer e.Close()
	var out []S
	pieces(sound, channels, func(piece []S) {
		made, err := e.Process(piece)
		check(t, err)
		out = append(out, made...)
	})
	rest, err := e.Flush()
	check(t, err)
	result, err := e.Result()
	check(t, err)
	if result.DepthDB <= 0 || math.Abs(result.MarkedS-float64(len(sound)/channels)/soundRate) > 1 {
		t.Fatalf("%+v", result)
	}
	return append(out, rest...)
}

func detectSound[S imprint.Sample](t *testing.T, c *imprint.Context, sound []S, channels int) imprint.Detection {
	t.Helper()
	format := imprint.AudioFormat{RateHz: soundRate, Channels: uint32(channels)}
	d, err := imprint.NewAudioDetector[S](background, c, format, imprint.DetectOptions{NoSearch: true})
	check(t, err)
	defer d.Close()
	pieces(sound, channels, func(piece []S) {
		_, err := d.Process(piece)
		check(t, err)
	})
	found, err := d.Finish()
	check(t, err)
	return found
}

func marksStream[S imprint.Sample](t *testing.T, c *imprint.Context, sound []S, channels int) {
	t.Helper()
	out := markSound(t, c, sound, channels)
	equal(t, len(out), len(sound))
	found := detectSound(t, c, out, channels)
	equal(t, found.Found, true)
	equal(t, found.Payload, soundPayload)
	equal(t, found.KeyID, "open")
	if math.Abs(found.TimeScale-1) > 0.01 || math.Abs(found.PitchShiftSemitones) > 0.2 || found.EndS <= found.StartS {
		t.Fatalf("%+v", found)
	}
	equal(t, detectSound(t, c, sound, channels).Found, false)
}

func TestAStreamOfSoundInOddPieces(t *testing.T) {
	c := open(t, nil)
	marksStream(t, c, drawn(8, 1), 1)
	marksStream(t, c, asInt16(drawn(8, 2)), 2)
	wide := make([]int32, 0, 8*soundRate)
	for _, one := range asInt16(drawn(8, 1)) {
		wide = append(wide, int32(one)<<16)
	}
	marksStream(t, c, wide, 1)
}

func TestSoundOutlivesItsContext(t *testing.T) {
	c, err := imprint.NewContext(nil)
	check(t, err)
	key, err := imprint.GenerateKey()
	check(t, err)
	id, err := c.AddKey(key)
	check(t, err)
	format := imprint.AudioFormat{RateHz: soundRate, Channels: 1}
	e, err := imprint.NewAudioEmbedder[float32](background, c, format, 5, &imprint.EmbedOptions{KeyID: id})
	check(t, err)
	d, err := imprint.NewAudioDetector[float32](background, c, format, imprint.DetectOptions{})
	check(t, err)
	check(t, c.Close())
	out, err := e.Process(drawn(8, 1))
	check(t, err)
	_, err = d.Process(out)
	check(t, err)
	found, err := d.Finish()
	check(t, err)
	equal(t, found.KeyID, id)
	equal(t, detectSound(t, open(t, nil), out, 1).Found, false)
	_, err = imprint.NewAudioDetector[float32](background, c, format, imprint.DetectOptions{})
	wantStatus(t, err, imprint.ErrInvalidArgument)
}

func TestErrorsOfSound(t *testing.T) {
	c := open(t, nil)
	for _, format := range []imprint.AudioFormat{{7999, 1}, {192001, 1}, {soundRate, 0}, {soundRate, 9}} {
		_, err := imprint.NewAudioEmbedder[float32](background, c, format, 1, nil)
		wantStatus(t, err, imprint.ErrInvalidArgument)
		_, err = imprint.NewAudioDetector[int16](background, c, format, imprint.DetectOptions{})
		wantStatus(t, err, imprint.ErrInvalidArgument)
		_, err = imprint.MakeAudibleLabel[float32](background, c, format, -20)
		wantStatus(t, err, imprint.ErrInvalidArgument)
		_, err = imprint.FindAudibleLabel(background, c, format, []float32{0, 0})
		wantStatus(t, err, imprint.ErrInvalidArgument)
	}
	stereo := imprint.AudioFormat{RateHz: soundRate, Channels: 2}
	_, err := imprint.NewAudioEmbedder[float32](background, c, stereo, 1, &imprint.EmbedOptions{MinPSNRdB: 40})
	wantStatus(t, err, imprint.ErrInvalidArgument)
	_, err = imprint.NewAudioEmbedder[float32](background, c, stereo, 1, &imprint.EmbedOptions{KeyID: "ffffffffffffffff"})
	wantStatus(t, err, imprint.ErrKeyInvalid)
	e, err := imprint.NewAudioEmbedder[float32](background, c, stereo, 1, nil)
	check(t, err)
	d, err := imprint.NewAudioDetector[float32](background, c, stereo, imprint.DetectOptions{})
	check(t, err)
	for _, bad := range []float32{float32(math.NaN()), float32(math.Inf(1)), 1e6} {
		_, err = e.Process([]float32{0.5, bad})
		wantStatus(t, err, imprint.ErrMalformed)
		_, err = d.Process([]float32{0.5, bad})
		wantStatus(t, err, imprint.ErrMalformed)
	}
	_, err = imprint.FindAudibleLabel(background, c, stereo, []float32{0, float32(math.NaN())})
	wantStatus(t, err, imprint.ErrMalformed)
	_, err = e.Process([]float32{0.5})
	wantStatus(t, err, imprint.ErrInvalidArgument)
	_, err = d.Process([]float32{0.5})
	wantStatus(t, err, imprint.ErrInvalidArgument)
	some, err := e.Process(make([]float32, 20))
	check(t, err)
	rest, err := e.Flush()
	check(t, err)
	equal(t, len(some)+len(rest), 20) // of what was refused nothing was taken
	found, err := d.Finish()
	check(t, err)
	equal(t, found.Found, false)
	for _, process := range []func() error{
		func() error { _, err := e.Process(make([]float32, 2)); return err },
		func() error { _, err := e.Flush(); return err },
		func() error { _, err := d.Process(make([]float32, 2)); return err },
		func() error { _, err := d.Finish(); return err },
	} {
		err := process()
		wantStatus(t, err, imprint.ErrInvalidArgument)
		equal(t, strings.Contains(err.Error(), "ended"), true)
	}
	for i := 0; i < 2; i++ {
		check(t, e.Close())
		check(t, d.Close())
	}
	_, err = e.Result()
	equal(t, strings.Contains(err.Error(), "closed"), true)
	_, err = d.Result()
	equal(t, strings.Contains(err.Error(), "closed"), true)
}

// Goroutines may share a stream: they wait for one another, and closing it waits too.
func TestGoroutinesOnOneStreamOfSound(t *testing.T) {
	c := open(t, nil)
	e, err := imprint.NewAudioEmbedder[float32](background, c, imprint.AudioFormat{RateHz: soundRate, Channels: 1}, 1, nil)
	check(t, err)
	sound, ended := drawn(1, 1), make(chan error)
	for i := 0; i < 4; i++ {
		go func() {
			_, err := e.Process(sound)
			ended <- err
		}()
	}
	for i := 0; i < 4; i++ {
		check(t, <-ended)
	}
	go e.Close()
	for err == nil {
		_, err = e.Process(sound[:100])
	}
	wantStatus(t, err, imprint.ErrInvalidArgument)
}

func TestAVoiceSaysTheLabelAtSeveralPlaces(t *testing.T) {
	c := open(t, nil)
	file, clip := asWAV(asInt16(drawn(8, 1))), asWAV(asInt16(drawn(2, 1)))
	_, report, err := c.Mark(background, file, producer, produceID, &imprint.MarkOptions{AudibleClip: clip, AudibleAtS: []float64{0, 3.5}})
	check(t, err)
	var said struct {
		Visible struct {
			Voice struct {
				SuppliedBy string `json:"supplied_by"`
			}
			SpansS [][2]float64 `json:"spans_s"`
		}
	}
	check(t, report.Decode(&said))
	equal(t, said.Visible.Voice.SuppliedBy, "caller")
	equal(t, len(said.Visible.SpansS), 2)
	_, _, err = c.Mark(background, file, producer, produceID, &imprint.MarkOptions{AudibleAtS: []float64{3, 1}})
	wantStatus(t, err, imprint.ErrInvalidArgument)
	out, placed, err := c.DrawLabelFile(background, file, &imprint.LabelOptions{AudibleClip: clip, AudiblePlace: imprint.AudiblePlaceEnd})
	check(t, err)
	equal(t, placed.StartS > 7, true)
	found, err := c.FindLabelFile(background, out, nil)
	check(t, err)
	equal(t, found.Found && found.Sound, true)
	equal(t, found.AudiblePlace, imprint.AudiblePlaceEnd)
}

func TestAWAVIsMarkedAndVerified(t *testing.T) {
	c := open(t, nil)
	file := asWAV(asInt16(drawn(8, 1)))
	marked, _, err := c.Mark(background, file, producer, produceID, &imprint.MarkOptions{AudiblePlace: imprint.AudiblePlaceEnd})
	check(t, err)
	report, err := c.Verify(background, marked, nil)
	check(t, err)
	equal(t, report.State(), imprint.StateGenerated)
	var said struct {
		Medium  string
		Visible struct {
			Place string
			SpanS [2]float64 `json:"span_s"`
		}
	}
	check(t, report.Decode(&said))
	equal(t, said.Medium, "audio")
	equal(t, said.Visible.Place, "end")
	if span := said.Visible.SpanS; span[0] < 7 || math.Abs(span[1]-span[0]-0.88) > 0.1 {
		t.Fatal(span)
	}
	equal(t, math.Abs(report.Marks()[0].TimeScale-1) < 0.01, true)
	out, result, err := c.EmbedWatermarkFile(background, file, soundPayload, nil)
	check(t, err)
	equal(t, result.DepthDB > 0 && result.PSNRdB == 0, true)
	found, err := c.DetectWatermarkFile(background, out, imprint.DetectOptions{})
	check(t, err)
	equal(t, found.Payload, soundPayload)
}

func labelIsMadeAndFound[S imprint.Sample](t *testing.T, c *imprint.Context) {
	t.Helper()
	stereo := imprint.AudioFormat{RateHz: soundRate, Channels: 2}
	label, err := imprint.MakeAudibleLabel[S](background, c, stereo, -20)
	check(t, err)
	equal(t, math.Abs(float64(len(label))/2/soundRate-0.88) < 0.02, true)
	silence := make([]S, 2*soundRate)
	found, err := imprint.FindAudibleLabel(background, c, stereo, append(append(append([]S{}, silence...), label...), silence...))
	check(t, err)
	if !found.Found || math.Abs(found.StartS-1) > 0.05 || found.WrongTiming || found.ToneHz <= 0 {
		t.Fatalf("%+v", found)
	}
	found, err = imprint.FindAudibleLabel(background, c, stereo, silence)
	check(t, err)
	equal(t, found.Found, false)
}

func TestTheAudibleLabel(t *testing.T) {
	c := open(t, nil)
	labelIsMadeAndFound[float32](t, c)
	labelIsMadeAndFound[int16](t, c)
	labelIsMadeAndFound[int32](t, c)
}

func TestMemoryStaysFlatWithSound(t *testing.T) {
	c := open(t, nil)
	sound, mono := drawn(1, 1), imprint.AudioFormat{RateHz: soundRate, Channels: 1}
	round := func(times int) {
		for i := 0; i < times; i++ {
			e, err := imprint.NewAudioEmbedder[float32](background, c, mono, 1, nil)
			check(t, err)
			d, err := imprint.NewAudioDetector[float32](background, c, mono, imprint.DetectOptions{})
			check(t, err)
			out, err := e.Process(sound)
			check(t, err)
			_, err = d.Process(out)
			check(t, err)
			_, err = d.Process([]float32{float32(math.NaN())})
			wantStatus(t, err, imprint.ErrMalformed)
			if i%2 == 0 { // the others are forgotten
				check(t, e.Close())
				check(t, d.Close())
			}
			label, err := imprint.MakeAudibleLabel[float32](background, c, mono, -20)
			check(t, err)
			_, err = imprint.FindAudibleLabel(background, c, mono, label)
			check(t, err)
		}
	}
	round(20)
	residentBytes(t) // runs the finalizers
	before := residentBytes(t)
	round(80)
	residentBytes(t)
	if grown := residentBytes(t) - before; grown > mayGrow {
		t.Fatalf("%d bytes more", grown)
	}
}
