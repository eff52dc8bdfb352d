#include "transcribe/adapt.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace amuse::transcribe {
namespace {

using theory::ChordClass;
using theory::ChordSymbol;
using theory::Key;

ChordClass plainTriad(ChordClass chordClass) noexcept {
  // Triad classes are the first seven classes, in the same order.
  return static_cast<ChordClass>(static_cast<int>(triadOf(chordClass)));
}

using OptionalChord = std::optional<ChordSymbol>;

OptionalChord simplified(const OptionalChord& chord, ChordDetail detail) noexcept {
  return chord ? OptionalChord(transcribe::simplified(*chord, detail)) : std::nullopt;
}

TranscribedChord simplified(const TranscribedChord& heard, ChordDetail detail) {
  TranscribedChord simpler{heard.start, heard.end, simplified(heard.chord, detail), heard.confidence, {}};
  for (const auto& alternative : heard.alternatives) {
    const auto chord = simplified(alternative.chord, detail);
    const auto same = std::ranges::find(simpler.alternatives, chord, &ChordAlternative::chord);
    if (chord == simpler.chord)
      simpler.confidence = std::min(1.0, simpler.confidence + alternative.p);
    else if (same != simpler.alternatives.end())
      same->p += alternative.p;
    else
      simpler.alternatives.push_back({chord, alternative.p});
  }
  std::ranges::stable_sort(simpler.alternatives, std::greater{}, &ChordAlternative::p);
  return simpler;
}

/// Confidence and alternatives become means by length; the alternatives of both stay, likeliest first.
void join(TranscribedChord& first, const TranscribedChord& second) {
  const double lengthOfFirst = first.end - first.start, length = second.end - first.start;
  const double share = length > 0 ? lengthOfFirst / length : 0.5;
  first.end = second.end;
  first.confidence = first.confidence * share + second.confidence * (1 - share);
  for (auto& alternative : first.alternatives) alternative.p *= share;
  for (const auto& alternative : second.alternatives) {
    const auto same = std::ranges::find(first.alternatives, alternative.chord, &ChordAlternative::chord);
    if (same != first.alternatives.end())
      same->p += alternative.p * (1 - share);
    else
      first.alternatives.push_back({alternative.chord, alternative.p * (1 - share)});
  }
  std::ranges::stable_sort(first.alternatives, std::greater{}, &ChordAlternative::p);
}

/// The pitch class of the major key with the same signature.
int majorTonic(const Key& key) noexcept { return theory::toPitchClass(7 * signatureOf(key)); }

/// C where no key was heard: a spelling is wanted all the same.
Key keyOr(const std::optional<Key>& key) noexcept { return key.value_or(Key{}); }

}  // namespace

Result<ChordDetail> parseChordDetail(std::string_view text) {
  if (text == "triads") return ChordDetail::Triads;
  if (text == "sevenths") return ChordDetail::Sevenths;
  if (text == "full") return ChordDetail::Full;
  return fail(ErrorCode::InvalidArgument, "use triads, sevenths or full");
}

ChordSymbol simplified(const ChordSymbol& chord, ChordDetail detail) noexcept {
  if (detail == ChordDetail::Full || chord.isNoChord()) return chord;
  if (detail == ChordDetail::Triads) return {chord.root, plainQuality(plainTriad(chord.quality.chordClass))};
  return {chord.root, plainQuality(chord.quality.chordClass), chord.bass};
}

Transcription simplified(const Transcription& heard, ChordDetail detail) {
  Transcription simpler = heard;
  if (detail == ChordDetail::Full) return simpler;
  simpler.chords.clear();
  for (const auto& chord : heard.chords) {
    auto next = simplified(chord, detail);
    if (!simpler.chords.empty() && simpler.chords.back().chord == next.chord)
      join(simpler.chords.back(), next);
    else
      simpler.chords.push_back(std::move(next));
  }
  return simpler;
}

std::optional<Key> mainKey(const Transcription& heard) {
  std::optional<Key> main;
  double longest = 0;
  for (const auto& span : heard.keys) {
    double seconds = 0;
    for (const auto& other : heard.keys)
      if (other.key == span.key) seconds += other.end - other.start;
    if (seconds > longest) main = span.key, longest = seconds;
  }
  return main;
}

