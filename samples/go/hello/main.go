// Labels a picture and verifies the result: the main job in Go.
//
//	hello PICTURE
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"imprint.example/imprint"
)

func run(path string) error {
	ctx := context.Background()
	c, err := imprint.NewContext(nil)
	if err != nil {
		return err
	}
	defer c.Close()
	picture, err := c.ReadFile(ctx, path)
	if err != nil {
		return err
	}

	marked, _, err := c.Mark(ctx, picture, "ExampleStudio", "1", nil)
	if err != nil {
		return err
	}
	report, err := c.Verify(ctx, marked, nil)
	if err != nil {
		return err
	}
	id, _ := report.MarkID()
	fmt.Printf("mark_id %016x state %v\n", id, report.State())
	return nil
}

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: hello PICTURE")
	}
	if err := run(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}
