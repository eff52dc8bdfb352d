#include "fit_sets.h"

#include <algorithm>

#include "base/random.h"

namespace amuse::train {

namespace {

constexpr std::size_t kShortestMeasured = 4, kLongestMeasured = 64;

lm::TrainingSection cut(const corpus::Section& section, const corpus::Window& window, double weight, bool isWindow) {
  const auto first = section.chords.begin() + static_cast<std::ptrdiff_t>(window.first);
  return {{first, first + static_cast<std::ptrdiff_t>(window.count)},
          section.mode,
          weight,
          songNumber(section.source, section.song),
          window.startsPhrase,
          window.endsSection,
          isWindow};
}

}  // namespace

bool isMeasured(std::size_t chords) noexcept { return chords >= kShortestMeasured && chords <= kLongestMeasured; }

std::uint32_t songNumber(const std::string& source, const std::string& song) noexcept {
  return static_cast<std::uint32_t>(stableHash(source + "/" + song));
}

FitSet makePriorSet(const std::vector<corpus::Section>& sections, const std::vector<corpus::LicenseClass>& classes) {
  FitSet set;
  const auto wanted = [&](const corpus::Section& section) {
    return !section.isTemplate && std::find(classes.begin(), classes.end(), section.license) != classes.end();
  };
  std::map<std::string, double> chords;
  for (const auto& section : sections)
    if (wanted(section) && section.split == corpus::Split::Train)
      chords[section.source] += static_cast<double>(section.chords.size() + 1);
  const auto weights = corpus::sourceWeights(chords);
  for (const auto& section : sections) {
    if (!wanted(section)) continue;
    if (section.split == corpus::Split::Valid && isMeasured(section.chords.size()))
      set.valid.push_back({section.chords, section.mode, section.source});
    if (section.split != corpus::Split::Train) continue;
    auto& source = set.sources[section.source];
    source = {source.sections + 1, source.chords + section.chords.size(), weights.at(section.source)};
    for (const auto& window : corpus::cutLong(section)) set.train.push_back(cut(section, window, source.weight, false));
    for (const int bars : {4, 8, 16})
      for (const auto& window : corpus::barWindows(section, bars))
        if (window.count <= kLongestMeasured)
          set.train.push_back(cut(section, window, source.weight * kWindowWeight, true));
  }
  return set;
}

FitSet makeProposalSet(const std::vector<corpus::ProposalRecord>& records, std::size_t validEvery) {
  FitSet set;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const auto& record = records[i];
    const std::string source = record.id.substr(0, record.id.find(':'));
    const bool heldOut = validEvery > 0 && i % validEvery == validEvery - 1;
    for (const auto& progression : record.progressions) {
      const auto chords = corpus::joinEqualNeighbours(progression);
      if (heldOut) {
        set.valid.push_back({chords, record.mode, source});
        continue;
      }
      auto& count = set.sources[source];
      count = {count.sections + 1, count.chords + chords.size(), 1};
      set.train.push_back({chords, record.mode, 1, songNumber("llm", record.id), true, true, false});
    }
  }
  return set;
}

}  // namespace amuse::train
