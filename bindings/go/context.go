// Package imprint labels AI-generated pictures so that the label can be seen, read, trusted and found again. It is a binding of
// libimprint: what each call does, its units and ranges stand in imprint.h.
package imprint

// #include "shim.h"
import "C"

import (
	"context"
	"runtime"
	"sync"
	"unsafe"
)

// ContextOptions are limits and budgets. Zero in any field is its default (spec/limits.md).
type ContextOptions struct {
	MaxDimensionPx   uint32
	MaxPixels        uint64
	MaxFileBytes     uint64 // also of what is read from an io.Reader
	MaxMetadataBytes uint64
	Threads          uint32 // that one call may use for the watermark, and a batch for files
	NoOpenKey        bool   // marks are looked for under the keys of AddKey alone
	MaxMemoryBytes   uint64
	MaxSteps         uint64
	MaxSignatures    uint64
	MaxInflatedBytes uint64
	MaxDecodedPixels uint64
	// MaxDecodedSamples bounds what codecs give of sound, of all channels together; 0 = 6000 million.
	MaxDecodedSamples uint64
}

const defaultMaxFileBytes = 512 << 20 // imprint_context_options, imprint.h

// Context holds keys, trust and limits. Make one and keep it; any number of goroutines may use it at once, and Close it at any time:
// calls that run are finished first. Keys and trust are added before, while no call runs.
type Context struct {
	handle   *C.imprint_context
	family   *family
	event    func(Event)
	maxBytes uint64
	// Guarded by family.
	calls     int
	closed    bool
	cancelled bool
	running   map[*C.imprint_context]struct{}
}

// family is what a context shares with those derived from it: keys are held in common, and are added while nobody uses them.
type family struct {
	sync.Mutex
	calls int
}

// NewContext makes a context with the open watermark key. nil = all defaults.
func NewContext(options *ContextOptions) (*Context, error) {
	if errABI != nil {
		return nil, errABI
	}
	if options == nil {
		options = &ContextOptions{}
	}
	given := C.imprint_context_options{
		struct_size: C.sizeof_imprint_context_options, max_dimension_px: C.uint32_t(options.MaxDimensionPx), max_pixels: C.uint64_t(options.MaxPixels),
		max_file_bytes: C.uint64_t(options.MaxFileBytes), max_metadata_bytes: C.uint64_t(options.MaxMetadataBytes),
		threads: C.uint32_t(options.Threads), no_open_key: flag(options.NoOpenKey), max_memory_bytes: C.uint64_t(options.MaxMemoryBytes),
		max_steps: C.uint64_t(options.MaxSteps), max_signatures: C.uint64_t(options.MaxSignatures),
		max_inflated_bytes: C.uint64_t(options.MaxInflatedBytes), max_decoded_pixels: C.uint64_t(options.MaxDecodedPixels),
		max_decoded_samples: C.uint64_t(options.MaxDecodedSamples),
	}
	var handle *C.imprint_context
	var failure C.imprint_error
	if err := failed(C.imprint_context_create(&given, &handle, &failure), &failure); err != nil {
		return nil, err
	}
	c := own(handle, &family{})
	if c.maxBytes = options.MaxFileBytes; c.maxBytes == 0 {
		c.maxBytes = defaultMaxFileBytes
	}
	return c, nil
}

func own(handle *C.imprint_context, family *family) *Context {
	c := &Context{handle: handle, family: family, running: map[*C.imprint_context]struct{}{}}
	runtime.SetFinalizer(c, (*Context).Close)
	return c
}

// Close wipes the keys, as soon as no call runs any more. Closing twice is fine. A context that is not closed is when it is collected.
func (c *Context) Close() error {
	runtime.SetFinalizer(c, nil)
	c.family.Lock()
	defer c.family.Unlock()
	last := !c.closed && c.calls == 0
	c.closed = true
	if last {
		c.destroy()
	}
	return nil
}

func (c *Context) destroy() {
	C.imprint_context_destroy(c.handle)
	c.handle = nil
}

func (c *Context) enter() error {
	c.family.Lock()
	defer c.family.Unlock()
	if c.closed {
		return refused("the context is closed")
	}
	c.calls++
	c.family.calls++
	return nil
}

func (c *Context) leave() {
	c.family.Lock()
	defer c.family.Unlock()
	c.calls--
	c.family.calls--
	if c.closed && c.calls == 0 {
		c.destroy()
	}
}

// DeriveOptions of Derive. Zero values are those of the context that is derived from.
type DeriveOptions struct {
	Threads uint32
	// Event is told of each call when it has ended, by its goroutine. What it panics with becomes the error of the call.
	Event func(Event)
}

