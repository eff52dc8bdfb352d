#include <algorithm>
#include <set>

#include "song/internal/edit_operations.h"
#include "song/song_builder.h"
#include "song/validate.h"

namespace amuse::song {
namespace {

template <typename Event>
Result<Located<Event>> locateEvent(Song& song, const Id& id, std::vector<Event> Part::*list, const char* missing) {
  for (Part& part : song.parts) {
    const std::vector<Event>& events = part.*list;
    for (std::size_t i = 0; i < events.size(); ++i) {
      if (events[i].id == id) return Located<Event>{&part, i, list};
    }
  }
  return fail(ErrorCode::NotFound, missing);
}

using IdSet = std::set<std::string, std::less<>>;

IdSet idsOf(const Song& song) {
  IdSet ids;
  const auto take = [&](const auto& item) { ids.insert(item.id); };
  for (const Part& part : song.parts) {
    take(part);
    std::for_each(part.chords.begin(), part.chords.end(), take);
    std::for_each(part.melody.begin(), part.melody.end(), take);
    std::for_each(part.lyrics.begin(), part.lyrics.end(), take);
  }
  std::for_each(song.suggestions.begin(), song.suggestions.end(), take);
  return ids;
}

Result<void> settleAmong(Song& song, IdSet& ids, Id& id, char letter) {
  if (id.empty()) {
    id = takeId(song, letter);
  } else if (ids.contains(id)) {
    return fail(ErrorCode::InvalidArgument, "that id is taken; leave it out to get a fresh one");
  } else {
    song.nextId = std::max(song.nextId, numberOfId(id) + 1);
  }
  ids.insert(id);
  return {};
}

}  // namespace

Result<Part*> locatePart(Song& song, const Id& id) {
  for (Part& part : song.parts) {
    if (part.id == id) return &part;
  }
  return fail(ErrorCode::NotFound, "the song has no part with that id");
}

Result<Located<ChordEvent>> locateChord(Song& song, const Id& id) {
  return locateEvent(song, id, &Part::chords, "the song has no chord with that id");
}
Result<Located<Note>> locateNote(Song& song, const Id& id) {
  return locateEvent(song, id, &Part::melody, "the song has no note with that id");
}
Result<Located<Lyric>> locateLyric(Song& song, const Id& id) {
  return locateEvent(song, id, &Part::lyrics, "the song has no lyric with that id");
}

Result<void> settleId(Song& song, Id& id, char letter) {
  auto ids = id.empty() ? IdSet{} : idsOf(song);
  return settleAmong(song, ids, id, letter);
}

Result<void> settleIds(Song& song, Part& part) {
  IdSet ids = idsOf(song);
  Result<void> settled = settleAmong(song, ids, part.id, 'p');
  for (ChordEvent& chord : part.chords) settled = settled ? settleAmong(song, ids, chord.id, 'c') : settled;
  for (Note& note : part.melody) settled = settled ? settleAmong(song, ids, note.id, 'n') : settled;
  for (Lyric& lyric : part.lyrics) settled = settled ? settleAmong(song, ids, lyric.id, 'l') : settled;
  return settled;
}

template <typename Event>
void sortEvents(std::vector<Event>& events) {
  std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
    return a.start != b.start ? a.start < b.start : idBefore(a.id, b.id);
  });
}
template void sortEvents(std::vector<ChordEvent>&);
template void sortEvents(std::vector<Note>&);
template void sortEvents(std::vector<Lyric>&);

}  // namespace amuse::song
