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

// Where the pixels of a TIFF stand and how they are stored (TIFF 6.0, sections 3, 8, 14 and 15): new with every file that is written.
bool is_of_storage(std::string_view tag) {
  static constexpr std::array<std::string_view, 20> names{
      "ImageWidth",      "ImageHeight",         "BitsPerSample", "Compression",  "PhotometricInterpretation", "StripOffsets", "SamplesPerPixel",
      "RowsPerStrip",    "StripByteCounts",     "Predictor",     "TileWidth",    "TileLength",                "TileOffsets",  "TileByteCounts",
      "ExtraSamples",    "PlanarConfiguration", "FillOrder",     "SampleFormat", "SubfileType",               "ColorMap"};
  return std::find(names.begin(), names.end(), tag) != names.end();
}

bool is_exif(const std::string& name) {
  if (begins(name, "IFD0:")) return !is_of_storage(std::string_view(name).substr(5));
  return begins(name, "ExifIFD:") || begins(name, "GPS:");
}

// What a label or its companions write, what packing changes, and the orientation, which has a rule of its own.
bool of_the_label(const std::string& name) {
  static constexpr std::array<std::string_view, 9> names{"XMP-TC260:",     "XMP-x:",       "XMP-iptcExt:",
                                                         "XMP-xmpRights:", "XMP-dcterms:", "ExifIFD:UserComment",
                                                         "XMP-dc:Rights",  "XMP-xmpNote:", "IFD0:Orientation"};
  return std::any_of(names.begin(), names.end(), [&](std::string_view prefix) { return begins(name, prefix); });
}

// Where metadata say what a latent disclosure has to: the provider, the time, a number of the content's own.
struct Property {
  std::string_view tag, says;
};
constexpr std::array<Property, 11> kProperties{{{"XMP-photoshop:Credit", "provider"},
                                                {"IPTC:Credit", "provider"},
                                                {"XMP-plus:ImageSupplierName", "provider"},
                                                {"XMP-xmp:CreateDate", "time"},
                                                {"XMP-photoshop:DateCreated", "time"},
                                                {"XMP-iptcExt:DateCreated", "time"},
                                                {"ExifIFD:DateTimeOriginal", "time"},
                                                {"ExifIFD:CreateDate", "time"},
                                                {"XMP-dc:Identifier", "id"},
                                                {"XMP-iptcExt:DigitalImageGUID", "id"},
                                                {"XMP-iptcExt:DigImageGUID", "id"}}};

// It shows what it knows of: of WAV and AIFF no chunk AIGC, so that it is no second reader of their labels.
bool shows_labels(const json& tags) {
  const std::string type = tags.value("File:FileType", "");
  return !type.empty() && type != "WAV" && type != "AIFF" && type != "AIFC";
}

}  // namespace

json second_reading(const json& tags) {
  json labels = json::array();
  json said = json::object();
  for (const auto& [name, value] : tags.items()) {
    const std::string text = text_of(value);
    if (is_label(name, text)) labels.push_back({{"place", name}, {"text", text}});
    for (const Property& property : kProperties) {
      if (name == property.tag && !text.empty()) said[property.says] = true;
    }
  }
  return {{"reads_format", shows_labels(tags)}, {"aigc", labels}, {"says", said}};
}

bool has_exif(const json& tags) {
  return std::any_of(tags.items().begin(), tags.items().end(), [](const auto& tag) { return is_exif(tag.key()) && !of_the_label(tag.key()); });
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