// Derive makes a context with the same keys, trust and limits. Each may be closed before the other. Nothing can be added to it.
func (c *Context) Derive(options DeriveOptions) (*Context, error) {
	if err := c.enter(); err != nil {
		return nil, err
	}
	defer c.leave()
	given := C.imprint_derive_options{struct_size: C.sizeof_imprint_derive_options, threads: C.uint32_t(options.Threads)}
	var handle *C.imprint_context
	var failure C.imprint_error
	if err := failed(C.imprint_context_derive(c.handle, &given, &handle, &failure), &failure); err != nil {
		return nil, err
	}
	child := own(handle, c.family)
	child.maxBytes, child.event = c.maxBytes, options.Event
	return child, nil
}

// Cancel ends the calls that run on this context, and every later one, with ErrCancelled. Those on its parent and on contexts derived
// from it go on. To end one call, cancel the context.Context that it was given.
func (c *Context) Cancel() {
	c.family.Lock()
	defer c.family.Unlock()
	c.cancelled = true
	C.imprint_context_cancel(c.handle)
	for handle := range c.running {
		C.imprint_context_cancel(handle)
	}
}

// WarmUp loads what the first calls of a process would load.
func (c *Context) WarmUp(ctx context.Context) error {
	return c.call(ctx, func(handle *C.imprint_context, failure *C.imprint_error) C.imprint_status {
		return C.imprint_context_warm_up(handle, failure)
	})
}

// add runs a call that changes the context, which no other call may do meanwhile.
func (c *Context) add(run func(failure *C.imprint_error) C.imprint_status) error {
	c.family.Lock()
	defer c.family.Unlock()
	if c.closed {
		return refused("the context is closed")
	}
	if c.family.calls > 0 {
		return refused("keys and trust are added while no call runs on the context, or on one derived from it")
	}
	var failure C.imprint_error
	return failed(run(&failure), &failure)
}

// Key is the secret of a watermark, or of keyed mark_ids.
type Key [KeyBytes]byte

// GenerateKey makes a new key of the system's randomness. Keep it secret and keep it.
func GenerateKey() (Key, error) {
	var key Key
	if errABI != nil {
		return key, errABI
	}
	var failure C.imprint_error
	err := failed(C.imprint_key_generate((*C.uint8_t)(unsafe.Pointer(&key[0])), &failure), &failure)
	return key, err
}

// AddKey adds a private watermark key to the ring that detection tries, before the open key; its answer is the key's id.
func (c *Context) AddKey(key Key) (string, error) {
	var id [KeyIDChars + 1]C.char
	err := c.add(func(failure *C.imprint_error) C.imprint_status {
		return C.imprint_context_add_key(c.handle, (*C.uint8_t)(unsafe.Pointer(&key[0])), &id[0], failure)
	})
	return C.GoString(&id[0]), err
}

// AddMarkIDKey adds a mark_id key, a secret of another kind (spec/mark-id.md 2); its answer is the key's id.
func (c *Context) AddMarkIDKey(key Key) (string, error) {
	var id [KeyIDChars + 1]C.char
	err := c.add(func(failure *C.imprint_error) C.imprint_status {
		return C.imprint_context_add_mark_id_key(c.handle, (*C.uint8_t)(unsafe.Pointer(&key[0])), &id[0], failure)
	})
	return C.GoString(&id[0]), err
}

// SetFFmpeg names the program ffmpeg, a path or a name that PATH knows, by which M4A is decoded and coded (spec/formats.md 11.4).
func (c *Context) SetFFmpeg(program string) error {
	var lent scratch
	defer lent.free()
	name := lent.given(program)
	return c.add(func(failure *C.imprint_error) C.imprint_status {
		return C.imprint_context_set_ffmpeg(c.handle, name, failure)
	})
}

// AddTrust trusts the keys and certificates of a PEM text for the signatures in SecurityData (spec/trust.md 5).
func (c *Context) AddTrust(pem string) error {
	var lent scratch
	defer lent.free()
	text := lent.given(pem)
	return c.add(func(failure *C.imprint_error) C.imprint_status {
		return C.imprint_context_add_trust(c.handle, text, failure)
	})
}

// AddTrustFor is AddTrust for one producer or propagator alone.
func (c *Context) AddTrustFor(producerCode, pem string) error {
	var lent scratch
	defer lent.free()
	code, text := lent.given(producerCode), lent.given(pem)
	return c.add(func(failure *C.imprint_error) C.imprint_status {
		return C.imprint_context_add_trust_for(c.handle, code, text, failure)
	})
}

// AddManifestTrust trusts the certificates of a PEM text for signed manifests, and for nothing else.
func (c *Context) AddManifestTrust(use TrustUse, pem string) error {
	var lent scratch
	defer lent.free()
	text := lent.given(pem)
	return c.add(func(failure *C.imprint_error) C.imprint_status {
		return C.imprint_context_add_manifest_trust(c.handle, C.imprint_trust_use(use), text, failure)
	})
}
