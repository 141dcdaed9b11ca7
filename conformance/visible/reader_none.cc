// The reader of a build without libtesseract: it says what is missing, and the rules that need it are not judged.
#include "model/error.h"
#include "visible/reader.h"

namespace imprint_conform {

namespace {
constexpr const char* kWhy = "built without libtesseract (IMPRINT_WITH_OCR)";
}

struct TextReader::Engine {};

bool TextReader::available(std::string& why) {
  why = kWhy;
  return false;
}
TextReader::TextReader() { throw ConformError(std::string("no reader of text: ") + kWhy); }
TextReader::~TextReader() = default;
ReadLine TextReader::chinese(const cv::Mat&) { return {}; }
ReadLine TextReader::english(const cv::Mat&) { return {}; }
std::map<std::string, std::string> TextReader::tools() const { return {}; }

}  // namespace imprint_conform
