#include "model/exhibit.h"

#include <algorithm>
#include <array>

namespace imprint_conform {
namespace {

constexpr std::array<std::string_view, 7> kEndedWords{"not_called",    "exited",          "signalled",  "timed_out",
                                                      "out_of_memory", "too_much_output", "not_started"};

Ended ended_of(std::string_view word) {
  const auto found = std::find(kEndedWords.begin(), kEndedWords.end(), word);
  return found == kEndedWords.end() ? Ended::kNotCalled : static_cast<Ended>(found - kEndedWords.begin());
}

}  // namespace

std::string_view word_of(Ended ended) { return kEndedWords[static_cast<size_t>(ended)]; }

const nlohmann::json* Exhibit::reading(const std::string& reader) const {
  const auto found = readings.find(reader);
  return found == readings.end() ? nullptr : &found->second;
}

nlohmann::json to_json(const Exhibit& exhibit) {
  return {{"id", exhibit.id},
          {"act", exhibit.act},
          {"picture", exhibit.picture},
          {"medium", exhibit.medium},
          {"format", exhibit.format},
          {"asked", exhibit.asked},
          {"ended", word_of(exhibit.ended)},
          {"exit_code", exhibit.exit_code},
          {"said", exhibit.said},
          {"output", exhibit.output},
          {"original", exhibit.original},
          {"readings", exhibit.readings}};
}

Exhibit exhibit_of(const nlohmann::json& record) {
  Exhibit exhibit;
  record.at("id").get_to(exhibit.id);
  record.at("act").get_to(exhibit.act);
  record.at("picture").get_to(exhibit.picture);
  record.at("medium").get_to(exhibit.medium);
  record.at("format").get_to(exhibit.format);
  record.at("asked").get_to(exhibit.asked);
  exhibit.ended = ended_of(record.at("ended").get<std::string>());
  record.at("exit_code").get_to(exhibit.exit_code);
  record.at("said").get_to(exhibit.said);
  record.at("output").get_to(exhibit.output);
  record.at("original").get_to(exhibit.original);
  record.at("readings").get_to(exhibit.readings);
  return exhibit;
}

}  // namespace imprint_conform
