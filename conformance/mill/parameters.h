// Reading a step's parameter: text, so that reports and claims name it exactly.
#pragma once

#include <string>
#include <vector>

namespace imprint_conform {

// ConformError names `ladder`, the limits and the text. A number is plain: digits, one point, a sign in front.
double number_of(const std::string& ladder, const std::string& text, double least, double most);
int whole_of(const std::string& ladder, const std::string& text, int least, int most);
std::vector<std::string> split_at(const std::string& text, char separator);

}  // namespace imprint_conform
