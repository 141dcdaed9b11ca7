// Sound that the suite prepares, as uploads.h has it of pictures: the eight uploads of Art. 6, and spoilt files.
#pragma once

#include "runner/uploads.h"

namespace imprint_conform {

// From one drawn WAV without a label. A trace is an audible label and a watermark under the open key.
std::vector<Upload> prepared_sound_uploads(const FileBytes& wav);

// Cut, damaged and lying WAV files, in a fixed order.
std::vector<Spoilt> spoilt_sounds(const FileBytes& wav);

}  // namespace imprint_conform
