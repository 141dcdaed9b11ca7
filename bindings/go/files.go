// Files by path, streams, and many files at once.
package imprint

// #include "shim.h"
import "C"

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"unsafe"
)

// MarkPath is Mark from file to file. outPath is written whole or not at all.
func (c *Context) MarkPath(ctx context.Context, path, outPath string, existing Existing, producer, produceID string, options *MarkOptions) (
	*Report, error) {
	var lent scratch
	defer lent.free()
	in, out, who, id, given := lent.given(path), lent.given(outPath), lent.given(producer), lent.given(produceID), lent.markOptions(options)
	_, report, err := c.make(ctx, &lent, func(handle *C.imprint_context, made *answer, failure *C.imprint_error) C.imprint_status {
		return C.imprint_mark_path(handle, in, out, C.imprint_existing(existing), who, id, given, &made.report, failure)
	})
	return report, err
}

// VerifyPath is Verify of a file.
func (c *Context) VerifyPath(ctx context.Context, path string, options *VerifyOptions) (*Report, error) {
	var lent scratch
	defer lent.free()
	in, given := lent.given(path), lent.verifyOptions(options)
	return c.report(ctx, func(handle *C.imprint_context, report **C.imprint_report, failure *C.imprint_error) C.imprint_status {
		return C.imprint_verify_path(handle, in, given, report, failure)
	})
}

// PropagatePath is Propagate from file to file. Nothing is written when no case of Art. 6 applies.
func (c *Context) PropagatePath(ctx context.Context, path, outPath string, existing Existing, propagator, propagateID string,
	options *PropagateOptions) (*Report, error) {
	var lent scratch
	defer lent.free()
	in, out, who, id := lent.given(path), lent.given(outPath), lent.given(propagator), lent.given(propagateID)
	given := lent.propagateOptions(options)
	_, report, err := c.make(ctx, &lent, func(handle *C.imprint_context, made *answer, failure *C.imprint_error) C.imprint_status {
		return C.imprint_propagate_path(handle, in, out, C.imprint_existing(existing), who, id, given, &made.report, failure)
	})
	return report, err
}

// ReadFile reads a whole file, of at most MaxFileBytes.
func (c *Context) ReadFile(ctx context.Context, path string) ([]byte, error) {
	var lent scratch
	defer lent.free()
	in := lent.given(path)
	out, _, err := c.make(ctx, &lent, func(handle *C.imprint_context, made *answer, failure *C.imprint_error) C.imprint_status {
		return C.imprint_file_read(handle, in, &made.out, failure)
	})
	return out, err
}

// WriteFile writes a file whole or not at all.
func WriteFile(path string, content []byte, existing Existing) error {
	if errABI != nil {
		return errABI
	}
	var lent scratch
	defer lent.free()
	var failure C.imprint_error
	return failed(C.imprint_file_write(lent.given(path), lend(content), C.imprint_existing(existing), &failure), &failure)
}

// ReadAll reads a stream to its end, of at most MaxFileBytes: a longer one is ErrLimitExceeded, and no more than a byte over it is read.
func (c *Context) ReadAll(from io.Reader) ([]byte, error) {
	var out bytes.Buffer
	if sized, ok := from.(interface{ Len() int }); ok && uint64(sized.Len()) <= c.maxBytes {
		out.Grow(sized.Len() + bytes.MinRead)
	}
	if _, err := out.ReadFrom(io.LimitReader(from, int64(c.maxBytes)+1)); err != nil {
		return nil, &Error{Status: ErrFileRead, Message: "the stream could not be read", Cause: err}
	}
	if uint64(out.Len()) > c.maxBytes {
		return nil, &Error{Status: ErrLimitExceeded, Message: fmt.Sprintf("the stream exceeds max_file_bytes %d", c.maxBytes)}
	}
	return out.Bytes(), nil
}

func writeAll(to io.Writer, content []byte) error {
	if _, err := to.Write(content); err != nil {
		return &Error{Status: ErrFileWrite, Message: "the stream could not be written", Cause: err}
	}
	return nil
}

// MarkStream is Mark from stream to stream. Nothing is written before the output has been read back.
func (c *Context) MarkStream(ctx context.Context, from io.Reader, to io.Writer, producer, produceID string, options *MarkOptions) (*Report, error) {
	file, err := c.ReadAll(from)
	if err != nil {
		return nil, err
	}
	out, report, err := c.Mark(ctx, file, producer, produceID, options)
	if err != nil {
		return nil, err
	}
	return report, writeAll(to, out)
}

