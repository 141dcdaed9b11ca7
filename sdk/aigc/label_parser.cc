// Takes the wrappings off a text until seven values are left.
#include "aigc/label_parser.h"

#include <algorithm>
#include <array>
#include <optional>

#include "aigc/details.h"
#include "aigc/deviations.h"
#include "aigc/json_mend.h"
#include "aigc/json_scan.h"
#include "aigc/text_forms.h"

namespace imprint::aigc {
namespace {

constexpr std::string_view kWrapper = "AIGC";  // Annex E b
constexpr int kMaxWrappings = 4;
constexpr size_t kMaxDeviations = 32;  // of one label that are told; a hostile one has thousands
constexpr uint64_t kParserStepsAByte = 50, kParserStepsAText = 200;  // spec/limits.md 2.1
constexpr size_t kMinBase64Chars = 80;  // the shortest label with all keys takes more

// Keys met in the wild in the place of a key of Annex E b.
struct Misspelling {
  std::string_view seen;
  std::string_view key;
};
constexpr std::array kMisspellings = {
    Misspelling{"ReserveCode1", "ReservedCode1"}, Misspelling{"ReserveCode2", "ReservedCode2"},
    Misspelling{"Reserved1", "ReservedCode1"},    Misspelling{"Reserved2", "ReservedCode2"},
    Misspelling{"Producer", "ContentProducer"},   Misspelling{"ProducerID", "ProduceID"},
    Misspelling{"ProductID", "ProduceID"},        Misspelling{"Propagator", "ContentPropagator"},
    Misspelling{"PropagatorID", "PropagateID"},   Misspelling{"PropatorID", "PropagateID"},
};

constexpr size_t kNoField = kFields.size();

size_t exact_field(std::string_view key) {
  for (size_t i = 0; i < kFields.size(); ++i)
    if (kFields[i].key == key) return i;
  return kNoField;
}

size_t intended_field(std::string_view key) {
  for (const Misspelling& m : kMisspellings)
    if (equals_ignoring_case(m.seen, key)) key = m.key;
  for (size_t i = 0; i < kFields.size(); ++i)
    if (equals_ignoring_case(kFields[i].key, key)) return i;
  return kNoField;
}

// Seven values gathered from the members of an object.
class Gatherer {
 public:
  void take(const JsonMember& member) {
    const size_t field = exact_field(member.key);
    if (field == kNoField) return;
    if (seen_[field]) note(Rule::kKeyDuplicate, of_key(member.key));
    store(field, member);
  }

  // After every well-spelt key had its turn, so that a misspelt one never hides it.
  void take_misspelt(const JsonMember& member) {
    if (exact_field(member.key) != kNoField) return;
    const size_t field = intended_field(member.key);
    if (field == kNoField || seen_[field]) return note(Rule::kKeyExtra, of_key(member.key));
    Detail detail("\"" + whole(member.key) + "\" for \"" + std::string(kFields[field].key) + "\"");
    detail.key = member.key;
    detail.expected = kFields[field].key;
    note(Rule::kKeyName, std::move(detail));
    store(field, member);
  }

  // Label alone is a common word; the others name this scheme.
  bool shows_a_label(Context context) const {
    const auto distinctive = seen_ & ~std::bitset<kFields.size()>(1);
    return context == Context::kNamed ? seen_.any() : seen_.count() >= 2 && distinctive.any();
  }

  ParsedLabel finish() && {
    for (size_t i = 0; i < kFields.size(); ++i)
      if (!seen_[i]) note(Rule::kKeyMissing, of_key(kFields[i].key));
    ParsedLabel out{ParsedLabel::Kind::kLabel, std::move(label_), "", std::move(deviations_)};
    for (Deviation& d : judge_values(out.label, ~seen_)) out.deviations.push_back(std::move(d));
    return out;
  }

 private:
  void note(Rule rule, Detail detail) {
    if (deviations_.size() < kMaxDeviations) deviations_.push_back(deviation(rule, std::move(detail)));
  }

  void store(size_t field, const JsonMember& member) {
    seen_.set(field);
    label_.*kFields[field].value = member.value.text;
    if (member.value.type != JsonType::kString)
      note(Rule::kValueType, of_value(std::string(kFields[field].key) + " is " + json_type_name(member.value.type), kFields[field].key,
                                      member.value.text, "a string"));
  }

  Label label_;
  std::bitset<kFields.size()> seen_;
  std::vector<Deviation> deviations_;
};

const JsonMember* find_member(const std::vector<JsonMember>& members, std::string_view key) {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const JsonMember& m) { return equals_ignoring_case(m.key, key); });
  return found == members.end() ? nullptr : &*found;
}

// Keys of a scheme that some services used before the standard.
bool is_pre_standard(const std::vector<JsonMember>& members) {
  return find_member(members, "ServiceProvider") != nullptr && find_member(members, "ContentId") != nullptr;
}

// Beginnings that only a broken label has, quotation marks and white space left out: {"AIGC:{…}, {'AIGC': ….
bool begins_like_a_label(std::string_view text) {
  std::string start;
  for (const char c : text.substr(0, 64))
    if (c != '"' && c != '\'' && c != '\\' && c != ' ' && c != '\n' && c != '\r' && c != '\t') start.push_back(c);
  for (const char* beginning :
       {"{AIGC:", "{Label:1,ContentProducer", "{Label:2,ContentProducer", "{Label:3,ContentProducer"})
    if (start.starts_with(beginning)) return true;
  return false;
}

class Unwrapper {
 public:
  explicit Unwrapper(Context context) : context_(context) {}

