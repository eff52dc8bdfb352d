#include "model_card.h"

#include <fmt/format.h>

#include "base/files.h"
#include "sha256.h"

namespace amuse::train {

namespace {

std::string figureRow(const std::string& name, const lm::Prediction& p) {
  return fmt::format("| {} | {} | {} | {:.3f} | {:.3f} | {:.3f} | {:.1f} % | {:.1f} % |\n", name, p.sections, p.symbols,
                     p.bitsPerSymbol(lm::Level::Triads), p.bitsPerSymbol(lm::Level::Sevenths),
                     p.bitsPerSymbol(lm::Level::Exact), 100 * p.top1(), 100 * p.top5());
}

std::string figures(const FitSet& set, const lm::ChordModel& model) {
  const auto predictions = lm::predictSections(model, set.valid, true);
  lm::Prediction all;
  std::map<std::string, lm::Prediction> bySource, byMode;
  for (std::size_t i = 0; i < set.valid.size(); ++i) {
    all.add(predictions[i]);
    bySource[set.valid[i].source].add(predictions[i]);
    byMode[std::string(theory::toText(set.valid[i].mode))].add(predictions[i]);
  }
  std::string out =
      "| held out | sections | symbols | triads | sevenths | exact | top-1 | top-5 "
      "|\n|---|--:|--:|--:|--:|--:|--:|--:|\n";
  out += figureRow("all", all);
  for (const auto& [source, p] : bySource) out += figureRow(source, p);
  for (const auto& [mode, p] : byMode) out += figureRow("mode " + mode, p);
  return out;
}

std::string sources(const FitSet& set) {
  double total = 0;
  for (const auto& [name, s] : set.sources) total += s.weight * static_cast<double>(s.chords + s.sections);
  std::string out = "| source | sections | chords | weight | share of the loss's symbols |\n|---|--:|--:|--:|--:|\n";
  for (const auto& [name, s] : set.sources)
    out += fmt::format("| {} | {} | {} | {:.3f} | {:.1f} % |\n", name, s.sections, s.chords, s.weight,
                       100 * s.weight * static_cast<double>(s.chords + s.sections) / total);
  return out;
}

std::string modeCounts(const lm::ChordModel& model) {
  std::string out;
  for (const theory::Mode mode : theory::kModes)
    out += fmt::format("{}{} {:.0f}", out.empty() ? "" : ", ", theory::toText(mode), model.sectionCount(mode));
  return out;
}

}  // namespace

Result<std::string> makeCard(const CardText& text, const FitSet& set, const lm::ChordModel& model,
                             std::size_t fileBytes, const std::string& modelName) {
  std::string data;
  for (const auto& file : text.dataFiles) {
    const auto bytes = readFile(file);
    if (!bytes) return tl::unexpected(bytes.error());
    data += fmt::format("- `{}`, SHA-256 `{}`\n", file.filename().string(), sha256Hex(*bytes));
  }
  return fmt::format(
      "# {}\n\n{}\n\nFile `{}.ngram`, {:.1f} MB, model `{}`. Format and method: docs/models.md.\n\n"
      "## Licence\n\n{}\n\n## Data\n\n{}\n{}\nSections of each mode: {}.\n\n## Made by\n\n    {}\n\n"
      "## Figures\n\nBits per symbol (the end counted) on held-out sections of 4 to 64 chords, whole sections from "
      "their "
      "first chord; top-1 and top-5 at `sevenths` level.\n\n{}\n## Limits\n\n{}\n",
      text.name, text.title, text.name, static_cast<double>(fileBytes) / 1e6, modelName, text.licence, data,
      sources(set), modeCounts(model), text.command, figures(set, model), text.limits);
}

}  // namespace amuse::train
