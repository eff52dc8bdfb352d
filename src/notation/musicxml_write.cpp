#include <algorithm>
#include <map>
#include <sstream>

#include <fmt/format.h>
#include <pugixml.hpp>

#include "base/text.h"
#include "notation/internal/flat_song.h"
#include "notation/internal/musicxml_kinds.h"
#include "notation/internal/note_values.h"
#include "notation/musicxml.h"
#include "song/timeline.h"

namespace amuse::notation {
namespace {

using song::Tick;
using Node = pugi::xml_node;

constexpr Holds kXmlHolds{.melody = true,
                          .velocities = true,
                          .syllables = true,
                          .words = true,
                          .capo = true,
                          .sections = true,
                          .tempo = true,
                          .meter = true,
                          .key = true,
                          .tempoInsideBars = false,
                          .pickup = true};

Node add(Node parent, const char* name) { return parent.append_child(name); }
Node add(Node parent, const char* name, const std::string& text) {
  Node child = parent.append_child(name);
  child.text().set(text.c_str());
  return child;
}
Node add(Node parent, const char* name, Tick number) { return add(parent, name, std::to_string(number)); }

const char* stepOf(const theory::Spelling& note) {
  constexpr const char* kSteps[7] = {"C", "D", "E", "F", "G", "A", "B"};
  return kSteps[note.letter];
}

void addNoteName(Node parent, const char* stepName, const char* alterName, const theory::Spelling& note) {
  add(parent, stepName, std::string(stepOf(note)));
  if (note.accidental != 0) add(parent, alterName, Tick{note.accidental});
}

const char* changeName(DegreeChange change) {
  if (change == DegreeChange::Add) return "add";
  return change == DegreeChange::Alter ? "alter" : "subtract";
}

void addHarmony(Node measure, const theory::ChordSymbol& chord, Tick offset) {
  Node harmony = add(measure, "harmony");
  Node root = add(harmony, "root");
  addNoteName(root, "root-step", "root-alter", chord.root);
  const std::string suffix = chord.isNoChord() ? "N.C." : theory::toText(chord.quality);
  const XmlKind kind = chord.isNoChord() ? XmlKind{"none", {}} : kindOf(chord.quality);
  Node kindNode = add(harmony, "kind", kind.kind);
  kindNode.append_attribute("text").set_value(suffix.c_str());
  if (chord.isNoChord()) root.child("root-step").append_attribute("text").set_value("");
  if (chord.bass) addNoteName(add(harmony, "bass"), "bass-step", "bass-alter", *chord.bass);
  for (const KindDegree& degree : kind.degrees) {
    Node node = add(harmony, "degree");
    // The kind's text says it already.
    node.append_attribute("print-object").set_value("no");
    add(node, "degree-value", Tick{degree.number});
    add(node, "degree-alter", Tick{degree.alteration});
    add(node, "degree-type", std::string(changeName(degree.change)));
  }
  if (offset != 0) add(harmony, "offset", offset);
}

const char* xmlModeOf(theory::Mode mode) {
  using theory::Mode;
  switch (mode) {
    case Mode::Maj: return "major";
    case Mode::Min:
    case Mode::Hmin: return "minor";
    case Mode::Dor: return "dorian";
    case Mode::Phr:
    case Mode::Phdm: return "phrygian";
    case Mode::Lyd: return "lydian";
    case Mode::Mix: return "mixolydian";
    case Mode::Loc: return "locrian";
  }
  return "major";
}

/// The measures of a song and what stands where in them.
class SheetWriter {
 public:
  SheetWriter(const FlatSong& flat, const song::Song& song) : flat_(flat), song_(song) {
    // A chord ends where no other follows only by N.C.; before the first one there is nothing to end.
    chords_ = withoutGaps(flat.chords, flat.chords.empty() ? flat.length : flat.chords.front().start, flat.length);
  }

  void write(Node part) {
    int number = 0;
    if (flat_.leadIn > 0) writeMeasure(part, -flat_.leadIn, 0, number);
    for (Tick at = 0; at < flat_.length;) {
      const Tick end = at + song::meterAt(song_, at).barTicks();
      writeMeasure(part, at, end, ++number);
      at = end;
    }
  }

 private:
  /// Something that stands before a note: a chord or a line of words.
  struct Event {
    Tick at = 0;
    const FlatChord* chord = nullptr;
    const FlatLyric* words = nullptr;
  };

  void writeMeasure(Node part, Tick start, Tick end, int number) {
    measure_ = add(part, "measure");
    measure_.append_attribute("number").set_value(number);
    if (number == 0) measure_.append_attribute("implicit").set_value("yes");
    const bool first = part.first_child() == measure_;
    writeAttributes(start, end, first);
    collectEvents(start, end, first);
    writeNotes(start, end);
    writeEvents(end, end);
  }

