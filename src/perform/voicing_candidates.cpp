#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "perform/voicing.h"

namespace amuse::perform {

std::vector<int> tonesByWeight(const theory::Quality& quality) {
  std::vector<int> tones;
  const auto take = [&](int semitones) {
    if (quality.tones.contains(semitones) && std::find(tones.begin(), tones.end(), semitones) == tones.end())
      tones.push_back(semitones);
  };
  const bool sus2 = quality.chordClass == theory::ChordClass::Sus2;
  const bool sus4 =
      quality.chordClass == theory::ChordClass::Sus4 || quality.chordClass == theory::ChordClass::Dom7Sus4;
  if (sus2) take(2);
  if (sus4) take(5);
  const bool hasMajorThird = quality.tones.contains(4);
  take(hasMajorThird ? 4 : 3);
  const bool isSixth = quality.chordClass == theory::ChordClass::Maj6 ||
                       quality.chordClass == theory::ChordClass::Min6 || quality.chordClass == theory::ChordClass::Dim7;
  for (const int seventh : {10, 11}) take(seventh);
  if (isSixth) take(9);
  if (!quality.tones.contains(7)) {
    for (const int altered : {6, 8}) take(altered);  // the altered fifth is the chord's point
  }
  for (const int colour : {2, 1, 3, 9, 8, 6, 5}) take(colour);
  take(0);
  take(7);
  return tones;
}

namespace {

std::vector<int> fitting(std::vector<int> tones, std::size_t most) {
  if (tones.size() > most) tones.resize(most);
  return tones;
}

/// The different tones (above the root) that a style plays.
std::vector<int> chosenTones(const theory::Quality& quality, const VoicingOptions& options) {
  std::vector<int> tones = tonesByWeight(quality);
  const auto has = [&](int tone) { return quality.tones.contains(tone); };
  switch (options.style) {
    case VoicingStyle::Power: {
      const int fifth = has(7) ? 7 : has(6) ? 6 : has(8) ? 8 : 0;
      return fifth != 0 && has(0) ? std::vector<int>{0, fifth} : fitting(tones, 2);
    }
    case VoicingStyle::Shell: return fitting(tones, 3);
    case VoicingStyle::Rootless:
      if (tones.size() > 3) tones.erase(std::remove(tones.begin(), tones.end(), 0), tones.end());
      return fitting(tones, 4);
    default: return fitting(tones, options.voices > 0 ? static_cast<std::size_t>(options.voices) : 4);
  }
}

/// The tones with doublings up to the voices wanted. Close hands double any tone at the octave, which gives every
/// inversion its full sound; wide ones double root or fifth, never the third.
std::vector<std::vector<int>> toneSets(const theory::Quality& quality, const VoicingOptions& options) {
  const std::vector<int> tones = chosenTones(quality, options);
  const bool wide = options.style == VoicingStyle::Drop2 || options.style == VoicingStyle::Spread;
  const auto wanted = static_cast<std::size_t>(std::max(options.voices, wide ? 4 : 3));
  if (tones.size() >= wanted) return {tones};
  std::vector<int> doubles;
  for (const int tone : tones) {
    if (!wide || tone == 0 || tone == 7) doubles.push_back(tone);
  }
  if (doubles.empty()) doubles = tones;
  std::vector<std::vector<int>> sets;
  for (std::size_t first = 0; first < doubles.size(); ++first) {
    std::vector<int> set = tones;
    // Never three of a tone: the range holds no more than two of most.
    for (std::size_t k = 0; k < doubles.size() && set.size() < wanted; ++k)
      set.push_back(doubles[(first + k) % doubles.size()]);
    sets.push_back(std::move(set));
  }
  return sets;
}

bool hasCloseLowInterval(const std::vector<int>& notes) {
  for (std::size_t i = 1; i < notes.size(); ++i) {
    if (notes[i - 1] < 48 && notes[i] - notes[i - 1] < 4) return true;
  }
  return false;
}

bool isDrop2(const std::vector<int>& notes) {
  std::vector<int> raised = notes;
  raised.front() += 12;
  std::sort(raised.begin(), raised.end());
  // The lifted note must be the second from the top of a close position.
  return raised.back() - raised.front() <= 12 && raised[raised.size() - 2] == notes.front() + 12;
}

bool suitsStyle(const std::vector<int>& notes, VoicingStyle style) {
  const int span = notes.back() - notes.front();
  switch (style) {
    case VoicingStyle::Spread: {
      if (span < 12) return false;
      for (std::size_t i = 1; i < notes.size(); ++i) {
        if (notes[i] - notes[i - 1] < 3) return false;
      }
      return true;
    }
    case VoicingStyle::Drop2: return isDrop2(notes);
    case VoicingStyle::Quartal: return span <= 21;
    case VoicingStyle::Shell: return span <= 14;
    default: return span <= 12;
  }
}

/// Every ascending layout of the tones (absolute pitch classes) within the range.
void layOut(const std::vector<int>& pitchClasses, std::size_t index, const VoicingOptions& options,
            std::vector<int>& notes, std::vector<std::vector<int>>& out) {
  if (index == pitchClasses.size()) {
    std::vector<int> sorted = notes;
    std::sort(sorted.begin(), sorted.end());
    if (std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end() && !hasCloseLowInterval(sorted))
      out.push_back(std::move(sorted));
    return;
  }
  const int first = options.low + theory::toPitchClass(pitchClasses[index] - options.low);
  for (int pitch = first; pitch <= options.high; pitch += 12) {
    notes.push_back(pitch);
    layOut(pitchClasses, index + 1, options, notes, out);
    notes.pop_back();
  }
}

}  // namespace

std::vector<std::vector<int>> voicingCandidates(const theory::ChordSymbol& chord, const VoicingOptions& options,
                                                bool anyStyle) {
  if (chord.isNoChord()) return {};
  const int root = chord.root.pitchClass();
  std::vector<std::vector<int>> all;
  std::vector<int> notes;
  for (std::vector<int> set : toneSets(chord.quality, options)) {
    for (int& tone : set) tone = theory::toPitchClass(root + tone);
    layOut(set, 0, options, notes, all);
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());

  const int bass =
      nearestPitch(chord.bassPitchClass(), (options.bassLow + options.bassHigh) / 2, options.bassLow, options.bassHigh);
  const auto aboveBass = [&](const std::vector<int>& layout) { return layout.front() - bass >= (bass < 48 ? 4 : 3); };
  const auto kept = [&](const auto& suits) {
    std::vector<std::vector<int>> some;
    std::copy_if(all.begin(), all.end(), std::back_inserter(some), suits);
    return some;
  };
  const auto inStyle = [&](const std::vector<int>& layout) { return suitsStyle(layout, options.style); };
  // Style and room for the bass; else the style alone (the bass goes down an octave); else whatever there is.
  auto fitting = kept([&](const std::vector<int>& layout) { return inStyle(layout) && aboveBass(layout); });
  if (fitting.empty()) fitting = kept(inStyle);
  if (fitting.empty() || anyStyle) fitting = kept(aboveBass);
  return fitting.empty() ? all : fitting;
}

int nearestPitch(theory::PitchClass pitchClass, int near, int low, int high) noexcept {
  int best = low + theory::toPitchClass(pitchClass - low);
  for (int pitch = best; pitch <= high; pitch += 12) {
    if (std::abs(pitch - near) < std::abs(best - near)) best = pitch;
  }
  return best;
}

}  // namespace amuse::perform
