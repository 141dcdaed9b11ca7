// Carries a label to the re-encoded or resized copy of its picture. The watermark says that it is the same picture.
#include <algorithm>

#include "pipeline/agreement.h"
#include "pipeline/manifest_trace.h"
#include "pipeline/mark_id.h"
#include "pipeline/propagate.h"
#include "pipeline/verdict.h"
#include "pipeline/watermark_file.h"

namespace imprint::pipeline {
namespace {

Result<aigc::Found> label_of(ByteView from, const Limits& limits, aigc::Companions& companions) {
  IMPRINT_ASSIGN_OR_RETURN(Evidence evidence, read_aigc(from, limits));
  aigc::ReadResult& found = evidence.aigc.found;
  if (found.labels.empty())
    return Status{Code::kNoLabel, found.problems.empty() ? "FROM carries no AIGC label"
                                                         : "FROM carries no AIGC label that can be read: " +
                                                               found.problems.front().message};
  companions = found.companions;
  return *deciding_label(found);
}

// A copy made by a careful tool may carry the label already; another one is not overwritten (Measures Art. 10).
Status check_target(const aigc::ReadResult& found, const aigc::Label& label) {
  for (const aigc::Found& there : found.labels)
    if (!(there.label == label))
      return {Code::kAlreadyLabelled, "TO carries another AIGC label, of producer \"" + there.label.content_producer +
                                          "\" in " + there.carrier};
  if (!found.labels.empty()) return {};
  for (const aigc::Deviation& problem : found.problems)
    return {Code::kAlreadyLabelled, "TO may carry an AIGC label that cannot be read: " + problem.message};
  return {};
}

std::string seen_in(const FoundMarks& marks) {
  return marks.front().found ? "the watermark " + to_hex16(marks.front().payload) : std::string("no watermark under a known key");
}

// The label that is carried, alone in its layer.
using Carried = AigcEvidence;

// The mark of the label among those that a file carries, or null.
const FoundMark* find_mark(const FoundMarks& marks, const Carried& label) {
  for (const FoundMark& mark : marks)
    if (compare_layers(label, mark) == Agreement::kAgree) return &mark;
  return nullptr;
}

bool carries(const FoundMarks& marks, uint64_t payload) {
  return std::any_of(marks.begin(), marks.end(), [&](const FoundMark& mark) { return mark.found && mark.payload == payload; });
}

// What the label asks of a watermark.
std::string mark_id_in_words(const Carried& label) {
  const aigc::Found& found = label.found.labels.front();
  if (found.mark_id_key.empty()) return "the mark_id " + to_hex16(mark_id(found.label.content_producer, found.label.produce_id));
  for (const KeyedMarkId& one : label.keyed.front())
    if (one.key_id == found.mark_id_key) return "the mark_id " + to_hex16(one.value);
  return "a keyed mark_id, and its key " + found.mark_id_key + " was not given";
}

Status check_mark(const char* which, const FoundMarks& marks, const Carried& label) {
  if (find_mark(marks, label) != nullptr) return {};
  return {Code::kOtherPicture, std::string(which) + " carries " + seen_in(marks) + "; the label of FROM has " + mark_id_in_words(label) +
                                   ". If you made TO from FROM yourself, say so (vouched, --same-picture)"};
}

// What was looked at of one of the two; a picture that cannot be decoded shows nothing.
Result<FoundMarks> look(ByteView file, const std::vector<watermark::Key>& keys, const TransplantOptions& options,
                                               const Limits& limits, std::string& why_not) {
  Result<FoundMarks> seen = detect_file(file, keys, {options.search, limits.threads, limits.progress}, limits);
  if (seen.ok() || !options.vouched) return seen;
  why_not = seen.status().message();
  return FoundMarks(1);
}

// Ties the two by their watermarks, else by the caller's word, which a mark that only TO carries outweighs.
Status check_same_picture(const FoundMarks& from, const FoundMarks& to, const Carried& wanted,
                          bool vouched, Evidence& evidence) {
  evidence.basis = "watermark";
  const Status of_from = check_mark("FROM", from, wanted), of_to = check_mark("TO", to, wanted);
  if (of_from.ok() && of_to.ok()) return {};
  if (!vouched) return of_from.ok() ? of_to : of_from;
  for (const FoundMark& mark : to)
    if (mark.found && compare_layers(wanted, mark) != Agreement::kAgree && !carries(from, mark.payload))
      return {Code::kOtherPicture, "TO carries the watermark " + to_hex16(mark.payload) +
                                       ", which FROM does not: they are not one picture, whatever the caller says"};
  evidence.basis = "caller";
  evidence.notes.push_back("that FROM and TO are one picture is the caller's word: no watermark of this label ties them");
  return {};
}

// What FROM has and TO has not.
aigc::Companions missing(const aigc::Companions& from, const aigc::Companions& to) {
  aigc::Companions out;
  if (to.digital_source_type.empty()) out.digital_source_type = from.digital_source_type;
  if (to.ai_system_used.empty() && to.ai_system_version_used.empty()) {
    out.ai_system_used = from.ai_system_used;
    out.ai_system_version_used = from.ai_system_version_used;
  }
  return out;
}

}  // namespace

Result<Propagated> transplant(ByteView from, ByteView to, const std::vector<watermark::Key>& keys,
                              const TransplantOptions& options, const Limits& limits) {
  Propagated out;
  Evidence& evidence = out.evidence;
  aigc::Companions companions;
  IMPRINT_ASSIGN_OR_RETURN(const aigc::Found found, label_of(from, limits, companions));
  IMPRINT_RETURN_IF_ERROR(aigc::check_for_carrying(found.label, true));
  IMPRINT_ASSIGN_OR_RETURN(evidence, read_aigc(to, limits));
  evidence.action = "transplant";
  IMPRINT_RETURN_IF_ERROR(check_target(evidence.aigc.found, found.label));

  Carried wanted;
  wanted.found.labels = {found};
  add_keyed_mark_ids(wanted, options.mark_id_keys);
  std::string unseen;
  IMPRINT_ASSIGN_OR_RETURN(const FoundMarks there, look(from, keys, options, limits, unseen));
  if (!options.vouched) IMPRINT_RETURN_IF_ERROR(check_mark("FROM", there, wanted));
  evidence.watermark.note.clear();
  IMPRINT_ASSIGN_OR_RETURN(const FoundMarks here, look(to, keys, options, limits, evidence.watermark.note));
  IMPRINT_RETURN_IF_ERROR(check_same_picture(there, here, wanted, options.vouched, evidence));
  const FoundMark* tie = find_mark(here, wanted);
  evidence.watermark.detection = tie != nullptr ? *tie : here.front();
  if (evidence.watermark.note.empty())
    evidence.watermark.state = evidence.watermark.detection.found ? LayerState::kPresent : LayerState::kAbsent;

  companions = missing(companions, evidence.aigc.found.companions);
  IMPRINT_ASSIGN_OR_RETURN(out.bytes, aigc::write(to, found.label, companions, limits, aigc::Check::kCarry));
  IMPRINT_ASSIGN_OR_RETURN(const Evidence read, read_aigc(out.bytes, limits));
  evidence.aigc = read.aigc;
  add_keyed_mark_ids(evidence.aigc, options.mark_id_keys);
  evidence.agreement = compare_layers(evidence.aigc, evidence.watermark.detection);
  evidence.verdict = judge(evidence);
  if (has_manifest(from, limits))
    evidence.notes.push_back("FROM carries a signed manifest; it was not copied, since it covers FROM's own bytes");
  if (has_manifest(to, limits))
    evidence.notes.push_back("the signed manifest of TO no longer fits: it covers the metadata that was written");
  return out;
}

}  // namespace imprint::pipeline
