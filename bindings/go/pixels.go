// Pixels of Go and of the C ABI.
package imprint

// #include "shim.h"
import "C"

import (
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"unsafe"
)

// Pixels are interleaved samples of any layout of the C ABI, such as a renderer gives them. They are an image.Image, so every call of
// this package takes them; calls that change a picture change Pix.
type Pixels struct {
	Pix         []byte // 16-bit samples in native byte order
	WidthPx     int
	HeightPx    int
	StrideBytes int
	Format      PixelFormat
}

var bytesPerPixel = map[PixelFormat]int{PixelFormatRGB8: 3, PixelFormatRGBA8: 4, PixelFormatBGR8: 3, PixelFormatBGRA8: 4,
	PixelFormatGRAY8: 1, PixelFormatRGB16: 6, PixelFormatRGBA16: 8, PixelFormatGRAY16: 2}

// check refuses what would make C read beyond Pix.
func (p *Pixels) check() error {
	size, known := bytesPerPixel[p.Format]
	if !known || p.WidthPx < 1 || p.HeightPx < 1 || int64(p.WidthPx) > 1<<31-1 || int64(p.HeightPx) > 1<<31-1 {
		return refused("pixels of %d x %d in %s", p.WidthPx, p.HeightPx, p.Format)
	}
	row := p.WidthPx * size
	if p.StrideBytes < row || p.StrideBytes > len(p.Pix) || (p.HeightPx-1) > (len(p.Pix)-row)/p.StrideBytes || len(p.Pix) < row {
		return refused("%d bytes do not hold %d rows of %d pixels, %d bytes apart", len(p.Pix), p.HeightPx, p.WidthPx, p.StrideBytes)
	}
	return nil
}

func (p *Pixels) data() unsafe.Pointer { return unsafe.Pointer(&p.Pix[0]) }

func (p *Pixels) shape() C.imprint_go_pixels {
	return C.imprint_go_pixels{width_px: C.uint32_t(p.WidthPx), height_px: C.uint32_t(p.HeightPx), stride_bytes: C.size_t(p.StrideBytes),
		format: C.imprint_pixel_format(p.Format)}
}

// Bounds begin at (0, 0).
func (p *Pixels) Bounds() image.Rectangle { return image.Rect(0, 0, p.WidthPx, p.HeightPx) }

// ColorModel is that of the colours that At gives.
func (p *Pixels) ColorModel() color.Model {
	if p.Format >= PixelFormatRGB16 {
		return color.NRGBA64Model
	}
	return color.NRGBAModel
}

// At gives one pixel.
func (p *Pixels) At(x, y int) color.Color {
	if !(image.Point{x, y}).In(p.Bounds()) || p.check() != nil {
		return color.NRGBA{}
	}
	at := p.Pix[y*p.StrideBytes+x*bytesPerPixel[p.Format]:]
	word := func(i int) uint16 { return *(*uint16)(unsafe.Pointer(&[2]byte{at[2*i], at[2*i+1]})) }
	switch p.Format {
	case PixelFormatRGB8:
		return color.NRGBA{at[0], at[1], at[2], 255}
	case PixelFormatRGBA8:
		return color.NRGBA{at[0], at[1], at[2], at[3]}
	case PixelFormatBGR8:
		return color.NRGBA{at[2], at[1], at[0], 255}
	case PixelFormatBGRA8:
		return color.NRGBA{at[2], at[1], at[0], at[3]}
	case PixelFormatGRAY8:
		return color.NRGBA{at[0], at[0], at[0], 255}
	case PixelFormatRGB16:
		return color.NRGBA64{word(0), word(1), word(2), 0xffff}
	case PixelFormatRGBA16:
		return color.NRGBA64{word(0), word(1), word(2), word(3)}
	}
	return color.NRGBA64{word(0), word(0), word(0), 0xffff}
}

// borrowed gives a picture whose layout is one of the C ABI, without a copy; nil for others.
func borrowed(picture image.Image) *Pixels {
	bounds := picture.Bounds()
	if bounds.Empty() {
		return nil
	}
	of := func(pix []byte, offset, stride int, format PixelFormat) *Pixels {
		return &Pixels{Pix: pix[offset:], WidthPx: bounds.Dx(), HeightPx: bounds.Dy(), StrideBytes: stride, Format: format}
	}
	switch p := picture.(type) {
	case *Pixels:
		return p
	case *image.NRGBA:
		return of(p.Pix, p.PixOffset(bounds.Min.X, bounds.Min.Y), p.Stride, PixelFormatRGBA8)
	case *image.Gray:
		return of(p.Pix, p.PixOffset(bounds.Min.X, bounds.Min.Y), p.Stride, PixelFormatGRAY8)
	case *image.RGBA:
		if p.Opaque() { // premultiplied and straight alpha are the same then
			return of(p.Pix, p.PixOffset(bounds.Min.X, bounds.Min.Y), p.Stride, PixelFormatRGBA8)
		}
	}
	return nil
}

