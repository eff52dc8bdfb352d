#include "notation/midi_import.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <span>

#include "base/text.h"
#include "notation/chord_finder.h"
#include "notation/internal/flat_song.h"
#include "notation/midi_score.h"
#include "song/timeline.h"
#include "song/validate.h"

namespace amuse::notation {
namespace {

using song::Tick;

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
  std::vector<FlatSection> sections;
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
  std::vector<FlatSection> others;
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

std::vector<FlatChord> chordsOfNames(const std::vector<std::pair<Tick, theory::ChordSymbol>>& names, Tick end) {
  std::map<Tick, theory::ChordSymbol> byTick;
  for (const auto& [at, chord] : names) {
    if (at < end) byTick.insert_or_assign(std::max<Tick>(at, 0), chord);
  }
  std::vector<FlatChord> chords;
  for (auto name = byTick.begin(); name != byTick.end(); ++name) {
    const Tick next = std::next(name) == byTick.end() ? end : std::next(name)->first;
    chords.push_back({name->first, next - name->first, name->second});
  }
  return chords;
}

std::vector<FlatChord> chordsOfNotes(const MidiScore& score, std::optional<std::size_t> melody) {
  std::vector<FlatChord> chords;
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

/// The sections on bar lines, in order, the first on the first line, none twice on one line.
std::vector<FlatSection> placeSections(const std::vector<FlatSection>& named, std::span<const Tick> barLines) {
  std::map<Tick, std::string> byLine;
  for (const auto& section : named) {
    auto line = std::lower_bound(barLines.begin(), barLines.end(), section.start);
    if (line == barLines.end()) continue;
    if (line != barLines.begin() && section.start - *std::prev(line) < *line - section.start) --line;
    if (*line < barLines.back()) byLine.insert_or_assign(*line, section.name);
  }
  if (!byLine.contains(barLines.front())) byLine.emplace(barLines.front(), byLine.empty() ? "A" : "Intro");
  std::vector<FlatSection> placed;
  placed.reserve(byLine.size());
  for (auto& [start, name] : byLine) placed.push_back({start, name.empty() ? "Part" : name});
  return placed;
}

/// The first bar as an upbeat: no part begins with it, its metre lasts for it alone, and a longer one follows.
Tick leadInOf(const MidiScore& score, const std::vector<FlatSection>& named) {
  const auto& meters = score.meterMap;
  const bool isNamed = std::any_of(named.begin(), named.end(), [](const auto& section) { return section.start <= 0; });
  const bool isUpbeat = !isNamed && meters.size() > 1 && meters[0].meter.barTicks() < meters[1].meter.barTicks() &&
                        meters[1].at == meters[0].meter.barTicks();
  return isUpbeat ? meters[1].at : 0;
}

/// The map as it runs from a later tick on.
template <typename Change>
std::vector<Change> from(Tick start, const std::vector<Change>& map) {
  std::vector<Change> later;
  for (Change change : map) {
    change.at = std::max<Tick>(0, change.at - start);
    if (!later.empty() && later.back().at == change.at) later.pop_back();
    later.push_back(change);
  }
  return later;
}

/// The tune's notes: it is one line, so of two at once the first is kept, and a note ends where the next begins.
std::vector<FlatNote> tuneOf(const ScoreVoice& voice, Tick leadIn) {
  std::vector<FlatNote> notes;
  for (const auto& note : voice.notes) {
    const Tick at = note.start - leadIn;
    if (!notes.empty() && notes.back().start == at) continue;
    notes.push_back({at, note.length, note.pitch, std::max(note.velocity, 1)});
  }
  return notes;
}

/// Lyrics: syllables where a note of the tune begins; what the conductor's track says, and what falls between, are
/// lines.
std::vector<FlatLyric> wordsOf(const MidiScore& score, const std::vector<FlatNote>& tune, Tick leadIn) {
  std::vector<FlatLyric> words;
  for (const auto& text : score.texts) {
    if (text.metaType != midi_meta::kLyric || text.text.empty()) continue;
    const Tick at = text.at - leadIn;
    words.push_back({at, text.text, !text.isApart && !startingWithin(tune, at, at + 1).empty()});
  }
  return words;
}

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
  bool sings = true;  // Lyrics may be chord names.
  for (const int type : {midi_meta::kCuePoint, midi_meta::kText, midi_meta::kLyric}) {
    auto more = readTexts(*score, type);
    if (type == midi_meta::kLyric) sings = more.chords.empty();
    if (reading.chords.empty()) reading.chords = std::move(more.chords);
    if (reading.sections.empty()) reading.sections = std::move(more.sections);
  }
  std::vector<FlatChord> chords;
  if (!reading.chords.empty()) {
    chords = chordsOfNames(reading.chords, score->barLines.back());
  } else {
    chords = chordsOfNotes(*score, melody);
    remarks.push_back("The file has no chord names; the chords were found in its notes.");
  }
  const Tick leadIn = leadInOf(*score, reading.sections);
  FlatSong flat;
  flat.title = score->title;
  flat.tempoMap = from(leadIn, score->tempoMap);
  flat.meterMap = from(leadIn, score->meterMap);
  flat.keyMap = from(leadIn, score->keyMap);
  flat.leadIn = leadIn;
  flat.length = score->barLines.back() - leadIn;
  const auto barLines = std::span<const Tick>(score->barLines).subspan(leadIn > 0 ? 1 : 0);
  for (auto& section : placeSections(reading.sections, barLines))
    flat.sections.push_back({section.start - leadIn, std::move(section.name)});
  for (const auto& chord : chords) flat.chords.push_back({chord.start - leadIn, chord.length, chord.symbol});
  if (melody) flat.notes = tuneOf(score->voices[*melody], leadIn);
  if (sings) flat.lyrics = wordsOf(*score, flat.notes, leadIn);
  auto song = assemble(std::move(flat));
  if (!song) return tl::unexpected(song.error());
  return MidiImport{std::move(song->value), std::move(remarks)};
}

}  // namespace amuse::notation
