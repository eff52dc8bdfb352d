#include "app/suggest_llm.h"

#include <algorithm>
#include <utility>

#include "propose/llm_proposer.h"
#include "sample/streamed.h"

namespace amuse::app {
namespace {

/// One request's work: what was drawn so far, in the order of the cards.
class LlmRequest {
 public:
  LlmRequest(const Engine& engine, const llm::ProviderSettings& provider, Planned planned, const SuggestionSink& show,
             const Stopwatch& watch)
      : engine_(engine),
        provider_(provider),
        planned_(std::move(planned)),
        show_(show),
        watch_(watch),
        wanted_(planned_.count) {}

  Result<SuggestAnswer> answer() {
    askModel();
    if (stopped_) return tl::unexpected(*stopped_);
    if (static_cast<int>(drawn_.suggestions.size()) < wanted_)
      if (const auto filled = askBuiltin(); !filled) return tl::unexpected(filled.error());
    planned_.count = wanted_;
    // Cards that were shown stay where they are; else the plainest comes first.
    if (!show_) sortByOrder();
    SuggestAnswer answer = presentPlanned(engine_, std::move(planned_), drawn_);
    for (std::size_t i = 0; i < by_.size(); ++i) answer.suggestions[i].proposer = by_[i];
    answer.order = std::move(order_);
    answer.notices = std::move(notices_);
    answer.sent = std::move(sent_);
    answer.proposer = fromModel_ == 0 ? "builtin" : fromModel_ < wanted_ ? "llm, builtin" : "llm";
    if (fromModel_ > 0) {
      answer.models.proposer = std::move(proposerName_);
      answer.models.proposerModel = std::move(qName_);
    }
    return answer;
  }

 private:
  void askModel() {
    auto& models = *engine_.languageModels();
    const auto voice = models.voice(provider_.name, engine_.priorSet());
    if (!voice) return giveUp(voice.error());
    propose::LlmProposer proposer(voice->client, voice->prompt);
    proposer.listSent([this](const llm::SentItem& item) { sent_.push_back(item); });
    const auto own = engine_.models();
    const auto streamed = sample::suggestStreamed(
        {own.prior, *voice->q, proposer, voice->calibration}, requestOf(planned_),
        [this](const sample::Suggestion& one) { put(one, ofCompany_-- > 0 ? "builtin" : "llm"); }, companyFor());
    const auto* error = streamed ? (streamed->broken ? &*streamed->broken : nullptr) : &streamed.error();
    if (streamed) {
      drawn_.stats = streamed->stats;
      order_ = streamed->order;
    }
    fromModel_ = static_cast<int>(std::count(by_.begin(), by_.end(), "llm"));
    proposerName_ = proposer.name();
    qName_ = voice->q->name();
    if (!voice->notice.empty() && fromModel_ > 0) notices_.push_back(voice->notice);
    if (error == nullptr) {
      if (static_cast<int>(by_.size()) < wanted_) noteTooFew();
      return;
    }
    if (error->code == ErrorCode::Cancelled) {
      stopped_ = *error;
      return;
    }
    // That the songwriter would not wait longer says nothing of the provider.
    const bool isOurs = error->code == ErrorCode::Timeout && !show_ && planned_.waitSeconds;
    if (!isOurs) models.noteFailure(provider_.name, error->code);
    giveUp(*error);
  }

  /// When the model lets the songwriter wait: half of the cards are the built-in proposer's where they are shown as
  /// they come, so that the model is still heard; where nobody sees one before the last, the model is left.
  sample::Company companyFor() {
    const double wait = planned_.waitSeconds.value_or(provider_.patience.alone);
    const auto isLate = [this, wait] { return watch_.elapsedMs() > 1000 * wait; };
    if (!show_) return planned_.waitSeconds ? sample::Company{{}, {}, isLate} : sample::Company{};
    return {isLate, [this] {
              Planned some = planned_;
              some.count = (wanted_ + 1) / 2;
              auto drawn = drawPlanned(engine_, some);
              // Without company the model is waited for, as it would be without show_.
              if (!drawn) return std::vector<sample::Suggestion>();
              notices_.push_back(provider_.name + " is slow to begin: the first cards are the built-in proposer's.");
              ofCompany_ = static_cast<int>(drawn->suggestions.size());
              return std::move(drawn->suggestions);
            }};
  }

