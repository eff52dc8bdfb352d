#include "app/suggest_llm.h"

#include <utility>

#include "propose/llm_proposer.h"
#include "sample/streamed.h"

namespace amuse::app {
namespace {

/// One request's work: what was drawn so far, in the order of the cards.
class LlmRequest {
 public:
  LlmRequest(const Engine& engine, Planned planned, const SuggestionSink& show)
      : engine_(engine), planned_(std::move(planned)), show_(show), wanted_(planned_.count) {}

  Result<SuggestAnswer> answer() {
    askModel();
    if (stopped_) return tl::unexpected(*stopped_);
    if (static_cast<int>(drawn_.suggestions.size()) < wanted_)
      if (const auto filled = askBuiltin(); !filled) return tl::unexpected(filled.error());
    planned_.count = wanted_;
    // Cards that were shown stay where they are; else the plainest comes first.
    if (!show_) sortByOrder();
    SuggestAnswer answer = presentPlanned(engine_, std::move(planned_), drawn_);
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
    const auto voice = models.voice(engine_.priorSet());
    if (!voice) return giveUp(voice.error());
    propose::LlmProposer proposer(voice->client, voice->prompt);
    proposer.listSent([this](const llm::SentItem& item) { sent_.push_back(item); });
    const auto own = engine_.models();
    const auto streamed =
        sample::suggestStreamed({own.prior, *voice->q, proposer, voice->calibration}, requestOf(planned_),
                                [this](const sample::Suggestion& one) { put(one); });
    const auto* error = streamed ? (streamed->broken ? &*streamed->broken : nullptr) : &streamed.error();
    if (streamed) {
      drawn_.stats = streamed->stats;
      order_ = streamed->order;
    }
    fromModel_ = static_cast<int>(drawn_.suggestions.size());
    proposerName_ = proposer.name();
    qName_ = voice->q->name();
    if (!voice->notice.empty() && fromModel_ > 0) notices_.push_back(voice->notice);
    if (error == nullptr) {
      if (fromModel_ < wanted_) noteTooFew(voice->client->provider().name);
      return;
    }
    if (error->code == ErrorCode::Cancelled) {
      stopped_ = *error;
      return;
    }
    models.noteFailure(models.settings().proposer, error->code);
    giveUp(*error);
  }

  void giveUp(const Error& error) {
    notices_.push_back(
        (fromModel_ == 0 ? "These are the built-in proposer's: " : "The rest is the built-in proposer's: ") +
        error.message + ".");
  }

  /// The model answered, and too little of it could be read or was new.
  void noteTooFew(const std::string& provider) {
    const auto& problems = drawn_.stats.problems;
    const std::string why = problems.empty() ? "it gave too few that differ" : problems.front();
    giveUp({ErrorCode::Unavailable, provider + " gave too little: " + why, {}});
  }

  /// What is missing, none of it shown already.
  Result<void> askBuiltin() {
    for (const auto& suggestion : drawn_.suggestions) planned_.exclude.push_back(suggestion.chords);
    planned_.count = wanted_ - static_cast<int>(drawn_.suggestions.size());
    const auto rest = drawPlanned(engine_, planned_);
    if (!rest) return tl::unexpected(rest.error());
    if (fromModel_ == 0) drawn_.stats = rest->stats;
    for (const auto& suggestion : rest->suggestions) {
      order_.push_back(drawn_.suggestions.size());
      put(suggestion);
    }
    return {};
  }

  void put(const sample::Suggestion& suggestion) {
    drawn_.suggestions.push_back(suggestion);
    if (show_) show_(presentOne(planned_, suggestion), drawn_.suggestions.size() - 1);
  }

  void sortByOrder() {
    std::vector<sample::Suggestion> sorted;
    for (const std::size_t index : order_) sorted.push_back(std::move(drawn_.suggestions[index]));
    drawn_.suggestions = std::move(sorted);
    order_.clear();
  }

  const Engine& engine_;
  Planned planned_;
  const SuggestionSink& show_;
  int wanted_, fromModel_ = 0;
  sample::Answer drawn_;
  std::vector<std::size_t> order_;
  std::vector<std::string> notices_;
  std::vector<llm::SentItem> sent_;
  std::string proposerName_, qName_;
  std::optional<Error> stopped_;
};

}  // namespace

const llm::ProviderSettings* findLlmProposer(const Engine& engine) noexcept {
  const auto& models = engine.languageModels();
  return models && models->hasProposer() ? models->settings().find(models->settings().proposer) : nullptr;
}

bool isLlmAsked(const Engine& engine, const SuggestInput& input) noexcept {
  // Changes near a progression are the built-in proposer's: a model would write something else.
  return input.proposer != "builtin" && input.like.empty() && findLlmProposer(engine) != nullptr;
}

Result<SuggestAnswer> suggestByLlm(const Engine& engine, Planned planned, const SuggestionSink& show,
                                   const Clock& clock) {
  const Stopwatch watch(clock);
  auto answer = LlmRequest(engine, std::move(planned), show).answer();
  if (answer) answer->elapsedMs = watch.elapsedMs();
  return answer;
}

}  // namespace amuse::app
