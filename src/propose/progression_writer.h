#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "propose/chord_pool.h"
#include "propose/net_guide.h"
#include "propose/phrase_plan.h"
#include "propose/proposer.h"

/// Writes candidates chord by chord from a pool: phrases and their returns, fixed chords met on both sides, endings.
namespace amuse::propose {

class ProgressionWriter final {
 public:
  /// All must outlive the writer. `leads` are those the pool and the guide were made with; without a guide the pool
  /// speaks alone.
  ProgressionWriter(const Query& query, const ChordPool& pool, std::span<const Lead> leads, const NetGuide* guide);

  /// One candidate. Not thread-safe: it keeps what leads to which chord between calls.
  [[nodiscard]] Candidate write(Random& random);

 private:
  struct Placed {
    theory::RelativeChord chord;
    ContextChord context;
  };
  struct Span {
    int from = 0, to = 0;  ///< Slots, `to` exclusive.
    FormPart part;
  };
  /// A lead with a colour, as the pool and the network take it.
  struct Voice {
    Draw draw;
    HarmonyNet::Conditioned asked, plain;
  };
  struct Work {
    const Draw* draw = nullptr;
    std::optional<GuideWalk> walk;
    int walked = 0;  ///< The next slot the walk has not read.
    std::vector<std::optional<Placed>> placed;
    std::vector<Span> phrases;
    std::vector<std::pair<int, Placed>>
        avoid;  ///< Chords a slot should not take, so that returns and contrasts differ.
  };

  [[nodiscard]] Candidate writeOnce(Random& random);
  [[nodiscard]] const Voice& voiceFor(Random& random);
  void walkTo(Work& work, int slot) const;
  [[nodiscard]] static bool startsPhrase(const Work& work, int slot);
  [[nodiscard]] std::vector<Span> drawPhrases(Random& random) const;
  void returnPhrase(Work& work, std::size_t phrase, Random& random) const;
  void contrastPhrase(Work& work, std::size_t phrase) const;
  void fill(Work& work, int slot, Random& random);
  [[nodiscard]] ChordId pick(const std::vector<double>& p, Random& random);
  void weigh(const Work& work, int slot, std::vector<double>& p);
  void weighEnding(const Work& work, int slot, std::vector<double>& p);
  void weighNeighbours(const Work& work, int slot, std::vector<double>& p) const;
  void weighTarget(ContextChord target, int steps, std::vector<double>& p);
  [[nodiscard]] std::optional<Placed> at(const Work& work, int slot) const;
  [[nodiscard]] std::optional<Placed> loopStart(const Work& work) const;
  [[nodiscard]] bool isCopy(const Candidate& candidate) const;

  const Query& query_;
  const ChordPool& pool_;
  std::span<const Lead> leads_;
  const NetGuide* guide_;
  std::vector<Placed> before_;
  int slots_;
  bool anyFixed_ = false;
  std::map<std::pair<std::pair<ChordId, int>, int>, std::vector<double>> leading_;
  std::map<int, std::vector<double>> weightsUntil_;  ///< By lead, ChordPool::weightsUntil().
  std::map<std::pair<int, int>, Voice> voices_;      ///< By lead and colour in thirds.
  std::vector<double> scratch_, likely_, symbols_;
  std::vector<ChordId> likelyIds_;
};

}  // namespace amuse::propose