  /// What changes within a bar stands at its beginning; a pickup says what the song begins with.
  template <typename Change>
  [[nodiscard]] const Change* changeIn(const std::vector<Change>& map, Tick start, Tick end, bool first) const {
    const Change* found = first ? &map.front() : nullptr;
    for (const Change& change : map) {
      const bool said = change.at == 0 && flat_.leadIn > 0;
      if (change.at >= start && change.at < end && !said) found = &change;
    }
    return found;
  }

  void writeAttributes(Tick start, Tick end, bool first) {
    const auto* key = changeIn(song_.keyMap, start, end, first);
    const auto* meter = changeIn(song_.meterMap, start, end, first);
    if (!first && key == nullptr && meter == nullptr) return;
    Node attributes = add(measure_, "attributes");
    if (first) add(attributes, "divisions", song::kTicksPerQuarter);
    if (key != nullptr) {
      Node node = add(attributes, "key");
      add(node, "fifths", Tick{theory::signatureOf(key->key)});
      add(node, "mode", std::string(xmlModeOf(key->key.mode)));
    }
    if (meter != nullptr) {
      Node node = add(attributes, "time");
      add(node, "beats", Tick{meter->meter.beats});
      add(node, "beat-type", Tick{meter->meter.unit});
    }
    if (!first) return;
    Node clef = add(attributes, "clef");
    add(clef, "sign", std::string("G"));
    add(clef, "line", Tick{2});
    if (flat_.capo > 0) add(add(attributes, "staff-details"), "capo", Tick{flat_.capo});
  }

