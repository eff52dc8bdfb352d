#include <array>
#include <string_view>

#include "song/song_builder.h"
#include "song/testing/random_song.h"

namespace amuse::song {
namespace {

/// Draws things of a song; for a song that lacks them it gives an id that is not there.
class EditDraw {
 public:
  EditDraw(Random& random, const Song& song) : random_(random), song_(song) {}

  [[nodiscard]] const Part& part() {
    return song_.parts.empty() ? none_ : song_.parts[random_.below(song_.parts.size())];
  }
  [[nodiscard]] ChordEvent chord() { return anyOf(part().chords); }
  [[nodiscard]] Note note() { return anyOf(part().melody); }
  [[nodiscard]] Lyric lyric() { return anyOf(part().lyrics); }
  [[nodiscard]] KeptSuggestion suggestion() { return anyOf(song_.suggestions); }
  [[nodiscard]] Tick tick() { return 240 * static_cast<Tick>(random_.below(40)); }
  [[nodiscard]] Tick length() { return 240 * static_cast<Tick>(1 + random_.below(8)); }
  [[nodiscard]] int below(std::size_t bound) { return static_cast<int>(random_.below(bound)); }
  [[nodiscard]] bool half() { return random_.chance(0.5); }
  [[nodiscard]] theory::ChordSymbol symbol() { return randomChord(random_); }
  /// Another song, small so that many of them can be drawn.
  [[nodiscard]] Song another() { return makeEmptySong("Another song"); }
  [[nodiscard]] std::vector<Id> order() {
    std::vector<Id> order = song_.order;
    if (!order.empty() && half()) order.pop_back();
    if (half()) order.push_back(part().id);
    return order;
  }

