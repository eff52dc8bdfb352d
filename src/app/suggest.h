#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/explain.h"
#include "app/models.h"
#include "app/plan.h"
#include "base/clock.h"
#include "llm/sent_log.h"
#include "sample/sampler.h"

/// The main use case: an inspiration in, chord progressions out.
namespace amuse::app {

class Senses;

struct VoiceLeading {
  double semitonesPerVoice = 0;                  ///< Mean over the progression's moves.
  std::optional<double> fromContext, toContext;  ///< From the chord before it, to the chord after it.
};

/// One suggestion, ready to be shown and played.
struct Suggestion {
  std::vector<theory::ChordSymbol> chords;  ///< With slots: their fillings in order.
  std::vector<double> beats;                ///< Parallel to chords; a beat is the metre's denominator.
  std::vector<std::string> romans;
  std::vector<std::vector<int>> voicings;  ///< MIDI numbers, low to high, bass first.
  double logP = 0, logQ = 0, acceptance = 0;
  bool accepted = false;
  double surprise = 0;
  std::string word;
  std::string proposer = "builtin";  ///< Or "llm".
  std::vector<Why> why;
  VoiceLeading voiceLeading;
  std::vector<theory::ChordSymbol> wholeChords;  ///< Everything that is played, fixed chords included.
  std::vector<song::Tick> wholeLengths;          ///< Parallel to wholeChords.
};

struct SuggestAnswer {
  std::uint32_t seed = 0;
  ModelNames models;
  brief::Brief brief;
  Plan plan;
  std::string proposer;
  std::vector<Suggestion> suggestions;
  sample::Stats stats;
  double elapsedMs = 0;
  std::vector<std::size_t> order;    ///< Indexes into suggestions, plainest first; empty: they stand in that order.
  std::vector<std::string> notices;  ///< What the songwriter should know of how this came about.
  std::vector<llm::SentItem> sent;   ///< What went to a language model for this answer.
};

/// Errors: InvalidArgument and Parse naming the option; Unsupported (a language model must be asked, and there is none
/// or it may not be); Unavailable for missing models.
[[nodiscard]] Result<SuggestAnswer> suggest(const Engine& engine, const SuggestInput& input, const Clock& clock);

/// Reads the inspiration and the added keywords into a brief. An empty text without keywords gives a neutral one.
[[nodiscard]] Result<brief::Brief> readInspiration(const inspire::TextReader& reader, const std::string& text,
                                                   const std::vector<std::string>& keywords);

/// The same with a text that was read before from memory: readText() of app/inspire.h. Thread-safe.
[[nodiscard]] Result<brief::Brief> readInspiration(const inspire::TextReader& reader, Senses& senses,
                                                   const std::string& text, const std::vector<std::string>& keywords);

/// A one-part song of a suggestion, with its tempo, key, metre and origin, for MIDI, sound and saving.
[[nodiscard]] song::Song toSong(const SuggestAnswer& answer, std::size_t index, const std::string& inspiration);

}  // namespace amuse::app
