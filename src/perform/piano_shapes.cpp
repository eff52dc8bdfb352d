#include "perform/piano_shapes.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace amuse::perform {
namespace {

using theory::ChordSymbol;

constexpr int kOctave = 12, kLowestRoot = 53, kLowestBass = 40, kMiddle = 61, kHighestStart = 64;

/// Semitones above the root, as the chord's name counts them: a ninth is 14.
std::vector<int> namedTones(const theory::Quality& quality) {
  std::vector<int> tones;
  for (int semitone = 0; semitone < kOctave; ++semitone)
    if (quality.tones.contains(semitone)) tones.push_back(theory::degreeOf(quality, semitone).semitones());
  std::sort(tones.begin(), tones.end());
  return tones;
}

void addBass(const ChordSymbol& chord, std::vector<int>& pitches) {
  if (!chord.bass) return;
  int bass = nearestPitch(chord.bassPitchClass(), kLowestBass + 5, kLowestBass, kLowestBass + kOctave - 1);
  if (bass >= pitches.front()) bass -= kOctave;
  pitches.insert(pitches.begin(), bass);
}

std::vector<PianoShape> inversionsOf(const ChordSymbol& chord) {
  const int root = nearestPitch(chord.root.pitchClass(), kLowestRoot + 5, kLowestRoot, kLowestRoot + kOctave - 1);
  const auto tones = namedTones(chord.quality);
  const auto core = std::count_if(tones.begin(), tones.end(), [](int tone) { return tone < kOctave; });
  std::vector<PianoShape> shapes;
  for (int k = 0; k < core; ++k) {
    PianoShape shape{{}, VoicingStyle::Close, k};
    for (int i = 0; i < static_cast<int>(tones.size()); ++i)
      shape.pitches.push_back(root + tones[static_cast<std::size_t>(i)] + (i < k ? kOctave : 0));
    std::sort(shape.pitches.begin(), shape.pitches.end());
    shape.pitches.erase(std::unique(shape.pitches.begin(), shape.pitches.end()), shape.pitches.end());
    if (shape.pitches.front() >= kHighestStart)
      for (int& pitch : shape.pitches) pitch -= kOctave;
    shapes.push_back(std::move(shape));
  }
  // The inversion that a written bass asks for comes first.
  const auto asked = std::find_if(shapes.begin(), shapes.end(), [&](const PianoShape& shape) {
    return theory::toPitchClass(shape.pitches.front()) == chord.bassPitchClass();
  });
  if (asked != shapes.end()) std::rotate(shapes.begin(), asked, asked + 1);
  return shapes;
}

double meanOf(const std::vector<int>& notes) {
  return std::accumulate(notes.begin(), notes.end(), 0.0) / static_cast<double>(notes.size());
}

/// The layout in a style whose middle lies nearest the keyboard's.
std::vector<int> layoutIn(const ChordSymbol& chord, VoicingStyle style) {
  VoicingOptions options;
  options.style = style;
  auto all = voicingCandidates(chord, options);
  return *std::min_element(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return std::abs(meanOf(a) - kMiddle) < std::abs(meanOf(b) - kMiddle);
  });
}

}  // namespace

std::vector<PianoShape> pianoShapes(const ChordSymbol& chord) {
  if (chord.isNoChord()) return {};
  auto shapes = inversionsOf(chord);
  const bool isRich = chord.quality.tones.size() > 3;
  for (const auto style : {VoicingStyle::Shell, VoicingStyle::Drop2, VoicingStyle::Rootless, VoicingStyle::Spread}) {
    if (!isRich && style != VoicingStyle::Spread) continue;
    auto pitches = layoutIn(chord, style);
    const bool isNew = std::none_of(shapes.begin(), shapes.end(), [&](const auto& s) { return s.pitches == pitches; });
    if (isNew) shapes.push_back({std::move(pitches), style, 0});
  }
  for (auto& shape : shapes) addBass(chord, shape.pitches);
  return shapes;
}

}  // namespace amuse::perform
