#include "user_words.h"

#include <cctype>
#include <string_view>

namespace imprint_cli {
namespace {

struct Word {
  std::string_view member, option;
};
constexpr Word kWords[] = {{"min_psnr_db", "--min-psnr"},
                           {"height_percent", "--height"},
                           {"strength", "--strength"},
                           {"least_robustness", "--least-robustness"},
                           {"thumbnail_px", "--thumbnail-px"},
                           {"max_file_bytes", "--max-file-bytes"},
                           {"max_dimension_px", "--max-dimension"},
                           {"max_pixels", "--max-pixels"},
                           {"max_metadata_bytes", "--max-metadata-bytes"},
                           {"max_steps", "--max-steps"},
                           {"max_signatures", "--max-signatures"},
                           {"max_inflated_bytes", "--max-inflated-bytes"},
                           {"max_decoded_pixels", "--max-decoded-pixels"},
                           {"max_decoded_samples", "--max-decoded-samples"},
                           {"max_memory_bytes", "--max-memory"},
                           {"no_watermark = 1", "--no-watermark"}};
constexpr std::string_view kSelf = "self#jumbf=", kAssertions = "c2pa.assertions/";

bool in_a_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-'; }

// Whole words alone: "strength" in "--strength" and in a value stays what it is.
void replace_word(std::string& text, const Word& word) {
  for (size_t at = 0; (at = text.find(word.member, at)) != text.npos;) {
    const size_t end = at + word.member.size();
    const bool whole = (at == 0 || !in_a_word(text[at - 1])) && (end == text.size() || !in_a_word(text[end]));
    const bool is_value = at > 0 && text[at - 1] == '"';
    if (whole && !is_value) text.replace(at, word.member.size(), word.option);
    at += whole && !is_value ? word.option.size() : word.member.size();
  }
}

// What a path of boxes leads to, in a user's words.
std::string target_of(std::string_view path) {
  if (const size_t at = path.find(kAssertions); at != path.npos)
    return "assertion " + std::string(path.substr(at + kAssertions.size()));
  const std::string_view last = path.substr(path.rfind('/') + 1);
  if (last == "c2pa.signature") return "the signature";
  if (last.starts_with("c2pa.claim")) return "the claim";
  return last == "c2pa" ? "the manifest store" : "manifest " + std::string(last);
}

}  // namespace

std::string in_options(const std::string& message) {
  std::string out = message;
  for (const Word& word : kWords) replace_word(out, word);
  return out;
}

std::string without_box_paths(const std::string& text) {
  std::string out;
  size_t from = 0;
  for (size_t at; (at = text.find(kSelf, from)) != text.npos;) {
    const size_t begin = at + kSelf.size();
    size_t end = text.find_first_of(" ,;\"'()", begin);
    if (end == text.npos) end = text.size();
    size_t last = end;
    while (last > begin && (text[last - 1] == ':' || text[last - 1] == '.')) --last;  // of the sentence
    out += text.substr(from, at - from) + target_of(std::string_view(text).substr(begin, last - begin));
    from = last;
  }
  return out + text.substr(from);
}

std::string where_kept(const std::string& address) {
  if (!address.starts_with(kSelf)) return "kept at " + address + " (not fetched; give it with --manifest)";
  constexpr std::string_view kStore = "/c2pa/";
  const size_t at = address.find(kStore);
  const std::string label = at == address.npos ? "" : address.substr(at + kStore.size());
  return "was in this file, as its XMP still says (" + label.substr(0, label.find('/')) + "), and is not there any more";
}

}  // namespace imprint_cli
