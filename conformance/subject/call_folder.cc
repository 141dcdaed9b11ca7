#include "subject/call_folder.h"

#include <cstdlib>
#include <filesystem>

#include "model/error.h"

namespace imprint_conform {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kMebibyte = uint64_t{1} << 20;

std::string fresh_folder(const std::string& work_folder) {
  std::error_code error;
  fs::create_directories(work_folder, error);
  std::string path = (fs::absolute(work_folder) / "call-XXXXXX").lexically_normal().string();
  if (error || mkdtemp(path.data()) == nullptr) throw ConformError(work_folder + ": no folder can be made in it");
  return path;
}

}  // namespace

CallFolder::CallFolder(const std::string& work_folder) : path_(fresh_folder(work_folder)) {}

CallFolder::~CallFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::map<std::string, std::string> CallFolder::take_in(const std::map<std::string, std::string>& values) {
  std::map<std::string, std::string> inside = values;
  inside["work"] = path_;
  for (const char* name : {"in", "out"}) {
    const auto found = values.find(name);
    if (found == values.end() || found->second.empty()) continue;
    const fs::path folder = fs::path(path_) / name;
    fs::create_directory(folder);
    inside[name] = (folder / fs::path(found->second).filename()).string();
  }
  std::error_code error;
  if (inside.contains("in") && !inside["in"].empty()) fs::copy_file(values.at("in"), inside["in"], error);
  if (error) throw ConformError(values.at("in") + ": cannot be copied for a call: " + error.message());
  if (const auto found = values.find("out"); found != values.end()) {
    out_outside_ = found->second;
    out_inside_ = inside["out"];
    if (fs::exists(out_outside_))
      throw ConformError(out_outside_ + ": stands there already, before the call that writes it");
  }
  return inside;
}

std::string CallFolder::give_out() {
  std::error_code error;
  const fs::file_status status = fs::symlink_status(out_inside_, error);
  if (out_inside_.empty() || status.type() == fs::file_type::not_found) return "";
  if (status.type() != fs::file_type::regular) return "its output is no plain file";
  fs::rename(out_inside_, out_outside_, error);
  if (!error) return "";
  error.clear();
  fs::copy_file(out_inside_, out_outside_, error);
  if (error) throw ConformError(out_outside_ + ": cannot be written: " + error.message());
  return "";
}

std::string CallFolder::scrubbed(std::string text) const {
  for (size_t at = text.find(path_); at != std::string::npos; at = text.find(path_, at))
    text.replace(at, path_.size(), "{work}");
  return text;
}

std::vector<std::string> environment_of(const std::string& home) {
  const char* path = std::getenv("PATH");
  return {std::string("PATH=") + (path == nullptr ? "/usr/local/bin:/usr/bin:/bin" : path), "LANG=C.UTF-8",
          "HOME=" + home};
}

ProcessOrder order_of(const Limits& limits, std::vector<std::string> argv, const std::string& folder) {
  return {std::move(argv),
          environment_of(folder),
          folder,
          limits.memory_mb * kMebibyte,
          limits.output_mb * kMebibyte,
          limits.folder_mb * kMebibyte};
}

}  // namespace imprint_conform
