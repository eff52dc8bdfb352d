#include "song/validate.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "brief/brief_json.h"
#include "song/internal/check_part.h"
#include "song/timeline.h"

namespace amuse::song {
namespace {

using Checked = Result<void>;

Checked wrong(std::string message) { return fail(ErrorCode::InvalidArgument, std::move(message)); }

template <typename Change>
Checked checkMapOrder(const std::vector<Change>& map, std::string_view name) {
  if (map.empty() || map.front().at != 0) return wrong(fmt::format("the {} map must begin at tick 0", name));
  if (map.size() > kMaxMapEntries) return wrong(fmt::format("the {} map has over {} entries", name, kMaxMapEntries));
  for (std::size_t i = 1; i < map.size(); ++i) {
    if (map[i].at <= map[i - 1].at || map[i].at > kMaxTick) {
      return wrong(fmt::format("the {} map is out of order at tick {}", name, map[i].at));
    }
  }
  return {};
}

Checked checkTempoMap(const Song& song) {
  if (auto ordered = checkMapOrder(song.tempoMap, "tempo"); !ordered) return ordered;
  for (const TempoChange& change : song.tempoMap) {
    if (!within(change.bpm, kMinTempoBpm, kMaxTempoBpm)) {
      return wrong(fmt::format("the tempo at tick {} must be from 20 to 400", change.at));
    }
  }
  return {};
}

Checked checkMeterMap(const Song& song) {
  if (auto ordered = checkMapOrder(song.meterMap, "metre"); !ordered) return ordered;
  for (std::size_t i = 0; i < song.meterMap.size(); ++i) {
    const MeterChange& change = song.meterMap[i];
    if (!parseMeter(toText(change.meter))) return wrong(fmt::format("the metre at tick {} is none we know", change.at));
    if (i == 0) continue;
    const MeterChange& before = song.meterMap[i - 1];
    if ((change.at - before.at) % before.meter.barTicks() != 0) {
      return wrong(fmt::format("the metre change at tick {} is not on a bar line; move it to one", change.at));
    }
  }
  return {};
}

Checked checkKeyMap(const Song& song) {
  if (auto ordered = checkMapOrder(song.keyMap, "key"); !ordered) return ordered;
  for (const KeyChange& change : song.keyMap) {
    if (!isSpelling(change.key.tonic) || std::abs(theory::signatureOf(change.key)) > 7) {
      return wrong(fmt::format("the key at tick {} has over seven accidentals; respell it", change.at));
    }
  }
  return {};
}

/// Collects the ids of a song and refuses repeated ones.
class IdCheck {
 public:
  explicit IdCheck(std::uint64_t nextId) : nextId_(nextId) {}
  Checked take(const Id& id) {
    if (!isId(id)) return wrong("an id must be 1 to 64 letters, digits, '-' or '_'");
    if (!seen_.insert(id).second) return wrong(fmt::format("the id {} is used twice", id));
    if (numberOfId(id) >= nextId_) return wrong(fmt::format("nextId must be above the number in {}", id));
    return {};
  }

