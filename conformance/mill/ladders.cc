// The table of ladders (a table, so it may be long): names, titles, steps, and the attack behind each.
#include <algorithm>

#include "mill/attacks.h"
#include "mill/mill.h"
#include "mill/parameters.h"
#include "model/error.h"
#include "pictures/codec.h"

namespace imprint_conform {
namespace {

using namespace attacks;
using Text = const std::string&;

Milled as_png(const cv::Mat& rgb) { return {encode_png({rgb}), "png"}; }

// "90-75", "75-shift-75": JPEG twice, with a shift of 3 columns and 5 rows between.
cv::Mat double_jpeg(const cv::Mat& rgb, Text parameter) {
  const auto parts = split_at(parameter, '-');
  const bool shifted = parts.size() == 3 && parts[1] == "shift";
  if (parts.size() != 2 && !shifted)
    throw ConformError("attack double_jpeg: its parameter is like 75-50 or 75-shift-50; it is \"" + parameter + "\"");
  const cv::Mat once = jpeg(rgb, whole_of("double_jpeg", parts.front(), 1, 100));
  return jpeg(shifted ? shift(once, 3, 5) : once, whole_of("double_jpeg", parts.back(), 1, 100));
}

// "1" or "3x5": columns and rows.
cv::Mat shift_by(const cv::Mat& rgb, Text parameter) {
  const auto parts = split_at(parameter, 'x');
  const int columns = whole_of("shift", parts.front(), 0, 1000), rows = whole_of("shift", parts.back(), 0, 1000);
  if (parts.size() > 2) throw ConformError("attack shift: its parameter is like 1 or 3x5; it is \"" + parameter + "\"");
  return shift(rgb, columns, rows);
}

cv::Mat stretch(const cv::Mat& rgb, Text parameter) {
  const auto parts = split_at(parameter, 'x');
  if (parts.size() != 2) throw ConformError("attack stretch: its parameter is like 0.8x1; it is \"" + parameter + "\"");
  return resize(rgb, number_of("stretch", parts[0], 0.05, 8), number_of("stretch", parts[1], 0.05, 8));
}

int odd_of(Text ladder, Text parameter, int most) {
  const int size = whole_of(ladder, parameter, 3, most);
  if (size % 2 == 0) throw ConformError("attack " + ladder + ": its parameter is odd; it is \"" + parameter + "\"");
  return size;
}

double percent_of(Text ladder, Text parameter) { return number_of(ladder, parameter, 0, 90) / 100; }

cv::Mat mirror_by(const cv::Mat& rgb, Text parameter) {
  if (parameter != "h" && parameter != "v")
    throw ConformError("attack mirror: its parameter is h or v; it is \"" + parameter + "\"");
  return mirror(rgb, parameter == "h");
}

cv::Mat quarter(const cv::Mat& rgb, Text parameter) {
  const int degrees = whole_of("quarter_turn", parameter, 90, 270);
  if (degrees % 90 != 0)
    throw ConformError("attack quarter_turn: its parameter is 90, 180 or 270; it is \"" + parameter + "\"");
  return quarter_turns(rgb, degrees / 90);
}

// JPEG with an orientation; `stored`: the pixels lie as a camera stores them, so that a viewer shows the picture
// upright.
Milled with_orientation(const cv::Mat& rgb, int orientation, bool stored) {
  const Picture pixels = stored ? undo_orientation({rgb}, orientation) : Picture{rgb};
  return {encode_jpeg(pixels, {90, false, orientation}), "jpg"};
}

Milled container(const cv::Mat& rgb, Text parameter, Random&) {
  const auto parts = split_at(parameter, '-');
  const std::string kind = parts[0], ladder = "container";
  if (parts.size() == 2) {
    const std::string& value = parts[1];
    if (kind == "jpeg") return {encode_jpeg({rgb}, {whole_of(ladder, value, 1, 100)}), "jpg"};
    if (kind == "webp") return {encode_webp({rgb}, whole_of(ladder, value, 0, 100)), "webp"};
    if (kind == "avif") return {encode_avif({rgb}, whole_of(ladder, value, 0, 63)), "avif"};
    if (kind == "gif") return {encode_gif({rgb}, whole_of(ladder, value, 2, 256)), "gif"};
    if (kind == "palette") return {encode_palette_png({rgb}, whole_of(ladder, value, 2, 256)), "png"};
    if (kind == "exif") return with_orientation(rgb, whole_of(ladder, value, 1, 8), true);
    if (kind == "tag") return with_orientation(rgb, whole_of(ladder, value, 1, 8), false);
  }
  throw ConformError(
      "attack container: its parameter is like jpeg-85, webp-80, avif-25, gif-256, palette-256, exif-6 or tag-6; it is "
      "\"" +
      parameter + "\"");
}

cv::Mat pipeline(const cv::Mat& rgb, Text parameter, Random& random) {
  if (parameter == "screenshot-phone") return screenshot_phone(rgb);
  if (parameter == "screenshot-desktop") return screenshot_desktop(rgb);
  if (parameter == "social-1080-q80") return social(rgb, 1080, 80);
  if (parameter == "social-1080-q70") return social(rgb, 1080, 70);
  if (parameter == "thumb-480-q70") return social(rgb, 480, 70);
  if (parameter == "crop50-jpeg50") return jpeg(crop_centre(rgb, 0.5), 50);
  if (parameter == "resize0.5-jpeg50") return jpeg(resize(rgb, 0.5, 0.5), 50);
  if (parameter == "crop25-resize0.5-jpeg50") return jpeg(resize(crop_random(rgb, 0.25, random), 0.5, 0.5), 50);
  throw ConformError("attack pipeline: there is none called \"" + parameter + "\"");
}

// Steps from a list of texts; those that begin with '*' are of --quick.
std::vector<MillStep> steps(std::initializer_list<const char*> texts) {
  std::vector<MillStep> list;
  for (const std::string text : texts) {
    const bool quick = text[0] == '*';
    list.push_back({quick ? text.substr(1) : text, quick});
  }
  return list;
}

// A row: NAME, titles, unit, steps, and what happens to `rgb` at `p` (with `random`) as an expression of pixels.
#define PIXELS(expression)                                          \
  [](const cv::Mat& rgb, Text p, [[maybe_unused]] Random& random) { \
    static_cast<void>(p);                                           \
    return as_png(expression);                                      \
  }

std::vector<MillLadder> make_ladders() {
  const BothLanguages quality{"quality", "质量"}, share{"share of the area kept", "保留面积比例"},
      factor{"factor", "倍数"}, percent{"% of the area", "面积百分比"}, degrees{"degrees", "度"}, px{"px", "像素"},
      scale{"scale", "缩放比"}, none{"", ""};
  return {
      {"identity",
       {"Nothing: a PNG copy", "不作改动：PNG 副本"},
       none,
       steps({"*png"}),
       true,
       PIXELS(p == "png" ? rgb : throw ConformError("attack identity: its parameter is png; it is \"" + p + "\""))},
      {"jpeg",
       {"JPEG, 4:2:0", "JPEG 压缩，4:2:0"},
       quality,
       steps({"95", "90", "85", "80", "*75", "70", "60", "*50", "40", "*30", "20", "10"}),
       true,
       PIXELS(jpeg(rgb, whole_of("jpeg", p, 1, 100)))},
      {"webp",
       {"WebP", "WebP 压缩"},
       quality,
       steps({"90", "80", "65", "*50", "35", "20"}),
       true,
       PIXELS(webp(rgb, whole_of("webp", p, 0, 100)))},
      {"avif",
       {"AVIF", "AVIF 压缩"},
       {"cq level", "cq 级别"},
       steps({"20", "35", "45", "55"}),
       true,
       PIXELS(avif(rgb, whole_of("avif", p, 0, 63)))},
      {"palette",
       {"Few colours, as in GIF and palette PNG", "减少颜色（GIF、调色板 PNG）"},
       {"colours", "颜色数"},
       steps({"256", "128", "64", "32"}),
       true,
       PIXELS(few_colours(rgb, whole_of("palette", p, 2, 256)))},
      {"double_jpeg",
       {"JPEG twice, also with a shift of 3 x 5 px between", "两次 JPEG 压缩（其间可平移 3 x 5 像素）"},
       quality,
       steps({"90-75", "75-50", "75-shift-75", "50-shift-50"}),
       true,
       PIXELS(double_jpeg(rgb, p))},
      {"container",
       {"The file itself: JPEG, WebP, AVIF, GIF, palette PNG, EXIF orientation",
        "文件本身：JPEG、WebP、AVIF、GIF、调色板 PNG、EXIF 方向"},
       none,
       steps({"jpeg-85", "webp-80", "avif-25", "gif-256", "palette-256", "exif-3", "exif-6", "exif-8", "tag-6"}),
       false,
       container},

      {"crop_centre",
       {"Crop, the middle stays", "裁剪，保留中部"},
       share,
       steps({"0.95", "0.9", "0.75", "0.6", "*0.5", "0.4", "0.25", "0.15", "0.1", "0.05"}),
       true,
       PIXELS(crop_centre(rgb, number_of("crop_centre", p, 0.001, 1)))},
      {"crop_random",
       {"Crop, any place", "裁剪，位置随机"},
       share,
       steps({"0.95", "0.9", "0.75", "0.6", "0.5", "0.4", "*0.25", "0.15", "0.1", "0.05"}),
       true,
       PIXELS(crop_random(rgb, number_of("crop_random", p, 0.001, 1), random))},
      {"resize",
       {"Made smaller", "缩小"},
       scale,
       steps({"0.9", "*0.75", "*0.5", "0.35", "0.25", "0.15"}),
       true,
       PIXELS(resize(rgb, number_of("resize", p, 0.05, 8), number_of("resize", p, 0.05, 8)))},
      {"enlarge",
       {"Made larger", "放大"},
       scale,
       steps({"*1.5", "2", "3"}),
       true,
       PIXELS(resize(rgb, number_of("enlarge", p, 1, 8), number_of("enlarge", p, 1, 8)))},
      {"stretch",
       {"Width and height scaled differently", "宽高比例改变"},
       {"scale of width x height", "宽 x 高 缩放比"},
       steps({"0.8x1", "1.25x0.9", "0.6x1"}),
       true,
       PIXELS(stretch(rgb, p))},
      {"resize_back",
       {"Made smaller and large again", "缩小后恢复原尺寸"},
       scale,
       steps({"0.5"}),
       true,
       PIXELS(resize_back(rgb, number_of("resize_back", p, 0.05, 1)))},
      {"rotate",
       {"Rotated, the canvas grows", "旋转，画布扩大"},
       degrees,
       steps({"0.5", "1", "2", "*5", "10", "15", "30", "45"}),
       true,
       PIXELS(rotate(rgb, number_of("rotate", p, -360, 360), true))},
      {"rotate_same",
       {"Rotated within the same frame", "旋转，画幅不变"},
       degrees,
       steps({"9"}),
       true,
       PIXELS(rotate(rgb, number_of("rotate_same", p, -360, 360), false))},
      {"quarter_turn",
       {"Quarter turns", "直角旋转"},
       degrees,
       steps({"90", "180", "270"}),
       false,
       PIXELS(quarter(rgb, p))},
      {"mirror",
       {"Mirrored", "镜像"},
       {"h: left and right, v: top and bottom", "h：左右，v：上下"},
       steps({"*h", "v"}),
       false,
       PIXELS(mirror_by(rgb, p))},
      {"perspective",
       {"Perspective: corners move inwards", "透视变形：四角内移"},
       {"share of the side, at most", "占边长比例上限"},
       steps({"0.02", "0.05", "0.1", "0.2"}),
       true,
       PIXELS(perspective(rgb, number_of("perspective", p, 0, 0.4), random))},
      {"shear",
       {"Sheared sideways", "水平错切"},
       degrees,
       steps({"1", "3", "5", "10"}),
       true,
       PIXELS(shear(rgb, number_of("shear", p, -60, 60)))},
      {"bend",
       {"Bent in smooth waves", "平滑扭曲"},
       {"px, at most", "像素上限"},
       steps({"0.5", "1.5", "3"}),
       true,
       PIXELS(bend(rgb, number_of("bend", p, 0, 50), random))},
      {"shift",
       {"First columns and rows cut off", "去掉前几列和前几行"},
       px,
       steps({"*1", "3x5"}),
       true,
       PIXELS(shift_by(rgb, p))},
      {"pad",
       {"White border", "添加白边"},
       {"% of each side", "边长百分比"},
       steps({"2", "5", "10", "20"}),
       true,
       PIXELS(pad(rgb, percent_of("pad", p)))},
      {"drop_lines",
       {"Single rows and columns left out", "随机删除行列"},
       {"rows and columns", "行列数"},
       steps({"1", "5", "20"}),
       true,
       PIXELS(drop_lines(rgb, whole_of("drop_lines", p, 1, 1000), random))},

      {"blur",
       {"Gaussian blur", "高斯模糊"},
       {"sigma, px", "sigma，像素"},
       steps({"0.5", "*1", "2", "4", "8"}),
       true,
       PIXELS(blur(rgb, number_of("blur", p, 0.1, 100)))},
      {"median",
       {"Median filter", "中值滤波"},
       px,
       steps({"3", "5", "9", "13"}),
       true,
       PIXELS(median(rgb, odd_of("median", p, 99)))},
      {"sharpen",
       {"Unsharp mask, radius 2", "锐化，半径 2"},
       {"%", "百分比"},
       steps({"50", "150", "300"}),
       true,
       PIXELS(sharpen(rgb, 2, number_of("sharpen", p, 0, 1000), 3))},
      {"noise",
       {"Noise", "加噪声"},
       {"sigma, levels", "sigma，灰度级"},
       steps({"2", "5", "*10", "20", "40"}),
       true,
       PIXELS(noise(rgb, number_of("noise", p, 0, 255), random))},
      {"salt_and_pepper",
       {"Black and white dots", "椒盐噪声"},
       {"% of the pixels", "像素百分比"},
       steps({"0.5", "2", "5"}),
       true,
       PIXELS(salt_and_pepper(rgb, percent_of("salt_and_pepper", p), random))},
      {"darken",
       {"Darker", "变暗"},
       factor,
       steps({"0.8", "0.6", "0.4", "0.25"}),
       true,
       PIXELS(brightness(rgb, number_of("darken", p, 0, 1)))},
      {"brighten",
       {"Brighter", "变亮"},
       factor,
       steps({"1.2", "*1.3", "1.6", "2"}),
       true,
       PIXELS(brightness(rgb, number_of("brighten", p, 1, 10)))},
      {"less_contrast",
       {"Less contrast", "降低对比度"},
       factor,
       steps({"0.8", "0.6", "0.4", "0.25"}),
       true,
       PIXELS(contrast(rgb, number_of("less_contrast", p, 0, 1)))},
      {"more_contrast",
       {"More contrast", "提高对比度"},
       factor,
       steps({"1.2", "1.3", "1.6", "2"}),
       true,
       PIXELS(contrast(rgb, number_of("more_contrast", p, 1, 10)))},
      {"less_saturation",
       {"Paler colours", "降低饱和度"},
       factor,
       steps({"0.8", "0.6", "0.4", "0.25"}),
       true,
       PIXELS(saturation(rgb, number_of("less_saturation", p, 0, 1)))},
      {"more_saturation",
       {"Stronger colours", "提高饱和度"},
       factor,
       steps({"1.2", "1.3", "1.6", "2"}),
       true,
       PIXELS(saturation(rgb, number_of("more_saturation", p, 1, 10)))},
      {"gamma_lighter",
       {"Gamma below 1: shadows lighter", "伽马小于 1：暗部变亮"},
       {"exponent", "指数"},
       steps({"0.8", "0.6", "0.4", "0.25"}),
       true,
       PIXELS(gamma(rgb, number_of("gamma_lighter", p, 0.05, 1)))},
      {"gamma_darker",
       {"Gamma above 1: shadows darker", "伽马大于 1：暗部变暗"},
       {"exponent", "指数"},
       steps({"1.2", "1.3", "1.6", "2"}),
       true,
       PIXELS(gamma(rgb, number_of("gamma_darker", p, 1, 10)))},
      {"hue",
       {"Hue turned", "色相偏移"},
       {"turns", "圈"},
       steps({"0.02", "-0.02", "0.05", "-0.05", "0.1", "-0.1", "0.25", "-0.25", "0.5"}),
       true,
       PIXELS(hue(rgb, number_of("hue", p, -1, 1)))},
      {"grey",
       {"Grey", "灰度化"},
       none,
       steps({"luma"}),
       true,
       PIXELS(p == "luma" ? grey(rgb) : throw ConformError("attack grey: its parameter is luma; it is \"" + p + "\""))},
      {"posterise",
       {"Fewer bits a sample", "色调分离"},
       {"bits", "位"},
       steps({"4"}),
       true,
       PIXELS(posterise(rgb, whole_of("posterise", p, 1, 8)))},

      {"text",
       {"A caption over the picture", "叠加字幕条"},
       percent,
       steps({"5", "10", "20"}),
       true,
       PIXELS(caption(rgb, percent_of("text", p), random))},
      {"stickers",
       {"Three stickers", "三张贴纸"},
       percent,
       steps({"10", "*25", "50"}),
       true,
       PIXELS(stickers(rgb, percent_of("stickers", p), random))},
      {"erase",
       {"A black rectangle", "黑色矩形遮挡"},
       percent,
       steps({"10", "25", "50"}),
       true,
       PIXELS(erase(rgb, percent_of("erase", p), random))},

      {"pipeline",
       {"What phones, desktops and platforms do", "手机、桌面与平台的处理流程"},
       none,
       steps({"screenshot-desktop", "*screenshot-phone", "social-1080-q80", "*social-1080-q70", "thumb-480-q70",
              "crop50-jpeg50", "resize0.5-jpeg50", "*crop25-resize0.5-jpeg50"}),
       false,
       PIXELS(pipeline(rgb, p, random))},

      {"median_sharpen",
       {"Removal: median filter, then sharpened", "去除尝试：中值滤波后锐化"},
       px,
       steps({"3", "5", "7", "9"}),
       true,
       PIXELS(median_and_sharpen(rgb, odd_of("median_sharpen", p, 99)))},
      {"wavelet",
       {"Removal: wavelet details shrunk", "去除尝试：小波收缩"},
       {"levels", "灰度级"},
       steps({"1", "2", "4", "8"}),
       true,
       PIXELS(shrink_wavelets(rgb, number_of("wavelet", p, 0, 255)))},
      {"notch",
       {"Removal: this project's public lattice taken out of the spectrum",
        "去除尝试：在频谱中滤除本项目公开的载波格点"},
       {"radius, lines", "半径，谱线"},
       steps({"0", "1"}),
       true,
       PIXELS(notch_lattice(rgb, whole_of("notch", p, 0, 8)))},
  };
}
#undef PIXELS

}  // namespace

const std::vector<MillLadder>& all_ladders() {
  static const std::vector<MillLadder> ladders = make_ladders();
  return ladders;
}

}  // namespace imprint_conform
