// The element rule of GB 45438-2025 5.2 b on what a reader of pictures made of a line.
#include "visible/words.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

namespace imprint_conform {
namespace {

bool latin(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
bool digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool ideograph(char32_t c) { return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF); }
bool space(char32_t c) { return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || c == 0x3000 || c == 0xA0; }
bool one_of(char32_t c, std::u32string_view set) { return set.find(c) != set.npos; }

// Full-width letters and the accented ones of the languages below, as plain ASCII.
char32_t plain(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
  static constexpr std::u32string_view from = U"áàâäãéèêëíìîïóòôöõúùûüçñÉÈÀÜÖÄ";
  static constexpr std::u32string_view to = U"aaaaaeeeeiiiiooooouuuucnEEAUOA";
  const size_t at = from.find(c);
  return at == from.npos ? c : to[at];
}

// The line in three forms: with its spaces, without them, and cut into words of Latin letters and digits.
struct Line {
  std::u32string spaced, tight;
  std::vector<std::u32string> words;
};

Line line_of(std::string_view text) {
  Line line;
  std::u32string word;
  for (const char32_t raw : code_points(text)) {
    const char32_t c = plain(raw);
    line.spaced += c;
    if (!space(c)) line.tight += c;
    if (latin(c) || digit(c) || c == U'|') {
      word += c;
    } else if (!word.empty()) {
      line.words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) line.words.push_back(std::move(word));
  return line;
}

std::u32string lower(std::u32string word) {
  for (char32_t& c : word)
    if (c >= U'A' && c <= U'Z') c += 32;
  return word;
}

// A stretch of the tight line: where an element stands.
struct Found {
  size_t begin = std::u32string::npos, end = 0;
  bool sure = true;
  explicit operator bool() const { return begin != std::u32string::npos; }
};

Found generation_at(const std::u32string& s, size_t i) {
  if (i + 1 >= s.size()) return {};
  if (one_of(s[i], U"生合") && s[i + 1] == U'成') return {i, i + 2, true};
  if ((one_of(s[i], U"生合") && one_of(s[i + 1], U"戍戌咸戊城戏")) ||
      (one_of(s[i], U"牛主玍全会竺毕华圭") && one_of(s[i + 1], U"成戍戌")))
    return {i, i + 2, false};
  return {};
}

Found generation(const std::u32string& s, bool sure) {
  for (size_t i = 0; i < s.size(); ++i)
    if (const Found found = generation_at(s, i); found && (found.sure || !sure)) return found;
  return {};
}

// 人工智能, of which the reader may have taken one character for another.
Found written_out(const std::u32string& s) {
  static constexpr std::u32string_view words = U"人工智能";
  for (size_t i = 0; i + 4 <= s.size(); ++i) {
    const auto same = std::inner_product(words.begin(), words.end(), s.begin() + static_cast<std::ptrdiff_t>(i), 0,
                                         std::plus<>(), [](char32_t a, char32_t b) { return a == b ? 1 : 0; });
    if (same >= 3) return {i, i + 4, same == 4};
  }
  return {};
}

// "AI" between things that are no Latin letters. I, l, 1 and | are one shape in many fonts.
Found letters_ai(const std::u32string& s) {
  for (size_t i = 0; i + 1 < s.size(); ++i) {
    if (s[i] != U'A' || !one_of(s[i + 1], U"Il1|丨")) continue;
    const bool before = i == 0 || !latin(s[i - 1]);
    const bool after = i + 2 >= s.size() || !(latin(s[i + 2]) || digit(s[i + 2]));
    if (before && after) return {i, i + 2, true};
  }
  return {};
}

// Two letters right before 生成 or 合成 that look like AI and hardly can be anything else there.
Found letters_before(const std::u32string& s, const Found& made) {
  if (!made || made.begin < 2) return {};
  const size_t i = made.begin - 2;
  if (!one_of(s[i], U"Aa4ΑА") || !one_of(s[i + 1], U"Iil1|!丨T]LJ/】")) return {};
  if (i > 0 && latin(s[i - 1])) return {};
  return {i, i + 2, s[i] == U'A' && one_of(s[i + 1], U"Iil1|")};
}

bool starts(const std::u32string& word, std::u32string_view with) { return word.starts_with(with); }

bool generation_word(const std::u32string& word) {
  static constexpr std::array<std::u32string_view, 17> stems = {
      U"generat", U"generad", U"generi", U"genere",  U"gerad",  U"creat",   U"creado",  U"cree",   U"made",
      U"produc",  U"synthe",  U"sinte",  U"erzeugt", U"erstel", U"wygener", U"gemaakt", U"gegener"};
  if (starts(word, U"generic")) return false;
  return std::any_of(stems.begin(), stems.end(), [&](std::u32string_view stem) { return starts(word, stem); });
}

bool ai_word(const std::u32string& word) {
  return word.size() == 2 && one_of(word[0], U"Aa") && one_of(word[1], U"Iil1|");
}

// "AI-generated" whose hyphen was not read, or was read as a letter.
bool begins_with_ai(const std::u32string& word) {
  if (word.size() < 9 || word[0] != U'A' || !one_of(word[1], U"Il1|")) return false;
  const size_t at = lower(word).find(U"gener");
  return at == 2 || at == 3;
}

// "dall'AI" whose apostrophe was not read.
bool ends_in_ai(const std::u32string& word) {
  const size_t n = word.size();
  return n >= 4 && word[n - 2] == U'A' && one_of(word[n - 1], U"Il1|") && word[n - 3] >= U'a' && word[n - 3] <= U'z';
}

// What readers make of AI in serif letters; good only beside a word of generation.
bool ai_by_looks(const std::u32string& word) { return word.size() == 2 && word[0] == U'A' && one_of(word[1], U"TLJ"); }

void judge_foreign(const Line& line, Words& words) {
  bool artificial = false, intelligence = false, ai = false, other = false, looks = false;
  for (const auto& word : line.words) {
    const std::u32string small = lower(word);
    words.foreign_generation |= generation_word(small) || begins_with_ai(word);
    ai |= ai_word(word) || ends_in_ai(word) || begins_with_ai(word);
    looks |= ai_by_looks(word);
    other |= small == U"ia" || small == U"ki" || small == U"lia";
    artificial |= starts(small, U"artific") || starts(small, U"kunstlich");
    intelligence |= starts(small, U"intelli") || starts(small, U"inteli");
  }
  if (looks && !ai && words.foreign_generation) ai = words.tolerated = true;
  words.ai_element |= ai && (words.foreign_generation || words.generation_element);
  words.foreign_ai = (artificial && intelligence) || (other && words.foreign_generation);
}

// The stretch before the AI element ends in a word that denies what follows.
bool denied_before(std::u32string_view before) {
  static constexpr std::array<std::u32string_view, 10> links = {U"由", U"使用", U"经过", U"经", U"用",
                                                                U"是", U"采用", U"任何", U"含", U"属于"};
  for (const auto link : links)
    if (before.ends_with(link)) {
      before.remove_suffix(link.size());
      break;
    }
  static constexpr std::array<std::u32string_view, 6> deny = {U"非", U"不", U"无", U"未", U"没有", U"無"};
  return std::any_of(deny.begin(), deny.end(), [&](std::u32string_view word) { return before.ends_with(word); });
}

bool denied_between(std::u32string_view between) {
  return std::any_of(between.begin(), between.end(), [](char32_t c) { return one_of(c, U"未不非没"); });
}

bool denied_in_latin(const Line& line) {
  static constexpr std::array<std::u32string_view, 10> deny = {U"not",  U"no",    U"non",  U"without", U"never",
                                                               U"kein", U"keine", U"sans", U"senza",   U"nicht"};
  for (size_t i = 0; i < line.words.size(); ++i) {
    const std::u32string small = lower(line.words[i]);
    if (std::find(deny.begin(), deny.end(), small) != deny.end()) return true;
    if (small == U"free" && i > 0 && ai_word(line.words[i - 1])) return true;
  }
  return false;
}

}  // namespace

std::u32string code_points(std::string_view text) {
  std::u32string points;
  for (size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 0;
    if (length == 0 || i + length > text.size()) {
      points += U'\uFFFD';
      ++i;
      continue;
    }
    char32_t point = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (size_t j = 1; j < length; ++j) point = point << 6 | (static_cast<unsigned char>(text[i + j]) & 0x3F);
    points += point;
    i += length;
  }
  return points;
}

size_t letter_count(std::string_view text) {
  const std::u32string points = code_points(text);
  return static_cast<size_t>(std::count_if(points.begin(), points.end(), [](char32_t raw) {
    const char32_t c = plain(raw);
    return latin(c) || digit(c) || ideograph(c);
  }));
}

Words words_of(std::string_view text) {
  const Line line = line_of(text);
  Words words;
  Found ai = letters_ai(line.spaced) ? letters_ai(line.tight) : Found{};
  const bool alone = static_cast<bool>(letters_ai(line.spaced));
  if (!ai) ai = written_out(line.tight);
  Found made = generation(line.tight, true);
  if (!ai) ai = letters_before(line.tight, made ? made : generation(line.tight, false));
  if (!made && (ai || alone)) made = generation(line.tight, false);
  if (!made && ai && !ai.sure) ai = {};
  words.ai_element = static_cast<bool>(ai) || alone;
  words.generation_element = static_cast<bool>(made);
  words.tolerated = (ai && !ai.sure) || (made && !made.sure);
  judge_foreign(line, words);
  if (ai && denied_before(std::u32string_view(line.tight).substr(0, ai.begin))) words.negated = true;
  if (ai && made && made.begin > ai.end &&
      denied_between(std::u32string_view(line.tight).substr(ai.end, made.begin - ai.end)))
    words.negated = true;
  if (words.any_ai() && denied_in_latin(line)) words.negated = true;
  return words;
}

}  // namespace imprint_conform
