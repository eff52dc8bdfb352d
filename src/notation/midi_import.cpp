#include "notation/midi_import.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <span>

#include "base/text.h"
#include "notation/chord_finder.h"
#include "notation/midi_score.h"
#include "song/song_builder.h"
#include "song/timeline.h"
#include "song/validate.h"

namespace amuse::notation {
namespace {

using song::Tick;

/// A chord of the played song.
struct NamedChord {
  Tick start = 0, length = 0;
  theory::ChordSymbol symbol;
};

struct Section {
  Tick start = 0;
  std::string name;
};

/// "[Verse]" -> "Verse"; nothing for text without brackets.
std::optional<std::string> bracketed(const std::string& text) {
  if (text.size() < 3 || text.front() != '[' || text.back() != ']') return std::nullopt;
  return std::string(trim(std::string_view(text).substr(1, text.size() - 2)));
}

/// Rehearsal letters look like chords: A, B, C ... in order, each new one the next letter.
bool areRehearsalLetters(std::span<const ScoreText> texts) {
  char next = 'A';
  for (const auto& text : texts) {
    if (text.text.size() != 1 || text.text[0] < 'A' || text.text[0] > next) return false;
    if (text.text[0] == next) ++next;
  }
  return next > 'B';
}

/// What the texts of one kind say: chord names, if nearly all are; the rest names parts.
struct TextReading {
  std::vector<std::pair<Tick, theory::ChordSymbol>> chords;
  std::vector<Section> sections;
};

TextReading readTexts(const MidiScore& score, int metaType) {
  std::vector<ScoreText> plain;
  TextReading reading;
  for (const auto& text : score.texts) {
    if (text.metaType != metaType || text.text.empty()) continue;
    if (auto name = bracketed(text.text)) {
      reading.sections.push_back({text.at, *name});
    } else {
      plain.push_back(text);
    }
  }
  const bool letters = areRehearsalLetters(plain);
  std::vector<Section> others;
  for (const auto& text : plain) {
    const auto chord = theory::parseAnyChord(text.text);
    if (chord && !letters) {
      reading.chords.emplace_back(text.at, *chord);
    } else {
      others.push_back({text.at, text.text});
    }
  }
  // A lyric "A" or a remark "Am" makes no lead sheet: loose texts count only where hardly anything else is written.
  const bool isMarker = metaType == midi_meta::kMarker || metaType == midi_meta::kCuePoint;
  const std::size_t total = plain.size();
  const bool enough = isMarker ? !reading.chords.empty() && 10 * reading.chords.size() >= 4 * total
                               : reading.chords.size() >= 4 && 10 * reading.chords.size() >= 9 * total;
  if (!enough) reading.chords.clear();
  if (isMarker) reading.sections.insert(reading.sections.end(), others.begin(), others.end());
  return reading;
}

std::vector<NamedChord> chordsOfNames(const std::vector<std::pair<Tick, theory::ChordSymbol>>& names, Tick end) {
  std::map<Tick, theory::ChordSymbol> byTick;
  for (const auto& [at, chord] : names) {
    if (at < end) byTick.insert_or_assign(std::max<Tick>(at, 0), chord);
  }
  std::vector<NamedChord> chords;
  for (auto name = byTick.begin(); name != byTick.end(); ++name) {
    const Tick next = std::next(name) == byTick.end() ? end : std::next(name)->first;
    chords.push_back({name->first, next - name->first, name->second});
  }
  return chords;
}

std::vector<NamedChord> chordsOfNotes(const MidiScore& score, std::optional<std::size_t> melody) {
  std::vector<NamedChord> chords;
  for (const auto& found : findChords(score, melody)) {
    if (!found.chord) continue;
    auto key = score.keyMap.front().key;
    for (const auto& change : score.keyMap) {
      if (change.at <= found.start) key = change.key;
    }
    auto chord = *found.chord;
    chord.root = theory::toPitchClass(chord.root - key.tonic.pitchClass());
    chords.push_back({found.start, found.length, theory::toSymbol(chord, key)});
  }
  return chords;
}

bool namesOneOf(const std::string& name, std::initializer_list<const char*> words) {
  const std::string lower = toLower(name);
  return std::any_of(words.begin(), words.end(),
                     [&](const char* word) { return lower.find(word) != std::string::npos; });
}

bool isNamedMelody(const std::string& name) {
  return namesOneOf(name, {"melody", "vocal", "voice", "lead", "topline", "singer"});
}

/// Tracks that carry chords, also when they break them into single notes.
bool isNamedAccompaniment(const std::string& name) {
  return namesOneOf(name,
                    {"chord", "key", "piano", "guitar", "pad", "bass", "string", "arp", "organ", "synth", "comp"});
}

/// True when the voice sounds one note at a time, but for slight overlaps.
bool isSingleLine(const ScoreVoice& voice) {
  std::size_t overlaps = 0;
  for (std::size_t i = 1; i < voice.notes.size(); ++i) {
    const auto& before = voice.notes[i - 1];
    const Tick slack = song::kTicksPerQuarter / 8;
    if (voice.notes[i].start + slack < before.start + before.length) ++overlaps;
  }
  return 20 * overlaps <= voice.notes.size();
}

double meanPitch(const ScoreVoice& voice) {
  double sum = 0;
  for (const auto& note : voice.notes) sum += note.pitch;
  return sum / static_cast<double>(voice.notes.size());
}

/// The voice that carries the tune.
std::optional<std::size_t> findMelody(const MidiScore& score) {
  constexpr std::size_t kFewestNotes = 8;
  constexpr double kLowestMeanPitch = 60;
  std::optional<std::size_t> best;
  double highest = kLowestMeanPitch;
  std::size_t pitched = 0;
  for (std::size_t i = 0; i < score.voices.size(); ++i) {
    const auto& voice = score.voices[i];
    if (voice.isPercussion()) continue;
    if (isNamedMelody(voice.name)) return i;
    ++pitched;
    const double mean = meanPitch(voice);
    if (isNamedAccompaniment(voice.name)) continue;
    if (voice.notes.size() >= kFewestNotes && isSingleLine(voice) && mean > highest) {
      best = i;
      highest = mean;
    }
  }
  // A lone line may be anything; above an accompaniment it is the tune.
  return pitched >= 2 ? best : std::nullopt;
}

/// The sections on bar lines, in order, the first at 0, none twice on one line.
std::vector<Section> placeSections(const std::vector<Section>& named, const std::vector<Tick>& barLines) {
  std::map<Tick, std::string> byLine;
  for (const auto& section : named) {
    auto line = std::lower_bound(barLines.begin(), barLines.end(), section.start);
    if (line == barLines.end()) continue;
    if (line != barLines.begin() && section.start - *std::prev(line) < *line - section.start) --line;
    if (*line < barLines.back()) byLine.insert_or_assign(*line, section.name);
  }
  if (!byLine.contains(0)) byLine.emplace(0, byLine.empty() ? "A" : "Intro");
  std::vector<Section> placed;
  placed.reserve(byLine.size());
  for (auto& [start, name] : byLine) placed.push_back({start, name.empty() ? "Part" : name});
  return placed;
}

/// Parts longer than a song's part may be are cut.
std::vector<Section> cutLongSections(std::vector<Section> sections, const std::vector<Tick>& barLines) {
  std::vector<Section> cut;
  std::size_t bar = 0;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const Tick end = i + 1 < sections.size() ? sections[i + 1].start : barLines.back();
    int bars = 0;
    for (; barLines[bar] < end; ++bar, ++bars) {
      if (bars % song::kMaxBars == 0) cut.push_back({barLines[bar], sections[i].name});
    }
  }
  return cut;
}

/// Builds the song's parts one after the other.
class SongAssembler {
 public:
  SongAssembler(const MidiScore& score, std::vector<NamedChord> chords, std::optional<std::size_t> melody)
      : score_(score), chords_(std::move(chords)), melody_(melody) {
    song_ = song::makeEmptySong(score.title);
    song_.tempoMap = score.tempoMap;
    song_.meterMap = score.meterMap;
    song_.keyMap = score.keyMap;
  }

