// Statuses, the error of a failed call, and the comparison of header and library.
package imprint

// #include <imprint/imprint.h>
import "C"

import (
	"errors"
	"fmt"
	"io/fs"
)

// Status is the number of a failure (spec/errors.md). It is an error itself, so that errors.Is(err, imprint.ErrLimitExceeded) tells
// how a call failed. A number that this version does not know is a failure like others.
type Status int32

// String is the status's name in the C header, "IMPRINT_ERR_TRUNCATED" and the like.
func (s Status) String() string {
	if name, known := statusNames[s]; known {
		return name
	}
	// A newer library may have a name for it.
	return fmt.Sprintf("%s (%d)", libraryStatusName(s), int32(s))
}

func libraryStatusName(s Status) string {
	return C.GoString(C.imprint_status_name(C.imprint_status(s)))
}

func (s Status) Error() string { return s.String() }

// Error is a call that failed. Branch on Status, with errors.Is; Message is the library's English sentence, for logs.
type Error struct {
	Status  Status
	Message string
	// Cause is what the caller's own code said: the error of a signer or of a progress function, context.Canceled,
	// context.DeadlineExceeded, or a *PanicError. nil where the library alone failed.
	Cause error
}

func (e *Error) Error() string {
	if e.Cause != nil {
		return fmt.Sprintf("imprint: %s (%s): %v", e.Message, e.Status, e.Cause)
	}
	return fmt.Sprintf("imprint: %s (%s)", e.Message, e.Status)
}

// Is holds for the error's Status, and for fs.ErrNotExist and fs.ErrExist where they say the same.
func (e *Error) Is(target error) bool {
	switch target {
	case fs.ErrNotExist:
		return e.Status == ErrFileNotFound
	case fs.ErrExist:
		return e.Status == ErrFileExists
	}
	status, ok := target.(Status)
	return ok && status == e.Status
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// PanicError is a panic of a callback. It does not cross the library: the call fails with it as its Cause.
type PanicError struct {
	Value any
	Stack []byte
}

func (e *PanicError) Error() string { return fmt.Sprintf("panic in a callback: %v", e.Value) }

// StatusOf is the status of an error of this package, 0 for nil and for others' errors.
func StatusOf(err error) Status {
	var failure *Error
	if errors.As(err, &failure) {
		return failure.Status
	}
	return 0
}

// failed turns what a call answered into an error. A status that is not in the struct (a call before any work) still counts.
func failed(status C.imprint_status, failure *C.imprint_error) error {
	if status == C.IMPRINT_OK {
		return nil
	}
	return &Error{Status: Status(status), Message: C.GoString(&failure.message[0])}
}

func refused(format string, arguments ...any) error {
	return &Error{Status: ErrInvalidArgument, Message: fmt.Sprintf(format, arguments...)}
}

func unknownValue(kind string, value int32) string { return fmt.Sprintf("%s(%d)", kind, value) }

type abiSize struct {
	name            string
	header, library uintptr
}

// errABI is not nil when the library that was loaded is not one for this header: every call answers it.
var errABI = compareABI(uint32(C.imprint_abi_version()), abiSizes())

func compareABI(version uint32, sizes []abiSize) error {
	if version != ABIVersion {
		return &Error{Status: ErrInternal, Message: fmt.Sprintf("libimprint has ABI version %d, this package needs %d", version, ABIVersion)}
	}
	for _, size := range sizes {
		if size.library < size.header {
			return &Error{Status: ErrInternal, Message: fmt.Sprintf("libimprint is older than its header: %s has %d bytes, %d are needed",
				size.name, size.library, size.header)}
		}
	}
	return nil
}

// Version is that of the library that is loaded.
func Version() string { return C.GoString(C.imprint_version()) }

// LibraryABIVersion is that of the library that is loaded; ABIVersion is the package's own.
func LibraryABIVersion() uint32 { return uint32(C.imprint_abi_version()) }

// WatermarkFormatVersion is the newest version of the watermark format that the library reads, and the one that it writes.
func WatermarkFormatVersion() uint32 { return uint32(C.imprint_watermark_format_version()) }
