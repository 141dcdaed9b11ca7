#include "inputs.h"

#include <algorithm>
#include <filesystem>

#include "files.h"

namespace imprint_cli {
namespace {

namespace fs = std::filesystem;

bool is_folder(const std::string& path) {
  std::error_code failed;
  return path != "-" && fs::is_directory(path, failed);
}

// Sorted by name, so that the order does not depend on the file system.
std::vector<fs::directory_entry> entries_of(const fs::path& folder, std::error_code& failed) {
  std::vector<fs::directory_entry> out;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed))
    if (!at->path().filename().native().starts_with('.')) out.push_back(*at);
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.path().native() < b.path().native(); });
  return out;
}

void walk(const fs::path& folder, const fs::path& below, std::vector<Input>& out) {
  std::error_code failed;
  const auto entries = entries_of(folder, failed);
  if (failed) out.push_back({folder.string(), below.string(), failed.message()});
  for (const fs::directory_entry& entry : entries) {
    std::error_code ignored;
    const bool link = entry.is_symlink(ignored);
    if (entry.is_directory(ignored)) {
      if (!link) walk(entry.path(), below / entry.path().filename(), out);
    } else if (entry.is_regular_file(ignored) || link) {  // a link that leads nowhere is told when it is read
      out.push_back({entry.path().string(), below.string(), ""});
    }
  }
}

void add(const std::string& path, bool recursive, std::vector<Input>& out) {
  if (!is_folder(path)) return out.push_back({path, "", ""});
  if (!recursive) return out.push_back({path, "", "is a folder; --recursive takes the files in it"});
  const size_t before = out.size();
  walk(path, "", out);
  if (out.size() == before) out.push_back({path, "", "is a folder without files"});
}

std::vector<std::string> names_in(const std::string& list, bool nul) {
  const Bytes bytes = read_file(list);
  const char end = nul ? '\0' : '\n';
  std::vector<std::string> out;
  for (auto from = bytes.begin(); from != bytes.end();) {
    const auto to = std::find(from, bytes.end(), static_cast<uint8_t>(end));
    if (to != from) out.emplace_back(from, to);
    from = to == bytes.end() ? to : to + 1;
  }
  return out;
}

}  // namespace

void add_inputs(CLI::App& command, InputOptions& options, const std::string& what) {
  command.add_option("INPUT", options.named, what + "; - is standard input");
  command.add_flag("-r,--recursive", options.recursive, "take the files in folders too, and in the folders in them");
  command.add_option("--files-from", options.list, "file with the names of further inputs, one a line; - is standard input");
  command.add_flag("-0,--null", options.nul, "names in --files-from end in NUL, as find -print0 writes them");
}

bool of_many(const InputOptions& options) { return options.named.size() > 1 || options.recursive || !options.list.empty(); }

std::vector<Input> gather(const InputOptions& options) {
  if (options.nul && options.list.empty()) throw CommandError(kFailed, "--null says how --files-from is written, which is missing");
  if (options.named.empty() && options.list.empty()) throw CommandError(kFailed, "INPUT is required: name files, or give --files-from");
  std::vector<std::string> names = options.named;
  if (!options.list.empty())
    for (std::string& name : names_in(options.list, options.nul)) names.push_back(std::move(name));
  if (std::count(names.begin(), names.end(), "-") + (options.list == "-" ? 1 : 0) > 1)
    throw CommandError(kFailed, "standard input can be read once, and is asked for twice");
  std::vector<Input> out;
  for (const std::string& name : names) add(name, options.recursive, out);
  if (out.empty()) throw CommandError(kFailed, options.list + ": names no file", kInput);
  return out;
}

}  // namespace imprint_cli
