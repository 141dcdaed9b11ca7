// A Sight as JSON and back.
#include <cstdio>

#include "model/error.h"
#include "visible/finder.h"

namespace imprint_conform {
namespace {

std::string with_digits(double value, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

double number(const nlohmann::json& record, const char* key) {
  const auto& text = record.at(key).get_ref<const std::string&>();
  size_t used = 0;
  const double value = std::stod(text, &used);
  if (used != text.size()) throw ConformError("sight: " + std::string(key) + " is \"" + text + "\", no decimal number");
  return value;
}

FoundText text_of(const nlohmann::json& record) {
  FoundText text;
  record.at("text").get_to(text.text);
  const auto& box = record.at("box");
  text.box = {box.at("x").get<int>(), box.at("y").get<int>(), box.at("width").get<int>(), box.at("height").get<int>()};
  text.ink_height_px = number(record, "ink_height_px");
  text.letter_height_px = number(record, "letter_height_px");
  text.em_height_px = number(record, "em_height_px");
  text.ink_percent = number(record, "ink_percent");
  text.em_percent = number(record, "em_percent");
  text.contrast = number(record, "contrast");
  text.confidence = number(record, "confidence");
  record.at("place").get_to(text.place);
  record.at("at_edge").get_to(text.at_edge);
  record.at("ai_element").get_to(text.ai_element);
  record.at("generation_element").get_to(text.generation_element);
  record.at("english_generation_only").get_to(text.english_generation_only);
  record.at("negated").get_to(text.negated);
  record.at("is_label").get_to(text.is_label);
  record.at("legible_after_handling").get_to(text.legible_after_handling);
  return text;
}

}  // namespace

nlohmann::json to_json(const FoundText& text) {
  return {{"text", text.text},
          {"box", {{"x", text.box.x}, {"y", text.box.y}, {"width", text.box.width}, {"height", text.box.height}}},
          {"ink_height_px", with_digits(text.ink_height_px, 0)},
          {"letter_height_px", with_digits(text.letter_height_px, 0)},
          {"em_height_px", with_digits(text.em_height_px, 1)},
          {"ink_percent", with_digits(text.ink_percent, 3)},
          {"em_percent", with_digits(text.em_percent, 3)},
          {"contrast", with_digits(text.contrast, 2)},
          {"place", text.place},
          {"at_edge", text.at_edge},
          {"confidence", with_digits(text.confidence, 2)},
          {"ai_element", text.ai_element},
          {"generation_element", text.generation_element},
          {"english_generation_only", text.english_generation_only},
          {"negated", text.negated},
          {"is_label", text.is_label},
          {"legible_after_handling", text.legible_after_handling}};
}

nlohmann::json to_json(const Sight& sight) {
  nlohmann::json record{
      {"width_px", sight.width_px}, {"height_px", sight.height_px},      {"shortest_side_px", sight.shortest_side_px},
      {"complete", sight.complete}, {"labels", nlohmann::json::array()}, {"near_misses", nlohmann::json::array()}};
  for (const FoundText& text : sight.labels) record["labels"].push_back(to_json(text));
  for (const FoundText& text : sight.near_misses) record["near_misses"].push_back(to_json(text));
  return record;
}

Sight sight_of(const nlohmann::json& record) try {
  Sight sight;
  record.at("width_px").get_to(sight.width_px);
  record.at("height_px").get_to(sight.height_px);
  record.at("shortest_side_px").get_to(sight.shortest_side_px);
  record.at("complete").get_to(sight.complete);
  for (const auto& text : record.at("labels")) sight.labels.push_back(text_of(text));
  for (const auto& text : record.at("near_misses")) sight.near_misses.push_back(text_of(text));
  return sight;
} catch (const nlohmann::json::exception& e) {
  throw ConformError(std::string("sight: ") + e.what());
} catch (const std::logic_error& e) {  // of std::stod()
  throw ConformError(std::string("sight: a number cannot be read: ") + e.what());
}

}  // namespace imprint_conform