  Result<song::Song> assemble(const std::vector<Section>& sections) {
    for (std::size_t i = 0; i < sections.size(); ++i) {
      const Tick end = i + 1 < sections.size() ? sections[i + 1].start : score_.barLines.back();
      addPart(sections[i], end);
    }
    if (auto valid = song::validate(song_); !valid) {
      return fail(ErrorCode::TooLarge, "the MIDI file does not fit a song: " + valid.error().message);
    }
    return std::move(song_);
  }

 private:
  void addPart(const Section& section, Tick end) {
    const auto before = song_.nextId;
    const std::size_t index = song::addPart(song_, section.name, barsBetween(section.start, end));
    for (const auto& chord : chords_) {
      const Tick from = std::max(chord.start, section.start), to = std::min(chord.start + chord.length, end);
      if (to > from) song::addChord(song_, index, from - section.start, to - from, chord.symbol);
    }
    addMelody(song_.parts[index], section.start, end);
    if (const auto* same = findSame(index, section.start)) {
      song_.order.back() = same->id;
      song_.parts.pop_back();
      song_.nextId = before;
    }
    starts_.emplace(song_.order.back(), section.start);
  }

  void addMelody(song::Part& part, Tick start, Tick end) {
    if (!melody_) return;
    for (const auto& note : score_.voices[*melody_].notes) {
      if (note.start < start || note.start >= end) continue;
      const Tick at = note.start - start;
      if (!part.melody.empty()) {
        auto& last = part.melody.back();
        if (last.start == at) continue;  // A melody is one line: of two notes at once the first is kept.
        last.length = std::min(last.length, at - last.start);
      }
      part.melody.push_back({song::takeId(song_, 'n'), at, std::min(note.length, end - note.start), note.pitch,
                             std::max(note.velocity, 1)});
    }
  }

