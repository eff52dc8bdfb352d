#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "propose/chord_line.h"
#include "propose/proposer.h"
#include "theory/key.h"

/// A language model's reply read as it arrives: progressions that fit a query, and what could not be read with reasons.
namespace amuse::propose {

inline constexpr std::size_t kMaxReplyBytes = 1u << 20;

/// The query's places without a fixed chord: how long an answer is.
[[nodiscard]] std::size_t openSlotCount(const Query& query);

/// The chords of a line put into a query's open slots. Read as well: the whole progression with its fixed chords, one
/// that begins with the chords before, one that repeats itself, one with more than a chord a bar (each bar's first),
/// and for loops and open ends one of up to twice the length (its beginning). Errors: Parse, naming both numbers.
[[nodiscard]] Result<Candidate> fitToSlots(const ChordLine& line, const Query& query);

/// Reads plain lines and JSON (any arrays or objects that hold progressions, with remarks around), in turn. Text
/// between <think> and </think> is passed over. Not thread-safe.
class ReplyReader final {
 public:
  /// @param query  Copied in part: key, slots, what comes before.
  explicit ReplyReader(Query query);

  /// What this piece of text completes. Errors never: what cannot be read is among the malformed, each with its reason.
  [[nodiscard]] Proposals feed(std::string_view text);
  /// What was begun when the reply ended. @param isCut  The reply was cut off: its last, unfinished line is malformed.
  [[nodiscard]] Proposals finish(bool isCut);

 private:
  struct Level {
    bool isArray = false, wantsKey = false;
    std::string key;
    std::vector<std::string> chords;  ///< Strings of one chord each, gathered until their array ends.
  };
  enum class Surety { Sure, Perhaps };

  void advance(bool isOver);
  bool skipThought();
  bool takeJson();
  bool takeJsonCharacter(char c);
  void openLevel(bool isArray);
  void takeString();
  void takeStringIn(Level& level, std::string text);
  void closeLevel();
  void takeLine(std::string_view line, Surety surety);
  void refuse(std::string reason);

  Query query_;
  theory::Key key_;
  std::string pending_;  ///< Text not read yet, from `at_` on.
  std::size_t at_ = 0, total_ = 0;
  bool isThinking_ = false, atLineStart_ = true, hasSaid_ = false;
  std::vector<Level> levels_;  ///< Of the JSON being read; empty outside.
  bool inString_ = false, isEscaped_ = false;
  std::string string_;
  Proposals found_;
};

}  // namespace amuse::propose