  ParsedLabel text(std::string_view raw) {
    const std::string_view text = trim(raw);
    if (text.size() > kMaxLabelBytes)
      return unreadable("it takes " + std::to_string(text.size()) + " bytes, at most " +
                        std::to_string(kMaxLabelBytes) + " are read");
    if (text.empty()) return unreadable("it is empty");
    if (const auto rest = after_name(text)) {
      context_ = Context::kNamed;
      return wrapped("prefixed", *rest);
    }
    if (is_entity_escaped(text)) return wrapped("entity-escaped", xml_unescape(text));
    if (text[0] == '{' || text[0] == '"') return json(text);
    return base64(text);
  }

 private:
  // Escaped for XML by one who did not know that the next would do it again, or that his carrier is no XML.
  static bool is_entity_escaped(std::string_view text) {
    for (const char* start : {"{&quot;", "{&#34;", "{&#x22;", "&quot;{", "&#34;{", "&#x22;{"})
      if (text.starts_with(start)) return true;
    return false;
  }

  // "AIGC{…", "AIGC:{…" and "AIGC={…": the name of the field written into its value.
  static std::optional<std::string_view> after_name(std::string_view text) {
    if (!text.starts_with(kWrapper)) return std::nullopt;
    text.remove_prefix(kWrapper.size());
    text = trim(text);
    if (text.starts_with(':') || text.starts_with('=')) text = trim(text.substr(1));
    if (!text.starts_with('{')) return std::nullopt;
    return text;
  }

  ParsedLabel wrapped(const char* shape, std::string_view inner) {
    shapes_.push_back(shape);
    if (shapes_.size() > kMaxWrappings) return unreadable("it is wrapped too often");
    return text(inner);
  }

  ParsedLabel json(std::string_view text) {
    auto scanned = scan_json(text);
    if (!scanned.ok()) {
      if (begins_like_a_label(text)) context_ = Context::kNamed;
      const std::optional<MendedJson> mended = mend_json(text);
      auto again = mended ? scan_json(mended->text) : scanned;
      if (!again.ok()) return unreadable(scanned.status().message());
      mended_ = mended->how;
      scanned = std::move(again);
    }
    const JsonDocument& document = scanned.value();
    if (document.root.type == JsonType::kString) return wrapped("double-encoded", document.root.text);
    return object(document.members);
  }

  ParsedLabel object(const std::vector<JsonMember>& members) {
    const JsonMember* wrapper = find_member(members, kWrapper);
    // {"AIGC":true} in a free text is somebody's flag and no label.
    const bool can_hold_one =
        wrapper != nullptr && (wrapper->value.type == JsonType::kObject || wrapper->value.type == JsonType::kString);
    if (!can_hold_one) return values(members);
    for (const JsonMember& m : members)
      if (&m != wrapper) outside_.push_back(m);
    context_ = Context::kNamed;
    if (wrapper->value.type == JsonType::kObject) return wrapped("wrapped", wrapper->value.text);
    shapes_.push_back("wrapped");
    return wrapped("double-encoded", wrapper->value.text);
  }

  ParsedLabel values(const std::vector<JsonMember>& members) {
    Gatherer gatherer;
    for (const JsonMember& m : members) gatherer.take(m);
    for (const JsonMember& m : members) gatherer.take_misspelt(m);
    if (!gatherer.shows_a_label(context_)) {
      if (is_pre_standard(members)) return {ParsedLabel::Kind::kUnreadable, {}, "", {deviation(Rule::kPreStandard)}};
      return unreadable("it has no key of Annex E");
    }
    ParsedLabel out = std::move(gatherer).finish();
    if (mended_ != nullptr) out.deviations.insert(out.deviations.begin(), deviation(Rule::kJsonForm, mended_));
    for (const JsonMember& m : outside_) {
      if (out.deviations.size() >= kMaxDeviations) break;
      const bool again = equals_ignoring_case(m.key, kWrapper);
      out.deviations.push_back(deviation(again ? Rule::kKeyDuplicate : Rule::kKeyExtra, of_key(m.key)));
    }
    out.shape = shape();
    return out;
  }

  ParsedLabel base64(std::string_view text) {
    const auto decoded = text.size() >= kMinBase64Chars ? decode_base64(text) : std::nullopt;
    if (decoded) {
      const std::string_view inner = trim(*decoded);
      if (inner.starts_with('{') || inner.starts_with('"') || inner.starts_with(kWrapper))
        return wrapped("base64", inner);
    }
    if (begins_like_a_label(text)) context_ = Context::kNamed;
    return unreadable("it is no JSON");
  }

  std::string shape() const {
    std::string out;
    bool is_wrapped = false;
    for (const std::string_view s : shapes_) {
      out.append(out.empty() ? "" : "+").append(s);
      is_wrapped |= s == "wrapped";
    }
    if (!is_wrapped) out.append(out.empty() ? "" : "+").append("bare");
    return out;
  }

  ParsedLabel unreadable(const std::string& why) const {
    if (context_ == Context::kFree) return {};
    return {ParsedLabel::Kind::kUnreadable, {}, "", {deviation(Rule::kLabelUnreadable, why)}};
  }

  Context context_;
  std::vector<std::string_view> shapes_;
  std::vector<JsonMember> outside_;  // beside the wrapper
  const char* mended_ = nullptr;     // what the JSON was in the place of JSON
};

}  // namespace

ParsedLabel parse_label(std::string_view text, Context context, const Limits& limits) {
  const uint64_t steps = kParserStepsAText + kParserStepsAByte * std::min(text.size(), kMaxLabelBytes);
  if (!limits.spend(Resource::kSteps, steps, "text of a label").ok()) return {};
  return Unwrapper(context).text(text);
}

}  // namespace imprint::aigc
