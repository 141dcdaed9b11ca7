package imprint_test

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"testing"

	"imprint.example/imprint"
)

func TestManifestsAreSignedReadAndVerified(t *testing.T) {
	me := newIdentity(t)
	c := open(t, nil)
	signer := &imprint.Signer{Certificates: me.certificate, PrivateKey: me.keyPEM}
	signed, err := c.SignManifest(background, plain(t), signer, &imprint.ManifestOptions{Title: "example", Thumbnail: true})
	check(t, err)
	report, err := c.VerifyManifest(background, signed, nil, 0)
	check(t, err)
	equal(t, report.ManifestState(), imprint.ManifestStateValid)
	equal(t, len(report.CrJSON()) > 0, true)
	check(t, c.AddManifestTrust(imprint.TrustUseSigner, me.rootPEM))
	report, err = c.VerifyManifest(background, signed, nil, 0)
	check(t, err)
	equal(t, report.ManifestState(), imprint.ManifestStateTrusted)
	store, err := c.ReadManifest(background, signed)
	check(t, err)
	equal(t, bytes.Contains(signed, store[8:64]), true)
	none, err := c.ReadManifest(background, plain(t))
	check(t, err)
	equal(t, none == nil, true)
	id := uint64(7)
	beside, err := c.SignManifest(background, plain(t), signer, &imprint.ManifestOptions{Sidecar: true, MarkID: &id})
	check(t, err)
	report, err = c.VerifyManifest(background, plain(t), beside, 0)
	check(t, err)
	equal(t, report.ManifestState(), imprint.ManifestStateTrusted)
	signed[len(signed)/2] ^= 1
	report, err = c.VerifyManifest(background, signed, nil, 0)
	if err == nil {
		equal(t, report.ManifestState(), imprint.ManifestStateInvalid)
	}
	_, err = c.SignManifest(background, plain(t), nil, nil)
	wantStatus(t, err, imprint.ErrInvalidArgument)
	wantStatus(t, c.AddManifestTrust(imprint.TrustUseSigner, "no certificate"), imprint.ErrCertificate)
}

func TestACryptoSignerSignsTheManifestOfAMarkedPicture(t *testing.T) {
	me := newIdentity(t)
	c := open(t, nil)
	signer, err := imprint.NewSigner(me.certificate, me.key, "ES256")
	check(t, err)
	marked := mark(t, c, plain(t), &imprint.MarkOptions{Signer: signer, Manifest: &imprint.ManifestOptions{Software: "Example", SoftwareVersion: "1"}})
	report, err := c.Verify(background, marked, &imprint.VerifyOptions{NoSearch: true})
	check(t, err)
	equal(t, report.ManifestState(), imprint.ManifestStateValid)
	equal(t, report.PairAgreement(imprint.PairManifestWatermark), imprint.AgreementAgree)
	_, err = imprint.NewSigner(me.certificate, me.key, "HS256")
	wantStatus(t, err, imprint.ErrInvalidArgument)
	_, private, err := ed25519.GenerateKey(nil)
	check(t, err)
	other, err := imprint.NewSigner(me.certificate, private, "ES256")
	check(t, err)
	_, err = c.SignManifest(background, plain(t), other, nil)
	wantStatus(t, err, imprint.ErrSigner) // not the certificate's key
}

func TestWhatASignerSaysIsTheCauseOfTheError(t *testing.T) {
	me := newIdentity(t)
	c := open(t, nil)
	away := errors.New("the key service is away")
	signer := &imprint.Signer{Certificates: me.certificate, Sign: func([]byte) ([]byte, error) { return nil, away }}
	out, err := c.SignManifest(background, plain(t), signer, nil)
	wantStatus(t, err, imprint.ErrSigner)
	equal(t, errors.Is(err, away), true)
	equal(t, out == nil, true)

	signer.Sign = func([]byte) ([]byte, error) { panic("out of order") }
	_, _, err = c.Mark(background, plain(t), producer, produceID, &imprint.MarkOptions{Signer: signer})
	var panicked *imprint.PanicError
	if !errors.As(err, &panicked) || panicked.Value != "out of order" || !errors.Is(err, imprint.ErrSigner) {
		t.Fatal(err)
	}

	signer.Sign = func([]byte) ([]byte, error) { return make([]byte, 1<<20), nil }
	_, err = c.SignManifest(background, plain(t), signer, nil)
	wantStatus(t, err, imprint.ErrSigner)
	equal(t, errors.Unwrap(err) != nil, true)

	signer.Sign, signer.PrivateKey = nil, me.keyPEM
	signer.TimeStamp = func([]byte) ([]byte, error) { return nil, away }
	_, err = c.SignManifest(background, plain(t), signer, nil)
	wantStatus(t, err, imprint.ErrTimeStamp)
	equal(t, errors.Is(err, away), true)

	items := []imprint.BatchItem{{File: plain(t), Producer: producer, ProduceID: "1"}}
	check(t, c.MarkBatch(background, items, &imprint.MarkOptions{Signer: signer}, imprint.ExistingKeep))
	wantStatus(t, items[0].Err, imprint.ErrTimeStamp)
	equal(t, errors.Is(items[0].Err, away), true)
}

func TestLabelsAreSignedByAKeyThatStaysInItsPlace(t *testing.T) {
	me := newIdentity(t)
	c := open(t, nil)
	check(t, c.AddTrustFor(producer, me.certificate))
	asked := 0
	signer, err := imprint.NewSigner(me.certificate, me.key, "ES256")
	check(t, err)
	sign := signer.Sign
	signer.Sign = func(request []byte) ([]byte, error) { asked++; return sign(request) }
	marked := mark(t, c, plain(t), &imprint.MarkOptions{LabelSigner: signer})
	equal(t, asked > 0, true)
	report, err := c.Verify(background, marked, &imprint.VerifyOptions{NoWatermark: true})
	check(t, err)
	if !bytes.Contains(report.JSON(), []byte(`"trusted"`)) {
		t.Fatal(string(report.JSON()))
	}
	byKey := mark(t, c, plain(t), &imprint.MarkOptions{SigningKey: me.keyPEM})
	report, err = c.Verify(background, byKey, &imprint.VerifyOptions{NoWatermark: true})
	check(t, err)
	equal(t, bytes.Contains(report.JSON(), []byte(`"trusted"`)), true)
	wantStatus(t, c.AddTrust("no key"), imprint.ErrKeyInvalid)
	check(t, c.SetFFmpeg("/usr/bin/ffmpeg"))
	wantStatus(t, c.SetFFmpeg(""), imprint.ErrInvalidArgument)
}
