#include "sample/streamed.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "sample/internal/choosing.h"
#include "sample/shown_set.h"
#include "sample/word.h"

namespace amuse::sample {
namespace {

/// One in five is accepted (kLanguageModelTrust) and some of those are too near each other; what is not needed is not
/// read, so asking for more costs less than asking again.
constexpr int kAskedBeside = 16, kAskedEach = 5;

/// The cards on the table and what may join them.
class Table {
 public:
  Table(const Pool& pool, const Models& models, const Request& request, const ShownSink& show)
      : pool_(pool), models_(models), request_(request), show_(show) {}

  [[nodiscard]] bool isEmpty() const { return suggestions_.empty(); }
  [[nodiscard]] bool isFull() const { return suggestions_.size() >= static_cast<std::size_t>(request_.count); }

  /// Looks at the candidates that are new in the pool.
  void look() {
    for (; seen_ < pool_.drafts().size() && !isFull(); ++seen_)
      if (pool_.drafts()[seen_].accepted && fits(pool_.drafts()[seen_])) take(seen_);
  }

  /// Cards of somebody else; the pool's keep their distance from them.
  void join(std::vector<Suggestion> cards) {
    for (auto& card : cards)
      if (!isFull()) put(std::move(card));
    ofCompany_ = suggestions_.size();
  }

  /// Takes what was passed over: too near first, then refused.
  void fillUp() {
    Request rest = request_;
    rest.count -= static_cast<int>(ofCompany_);
    std::vector<std::size_t> chosen = taken_;
    for (const bool distinctCycles : {true, false}) internal::fill(pool_, rest, distinctCycles, chosen);
    for (std::size_t i = taken_.size(); i < chosen.size(); ++i)
      if (!isShown(pool_.drafts()[chosen[i]].chords)) take(chosen[i]);
  }

  [[nodiscard]] StreamedAnswer answer() const {
    StreamedAnswer answer{suggestions_, std::vector<std::size_t>(suggestions_.size()), pool_.stats(), ofCompany_, {}};
    std::iota(answer.order.begin(), answer.order.end(), std::size_t{0});
    std::stable_sort(answer.order.begin(), answer.order.end(),
                     [&](std::size_t a, std::size_t b) { return suggestions_[a].surprise < suggestions_[b].surprise; });
    for (const auto& suggestion : suggestions_) answer.stats.filled += suggestion.accepted ? 0 : 1;
    return answer;
  }

 private:
  using Progression = std::vector<theory::RelativeChord>;

  [[nodiscard]] bool fits(const Draft& draft) const {
    bool hasOtherStart = draft.chords.front().root != 0;
    for (const auto& shown : suggestions_) {
      hasOtherStart = hasOtherStart || shown.chords.front().root != 0;
      if (rootCycle(shown.chords) == rootCycle(draft.chords) || distance(shown.chords, draft.chords) < kLeastDistance)
        return false;
    }
    const bool isLast = suggestions_.size() + 1 == static_cast<std::size_t>(request_.count);
    return hasOtherStart || !isLast || request_.count == 1 || !internal::startIsOpen(request_.query);
  }

  [[nodiscard]] bool isShown(const Progression& chords) const {
    return std::any_of(suggestions_.begin(), suggestions_.end(),
                       [&](const Suggestion& shown) { return shown.chords == chords; });
  }

  void take(std::size_t index) {
    taken_.push_back(index);
    put(internal::toSuggestion(pool_.drafts()[index], models_, request_));
  }

  void put(Suggestion card) {
    suggestions_.push_back(std::move(card));
    suggestions_.back().word = freshWord();
    show_(suggestions_.back());
  }

  /// The word that tells the newest card from those before it; theirs are given already.
  [[nodiscard]] std::string_view freshWord() const {
    std::vector<Progression> progressions;
    std::set<std::string_view> used;
    for (std::size_t i = 0; i < suggestions_.size(); ++i) {
      progressions.push_back(suggestions_[i].chords);
      if (i + 1 < suggestions_.size()) used.insert(suggestions_[i].word);
    }
    return wordBeside(progressions, request_.query.mode, used);
  }

  const Pool& pool_;
  const Models& models_;
  const Request& request_;
  const ShownSink& show_;
  std::size_t seen_ = 0, ofCompany_ = 0;
  std::vector<std::size_t> taken_;  ///< Indexes into the pool.
  std::vector<Suggestion> suggestions_;
};

}  // namespace

int candidatesAskedFor(int count) noexcept { return kAskedBeside + kAskedEach * count; }

Result<StreamedAnswer> suggestStreamed(const Models& models, const Request& request, const ShownSink& show,
                                       const Company& company) {
  if (const auto valid = internal::check(request); !valid) return tl::unexpected(valid.error());
  const int asked = candidatesAskedFor(request.count);
  Pool pool(models, request, kShiftCandidates);
  Table table(pool, models, request, show);
  std::optional<Error> broken;
  bool isAlone = static_cast<bool>(company.draw);
  for (int round = 0; round < kMostStreamedRounds && !table.isFull() && !broken; ++round) {
    const std::size_t before = pool.drafts().size();
    const auto done = models.proposer.stream(request.query, asked, request.seed, round, [&](propose::Proposals&& some) {
      const bool isWaiting = some.candidates.empty() && some.malformed.empty();
      if (auto taken = isWaiting ? Result<void>() : pool.take(std::move(some)); !taken) broken = taken.error();
      table.look();
      if (isAlone && table.isEmpty() && company.isDue()) {
        isAlone = false;
        table.join(company.draw());
      }
      if (!broken && !table.isFull() && company.isOver && company.isOver())
        broken = Error{ErrorCode::Timeout, models.proposer.name() + " gave too little in the time it was given", {}};
      return !broken && !table.isFull();
    });
    if (!done) broken = done.error();
    if (pool.drafts().size() == before) break;  // a proposer that only repeats itself has no more to say
  }
  if (broken && broken->code == ErrorCode::Cancelled) return tl::unexpected(*broken);
  if (!broken && !table.isFull()) table.fillUp();
  StreamedAnswer answer = table.answer();
  answer.broken = std::move(broken);
  return answer;
}

}  // namespace amuse::sample
