// The log of copies without visible label (Measures Art. 9).
package imprint

// #include "shim.h"
import "C"

// LogEntry is one record: see imprint_log_entry.
type LogEntry struct {
	Producer    string
	ProduceID   string
	Waiver      string
	File        []byte // the copy that is given out: its SHA-256 is recorded
	TimeS       int64  // 0 = now
	Replaced    string
	MarkIDKeyID string
}

// LogSummary is what a log holds.
type LogSummary struct {
	Records       uint64
	FirstSequence uint64
	LastSequence  uint64
	FirstTimeS    int64
	LastTimeS     int64
	TornBytes     uint64
	Head          string // hash of the last record: keep it elsewhere
}

func summaryOf(s *C.imprint_log_summary) *LogSummary {
	return &LogSummary{Records: uint64(s.records), FirstSequence: uint64(s.first_sequence), LastSequence: uint64(s.last_sequence),
		FirstTimeS: int64(s.first_time_s), LastTimeS: int64(s.last_time_s), TornBytes: uint64(s.torn_bytes), Head: C.GoString(&s.head[0])}
}

// LogAppend adds a record, durably, to a log that is made if it is not there; its answer is the record's hash.
func LogAppend(path string, entry LogEntry) (string, error) {
	if errABI != nil {
		return "", errABI
	}
	var lent scratch
	defer lent.free()
	given := (*C.imprint_log_entry)(lent.alloc(C.sizeof_imprint_log_entry))
	*given = C.imprint_log_entry{struct_size: C.sizeof_imprint_log_entry, producer: lent.text(entry.Producer),
		produce_id: lent.text(entry.ProduceID), waiver: lent.text(entry.Waiver), file: lent.view(entry.File), time_s: C.int64_t(entry.TimeS),
		replaced: lent.text(entry.Replaced), mark_id_key_id: lent.text(entry.MarkIDKeyID)}
	var head [LogHashChars + 1]C.char
	var failure C.imprint_error
	err := failed(C.imprint_log_append(lent.given(path), given, &head[0], &failure), &failure)
	return C.GoString(&head[0]), err
}

// LogVerify reads the whole log and checks the chain; the message of ErrLogBroken names the line.
func LogVerify(path string) (*LogSummary, error) {
	if errABI != nil {
		return nil, errABI
	}
	var lent scratch
	defer lent.free()
	summary := C.imprint_log_summary{struct_size: C.sizeof_imprint_log_summary}
	var failure C.imprint_error
	if err := failed(C.imprint_log_verify(lent.given(path), &summary, &failure), &failure); err != nil {
		return nil, err
	}
	return summaryOf(&summary), nil
}

// LogExport gives the records of [fromS, untilS) as JSON; both 0: all.
func LogExport(path string, fromS, untilS int64) ([]byte, error) {
	if errABI != nil {
		return nil, errABI
	}
	var lent scratch
	defer lent.free()
	var out C.imprint_bytes
	var failure C.imprint_error
	err := failed(C.imprint_log_export(lent.given(path), C.int64_t(fromS), C.int64_t(untilS), &out, &failure), &failure)
	return take(&out), err
}

// LogPurge removes records older than beforeS and says how many went, and what is left. nowS = 0: the system's clock.
func LogPurge(path string, beforeS, nowS int64) (uint64, *LogSummary, error) {
	if errABI != nil {
		return 0, nil, errABI
	}
	var lent scratch
	defer lent.free()
	var removed C.uint64_t
	summary := C.imprint_log_summary{struct_size: C.sizeof_imprint_log_summary}
	var failure C.imprint_error
	if err := failed(C.imprint_log_purge(lent.given(path), C.int64_t(beforeS), C.int64_t(nowS), &removed, &summary, &failure), &failure); err != nil {
		return 0, nil, err
	}
	return uint64(removed), summaryOf(&summary), nil
}
