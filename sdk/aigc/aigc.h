// The AIGC metadata label of GB 45438-2025 Annex E: seven strings in exactly one place of a file (spec/aigc-label.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"
#include "crypto/trust.h"

namespace imprint::aigc {

// Annex E b, in its order.
struct Label {
  std::string label;  // "1" is, "2" possibly, "3" suspected
  std::string content_producer;
  std::string produce_id;
  std::string reserved_code1;
  std::string content_propagator;
  std::string propagate_id;
  std::string reserved_code2;
  bool operator==(const Label&) const = default;
};

// First write: the propagator is the producer (Annex E note 1).
Label first_write(std::string producer, std::string produce_id);

// The bare JSON of the label, keys in Annex order, no white space.
std::string to_json(const Label& label);

// A value of Label that says no or nothing: empty or missing, "0", "false", "no", "否" and the like (spec/verdict.md 1). Art. 6 (1) asks
// for metadata that clearly say yes; what says no is somebody's word all the same, and stays.
bool says_no(const Label& label);

// Strict rules for what we write: characters of Annex E j, Label in {1,2,3}, no empty required key, provider code valid
// when it looks like a code. Names the key, the rule and the offending character. The producer may stay unnamed, with
// both of its fields empty, only under Label 2 or 3. kAigcValue; kProviderCode for a code that is not well formed.
Status check_for_writing(const Label& label);

// What a label must be to be written again by somebody else than its producer: Label in {1,2,3}, or one that says_no() and so stays,
// UTF-8, and within the size that is read. The producer's values are handed on as they are, whatever rules they break. With `whole`, the
// propagator's too.
Status check_for_carrying(const Label& label, bool whole);

// 27 characters of TC260-PG-20252A: shape and, for organisations, the check character of GB 32100. kProviderCode.
Status check_provider_code(const std::string& code);

// IPTC Photo Metadata 2025.1 properties written beside the label. Empty = not written.
struct Companions {
  std::string digital_source_type;  // full URI of the IPTC term
  std::string ai_system_used;
  std::string ai_system_version_used;
  std::string ai_prompt_information = {};
  std::string ai_prompt_writer_name = {};
};

// The particulars of a case: names and values. A string alone is their English text.
struct Detail {
  Detail() = default;
  Detail(std::string english) : text(std::move(english)) {}
  Detail(std::string_view english) : text(english) {}
  Detail(const char* english) : text(english) {}

  std::string text;                        // English
  std::string text_zh = {};                // Chinese; deviation() and finding() fill it in
  std::string key = {}, value = {}, expected = {};  // for programs, as in the file; empty where it is not said of one
};

// Where and in what shape a label stood, and what is wrong with it.
struct Deviation {
  std::string code;         // stable, e.g. "GB-PROPAGATOR-EMPTY"; table in spec/lint-rules.md
  std::string severity;     // "error", "warning", "info"
  std::string message;      // English sentence: the rule's text and the detail
  std::string detail = {};  // the particulars alone
  std::string place = {};   // the carrier, when the message begins with it
  Detail particulars = {};  // the same as `detail`, in two languages and as fields
};

// What a signature in ReservedCode1 or ReservedCode2 turned out to be (security_data.h).
enum class Integrity : uint8_t {
  kValid,    // it fits what the label says
  kInvalid,  // it fits nothing
  kNotChecked,
  kBindingsOnly,  // it fits the list Bindings, and says nothing of the label that the list stands in
};
// The certificate that speaks for a key; one line each, RFC 2253, the serial number in hexadecimal.
struct SignerCertificate {
  std::string subject, issuer, serial;
};
enum class SignedText : uint8_t { kNone, kProducer, kPropagator, kBindings };
struct SecurityCheck {
  std::string slot;       // "ReservedCode1", "ReservedCode2"
  std::string algorithm;  // "SM2/SM3", "ECDSA P-256/SHA-256", "RSA/SHA-256"; else the OID as written
  Integrity integrity = Integrity::kNotChecked;
  SignedText signed_text = SignedText::kNone;  // what a valid signature covers
  crypto::Convention convention = crypto::Convention::kStandard;
  crypto::Trust trust = crypto::Trust::kNotTrusted;  // of kValid alone
  std::string trust_note;                            // why it is not kTrusted
  std::string speaks_for;                            // the producer or propagator whose word a valid signature would be
  std::optional<SignerCertificate> certificate;      // of the key that fits; none: the key stood alone
  std::string note;                                  // why it was not checked
  std::vector<std::string> odd_forms;                // in which the SecurityData differs from the guide
};
struct Found {
  Label label;
  std::string raw;  // the text as found, after the escaping of its carrier
  std::string
      carrier;  // "png:iTXt:XML:com.adobe.xmp", "jpeg:APP1:xmp", "png:tEXt:AIGC", "jpeg:APP1:exif:UserComment", …
  std::string
      shape;  // from the outside in: "bare", "wrapped", "double-encoded+bare", "attribute+bare", "base64+wrapped", …
  std::vector<Deviation> deviations;
  std::vector<SecurityCheck> security = {};  // filled by check_security, not by read
  std::string mark_id_key = {};  // id of the key that the label declares for its mark_id (mark_id_declaration.h); empty = none
};
// Metadata that a generating program leaves beside any label (spec/aigc-label.md 7).
struct Trace {
  std::string kind;     // "a1111-parameters", "comfyui-prompt", …
  std::string carrier;  // as of a label
};
struct ReadResult {
  std::vector<Found> labels;        // in file order; more than one is itself a deviation of each after the first
  std::vector<Deviation> problems;  // metadata that looks like a label and could not be read
  Companions companions;            // as found in the XMP, of each at most 65536 bytes
  std::vector<Trace> traces = {};   // in file order
  // Where the file says that its C2PA manifest is kept (spec/manifest-format.md 3.1), for people to read: nothing is fetched. Empty
  // when it does not, when the address is longer than 2048 bytes, and when it holds anything but visible ASCII.
  std::string remote_manifest = {};
};

// What the values of a label show by themselves, whether it was read or is about to be written: warnings that a writer
// should pass on (a personal identity number, a name instead of a code, …) and all that check_for_writing refuses.
std::vector<Deviation> judge(const Label& label);

// Reads every label it can find. A damaged block is reported in `problems`, never an error of the call;
// the call fails only when the container itself cannot be walked, holds metadata beyond the limits, or has no carrier
// (kUnsupportedFormat: BMP, unknown formats).
Result<ReadResult> read(ByteView file, const Limits& limits);

// `file` with exactly this one label in the carrier of its format (XMP TC260:AIGC): an existing label there is
// overwritten, labels in other carriers of the same file are removed, every other byte of metadata stays. Pixels are
// not touched. Writing the same label twice gives the same bytes. Files whose offsets cannot be mended are refused
// (kUnsupportedFormat; spec/aigc-label.md 3). Beside the codes of check_for_writing: kXmpMalformed
// when the packet that should take the label cannot be edited, kLimitExceeded when it has no room (65502 bytes in
// JPEG), kReadBackFailed when the finished file would not show exactly this label; no file comes out then.
enum class Check { kStrict, kPropagate, kCarry };  // check_for_writing, or check_for_carrying without and with `whole`
Result<Bytes> write(ByteView file, const Label& label, const Companions& companions, const Limits& limits,
                    Check check = Check::kStrict);
// Whether write() has a place for companions in `file`: an XMP packet. Elsewhere it refuses them (kUnsupportedFormat).
bool takes_companions(ByteView file);

}  // namespace imprint::aigc
