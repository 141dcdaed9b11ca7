// The reader of lines behind libtesseract.
#include "visible/reader.h"

#include <openssl/evp.h>
#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "model/error.h"

namespace imprint_conform {
namespace {

using Api = tesseract::TessBaseAPI;

bool load(Api& api, const char* language) {
  if (api.Init(nullptr, language, tesseract::OEM_LSTM_ONLY) != 0) return false;
  api.SetPageSegMode(tesseract::PSM_SINGLE_LINE);
  api.SetVariable("debug_file", "/dev/null");
  api.SetVariable("tessedit_do_invert",
                  "0");  // views are dark on white; a second try at each line would double the time
  return true;
}

std::string trimmed(std::string text) {
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.pop_back();
  const size_t first = text.find_first_not_of(" \t\r\n");
  return first == std::string::npos ? std::string() : text.substr(first);
}

double confidence_of(Api& api) {
  double sum = 0, letters = 0;
  const std::unique_ptr<tesseract::ResultIterator> at(api.GetIterator());
  if (!at) return 0;
  do {
    const std::unique_ptr<char[]> word(at->GetUTF8Text(tesseract::RIL_WORD));
    if (!word) continue;
    const double length = static_cast<double>(std::string_view(word.get()).size());
    sum += length * static_cast<double>(at->Confidence(tesseract::RIL_WORD));
    letters += length;
  } while (at->Next(tesseract::RIL_WORD));
  return letters > 0 ? std::clamp(sum / letters / 100, 0.0, 1.0) : 0;
}

ReadLine read(Api& api, const cv::Mat& grey) {
  api.SetImage(grey.data, grey.cols, grey.rows, 1, static_cast<int>(grey.step));
  api.SetSourceResolution(300);  // else it guesses, and says so
  const std::unique_ptr<char[]> text(api.GetUTF8Text());
  ReadLine line;
  if (text) line.text = trimmed(text.get());
  if (!line.text.empty()) line.confidence = confidence_of(api);
  api.Clear();
  return line;
}

std::string sha256_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return "unknown";
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> hash(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  EVP_DigestInit_ex(hash.get(), EVP_sha256(), nullptr);
  std::array<char, 65536> part;
  while (file.read(part.data(), part.size()), file.gcount() > 0)
    EVP_DigestUpdate(hash.get(), part.data(), static_cast<size_t>(file.gcount()));
  std::array<unsigned char, 32> digest;
  EVP_DigestFinal_ex(hash.get(), digest.data(), nullptr);
  std::string hex;
  for (const unsigned char byte : digest) {
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  return hex;
}

}  // namespace

struct TextReader::Engine {
  Api chinese, english;
};

bool TextReader::available(std::string& why) {
  for (const char* language : {"chi_sim", "eng"}) {
    Api api;
    if (load(api, language)) continue;
    why = std::string("tesseract finds no ") + language +
          ".traineddata (packages tesseract-ocr-chi-sim, tesseract-ocr-eng)";
    return false;
  }
  why.clear();
  return true;
}

TextReader::TextReader() : engine_(std::make_unique<Engine>()) {
  if (!load(engine_->chinese, "chi_sim")) throw ConformError("tesseract finds no chi_sim.traineddata");
  if (!load(engine_->english, "eng")) throw ConformError("tesseract finds no eng.traineddata");
}
TextReader::~TextReader() = default;

ReadLine TextReader::chinese(const cv::Mat& grey) { return read(engine_->chinese, grey); }
ReadLine TextReader::english(const cv::Mat& grey) { return read(engine_->english, grey); }

std::map<std::string, std::string> TextReader::tools() const {
  std::map<std::string, std::string> tools{{"tesseract", Api::Version()}};
  std::string folder = engine_->chinese.GetDatapath();
  if (!folder.empty() && folder.back() != '/') folder += '/';
  for (const char* file : {"chi_sim.traineddata", "eng.traineddata"})
    tools[file] = "sha256:" + sha256_of(folder + file);
  return tools;
}

}  // namespace imprint_conform
