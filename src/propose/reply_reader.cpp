#include "propose/reply_reader.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/json_reader.h"
#include "base/text.h"

#include <nlohmann/json.hpp>

namespace amuse::propose {
namespace {

using theory::ChordSymbol;

constexpr std::size_t kMostLevels = 16;
constexpr std::string_view kThink = "<think>", kThinkEnd = "</think>";

/// Whether the chords are the first `period` of them again and again.
bool isPeriodic(const std::vector<ChordSymbol>& chords, std::size_t period) {
  for (std::size_t i = period; i < chords.size(); ++i)
    if (chords[i] != chords[i - period]) return false;
  return true;
}

/// Drops the chords before the first slot where a model wrote them out again.
void dropBefore(const Query& query, std::size_t wanted, std::vector<ChordSymbol>& chords) {
  const std::size_t before = query.before.size();
  if (before == 0 || chords.size() != before + wanted) return;
  for (std::size_t i = 0; i < before; ++i)
    if (theory::toRelative(chords[i], query.tonic.pitchClass()) != query.before[i]) return;
  chords.erase(chords.begin(), chords.begin() + static_cast<std::ptrdiff_t>(before));
}

/// As many chords as there are open slots, or nothing.
std::optional<std::vector<ChordSymbol>> cutToLength(const ChordLine& line, const Query& query, std::size_t wanted) {
  auto chords = line.chords();
  dropBefore(query, wanted, chords);
  if (chords.size() == wanted) return chords;
  if (chords.size() == query.slots.size()) {
    std::vector<ChordSymbol> open;
    for (std::size_t i = 0; i < chords.size(); ++i)
      if (!query.slots[i].fixed) open.push_back(chords[i]);
    return open;
  }
  if (line.hasBars && line.bars.size() == wanted) {
    std::vector<ChordSymbol> firsts;
    for (const auto& bar : line.bars) firsts.push_back(bar.front());
    return firsts;
  }
  const bool isLonger = chords.size() > wanted;
  if (!isLonger && chords.size() >= 2 && wanted % chords.size() == 0 && query.ending == Ending::Loop) {
    const std::size_t period = chords.size();
    while (chords.size() < wanted) chords.push_back(chords[chords.size() - period]);
    return chords;
  }
  const bool isRepeated = isLonger && isPeriodic(chords, wanted);
  const bool mayBeCut = isLonger && query.ending != Ending::Close && chords.size() <= 2 * wanted;
  if (!isRepeated && !mayBeCut) return std::nullopt;
  chords.resize(wanted);
  return chords;
}

/// Names under which JSON replies keep progressions.
bool namesProgression(std::string_view key) {
  const std::string name = toLower(key);
  for (const std::string_view word : {"chord", "progression", "sequence", "changes"})
    if (name.find(word) != std::string::npos) return true;
  return false;
}

/// A JSON string's text without its escapes; as it stands where they are wrong.
std::string unescaped(const std::string& raw) {
  const auto value = parseJsonText('"' + raw + '"', 2 * kMaxChordLineBytes);
  return value && value->is_string() ? value->get<std::string>() : raw;
}

bool holdsSeveralChords(std::string_view text) { return trim(text).find_first_of(" |,>") != std::string_view::npos; }

/// Where a line begins JSON: 1 yes, 0 no, -1 not to be told yet.
int beginsJson(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return -1;
  if (text[first] == '{') return 1;
  if (text[first] != '[') return 0;
  const auto next = text.find_first_not_of(" \t\r", first + 1);
  if (next == std::string_view::npos) return -1;
  // "[C] [G]" is a lead sheet's way.
  return std::string_view("\"[{\n").find(text[next]) != std::string_view::npos ? 1 : 0;
}

}  // namespace

std::size_t openSlotCount(const Query& query) {
  return static_cast<std::size_t>(
      std::count_if(query.slots.begin(), query.slots.end(), [](const Slot& slot) { return !slot.fixed; }));
}

Result<Candidate> fitToSlots(const ChordLine& line, const Query& query) {
  const std::size_t wanted = openSlotCount(query);
  const auto open = cutToLength(line, query, wanted);
  if (!open) return fail(ErrorCode::Parse, fmt::format("{} chords where {} were asked", line.chords().size(), wanted));
  Candidate candidate;
  std::size_t next = 0;
  for (const auto& slot : query.slots)
    candidate.chords.push_back(slot.fixed ? *slot.fixed
                                          : theory::toRelative((*open)[next++], query.tonic.pitchClass()));
  return candidate;
}

ReplyReader::ReplyReader(Query query) : query_(std::move(query)), key_{query_.tonic, query_.mode} {}

Proposals ReplyReader::feed(std::string_view text) {
  total_ += text.size();
  if (total_ <= kMaxReplyBytes) pending_ += text;
  advance(false);
  return std::exchange(found_, {});
}

Proposals ReplyReader::finish(bool isCut) {
  advance(false);
  const std::string rest = pending_.substr(std::min(at_, pending_.size()));
  const bool isOpen = inString_ || !trim(rest).empty();
  if (isCut && isOpen && !isThinking_) {
    refuse("the reply was cut off here");
  } else if (!levels_.empty() && inString_) {
    refuse("the reply ends in the middle of a text");
  } else {
    advance(true);
    while (!levels_.empty()) closeLevel();
  }
  if (!hasSaid_) refuse("the reply holds no progression");
  pending_.clear();
  at_ = 0;
  return std::exchange(found_, {});
}

/// Reads as far as what is there allows; @param isOver  A last line needs no end.
void ReplyReader::advance(bool isOver) {
  for (;;) {
    if (levels_.empty() && skipThought()) {
      if (isThinking_) break;
      continue;
    }
    if (!levels_.empty()) {
      if (!takeJson()) break;
      continue;
    }
    const std::string_view rest = std::string_view(pending_).substr(at_);
    if (rest.empty()) break;
    const int json = atLineStart_ ? beginsJson(rest) : 0;
    if (json == 1) {
      at_ += rest.find_first_not_of(" \t");
      openLevel(pending_[at_++] == '[');
      continue;
    }
    const auto end = rest.find('\n');
    if (end == std::string_view::npos && !isOver) break;
    const std::string line(rest.substr(0, end));
    at_ += end == std::string_view::npos ? rest.size() : end + 1;
    atLineStart_ = true;
    takeLine(line, Surety::Sure);
  }
  pending_.erase(0, at_);
  at_ = 0;
}

/// Passes over a model's thoughts. @return  Whether something was done, or more is needed.
bool ReplyReader::skipThought() {
  const std::string_view rest = std::string_view(pending_).substr(at_);
  if (isThinking_) {
    const auto end = rest.find(kThinkEnd);
    if (end == std::string_view::npos) {
      // Keep what may be the beginning of the end.
      at_ += rest.size() - std::min(rest.size(), kThinkEnd.size() - 1);
      return true;
    }
    isThinking_ = false;
    at_ += end + kThinkEnd.size();
    return true;
  }
  const auto first = rest.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || !rest.substr(first).starts_with(kThink)) return false;
  isThinking_ = true;
  at_ += first + kThink.size();
  return true;
}

