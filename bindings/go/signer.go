// Who signs: a key in PEM, a function of the program, or a crypto.Signer.
package imprint

// #include "shim.h"
import "C"

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	_ "crypto/sha256" // for the digests below
	_ "crypto/sha512"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
	"sync"
	"unsafe"
)

// Signer says who signs manifests, or labels: PrivateKey in PEM, or Sign for a key that does not leave its place (KMS, HSM).
type Signer struct {
	Certificates string // PEM, the signer's first; for labels also a PUBLIC KEY
	PrivateKey   string // PEM, unencrypted; empty with Sign
	Algorithm    string // ES256, ES384, ES512, PS256, PS384, PS512, Ed25519; for labels SM2, ES256, RS256. Empty = the key's own, with Sign ES256
	// Sign signs the request itself, not a digest; for elliptic curves r then s, of fixed width. Its error becomes the Cause of the
	// call's error, with ErrSigner.
	Sign func(request []byte) ([]byte, error)
	// TimeStamp answers a TimeStampReq by a TimeStampResp (RFC 3161), both DER. nil = no time-stamp.
	TimeStamp func(request []byte) ([]byte, error)
}

// signing is a Signer for the time of one call.
type signing struct {
	signer *Signer
	mutex  sync.Mutex
	cause  error
}

func (s *signing) keep(err error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.cause == nil {
		s.cause = err
	}
}

//export goExchange
func goExchange(user unsafe.Pointer, stamp C.int, request unsafe.Pointer, size C.size_t, answer *C.uint8_t, capacity C.size_t,
	answerSize *C.size_t) C.int {
	signing := userOf(user).(*signing)
	asked := append([]byte{}, unsafe.Slice((*byte)(request), size)...)
	err := guarded(func() error {
		ask := signing.signer.Sign
		if stamp != 0 {
			ask = signing.signer.TimeStamp
		}
		given, err := ask(asked)
		if err != nil {
			return err
		}
		if len(given) > int(capacity) {
			return fmt.Errorf("an answer of %d bytes exceeds the room of %d", len(given), capacity)
		}
		*answerSize = C.size_t(copy(unsafe.Slice((*byte)(unsafe.Pointer(answer)), capacity), given))
		return nil
	})
	if err != nil {
		signing.keep(err)
		return 1
	}
	return 0
}

// signer lends a Signer to one call. nil = none.
func (s *scratch) signer(given *Signer) *C.imprint_signer {
	if given == nil {
		return nil
	}
	out := (*C.imprint_signer)(s.alloc(C.sizeof_imprint_signer))
	*out = C.imprint_signer{struct_size: C.sizeof_imprint_signer, certificates: s.text(given.Certificates),
		private_key: s.text(given.PrivateKey), algorithm: s.text(given.Algorithm)}
	if given.Sign == nil && given.TimeStamp == nil {
		return out
	}
	signing := &signing{signer: given}
	s.signers = append(s.signers, signing)
	out.user_data = s.user(signing)
	if given.Sign != nil {
		out.sign = C.imprint_exchange(C.imprint_go_sign)
	}
	if given.TimeStamp != nil {
		out.time_stamp = C.imprint_exchange(C.imprint_go_time_stamp)
	}
	return out
}

// explain adds what a signer said to the error that came of it.
func (s *scratch) explain(err error) error {
	failure, ok := err.(*Error)
	if !ok || failure.Cause != nil || (failure.Status != ErrSigner && failure.Status != ErrTimeStamp) {
		return err
	}
	for _, signing := range s.signers {
		signing.mutex.Lock()
		failure.Cause = signing.cause
		signing.mutex.Unlock()
		if failure.Cause != nil {
			break
		}
	}
	return err
}

// hashes of the algorithms whose crypto.Signer signs a digest.
var hashes = map[string]crypto.Hash{"ES256": crypto.SHA256, "ES384": crypto.SHA384, "ES512": crypto.SHA512, "PS256": crypto.SHA256,
	"PS384": crypto.SHA384, "PS512": crypto.SHA512, "RS256": crypto.SHA256}

// NewSigner makes a Signer of a crypto.Signer, as key services give it. algorithm as in Signer, but for SM2, and not empty.
func NewSigner(certificates string, key crypto.Signer, algorithm string) (*Signer, error) {
	hash, digested := hashes[algorithm]
	if !digested && algorithm != "Ed25519" {
		return nil, refused("algorithm %q is none that a crypto.Signer is asked for", algorithm)
	}
	sign := func(request []byte) ([]byte, error) {
		if !digested {
			return key.Sign(rand.Reader, request, crypto.Hash(0))
		}
		digest := hash.New()
		digest.Write(request)
		return signDigest(key, algorithm, hash, digest.Sum(nil))
	}
	return &Signer{Certificates: certificates, Algorithm: algorithm, Sign: sign}, nil
}

func signDigest(key crypto.Signer, algorithm string, hash crypto.Hash, digest []byte) ([]byte, error) {
	var options crypto.SignerOpts = hash
	if algorithm[0] == 'P' {
		options = &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash, Hash: hash}
	}
	signature, err := key.Sign(rand.Reader, digest, options)
	if err != nil || algorithm[0] != 'E' {
		return signature, err
	}
	public, ok := key.Public().(*ecdsa.PublicKey)
	if !ok {
		return nil, errors.New("the key is none of an elliptic curve")
	}
	return fixedWidth(signature, (public.Params().BitSize+7)/8)
}

// fixedWidth turns the DER of Go's signatures into r then s.
func fixedWidth(der []byte, width int) ([]byte, error) {
	var pair struct{ R, S *big.Int }
	if _, err := asn1.Unmarshal(der, &pair); err != nil {
		return nil, err
	}
	out := make([]byte, 2*width)
	pair.R.FillBytes(out[:width])
	pair.S.FillBytes(out[width:])
	return out, nil
}
