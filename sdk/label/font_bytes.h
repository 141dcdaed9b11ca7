// The embedded font file (sdk/label/fonts/README.md); embed_font.cmake writes its source.
#pragma once

#include "base/bytes.h"

namespace imprint::label {

ByteView font_bytes();

}  // namespace imprint::label
