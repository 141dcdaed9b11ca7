#include "pipeline/replacement.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "pipeline/mark_id.h"

namespace imprint::pipeline {
namespace {

constexpr size_t kMaxShownBytes = 160;
constexpr size_t kMaxShown = 6;  // with the rest of their sentences below 4096 bytes

// Foreign text in quotation marks, cut, as JSON has it: valid UTF-8, controls escaped.
std::string quoted(const std::string& text) {
  const std::string front = text.size() > kMaxShownBytes ? text.substr(0, kMaxShownBytes) + "..." : text;
  return nlohmann::json(front).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

std::vector<std::string> labels_of_others(const aigc::ReadResult& found, const std::string& producer) {
  std::vector<std::string> out;
  for (const aigc::Found& one : found.labels)
    if (producer.empty() || one.label.content_producer != producer)
      out.push_back("the AIGC label of producer " + quoted(one.label.content_producer) + ", ProduceID " + quoted(one.label.produce_id) +
                    ", in " + one.carrier);
  for (const aigc::Deviation& problem : found.problems)
    out.push_back("what may be an AIGC label that cannot be read: " + problem.message);
  return out;
}

std::vector<std::string> labels_in(const aigc::ReadResult& found) { return labels_of_others(found, ""); }

std::vector<watermark::Key> with_key(std::vector<watermark::Key> known, const watermark::Key& key) {
  if (std::none_of(known.begin(), known.end(), [&](const watermark::Key& one) { return one.id == key.id; })) known.push_back(key);
  return known;
}

std::vector<std::string> names_of_others(const FoundMarks& marks, uint64_t own) {
  std::vector<std::string> out;
  for (const FoundMark& mark : marks)
    if (mark.found && mark.payload != own) out.push_back("the watermark " + to_hex16(mark.payload) + " under key " + mark.key_id);
  return out;
}

Result<std::vector<std::string>> marks_of_others(image::View picture, std::vector<watermark::Key> known, const watermark::Key& key,
                                                 uint64_t own, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(std::vector<watermark::Detection> marks,
                           watermark::detect_all(picture, with_key(std::move(known), key), {.search = false, .threads = limits.threads}));
  return names_of_others(as_marks(std::move(marks)), own);
}

std::string in_one_line(const Replacement& replacement) {
  const std::vector<std::string>& all = replacement.replaced;
  std::string out;
  for (size_t i = 0; i < std::min(all.size(), kMaxShown); ++i) out += (i == 0 ? "" : "; ") + all[i].substr(0, 600);
  if (all.size() > kMaxShown) out += "; and " + std::to_string(all.size() - kMaxShown) + " more";
  return out;
}

Status allow_replacing(std::vector<std::string> standing, Replacement& replacement) {
  if (!standing.empty() && replacement.word.empty())
    return {Code::kAlreadyLabelled, "the file already carries " + standing.front() +
                                        "; work on the picture as it was generated, or say who allowed the replacement, and why"};
  replacement.replaced.insert(replacement.replaced.end(), standing.begin(), standing.end());
  return {};
}

}  // namespace imprint::pipeline
