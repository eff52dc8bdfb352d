#pragma once

#include <set>
#include <string>
#include <vector>

#include "sample/acceptance.h"
#include "sample/sampler.h"

/// The candidates of one request: drawn, told apart, compared, accepted or refused.
namespace amuse::sample {

/// One distinct candidate with the filter's verdict.
struct Draft {
  std::vector<theory::RelativeChord> chords;
  std::string key;
  double logP = 0, logQ = 0, logPSevenths = 0;
  int chordCount = 0;
  double acceptance = 0;
  bool accepted = false;
  /// log P a chord at `sevenths` level; larger is plainer.
  [[nodiscard]] double typicality() const noexcept { return chordCount == 0 ? 0 : logPSevenths / chordCount; }
};

class Pool {
 public:
  /// Both are borrowed and must outlive the pool.
  /// @param shiftCandidates  The shift follows the candidates until there are so many; 0: the first batch sets it.
  Pool(const Models& models, const Request& request, std::size_t shiftCandidates = 0);

  /// Asks the proposer for `count` more and judges them. Errors: the proposer's; Cancelled.
  [[nodiscard]] Result<void> draw(int count, int round);

  /// Judges proposals that have come. Errors: Cancelled.
  [[nodiscard]] Result<void> take(propose::Proposals proposals);

  /// The last resort, where even the proposer repeats itself: every open slot of what there is, in turn, takes the
  /// prior's likeliest other chords, until there are `wanted` distinct candidates. They count as proposed and refused.
  void addVariants(std::size_t wanted);

  [[nodiscard]] const std::vector<Draft>& drafts() const noexcept { return drafts_; }
  [[nodiscard]] const Stats& stats() const noexcept { return stats_; }

 private:
  /// Drops what was seen or excluded, and counts it.
  [[nodiscard]] std::vector<propose::Candidate> keepNew(std::vector<propose::Candidate> candidates);
  /// Errors: Cancelled.
  Result<void> judge(std::vector<propose::Candidate> candidates, bool mayAccept);
  [[nodiscard]] bool setsShift() const noexcept { return firstBatch_ == 0 || firstBatch_ < shiftCandidates_; }

  const Models& models_;
  const Request& request_;
  Filter filter_;
  BatchShift shift_;
  std::size_t shiftCandidates_;
  std::size_t firstBatch_ = 0;     ///< Candidates that set the shift so far; of those that follow none does.
  std::vector<double> excesses_;   ///< Theirs.
  std::vector<Flavour> flavours_;  ///< Theirs.
  std::set<std::string> seen_;
  std::vector<Draft> drafts_;
  Stats stats_;
};

}  // namespace amuse::sample
