// Robustness: a curve and a table for each ladder.
#include <algorithm>

#include "report/html_parts.h"
#include "report/text.h"

namespace imprint_conform::html {
namespace {

constexpr double kLeft = 46, kRight = 12, kTop = 12, kPlotWidth = 442, kPlotHeight = 170;
constexpr double kHeld = 0.95;  // what "holds to" asks of every step

std::string at(double value) { return decimal(value, 1, "a place"); }
double y_of(double share) { return kTop + (1 - std::clamp(share, 0.0, 1.0)) * kPlotHeight; }

struct Places {
  size_t steps;
  double width() const { return kPlotWidth / static_cast<double>(steps); }
  double x(size_t step) const { return kLeft + (static_cast<double>(step) + 0.5) * width(); }
};

double share_of(const Step& step) { return static_cast<double>(step.k) / static_cast<double>(step.n); }

// Runs of neighbouring steps that somebody tried: nothing is drawn across the others.
std::vector<std::pair<size_t, size_t>> runs_of(const Ladder& ladder) {
  std::vector<std::pair<size_t, size_t>> runs;
  for (size_t i = 0; i < ladder.steps.size(); ++i) {
    if (ladder.steps[i].n == 0) continue;
    if (!runs.empty() && runs.back().second == i) {
      runs.back().second = i + 1;
    } else {
      runs.emplace_back(i, i + 1);
    }
  }
  return runs;
}

std::string grid() {
  std::string text;
  for (const double share : {0.0, 0.5, kHeld, 1.0}) {
    const std::string y = at(y_of(share));
    const double shift = share == kHeld ? 9 : share == 1.0 ? -1 : 4;  // 0.95 and 1 stand apart
    text += "<line class=\"" + std::string(share == kHeld ? "held" : "grid") + "\" x1=\"" + at(kLeft) + "\" x2=\"" +
            at(kLeft + kPlotWidth) + "\" y1=\"" + y + "\" y2=\"" + y + "\"/><text class=\"tick\" x=\"" + at(kLeft - 6) +
            "\" y=\"" + at(y_of(share) + shift) + "\" text-anchor=\"end\">" +
            (share == kHeld ? "0.95" : decimal(share, share == 0.5 ? 1 : 0, "a tick")) + "</text>";
  }
  return text;
}

std::string hatched(const Ladder& ladder, const Places& places) {
  std::string text;
  for (size_t i = 0; i < ladder.steps.size(); ++i) {
    if (ladder.steps[i].n != 0) continue;
    text += "<rect class=\"untried\" x=\"" + at(places.x(i) - places.width() / 2) + "\" y=\"" + at(kTop) +
            "\" width=\"" + at(places.width()) + "\" height=\"" + at(kPlotHeight) + "\"><title>" +
            escaped(ladder.steps[i].parameter) + ": 0/0</title></rect>";
  }
  return text;
}

// A band over one step alone is as wide as its mark.
std::string band(const Ladder& ladder, const Places& places, size_t begin, size_t end) {
  const double half = end - begin == 1 ? 7 : 0;
  std::string up, down;
  for (size_t i = begin; i < end; ++i) {
    const Step& step = ladder.steps[i];
    const double left = places.x(i) - half, right = places.x(i) + half;
    up += at(left) + "," + at(y_of(step.high)) + " ";
    if (half > 0) up += at(right) + "," + at(y_of(step.high)) + " ";
    std::string low = at(left) + "," + at(y_of(step.low)) + " ";
    if (half > 0) low = at(right) + "," + at(y_of(step.low)) + " " + low;
    down = low + down;
  }
  return "<polygon class=\"band\" points=\"" + up + down + "\"/>";
}

std::string marks(const Ladder& ladder, const Places& places, bool second) {
  std::string text;
  for (size_t i = 0; i < ladder.steps.size(); ++i) {
    const Step& step = ladder.steps[i];
    if (step.n == 0) continue;
    const double x = places.x(i), y = y_of(share_of(step));
    const std::string title = "<title>" + escaped(step.parameter) + ": " + std::to_string(step.k) + "/" +
                              std::to_string(step.n) + " = " + share(share_of(step)) + " [" + share(step.low) + ", " +
                              share(step.high) + "]</title>";
    text += second
                ? "<rect class=\"mark second\" x=\"" + at(x - 4.5) + "\" y=\"" + at(y - 4.5) +
                      "\" width=\"9\" height=\"9\">" + title + "</rect>"
                : "<circle class=\"mark\" cx=\"" + at(x) + "\" cy=\"" + at(y) + "\" r=\"4.5\">" + title + "</circle>";
  }
  return text;
}

std::string lines(const Ladder& ladder, const Places& places, bool second) {
  std::string text;
  for (const auto& [begin, end] : runs_of(ladder)) {
    if (!second) text += band(ladder, places, begin, end);
    std::string points;
    for (size_t i = begin; i < end; ++i) points += at(places.x(i)) + "," + at(y_of(share_of(ladder.steps[i]))) + " ";
    text += "<polyline class=\"curve" + std::string(second ? " second" : "") + "\" points=\"" + points + "\"/>";
  }
  return text + marks(ladder, places, second);
}

// Characters of UTF-8, for how much room a label takes.
size_t length_of(const std::string& text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

bool steep(const Ladder& ladder, const Places& places) {
  return std::any_of(ladder.steps.begin(), ladder.steps.end(), [&](const Step& step) {
    return static_cast<double>(length_of(step.parameter)) * 7 > places.width() - 6;
  });
}

std::string labels(const Ladder& ladder, const Places& places, bool tilted) {
  std::string text;
  for (size_t i = 0; i < ladder.steps.size(); ++i) {
    const std::string x = at(places.x(i)), y = at(kTop + kPlotHeight + 16);
    text += "<text class=\"tick\" x=\"" + x + "\" y=\"" + y + "\" text-anchor=\"" + (tilted ? "end" : "middle") + "\"" +
            (tilted ? " transform=\"rotate(-35 " + x + " " + y + ")\"" : "") + ">" +
            escaped(ladder.steps[i].parameter.size() > 40 ? ladder.steps[i].parameter.substr(0, 40) + "..."
                                                          : ladder.steps[i].parameter) +
            "</text>";
  }
  return text;
}

double label_height(const Ladder& ladder, bool tilted) {
  size_t longest = 0;
  for (const Step& step : ladder.steps) longest = std::max(longest, std::min<size_t>(43, length_of(step.parameter)));
  return tilted ? 22 + static_cast<double>(longest) * 4.2 : 26;
}

// The second subject's steps under the first one's parameters; those that it lacks were not tried.
Ladder aligned(const Ladder& first, const Ladder& second) {
  Ladder result = second;
  result.steps.clear();
  for (const Step& step : first.steps) {
    const auto found = std::find_if(second.steps.begin(), second.steps.end(),
                                    [&](const Step& other) { return other.parameter == step.parameter; });
    result.steps.push_back(found == second.steps.end() ? Step{step.parameter} : *found);
  }
  return result;
}

std::string steps_table(const Ladder& ladder) {
  Table table("steps", {"Every step, weak to strong", "由弱到强的每一级"},
              {{"Step", "强度"},
               {"Recovered", "恢复"},
               {"Share", "比例"},
               {"95 % interval (Wilson)", "95% 区间（Wilson）"},
               {"Bits right", "比特正确率"}});
  for (const Step& step : ladder.steps) {
    if (step.n == 0) {
      table.row({foreign(step.parameter), both("not tried", "未测"), "–", "–", "–"});
      continue;
    }
    table.row({foreign(step.parameter), k_of_n(step.k, step.n), share(share_of(step)),
               share(step.low) + " – " + share(step.high), share(step.bit_accuracy)});
  }
  return "<details><summary>" + both("Numbers", "数值") + "</summary>" + table.text() + "</details>";
}

std::string k_of_step(const Ladder& ladder, const std::string& parameter) {
  for (const Step& step : ladder.steps) {
    if (step.parameter == parameter) return " (" + k_of_n(step.k, step.n) + ")";
  }
  return "";
}

std::string limits(const Ladder& ladder) {
  if (!ladder.ordered) {
    return "<p class=\"limits\">" + both("Kinds side by side: none is stronger than another.", "各项并列，无强弱之分。") +
           "</p>";
  }
  const auto limit = [&](const char* en, const char* zh, const std::string& parameter, const char* none_en,
                         const char* none_zh) {
    return "<span>" + both(en, zh) + " <strong>" + (parameter.empty() ? both(none_en, none_zh) : foreign(parameter)) +
           "</strong>" + k_of_step(ladder, parameter) + "</span>";
  };
  return "<p class=\"limits\">" + limit("Holds to", "保持至", ladder.holds_to, "no step", "无") +
         limit("Breaks at", "失效于", ladder.breaks_at, "no step that was tried", "所测强度内未失效") + "</p>";
}

std::string ladder_part(const Ladder& ladder, const Ladder* second) {
  const bool titled = !ladder.title.en.empty();
  const std::string name = titled ? both(ladder.title) + " " + code(ladder.name) : foreign(ladder.name);
  return "<figure class=\"ladder\"><figcaption><h3>" + name + "</h3>" + limits(ladder) + "</figcaption>" +
         curve(ladder, second) + steps_table(ladder) + "</figure>\n";
}

std::string legend(bool two) {
  return "<p>" +
         both(
             "Each curve shows the share of pictures from which the mark was recovered, step by step from weak to "
             "strong handling. The shaded band is the 95 % interval; hatched steps were tried on no picture. The "
             "dashed line is 0.95: \"holds to\" is the last step up to which every step reaches it, \"breaks at\" the "
             "first whose exact one-sided 95 % upper bound lies below 0.5, which takes five pictures. Removal by neural "
             "networks is not part of the ladders.",
             "曲线表示由弱到强各级处理后仍能恢复标识的图片比例。阴影为 95% 区间；斜线区域未测试任何图片。虚线为 "
             "0.95：“保持至”为此前各级均达到该值的最后一级，“失效于”为精确单侧 95% 上限低于 0.5 的第一级，至少需五张图片。"
             "神经网络去除方法不在测试之列。") +
         "</p>\n" +
         (two ? "<p>" +
                    both("Round marks and a full line: the first subject. Squares and a dotted line: the second.",
                         "圆点实线为第一受测产品，方块点线为第二受测产品。") +
                    "</p>\n"
              : "");
}

}  // namespace

std::string curve(const Ladder& ladder, const Ladder* second) {
  if (ladder.steps.empty()) return "";
  const Places places{ladder.steps.size()};
  const bool tilted = steep(ladder, places);
  const double height = kTop + kPlotHeight + label_height(ladder, tilted);
  return "<svg class=\"plot\" role=\"img\" aria-label=\"" + escaped(ladder.name) + "\" viewBox=\"0 0 " +
         at(kLeft + kPlotWidth + kRight) + " " + at(height) + "\">" + hatched(ladder, places) + grid() +
         (second == nullptr ? "" : lines(aligned(ladder, *second), places, true)) + lines(ladder, places, false) +
         labels(ladder, places, tilted) + "</svg>\n";
}

std::string robustness_part(const Report& report, const Comparison* comparison) {
  if (report.ladders.empty()) {
    return section("robustness", {"Robustness", "鲁棒性"},
                   "<p>" + both("No ladder was run.", "未进行鲁棒性测试。") + "</p>\n");
  }
  std::string inside = legend(comparison != nullptr) + "<div class=\"ladders\">\n";
  for (const Ladder& ladder : report.ladders) {
    const Ladder* second = nullptr;
    if (comparison != nullptr) {
      const auto& others = comparison->second.ladders;
      const auto found =
          std::find_if(others.begin(), others.end(), [&](const Ladder& other) { return other.name == ladder.name; });
      if (found != others.end()) second = &*found;
    }
    inside += ladder_part(ladder, second);
  }
  return section("robustness", {"Robustness", "鲁棒性"}, inside + "</div>\n");
}

}  // namespace imprint_conform::html
