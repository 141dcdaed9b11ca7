package imprint_test

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"testing"
	"time"

	"imprint.example/imprint"
)

func TestAContextThatEndsEndsTheCall(t *testing.T) {
	c := open(t, nil)
	file := encodePNG(t, painted(2000, 1500)) // nothing in it: the longest search
	ctx, cancel := context.WithCancel(background)
	timer := time.AfterFunc(30*time.Millisecond, cancel)
	defer timer.Stop()
	begin := time.Now()
	report, err := c.Verify(ctx, file, nil)
	if !errors.Is(err, imprint.ErrCancelled) || !errors.Is(err, context.Canceled) || report != nil {
		t.Fatal(err)
	}
	if taken := time.Since(begin); taken > 5*time.Second {
		t.Fatal(taken)
	}
	ctx, cancel = context.WithTimeout(background, 20*time.Millisecond)
	defer cancel()
	_, _, err = c.Mark(ctx, file, producer, produceID, nil)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Fatal(err)
	}
	_, err = c.ReadAIGC(ctx, file) // has ended before
	wantStatus(t, err, imprint.ErrCancelled)
	check(t, c.WarmUp(background))
	items := []imprint.BatchItem{{File: file}, {File: file}}
	err = c.VerifyBatch(ctx, items, nil)
	wantStatus(t, err, imprint.ErrCancelled)
}

func TestProgressRisesAndMayEndTheCall(t *testing.T) {
	c := open(t, nil)
	last, times := -1.0, 0
	ctx := imprint.WithProgress(background, func(done float64) error {
		if done <= last || done < 0 || done > 1 {
			t.Errorf("%v after %v", done, last)
		}
		last, times = done, times+1
		return nil
	})
	_, _, err := c.Mark(ctx, plain(t), producer, produceID, nil)
	check(t, err)
	if last != 1 || times < 5 {
		t.Fatal(last, times)
	}
	enough := errors.New("enough")
	_, _, err = c.Mark(imprint.WithProgress(background, func(done float64) error { return enough }), plain(t), producer, produceID, nil)
	if !errors.Is(err, imprint.ErrCancelled) || !errors.Is(err, enough) {
		t.Fatal(err)
	}
	_, err = c.Verify(imprint.WithProgress(background, func(float64) error { panic("oops") }), plain(t), nil)
	var panicked *imprint.PanicError
	if !errors.As(err, &panicked) || !errors.Is(err, imprint.ErrCancelled) {
		t.Fatal(err)
	}
}

func TestEventsTellOfEachCall(t *testing.T) {
	var events []imprint.Event
	c, err := open(t, nil).Derive(imprint.DeriveOptions{Threads: 2, Event: func(event imprint.Event) { events = append(events, event) }})
	check(t, err)
	defer c.Close()
	_, err = c.ReadAIGC(background, plain(t))
	check(t, err)
	_, err = c.ReadAIGC(background, []byte("no picture"))
	wantStatus(t, err, imprint.ErrUnsupportedFormat)
	if len(events) != 2 || events[0].Call != "imprint_aigc_read" || events[0].Status != 0 || events[1].Status != imprint.ErrUnsupportedFormat || events[1].Message == "" {
		t.Fatalf("%+v", events)
	}
	broken, err := c.Derive(imprint.DeriveOptions{Event: func(imprint.Event) { panic("oops") }})
	check(t, err)
	defer broken.Close()
	_, err = broken.ReadAIGC(background, plain(t))
	var panicked *imprint.PanicError
	equal(t, errors.As(err, &panicked), true)
}

func TestCancelReachesCallsThatRunAndLaterOnes(t *testing.T) {
	parent := open(t, nil)
	c, err := parent.Derive(imprint.DeriveOptions{})
	check(t, err)
	file := encodePNG(t, painted(2000, 1500))
	ctx, stop := context.WithCancel(background) // gives the call a context of its own, below c
	defer stop()
	time.AfterFunc(30*time.Millisecond, c.Cancel)
	_, err = c.Verify(ctx, file, nil)
	wantStatus(t, err, imprint.ErrCancelled)
	_, err = c.Verify(ctx, plain(t), nil)
	wantStatus(t, err, imprint.ErrCancelled)
	_, err = c.Verify(background, plain(t), nil)
	wantStatus(t, err, imprint.ErrCancelled)
	_, err = parent.Verify(background, plain(t), &imprint.VerifyOptions{NoSearch: true})
	check(t, err)
	check(t, parent.Close())
	check(t, c.Close())
	c.Cancel()
}

func TestAContextIsClosedWhileItIsUsed(t *testing.T) {
	c := open(t, nil)
	child, err := c.Derive(imprint.DeriveOptions{})
	check(t, err)
	var group sync.WaitGroup
	file := plain(t)
	for i := 0; i < 8; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for {
				if _, err := c.Verify(background, file, &imprint.VerifyOptions{NoSearch: true}); err != nil {
					if !errors.Is(err, imprint.ErrInvalidArgument) {
						t.Error(err)
					}
					return
				}
			}
		}()
	}
	time.Sleep(100 * time.Millisecond)
	_, err = c.AddKey(imprint.Key{9})
	wantStatus(t, err, imprint.ErrInvalidArgument) // calls run
	check(t, c.Close())
	check(t, c.Close())
	group.Wait()
	_, err = c.AddKey(imprint.Key{9})
	wantStatus(t, err, imprint.ErrInvalidArgument)
	_, err = child.Verify(background, file, &imprint.VerifyOptions{NoSearch: true})
	check(t, err) // lives on its own
	check(t, child.Close())
}

func TestAForgottenContextIsCollected(t *testing.T) {
	for i := 0; i < 50; i++ {
		_, err := imprint.NewContext(nil)
		check(t, err)
	}
	runtime.GC()
	runtime.GC()
}

func TestSixteenGoroutinesShareAContextAndGetTheSameAnswers(t *testing.T) {
	c := open(t, nil)
	file := mark(t, c, plain(t), nil)
	want, err := c.Verify(background, file, nil)
	check(t, err)
	var group sync.WaitGroup
	for i := 0; i < 16; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for j := 0; j < 3; j++ {
				got, err := c.Verify(background, file, nil)
				if err != nil || string(got.JSON()) != string(want.JSON()) {
					t.Error("another answer", err)
				}
				out, _, err := c.Mark(background, file, producer, produceID, nil)
				if !errors.Is(err, imprint.ErrAlreadyLabelled) || out != nil {
					t.Error(err)
				}
			}
		}()
	}
	group.Wait()
}
