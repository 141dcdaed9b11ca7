package imprint

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheLoadedLibraryIsOneForThisPackage(t *testing.T) {
	if errABI != nil {
		t.Fatal(errABI)
	}
	if LibraryABIVersion() != ABIVersion || Version() == "" || WatermarkFormatVersion() != 1 {
		t.Fatal(LibraryABIVersion(), Version(), WatermarkFormatVersion())
	}
	if WatermarkMinSide() != WatermarkMinSidePx || WatermarkPayloadSize() != WatermarkPayloadBits {
		t.Fatal(WatermarkMinSide(), WatermarkPayloadSize())
	}
}

func TestAnotherABIVersionAndSmallerStructsAreRefused(t *testing.T) {
	if err := compareABI(ABIVersion+1, nil); err == nil {
		t.Fatal("another ABI version was taken")
	}
	if err := compareABI(ABIVersion, []abiSize{{"imprint_mark_options", 280, 272}}); err == nil || !strings.Contains(err.Error(), "imprint_mark_options") {
		t.Fatal(err)
	}
	if err := compareABI(ABIVersion, []abiSize{{"imprint_mark_options", 280, 296}}); err != nil {
		t.Fatal("a newer library was refused:", err)
	}
}

func TestEveryStatusHasTheNameThatTheLibraryGivesIt(t *testing.T) {
	for status, name := range statusNames {
		if library := libraryStatusName(status); library != name {
			t.Errorf("%d is %s here and %s in the library", status, name, library)
		}
	}
	if text := Status(4711).String(); text != "unknown status (4711)" {
		t.Fatal(text)
	}
}

func TestErrorsAreToldByStatusAndKeepTheirCause(t *testing.T) {
	cause := errors.New("the key service is away")
	var err error = &Error{Status: ErrSigner, Message: "the signer failed", Cause: cause}
	if !errors.Is(err, ErrSigner) || errors.Is(err, ErrCertificate) || !errors.Is(err, cause) || StatusOf(err) != ErrSigner {
		t.Fatal(err)
	}
	if !errors.Is(&Error{Status: ErrFileNotFound}, fs.ErrNotExist) || !errors.Is(&Error{Status: ErrFileExists}, fs.ErrExist) {
		t.Fatal("errors of files are not those of io/fs")
	}
	if StatusOf(nil) != 0 || StatusOf(cause) != 0 {
		t.Fatal("a status of nothing")
	}
	if text := err.Error(); text != "imprint: the signer failed (IMPRINT_ERR_SIGNER): the key service is away" {
		t.Fatal(text)
	}
}

func TestTheGeneratedFileIsWhatTheDescriptionSays(t *testing.T) {
	if _, err := os.Stat(filepath.Join("..", "..", "spec", "abi", "imprint.json")); err != nil {
		t.Skip("not in the repository")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3")
	}
	if out, err := exec.Command(python, "-B", "generate.py", "--check").CombinedOutput(); err != nil {
		t.Fatal(string(out))
	}
}

func TestUnknownValuesOfEnumsAreNamedByNumber(t *testing.T) {
	if State(77).String() != "State(77)" || StateGenerated.String() != "generated" || LayerAIGC.String() != "aigc" {
		t.Fatal(State(77), StateGenerated, LayerAIGC)
	}
}

func TestPixelsThatDoNotHoldWhatTheySayAreRefused(t *testing.T) {
	good := Pixels{Pix: make([]byte, 3*4*5), WidthPx: 4, HeightPx: 5, StrideBytes: 12, Format: PixelFormatRGB8}
	if err := good.check(); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []Pixels{
		{Pix: good.Pix, WidthPx: 4, HeightPx: 6, StrideBytes: 12, Format: PixelFormatRGB8},
		{Pix: good.Pix, WidthPx: 5, HeightPx: 5, StrideBytes: 12, Format: PixelFormatRGB8},
		{Pix: good.Pix, WidthPx: 4, HeightPx: 5, StrideBytes: 12, Format: 99},
		{Pix: good.Pix, WidthPx: -4, HeightPx: 5, StrideBytes: 12, Format: PixelFormatRGB8},
		{Pix: nil, WidthPx: 4, HeightPx: 5, StrideBytes: 12, Format: PixelFormatRGB8},
		{Pix: good.Pix, WidthPx: 4, HeightPx: 5, StrideBytes: 1 << 40, Format: PixelFormatRGB8},
	} {
		if StatusOf(bad.check()) != ErrInvalidArgument {
			t.Errorf("%d x %d of %v was taken", bad.WidthPx, bad.HeightPx, bad.Format)
		}
	}
}
