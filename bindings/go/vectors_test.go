package imprint_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path/filepath"
	"sort"
	"testing"

	"imprint.example/imprint"
)

func vectors(t *testing.T, name string, into any) {
	check(t, json.Unmarshal(read(t, filepath.Join(root(t), "conformance/vectors", name)), into))
}

func key(t *testing.T, digits string) imprint.Key {
	var key imprint.Key
	bytes, err := hex.DecodeString(digits)
	check(t, err)
	equal(t, copy(key[:], bytes), len(key))
	return key
}

func TestPicturesOfTheVectorsReadAsTheVectorsSay(t *testing.T) {
	var suite struct {
		Keys     []struct{ Name, Key, KeyID string }
		Pictures []struct {
			File, Sha256, Key, Payload, Comment string
			Search, Found                       bool
		}
	}
	vectors(t, "watermark-v1.json", &suite)
	private := open(t, nil)
	id, err := private.AddKey(key(t, suite.Keys[1].Key))
	check(t, err)
	equal(t, id, "70ed54cb1388ab61")
	plain := open(t, nil)
	for _, picture := range suite.Pictures {
		content := read(t, filepath.Join(root(t), "conformance/vectors", picture.File))
		equal(t, fmt.Sprintf("%x", sha256.Sum256(content)), picture.Sha256)
		context := plain
		if picture.Key == "private" {
			context = private
		}
		found, err := context.DetectWatermarkFile(background, content, imprint.DetectOptions{NoSearch: !picture.Search})
		check(t, err)
		if found.Found != picture.Found || (found.Found && fmt.Sprintf("%016x", found.Payload) != picture.Payload) {
			t.Errorf("%s (%s): %+v", picture.File, picture.Comment, found)
		}
	}
}

func TestMarkIDsAndProviderCodesAreThoseOfTheVectors(t *testing.T) {
	var suite struct {
		Key     string
		MarkIDs []struct {
			Producer  string
			ProduceID string `json:"produce_id"`
			MarkID    string `json:"mark_id"`
			Keyed     string
		} `json:"mark_ids"`
		ProviderCodes []struct {
			USCC, Status, Code string
			Service            *string
		} `json:"provider_codes"`
	}
	vectors(t, "mark-id-v1.json", &suite)
	c := open(t, nil)
	keyID, err := c.AddMarkIDKey(key(t, suite.Key))
	check(t, err)
	for _, one := range suite.MarkIDs {
		id, err := imprint.MarkID(one.Producer, one.ProduceID)
		check(t, err)
		equal(t, fmt.Sprintf("%016x", id), one.MarkID)
		keyed, err := c.MarkIDKeyed(keyID, one.Producer, one.ProduceID)
		check(t, err)
		equal(t, fmt.Sprintf("%016x", keyed), one.Keyed)
	}
	for _, one := range suite.ProviderCodes {
		service := ""
		if one.Service != nil {
			service = *one.Service
		}
		code, err := imprint.ProviderCode(one.USCC, service)
		equal(t, code, one.Code)
		equal(t, imprint.StatusOf(err).String(), one.Status)
	}
	_, err = c.MarkIDKeyed("0000000000000000", "a", "b")
	wantStatus(t, err, imprint.ErrKeyInvalid)
}

func TestLabelsInEveryCarrierAreThoseOfTheVectors(t *testing.T) {
	type finding struct{ Code, Severity string }
	type label struct {
		Carrier       string
		Values, Label map[string]string
	}
	var known []struct{ Suite, Comment string }
	vectors(t, "known-differences.json", &known)
	skipped := map[string]bool{}
	for _, one := range known {
		skipped[one.Suite+" "+one.Comment] = true
	}
	var suite struct {
		NumberOfTests int
		TestGroups    []struct {
			Tests []struct {
				Comment, Status string
				File            []byte
				Findings        []finding
				Labels          []label
			}
		}
	}
	vectors(t, "aigc-label-v1.json", &suite)
	codes := func(findings []finding) string {
		seen := map[finding]bool{}
		for _, one := range findings {
			seen[one] = true
		}
		return fmt.Sprint(seen) // maps print sorted
	}
	said := func(labels []label) string {
		var lines []string
		for _, one := range labels {
			values := one.Values // of the vectors; the report calls them label
			if values == nil {
				values = one.Label
			}
			lines = append(lines, fmt.Sprint(one.Carrier, values))
		}
		sort.Strings(lines)
		return fmt.Sprint(lines)
	}
	c, ran := open(t, nil), 0
	for _, group := range suite.TestGroups {
		for _, one := range group.Tests {
			ran++
			if skipped["aigc-label-v1.json "+one.Comment] {
				continue
			}
			report, err := c.LintAIGC(background, one.File, imprint.LintOptions{})
			check(t, err)
			var found struct {
				Status   string
				Findings []finding
				Labels   []label
			}
			check(t, json.Unmarshal(report.JSON(), &found))
			if found.Status != one.Status || codes(found.Findings) != codes(one.Findings) || said(found.Labels) != said(one.Labels) {
				t.Errorf("%s: %+v", one.Comment, found)
			}
		}
	}
	equal(t, ran, suite.NumberOfTests)
}
