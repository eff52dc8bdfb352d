#include "evaluate/prior_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "corpus/read_corpus.h"
#include "lm/kn_baseline.h"

namespace amuse::evaluate {

namespace {

constexpr std::size_t kShortest = 4, kLongest = 64;

struct PriorSections {
  std::vector<lm::TrainingSection> train;
  std::vector<lm::MeasuredSection> valid;
};

/// The open prior is judged on open sections; the research prior, which has both, on Hooktheory's.
PriorSections chooseSections(const std::vector<corpus::Section>& all, PriorData data) {
  using corpus::LicenseClass;
  PriorSections chosen;
  for (const auto& section : all) {
    const bool open = section.license == LicenseClass::Open, nc = section.license == LicenseClass::NonCommercial;
    const bool learned = open || (nc && data == PriorData::Research), judged = data == PriorData::Open ? open : nc;
    if (section.isTemplate) continue;
    const std::size_t chords = section.chords.size();
    if (learned && section.split == corpus::Split::Train)
      chosen.train.push_back({section.chords, section.mode});
    else if (judged && section.split == corpus::Split::Valid && chords >= kShortest && chords <= kLongest)
      chosen.valid.push_back({section.chords, section.mode, section.source});
  }
  return chosen;
}

std::string lengthGroup(std::size_t chords) {
  return chords == 4 ? "4" : chords <= 8 ? "5-8" : chords <= 16 ? "9-16" : chords <= 32 ? "17-32" : "33-64";
}

PriorFigures figuresOf(const lm::ChordModel& model, const std::vector<lm::MeasuredSection>& sections, bool hasExact) {
  const auto predictions = lm::predictSections(model, sections, true);
  PriorFigures figures{model.name(), hasExact, {}, {}, {}, {}};
  for (std::size_t i = 0; i < sections.size(); ++i) {
    figures.all.add(predictions[i]);
    figures.bySource[sections[i].source].add(predictions[i]);
    figures.byMode[std::string(theory::toText(sections[i].mode))].add(predictions[i]);
    figures.byLength[lengthGroup(sections[i].chords.size())].add(predictions[i]);
  }
  return figures;
}

double sumError(const lm::ChordModel& model, const std::vector<lm::MeasuredSection>& sections) {
  double largest = 0;
  for (const auto& section : sections) {
    const auto half = std::span(section.chords).first(section.chords.size() / 2);
    double sum = 0;
    for (const double p : model.next({section.mode, {}, {}, {}}, half).p) sum += p;
    largest = std::max(largest, std::abs(1 - sum));
  }
  return largest;
}

using Groups = std::map<std::string, lm::Prediction>;

std::string groupTable(const PriorReport& report, const char* title, Groups PriorFigures::*groups, lm::Level level) {
  std::string out = fmt::format("\n{:<16}{:>10}{:>9}", title, "sections", "symbols");
  // "open-ngram-1 (08b51da9)" is too wide for a column; the hash stands in the table above.
  for (const auto& figures : report.models)
    out += fmt::format("{:>18}", figures.model.substr(0, figures.model.find(" (")));
  out += '\n';
  for (const auto& [name, first] : report.models.front().*groups) {
    out += fmt::format("{:<16}{:>10}{:>9}", name, first.sections, first.symbols);
    for (const auto& figures : report.models)
      out += fmt::format("{:>18.3f}", (figures.*groups).at(name).bitsPerSymbol(level));
    out += '\n';
  }
  return out;
}

nlohmann::json predictionJson(const lm::Prediction& p, bool hasExact) {
  nlohmann::json json{{"sections", p.sections},
                      {"symbols", p.symbols},
                      {"triads", p.bitsPerSymbol(lm::Level::Triads)},
                      {"sevenths", p.bitsPerSymbol(lm::Level::Sevenths)},
                      {"top1", p.top1()},
                      {"top5", p.top5()}};
  if (hasExact) json["exact"] = p.bitsPerSymbol(lm::Level::Exact);
  return json;
}

nlohmann::json groupsJson(const Groups& groups, bool hasExact) {
  nlohmann::json json = nlohmann::json::object();
  for (const auto& [name, p] : groups) json[name] = predictionJson(p, hasExact);
  return json;
}

}  // namespace

Result<PriorReport> evaluatePrior(const PriorInput& input) {
  const auto sections = corpus::readCorpus(input.folder / "chords" / "corpus.jsonl.gz");
  if (!sections) return tl::unexpected(sections.error());
  const PriorSections chosen = chooseSections(*sections, input.data);
  if (chosen.train.empty() || chosen.valid.empty())
    return fail(ErrorCode::Unavailable, "the corpus has no sections of the licence classes to measure on");
  PriorReport report;
  report.set = input.data == PriorData::Open ? "open" : "research";
  report.trainingSections = chosen.train.size();
  report.models.push_back(figuresOf(*input.prior, chosen.valid, true));
  lm::KneserNeyBaseline baseline(chosen.train);
  report.models.push_back(figuresOf(baseline, chosen.valid, false));
  baseline.addCache(chosen.valid);
  report.models.push_back(figuresOf(baseline, chosen.valid, false));
  report.largestSumError = sumError(*input.prior, chosen.valid);
  return report;
}

std::string toText(const PriorReport& report, lm::Level level) {
  const lm::Prediction& first = report.models.front().all;
  std::string out = fmt::format(
      "Bits per symbol on {} held-out sections of 4 to 64 chords ({} symbols, the end counted)\n"
      "Baselines fitted on {} training sections in this run; lower is better\n\n{:<28}{:>9}{:>10}{:>8}{:>8}{:>8}\n",
      first.sections, first.symbols, report.trainingSections, "model", "triads", "sevenths", "exact", "top-1", "top-5");
  for (const auto& [model, hasExact, all, bySource, byMode, byLength] : report.models)
    out += fmt::format("{:<28}{:>9.4f}{:>10.4f}{:>8}{:>7.1f}%{:>7.1f}%\n", model, all.bitsPerSymbol(lm::Level::Triads),
                       all.bitsPerSymbol(lm::Level::Sevenths),
                       hasExact ? fmt::format("{:.4f}", all.bitsPerSymbol(lm::Level::Exact)) : "-", 100 * all.top1(),
                       100 * all.top5());
  for (std::size_t i = 1; i < report.models.size(); ++i)
    out +=
        fmt::format("prior / {}: {:.3f} triads, {:.3f} sevenths\n", report.models[i].model,
                    first.bitsPerSymbol(lm::Level::Triads) / report.models[i].all.bitsPerSymbol(lm::Level::Triads),
                    first.bitsPerSymbol(lm::Level::Sevenths) / report.models[i].all.bitsPerSymbol(lm::Level::Sevenths));
  out += fmt::format("largest error of a distribution's sum: {:.1e}\n\nBy group, at {} level:", report.largestSumError,
                     lm::toText(level));
  out += groupTable(report, "source", &PriorFigures::bySource, level);
  out += groupTable(report, "mode", &PriorFigures::byMode, level);
  out += groupTable(report, "chords", &PriorFigures::byLength, level);
  return out;
}

std::string toJsonText(const PriorReport& report) {
  nlohmann::json json{{"set", report.set},
                      {"trainingSections", report.trainingSections},
                      {"largestSumError", report.largestSumError},
                      {"models", nlohmann::json::array()}};
  for (const auto& figures : report.models)
    json["models"].push_back({{"model", figures.model},
                              {"all", predictionJson(figures.all, figures.hasExact)},
                              {"bySource", groupsJson(figures.bySource, figures.hasExact)},
                              {"byMode", groupsJson(figures.byMode, figures.hasExact)},
                              {"byLength", groupsJson(figures.byLength, figures.hasExact)}});
  return json.dump();
}

}  // namespace amuse::evaluate