 private:
  template <typename Event>
  [[nodiscard]] Event anyOf(const std::vector<Event>& events) {
    if (!events.empty()) return events[random_.below(events.size())];
    Event missing;
    missing.id = "missing";
    return missing;
  }
  Random& random_;
  const Song& song_;
  Part none_;
};

Edit drawChordEdit(EditDraw& draw, std::size_t kind) {
  ChordEvent chord = draw.chord();
  switch (kind) {
    case 0: {
      ChordEvent fresh;
      fresh.start = draw.tick();
      fresh.length = 240;
      fresh.symbol = draw.symbol();
      return {InsertChord{draw.part().id, fresh}};
    }
    case 1:
      return {ReplaceChord{chord.id, draw.symbol(), std::vector<int>{48, 55, 64}, SuggestionOrigin{7, "a", "b", "c"}}};
    case 2: return {RemoveChord{chord.id}};
    case 3: return {MoveChord{chord.id, draw.half() ? draw.tick() : chord.start + 120}};
    case 4: return {StretchChord{chord.id, draw.length()}};
    case 5: return {SplitChord{chord.id, chord.start + chord.length / 2, draw.half() ? Id{} : Id{"my-own"}}};
    case 6: return {JoinChords{chord.id}};
    case 7: return {LockChord{chord.id, draw.half()}};
    default:
      if (draw.half()) return {SetVoicing{chord.id, std::nullopt}};
      return {SetVoicing{chord.id, std::vector<int>{40, 52, 59}}};
  }
}

Edit drawPartEdit(EditDraw& draw, std::size_t kind) {
  switch (kind) {
    case 0: return {TransposePart{draw.part().id, draw.below(25) - 12}};
    case 1: return {TransposeSong{draw.below(25) - 12}};
    case 2: {
      Part copy = draw.part();
      copy.id.clear();
      for (ChordEvent& chord : copy.chords) chord.id.clear();
      copy.melody.clear();
      copy.lyrics.clear();
      return {AddPart{copy, draw.half() ? std::nullopt : std::optional<std::size_t>(0)}};
    }
    case 3: return {RemovePart{draw.part().id}};
    case 4: return {RenamePart{draw.part().id, "Renamed"}};
    case 5: return {MovePart{draw.part().id, static_cast<std::size_t>(draw.below(3))}};
    case 6: return {SetBars{draw.part().id, 1 + draw.below(12)}};
    case 7: return {SetPickup{draw.part().id, Tick{240} * draw.below(4)}};
    default: return {SetOrder{draw.order()}};
  }
}

Edit drawSongEdit(EditDraw& draw, std::size_t kind) {
  const Tick at = draw.half() ? 0 : draw.tick();
  constexpr std::array<Meter, 3> kSome{{{4, 4}, {3, 4}, {6, 8}}};
  switch (kind) {
    case 0: return {SetTempo{at, draw.half() ? std::nullopt : std::optional<double>(draw.below(300) + 40)}};
    case 1: return {SetMeter{at, draw.below(4) == 0 ? std::nullopt : std::optional<Meter>(kSome[draw.below(3)])}};
    case 2:
      return {SetKey{at, draw.half() ? std::nullopt
                                     : std::optional<theory::Key>(theory::makeKey(draw.below(12), theory::Mode::Dor))}};
    case 3: return {SetTitle{"Another title"}};
    case 4: return {SetStyle{{"waltz", -1, 0.75, 0.25, "double"}}};
    case 5: return {SetCapo{draw.below(12)}};
    case 6:
      return {AddInspiration{{"rain on tin", {}, {"rain.ogg"}},
                             draw.half() ? std::nullopt : std::optional<std::size_t>(0)}};
    case 7: return {RemoveInspiration{static_cast<std::size_t>(draw.below(2))}};
    default: return {ReplaceSong{draw.another()}};
  }
}

Edit drawMelodyEdit(EditDraw& draw, std::size_t kind) {
  Note note = draw.note();
  Lyric lyric = draw.lyric();
  switch (kind) {
    case 0: return {AddNote{draw.part().id, {"", draw.tick(), 240, 64, 90}}};
    case 1: return {RemoveNote{note.id}};
    case 2:
      note.length = draw.length();
      note.pitch = 50 + draw.below(30);
      return {ChangeNote{note}};
    case 3: return {AddLyric{draw.part().id, {"", draw.tick(), "la", std::nullopt}}};
    case 4: return {RemoveLyric{lyric.id}};
    default:
      lyric.text = "changed";
      lyric.start = draw.half() ? lyric.start : draw.tick();
      return {ChangeLyric{lyric}};
  }
}

Edit drawChoiceEdit(EditDraw& draw, std::size_t kind) {
  const KeptSuggestion drawn = draw.suggestion();
  switch (kind) {
    case 0: return {TransposeChord{draw.chord().id, draw.below(25) - 12}};
    case 1:
      return {SetPartLevel{draw.part().id, draw.half() ? std::nullopt : std::optional<double>(0.75), std::nullopt}};
    case 2: return {SetTrackMix{{TrackKind(draw.below(kTrackKinds)), draw.half() ? -6.0 : 0.0, 0, false}}};
    case 3: return {SetKeywords{{{{"bright", 0.25, {}}}, {}, {"waltz"}}}};
    case 4:
      return {
          ChangeInspiration{static_cast<std::size_t>(draw.below(2)), {"rain", {}, {}, 2, draw.half(), draw.part().id}}};
    case 5:
      return {AddSuggestion{{"", {draw.symbol()}, {4}, {}, Verdict::Kept, "", HumanOrigin{}},
                            draw.half() ? std::nullopt : std::optional<std::size_t>(0)}};
    case 6: return {JudgeSuggestion{drawn.id, draw.half() ? Verdict::Kept : Verdict::Shown}};
    case 7: return {SetSharing{{draw.half(), draw.half(), draw.half()}}};
    default: return {RemoveSuggestion{drawn.id}};
  }
}

}  // namespace

Edit randomEdit(Random& random, const Song& song, int depth) {
  EditDraw draw(random, song);
  const std::size_t kind = random.below(depth < 3 ? 45 : 42);
  if (kind < 9) return drawChordEdit(draw, kind);
  if (kind < 18) return drawPartEdit(draw, kind - 9);
  if (kind < 27) return drawSongEdit(draw, kind - 18);
  if (kind < 33) return drawMelodyEdit(draw, kind - 27);
  if (kind < 42) return drawChoiceEdit(draw, kind - 33);
  Batch batch;
  for (std::size_t i = random.below(4); i > 0; --i) batch.edits.push_back(randomEdit(random, song, depth + 1));
  return {batch};
}

}  // namespace amuse::song
