#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "notation/chordpro.h"
#include "notation/internal/chart.h"

namespace amuse::notation {
namespace {

using song::Tick;

constexpr Holds kChordProHolds{
    .words = true, .capo = true, .sections = true, .tempo = true, .meter = true, .key = true, .allModes = true};
constexpr std::size_t kBarsALine = 4, kMostBarsOfWords = 8;

/// Brackets and braces belong to the format.
std::string plain(std::string text) {
  for (char& c : text) {
    if (c == '[' || c == '{') c = '(';
    if (c == ']' || c == '}') c = ')';
  }
  return text;
}

std::string directive(std::string_view name, std::string_view value) {
  return fmt::format("{{{}: {}}}\n", name, value);
}

std::string settings(const ChartRun& run) {
  std::string text;
  if (run.newKey) {
    const bool minor = theory::isMinorFamily(run.newKey->mode);
    text += directive("key", theory::toText(run.newKey->tonic) + (minor ? "m" : ""));
    const bool plainMode = run.newKey->mode == theory::Mode::Maj || run.newKey->mode == theory::Mode::Min;
    if (!plainMode) text += directive("x_amuse_mode", theory::toText(run.newKey->mode));
  }
  if (run.newMeter) text += directive("time", song::toText(*run.newMeter));
  if (run.newTempoBpm) text += directive("tempo", fmt::format("{}", *run.newTempoBpm));
  return text;
}

/// A word, or a syllable with the rest of its word still to come, at the tick where it is sung.
struct TimedWord {
  Tick at = 0;
  std::string text;
  bool goesOn = false;
};

/// The words of the lyrics in [from, to). A whole line's words are spread over the time up to the next lyric.
std::vector<TimedWord> wordsWithin(const std::vector<FlatLyric>& lyrics, Tick from, Tick to) {
  std::vector<TimedWord> words;
  const auto within = startingWithin(lyrics, from, to);
  for (std::size_t i = 0; i < within.size(); ++i) {
    const FlatLyric& lyric = within[i];
    const Tick next = i + 1 < within.size() ? within[i + 1].start : to;
    for (const std::string_view text : splitWords(lyric.text)) {
      const auto offset = static_cast<Tick>(text.data() - lyric.text.data());
      const Tick at = lyric.start + (next - lyric.start) * offset / static_cast<Tick>(lyric.text.size());
      const bool goesOn = lyric.onNote && text.size() > 1 && text.ends_with('-');
      words.push_back({at, plain(std::string(goesOn ? text.substr(0, text.size() - 1) : text)), goesOn});
    }
  }
  return words;
}

/// Words with the chords in brackets before the first word that is sung with or after them.
std::string bracketed(std::span<const FlatChord> chords, const std::vector<TimedWord>& words) {
  std::string text;
  std::size_t next = 0;
  const auto put = [&](const FlatChord& chord, bool apart) {
    if (apart && !text.empty() && !text.ends_with(' ')) text += ' ';
    text += "[" + theory::toText(chord.symbol) + "]";
  };
  // A line that begins with '#' would be a remark.
  if (!words.empty() && words.front().text.starts_with('#')) text += ' ';
  bool goesOn = true;
  for (const TimedWord& word : words) {
    if (!goesOn) text += ' ';
    while (next < chords.size() && chords[next].start <= word.at) put(chords[next++], false);
    text += word.text;
    goesOn = word.goesOn;
  }
  while (next < chords.size()) put(chords[next++], true);
  return text;
}

/// Writes the lines of one run of bars.
class LineWriter {
 public:
  LineWriter(const ChartRun& run, const std::vector<FlatLyric>& lyrics, Tick end)
      : run_(run), lyrics_(lyrics), end_(end) {
    for (const FlatLyric& lyric : startingWithin(lyrics, run.start, end)) {
      if (!lyric.onNote && lyric.start >= 0) lineBars_.insert(barOf(lyric.start));
    }
  }

  [[nodiscard]] std::string write() const {
    std::string text;
    for (std::size_t bar = 0; bar < run_.bars.size();) {
      std::size_t next = bar + 1;
      const std::size_t most = lineBars_.empty() ? kBarsALine : kMostBarsOfWords;
      while (next < run_.bars.size() && next - bar < most && !lineBars_.contains(next)) ++next;
      text += line(bar, next);
      bar = next;
    }
    return text;
  }

 private:
  [[nodiscard]] std::size_t barOf(Tick at) const {
    return static_cast<std::size_t>((at - run_.start) / run_.meter.barTicks());
  }

  [[nodiscard]] std::string line(std::size_t bar, std::size_t next) const {
    const Tick from = run_.start + static_cast<Tick>(bar) * run_.meter.barTicks();
    const Tick to = std::min(end_, run_.start + static_cast<Tick>(next) * run_.meter.barTicks());
    const std::vector<std::string> bars(run_.bars.begin() + static_cast<std::ptrdiff_t>(bar),
                                        run_.bars.begin() + static_cast<std::ptrdiff_t>(next));
    const auto chords = startingWithin(run_.chords, from, to);
    const Tick wordsFrom = from == 0 ? -run_.meter.barTicks() : from;
    return directive("x_amuse_bars", join(bars, " | ")) + bracketed(chords, wordsWithin(lyrics_, wordsFrom, to)) + "\n";
  }

  const ChartRun& run_;
  const std::vector<FlatLyric>& lyrics_;
  Tick end_;
  std::set<std::size_t> lineBars_;  ///< Where a line of words begins.
};

std::string environmentOf(const std::string& name) {
  const std::string lower = toLower(name);
  if (lower.starts_with("chorus") || lower.starts_with("refrain")) return "chorus";
  return lower.starts_with("bridge") ? "bridge" : "verse";
}

std::string bodyOf(const ChartSection& section, const std::vector<FlatLyric>& lyrics) {
  std::string body;
  for (std::size_t i = 0; i < section.runs.size(); ++i) {
    const Tick end = i + 1 < section.runs.size() ? section.runs[i + 1].start : section.end;
    if (i > 0) body += settings(section.runs[i]);
    body += LineWriter(section.runs[i], lyrics, end).write();
  }
  return body;
}

}  // namespace

Result<WithLosses<std::string>> writeChordPro(const song::Song& song) {
  auto flat = flatten(song);
  if (!flat) return tl::unexpected(flat.error());
  std::vector<Diagnostic> losses = lossesOf(song, kChordProHolds);
  std::string text = directive("title", plain(flat->title));
  if (flat->capo > 0) text += directive("capo", fmt::to_string(flat->capo));
  std::vector<FlatLyric> lyrics = flat->lyrics;
  const Chart chart = chartOf(*std::move(flat), losses);
  // Words of a pickup that is no bar of its own stand at the beginning.
  for (FlatLyric& lyric : lyrics) lyric.start += chart.delay;
  std::string lastChorus;
  for (const ChartSection& section : chart.sections) {
    const std::string environment = environmentOf(section.name);
    const std::string written = directive("start_of_" + environment, plain(section.name)) + bodyOf(section, lyrics) +
                                fmt::format("{{end_of_{}}}\n", environment);
    text += settings(section.runs.front()) + "\n";
    const bool again = environment == "chorus" && section.runs.size() == 1 && written == lastChorus;
    text += again ? "{chorus}\n" : written;
    if (environment == "chorus") lastChorus = written;
  }
  return WithLosses<std::string>{std::move(text), std::move(losses)};
}

}  // namespace amuse::notation
