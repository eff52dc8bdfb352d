#include "notation/lab.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "notation/internal/flat_song.h"
#include "song/timeline.h"

namespace amuse::notation {
namespace {

using song::Song;
using song::Tick;

constexpr std::size_t kMaxLabLines = 50'000;
constexpr double kLongestLabSeconds = 36'000;
constexpr Holds kLabHolds{.tempo = true, .meter = true, .tempoInsideBars = true, .pickup = true};

std::optional<double> readSeconds(std::string_view text) {
  double value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && stop == text.data() + text.size();
  if (!whole || !(value >= 0 && value <= kLongestLabSeconds)) return std::nullopt;
  return value;
}

/// @param fields  Parts of `text`, where offsets count from; at least one.
Result<LabSpan> readLine(std::string_view text, std::span<const std::string_view> fields) {
  const auto offsetOf = [&](std::string_view field) { return static_cast<std::size_t>(field.data() - text.data()); };
  if (fields.size() != 3) return fail(ErrorCode::Parse, "a line is \"start end chord\"", offsetOf(fields[0]));
  const auto start = readSeconds(fields[0]), end = readSeconds(fields[1]);
  if (!start || !end || *end < *start)
    return fail(ErrorCode::Parse, "start and end are seconds, the end not before the start", offsetOf(fields[0]));
  if (fields[2] == "X") return LabSpan{*start, *end, std::nullopt};
  const auto chord = theory::parseAnyChord(fields[2]);
  if (!chord)
    return fail(chord.error().code, chord.error().message, offsetOf(fields[2]) + chord.error().offset.value_or(0));
  return LabSpan{*start, *end, *chord};
}

std::string labLine(double start, double end, std::string_view chord) {
  return fmt::format("{:.6f} {:.6f} {}\n", start, end, chord);
}

/// How far, on average, the times lie from the beats of a tempo, in beats; 0.25 is what chance gives.
double distanceFromBeats(const std::vector<double>& times, double beatSeconds) {
  double sum = 0;
  for (const double time : times) {
    const double beats = (time - times.front()) / beatSeconds;
    sum += std::abs(beats - std::round(beats));
  }
  return sum / static_cast<double>(times.size());
}

/// The tempo through a least-squares line of the times over their nearest beats.
double refined(const std::vector<double>& times, double beatSeconds) {
  double products = 0, squares = 0;
  for (const double time : times) {
    const double beat = std::round((time - times.front()) / beatSeconds);
    products += beat * (time - times.front());
    squares += beat * beat;
  }
  return squares > 0 && products > 0 ? products / squares : beatSeconds;
}

double medianStep(const std::vector<double>& times) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < times.size(); ++i) steps.push_back(times[i] - times[i - 1]);
  if (steps.empty()) return 2;
  std::nth_element(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2), steps.end());
  return steps[steps.size() / 2];
}

/// How odd it would be for music to have this tempo (lower is likelier): changes off the beat, chords that last neither
/// 1, 2, 4 or 8 beats nor whole bars, or much more or less than a bar, tempos far from the ones people tap.
/// Source for the last: van Noorden and Moelants 1999, resonance of pulse perception near 120 a minute.
double oddness(const std::vector<double>& times, double medianSeconds, double beatSeconds, const song::Meter& meter) {
  const double beats = medianSeconds / beatSeconds, nearest = std::round(beats);
  const double barBeats = static_cast<double>(meter.barTicks()) / static_cast<double>(song::kTicksPerQuarter);
  const bool wholeBars = std::abs(beats / barBeats - std::round(beats / barBeats)) < 0.05 && beats > 0.9 * barBeats;
  const bool simple = std::abs(beats - nearest) < 0.1 && (nearest == 1 || nearest == 2 || nearest == 4 || nearest == 8);
  const double barsAChord = beats / barBeats;
  return 20 * distanceFromBeats(times, beatSeconds) + std::abs(std::log2(60 / beatSeconds / 115)) +
         0.2 * std::abs(std::log2(barsAChord)) + (simple || wholeBars ? 0 : 0.5);
}

/// Quarter notes a minute.
double estimateTempo(const std::vector<double>& times, const song::Meter& meter) {
  constexpr double kSlowest = 60, kFastest = 180, kStep = 0.25;
  const double median = medianStep(times);
  double best = 100, bestOddness = 1e9;
  for (double bpm = kSlowest; bpm <= kFastest; bpm += kStep) {
    const double beatSeconds = refined(times, 60 / bpm);
    const double odd = oddness(times, median, beatSeconds, meter);
    if (odd >= bestOddness) continue;
    best = 60 / beatSeconds;
    bestOddness = odd;
  }
  // Labels have few decimals: 95.99998 was 96.
  const double rounded = std::round(best * 100) / 100;
  return std::clamp(std::abs(best - rounded) < 0.002 ? rounded : best, 20.0, 400.0);
}

