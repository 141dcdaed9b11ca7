// The library speaks of members of its structs and of boxes in a manifest; users of the tool of options and assertions.
#pragma once

#include <string>

namespace imprint_cli {

// "--min-psnr is 10" for "min_psnr_db is 10".
std::string in_options(const std::string& message);

// "assertion c2pa.hash.data" for "self#jumbf=/c2pa/urn:…/c2pa.assertions/c2pa.hash.data".
std::string without_box_paths(const std::string& text);

// Where the file says that its manifest is: elsewhere, or in itself, which is told when it is not there.
std::string where_kept(const std::string& address);

}  // namespace imprint_cli