std::optional<Key> keyAt(const Transcription& heard, double seconds) {
  std::optional<Key> key;
  for (const auto& span : heard.keys)
    if (!key || span.start <= seconds) key = span.key;
  return key;
}

double medianBeatSeconds(std::span<const Beat> beats) {
  std::vector<double> lengths;
  for (std::size_t b = 1; b < beats.size(); ++b) lengths.push_back(beats[b].timeSeconds - beats[b - 1].timeSeconds);
  if (lengths.empty()) return 0;
  const auto middle = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() / 2);
  std::nth_element(lengths.begin(), middle, lengths.end());
  return *middle;
}

Transcription shifted(Transcription heard, double seconds) {
  const auto shift = [seconds](auto& spans) {
    for (auto& span : spans) span.start += seconds, span.end += seconds;
  };
  for (auto& beat : heard.beats) beat.timeSeconds += seconds;
  shift(heard.keys), shift(heard.chords), shift(heard.sections);
  return heard;
}

Transcription between(const Transcription& heard, double from, double until) {
  Transcription part = heard;
  const auto cut = [from, until](auto& spans) {
    for (auto& span : spans) span.start = std::max(span.start, from), span.end = std::min(span.end, until);
    std::erase_if(spans, [](const auto& span) { return span.end <= span.start; });
  };
  std::erase_if(part.beats, [&](const Beat& beat) { return beat.timeSeconds < from || beat.timeSeconds >= until; });
  const double start = heard.chords.empty() ? 0 : heard.chords.front().start;
  cut(part.keys), cut(part.chords), cut(part.sections);
  part.durationSeconds = part.chords.empty() ? 0 : part.chords.back().end - part.chords.front().start;
  auto& frames = part.chroma.frames;
  if (part.chroma.hopSeconds > 0 && !part.chords.empty()) {
    const auto frameAt = [&](double seconds) {
      const double at = std::max(0.0, (seconds - start) / part.chroma.hopSeconds);
      return std::min(frames.size(), static_cast<std::size_t>(std::lround(at)));
    };
    const auto first = static_cast<std::ptrdiff_t>(frameAt(part.chords.front().start));
    const auto last = static_cast<std::ptrdiff_t>(frameAt(part.chords.back().end));
    frames = {frames.begin() + first, frames.begin() + last};
  }
  return part;
}

int semitonesBetween(const Key& from, const Key& to) noexcept {
  const bool sameFamily = isMinorFamily(from.mode) == isMinorFamily(to.mode);
  const int difference =
      sameFamily ? to.tonic.pitchClass() - from.tonic.pitchClass() : majorTonic(to) - majorTonic(from);
  const int up = theory::toPitchClass(difference);
  return up > 6 ? up - 12 : up;
}

Transcription transposed(const Transcription& heard, int semitones, const std::optional<Key>& arrival) {
  Transcription moved = heard;
  const auto arrive = [&](const Key& key) {
    const int tonic = theory::toPitchClass(key.tonic.pitchClass() + semitones);
    if (arrival && arrival->tonic.pitchClass() == tonic && isMinorFamily(arrival->mode) == isMinorFamily(key.mode))
      return Key{arrival->tonic, key.mode};
    return theory::makeKey(tonic, key.mode);
  };
  for (auto& span : moved.keys) span.key = arrive(span.key);
  for (auto& chord : moved.chords) {
    const Key key = keyOr(keyAt(moved, (chord.start + chord.end) / 2));
    if (chord.chord) chord.chord = theory::transposed(*chord.chord, semitones, key);
    for (auto& alternative : chord.alternatives)
      if (alternative.chord) alternative.chord = theory::transposed(*alternative.chord, semitones, key);
  }
  for (auto& frame : moved.chroma.frames)
    std::rotate(frame.begin(), frame.begin() + theory::toPitchClass(-semitones), frame.end());
  return moved;
}

}  // namespace amuse::transcribe