  /// Chords, marks and loose lines of words of this measure by their tick, until a note lets them be written.
  void collectEvents(Tick start, Tick end, bool first) {
    if (const auto* tempo = changeIn(song_.tempoMap, start, end, first)) writeTempo(tempo->bpm);
    // The first part begins with its pickup, and its mark with it.
    if (start < 0) writeMark(flat_.sections.front().name);
    for (const FlatSection& section : startingWithin(flat_.sections, start, end)) {
      if (section.start > 0 || flat_.leadIn == 0) writeMark(section.name);
    }
    for (const FlatChord& chord : startingWithin(chords_, start, end))
      pending_.push_back({chord.start, &chord, nullptr});
    for (const FlatLyric& lyric : startingWithin(flat_.lyrics, start, end)) {
      if (!lyric.onNote) pending_.push_back({lyric.start, nullptr, &lyric});
    }
    std::stable_sort(pending_.begin(), pending_.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  }

  void writeTempo(double bpm) {
    Node direction = add(measure_, "direction");
    direction.append_attribute("placement").set_value("above");
    Node metronome = add(add(direction, "direction-type"), "metronome");
    add(metronome, "beat-unit", std::string("quarter"));
    add(metronome, "per-minute", fmt::format("{}", bpm));
    add(direction, "sound").append_attribute("tempo").set_value(fmt::format("{}", bpm).c_str());
  }

  void writeMark(const std::string& name) {
    Node direction = add(measure_, "direction");
    direction.append_attribute("placement").set_value("above");
    add(add(direction, "direction-type"), "rehearsal", name);
  }

  /// Writes what comes before `until`, told from the place `at` where the next note begins.
  void writeEvents(Tick at, Tick until) {
    auto event = pending_.begin();
    for (; event != pending_.end() && (event->at < until || event->at <= at); ++event) {
      if (event->chord != nullptr) addHarmony(measure_, event->chord->symbol, event->at - at);
      if (event->words != nullptr) writeWords(event->words->text, event->at - at);
    }
    pending_.erase(pending_.begin(), event);
  }

  /// A line of words without notes stands below the staff.
  void writeWords(const std::string& text, Tick offset) {
    Node direction = add(measure_, "direction");
    direction.append_attribute("placement").set_value("below");
    add(add(direction, "direction-type"), "words", text);
    if (offset != 0) add(direction, "offset", offset);
  }

  void writeNotes(Tick start, Tick end) {
    Tick at = start;
    // A note from the measure before may still sound.
    while (nextNote_ < flat_.notes.size() && flat_.notes[nextNote_].start < end) {
      const FlatNote& note = flat_.notes[nextNote_];
      writeRest(at, std::max(at, note.start), start, end);
      const Tick from = std::max(note.start, start), to = std::min(note.end(), end);
      writeEvents(from, to);
      writeNote(note, from, to);
      at = to;
      if (note.end() > end) return;
      ++nextNote_;
    }
    writeRest(at, end, start, end);
  }

  /// Rests, cut where chords begin.
  void writeRest(Tick from, Tick to, Tick measureStart, Tick measureEnd) {
    const auto isChordInside = [&](const Event& event) {
      return event.chord != nullptr && event.at > from && event.at < to;
    };
    while (from < to) {
      const auto inside = std::find_if(pending_.begin(), pending_.end(), isChordInside);
      const Tick next = inside == pending_.end() ? to : inside->at;
      writeEvents(from, next);
      writeRestValues(from, next, from == measureStart && next == measureEnd);
      from = next;
    }
  }

  void writeRestValues(Tick from, Tick to, bool wholeMeasure) {
    if (wholeMeasure) {
      Node note = add(measure_, "note");
      add(note, "rest").append_attribute("measure").set_value("yes");
      add(note, "duration", to - from);
      add(note, "voice", Tick{1});
      return;
    }
    for (const NoteValue& value : noteValuesOf(to - from)) {
      Node note = add(measure_, "note");
      add(note, "rest");
      addValue(note, value);
    }
  }

  void writeNote(const FlatNote& note, Tick from, Tick to) {
    const theory::Spelling name = theory::spell(theory::toPitchClass(note.pitch), song::keyAt(song_, from));
    for (const NoteValue& value : noteValuesOf(to - from)) {
      Node node = add(measure_, "note");
      node.append_attribute("dynamics").set_value(fmt::format("{:.2f}", note.velocity / 0.9).c_str());
      Node pitch = add(node, "pitch");
      addNoteName(pitch, "step", "alter", name);
      add(pitch, "octave", Tick{(note.pitch - name.accidental) / 12 - 1});
      const bool tieStop = from > note.start, tieStart = from + value.ticks < note.end();
      addValue(node, value, tieStop, tieStart);
      if (!tieStop) addLyrics(node, from);
      from += value.ticks;
    }
  }

  void addValue(Node note, const NoteValue& value, bool tieStop = false, bool tieStart = false) {
    add(note, "duration", value.ticks);
    if (tieStop) add(note, "tie").append_attribute("type").set_value("stop");
    if (tieStart) add(note, "tie").append_attribute("type").set_value("start");
    add(note, "voice", Tick{1});
    if (!value.type.empty()) add(note, "type", std::string(value.type));
    for (int i = 0; i < value.dots; ++i) add(note, "dot");
    if (value.triplet) {
      Node modification = add(note, "time-modification");
      add(modification, "actual-notes", Tick{3});
      add(modification, "normal-notes", Tick{2});
    }
    if (!tieStop && !tieStart) return;
    Node notations = add(note, "notations");
    if (tieStop) add(notations, "tied").append_attribute("type").set_value("stop");
    if (tieStart) add(notations, "tied").append_attribute("type").set_value("start");
  }

  void addLyrics(Node note, Tick at) {
    int number = 0;
    for (const FlatLyric& lyric : startingWithin(flat_.lyrics, at, at + 1)) {
      if (!lyric.onNote) continue;
      Node node = add(note, "lyric");
      node.append_attribute("number").set_value(++number);
      const bool goesOn = lyric.text.size() > 1 && lyric.text.ends_with('-');
      const bool before = wordOpen_[number];
      wordOpen_[number] = goesOn;
      add(node, "syllabic", std::string(goesOn ? (before ? "middle" : "begin") : (before ? "end" : "single")));
      add(node, "text", goesOn ? lyric.text.substr(0, lyric.text.size() - 1) : lyric.text);
    }
  }

  const FlatSong& flat_;
  const song::Song& song_;
  std::vector<FlatChord> chords_;
  Node measure_;
  std::vector<Event> pending_;
  std::size_t nextNote_ = 0;
  std::map<int, bool> wordOpen_;  ///< By lyric number: the syllable before was not its word's last.
};

}  // namespace

Result<WithLosses<std::string>> writeMusicXml(const song::Song& song) {
  const auto flat = flatten(song);
  if (!flat) return tl::unexpected(flat.error());
  std::vector<Diagnostic> losses = lossesOf(song, kXmlHolds);
  pugi::xml_document document;
  Node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version").set_value("1.0");
  declaration.append_attribute("encoding").set_value("UTF-8");
  document.append_child(pugi::node_doctype)
      .set_value(
          "score-partwise PUBLIC \"-//Recordare//DTD MusicXML 4.0 Partwise//EN\" "
          "\"http://www.musicxml.org/dtds/partwise.dtd\"");
  Node score = document.append_child("score-partwise");
  score.append_attribute("version").set_value("4.0");
  add(add(score, "work"), "work-title", flat->title);
  add(add(add(score, "identification"), "encoding"), "software", std::string("Amuse"));
  Node scorePart = add(add(score, "part-list"), "score-part");
  scorePart.append_attribute("id").set_value("P1");
  add(scorePart, "part-name", std::string("Lead"));
  Node part = add(score, "part");
  part.append_attribute("id").set_value("P1");
  SheetWriter(*flat, song).write(part);
  std::ostringstream out;
  document.save(out, " ", pugi::format_default, pugi::encoding_utf8);
  return WithLosses<std::string>{out.str(), std::move(losses)};
}

}  // namespace amuse::notation
