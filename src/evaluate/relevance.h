#pragma once

#include <array>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "corpus/section.h"
#include "evaluate/keyword_sets.h"
#include "inspire/inspirations.h"

/// Do the chords say what was asked? A classifier that has seen real tagged songs and authored proposals, but neither
/// the proposer nor the requests, guesses the asked mode, genre and affect from the chords alone.
namespace amuse::evaluate {

/// Multinomial naive Bayes over chord symbols, steps between them and how many tones they have; classes count alike.
class ChordClassifier {
 public:
  void learn(const std::string& label, std::span<const theory::RelativeChord> chords);
  /// The likeliest label; empty when nothing was learned.
  [[nodiscard]] std::string classify(std::span<const theory::RelativeChord> chords) const;
  [[nodiscard]] std::size_t labels() const noexcept { return counts_.size(); }
  [[nodiscard]] bool knows(const std::string& label) const { return counts_.contains(label); }

 private:
  struct Counts {
    std::map<int, double> features;
    double total = 0;
  };
  std::map<std::string, Counts> counts_;
  std::map<int, double> known_;  ///< Every feature ever met.
};

/// What is asked and recovered for one kind of label, as the mean over labels of the share recovered.
struct RelevanceRow {
  std::string task;
  std::size_t labels = 0, requests = 0;
  double chance = 0, written = 0, proposed = 0, accepted = 0;
};

/// Learns from the songs' openings (mode, genre) and the held-out authored proposals (all tasks); is judged on the
/// other authored proposals (`written`: what such a classifier can reach) and on what is drawn for held-out
/// inspirations, asked with their keywords and mode: as proposed, and as accepted (each proposal counted by its
/// acceptance). Errors: suggest's.
[[nodiscard]] Result<std::vector<RelevanceRow>> measureRelevance(const app::Engine& engine,
                                                                 const std::vector<corpus::Section>& songs,
                                                                 const std::vector<corpus::ProposalRecord>& records,
                                                                 const std::vector<inspire::InspirationRecord>& asked,
                                                                 double surprise, std::uint32_t seed);
[[nodiscard]] std::string toText(const std::vector<RelevanceRow>& rows);

}  // namespace amuse::evaluate
