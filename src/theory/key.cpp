#include "theory/key.h"

#include <cstdlib>

#include "base/text.h"
#include "theory/internal/text_cursor.h"
#include "theory/interval.h"

namespace amuse::theory {
namespace {

constexpr int kMaxSignature = 7;

/// Where a note stands on the line of fifths, C = 0, G = 1, F = -1.
int fifthsOf(const Spelling& note) noexcept {
  constexpr int kNatural[7] = {0, 2, 4, -1, 1, 3, 5};
  return kNatural[note.letter] + 7 * note.accidental;
}

/// The degree by which a key names a pitch class that is `semitones` above its tonic. Scale tones of all nine modes
/// have these names too; only the tritone differs, being a raised fourth where the mode has a natural fifth and
/// no flat second.
Interval degreeInKey(int semitones, Mode mode) noexcept {
  constexpr Interval kDegrees[12] = {{1, 0}, {2, -1}, {2, 0},  {3, -1}, {3, 0},  {4, 0},
                                     {4, 1}, {5, 0},  {6, -1}, {6, 0},  {7, -1}, {7, 0}};
  if (semitones == 6 && scaleOf(mode).contains(1)) return {5, -1};
  return kDegrees[semitones];
}

}  // namespace

int signatureOf(const Key& key) noexcept { return fifthsOf(key.tonic) + factsOf(key.mode).signatureShift; }

Key makeKey(PitchClass tonic, Mode mode) noexcept {
  const int pitchClass = toPitchClass(tonic);
  const Key sharp{simplified({0, pitchClass}), mode};
  const Key flat{simplified({0, pitchClass - 12}), mode};
  const int sharps = std::abs(signatureOf(sharp)), flats = std::abs(signatureOf(flat));
  if (sharps != flats) return sharps < flats ? sharp : flat;
  // F# major, but Eb minor and the other flat names, are the ones met in songbooks.
  return pitchClass == 6 ? sharp : flat;
}

Spelling spell(PitchClass pitchClass, const Key& key) noexcept {
  const int semitones = toPitchClass(pitchClass - key.tonic.pitchClass());
  const Spelling note = noteAbove(key.tonic, degreeInKey(semitones, key.mode));
  return std::abs(note.accidental) > 1 ? simplified(note) : note;
}

Result<KeyText> parseKey(std::string_view text) {
  const std::string_view trimmed = trim(text);
  std::string upper(trimmed);
  if (!upper.empty() && upper[0] >= 'a' && upper[0] <= 'g') upper[0] = static_cast<char>(upper[0] - 'a' + 'A');
  internal::TextCursor in(upper);
  const auto tonic = internal::takeSpelling(in);
  if (!tonic) return fail(ErrorCode::Parse, "no such key; write a tonic such as C, F#, Bb or Am", 0);
  KeyText key{*tonic};
  in.take(':');
  if (const auto rest = trim(in.rest()); !rest.empty()) {
    const auto mode = rest == "M" ? Result<Mode>(Mode::Maj) : parseMode(rest);
    if (!mode) return fail(ErrorCode::Parse, mode.error().message, in.offset());
    key.hasMode = true;
    key.mode = *mode;
  }
  const int signature = signatureOf({key.tonic, key.mode});
  const int minorSignature = signatureOf({key.tonic, Mode::Min});
  const bool playable =
      std::abs(signature) <= kMaxSignature || (!key.hasMode && std::abs(minorSignature) <= kMaxSignature);
  if (!playable) {
    return fail(ErrorCode::InvalidArgument, "this key would need more than seven sharps or flats; use " +
                                                toText(makeKey(key.tonic.pitchClass(), key.mode).tonic));
  }
  return key;
}

std::string toText(const Key& key) { return toText(key.tonic) + " " + std::string(toText(key.mode)); }

std::vector<Spelling> scaleNotes(const Key& key) {
  std::vector<Spelling> notes;
  for (std::size_t step = 0; step < 7; ++step) {
    const Spelling natural{(key.tonic.letter + static_cast<int>(step)) % 7, 0};
    const int wanted = key.tonic.pitchClass() + factsOf(key.mode).semitones[step];
    notes.push_back({natural.letter, toPitchClass(wanted - natural.pitchClass() + 6) - 6});
  }
  return notes;
}

}  // namespace amuse::theory
