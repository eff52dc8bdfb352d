#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "app/shifts.h"
#include "brief/brief.h"
#include "propose/proposer.h"
#include "song/song.h"
#include "theory/chord_symbol.h"
#include "theory/key.h"

/// From what the songwriter asked to what the sampler is asked: key, mode, places to fill, endings, phrases.
namespace amuse::app {

inline constexpr int kMaxBars = 32;

struct Suggestion;
/// Takes a suggestion as soon as it is sure to be shown, with its place among the cards.
using SuggestionSink = std::function<void(const Suggestion&, std::size_t index)>;
struct SuggestAnswer;
/// Takes an answer before there are suggestions: seed, models, brief, plan, and who is asked.
using BeginSink = std::function<void(const SuggestAnswer&)>;

/// The share of a progression's chords that another near to it changes, unless it is said.
inline constexpr double kUsualChange = 0.5;

/// The longest a request may let a language model leave it without anything to show.
inline constexpr double kLongestWaitSeconds = 600;

/// A request for chords, as the songwriter gave it; texts are checked by makePlan.
struct SuggestInput {
  std::string text;                   ///< The inspiration; may be empty with keywords or context.
  std::vector<std::string> keywords;  ///< Added to those found in the text.
  std::optional<brief::Brief> brief =
      std::nullopt;                ///< Read before, of text, sounds and edited keywords; goes before both.
  std::optional<std::string> key;  ///< "C", "F#m"; empty: the context's own key, else a recording's, else C.
  std::string mode = "auto";       ///< "auto" or a mode.
  std::optional<int> bars;         ///< 1..kMaxBars; 4 when not given; refused with slots.
  std::string meter = "auto";      ///< "4/4" ...; "auto": 3/4 where the words speak of a waltz, else 4/4.
  std::string rhythm = "bar";      ///< "bar": one chord a bar; "auto": chords share and hold bars.
  std::string ending = "auto";     ///< "loop", "close", "open", "auto" (loop to 8 bars, close beyond).
  int count = 4;                   ///< 1..100.
  std::string context;             ///< Bar syntax: "C G | Am _".
  double surprise = 0.5;           ///< 0..1.
  std::uint32_t seed = 0;
  std::string proposer =
      "auto";  ///< "auto" (a language model where one is configured), "builtin", "llm", or a provider.
  /// How long a language model is waited for, in seconds. Where cards are shown as they come: for the first; then the
  /// built-in proposer gives half of them (none: the provider's alone_seconds). Where they are not: for all; then what
  /// is missing is the built-in proposer's (none: as long as the provider's settings let it).
  std::optional<double> waitSeconds = std::nullopt;
  song::Sharing sharing = {};                     ///< Without words no language model is asked.
  std::vector<std::vector<std::string>> exclude;  ///< Progressions already shown, as chord symbols in the key.
  Shifts shifts = {};                             ///< Off what was read.
  std::vector<std::string> like = {};             ///< Chord symbols in the key to stay near; empty: none.
  double change = kUsualChange;                   ///< 0..1, the share of `like` that gives way.
  std::stop_token stop = {};                      ///< Asked between batches; then the answer is Cancelled.
  BeginSink begin = {};                           ///< Called once, before the first suggestion; may be empty.
  SuggestionSink show = {};                       ///< May be empty; a language model's suggestions come one by one.
};

/// A place in time of the answer.
struct PlannedSlot {
  song::Tick start = 0, length = 0;  ///< From the first bar line of what is suggested (or of the context with slots).
  std::optional<theory::ChordSymbol> fixed = std::nullopt;
};

struct Plan {
  theory::Key key;
  std::string modeWhy;      ///< Why this mode, when the songwriter did not name one.
  bool isKeyHeard = false;  ///< The tonic is that of a recording among the inspirations.
  song::Meter meter;
  int bars = 4;  ///< Suggested bars; with slots the context's.
  propose::Ending ending = propose::Ending::Loop;
  std::vector<PlannedSlot> slots;
  std::vector<theory::ChordSymbol> before;  ///< Context chords before the first slot.
  bool fillsSlots = false;                  ///< True when the context had slots: only their chords are answered.
  propose::Query query;
};

/// Errors: InvalidArgument or Parse with one line that names the option and what it may be.
[[nodiscard]] Result<Plan> makePlan(const SuggestInput& input, const brief::Brief& brief);

/// The key that fits chords best: their tones in the scale, tonic first and last; its tonic spelled as they spell it.
/// For contexts given without a key. C major for no chords.
[[nodiscard]] theory::Key estimateKey(const std::vector<theory::ChordSymbol>& chords);

}  // namespace amuse::app