std::vector<double> changesOf(const std::vector<LabSpan>& lines) {
  std::vector<double> times;
  for (const LabSpan& line : lines) {
    times.push_back(line.start);
    times.push_back(line.end);
  }
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  return times;
}

/// Seconds to ticks, onto a sixteenth where one is within a twentieth of a beat. Different times stay different ticks.
std::map<double, Tick> ticksOf(const std::vector<double>& times, double bpm) {
  constexpr Tick kGrid = song::kTicksPerQuarter / 4, kNear = song::kTicksPerQuarter / 20;
  std::map<double, Tick> ticks;
  Tick before = -1;
  for (const double seconds : times) {
    const Tick exact = std::llround(seconds * bpm / 60 * song::kTicksPerQuarter);
    const Tick onGrid = (exact + kGrid / 2) / kGrid * kGrid;
    const bool near = std::abs(exact - onGrid) <= kNear && onGrid > before;
    before = std::max(before + 1, near ? onGrid : exact);
    ticks.emplace(seconds, before);
  }
  return ticks;
}

}  // namespace

Result<std::vector<LabSpan>> readLabSpans(std::string_view text) {
  if (text.size() > kMaxLabBytes)
    return fail(ErrorCode::TooLarge, "the labels have more than 4 MB; give a shorter file");
  std::vector<LabSpan> spans;
  for (const std::string_view line : split(text, '\n')) {
    const auto fields = splitWords(line);
    if (fields.empty() || fields[0].starts_with('#')) continue;
    const auto span = readLine(text, fields);
    if (!span) return tl::unexpected(span.error());
    spans.push_back(*span);
    if (spans.size() > kMaxLabLines) return fail(ErrorCode::TooLarge, "over 50000 lines; give a shorter file");
  }
  if (spans.empty()) return fail(ErrorCode::Parse, "no lines of the form \"start end chord\"", 0);
  std::stable_sort(spans.begin(), spans.end(), [](const auto& a, const auto& b) { return a.start < b.start; });
  return spans;
}

std::string writeLabSpans(std::span<const LabSpan> spans) {
  std::string text;
  for (const LabSpan& span : spans) text += labLine(span.start, span.end, span.chord ? toHarte(*span.chord) : "X");
  return text;
}

Result<WithLosses<std::string>> writeLab(const Song& song) {
  const auto flat = flatten(song);
  if (!flat) return tl::unexpected(flat.error());
  const double first = song::secondsAt(song, -flat->leadIn);
  std::string text;
  for (const FlatChord& chord : withoutGaps(flat->chords, -flat->leadIn, flat->length)) {
    text += labLine(song::secondsAt(song, chord.start) - first, song::secondsAt(song, chord.end()) - first,
                    theory::toHarte(chord.symbol));
  }
  auto losses = lossesOf(song, kLabHolds);
  losses.push_back({Severity::Note, "title, key, metre and tempo are not in the file, only seconds", std::nullopt});
  return WithLosses<std::string>{std::move(text), std::move(losses)};
}

Result<WithLosses<Song>> readLab(std::string_view text, const LabOptions& options) {
  const auto lines = readLabSpans(text);
  if (!lines) return tl::unexpected(lines.error());
  std::vector<Diagnostic> remarks;
  if (std::ranges::any_of(*lines, [](const LabSpan& line) { return !line.chord; }))
    remarks.push_back({Severity::Warning, "chords marked X (unknown) become N.C.", std::nullopt});
  const std::vector<double> times = changesOf(*lines);
  constexpr std::size_t kEnough = 2000;
  const std::vector<double> some(times.begin(),
                                 times.begin() + static_cast<std::ptrdiff_t>(std::min(kEnough, times.size())));
  const double bpm = options.tempoBpm.value_or(estimateTempo(some, options.meter));
  if (!options.tempoBpm) {
    remarks.push_back({Severity::Note, fmt::format("the tempo was estimated as {:.2f}", bpm), std::nullopt});
  }
  FlatSong flat;
  flat.tempoMap = {{0, bpm}};
  flat.meterMap = {{0, options.meter}};
  const std::map<double, Tick> ticks = ticksOf(times, bpm);
  for (const LabSpan& line : *lines) {
    const Tick start = ticks.at(line.start), end = ticks.at(line.end);
    flat.chords.push_back({start, end - start, line.chord.value_or(theory::noChord())});
    flat.length = std::max(flat.length, end);
  }
  return assemble(std::move(flat), std::move(remarks));
}

}  // namespace amuse::notation
