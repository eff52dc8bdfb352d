#include "app/transcribed_song.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "app/beat_grid.h"
#include "base/text.h"
#include "song/song_builder.h"
#include "song/validate.h"

namespace amuse::app {
namespace {

using song::Song;
using song::Tick;
using transcribe::TranscribedChord;
using transcribe::Transcription;

/// What the maps and parts of a song can hold; fifteen minutes of two quick beats a bar have 2,000.
constexpr std::size_t kMostBars = 4'000, kMostSections = 200;

/// One line without control characters.
std::string plainLine(std::string_view text, std::size_t mostBytes) {
  std::string line(validBeginning(text, mostBytes));
  for (char& c : line)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  return line;
}

/// The chords from the first to the last that sounds.
std::vector<TranscribedChord> soundingChords(const Transcription& heard) {
  const auto sounds = [](const TranscribedChord& chord) { return chord.chord.has_value(); };
  const auto first = std::ranges::find_if(heard.chords, sounds);
  const auto last = std::find_if(heard.chords.rbegin(), heard.chords.rend(), sounds).base();
  return first < last ? std::vector<TranscribedChord>(first, last) : std::vector<TranscribedChord>();
}

song::TranscriptionOrigin originOf(const TranscribedChord& chord, std::string_view source) {
  return {plainLine(source, song::kMaxNameBytes), chord.start, chord.end, std::clamp(chord.confidence, 0.0, 1.0)};
}

/// A bar of the recording: its first beat in the grid, its place in the song.
struct Bar {
  std::size_t beat = 0;
  song::Meter meter;
  Tick start = 0;
  [[nodiscard]] Tick end() const noexcept { return start + meter.barTicks(); }
};

/// The bars of a grid from a bar line on, and how grid positions become ticks.
class BarLines final {
 public:
  BarLines(const BeatGrid& grid, std::size_t first, double untilPosition) : grid_(grid) {
    Tick at = 0;
    for (std::size_t beat = first; bars_.empty() || static_cast<double>(beat) < untilPosition;) {
      const int beats = grid.barLength(beat);
      bars_.push_back({beat, grid.meterOf(beats), at});
      at = bars_.back().end();
      beat += static_cast<std::size_t>(beats);
    }
  }
  [[nodiscard]] const std::vector<Bar>& bars() const noexcept { return bars_; }

  /// Positions before the first bar line become negative ticks.
  [[nodiscard]] Tick tickOf(double position) const noexcept {
    const Bar& bar = barAt(position);
    const double beats = position - static_cast<double>(bar.beat);
    return bar.start + std::llround(beats * static_cast<double>(bar.meter.beatTicks()));
  }
  /// The bar a position lies in; the first for positions before it.
  [[nodiscard]] const Bar& barAt(double position) const noexcept {
    const auto after =
        std::ranges::upper_bound(bars_, position, {}, [](const Bar& bar) { return static_cast<double>(bar.beat); });
    return after == bars_.begin() ? bars_.front() : *(after - 1);
  }
  /// Seconds from a bar's line to the next.
  [[nodiscard]] double secondsOf(const Bar& bar) const noexcept {
    const auto& beats = grid_.beats();
    const std::size_t end = std::min(bar.beat + static_cast<std::size_t>(bar.meter.beats), beats.size() - 1);
    const double seconds = beats[end].timeSeconds - beats[bar.beat].timeSeconds;
    return end > bar.beat ? seconds * bar.meter.beats / static_cast<double>(end - bar.beat) : 0;
  }

