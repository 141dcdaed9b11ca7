// The pictures that a run looks at: drawn by code with fixed seeds, or a folder of the user's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "pictures/picture.h"

namespace imprint_conform {

// Changes whenever any drawn picture does; stands in every report.
inline constexpr std::string_view kPainterVersion = "1";

struct CorpusPicture {
  std::string id;    // "photo-003"
  std::string kind;  // one of corpus_kinds()
  int width = 0, height = 0, channels = 3, bits = 8;
  uint64_t seed = 0;  // of this picture: follows from the run's seed and the id
};

// "photo", "portrait", "flat", "text", "dark", "gradient", "noise", "transparent", "deep", "tiny", "panorama".
const std::vector<std::string>& corpus_kinds();

// `count` pictures (1 to 100000), sorted by kind in the order above, then by number. Up to 11: the first kinds, one
// each; 12 to 21: one each, and the rest photographs; from 22 on half are photograph-like and the other kinds share
// the other half. A picture of a given id and seed is the same in every list.
std::vector<CorpusPicture> draw_list(int count, uint64_t seed);

// Draws it: the same bytes on every machine and at every level of optimisation. Threads may draw different ones.
Picture draw(const CorpusPicture& picture);

// The one that the documentation of the mill shows.
CorpusPicture sheet_picture();

// SHA-256 over painter version, ids, sizes and the bytes of all samples (16 bits: low byte first), in this order.
class ManifestDigest {
 public:
  ManifestDigest();
  ~ManifestDigest();
  ManifestDigest(const ManifestDigest&) = delete;
  ManifestDigest& operator=(const ManifestDigest&) = delete;
  void add(const CorpusPicture& picture, const Picture& pixels);
  std::string finish_hex();  // once

 private:
  struct State;
  State* state_;
};
// Draws all of `list`, one after the other, and digests them.
std::string manifest_sha256(const std::vector<CorpusPicture>& list);

// Which half a picture of a tuned corpus belongs to: by the hash of its name, so that adding pictures moves none.
bool held_out(std::string_view name);

struct FolderPicture {
  std::string name;  // of the file, without its folder
  std::filesystem::path path;
  std::string sha256;
  uint64_t bytes = 0;
};
// The PNG, JPEG and WebP files of a folder (by their extension, in any case), sorted by name byte by byte; folders in
// it are not walked. ConformError if it cannot be read or holds none.
std::vector<FolderPicture> read_folder(const std::filesystem::path& folder);
// One digest over names and digests of the files: all that a report says about a private folder.
std::string folder_sha256(const std::vector<FolderPicture>& files);

}  // namespace imprint_conform
