#include "cli/internal/suggest_text.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "song/song.h"

namespace amuse::cli {
namespace {

constexpr std::size_t kLabelWidth = 11, kTextWidth = 96;
constexpr int kBarsALine = 4;
constexpr std::size_t kMostColumnsALine = 8;

/// The first evidence that adds something: words other than the keyword, seconds of a sound, or what was seen.
std::string evidenceNote(const brief::Keyword& keyword) {
  for (const auto& evidence : keyword.evidence) {
    if (const auto* text = std::get_if<brief::TextEvidence>(&evidence); text && text->text != keyword.word)
      return fmt::format(" ({})", text->text);
    if (const auto* sound = std::get_if<brief::SoundEvidence>(&evidence))
      return fmt::format(" ({:.1f}-{:.1f} s)", sound->startSeconds, sound->endSeconds);
    if (const auto* region = std::get_if<brief::RegionEvidence>(&evidence); region && !region->seen.empty())
      return fmt::format(" ({} {:.0f} %)", region->seen, 100 * region->confidence);
    if (const auto* colour = std::get_if<brief::ColourEvidence>(&evidence)) return fmt::format(" ({})", colour->colour);
  }
  return "";
}

std::string keywordsLine(const brief::Brief& brief) {
  std::vector<std::string> words;
  for (const auto& keyword : brief.keywords) {
    words.push_back(keyword.word);
    words.back() += evidenceNote(keyword);
  }
  return words.empty() ? "no keywords; add some with --keywords" : join(words, ", ");
}

/// One chord over its numeral. Columns keep both in line.
struct Column {
  std::string chord, roman;
  bool startsLine = false;
};

/// The columns of new bars: a bar line where chords share bars, (beats) where a chord's length is not its bar's.
std::vector<Column> barColumns(const app::Suggestion& suggestion, int beatsInBar) {
  const bool oneABar = std::all_of(suggestion.beats.begin(), suggestion.beats.end(),
                                   [&](double beats) { return std::abs(beats - beatsInBar) < 1e-9; });
  std::vector<Column> columns;
  double at = 0;
  int line = 0;
  for (std::size_t i = 0; i < suggestion.chords.size(); ++i) {
    const double bar = at / beatsInBar;
    const bool startsBar = std::abs(bar - std::round(bar)) < 1e-9;
    const int lineOfBar = static_cast<int>(bar + 1e-9) / kBarsALine;
    const std::string mark = oneABar ? "" : startsBar ? "| " : "  ";
    std::string chord = mark + theory::toText(suggestion.chords[i]);
    if (std::abs(suggestion.beats[i] - beatsInBar) > 1e-9) chord += fmt::format("({:g})", suggestion.beats[i]);
    columns.push_back({chord, std::string(mark.size(), ' ') + suggestion.romans[i], lineOfBar > line});
    line = lineOfBar;
    at += suggestion.beats[i];
  }
  return columns;
}

/// The columns of a filled gap: the songwriter's chords as they stand, the fillings in brackets.
std::vector<Column> gapColumns(const app::Plan& plan, const app::Suggestion& suggestion) {
  std::vector<Column> columns;
  for (const auto& chord : plan.before) columns.push_back({theory::toText(chord), ""});
  std::size_t filling = 0;
  for (std::size_t i = 0; i < plan.slots.size(); ++i) {
    const auto chord = theory::toText(suggestion.wholeChords[i]);
    if (plan.slots[i].fixed)
      columns.push_back({chord, ""});
    else
      columns.push_back({fmt::format("[{}]", chord), suggestion.romans[filling++]});
  }
  for (std::size_t i = kMostColumnsALine; i < columns.size(); i += kMostColumnsALine) columns[i].startsLine = true;
  return columns;
}

std::string rightTrimmed(const std::string& line) { return line.substr(0, line.find_last_not_of(' ') + 1); }

/// Two rows a line, chords above numerals; the first row of all follows `label`.
std::string columnsText(std::string label, const std::vector<Column>& columns) {
  std::size_t width = 8;
  for (const auto& column : columns) width = std::max({width, column.chord.size(), column.roman.size()});
  const std::string indent(kLabelWidth, ' ');
  std::string text, chords = std::move(label), romans = indent;
  const auto flush = [&] {
    text += rightTrimmed(chords) + '\n' + rightTrimmed(romans) + '\n';
    chords = romans = indent;
  };
  for (const auto& column : columns) {
    if (column.startsLine) flush();
    chords += fmt::format("{:<{}}", column.chord, width + 2);
    romans += fmt::format("{:<{}}", column.roman, width + 2);
  }
  flush();
  return text;
}

/// Words in lines of at most kTextWidth, every line but the first indented by `label`'s width.
std::string wrapped(const std::string& label, const std::string& words) {
  std::string text = fmt::format("{:<{}}", label, kLabelWidth);
  std::size_t column = text.size();
  for (const auto word : splitWords(words)) {
    if (column + word.size() > kTextWidth && column > kLabelWidth) {
      text = rightTrimmed(text) + '\n' + std::string(kLabelWidth, ' ');
      column = kLabelWidth;
    }
    text += std::string(word) + ' ';
    column += word.size() + 1;
  }
  return rightTrimmed(text) + '\n';
}

std::string placeOf(const llm::SentItem& item) { return item.leavesMachine ? item.host : "this machine"; }

std::string counted(int count, std::string_view what) { return fmt::format("{} {}", count, what); }

std::string statsLine(const app::SuggestAnswer& answer) {
  const auto& stats = answer.stats;
  std::vector<std::string> parts{counted(stats.proposed, "proposed"), counted(stats.accepted, "accepted"),
                                 counted(stats.rejected, "refused")};
  if (stats.duplicate > 0) parts.push_back(counted(stats.duplicate, "twice"));
  if (stats.malformed > 0) parts.push_back(counted(stats.malformed, "unreadable"));
  if (stats.filled > 0) parts.push_back(counted(stats.filled, "filled up from the refused"));
  return fmt::format("{}; {:.0f} ms", join(parts, ", "), answer.elapsedMs);
}

}  // namespace

std::string asClause(const std::string& sentence) {
  std::string clause = sentence;
  while (!clause.empty() && (clause.back() == '.' || clause.back() == ' ')) clause.pop_back();
  // "The mood" loses its capital; "I", "R&B" and "C minor" keep theirs.
  if (clause.size() > 1 && std::isupper(static_cast<unsigned char>(clause[0])) != 0 &&
      std::islower(static_cast<unsigned char>(clause[1])) != 0)
    clause[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(clause[0])));
  return clause;
}

