#include "evaluate/transcriber_measures.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "base/text.h"

namespace amuse::evaluate {
namespace {

using theory::ChordClass;
using theory::ChordSymbol;
using theory::PitchClassSet;

constexpr std::size_t kMaxGivenBytes = 4u << 20;

/// The tones that the vocabularies compare: those of the plain chord of the class, its fifth as altered, its omissions,
/// and the bass.
PitchClassSet comparedTones(const ChordSymbol& chord) noexcept {
  if (chord.isNoChord()) return {};
  const PitchClassSet real = chord.quality.tones;
  PitchClassSet tones = plainQuality(chord.quality.chordClass).tones;
  for (const int third : {3, 4})
    if (!real.contains(third)) tones = tones.without(third);
  if (tones.contains(7) && !real.contains(7)) {
    tones = tones.without(7);
    for (const int fifth : {6, 8})
      if (real.contains(fifth)) tones = tones.with(fifth);
  }
  return tones.with(0).with(chord.bassPitchClass() - chord.root.pitchClass());
}

PitchClassSet upToFifth(PitchClassSet tones) noexcept {
  return PitchClassSet(static_cast<std::uint16_t>(tones.bits() & 0xff));
}

/// -1 for N, which has a root of its own.
int rootOf(const ChordSymbol& chord) noexcept { return chord.isNoChord() ? -1 : chord.root.pitchClass(); }

bool isOneOf(PitchClassSet tones, std::initializer_list<ChordClass> classes) noexcept {
  return tones.empty() ||
         std::ranges::any_of(classes, [&](ChordClass one) { return plainQuality(one).tones == tones; });
}

/// Equal neighbours joined; X joins X.
std::vector<LabSpan> joined(std::span<const LabSpan> spans) {
  std::vector<LabSpan> all;
  for (const auto& span : spans) {
    if (span.end <= span.start) continue;
    if (!all.empty() && all.back().chord == span.chord)
      all.back().end = span.end;
    else
      all.push_back(span);
  }
  return all;
}

/// How much of `whole` lies outside the largest piece that `cuts` makes of each stretch, of its seconds.
double directionalHamming(std::span<const LabSpan> whole, std::span<const LabSpan> cuts) {
  std::vector<double> times;
  for (const auto& span : cuts) times.insert(times.end(), {span.start, span.end});
  std::ranges::sort(times);
  double outside = 0;
  for (const auto& span : whole) {
    double largest = 0, from = span.start;
    for (auto at = std::ranges::lower_bound(times, span.start); at != times.end() && *at < span.end; ++at) {
      largest = std::max(largest, *at - from);
      from = *at;
    }
    outside += span.end - span.start - std::max(largest, span.end - from);
  }
  return outside / (whole.back().end - whole.front().start);
}

std::vector<double> fromFiveSeconds(std::span<const double> times) {
  constexpr double kFirstCounted = 5;
  std::vector<double> kept;
  std::ranges::copy_if(times, std::back_inserter(kept), [](double time) { return time >= kFirstCounted; });
  return kept;
}

Result<double> secondsIn(std::string_view field, std::string_view text) {
  double seconds = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), seconds);
  if (error == std::errc() && end == field.data() + field.size() && seconds >= 0) return seconds;
  return fail(ErrorCode::Parse, "seconds are a number from 0 on", static_cast<std::size_t>(field.data() - text.data()));
}

Result<theory::Key> keyIn(std::string_view text) {
  const auto read = theory::parseKey(text);
  if (!read) return tl::unexpected(read.error());
  return theory::Key{read->tonic, read->mode};
}

}  // namespace

std::string_view toText(ChordVocabulary vocabulary) noexcept {
  constexpr std::array<std::string_view, 4> kNames{"root", "majmin", "majmin inv", "sevenths"};
  return kNames[static_cast<std::size_t>(vocabulary)];
}

std::optional<bool> chordsAgree(const std::optional<ChordSymbol>& given, const ChordSymbol& found,
                                ChordVocabulary vocabulary) noexcept {
  if (!given) return std::nullopt;
  const bool sameRoot = rootOf(*given) == rootOf(found);
  if (vocabulary == ChordVocabulary::Root) return sameRoot;
  PitchClassSet wanted = comparedTones(*given), got = comparedTones(found);
  if (vocabulary == ChordVocabulary::Sevenths) {
    if (!isOneOf(wanted, {ChordClass::Maj, ChordClass::Min, ChordClass::Dom7, ChordClass::Maj7, ChordClass::Min7}))
      return std::nullopt;
    return sameRoot && wanted == got;
  }
  wanted = upToFifth(wanted), got = upToFifth(got);
  if (!isOneOf(wanted, {ChordClass::Maj, ChordClass::Min})) return std::nullopt;
  const bool sameBass =
      vocabulary == ChordVocabulary::MajMin || given->isNoChord() || given->bassPitchClass() == found.bassPitchClass();
  return sameRoot && wanted == got && sameBass;
}

