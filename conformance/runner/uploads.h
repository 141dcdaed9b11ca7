// Files that the suite prepares: the eight uploads of Art. 6, a picture that somebody else labelled, and spoilt files.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace imprint_conform {

using FileBytes = std::vector<uint8_t>;

// One cell of the table of Art. 6: metadata, declaration, trace.
struct Upload {
  std::string id;  // "m1-d0-t1"
  bool declared = false;
  std::string art6_case;  // "1", "2", "3" or "none"
  FileBytes file;
};

// The one that labelled what is uploaded: an invented code with a right check character.
inline constexpr const char* kOtherProducer = "001191000000000000000K10007";
inline constexpr const char* kOtherProduceId = "another-service-0001";

// From one picture (PNG or JPEG) without a label. A trace is everything that a platform might look for at once: a
// visible label, the IPTC source type, and a watermark under the open key.
std::vector<Upload> prepared_uploads(const FileBytes& picture);

// The eight of a file, and of the same with traces: PNG, JPEG or WAV.
std::vector<Upload> uploads_of(const FileBytes& plain, const FileBytes& traced);

// The file, a picture or sound, with another provider's metadata label.
FileBytes labelled_by_another(const FileBytes& picture);

// Cut, damaged and lying files, in a fixed order.
struct Spoilt {
  std::string id, extension;
  FileBytes file;
};
std::vector<Spoilt> spoilt_files(const FileBytes& png, const FileBytes& jpeg);

}  // namespace imprint_conform
