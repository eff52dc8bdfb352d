#include "sample/streamed.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "sample/internal/choosing.h"
#include "sample/shown_set.h"
#include "sample/word.h"

namespace amuse::sample {
namespace {

constexpr int kAskedBeside = 12, kAskedEach = 4;

/// The cards on the table and what may join them.
class Table {
 public:
  Table(const Pool& pool, const Models& models, const Request& request, const ShownSink& show)
      : pool_(pool), models_(models), request_(request), show_(show) {}

  [[nodiscard]] bool isFull() const { return shown_.size() >= static_cast<std::size_t>(request_.count); }

  /// Looks at the candidates that are new in the pool.
  void look() {
    for (; seen_ < pool_.drafts().size() && !isFull(); ++seen_)
      if (pool_.drafts()[seen_].accepted && fits(pool_.drafts()[seen_])) put(seen_);
  }

  /// Takes what was passed over: too near first, then refused.
  void fillUp() {
    std::vector<std::size_t> chosen = shown_;
    for (const bool distinctCycles : {true, false}) internal::fill(pool_, request_, distinctCycles, chosen);
    for (std::size_t i = shown_.size(); i < chosen.size(); ++i) put(chosen[i]);
  }

  [[nodiscard]] StreamedAnswer answer() const {
    StreamedAnswer answer{suggestions_, std::vector<std::size_t>(shown_.size()), pool_.stats(), {}};
    std::iota(answer.order.begin(), answer.order.end(), std::size_t{0});
    std::stable_sort(answer.order.begin(), answer.order.end(), [&](std::size_t a, std::size_t b) {
      return pool_.drafts()[shown_[a]].typicality() > pool_.drafts()[shown_[b]].typicality();
    });
    for (const auto& suggestion : suggestions_) answer.stats.filled += suggestion.accepted ? 0 : 1;
    return answer;
  }

 private:
  [[nodiscard]] bool fits(const Draft& draft) const {
    bool hasOtherStart = draft.chords.front().root != 0;
    for (const std::size_t i : shown_) {
      const auto& chords = pool_.drafts()[i].chords;
      hasOtherStart = hasOtherStart || chords.front().root != 0;
      if (rootCycle(chords) == rootCycle(draft.chords) || distance(chords, draft.chords) < kLeastDistance) return false;
    }
    const bool isLast = shown_.size() + 1 == static_cast<std::size_t>(request_.count);
    return hasOtherStart || !isLast || request_.count == 1 || !internal::startIsOpen(request_.query);
  }

  void put(std::size_t index) {
    shown_.push_back(index);
    suggestions_.push_back(internal::toSuggestion(pool_.drafts()[index], models_, request_));
    suggestions_.back().word = freshWord();
    show_(suggestions_.back());
  }

  /// The word that tells the newest card from those before it; theirs are given already.
  [[nodiscard]] std::string_view freshWord() const {
    std::vector<std::vector<theory::RelativeChord>> progressions;
    std::set<std::string_view> used;
    for (const auto& suggestion : suggestions_) {
      progressions.push_back(suggestion.chords);
      if (!suggestion.word.empty()) used.insert(suggestion.word);
    }
    return wordBeside(progressions, request_.query.mode, used);
  }

  const Pool& pool_;
  const Models& models_;
  const Request& request_;
  const ShownSink& show_;
  std::size_t seen_ = 0;
  std::vector<std::size_t> shown_;  ///< Indexes into the pool.
  std::vector<Suggestion> suggestions_;
};

}  // namespace

Result<StreamedAnswer> suggestStreamed(const Models& models, const Request& request, const ShownSink& show) {
  if (const auto valid = internal::check(request); !valid) return tl::unexpected(valid.error());
  const int asked = kAskedBeside + kAskedEach * request.count;
  Pool pool(models, request, kShiftCandidates);
  Table table(pool, models, request, show);
  std::optional<Error> broken;
  for (int round = 0; round < kMostStreamedRounds && !table.isFull() && !broken; ++round) {
    const std::size_t before = pool.drafts().size();
    const auto done = models.proposer.stream(request.query, asked, request.seed, round, [&](propose::Proposals&& some) {
      if (auto taken = pool.take(std::move(some)); !taken) broken = taken.error();
      table.look();
      return !broken && !table.isFull();
    });
    if (!done) broken = done.error();
    if (pool.drafts().size() == before) break;  // a proposer that only repeats itself has no more to say
  }
  if (broken && broken->code == ErrorCode::Cancelled) return tl::unexpected(*broken);
  if (!broken && !table.isFull()) table.fillUp();
  StreamedAnswer answer = table.answer();
  if (broken && answer.suggestions.empty()) return tl::unexpected(*broken);
  answer.broken = std::move(broken);
  return answer;
}

}  // namespace amuse::sample