// VerifyStream is Verify of what a stream holds.
func (c *Context) VerifyStream(ctx context.Context, from io.Reader, options *VerifyOptions) (*Report, error) {
	file, err := c.ReadAll(from)
	if err != nil {
		return nil, err
	}
	return c.Verify(ctx, file, options)
}

// PropagateStream is Propagate from stream to stream. Nothing is written when no case of Art. 6 applies: the report's State says so.
func (c *Context) PropagateStream(ctx context.Context, from io.Reader, to io.Writer, propagator, propagateID string,
	options *PropagateOptions) (*Report, error) {
	file, err := c.ReadAll(from)
	if err != nil {
		return nil, err
	}
	out, report, err := c.Propagate(ctx, file, propagator, propagateID, options)
	if err != nil || out == nil {
		return report, err
	}
	return report, writeAll(to, out)
}

// BatchItem is one file of many: what to do with it, and what came of it.
type BatchItem struct {
	Path        string // of the input; empty = File
	File        []byte
	OutPath     string // of the output; empty = Out receives it
	Producer    string // of marking; when verifying and propagating what the caller's records say
	ProduceID   string
	Propagator  string
	PropagateID string

	Out    []byte
	Report *Report
	Err    error
}

// MarkBatch is Mark on many files, as many at once as the context has threads. Each item tells how its own file fared; the error is that
// of the whole call.
func (c *Context) MarkBatch(ctx context.Context, items []BatchItem, options *MarkOptions, existing Existing) error {
	var lent scratch
	defer lent.free()
	given := lent.markOptions(options)
	return c.batch(ctx, &lent, items, func(handle *C.imprint_context, first *C.imprint_batch_item, failure *C.imprint_error) C.imprint_status {
		return C.imprint_mark_batch(handle, first, C.size_t(len(items)), given, C.imprint_existing(existing), failure)
	})
}

// VerifyBatch is Verify on many files.
func (c *Context) VerifyBatch(ctx context.Context, items []BatchItem, options *VerifyOptions) error {
	var lent scratch
	defer lent.free()
	given := lent.verifyOptions(options)
	return c.batch(ctx, &lent, items, func(handle *C.imprint_context, first *C.imprint_batch_item, failure *C.imprint_error) C.imprint_status {
		return C.imprint_verify_batch(handle, first, C.size_t(len(items)), given, failure)
	})
}

// PropagateBatch is Propagate on many files.
func (c *Context) PropagateBatch(ctx context.Context, items []BatchItem, options *PropagateOptions, existing Existing) error {
	var lent scratch
	defer lent.free()
	given := lent.propagateOptions(options)
	return c.batch(ctx, &lent, items, func(handle *C.imprint_context, first *C.imprint_batch_item, failure *C.imprint_error) C.imprint_status {
		return C.imprint_propagate_batch(handle, first, C.size_t(len(items)), given, C.imprint_existing(existing), failure)
	})
}

// batch lends the items, and takes back what came of each, also when the whole call was cancelled.
func (c *Context) batch(ctx context.Context, lent *scratch, items []BatchItem,
	run func(*C.imprint_context, *C.imprint_batch_item, *C.imprint_error) C.imprint_status) error {
	if len(items) == 0 {
		return nil
	}
	given := unsafe.Slice((*C.imprint_batch_item)(lent.alloc(uintptr(len(items))*C.sizeof_imprint_batch_item)), len(items))
	for i := range items {
		item := &items[i]
		given[i] = C.imprint_batch_item{struct_size: C.sizeof_imprint_batch_item, path: lent.text(item.Path), file: lent.view(item.File),
			out_path: lent.text(item.OutPath), producer: lent.text(item.Producer), produce_id: lent.text(item.ProduceID),
			propagator: lent.text(item.Propagator), propagate_id: lent.text(item.PropagateID)}
	}
	err := c.call(ctx, func(handle *C.imprint_context, failure *C.imprint_error) C.imprint_status {
		return run(handle, &given[0], failure)
	})
	for i := range items {
		items[i].Out, items[i].Report = take(&given[i].out), takeReport(given[i].report)
		items[i].Err = lent.explain(failed(given[i].error.status, &given[i].error))
		if items[i].Err == nil && err != nil && items[i].Report == nil {
			items[i].Err = err // refused or cancelled before this file's turn
		}
	}
	return err
}
