#include <cstdlib>

#include "song/internal/edit_operations.h"
#include "song/timeline.h"

namespace amuse::song {
namespace {

constexpr int kMostSemitones = 24;

/// The key a transposition arrives in; whole octaves keep the spelling.
theory::Key movedKey(const theory::Key& key, int semitones) {
  if (semitones % 12 == 0) return key;
  return theory::makeKey(theory::toPitchClass(key.tonic.pitchClass() + semitones), key.mode);
}

void transposeEvents(const Song& song, Part& part, Tick partStart, int semitones) {
  for (ChordEvent& chord : part.chords) {
    if (semitones % 12 != 0 && !chord.symbol.isNoChord()) {
      const theory::Key key = movedKey(keyAt(song, partStart + chord.start), semitones);
      chord.symbol = theory::transposed(chord.symbol, semitones, key);
    }
    if (chord.voicing) {
      for (int& pitch : *chord.voicing) pitch += semitones;
    }
  }
  for (Note& note : part.melody) note.pitch += semitones;
}

/// Edits that respell what moving back does not spell as it was before: Gb moved up and down again is F# by itself.
void addChordRepairs(const Part& before, const Part& back, std::vector<Edit>& repairs) {
  for (std::size_t i = 0; i < before.chords.size(); ++i) {
    const ChordEvent& chord = before.chords[i];
    if (chord != back.chords[i]) repairs.push_back({ReplaceChord{chord.id, chord.symbol, chord.voicing, chord.origin}});
  }
}

Edit withRepairs(Edit inverse, std::vector<Edit> repairs) {
  if (repairs.empty()) return inverse;
  repairs.insert(repairs.begin(), std::move(inverse));
  return {Batch{std::move(repairs)}};
}

void transposeAll(Song& song, int semitones) {
  for (Part& part : song.parts) transposeEvents(song, part, firstStartOf(song, part), semitones);
  for (KeyChange& change : song.keyMap) change.key = movedKey(change.key, semitones);
}

Result<void> checkSemitones(int semitones) {
  if (std::abs(semitones) <= kMostSemitones) return {};
  return fail(ErrorCode::InvalidArgument, "transpose by at most 24 semitones");
}

}  // namespace

Result<AppliedEdit> carryOut(Song& song, const TransposeChord& edit) {
  if (auto checked = checkSemitones(edit.semitones); !checked) return tl::unexpected(checked.error());
  const auto place = locateChord(song, edit.chordId);
  if (!place) return tl::unexpected(place.error());
  ChordEvent& chord = place->event();
  const ReplaceChord inverse{chord.id, chord.symbol, chord.voicing, chord.origin};
  if (edit.semitones % 12 != 0 && !chord.symbol.isNoChord())
    chord.symbol =
        theory::transposed(chord.symbol, edit.semitones, keyAt(song, firstStartOf(song, *place->part) + chord.start));
  if (chord.voicing)
    for (int& pitch : *chord.voicing) pitch += edit.semitones;
  return AppliedEdit{{edit}, {inverse}};
}

Result<AppliedEdit> carryOut(Song& song, const TransposePart& edit) {
  if (auto checked = checkSemitones(edit.semitones); !checked) return tl::unexpected(checked.error());
  const auto part = locatePart(song, edit.partId);
  if (!part) return tl::unexpected(part.error());
  const Part before = **part;
  const Tick start = firstStartOf(song, before);
  transposeEvents(song, **part, start, edit.semitones);
  Part back = **part;
  transposeEvents(song, back, start, -edit.semitones);
  std::vector<Edit> repairs;
  addChordRepairs(before, back, repairs);
  return AppliedEdit{{edit}, withRepairs({TransposePart{edit.partId, -edit.semitones}}, std::move(repairs))};
}

Result<AppliedEdit> carryOut(Song& song, const TransposeSong& edit) {
  if (auto checked = checkSemitones(edit.semitones); !checked) return tl::unexpected(checked.error());
  const Song before = song;
  transposeAll(song, edit.semitones);
  Song back = song;
  transposeAll(back, -edit.semitones);
  std::vector<Edit> repairs;
  for (std::size_t i = 0; i < before.parts.size(); ++i) addChordRepairs(before.parts[i], back.parts[i], repairs);
  for (std::size_t i = 0; i < before.keyMap.size(); ++i) {
    const KeyChange& change = before.keyMap[i];
    if (change != back.keyMap[i]) repairs.push_back({SetKey{change.at, change.key}});
  }
  return AppliedEdit{{edit}, withRepairs({TransposeSong{-edit.semitones}}, std::move(repairs))};
}

}  // namespace amuse::song
