//go:build imprint_static

package imprint

// An archive in the program itself: CGO_LDFLAGS names it, by -l:libimprint.a, and the libraries that it stands on.

// #cgo LDFLAGS: -lstdc++ -lm
import "C"
