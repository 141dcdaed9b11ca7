// ExifTool's view of a file, as a second reader of metadata.
#include <algorithm>
#include <array>
#include <string_view>

#include "readers/readers.h"

namespace imprint_conform {
namespace {

using nlohmann::json;

bool begins(std::string_view text, std::string_view with) { return text.substr(0, with.size()) == with; }

std::string text_of(const json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

// "XMP-TC260:Aigc", "PNG:AIGC", a UserComment that holds the wrapper.
bool is_label(const std::string& name, const std::string& text) {
  const std::string tag = name.substr(name.find(':') + 1);
  if (tag == "Aigc" || tag == "AIGC") return true;
  return text.find("AIGC") != std::string::npos && text.find("ContentProducer") != std::string::npos;
}

bool is_exif(const std::string& name) {
  return begins(name, "IFD0:") || begins(name, "ExifIFD:") || begins(name, "GPS:");
}

// What a label or its companions write, and what packing changes.
bool of_the_label(const std::string& name) {
  static constexpr std::array<std::string_view, 8> names{"XMP-TC260:",     "XMP-x:",       "XMP-iptcExt:",
                                                         "XMP-xmpRights:", "XMP-dcterms:", "ExifIFD:UserComment",
                                                         "XMP-dc:Rights",  "XMP-xmpNote:"};
  return std::any_of(names.begin(), names.end(), [&](std::string_view prefix) { return begins(name, prefix); });
}

}  // namespace

json second_reading(const json& tags) {
  json labels = json::array();
  bool has_time = false;
  for (const auto& [name, value] : tags.items()) {
    const std::string text = text_of(value);
    if (is_label(name, text)) labels.push_back({{"place", name}, {"text", text}});
    const bool date = name.find("DateTimeOriginal") != std::string::npos ||
                      name.find("CreateDate") != std::string::npos || name.find("DateCreated") != std::string::npos;
    has_time |= date && !begins(name, "System:") && !begins(name, "ICC");
  }
  return {{"reads_format", tags.contains("File:FileType") || tags.contains("System:FileName")},
          {"aigc", labels},
          {"has_time", has_time}};
}

std::vector<std::string> lost_tags(const json& before, const json& after, bool xmp) {
  std::vector<std::string> lost;
  for (const auto& [name, value] : before.items()) {
    if (!(xmp ? begins(name, "XMP-") : is_exif(name)) || of_the_label(name)) continue;
    if (!after.contains(name) || after[name] != value) lost.push_back(name);
  }
  return lost;
}

bool names_keys(ByteSpan file) {
  const std::string_view bytes(reinterpret_cast<const char*>(file.data()), file.size());
  return bytes.find("ContentProducer") != std::string_view::npos && bytes.find("ProduceID") != std::string_view::npos;
}

}  // namespace imprint_conform
