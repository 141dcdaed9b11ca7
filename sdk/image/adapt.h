// Pixels brought into another form, for files of another format.
#pragma once

#include "image/view.h"

namespace imprint::image {

// No pixel shows anything behind it; true without alpha.
bool is_opaque(View pixels);

// `pixels` as `to`: samples of 16 bits rounded to 8, grey repeated in three colours, blue put last, alpha left out. `to` is RGB or grey in file order
// and has no more bits a sample; a grey `to` takes grey pixels alone, and one with alpha pixels that have it.
Image adapted(View pixels, PixelFormat to);

// Turned as a viewer turns it (CIPA DC-008 4.6.4 A, Orientation).
Image upright(View stored, Orientation orientation);

}  // namespace imprint::image
