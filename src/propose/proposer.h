#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/random.h"
#include "brief/brief.h"
#include "theory/chord_symbol.h"

/// Proposers draw candidate progressions for a brief; they do not judge them.
namespace amuse::propose {

enum class Ending { Loop, Close, Open };
[[nodiscard]] Result<Ending> parseEnding(std::string_view text);  ///< "loop", "close", "open".
[[nodiscard]] std::string_view toText(Ending ending) noexcept;

/// One place of the progression: fixed by the context, or to be filled.
struct Slot {
  std::optional<theory::RelativeChord> fixed = std::nullopt;
};

/// What is asked of a proposer. All chords are relative to the key's tonic.
struct Query {
  brief::Brief brief;
  theory::Mode mode = theory::Mode::Maj;
  std::vector<theory::RelativeChord> before;  ///< Chords just before the first slot; empty at a section's start.
  std::vector<Slot> slots;                    ///< 1..256, from first to last; those without `fixed` are proposed.
  Ending ending = Ending::Loop;
  std::vector<int> phraseStarts;  ///< Slot indexes at which a phrase begins; {0} for one phrase.
  /// One letter a phrase, an apostrophe after it for a varied return: "AA'BA'". Empty: the proposer chooses.
  std::string form = {};
  theory::Spelling tonic = {};  ///< How the key's tonic is written, for proposers that write chords out.
  double surprise = 0.5;        ///< 0..1, for proposers that can be told.
  std::stop_token stop = {};    ///< Asked before each candidate; Cancelled once it is stopped.
};

/// One proposal: a chord for every slot (the fixed ones repeated as they stand).
struct Candidate {
  std::vector<theory::RelativeChord> chords;
};

/// A candidate a proposer could not make sense of, with the reason; only text-producing proposers have them.
struct Malformed {
  std::string reason;
};

struct Proposals {
  std::vector<Candidate> candidates;
  std::vector<Malformed> malformed;
};

/// Takes proposals as they come. Proposers that make somebody wait call it without any now and then, at least five
/// times a second. False: that is enough.
using ProposalSink = std::function<bool(Proposals&&)>;

class Proposer {
 public:
  virtual ~Proposer() = default;
  [[nodiscard]] virtual const std::string& name() const noexcept = 0;
  /// About `count` candidates, drawn independently. `round` tells repeated calls of one request apart: the same
  /// (query, seed, round) gives the same candidates. Errors: Cancelled; Unavailable, Timeout for remote proposers.
  [[nodiscard]] virtual Result<Proposals> propose(const Query& query, int count, std::uint32_t seed,
                                                  int round) const = 0;
  /// The same candidates, given to `sink` as they come; a full sink ends it. Proposers that need no time give them all
  /// at once. Errors: as propose; what came before was given to the sink.
  [[nodiscard]] virtual Result<void> stream(const Query& query, int count, std::uint32_t seed, int round,
                                            const ProposalSink& sink) const;
};

}  // namespace amuse::propose
