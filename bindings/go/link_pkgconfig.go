//go:build !imprint_flags && !imprint_static

package imprint

// The library by pkg-config, the way it is installed.

// #cgo pkg-config: imprint
import "C"
