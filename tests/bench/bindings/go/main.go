// c_verify.c through the Go binding.
//
//	go_verify FILE COUNT [cancellable]
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"strconv"
	"syscall"

	"imprint.example/imprint"
)

func verify(ctx context.Context, c *imprint.Context, file []byte) {
	report, err := c.Verify(ctx, file, nil)
	if err != nil || report.State() != imprint.StateGenerated || len(report.JSON()) == 0 {
		log.Fatal(err, report.State())
	}
}

// cpuMs is the processor time of the process, that of the garbage collector among it.
func cpuMs() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		log.Fatal(err)
	}
	return float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e6
}

func main() {
	ctx, cancel := context.Background(), func() {}
	if len(os.Args) == 4 {
		ctx, cancel = context.WithCancel(ctx)
	}
	defer cancel()
	count, err := strconv.Atoi(os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	c, err := imprint.NewContext(nil)
	if err != nil {
		log.Fatal(err)
	}
	defer c.Close()
	file, err := c.ReadFile(ctx, os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	verify(ctx, c, file)
	for i := 0; i < count; i++ {
		begin := cpuMs()
		verify(ctx, c, file)
		fmt.Printf("%.4f\n", cpuMs()-begin)
	}
}
