package imprint_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"testing"

	"imprint.example/imprint"
)

// residentBytes is the process's resident memory, with Go's garbage collected.
func residentBytes(t *testing.T) int {
	debug.FreeOSMemory()
	content, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		t.Skip("no /proc")
	}
	var size, resident int
	fmt.Sscan(string(content), &size, &resident)
	return resident * os.Getpagesize()
}

const mayGrow = 8 << 20 // the allocators of Go and C keep some

func TestMemoryStaysFlat(t *testing.T) {
	runtime.LockOSThread() // C's allocator keeps an arena for each thread
	defer runtime.UnlockOSThread()
	c := open(t, nil)
	me := newIdentity(t)
	small := encodePNG(t, painted(200, 200))
	marked := mark(t, c, plain(t), nil)
	away := errors.New("away")
	signer := &imprint.Signer{Certificates: me.certificate, Sign: func([]byte) ([]byte, error) { return nil, away }}
	round := func(reads, verifies int) {
		for i := 0; i < reads; i++ {
			_, err := c.ReadAIGC(background, small)
			check(t, err)
			_, err = c.ReadAIGC(background, small[:20])
			if err == nil {
				t.Fatal("a stump was read")
			}
		}
		for i := 0; i < verifies; i++ {
			_, err := c.Verify(background, marked, &imprint.VerifyOptions{NoSearch: true, NoWatermark: i%4 != 0})
			check(t, err)
			ctx := imprint.WithProgress(background, func(float64) error { return nil })
			_, err = c.Verify(ctx, marked[:1000], nil)
			wantStatus(t, err, imprint.ErrTruncated)
			_, err = c.SignManifest(background, small, signer, nil)
			wantStatus(t, err, imprint.ErrSigner)
		}
	}
	round(1000, 100)
	before := residentBytes(t)
	round(5000, 300)
	if grown := residentBytes(t) - before; grown > mayGrow {
		t.Fatalf("%d bytes more after 10000 calls", grown)
	}
}

// badFiles are damaged files that others made, and stumps of our own where there are none.
func badFiles(t *testing.T) (map[string][]byte, bool) {
	folder := os.Getenv("IMPRINT_TEST_MEDIA")
	if folder == "" {
		folder = filepath.Join(root(t), "..", "shared", "data")
	}
	names, _ := filepath.Glob(filepath.Join(folder, "images", "bad", "*"))
	files := map[string][]byte{}
	for _, name := range names {
		files[filepath.Base(name)] = read(t, name)
	}
	if len(files) > 0 {
		return files, true
	}
	whole := plain(t)
	for size := 0; size < len(whole); size += 1 + len(whole)/40 {
		files[fmt.Sprint("first ", size)] = whole[:size]
		flipped := append([]byte{}, whole...)
		flipped[size] ^= 0x55
		files[fmt.Sprint("flipped ", size)] = flipped
	}
	return files, false
}

func TestBadFilesAreErrorsOrReports(t *testing.T) {
	files, real := badFiles(t)
	runtime.LockOSThread() // C's allocator keeps an arena for each thread
	defer runtime.UnlockOSThread()
	c := open(t, nil)
	var resident [4]int
	for round := range resident {
		for name, content := range files {
			_, err := c.Verify(background, content, &imprint.VerifyOptions{NoSearch: true})
			if err != nil && imprint.StatusOf(err) == 0 {
				t.Error(name, err)
			}
			out, _, err := c.Mark(background, content, producer, produceID, nil)
			if (err == nil) != (out != nil) || (err != nil && imprint.StatusOf(err) == imprint.ErrInternal) {
				t.Error(name, err)
			}
		}
		resident[round] = residentBytes(t)
	}
	// The allocator keeps a large picture or gives it back as it likes, so each half is taken at its best for the library.
	if grown := smaller(resident[2], resident[3]) - larger(resident[0], resident[1]); grown > mayGrow {
		t.Errorf("resident after each round: %d", resident)
	}
	if real {
		fmt.Printf("real files covered: %d\n", len(files))
	}
}

func smaller(a, b int) int {
	if a < b {
		return a
	}
	return b
}

func larger(a, b int) int { return a + b - smaller(a, b) }