 private:
  std::uint64_t nextId_;
  std::set<std::string_view> seen_;
};

Checked checkIds(const Song& song) {
  if (song.nextId < 1 || song.nextId > kMaxNextId) return wrong("nextId is out of range");
  IdCheck ids(song.nextId);
  for (const Part& part : song.parts) {
    if (auto taken = ids.take(part.id); !taken) return taken;
    for (const auto& chord : part.chords) {
      if (auto taken = ids.take(chord.id); !taken) return taken;
    }
    for (const auto& note : part.melody) {
      if (auto taken = ids.take(note.id); !taken) return taken;
    }
    for (const auto& lyric : part.lyrics) {
      if (auto taken = ids.take(lyric.id); !taken) return taken;
    }
  }
  for (const KeptSuggestion& suggestion : song.suggestions) {
    if (auto taken = ids.take(suggestion.id); !taken) return taken;
  }
  return {};
}

/// The metres of a stretch of the played song, told from its beginning.
std::vector<MeterChange> metersWithin(const Song& song, Tick from, Tick to) {
  std::vector<MeterChange> meters{{0, meterAt(song, from)}};
  for (const MeterChange& change : song.meterMap) {
    if (change.at > from && change.at < to) meters.push_back({change.at - from, change.meter});
  }
  return meters;
}

/// Where a part lies for its own sake: its first playing, or the song's first metre when it is not played.
struct PartPlace {
  Tick start = 0, length = 0;
  bool played = false;
};

/// A part means the same bars wherever it is played: its first playing rules, others must have the same metres.
Checked findPlaces(const Song& song, std::vector<PartPlace>& places) {
  for (const Part& part : song.parts) places.push_back({0, song.meterMap.front().meter.barTicks() * part.bars, false});
  for (const PlayedPart& playing : flattenParts(song)) {
    PartPlace& place = places[playing.partIndex];
    if (!place.played) {
      place = {playing.start, playing.length, true};
    } else if (metersWithin(song, playing.start, playing.start + playing.length) !=
               metersWithin(song, place.start, place.start + place.length)) {
      return wrong(
          fmt::format("part {} is played in two metres; copy it for the other one", song.parts[playing.partIndex].id));
    }
  }
  return {};
}

Checked checkParts(const Song& song) {
  if (song.parts.size() > kMaxParts) return wrong(fmt::format("the song has over {} parts", kMaxParts));
  if (song.order.size() > kMaxOrder) return wrong(fmt::format("the order has over {} entries", kMaxOrder));
  for (const Part& part : song.parts) {
    if (part.bars < 1 || part.bars > kMaxBars) return wrong(fmt::format("part {} must have 1 to 999 bars", part.id));
    if (!within(part.energy.value_or(0), 0, 1) || !within(part.density.value_or(0), 0, 1))
      return wrong(fmt::format("energy and density of part {} must be from 0 to 1", part.id));
  }
  for (const Id& id : song.order) {
    if (findPart(song, id) == nullptr) return wrong("the order names a part that the song does not have");
  }
  std::vector<PartPlace> places;
  if (auto checked = findPlaces(song, places); !checked) return checked;
  for (std::size_t i = 0; i < song.parts.size(); ++i) {
    const Meter first = meterAt(song, places[i].start);
    if (auto checked = checkPart(song.parts[i], places[i].length, first); !checked) return checked;
  }
  return {};
}

Checked checkStyle(const Style& style) {
  if (!isPlainText(style.groove, kMaxNameBytes) || style.groove.empty()) return wrong("the groove must be a name");
  if (!within(style.swing, -1, 1)) return wrong("swing must be from 0 to 1, or -1 for the groove's own");
  if (!within(style.energy, 0, 1)) return wrong("energy must be from 0 to 1");
  if (!within(style.density, 0, 1)) return wrong("density must be from 0 to 1");
  if (style.feel != "normal" && style.feel != "half" && style.feel != "double") {
    return wrong("feel must be normal, half or double");
  }
  return {};
}

Checked checkMix(const Song& song) {
  for (std::size_t i = 0; i < song.mix.size(); ++i) {
    const TrackMix& mix = song.mix[i];
    if (i > 0 && song.mix[i - 1].track >= mix.track) return wrong("the mix must be sorted, with each track once");
    if (mix.isPlain()) return wrong(fmt::format("the mix of {} changes nothing; leave it out", toText(mix.track)));
    if (!within(mix.gainDb, kMinGainDb, kMaxGainDb)) return wrong("a track's gain must be from -60 to 12 dB");
    if (!within(mix.pan, -1, 1)) return wrong("a track's pan must be from -1 to 1");
  }
  return {};
}

Checked checkSuggestion(const KeptSuggestion& suggestion) {
  const auto count = suggestion.chords.size();
  if (count == 0 || count > kMaxSuggestedChords || suggestion.beats.size() != count)
    return wrong(fmt::format("suggestion {} must have 1 to 256 chords and as many beats", suggestion.id));
  for (const double beats : suggestion.beats)
    if (!within(beats, 1.0 / 64, kMaxSuggestedBeats))
      return wrong(fmt::format("a chord of suggestion {} must last 1/64 to 1024 beats", suggestion.id));
  if (!std::all_of(suggestion.chords.begin(), suggestion.chords.end(), canBeWritten))
    return wrong(fmt::format("a chord of suggestion {} has no symbol", suggestion.id));
  if (!isSpelling(suggestion.key.tonic) || std::abs(theory::signatureOf(suggestion.key)) > 7)
    return wrong(fmt::format("the key of suggestion {} has over seven accidentals; respell it", suggestion.id));
  if (!isPlainText(suggestion.note, kMaxNameBytes))
    return wrong(fmt::format("the note of suggestion {} must be one line of at most 200 bytes", suggestion.id));
  if (!isOrigin(suggestion.origin)) return wrong(fmt::format("the origin of {} is not right", suggestion.id));
  return {};
}

Checked checkKeywords(const brief::KeywordChoices& keywords) {
  const auto isWord = [](const std::string& word) {
    return !word.empty() && isPlainText(word, brief::kMaxKeywordBytes);
  };
  bool fine = keywords.added.size() <= brief::kMaxChosenKeywords &&
              keywords.removed.size() <= brief::kMaxChosenKeywords &&
              keywords.pinned.size() <= brief::kMaxChosenKeywords;
  for (const auto& keyword : keywords.added)
    fine = fine && isWord(keyword.word) && within(keyword.weight, 0, 1) && keyword.evidence.empty() && !keyword.affect;
  for (const auto* list : {&keywords.removed, &keywords.pinned})
    fine = fine && std::all_of(list->begin(), list->end(), isWord);
  if (fine) return {};
  return wrong("keywords are at most 64 each to add, remove and pin; a word has 1 to 100 bytes, a weight is 0 to 1");
}

Checked checkChoices(const Song& song) {
  if (auto checked = checkMix(song); !checked) return checked;
  if (auto checked = checkKeywords(song.keywords); !checked) return checked;
  if (song.suggestions.size() > kMaxSuggestions) return wrong("the song keeps over 2048 suggestions; remove some");
  for (const KeptSuggestion& suggestion : song.suggestions) {
    if (auto checked = checkSuggestion(suggestion); !checked) return checked;
  }
  return {};
}

Checked checkHead(const Song& song) {
  if (song.schemaVersion != kSchemaVersion) return wrong("schemaVersion must be this program's own");
  if (!isPlainText(song.title, kMaxTitleBytes)) return wrong("the title must be one line of at most 500 bytes");
  if (song.capo < 0 || song.capo > 11) return wrong("the capo must be from 0 to 11");
  if (song.inspirations.size() > kMaxInspirations) return wrong("the song has too many inspirations");
  for (const brief::Inspiration& inspiration : song.inspirations) {
    if (inspiration.text.size() > brief::kMaxInspirationTextBytes ||
        findInvalidUtf8(inspiration.text) != std::string_view::npos) {
      return wrong("the text of an inspiration must be at most 64 KiB of UTF-8");
    }
    if (!within(inspiration.weight, 0, brief::kMaxInspirationWeight))
      return wrong("the weight of an inspiration must be from 0 to 10");
    if (!inspiration.partId.empty() && !isId(inspiration.partId))
      return wrong("the part of an inspiration must be named by its id");
  }
  return {};
}

}  // namespace

bool isId(std::string_view text) noexcept {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  return !text.empty() && text.size() <= kMaxIdBytes && std::all_of(text.begin(), text.end(), allowed);
}

std::uint64_t numberOfId(std::string_view id) noexcept {
  if (id.size() < 2 || id[0] < 'a' || id[0] > 'z' || id[1] < '1' || id[1] > '9') return 0;
  std::uint64_t number = 0;
  const auto [stop, error] = std::from_chars(id.data() + 1, id.data() + id.size(), number);
  return error == std::errc{} && stop == id.data() + id.size() ? number : 0;
}

Result<void> validate(const Song& song) {
  using Check = Checked (*)(const Song&);
  for (const Check check : {checkHead, checkTempoMap, checkMeterMap, checkKeyMap, checkIds, checkParts, checkChoices}) {
    if (auto checked = check(song); !checked) return checked;
  }
  return checkStyle(song.style);
}

}  // namespace amuse::song