// words copies the big-endian samples of Go's 16-bit pictures into native ones.
func words(pix []byte, offset, stride int, bounds image.Rectangle, samples int, format PixelFormat) *Pixels {
	row := bounds.Dx() * samples * 2
	out := &Pixels{Pix: make([]byte, row*bounds.Dy()), WidthPx: bounds.Dx(), HeightPx: bounds.Dy(), StrideBytes: row, Format: format}
	for y := 0; y < out.HeightPx; y++ {
		swapWords(out.Pix[y*row:(y+1)*row], pix[offset+y*stride:])
	}
	return out
}

// swapWords turns words between native and big-endian order, which is the same either way.
func swapWords(to, from []byte) {
	for i := 0; i+1 < len(to); i += 2 {
		*(*uint16)(unsafe.Pointer(&to[i])) = binary.BigEndian.Uint16(from[i:])
	}
}

// readable gives any picture in a layout of the C ABI, as deep as it is.
func readable(picture image.Image) (*Pixels, error) {
	if picture == nil || picture.Bounds().Empty() {
		return nil, refused("a picture without pixels")
	}
	pixels := borrowed(picture)
	bounds := picture.Bounds()
	switch p := picture.(type) {
	case *image.Gray16:
		pixels = words(p.Pix, p.PixOffset(bounds.Min.X, bounds.Min.Y), p.Stride, bounds, 1, PixelFormatGRAY16)
	case *image.NRGBA64:
		pixels = words(p.Pix, p.PixOffset(bounds.Min.X, bounds.Min.Y), p.Stride, bounds, 4, PixelFormatRGBA16)
	}
	if pixels == nil {
		pixels = converted(picture)
	}
	return pixels, pixels.check()
}

func converted(picture image.Image) *Pixels {
	bounds := picture.Bounds()
	frame := image.Rect(0, 0, bounds.Dx(), bounds.Dy())
	if deep, ok := picture.(*image.RGBA64); ok {
		out := image.NewNRGBA64(frame)
		draw.Draw(out, frame, deep, bounds.Min, draw.Src)
		return words(out.Pix, 0, out.Stride, frame, 4, PixelFormatRGBA16)
	}
	if opaque, ok := picture.(interface{ Opaque() bool }); ok && opaque.Opaque() {
		out := image.NewRGBA(frame) // Go converts into it faster than into NRGBA
		draw.Draw(out, frame, picture, bounds.Min, draw.Src)
		return borrowed(out)
	}
	out := image.NewNRGBA(frame)
	draw.Draw(out, frame, picture, bounds.Min, draw.Src)
	return borrowed(out)
}

// writable gives a picture that a call may change, and what brings the change back into it.
func writable(picture image.Image) (*Pixels, func(), error) {
	if picture == nil || picture.Bounds().Empty() {
		return nil, nil, refused("a picture without pixels")
	}
	if pixels := borrowed(picture); pixels != nil {
		return pixels, func() {}, pixels.check()
	}
	pixels, err := readable(picture)
	if err != nil {
		return nil, nil, err
	}
	bounds := picture.Bounds()
	switch p := picture.(type) {
	case *image.Gray16:
		return pixels, func() { unswap(pixels, p.Pix, p.PixOffset(bounds.Min.X, bounds.Min.Y), p.Stride) }, nil
	case *image.NRGBA64:
		return pixels, func() { unswap(pixels, p.Pix, p.PixOffset(bounds.Min.X, bounds.Min.Y), p.Stride) }, nil
	case *image.RGBA:
		return pixels, func() { draw.Draw(p, bounds, pixels.nrgba(), image.Point{}, draw.Src) }, nil
	}
	return nil, nil, &Error{Status: ErrUnsupportedPixels, Message: fmt.Sprintf("a %T cannot be changed in place: draw it into an *image.NRGBA", picture)}
}

func unswap(pixels *Pixels, pix []byte, offset, stride int) {
	for y := 0; y < pixels.HeightPx; y++ {
		row := pixels.Pix[y*pixels.StrideBytes : (y+1)*pixels.StrideBytes]
		for i := 0; i+1 < len(row); i += 2 {
			binary.BigEndian.PutUint16(pix[offset+y*stride+i:], *(*uint16)(unsafe.Pointer(&row[i])))
		}
	}
}

func (p *Pixels) nrgba() *image.NRGBA {
	return &image.NRGBA{Pix: p.Pix, Stride: p.StrideBytes, Rect: p.Bounds()}
}

// WatermarkMinSide and WatermarkPayloadSize are the constants of this package as the loaded library has them.
func WatermarkMinSide() int { return int(C.imprint_watermark_min_side_px()) }

// WatermarkPayloadSize is the number of bits that a watermark carries.
func WatermarkPayloadSize() int { return int(C.imprint_watermark_payload_bits()) }
