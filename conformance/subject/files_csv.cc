#include "subject/files_csv.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "model/digest.h"
#include "model/error.h"
#include "rules/strict_toml.h"

namespace imprint_conform {
namespace {

namespace fs = std::filesystem;
const std::vector<std::string> kColumns{"file", "made_by", "original", "producer", "produce_id", "declared"};

[[noreturn]] void refuse(const std::string& file, size_t line, const std::string& what) {
  throw ConformError(file + ":" + std::to_string(line) + ": " + what);
}

// Reads one character after the other; knows in which line it is.
class CsvParser {
 public:
  CsvParser(const std::string& text, const std::string& file) : text_(text), file_(file) {}

  std::vector<CsvRow> rows() {
    std::vector<CsvRow> rows;
    while (at_ < text_.size()) {
      const size_t line = line_;
      rows.push_back({line, row()});
      const size_t fields = rows.back().fields.size(), needed = rows.front().fields.size();
      if (fields != needed)
        refuse(file_, line, std::to_string(fields) + " fields, the head has " + std::to_string(needed));
    }
    return rows;
  }

 private:
  std::vector<std::string> row() {
    std::vector<std::string> row;
    do row.push_back(at_ < text_.size() && text_[at_] == '"' ? quoted() : plain());
    while (take(','));
    if (at_ < text_.size() && !take_line_end()) refuse(file_, line_, "text after a closing quote");
    return row;
  }

  std::string plain() {
    std::string field;
    while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r') {
      if (text_[at_] == '"') refuse(file_, line_, "a quote in a field that does not begin with one");
      field += text_[at_++];
    }
    return field;
  }

  std::string quoted() {
    const size_t line = line_;
    std::string field;
    ++at_;
    while (at_ < text_.size()) {
      if (text_[at_] == '"') {
        ++at_;
        if (at_ >= text_.size() || text_[at_] != '"') return field;
      } else if (text_[at_] == '\n') {
        ++line_;
      }
      field += text_[at_++];
    }
    refuse(file_, line, "a quote that is never closed");
  }

  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  bool take_line_end() {
    if (take('\r') && (at_ >= text_.size() || text_[at_] != '\n'))
      refuse(file_, line_, "a carriage return without its line feed");
    if (!take('\n')) return false;
    ++line_;
    return true;
  }

  const std::string& text_;
  const std::string& file_;
  size_t at_ = 0, line_ = 1;
};

bool is_judged(const fs::path& path) {
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  static const std::set<std::string> kEndings{".png",  ".jpg",  ".jpeg", ".webp", ".gif",  ".tif", ".tiff", ".avif",
                                              ".heic", ".heif", ".wav",  ".rf64", ".bw64", ".aif", ".aiff", ".aifc",
                                              ".flac", ".ogg",  ".oga",  ".opus", ".mp3",  ".m4a", ".m4b"};
  return kEndings.contains(ending);
}

// The path of a name that stays below the folder.
std::string below(const std::string& folder, const std::string& name, const std::string& csv, size_t line) {
  const fs::path relative = fs::path(name).lexically_normal();
  if (relative.is_absolute() || relative.empty() || *relative.begin() == "..")
    refuse(csv, line, "file " + name + " is not below the folder");
  const fs::path path = fs::path(folder) / relative;
  if (!fs::is_regular_file(path)) refuse(csv, line, "file " + name + " is not there");
  return path.string();
}

std::optional<bool> read_declared(const std::string& word, const std::string& csv, size_t line) {
  if (word.empty()) return std::nullopt;
  if (word != "yes" && word != "no") refuse(csv, line, "declared is \"" + word + "\", neither yes nor no");
  return word == "yes";
}

std::map<std::string, size_t> read_head(const std::vector<std::string>& head, const std::string& csv) {
  std::map<std::string, size_t> columns;
  for (size_t i = 0; i < head.size(); ++i) {
    if (std::find(kColumns.begin(), kColumns.end(), head[i]) == kColumns.end()) {
      refuse(csv, 1, "unknown column " + head[i] + " (known: " + list_of(kColumns) + ")");
    }
    if (!columns.emplace(head[i], i).second) refuse(csv, 1, "column " + head[i] + " stands twice");
  }
  if (!columns.contains("file")) refuse(csv, 1, "there is no column file");
  return columns;
}

}  // namespace

std::vector<CsvRow> parse_csv(const std::string& text, const std::string& file) {
  const std::string_view mark = "\xef\xbb\xbf";
  const std::string body = text.starts_with(mark) ? text.substr(mark.size()) : text;
  // The JSON writer refuses what is no UTF-8.
  try {
    static_cast<void>(nlohmann::json(body).dump());
  } catch (const nlohmann::json::exception&) {
    refuse(file, 1, "is not UTF-8");
  }
  return CsvParser(body, file).rows();
}

namespace {

GivenFile read_row(const CsvRow& row, const std::map<std::string, size_t>& columns, const std::string& csv,
                   const std::string& folder) {
  const auto field = [&](const char* name) {
    return columns.contains(name) ? row.fields[columns.at(name)] : std::string();
  };
  GivenFile file;
  file.name = field("file");
  file.file = below(folder, file.name, csv, row.line);
  if (!field("original").empty()) file.original = below(folder, field("original"), csv, row.line);
  file.made_by = field("made_by");
  file.producer = field("producer");
  file.produce_id = field("produce_id");
  file.declared = read_declared(field("declared"), csv, row.line);
  return file;
}

void sort_by_name(std::vector<GivenFile>& files) {
  std::sort(files.begin(), files.end(), [](const GivenFile& a, const GivenFile& b) { return a.name < b.name; });
}

}  // namespace

std::vector<GivenFile> read_files_csv(const std::string& csv, const std::string& folder) {
  const std::vector<CsvRow> rows = parse_csv(read_text_file(csv), csv);
  if (rows.size() < 2) refuse(csv, 1, "holds no files");
  const auto columns = read_head(rows[0].fields, csv);
  std::vector<GivenFile> files;
  std::set<std::string> seen;
  for (size_t i = 1; i < rows.size(); ++i) {
    files.push_back(read_row(rows[i], columns, csv, folder));
    if (!seen.insert(files.back().file).second)
      refuse(csv, rows[i].line, "file " + files.back().name + " stands twice");
  }
  sort_by_name(files);
  return files;
}

std::vector<GivenFile> list_files(const std::string& folder) {
  std::error_code error;
  std::vector<GivenFile> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
    if (!entry.is_regular_file() || !is_judged(entry.path())) continue;
    GivenFile file;
    file.file = entry.path().string();
    file.name = entry.path().lexically_relative(folder).generic_string();
    files.push_back(std::move(file));
  }
  if (error) throw ConformError(folder + ": cannot be read as a folder");
  if (files.empty()) throw ConformError(folder + ": holds no pictures and no sound");
  sort_by_name(files);
  return files;
}

}  // namespace imprint_conform
