#include "paper_lstm_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/files.h"
#include "corpus/read_corpus.h"

namespace amuse::train {

namespace {

theory::TriadClass triadOfSymbol(std::size_t symbol) {
  return theory::triadOf(static_cast<theory::ChordClass>(symbol % theory::kChordClassCount));
}

double triadSum(const std::array<double, lm::kSymbolCount>& p, std::size_t symbol) {
  if (symbol >= lm::kNoChordSymbol) return p[symbol];
  const std::size_t first = symbol / theory::kChordClassCount * theory::kChordClassCount;
  double sum = 0;
  for (std::size_t s = first; s < first + theory::kChordClassCount; ++s)
    if (triadOfSymbol(s) == triadOfSymbol(symbol)) sum += p[s];
  return sum;
}

}  // namespace

Result<PaperData> readPaperData(const TrainOptions& options) {
  const auto sections = corpus::readCorpus(options.data / "chords" / "corpus.jsonl.gz");
  if (!sections) return tl::unexpected(sections.error());
  const bool research = options.set == "research";
  PaperData data;
  for (const auto& section : *sections) {
    if (section.isTemplate) continue;
    const bool open = section.license == corpus::LicenseClass::Open;
    const bool nc = section.license == corpus::LicenseClass::NonCommercial;
    const std::size_t count = section.chords.size();
    if (section.split == corpus::Split::Train && (open || (research && nc))) {
      for (const auto& window : corpus::cutLong(section)) {
        const auto first = section.chords.begin() + static_cast<std::ptrdiff_t>(window.first);
        data.train.emplace_back(first, first + static_cast<std::ptrdiff_t>(window.count));
        data.endKnown.push_back(window.endsSection);
      }
    } else if (section.split == corpus::Split::Valid && (research ? nc : open) && count >= 4 && count <= 64) {
      data.valid.push_back({section.id, section.chords});
    }
  }
  if (data.train.empty() || data.valid.empty())
    return fail(ErrorCode::Unavailable, "the corpus has no sections of the licence classes to train on");
  return data;
}

void addStep(const FlatVocabulary& vocabulary, const float* p, lm::Symbol symbol, PaperFigures& figures) {
  std::array<double, lm::kSymbolCount> symbols{};
  for (std::size_t token = 0; token < FlatVocabulary::kTokens; ++token) {
    const auto& row = vocabulary.shares()[token];
    for (std::size_t s = 0; s < row.size(); ++s) symbols[s] += static_cast<double>(p[token] * row[s]);
  }
  const auto own = static_cast<std::size_t>(symbol);
  figures.sevenths -= std::log2(symbols[own]);
  figures.triads -= std::log2(triadSum(symbols, own));
  const auto better = std::count_if(symbols.begin(), symbols.end(), [&](double q) { return q > symbols[own]; });
  figures.first += better == 0 ? 1 : 0;
  figures.amongFive += better < 5 ? 1 : 0;
}

Result<void> writeFigures(const std::filesystem::path& path, const std::string& comment,
                          const std::vector<JudgedSection>& sections, const std::vector<PaperFigures>& figures) {
  std::string text = comment + "id\tsymbols\ttriads\tsevenths\tfirst\tamongFive\n";
  for (std::size_t i = 0; i < sections.size(); ++i)
    text += fmt::format("{}\t{}\t{:.3f}\t{:.3f}\t{}\t{}\n", sections[i].id, sections[i].chords.size() + 1,
                        figures[i].triads, figures[i].sevenths, figures[i].first, figures[i].amongFive);
  return writeFile(path, text);
}

}  // namespace amuse::train