 private:
  const BeatGrid& grid_;
  std::vector<Bar> bars_;
};

/// The bar line to count from: that of the first chord's bar, or the next where the chord is a short upbeat.
std::size_t firstBarLine(const BeatGrid& grid, double firstChord) {
  const std::size_t line = grid.barLineOf(static_cast<std::size_t>(firstChord));
  const std::size_t next = line + static_cast<std::size_t>(grid.barLength(line));
  if (next >= grid.beats().size()) return line;
  const double upbeat = static_cast<double>(next) - firstChord;
  const bool isShort = 2 * upbeat < static_cast<double>(next - line) && upbeat < grid.barLength(next);
  return isShort ? next : line;
}

std::vector<song::MeterChange> meterMapOf(const BarLines& lines) {
  std::vector<song::MeterChange> map;
  for (const Bar& bar : lines.bars())
    if (map.empty() || map.back().meter != bar.meter) map.push_back({bar.start, bar.meter});
  return map;
}

std::vector<song::TempoChange> tempoMapOf(const BarLines& lines) {
  constexpr double kSteady = 0.04, kAudible = 0.01;
  std::vector<double> bpms;
  double quarters = 0, seconds = 0;
  for (const Bar& bar : lines.bars()) {
    const double barQuarters = static_cast<double>(bar.end() - bar.start) / song::kTicksPerQuarter;
    const double barSeconds = lines.secondsOf(bar);
    bpms.push_back(barSeconds > 0 ? 60 * barQuarters / barSeconds : 0);
    if (barSeconds > 0) quarters += barQuarters, seconds += barSeconds;
  }
  const auto within = [](double bpm) {
    return std::clamp(std::round(bpm * 100) / 100, song::kMinTempoBpm, song::kMaxTempoBpm);
  };
  const double mean = within(seconds > 0 ? 60 * quarters / seconds : song::TempoChange{}.bpm);
  const auto isNear = [](double bpm, double other, double share) { return std::abs(bpm - other) <= share * other; };
  const bool isSteady = std::ranges::all_of(bpms, [&](double bpm) { return bpm == 0 || isNear(bpm, mean, kSteady); });
  std::vector<song::TempoChange> map{{0, mean}};
  if (isSteady) return map;
  for (std::size_t i = 0; i < bpms.size(); ++i) {
    if (bpms[i] == 0 || isNear(within(bpms[i]), map.back().bpm, kAudible)) continue;
    if (i == 0)
      map[0].bpm = within(bpms[i]);
    else
      map.push_back({lines.bars()[i].start, within(bpms[i])});
  }
  return map;
}

std::vector<song::KeyChange> keyMapOf(const Transcription& heard, const BeatGrid& grid, const BarLines& lines) {
  std::vector<song::KeyChange> map{{0, transcribe::keyAt(heard, 0).value_or(theory::Key{})}};
  for (const auto& span : heard.keys) {
    const Tick at = lines.tickOf(static_cast<double>(grid.nearestBarLine(span.start)));
    if (at <= 0)
      map = {{0, span.key}};
    else if (at >= lines.bars().back().end() || span.key == map.back().key)
      continue;
    else if (at == map.back().at)
      map.back().key = span.key;
    else
      map.push_back({at, span.key});
  }
  return map;
}

/// Where parts begin (indexes of bars, the first 0) and what they are called.
std::map<std::size_t, std::string> partStarts(const Transcription& heard, const BeatGrid& grid, const BarLines& lines) {
  std::map<std::size_t, std::string> starts{{0, "A"}};
  const auto& bars = lines.bars();
  for (const auto& section : heard.sections) {
    const auto line = static_cast<double>(grid.nearestBarLine(section.start));
    const auto bar = static_cast<std::size_t>(&lines.barAt(line) - bars.data());
    if (starts.size() == kMostSections) break;
    starts[bar] = section.label;
  }
  // A part has at most so many bars.
  for (auto at = starts.begin(); at != starts.end(); ++at) {
    const auto next = std::next(at);
    const std::size_t end = next == starts.end() ? bars.size() : next->first;
    if (end - at->first > song::kMaxBars) starts.emplace(at->first + song::kMaxBars, at->second);
  }
  return starts;
}

/// "A", and "A 2" when it comes again.
std::string nameOfPart(std::string_view label, std::map<std::string, int>& times) {
  const std::string name = plainLine(label, song::kMaxNameBytes - 8);
  const int time = ++times[name];
  return time == 1 ? name : fmt::format("{} {}", name, time);
}

void addParts(Song& song, const Transcription& heard, const BeatGrid& grid, const BarLines& lines, Tick pickup) {
  const auto starts = partStarts(heard, grid, lines);
  std::map<std::string, int> times;
  for (auto at = starts.begin(); at != starts.end(); ++at) {
    const auto next = std::next(at);
    const std::size_t end = next == starts.end() ? lines.bars().size() : next->first;
    song::addPart(song, nameOfPart(at->second, times), static_cast<int>(end - at->first),
                  at == starts.begin() ? pickup : 0);
  }
}

/// Adds a chord to the parts it sounds in.
void addAcrossParts(Song& song, const std::vector<Tick>& partEnds, Tick start, Tick end, const TranscribedChord& chord,
                    std::string_view source) {
  Tick partStart = 0;
  for (std::size_t part = 0; part < song.parts.size(); ++part) {
    const Tick from = part == 0 ? start : std::max(start, partStart), to = std::min(end, partEnds[part]);
    if (from < to)
      song::addChord(song, part, from - partStart, to - from, chord.chord.value_or(theory::noChord()),
                     originOf(chord, source));
    partStart = partEnds[part];
  }
}

std::vector<Tick> endsOfParts(const Song& song, const BarLines& lines) {
  std::vector<Tick> ends;
  std::size_t bar = 0;
  for (const auto& part : song.parts) {
    bar += static_cast<std::size_t>(part.bars);
    ends.push_back(lines.bars()[bar - 1].end());
  }
  return ends;
}

Song onGrid(const Transcription& heard, const BeatGrid& grid, const std::vector<TranscribedChord>& chords,
            std::string title, std::string_view source) {
  const double first = grid.onHalfBeat(chords.front().start), last = grid.onHalfBeat(chords.back().end);
  const BarLines lines(grid, firstBarLine(grid, first), last);
  Song song = song::makeEmptySong(std::move(title));
  song.meterMap = meterMapOf(lines);
  song.tempoMap = tempoMapOf(lines);
  song.keyMap = keyMapOf(heard, grid, lines);
  addParts(song, heard, grid, lines, std::max<Tick>(0, -lines.tickOf(first)));
  const auto ends = endsOfParts(song, lines);
  for (const auto& chord : chords)
    addAcrossParts(song, ends, lines.tickOf(grid.onHalfBeat(chord.start)), lines.tickOf(grid.onHalfBeat(chord.end)),
                   chord, source);
  return song;
}

/// Without beats: as label files are read.
Song withoutGrid(const Transcription& heard, const std::vector<TranscribedChord>& chords, std::string title,
                 std::string_view source) {
  std::vector<notation::LabSpan> spans;
  spans.reserve(chords.size());
  for (const auto& chord : chords)
    spans.push_back({chord.start - chords.front().start, chord.end - chords.front().start,
                     chord.chord.value_or(theory::noChord())});
  auto read = notation::readLab(notation::writeLabSpans(spans));
  Song song = read ? std::move(read->value) : song::makeEmptySong({});
  song.title = std::move(title);
  song.keyMap = {{0, transcribe::mainKey(heard).value_or(theory::Key{})}};
  if (song.parts.empty()) song::addPart(song, "A", 1);
  std::size_t index = 0;
  for (auto& part : song.parts)
    for (auto& event : part.chords)
      if (index < chords.size()) event.origin = originOf(chords[index++], source);
  return song;
}

}  // namespace

Result<Transcription> adapted(Transcription heard, const Adaptation& wishes) {
  if (wishes.transposeTo) {
    const auto from = transcribe::mainKey(heard);
    if (!from)
      return fail(ErrorCode::InvalidArgument,
                  "no key was heard, so there is none to transpose from; name the recording's");
    const theory::Key to{wishes.transposeTo->tonic,
                         wishes.transposeTo->hasMode ? wishes.transposeTo->mode : from->mode};
    heard = transcribe::transposed(heard, transcribe::semitonesBetween(*from, to), to);
  }
  return transcribe::simplified(heard, wishes.detail);
}

Song toSong(const Transcription& heard, std::string_view title, std::string_view source) {
  std::string name = plainLine(title, song::kMaxTitleBytes);
  const auto chords = soundingChords(heard);
  if (chords.empty()) {
    Song song = song::makeEmptySong(std::move(name), transcribe::mainKey(heard).value_or(theory::Key{}),
                                    {heard.beatsPerBar, 4});
    song::addPart(song, "A", 1);
    return song;
  }
  const auto grid = BeatGrid::over(heard, chords.front().start, chords.back().end);
  if (!grid || grid->barCount() > kMostBars) return withoutGrid(heard, chords, std::move(name), source);
  return onGrid(heard, *grid, chords, std::move(name), source);
}

std::vector<notation::LabSpan> toLabSpans(const Transcription& heard) {
  std::vector<notation::LabSpan> spans;
  for (const auto& chord : heard.chords)
    spans.push_back({chord.start, chord.end, chord.chord.value_or(theory::noChord())});
  return spans;
}

}  // namespace amuse::app
