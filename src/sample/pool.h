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
  Pool(const Models& models, const Request& request);

  /// Asks the proposer for `count` more and judges them. Errors: the proposer's; Cancelled.
  [[nodiscard]] Result<void> draw(int count, int round);

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

  const Models& models_;
  const Request& request_;
  Filter filter_;
  BatchShift shift_;
  std::size_t firstBatch_ = 0;  ///< Candidates of the first batch, which sets the shift for all that follow.
  std::set<std::string> seen_;
  std::vector<Draft> drafts_;
  Stats stats_;
};

}  // namespace amuse::sample
