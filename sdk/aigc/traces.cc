// The table of traces. A row is here because the program that writes it is known to do so; a word that people use of pictures in
// general is none.
#include "aigc/traces.h"

#include <algorithm>
#include <array>

#include "aigc/text_forms.h"

namespace imprint::aigc {
namespace {

constexpr size_t kMaxTraces = 16;                   // of one file that are told
constexpr size_t kLookedAtBytes = 256 << 10;        // of a text; what tells a program stands near its beginning or end
constexpr uint64_t kTraceStepsAByte = 4, kSearches = 3;  // spec/limits.md 2.1

struct TextRow {
  const char* kind;
  std::string_view keyword;  // of a PNG text chunk, or the tag of an EXIF text; empty = any text
  std::string_view begins;
  std::array<std::string_view, 2> holds;
};

constexpr TextRow kTexts[] = {
    {"a1111-parameters", "", "", {"Steps: ", "Sampler: "}},
    {"a1111-parameters", "", "", {"Negative prompt: ", "CFG scale: "}},
    {"comfyui-prompt", "prompt", "{", {"\"class_type\"", "\"inputs\""}},
    {"comfyui-workflow", "workflow", "{", {"\"nodes\"", ""}},
    {"novelai", "Software", "NovelAI", {"", ""}},
    {"novelai", "Comment", "{", {"\"uc\"", "\"sampler\""}},
    {"invokeai", "invokeai_metadata", "{", {"", ""}},
    {"invokeai", "sd-metadata", "{", {"", ""}},
    {"fooocus", "fooocus_scheme", "", {"", ""}},
};

// Values of Software, whole or up to a space, that name a generator and nothing else.
constexpr std::string_view kGenerators[] = {"NovelAI", "Midjourney", "ComfyUI", "InvokeAI", "Fooocus", "DALL-E", "DALL·E",
                                            "Jimeng",  "即梦AI",     "豆包AI",  "Kling AI", "可灵AI",  "Stable Diffusion"};

// "parameters" of "png:tEXt:parameters", "Software" of "jpeg:APP1:exif:Software".
std::string_view last_part(std::string_view carrier) { return carrier.substr(carrier.rfind(':') + 1); }

bool names_generator(std::string_view keyword, std::string_view text) {
  return equals_ignoring_case(keyword, "Software") &&
         std::any_of(std::begin(kGenerators), std::end(kGenerators), [&](std::string_view name) {
           return equals_ignoring_case(text.substr(0, name.size()), name) &&
                  (text.size() == name.size() || text[name.size()] == ' ');
         });
}

bool fits(const TextRow& row, std::string_view keyword, std::string_view text) {
  if (!row.keyword.empty() && !equals_ignoring_case(row.keyword, keyword)) return false;
  return text.starts_with(row.begins) && std::all_of(row.holds.begin(), row.holds.end(), [&](std::string_view part) {
           return part.empty() || text.find(part) != std::string_view::npos;
         });
}

// "aigc_label_type": 1 or 2, also as a string and escaped within another; 0 says that it is none.
bool has_aigc_label_type(std::string_view text) {
  constexpr std::string_view kName = "aigc_label_type";
  const size_t at = text.find(kName);
  if (at == std::string_view::npos) return false;
  const std::string_view rest = text.substr(at + kName.size());
  const size_t value = rest.find_first_not_of("\\\": ");
  return value != std::string_view::npos && (rest[value] == '1' || rest[value] == '2');
}

const char* kind_of(std::string_view keyword, std::string_view text) {
  for (const TextRow& row : kTexts)
    if (fits(row, keyword, text)) return row.kind;
  if (has_aigc_label_type(text)) return "aigc-info";
  return names_generator(keyword, text) ? "generator-software" : nullptr;
}

void note_text(std::string_view carrier, std::string_view text, const Limits& limits, ReadResult& out) {
  text = trim(text.substr(0, kLookedAtBytes));
  if (text.empty() || out.traces.size() == kMaxTraces) return;
  if (!limits.spend(Resource::kSteps, kTraceStepsAByte * kSearches * text.size(), "text of metadata").ok()) return;
  if (const char* kind = kind_of(last_part(carrier), text)) out.traces.push_back({kind, std::string(carrier)});
}

}  // namespace

void note_trace(const MetadataBlock& block, const Limits& limits, ReadResult& out) {
  switch (block.kind) {
    case BlockKind::kXmp: return;  // its properties are companions
    case BlockKind::kText: return note_text(block.carrier, block.bytes, limits, out);
    case BlockKind::kExif:
      for (const ExifText& text : exif_texts(block.bytes, limits))
        note_text(block.carrier + ":" + text.tag, text.value, limits, out);
  }
}

}  // namespace imprint::aigc