/// @return  False when more text is needed.
bool ReplyReader::takeJson() {
  while (at_ < pending_.size()) {
    if (!takeJsonCharacter(pending_[at_++])) return true;
  }
  return false;
}

/// @return  False once the JSON is over.
bool ReplyReader::takeJsonCharacter(char c) {
  if (inString_) {
    if (isEscaped_ || c != '"') {
      isEscaped_ = !isEscaped_ && c == '\\';
      if (string_.size() < kMaxChordLineBytes) string_ += c;
      return true;
    }
    inString_ = false;
    takeString();
    return true;
  }
  Level& level = levels_.back();
  if (c == '"') {
    inString_ = true;
    string_.clear();
  }
  if (c == ':') level.wantsKey = false;
  if (c == ',') level.wantsKey = !level.isArray;
  if (c == '{' || c == '[') openLevel(c == '[');
  if (c == '}' || c == ']') closeLevel();
  if (!levels_.empty()) return true;
  atLineStart_ = false;
  return false;
}

void ReplyReader::openLevel(bool isArray) {
  if (levels_.size() >= kMostLevels) {
    refuse("the reply's JSON is too deep");
    levels_.clear();
    atLineStart_ = false;
    return;
  }
  Level level;
  level.isArray = isArray;
  level.wantsKey = !isArray;
  if (!levels_.empty()) level.key = levels_.back().key;
  levels_.push_back(std::move(level));
}

void ReplyReader::takeString() {
  Level& level = levels_.back();
  std::string text = unescaped(string_);
  if (level.wantsKey) {
    level.key = std::move(text);
    return;
  }
  takeStringIn(level, std::move(text));
}

void ReplyReader::takeStringIn(Level& level, std::string text) {
  if (!level.isArray) {
    const auto surety = namesProgression(level.key) ? Surety::Sure : Surety::Perhaps;
    takeLine(text, surety);
    return;
  }
  // An array of progressions gives each at once, one of chords gives them together at its end.
  const bool isOneChord = !holdsSeveralChords(text);
  const bool isEachWhole = openSlotCount(query_) == 1 && levels_.size() <= 2;
  if (isOneChord && !isEachWhole)
    level.chords.push_back(std::move(text));
  else
    takeLine(text, Surety::Sure);
}

void ReplyReader::closeLevel() {
  const Level level = std::move(levels_.back());
  levels_.pop_back();
  if (level.chords.empty()) return;
  std::string line;
  for (const auto& chord : level.chords) line += (line.empty() ? "" : " ") + chord;
  takeLine(line, namesProgression(level.key) || levels_.size() <= 1 ? Surety::Sure : Surety::Perhaps);
}

void ReplyReader::takeLine(std::string_view line, Surety surety) {
  const auto read = readChordLine(line, key_);
  if (read && !*read) return;
  auto candidate = read ? fitToSlots(**read, query_) : Result<Candidate>(tl::unexpected(read.error()));
  if (candidate) {
    hasSaid_ = true;
    found_.candidates.push_back(*std::move(candidate));
  } else if (surety == Surety::Sure) {
    refuse(candidate.error().message);
  }
}

void ReplyReader::refuse(std::string reason) {
  hasSaid_ = true;
  found_.malformed.push_back({std::move(reason)});
}

}  // namespace amuse::propose
