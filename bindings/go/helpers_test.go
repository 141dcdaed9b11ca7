// What the tests share: the repository's pictures, a painted one, and keys made for the day.
package imprint_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"

	"imprint.example/imprint"
)

const (
	producer  = "ExampleStudio"
	produceID = "2026-000123"
)

var background = context.Background()

func root(t testing.TB) string {
	t.Helper()
	if given := os.Getenv("IMPRINT_ROOT"); given != "" {
		return given
	}
	if _, err := os.Stat("../../conformance"); err == nil {
		return "../.."
	}
	t.Skip("IMPRINT_ROOT does not say where the repository is")
	return ""
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	check(t, err)
	return content
}

// vector is a picture of conformance/vectors.
func vector(t testing.TB, name string) []byte {
	return read(t, filepath.Join(root(t), "conformance/vectors/watermark-v1", name))
}

func plain(t testing.TB) []byte { return vector(t, "unmarked_portrait.png") }

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func open(t testing.TB, options *imprint.ContextOptions) *imprint.Context {
	t.Helper()
	c, err := imprint.NewContext(options)
	check(t, err)
	t.Cleanup(func() { c.Close() })
	return c
}

func wantStatus(t testing.TB, err error, status imprint.Status) {
	t.Helper()
	if imprint.StatusOf(err) != status {
		t.Fatalf("want %v, got %v", status, err)
	}
}

func equal[T comparable](t testing.TB, got, want T) {
	t.Helper()
	if got != want {
		t.Fatalf("got %v, want %v", got, want)
	}
}

// painted is a textured picture, the same every time.
func painted(width, height int) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, width, height))
	noise := uint32(1)
	for y := 0; y < height; y++ {
		for x := 0; x < width; x++ {
			noise = noise*1664525 + 1013904223
			texture := uint8(noise >> 27)
			out.SetNRGBA(x, y, color.NRGBA{uint8(60+x*120/width) + texture, uint8(70+y*110/height) + texture, 90 + texture, 255})
		}
	}
	return out
}

func encodePNG(t testing.TB, picture image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	check(t, png.Encode(&out, picture))
	return out.Bytes()
}

func encodeJPEG(t testing.TB, picture image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	check(t, jpeg.Encode(&out, picture, &jpeg.Options{Quality: 92}))
	return out.Bytes()
}

func decode(t testing.TB, file []byte) image.Image {
	t.Helper()
	picture, _, err := image.Decode(bytes.NewReader(file))
	check(t, err)
	return picture
}

// identity is a signer's key with a certificate that validators accept, below a root of its own.
type identity struct {
	key         *ecdsa.PrivateKey
	keyPEM      string
	certificate string
	rootPEM     string
}

func toPEM(kind string, der []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
}

func newIdentity(t testing.TB) identity {
	t.Helper()
	rootKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	check(t, err)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	check(t, err)
	from, until := time.Now().Add(-time.Hour), time.Now().Add(24*time.Hour)
	authority := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Example root"}, NotBefore: from, NotAfter: until,
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign}
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: producer, Organization: []string{producer}},
		NotBefore: from, NotAfter: until, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature,
		ExtKeyUsage:        []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection},
		UnknownExtKeyUsage: []asn1.ObjectIdentifier{{1, 3, 6, 1, 4, 1, 62558, 2, 1}}}
	rootDER, err := x509.CreateCertificate(rand.Reader, authority, authority, rootKey.Public(), rootKey)
	check(t, err)
	parent, err := x509.ParseCertificate(rootDER)
	check(t, err)
	leafDER, err := x509.CreateCertificate(rand.Reader, leaf, parent, key.Public(), rootKey)
	check(t, err)
	keyDER, err := x509.MarshalPKCS8PrivateKey(key)
	check(t, err)
	return identity{key: key, keyPEM: toPEM("PRIVATE KEY", keyDER), certificate: toPEM("CERTIFICATE", leafDER), rootPEM: toPEM("CERTIFICATE", rootDER)}
}
