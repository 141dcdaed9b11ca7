// A reader of one line of text: libtesseract with simplified Chinese and English, one reader per thread.
#pragma once

#include <map>
#include <memory>
#include <opencv2/core.hpp>
#include <string>

namespace imprint_conform {

struct ReadLine {
  std::string text;       // UTF-8 as read, without spaces at its ends
  double confidence = 0;  // 0..1, mean over its words by their length
};

class TextReader {
 public:
  // Whether lines can be read here; if not, `why` names what is missing. The library starts threads of its own unless
  // OMP_THREAD_LIMIT=1 stands in the environment.
  static bool available(std::string& why);

  TextReader();  // throws ConformError where available() is false
  ~TextReader();
  TextReader(const TextReader&) = delete;
  TextReader& operator=(const TextReader&) = delete;

  // `grey` is CV_8UC1, dark letters on light ground, one line of about 32 to 40 px.
  ReadLine chinese(const cv::Mat& grey);  // Chinese with Latin letters
  ReadLine english(const cv::Mat& grey);

  // For the report: "tesseract" -> version, "chi_sim.traineddata" -> sha256, ...
  std::map<std::string, std::string> tools() const;

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace imprint_conform
