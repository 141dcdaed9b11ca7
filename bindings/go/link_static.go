//go:build imprint_static

package imprint

// The archive in the program itself, with what pkg-config says that it stands on. The shared library beside it is not needed then.

// #cgo pkg-config: --static imprint
// #cgo LDFLAGS: -Wl,--as-needed -l:libimprint.a
import "C"
