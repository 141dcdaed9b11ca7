// How a call runs: on the context itself, or on one derived for it when it is followed or may be cancelled.
package imprint

// #include "shim.h"
import "C"

import (
	"context"
	"runtime/debug"
	"sync"
	"time"
	"unsafe"
)

// Event is what a call came to, for the log of a service. It never holds a secret, or anything of the picture.
type Event struct {
	Call     string // name of the C call, "imprint_verify"
	Status   Status // 0 = it worked
	Duration time.Duration
	Message  string // of a failure
}

type progressKey struct{}

// WithProgress gives a context.Context under which calls tell how far they are: done rises from 0 to 1. It is called by the call's own
// goroutine. An error that it returns ends the call, with ErrCancelled and that error as Cause.
func WithProgress(ctx context.Context, progress func(done float64) error) context.Context {
	return context.WithValue(ctx, progressKey{}, progress)
}

// followed is what the callbacks of one call share with it.
type followed struct {
	progress func(float64) error
	event    func(Event)
	mutex    sync.Mutex
	cause    error
}

// keep holds the first thing that went wrong in a callback.
func (f *followed) keep(err error) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if f.cause == nil {
		f.cause = err
	}
}

// guarded runs a callback of the caller; a panic becomes an error, since it must not cross C.
func guarded(run func() error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = &PanicError{Value: value, Stack: debug.Stack()}
		}
	}()
	return run()
}

//export goProgress
func goProgress(user unsafe.Pointer, done C.double) C.int {
	follow := userOf(user).(*followed)
	if err := guarded(func() error { return follow.progress(float64(done)) }); err != nil {
		follow.keep(err)
		return 1
	}
	return 0
}

//export goEvent
func goEvent(user unsafe.Pointer, status C.int32_t, call *C.char, micros C.uint64_t, message *C.char, size C.size_t) {
	follow := userOf(user).(*followed)
	event := Event{Call: C.GoString(call), Status: Status(status), Duration: time.Duration(micros) * time.Microsecond,
		Message: goText(C.imprint_text{data: message, size: size})}
	if err := guarded(func() error { follow.event(event); return nil }); err != nil {
		follow.keep(err)
	}
}

// body is one call of the C ABI.
type body func(handle *C.imprint_context, failure *C.imprint_error) C.imprint_status

// call runs a body. Without anything to follow it costs what the C call costs.
func (c *Context) call(ctx context.Context, run body) error {
	if err := ctx.Err(); err != nil {
		return cancelledBy(err)
	}
	if err := c.enter(); err != nil {
		return err
	}
	defer c.leave()
	progress, _ := ctx.Value(progressKey{}).(func(float64) error)
	if ctx.Done() == nil && progress == nil && c.event == nil {
		var failure C.imprint_error
		return failed(run(c.handle, &failure), &failure)
	}
	return c.follow(ctx, &followed{progress: progress, event: c.event}, run)
}

func cancelledBy(err error) error {
	return &Error{Status: ErrCancelled, Message: "the call was ended by its context", Cause: err}
}

// follow runs the body on a context of its own, which is cancelled when ctx is.
func (c *Context) follow(ctx context.Context, follow *followed, run body) error {
	var lent scratch
	defer lent.free()
	handle, err := c.child(&lent, follow)
	if err != nil {
		return err
	}
	defer c.forget(handle)
	ended, watched := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(watched)
		select {
		case <-ctx.Done():
			C.imprint_context_cancel(handle)
		case <-ended:
		}
	}()
	var failure C.imprint_error
	err = failed(run(handle, &failure), &failure)
	close(ended)
	<-watched
	return follow.explain(ctx, err)
}

// child derives the context of one call, and notes it so that Cancel reaches it.
func (c *Context) child(lent *scratch, follow *followed) (*C.imprint_context, error) {
	options := C.imprint_derive_options{struct_size: C.sizeof_imprint_derive_options, user_data: lent.user(follow)}
	if follow.progress != nil {
		options.progress = C.imprint_progress(C.imprint_go_progress)
	}
	if follow.event != nil {
		options.event = C.imprint_event_sink(C.imprint_go_event)
	}
	var handle *C.imprint_context
	var failure C.imprint_error
	if err := failed(C.imprint_context_derive(c.handle, &options, &handle, &failure), &failure); err != nil {
		return nil, err
	}
	c.family.Lock()
	defer c.family.Unlock()
	c.running[handle] = struct{}{}
	if c.cancelled {
		C.imprint_context_cancel(handle)
	}
	return handle, nil
}

func (c *Context) forget(handle *C.imprint_context) {
	c.family.Lock()
	defer c.family.Unlock()
	delete(c.running, handle)
	C.imprint_context_destroy(handle)
}

// explain adds the cause. What the library did is not taken back by a context that ends behind it.
func (f *followed) explain(ctx context.Context, err error) error {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	failure, _ := err.(*Error)
	switch {
	case f.cause != nil && failure == nil:
		return &Error{Status: ErrInternal, Message: "a callback failed", Cause: f.cause}
	case f.cause != nil:
		failure.Cause = f.cause
	case failure != nil && failure.Status == ErrCancelled && ctx.Err() != nil:
		failure.Cause = ctx.Err()
	}
	return err
}
