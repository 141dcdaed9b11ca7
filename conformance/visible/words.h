// What a line of words says about generation: the elements that GB 45438-2025 5.2 b asks for, and what denies them.
#pragma once

#include <string>
#include <string_view>

namespace imprint_conform {

struct Words {
  bool ai_element = false;          // AI or 人工智能
  bool generation_element = false;  // 生成 or 合成
  bool foreign_ai = false;          // IA, KI, "artificial intelligence": no element of the standard
  bool foreign_generation = false;  // "generated", "generiert", "généré": whether they satisfy 5.2 b is not established
  bool negated = false;             // 非AI生成, "not AI-generated"
  bool tolerated = false;           // an element counts only because a letter was taken for one that looks like it

  bool any_ai() const { return ai_element || foreign_ai; }
  bool any_generation() const { return generation_element || foreign_generation; }
  // AI and generation, in whatever language, and not denied.
  bool whole() const { return any_ai() && any_generation() && !negated; }
  // Speaks of generation or denies it, without being a label.
  bool near() const { return negated || (any_generation() && !any_ai()); }
};

// `text` is UTF-8 as a reader gave it: spaces between letters, I read as l or 1 and full-width letters are allowed for.
// Letters that are looked over only beside a whole element: 生戍 after AI is 生成, alone it is nothing.
Words words_of(std::string_view text);

// The code points of `text`; what is not UTF-8 becomes U+FFFD.
std::u32string code_points(std::string_view text);
// The number of letters, digits and ideographs.
size_t letter_count(std::string_view text);

}  // namespace imprint_conform
