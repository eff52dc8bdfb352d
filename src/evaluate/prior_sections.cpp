#include "evaluate/prior_sections.h"

#include <cstdlib>
#include <string_view>
#include <unordered_set>

#include "corpus/read_corpus.h"

namespace amuse::evaluate {
namespace {

constexpr std::size_t kShortest = 4, kLongest = 64;

/// Every run of kRepeatedRun symbols of some sections.
class Runs {
 public:
  void add(const std::vector<theory::RelativeChord>& chords) {
    each(chords, [&](std::string_view run) {
      runs_.emplace(run);
      return false;
    });
  }
  [[nodiscard]] bool meets(const std::vector<theory::RelativeChord>& chords) const {
    return each(chords, [&](std::string_view run) { return runs_.contains(std::string(run)); });
  }

 private:
  template <typename Stop>
  static bool each(const std::vector<theory::RelativeChord>& chords, Stop&& stop) {
    std::string symbols;
    for (const auto& chord : chords) symbols += static_cast<char>(lm::symbolOf(chord));
    for (std::size_t i = 0; i + kRepeatedRun <= symbols.size(); ++i)
      if (stop(std::string_view(symbols).substr(i, kRepeatedRun))) return true;
    return false;
  }
  std::unordered_set<std::string> runs_;
};

std::vector<double> beatsOf(const corpus::Section& section) {
  std::vector<double> beats;
  beats.reserve(section.beats.size());
  for (const auto& length : section.beats) beats.push_back(length.value_or(0));
  return beats;
}

// As the trainer reads it.
double beatsPerBar(const corpus::Section& section) {
  const int beats = std::atoi(section.meter.c_str());
  return beats > 0 && beats <= 16 ? beats : 4;
}

}  // namespace

Result<PriorSections> choosePriorSections(const std::filesystem::path& dataFolder, PriorData data) {
  using corpus::LicenseClass;
  const auto all = corpus::readCorpus(dataFolder / "chords" / "corpus.jsonl.gz");
  if (!all) return tl::unexpected(all.error());
  PriorSections chosen;
  Runs runs;
  for (const auto& section : *all) {
    if (section.isTemplate) continue;
    const bool open = section.license == LicenseClass::Open, nc = section.license == LicenseClass::NonCommercial;
    const bool learned = open || (nc && data == PriorData::Research), judged = data == PriorData::Open ? open : nc;
    const std::size_t chords = section.chords.size();
    if (learned && section.split == corpus::Split::Train) {
      chosen.train.push_back({section.chords, section.mode});
      runs.add(section.chords);
      for (const auto& chord : section.chords) chosen.exact.count(chord);
      chosen.durations.add(beatsOf(section));
    } else if (judged && section.split == corpus::Split::Valid && chords >= kShortest && chords <= kLongest) {
      const std::string genre = section.genres.empty() ? "" : section.genres.front();
      chosen.valid.push_back({section.id,
                              section.source,
                              section.chords,
                              {section.mode, {}, {}, {}},
                              {section.mode, genre, section.name, section.decade},
                              beatsOf(section),
                              beatsPerBar(section),
                              false});
    }
  }
  if (chosen.train.empty() || chosen.valid.empty())
    return fail(ErrorCode::Unavailable, "the corpus has no sections of the licence classes to measure on");
  chosen.exact.finish();
  for (auto& section : chosen.valid) section.repeatsTraining = runs.meets(section.chords);
  return chosen;
}

}  // namespace amuse::evaluate
