// One call of detect() on a picture in which nothing may be found, and what its carriers say of frames that are not
// there.
#pragma once

#include <string>
#include <vector>

#include "image/view.h"
#include "random.h"
#include "watermark/watermark.h"

namespace imprint::bench {

// RGB8 pictures to cut inputs from: painted ones, and the PNG and JPEG files of the folders, shrunk to 512 px.
std::vector<image::Image> load_sources(const std::vector<std::string>& folders);

struct Sides {
  uint32_t min_px = 96, max_px = 400;  // of the inputs
};

struct Trial {
  bool open_key = false;  // read with the open key, else with a private key that nobody has used
  bool marked = false;    // under another key
  bool searched = false;  // else only the whole picture was looked at
  watermark::Detection detection;
  int observed_attempts = 0;
  std::vector<float>
      agreements;       // of kFrames frames that were drawn before, with the carriers of each observed attempt
  float best_word = 0;  // agreement of the decoder's likeliest word, frame or not; first observed attempt
};

inline constexpr int kFrames = 64;
// `searched_share` of all calls search; the others look at the whole picture alone, which is some thirty times faster.
// One input, read with `keys` keys, a call for each: the first as above, the others private and new.
std::vector<Trial> run_trials(const std::vector<image::Image>& sources, Sides sides, double searched_share,
                              uint32_t keys, Random random);

}  // namespace imprint::bench
