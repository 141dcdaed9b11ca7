// Command templates: argv alone, no shell.
#include "subject/argv.h"

#include <algorithm>

#include "model/error.h"

namespace imprint_conform {
namespace {

constexpr char kAsk = '?';

// The pieces of a word: text, and names of placeholders.
struct Piece {
  std::string text;
  bool placeholder = false;
};

std::vector<Piece> pieces_of(const std::string& word) {
  std::vector<Piece> pieces;
  size_t at = 0;
  while (at < word.size()) {
    const size_t open = word.find('{', at);
    if (open == std::string::npos) break;
    const size_t close = word.find('}', open);
    if (close == std::string::npos) break;
    if (open > at) pieces.push_back({word.substr(at, open - at)});
    pieces.push_back({word.substr(open + 1, close - open - 1), true});
    at = close + 1;
  }
  if (at < word.size()) pieces.push_back({word.substr(at)});
  return pieces;
}

std::string name_of(const Piece& piece) { return piece.text.starts_with(kAsk) ? piece.text.substr(1) : piece.text; }

bool is_set(const Argument& argument, const std::map<std::string, std::string>& values) {
  for (const std::string& word : argument.words) {
    for (const Piece& piece : pieces_of(word)) {
      if (!piece.placeholder) continue;
      const auto found = values.find(name_of(piece));
      if (found == values.end() || found->second.empty()) return false;
    }
  }
  return true;
}

std::string filled(const std::string& word, const std::map<std::string, std::string>& values) {
  std::string text;
  for (const Piece& piece : pieces_of(word)) {
    if (!piece.placeholder) {
      text += piece.text;
      continue;
    }
    const auto found = values.find(piece.text);
    if (found == values.end())
      throw ConformError("a command needs {" + piece.text + "}, which this call does not have");
    text += found->second;
  }
  return text;
}

bool only_asks(const std::string& word) { return word.starts_with("{?") && word.find('}') == word.size() - 1; }

}  // namespace

std::string complaint_on_word(const std::string& word, bool optional) {
  size_t braces = 0;
  for (const Piece& piece : pieces_of(word)) {
    if (!piece.placeholder) continue;
    ++braces;
    const auto& known = all_placeholders();
    if (std::find(known.begin(), known.end(), name_of(piece)) == known.end())
      return "unknown placeholder {" + piece.text + "}";
    if (piece.text.starts_with(kAsk) && !optional) return "{" + piece.text + "} stands outside of a group";
    if (piece.text.starts_with(kAsk) && !only_asks(word)) return "{" + piece.text + "} has to be a word of its own";
  }
  const auto count = [&](char c) { return static_cast<size_t>(std::count(word.begin(), word.end(), c)); };
  if (count('{') != braces || count('}') != braces) return "a brace without its partner in \"" + word + "\"";
  return "";
}

bool names_placeholder(const CommandTemplate& command, std::string_view name) {
  return std::any_of(command.begin(), command.end(), [&](const Argument& argument) {
    return std::any_of(argument.words.begin(), argument.words.end(), [&](const std::string& word) {
      const auto pieces = pieces_of(word);
      return std::any_of(pieces.begin(), pieces.end(),
                         [&](const Piece& piece) { return piece.placeholder && name_of(piece) == name; });
    });
  });
}

std::vector<std::string> fill(const CommandTemplate& command, const std::map<std::string, std::string>& values) {
  std::vector<std::string> words;
  for (const Argument& argument : command) {
    if (argument.optional && !is_set(argument, values)) continue;
    for (const std::string& word : argument.words) {
      if (!only_asks(word)) words.push_back(filled(word, values));
    }
  }
  return words;
}

}  // namespace imprint_conform
