// The hash is over the very bytes before it, so that no two ways to write JSON can disagree about it.
#include "record/line.h"

#include <nlohmann/json.hpp>

#include "crypto/hash.h"

namespace imprint::record {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kHashKey = ",\"hash\":\"", kEnd = "\"}";
constexpr size_t kHashDigits = 64;

std::string hash_of(std::string_view body) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (const uint8_t byte : crypto::sha256(as_bytes(body))) {
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

std::string closed(const Json& fields) {
  std::string body = fields.dump();
  body.pop_back();  // the closing brace comes after the hash
  return body + std::string(kHashKey) + hash_of(body) + std::string(kEnd);
}

Status broken(const char* what) { return {Code::kLogBroken, what}; }

}  // namespace

std::string write_record(uint64_t sequence, const std::string& previous, const Entry& e) {
  Json fields{{"seq", sequence},
              {"time", to_text(e.time_s)},
              {"prev", previous},
              {"kind", e.replaced.empty() ? "unlabelled_copy" : "replacement"},
              {"producer", e.producer},
              {"produce_id", e.produce_id},
              {"waiver", e.waiver}};
  if (!e.replaced.empty()) fields["replaced"] = e.replaced;
  if (!e.mark_id_key.empty()) fields["mark_id_key"] = e.mark_id_key;
  fields["file_sha256"] = e.file_sha256;
  return closed(fields);
}

std::string write_purge(uint64_t last_removed, const std::string& its_hash, int64_t now_s) {
  return closed({{"seq", last_removed}, {"time", to_text(now_s)}, {"prev", its_hash}, {"kind", "purge"}});
}

Result<Line> read_line(std::string_view text) {
  const size_t tail = kHashKey.size() + kHashDigits + kEnd.size();
  if (text.size() <= tail || !text.ends_with(kEnd)) return broken("no record");
  const std::string_view body = text.substr(0, text.size() - tail), rest = text.substr(body.size());
  if (!rest.starts_with(kHashKey)) return broken("no hash at its end");
  Line line;
  line.hash = rest.substr(kHashKey.size(), kHashDigits);
  if (hash_of(body) != line.hash) return broken("its hash does not fit its bytes");
  const Json fields = Json::parse(text, nullptr, false);
  if (!fields.is_object()) return broken("no JSON object");
  const auto string_at = [&](const char* key) {
    const auto it = fields.find(key);
    return it != fields.end() && it->is_string() ? it->get<std::string>() : std::string();
  };
  const auto sequence = fields.find("seq");
  if (sequence == fields.end() || !sequence->is_number_unsigned()) return broken("no sequence number");
  line.sequence = sequence->get<uint64_t>();
  line.previous = string_at("prev");
  if (line.previous.size() != kHashDigits) return broken("no hash of the record before it");
  const Result<int64_t> time = from_text(string_at("time"));
  if (!time.ok()) return broken("no time");
  line.time_s = time.value();
  line.purge = string_at("kind") == "purge";
  return line;
}

}  // namespace imprint::record
