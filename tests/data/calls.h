// What tests of the public calls share.
#pragma once

#include "image/view.h"
#include "imprint/imprint.hpp"

namespace imprint::test {

// The caller's view of a picture.
inline imprint_image as_abi(image::Image& picture) {
  return {picture.samples.data(), picture.width_px, picture.height_px, picture.stride_bytes(), static_cast<imprint_pixel_format>(picture.format)};
}

// The status of the Error that `call` throws; IMPRINT_OK if it throws none.
template <typename Call>
imprint_status status_of(Call&& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.status();
  }
  return IMPRINT_OK;
}

}  // namespace imprint::test