  void giveUp(const Error& error) {
    notices_.push_back(
        (fromModel_ == 0 ? "These are the built-in proposer's: " : "The rest is the built-in proposer's: ") +
        error.message + ".");
  }

  /// The model answered, and too little of it could be read or was new.
  void noteTooFew() {
    const auto& problems = drawn_.stats.problems;
    const std::string why = problems.empty() ? "it gave too few that differ" : problems.front();
    giveUp({ErrorCode::Unavailable, provider_.name + " gave too little: " + why, {}});
  }

  /// What is missing, none of it shown already.
  Result<void> askBuiltin() {
    for (const auto& suggestion : drawn_.suggestions) planned_.exclude.push_back(suggestion.chords);
    planned_.count = wanted_ - static_cast<int>(drawn_.suggestions.size());
    const auto rest = drawPlanned(engine_, planned_);
    if (!rest) return tl::unexpected(rest.error());
    if (fromModel_ == 0) drawn_.stats = together(rest->stats, drawn_.stats);
    for (const auto& suggestion : rest->suggestions) {
      order_.push_back(drawn_.suggestions.size());
      put(suggestion, "builtin");
    }
    return {};
  }

  /// What the built-in proposer's cards were drawn with, and what became of all that the model wrote before.
  static sample::Stats together(sample::Stats builtin, const sample::Stats& model) {
    builtin.proposed += model.proposed;
    builtin.malformed += model.malformed;
    builtin.duplicate += model.duplicate;
    builtin.rejected += model.rejected;
    builtin.accepted += model.accepted;
    builtin.problems.insert(builtin.problems.end(), model.problems.begin(), model.problems.end());
    return builtin;
  }

  void put(const sample::Suggestion& suggestion, std::string_view by) {
    drawn_.suggestions.push_back(suggestion);
    by_.emplace_back(by);
    if (!show_) return;
    Suggestion shown = presentOne(planned_, suggestion);
    shown.proposer = by;
    show_(shown, drawn_.suggestions.size() - 1);
  }

  void sortByOrder() {
    std::vector<sample::Suggestion> sorted;
    std::vector<std::string> by;
    for (const std::size_t index : order_) {
      sorted.push_back(std::move(drawn_.suggestions[index]));
      by.push_back(std::move(by_[index]));
    }
    drawn_.suggestions = std::move(sorted);
    by_ = std::move(by);
    order_.clear();
  }

  const Engine& engine_;
  const llm::ProviderSettings& provider_;
  Planned planned_;
  const SuggestionSink& show_;
  const Stopwatch& watch_;
  int wanted_, fromModel_ = 0;
  int ofCompany_ = 0;  ///< So many of the next cards are the built-in proposer's.
  sample::Answer drawn_;
  std::vector<std::string> by_;  ///< Whose each of them is.
  std::vector<std::size_t> order_;
  std::vector<std::string> notices_;
  std::vector<llm::SentItem> sent_;
  std::string proposerName_, qName_;
  std::optional<Error> stopped_;
};

}  // namespace

const llm::ProviderSettings* findLlmProposer(const Engine& engine, std::string_view proposer) noexcept {
  const auto& models = engine.languageModels();
  if (!models || proposer == "builtin") return nullptr;
  const bool isTheUsual = proposer == "auto" || proposer == "llm";
  return models->settings().find(isTheUsual ? models->settings().proposer : proposer);
}

bool isLlmAsked(const Engine& engine, const SuggestInput& input) noexcept {
  // Changes near a progression are the built-in proposer's: a model would write something else.
  return input.sharing.words && input.like.empty() && findLlmProposer(engine, input.proposer) != nullptr;
}

Result<SuggestAnswer> suggestByLlm(const Engine& engine, const llm::ProviderSettings& provider, Planned planned,
                                   const SuggestionSink& show, const Clock& clock) {
  const Stopwatch watch(clock);
  auto answer = LlmRequest(engine, provider, std::move(planned), show, watch).answer();
  if (answer) answer->elapsedMs = watch.elapsedMs();
  return answer;
}

}  // namespace amuse::app