std::string openingText(const brief::Brief& brief, const app::Plan& plan, std::uint32_t seed) {
  const auto& [low, high] = brief.tempoBpm;
  std::string text = wrapped("Heard", keywordsLine(brief));
  for (const auto& note : brief.notes) text += wrapped("Note", note);
  const auto key = theory::toText(plan.key);
  text += wrapped("Key", plan.modeWhy.empty() ? key : fmt::format("{}: {}", key, asClause(plan.modeWhy)));
  return text + wrapped("Plays", fmt::format("{} at {}-{} bpm, seed {}", song::toText(plan.meter), low, high, seed));
}

std::string cardText(std::size_t number, const app::Plan& plan, const app::Suggestion& suggestion, bool tellsProposer) {
  const auto label = fmt::format("{:<{}}", fmt::format("{:<3}{}", number, suggestion.word), kLabelWidth);
  std::string text =
      columnsText(label, plan.fillsSlots ? gapColumns(plan, suggestion) : barColumns(suggestion, plan.meter.beats));
  std::vector<std::string> reasons;
  for (const auto& why : suggestion.why) reasons.push_back(why.text);
  if (!suggestion.accepted) reasons.push_back("taken from the refused, as too few passed");
  if (tellsProposer && suggestion.proposer == "builtin") reasons.push_back("from the built-in proposer");
  return '\n' + text + wrapped("", join(reasons, "; "));
}

std::string closingText(const app::SuggestAnswer& answer) {
  std::string text = "\n";
  for (const auto& notice : answer.notices) text += wrapped("Note", notice);
  for (const auto& item : answer.sent)
    text += wrapped("Sent", fmt::format("{} bytes of text to {} ({})", item.text.size(), placeOf(item), item.model));
  return text + statsLine(answer) + '\n';
}

std::string suggestionsText(const app::SuggestAnswer& answer) {
  std::string text = openingText(answer.brief, answer.plan, answer.seed);
  const bool tellsProposer = answer.proposer != "builtin";
  for (std::size_t i = 0; i < answer.suggestions.size(); ++i)
    text += cardText(i + 1, answer.plan, answer.suggestions[i], tellsProposer);
  return text + closingText(answer);
}

std::string sendingText(const app::Sending& sending) {
  std::string text = sending.items.empty() ? "Nothing would go to a language model.\n" : "";
  for (const auto& item : sending.items) {
    text += fmt::format("To {} at {} ({}), to {}:\n\n{}\n", item.provider, placeOf(item), item.model, item.purpose,
                        item.text);
    for (const auto& file : item.files) text += fmt::format("and a file: {}, {} bytes\n", file.mimeType, file.bytes);
    text += '\n';
  }
  for (const auto& note : sending.notes) text += "note: " + note + '\n';
  return text;
}

}  // namespace amuse::cli
