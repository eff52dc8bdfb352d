#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "evaluate/plot.h"
#include "evaluate/prior_report.h"

namespace amuse::evaluate {
namespace {

constexpr std::array kLevels{lm::Level::Triads, lm::Level::Sevenths, lm::Level::Exact};

/// "open-ngram-1 (08b51da9)" is too wide for a column; the hash stands in the first table.
std::string shortName(const PriorFigures& figures) { return figures.model.substr(0, figures.model.find(" (")); }

using Groups = std::map<std::string, PriorSums>;

std::string groupTable(const PriorReport& report, const char* title, Groups PriorFigures::*groups, lm::Level level) {
  std::string out = fmt::format("\n{:<16}{:>9}{:>9}", title, "sections", "symbols");
  for (const auto& figures : report.models) out += fmt::format("{:>18}", shortName(figures));
  out += '\n';
  for (const auto& [name, first] : report.models.front().*groups) {
    out += fmt::format("{:<16}{:>9}{:>9}", name, first.sections, first.symbols);
    for (const auto& figures : report.models)
      out += figures.hasBits[indexOf(level)] ? fmt::format("{:>18.3f}", (figures.*groups).at(name).bits(level))
                                             : fmt::format("{:>18}", "-");
    out += '\n';
  }
  return out;
}

std::string bitsTable(const PriorReport& report) {
  std::string out = fmt::format("{:<28}{:>9}{:>10}{:>9}   {:>13}{:>13}\n", "bits a symbol", "triads", "sevenths",
                                "exact", "fresh triads", "fresh sev.");
  for (const auto& figures : report.models) {
    const auto cell = [&](const PriorSums& sums, lm::Level level) {
      return figures.hasBits[indexOf(level)] ? fmt::format("{:.4f}", sums.bits(level)) : std::string("-");
    };
    out += fmt::format("{:<28}{:>9}{:>10}{:>9}   {:>13}{:>13}\n", figures.model, cell(figures.all, lm::Level::Triads),
                       cell(figures.all, lm::Level::Sevenths), cell(figures.all, lm::Level::Exact),
                       cell(figures.fresh, lm::Level::Triads), cell(figures.fresh, lm::Level::Sevenths));
  }
  return out + fmt::format("fresh: the {} sections that share no run of {} chords with a training section\n\n",
                           report.models.front().fresh.sections, kRepeatedRun);
}

std::string ratioTable(const PriorReport& report) {
  const PriorFigures& prior = report.models.front();
  std::string out;
  for (std::size_t i = 1; i < report.models.size(); ++i) {
    const PriorFigures& other = report.models[i];
    const auto ratio = [&](PriorSums PriorFigures::*sums, lm::Level level) {
      return other.hasBits[indexOf(level)]
                 ? fmt::format("{:.3f}", (prior.*sums).bits(level) / (other.*sums).bits(level))
                 : std::string("-");
    };
    out +=
        fmt::format("prior / {}: {} triads, {} sevenths; fresh {}, {}\n", other.model,
                    ratio(&PriorFigures::all, lm::Level::Triads), ratio(&PriorFigures::all, lm::Level::Sevenths),
                    ratio(&PriorFigures::fresh, lm::Level::Triads), ratio(&PriorFigures::fresh, lm::Level::Sevenths));
  }
  return out;
}

std::string rankTable(const PriorReport& report) {
  std::string out = fmt::format("\n{:<28}{:^24}{:^24}{:^24}\n{:<28}", "", "triads", "sevenths", "exact", "");
  for (std::size_t i = 0; i < kLevelCount; ++i) out += fmt::format("{:>8}{:>8}{:>8}", "top-1", "top-5", "ECE");
  out += '\n';
  for (const auto& figures : report.models) {
    out += fmt::format("{:<28}", figures.model);
    for (const auto level : kLevels) {
      if (!figures.hasRanks[indexOf(level)]) {
        out += fmt::format("{:>8}{:>8}{:>8}", "-", "-", "-");
        continue;
      }
      const auto error =
          figures.hasConfidence ? fmt::format("{:.3f}", figures.all.calibrationError(level)) : std::string("-");
      out +=
          fmt::format("{:>7.1f}%{:>7.1f}%{:>8}", 100 * figures.all.top1(level), 100 * figures.all.top5(level), error);
    }
    out += '\n';
  }
  return out;
}

std::string ablationTable(const PriorReport& report) {
  std::string out = fmt::format(
      "\nThe prior told less or more, sevenths, on the sections whose data know it:\n{:<16}{:>9}"
      "{:>10}{:>8}{:>9}\n",
      "condition", "sections", "without", "with", "ratio");
  for (const auto& row : report.ablations)
    out += fmt::format("{:<16}{:>9}{:>10.4f}{:>8.4f}{:>9.4f}\n", row.condition, row.sections, row.without, row.with,
                       row.without > 0 ? row.with / row.without : 1);
  return out;
}

nlohmann::json sumsJson(const PriorFigures& figures, const PriorSums& sums) {
  nlohmann::json json{{"sections", sums.sections}, {"symbols", sums.symbols}};
  for (const auto level : kLevels) {
    const std::string name(lm::toText(level));
    if (figures.hasBits[indexOf(level)]) json[name] = {{"bits", sums.bits(level)}};
    if (!figures.hasRanks[indexOf(level)]) continue;
    json[name]["top1"] = sums.top1(level);
    json[name]["top5"] = sums.top5(level);
    if (figures.hasConfidence) json[name]["calibrationError"] = sums.calibrationError(level);
  }
  return json;
}

nlohmann::json groupsJson(const PriorFigures& figures, const Groups& groups) {
  nlohmann::json json = nlohmann::json::object();
  for (const auto& [name, sums] : groups) json[name] = sumsJson(figures, sums);
  return json;
}

/// Right guesses against confidence, a point a bin of at least 20 guesses.
Series reliability(const PriorFigures& figures) {
  Series series{shortName(figures), {}, false};
  for (const auto& bin : figures.all.levels[indexOf(lm::Level::Sevenths)].bins)
    if (bin.guesses >= 20)
      series.points.emplace_back(bin.confidence / static_cast<double>(bin.guesses),
                                 static_cast<double>(bin.right) / static_cast<double>(bin.guesses));
  return series;
}

BarChart barsBy(const PriorReport& report, const std::string& what, Groups PriorFigures::*groups) {
  BarChart chart{"Bits a symbol by " + what + ", " + report.set + " data, sevenths", "bits", {}, {}, {}};
  for (const auto& [name, sums] : report.models.front().*groups) chart.groups.push_back(name);
  for (const auto& figures : report.models) {
    if (!figures.hasBits[indexOf(lm::Level::Sevenths)]) continue;
    BarChart::Bars bars{shortName(figures), {}};
    for (const auto& name : chart.groups) bars.values.push_back((figures.*groups).at(name).bits(lm::Level::Sevenths));
    chart.bars.push_back(std::move(bars));
  }
  return chart;
}

}  // namespace

std::string toText(const PriorReport& report, lm::Level level) {
  const PriorSums& first = report.models.front().all;
  std::string out = fmt::format(
      "{} held-out sections of 4 to 64 chords ({} symbols, the end counted), {} data; lower bits are better\n"
      "Yardsticks fitted on {} training sections in this run; all are told the mode, but for the paper's LSTM\n\n",
      first.sections, first.symbols, report.set, report.trainingSections);
  out += bitsTable(report) + ratioTable(report) + rankTable(report);
  out += fmt::format("largest error of a distribution's sum: {:.1e}\n", report.largestSumError);
  out += ablationTable(report) + toText(report.durations) +
         fmt::format("\nBits a symbol by group, {}:", lm::toText(level));
  out += groupTable(report, "source", &PriorFigures::bySource, level);
  out += groupTable(report, "mode", &PriorFigures::byMode, level);
  out += groupTable(report, "chords", &PriorFigures::byLength, level);
  return out;
}

std::string toJsonText(const PriorReport& report) {
  nlohmann::json json{{"set", report.set},
                      {"trainingSections", report.trainingSections},
                      {"largestSumError", report.largestSumError},
                      {"models", nlohmann::json::array()},
                      {"ablations", nlohmann::json::array()}};
  for (const auto& figures : report.models)
    json["models"].push_back({{"model", figures.model},
                              {"all", sumsJson(figures, figures.all)},
                              {"fresh", sumsJson(figures, figures.fresh)},
                              {"bySource", groupsJson(figures, figures.bySource)},
                              {"byMode", groupsJson(figures, figures.byMode)},
                              {"byLength", groupsJson(figures, figures.byLength)}});
  for (const auto& row : report.ablations)
    json["ablations"].push_back(
        {{"condition", row.condition}, {"sections", row.sections}, {"without", row.without}, {"with", row.with}});
  json["durations"] = {{"lengths", report.durations.lengths}, {"models", nlohmann::json::array()}};
  for (const auto& row : report.durations.rows)
    json["durations"]["models"].push_back({{"model", row.model}, {"bits", row.bits}, {"right", row.right}});
  return json.dump();
}

std::map<std::string, std::string> plotsOf(const PriorReport& report) {
  LineChart curve{"Does it mean its percentages? (" + report.set + " data, sevenths)",
                  "how sure of the likeliest symbol",
                  "how often right",
                  {},
                  std::pair{0.0, 1.0}};
  for (const auto& figures : report.models)
    if (figures.hasConfidence && figures.hasRanks[indexOf(lm::Level::Sevenths)])
      curve.series.push_back(reliability(figures));
  curve.series.push_back({"perfect", {{0, 0}, {1, 1}}, true});
  return {{"prior-" + report.set + "-by-source.svg", toSvg(barsBy(report, "source", &PriorFigures::bySource))},
          {"prior-" + report.set + "-by-length.svg", toSvg(barsBy(report, "chords", &PriorFigures::byLength))},
          {"prior-" + report.set + "-calibration.svg", toSvg(curve)}};
}

}  // namespace amuse::evaluate
