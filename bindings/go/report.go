// What a call found or did.
package imprint

// #include "shim.h"
import "C"

import "encoding/json"

// Report is what a call found or did. It is a value of Go's own and holds nothing of the library. A nil Report answers zero.
// On a report of marking, what it says describes the output.
type Report struct {
	state     State
	layers    [LayerManifest + 1]LayerState
	agreement Agreement
	pairs     [PairManifestAIGC + 1]Agreement
	manifest  ManifestState
	lint      LintStatus
	findings  [SeverityError + 1]int
	markID    uint64
	hasMarkID bool
	marks     []Mark
	json      []byte
	crjson    []byte
}

// Mark is one watermark of a report.
type Mark struct {
	Detection
	WithLabel Agreement // is it the mark of the AIGC label?
}

// takeReport copies a report and destroys it. NULL gives nil.
func takeReport(handle *C.imprint_report) *Report {
	if handle == nil {
		return nil
	}
	defer C.imprint_report_destroy(handle)
	r := &Report{
		state: State(C.imprint_report_get_state(handle)), agreement: Agreement(C.imprint_report_get_agreement(handle)),
		manifest: ManifestState(C.imprint_report_get_manifest_state(handle)), lint: LintStatus(C.imprint_report_get_lint_status(handle)),
		json: []byte(goText(C.imprint_report_get_json(handle))), crjson: []byte(goText(C.imprint_report_get_crjson(handle))),
	}
	for layer := LayerVisible; layer <= LayerManifest; layer++ {
		r.layers[layer] = LayerState(C.imprint_report_get_layer_state(handle, C.imprint_layer(layer)))
	}
	for pair := PairAIGCWatermark; pair <= PairManifestAIGC; pair++ {
		r.pairs[pair] = Agreement(C.imprint_report_get_pair_agreement(handle, C.imprint_pair(pair)))
	}
	for severity := SeverityInfo; severity <= SeverityError; severity++ {
		r.findings[severity] = int(C.imprint_report_get_finding_count(handle, C.imprint_severity(severity)))
	}
	var id C.uint64_t
	r.hasMarkID = C.imprint_report_get_mark_id(handle, &id) != 0
	r.markID = uint64(id)
	r.marks = marksOf(handle)
	return r
}

func marksOf(handle *C.imprint_report) []Mark {
	var marks []Mark
	for number := C.size_t(0); number < C.imprint_report_get_mark_count(handle); number++ {
		found := C.imprint_detection{struct_size: C.sizeof_imprint_detection}
		var withLabel C.imprint_agreement
		if C.imprint_report_get_mark(handle, number, &found, &withLabel) != 0 {
			marks = append(marks, Mark{Detection: detectionOf(&found), WithLabel: Agreement(withLabel)})
		}
	}
	return marks
}

// State is the verdict (spec/verdict.md).
func (r *Report) State() State {
	if r == nil {
		return 0
	}
	return r.state
}

// LayerState says what was found of one layer.
func (r *Report) LayerState(layer Layer) LayerState {
	if r == nil || layer < 0 || int(layer) >= len(r.layers) {
		return 0
	}
	return r.layers[layer]
}

// Agreement says whether AIGC label and watermark name the same content.
func (r *Report) Agreement() Agreement {
	if r == nil {
		return 0
	}
	return r.agreement
}

// PairAgreement is the same of any two layers that are compared.
func (r *Report) PairAgreement(pair Pair) Agreement {
	if r == nil || pair < 0 || int(pair) >= len(r.pairs) {
		return 0
	}
	return r.pairs[pair]
}

// ManifestState is what validation made of the manifest.
func (r *Report) ManifestState() ManifestState {
	if r == nil {
		return 0
	}
	return r.manifest
}

// MarkID is what the watermark carries, of several the one that leads; false when there is none.
func (r *Report) MarkID() (uint64, bool) {
	if r == nil {
		return 0, false
	}
	return r.markID, r.hasMarkID
}

// Marks are the watermarks that were found, the one that leads first.
func (r *Report) Marks() []Mark {
	if r == nil {
		return nil
	}
	return append([]Mark(nil), r.marks...)
}

// LintStatus is that of LintAIGC and CompareAIGC; 0 for other reports.
func (r *Report) LintStatus() LintStatus {
	if r == nil {
		return 0
	}
	return r.lint
}

// FindingCount counts the findings of LintAIGC and CompareAIGC.
func (r *Report) FindingCount(severity Severity) int {
	if r == nil || severity < 0 || int(severity) >= len(r.findings) {
		return 0
	}
	return r.findings[severity]
}

// JSON is the whole report (spec/schema/report.schema.json, lint.schema.json). The caller's to keep.
func (r *Report) JSON() []byte {
	if r == nil {
		return nil
	}
	return append([]byte(nil), r.json...)
}

// CrJSON is the manifest as C2PA's own tools tell it; of VerifyManifest on a file with one, nil else.
func (r *Report) CrJSON() []byte {
	if r == nil || len(r.crjson) == 0 {
		return nil
	}
	return append([]byte(nil), r.crjson...)
}

// Decode parses the JSON into a value of the caller's.
func (r *Report) Decode(into any) error { return json.Unmarshal(r.JSON(), into) }

// Document is the JSON, parsed.
func (r *Report) Document() (map[string]any, error) {
	var document map[string]any
	err := r.Decode(&document)
	return document, err
}

// MarshalJSON is JSON(), so that a report can stand in a program's own answers.
func (r *Report) MarshalJSON() ([]byte, error) {
	if r == nil {
		return []byte("null"), nil
	}
	return r.JSON(), nil
}