Recall& Recall::operator+=(const Recall& other) noexcept {
  agreeing += other.agreeing;
  counted += other.counted;
  return *this;
}

std::vector<Meeting> meetings(std::span<const LabSpan> given, std::span<const LabSpan> found) {
  std::vector<Meeting> all;
  std::size_t next = 0;
  for (const auto& span : given) {
    double at = span.start;
    while (at < span.end) {
      while (next < found.size() && found[next].end <= at) ++next;
      const bool inside = next < found.size() && found[next].start <= at;
      double until = span.end;
      if (next < found.size()) until = std::min(until, inside ? found[next].end : found[next].start);
      all.push_back({at, until, span.chord, inside ? found[next].chord.value_or(theory::noChord()) : theory::noChord(),
                     inside ? next : found.size()});
      at = until;
    }
  }
  return all;
}

Recall chordRecall(std::span<const LabSpan> given, std::span<const LabSpan> found, ChordVocabulary vocabulary) {
  Recall recall;
  for (const auto& meeting : meetings(given, found))
    if (const auto agree = chordsAgree(meeting.given, meeting.found, vocabulary)) {
      recall.counted += meeting.end - meeting.start;
      if (*agree) recall.agreeing += meeting.end - meeting.start;
    }
  return recall;
}

Segmentation segmentation(std::span<const LabSpan> given, std::span<const LabSpan> found) {
  const auto wanted = joined(given), got = joined(found);
  if (wanted.empty() || got.empty()) return {};
  return {1 - directionalHamming(wanted, got), 1 - directionalHamming(got, wanted)};
}

std::optional<double> beatF(std::span<const double> given, std::span<const double> found) {
  constexpr double kWindow = 0.07;
  const auto wanted = fromFiveSeconds(given), got = fromFiveSeconds(found);
  if (wanted.empty()) return std::nullopt;
  // Both are sorted and the window is the same everywhere, so taking the earliest partner loses none.
  std::size_t hits = 0, at = 0;
  for (const double time : wanted) {
    while (at < got.size() && got[at] < time - kWindow) ++at;
    if (at < got.size() && got[at] <= time + kWindow) ++hits, ++at;
  }
  return 2 * static_cast<double>(hits) / static_cast<double>(wanted.size() + got.size());
}

double keyScore(const theory::Key& given, const theory::Key& found) noexcept {
  const bool isMinor = isMinorFamily(given.mode), sameMode = isMinor == isMinorFamily(found.mode);
  const int up = theory::toPitchClass(found.tonic.pitchClass() - given.tonic.pitchClass());
  if (sameMode) return up == 0 ? 1 : up == 7 ? 0.5 : 0;
  if (up == (isMinor ? 3 : 9)) return 0.3;
  return up == 0 ? 0.2 : 0;
}

Result<std::vector<GivenBeat>> readBeats(std::string_view text) {
  if (text.size() > kMaxGivenBytes) return fail(ErrorCode::TooLarge, "the beats have more than 4 MB");
  std::vector<GivenBeat> beats;
  for (const std::string_view line : split(text, '\n')) {
    const auto fields = splitWords(line);
    if (fields.empty() || fields[0].starts_with('#')) continue;
    const auto seconds = secondsIn(fields[0], text);
    if (!seconds) return tl::unexpected(seconds.error());
    bool isDownbeat = false;
    if (fields.size() > 1) {
      const auto beat = secondsIn(fields[1], text);
      if (!beat) return tl::unexpected(beat.error());
      isDownbeat = *beat == 1;
    }
    beats.push_back({*seconds, isDownbeat});
  }
  std::ranges::sort(beats, {}, &GivenBeat::seconds);
  return beats;
}

Result<theory::Key> readGivenKey(std::string_view text) {
  if (text.size() > kMaxGivenBytes) return fail(ErrorCode::TooLarge, "the key has more than 4 MB");
  std::map<theory::Key, double> seconds;
  for (const std::string_view line : split(text, '\n')) {
    const auto fields = splitWords(line);
    if (fields.empty()) continue;
    if (fields.size() < 3) return keyIn(trim(line));
    const auto start = secondsIn(fields[0], text), end = secondsIn(fields[1], text);
    if (!start || !end) return tl::unexpected(start ? end.error() : start.error());
    auto key = keyIn(fields[2]);
    if (!key) return key;
    seconds[*key] += *end - *start;
  }
  if (seconds.empty()) return fail(ErrorCode::Parse, "there is no key", 0);
  return std::ranges::max_element(seconds, {}, [](const auto& one) { return one.second; })->first;
}

}  // namespace amuse::evaluate