  [[nodiscard]] int barsBetween(Tick start, Tick end) const {
    const auto& lines = score_.barLines;
    return static_cast<int>(std::lower_bound(lines.begin(), lines.end(), end) -
                            std::lower_bound(lines.begin(), lines.end(), start));
  }

  /// An earlier part that is the new one but for its ids, and is played in the same metres.
  [[nodiscard]] const song::Part* findSame(std::size_t index, Tick start) const {
    const auto& part = song_.parts[index];
    for (std::size_t i = 0; i < index; ++i) {
      const auto& other = song_.parts[i];
      const bool same = other.name == part.name && other.bars == part.bars &&
                        std::equal(other.chords.begin(), other.chords.end(), part.chords.begin(), part.chords.end(),
                                   [](const auto& a, const auto& b) {
                                     return a.start == b.start && a.length == b.length && a.symbol == b.symbol;
                                   }) &&
                        std::equal(other.melody.begin(), other.melody.end(), part.melody.begin(), part.melody.end(),
                                   [](const auto& a, const auto& b) {
                                     return a.start == b.start && a.length == b.length && a.pitch == b.pitch;
                                   });
      if (same && haveSameBars(starts_.at(other.id), start, part.bars)) return &other;
    }
    return nullptr;
  }

  [[nodiscard]] bool haveSameBars(Tick first, Tick second, int bars) const {
    for (int bar = 0; bar < bars; ++bar) {
      const Tick a = first + lineAfter(first, bar), b = second + lineAfter(second, bar);
      if (lineAfter(first, bar + 1) != lineAfter(second, bar + 1)) return false;
      if (song::meterAt(song_, a) != song::meterAt(song_, b)) return false;
    }
    return true;
  }
  /// Ticks from a bar line to the one `bars` on.
  [[nodiscard]] Tick lineAfter(Tick start, int bars) const {
    const auto line = std::lower_bound(score_.barLines.begin(), score_.barLines.end(), start);
    return *(line + bars) - start;
  }

  const MidiScore& score_;
  std::vector<NamedChord> chords_;
  std::optional<std::size_t> melody_;
  song::Song song_;
  std::map<song::Id, Tick> starts_;
};

}  // namespace

Result<MidiImport> importMidi(std::string_view bytes) {
  const auto file = parseMidiFile(bytes);
  if (!file) return tl::unexpected(file.error());
  auto score = readScore(*file);
  if (!score) return tl::unexpected(score.error());
  std::vector<std::string> remarks = std::move(score->remarks);
  if (score->keyMap.empty()) {
    score->keyMap = {{0, estimateKey(*score)}};
    remarks.push_back("The file names no key; " + theory::toText(score->keyMap.front().key) + " fits its notes best.");
  }
  const auto melody = findMelody(*score);

  TextReading reading = readTexts(*score, midi_meta::kMarker);
  for (const int type : {midi_meta::kCuePoint, midi_meta::kText, midi_meta::kLyric}) {
    auto more = readTexts(*score, type);
    if (reading.chords.empty()) reading.chords = std::move(more.chords);
    if (reading.sections.empty()) reading.sections = std::move(more.sections);
  }
  std::vector<NamedChord> chords;
  if (!reading.chords.empty()) {
    chords = chordsOfNames(reading.chords, score->barLines.back());
  } else {
    chords = chordsOfNotes(*score, melody);
    remarks.push_back("The file has no chord names; the chords were found in its notes.");
  }
  const auto sections = cutLongSections(placeSections(reading.sections, score->barLines), score->barLines);
  auto song = SongAssembler(*score, std::move(chords), melody).assemble(sections);
  if (!song) return tl::unexpected(song.error());
  return MidiImport{std::move(*song), std::move(remarks)};
}

}  // namespace amuse::notation
