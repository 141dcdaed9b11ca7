#include "any_label.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "conform_suite.h"
#include "exchange.h"

namespace imprint_cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kOption = "--any-label";
constexpr size_t kMostWordsBytes = 256;  // of imprint_verify_options.explicit_label
constexpr size_t kMostAnswerBytes = 1 << 20;
constexpr auto kFinderTime = std::chrono::minutes(5);  // large pictures are read piece by piece
constexpr int kNoLabel = 2;                            // exit code of `imprint-conform look`

// The bytes of an input that has no name, or whose name gives them once, such as a pipe; gone with this object.
class Copy {
 public:
  explicit Copy(std::span<const uint8_t> file) : path_((fs::temp_directory_path() / "imprint-XXXXXX").string()) {
    const int fd = ::mkostemp(path_.data(), O_CLOEXEC);
    if (fd < 0) fail();
    const bool whole = write_all(fd, file);
    if (::close(fd) == 0 && whole) return;
    const int why = errno;
    ::unlink(path_.c_str());
    errno = why;
    fail();
  }
  ~Copy() { ::unlink(path_.c_str()); }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;
  const std::string& path() const { return path_; }

 private:
  static bool write_all(int fd, std::span<const uint8_t> rest) {
    while (!rest.empty()) {
      const ssize_t n = ::write(fd, rest.data(), rest.size());
      if (n < 0 && errno != EINTR) return false;
      if (n > 0) rest = rest.subspan(static_cast<size_t>(n));
    }
    return true;
  }
  [[noreturn]] void fail() const { throw CommandError(kFailed, path_ + ": " + std::strerror(errno), kOutput); }
  std::string path_;
};

// What a reader of words gives may have several lines, and more than a label needs.
std::string in_one_line(std::string words) {
  for (char& c : words)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  size_t size = std::min(words.size(), kMostWordsBytes);
  while (size < words.size() && size > 0 && (static_cast<unsigned char>(words[size]) & 0xC0) == 0x80) --size;
  words.resize(size);
  return words;
}

// The finder names the best first.
std::string first_words(const Bytes& answer, const std::string& whose) {
  const auto json = nlohmann::json::parse(answer.begin(), answer.end(), nullptr, false);
  if (!json.is_object() || !json.contains("labels") || !json["labels"].is_array())
    throw CommandError(kFailed, whose + " answered something else than an object with \"labels\"");
  if (json["labels"].empty()) return {};
  const auto& best = json["labels"].front();
  if (!best.is_object() || !best.contains("text") || !best["text"].is_string())
    throw CommandError(kFailed, whose + " named a label without its \"text\"");
  return in_one_line(best["text"].get<std::string>());
}

Answer answer_of(const std::string& program, const std::string& path, const std::string& whose) try {
  return run_program({program, "look", path}, {}, kMostAnswerBytes, kFinderTime);
} catch (const CommandError& e) {
  throw CommandError(e.exit_code, whose + ": " + e.message, e.status);
}

std::string ask(const std::string& program, const std::string& named, const std::string& path) {
  const std::string whose = named + ": " + kOption + ": imprint-conform look";
  const Answer answer = answer_of(program, path, whose);
  if (answer.exit_code != kDone && answer.exit_code != kNoLabel)
    throw CommandError(kFailed, whose + " could not read the picture: exit code " + std::to_string(answer.exit_code));
  return first_words(answer.bytes, whose);
}

}  // namespace

void add_any_label(CLI::App& command, bool& any_label) {
  command.add_flag(kOption, any_label,
                   "look for visible labels of any program too, with the conformance suite's finder (imprint-conform)");
}

AnyLabel::AnyLabel(bool asked) {
  if (asked) program_ = conform_suite(kOption);
}

std::string AnyLabel::best(const std::string& path, std::span<const uint8_t> file) const {
  if (program_.empty()) return {};
  std::error_code ignored;
  if (path == "-" || !fs::is_regular_file(path, ignored)) return ask(program_, path, Copy(file).path());
  return ask(program_, path, path.starts_with('-') ? "./" + path : path);
}

}  // namespace imprint_cli
