// Memory of C for the time of one call: strings, structs and what they point to.
package imprint

// #include "shim.h"
import "C"

import (
	"runtime/cgo"
	"unsafe"
)

// scratch holds what one call lends to C. cgo allows no Go pointer in memory that is itself handed over by address, so what stands in
// option structs is copied here; whole files are lent as they are, see lend().
type scratch struct {
	blocks  []block
	handles []cgo.Handle
	signers []*signing
}

type block struct {
	data unsafe.Pointer
	size uintptr
}

// alloc gives zeroed memory; a struct of C made in it starts with its defaults.
func (s *scratch) alloc(size uintptr) unsafe.Pointer {
	data := C.calloc(1, C.size_t(size))
	if data == nil {
		panic("imprint: out of memory")
	}
	s.blocks = append(s.blocks, block{data, size})
	return data
}

// free wipes what was lent, since keys may be among it.
func (s *scratch) free() {
	for _, one := range s.blocks {
		bytes := unsafe.Slice((*byte)(one.data), one.size)
		for i := range bytes {
			bytes[i] = 0
		}
		C.free(one.data)
	}
	for _, handle := range s.handles {
		handle.Delete()
	}
}

// text is absent when it is empty: what "" means in this package's options.
func (s *scratch) text(value string) C.imprint_text {
	if value == "" {
		return C.imprint_text{}
	}
	return s.given(value)
}

// given is never absent: what "" means in a required argument.
func (s *scratch) given(value string) C.imprint_text {
	data := s.alloc(uintptr(len(value) + 1))
	copy(unsafe.Slice((*byte)(data), len(value)), value)
	return C.imprint_text{data: (*C.char)(data), size: C.size_t(len(value))}
}

// view copies: for what stands in a struct. Empty = none.
func (s *scratch) view(value []byte) C.imprint_byte_view {
	if len(value) == 0 {
		return C.imprint_byte_view{}
	}
	data := s.alloc(uintptr(len(value)))
	copy(unsafe.Slice((*byte)(data), len(value)), value)
	return C.imprint_byte_view{data: (*C.uint8_t)(data), size: C.size_t(len(value))}
}

// numbers copies: for what stands in a struct. Empty = none.
func (s *scratch) numbers(value []float64) C.imprint_number_view {
	if len(value) == 0 {
		return C.imprint_number_view{}
	}
	data := s.alloc(uintptr(len(value)) * unsafe.Sizeof(value[0]))
	copy(unsafe.Slice((*float64)(data), len(value)), value)
	return C.imprint_number_view{data: (*C.double)(data), count: C.size_t(len(value))}
}

// user lends a Go value to callbacks: C keeps a pointer to a handle, not to the value.
func (s *scratch) user(value any) unsafe.Pointer {
	handle := cgo.NewHandle(value)
	s.handles = append(s.handles, handle)
	data := s.alloc(unsafe.Sizeof(handle))
	*(*cgo.Handle)(data) = handle
	return data
}

func userOf(data unsafe.Pointer) any { return (*(*cgo.Handle)(data)).Value() }

// lend gives the bytes themselves, without a copy, as an argument of a call.
func lend(value []byte) C.imprint_byte_view {
	if len(value) == 0 {
		return C.imprint_byte_view{}
	}
	return C.imprint_byte_view{data: (*C.uint8_t)(unsafe.Pointer(&value[0])), size: C.size_t(len(value))}
}

// take copies what the library made and frees it. nil when it made nothing.
func take(bytes *C.imprint_bytes) []byte {
	defer C.imprint_bytes_free(bytes)
	if bytes.data == nil {
		return nil
	}
	return append([]byte{}, unsafe.Slice((*byte)(bytes.data), bytes.size)...)
}

func goText(text C.imprint_text) string {
	if text.data == nil {
		return ""
	}
	return string(unsafe.Slice((*byte)(unsafe.Pointer(text.data)), text.size))
}

func flag(value bool) C.uint32_t {
	if value {
		return 1
	}
	return 0
}
