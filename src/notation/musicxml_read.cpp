#include <algorithm>
#include <cstring>
#include <optional>

#include <fmt/format.h>
#include <pugixml.hpp>

#include "base/text.h"
#include "notation/internal/flat_song.h"
#include "notation/internal/musicxml_measures.h"
#include "notation/musicxml.h"

namespace amuse::notation {
namespace {

using song::Song;
using song::Tick;
using Node = pugi::xml_node;

constexpr int kMaxXmlDepth = 64;

Result<void> checkDepth(const pugi::xml_document& document) {
  // Step by step, not recursively: a hostile file must not exhaust the stack.
  int depth = 0;
  for (Node node = document.first_child(); node;) {
    if (node.first_child()) {
      node = node.first_child();
      if (++depth > kMaxXmlDepth) return fail(ErrorCode::TooLarge, "the XML is nested too deep");
      continue;
    }
    while (node && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    if (node) node = node.next_sibling();
  }
  return {};
}

std::size_t countOf(const Node& part, const char* name, const char* inside) {
  std::size_t count = 0;
  for (const Node& measure : part.children("measure")) {
    for (const Node& child : measure.children(name)) count += inside == nullptr || child.child(inside) ? 1 : 0;
  }
  return count;
}

/// The part that has most of something; nothing when none has any.
std::optional<Node> partWithMost(const Node& score, const char* name, const char* inside) {
  std::optional<Node> best;
  std::size_t most = 0;
  for (const Node& part : score.children("part")) {
    const std::size_t count = countOf(part, name, inside);
    if (count > most) best = part;
    most = std::max(most, count);
  }
  return best;
}

/// A metre that has just this length, for measures that do not fill theirs or overflow it.
song::Meter meterOfLength(Tick length) {
  for (const int unit : {4, 8, 16, 2}) {
    const song::Meter beat{1, unit};
    if (length % beat.beatTicks() == 0 && length / beat.beatTicks() <= 32) {
      return {static_cast<int>(length / beat.beatTicks()), unit};
    }
  }
  const Tick sixteenths = (length + song::kTicksPerQuarter / 4 - 1) / (song::kTicksPerQuarter / 4);
  if (sixteenths <= 32) return {static_cast<int>(sixteenths), 16};
  return {static_cast<int>(std::min<Tick>(32, (length + song::kTicksPerQuarter - 1) / song::kTicksPerQuarter)), 4};
}

/// Lays measures end to end, as they are played.
class SheetReader {
 public:
  /// @param wordsAreLyrics  Whether texts below the staff are lines of words, as our own files have them.
  SheetReader(std::vector<XmlMeasure> chords, std::vector<XmlMeasure> melody, const std::vector<XmlMeasure>& head,
              bool wordsAreLyrics)
      : chords_(std::move(chords)), melody_(std::move(melody)), head_(head), wordsAreLyrics_(wordsAreLyrics) {}

  Result<void> read() {
    for (const XmlMeasure& measure : head_) {
      Holding holding = holding_.empty() ? Holding{} : holding_.back();
      if (measure.meter) holding.meter = *measure.meter;
      if (measure.key) holding.key = *measure.key;
      holding_.push_back(holding);
    }
    const auto order = playOrder(head_, kMaxWrittenBars + 1);
    if (order.size() > kMaxWrittenBars) return fail(ErrorCode::TooLarge, "the sheet has too many measures");
    hasRepeats_ = order.size() != head_.size();
    for (const PlayedMeasure& played : order) addMeasure(played);
    // Files may tell a chord before another that sounds earlier (offsets).
    std::stable_sort(flat.chords.begin(), flat.chords.end(),
                     [](const auto& a, const auto& b) { return a.start < b.start; });
    for (std::size_t i = 0; i < flat.chords.size(); ++i) {
      const Tick end = i + 1 < flat.chords.size() ? flat.chords[i + 1].start : now_;
      flat.chords[i].length = end - flat.chords[i].start;
    }
    flat.length = std::max<Tick>(now_, 1);
    return {};
  }

  FlatSong flat;

 private:
  /// Metre and key of a measure as written, for whichever way it is reached.
  struct Holding {
    song::Meter meter;
    theory::Key key;
  };

  void addMeasure(const PlayedMeasure& played) {
    const XmlMeasure& head = head_[played.index];
    meter_ = holding_[played.index].meter;
    const bool first = played.index == 0 && !begun_;
    begun_ = true;
    const Tick length = lengthOf(played.index, first);
    setMeter(first, length);
    const theory::Key key = holding_[played.index].key;
    if (key != flat.keyMap.back().key) flat.keyMap.push_back({std::max<Tick>(now_, 0), key});
    if (head.capo) flat.capo = *head.capo;
    for (const auto& [at, bpm] : head.tempos) flat.tempoMap.push_back({std::max<Tick>(now_ + at, 0), bpm});
    for (const std::string& mark : head.marks) flat.sections.push_back({std::max<Tick>(now_, 0), mark});
    addChords(played.index, length);
    addNotes(played, length);
    now_ += length;
  }

  [[nodiscard]] Tick filled(std::size_t index) const {
    Tick length = head_[index].length;
    if (index < melody_.size()) length = std::max(length, melody_[index].length);
    if (index < chords_.size()) length = std::max(length, chords_[index].length);
    return length;
  }

  /// Measures keep their metre's length unless they are a pickup, say that they are not whole, or hold more.
  Tick lengthOf(std::size_t index, bool first) {
    const Tick nominal = meter_.barTicks(), actual = filled(index);
    const bool isPickup = first && actual > 0 && actual < nominal;
    if (isPickup) {
      now_ = -actual;
      flat.leadIn = actual;
      return actual;
    }
    if (actual > nominal || (head_[index].implicit && actual > 0)) return meterOfLength(actual).barTicks();
    return nominal;
  }

  void setMeter(bool first, Tick length) {
    const bool isPickup = first && flat.leadIn > 0;
    const song::Meter meter = isPickup || length == meter_.barTicks() ? meter_ : meterOfLength(length);
    flat.meterMap.push_back({std::max<Tick>(now_, 0), meter});
  }

  void addChords(std::size_t index, Tick length) {
    if (index >= chords_.size()) return;
    for (const XmlHarmony& harmony : chords_[index].harmonies) {
      flat.chords.push_back({now_ + std::min(harmony.start, length - 1), 0, harmony.chord});
    }
  }

  void addNotes(const PlayedMeasure& played, Tick length) {
    if (played.index >= melody_.size()) return;
    for (const auto& [at, text] : melody_[played.index].words) {
      if (wordsAreLyrics_) flat.lyrics.push_back({now_ + std::min(at, length - 1), text, false});
    }
    for (const XmlNote& note : melody_[played.index].notes) {
      if (note.start >= length) continue;
      const Tick start = now_ + note.start, span = std::min(note.length, length - note.start);
      addLyrics(note, start, played.pass);
      if (note.rest) continue;
      const bool continues = note.tieStop && !flat.notes.empty() && tieOpen_ && flat.notes.back().end() == start &&
                             flat.notes.back().pitch == note.pitch;
      if (continues) {
        flat.notes.back().length += span;
      } else {
        flat.notes.push_back({start, span, note.pitch, note.velocity});
      }
      tieOpen_ = note.tieStart;
    }
  }

  /// In repeats, each pass has its own line of words, or the first one where it has none.
  void addLyrics(const XmlNote& note, Tick start, int pass) {
    const bool hasPass =
        std::any_of(note.lyrics.begin(), note.lyrics.end(), [&](const XmlLyric& l) { return l.number == pass; });
    for (const XmlLyric& lyric : note.lyrics) {
      if (hasRepeats_ && lyric.number != (hasPass ? pass : note.lyrics.front().number)) continue;
      flat.lyrics.push_back({start, lyric.text, !note.rest});
    }
  }

  std::vector<XmlMeasure> chords_, melody_;
  const std::vector<XmlMeasure>& head_;
  std::vector<Holding> holding_;
  song::Meter meter_;
  Tick now_ = 0;
  bool wordsAreLyrics_ = false, begun_ = false, tieOpen_ = false, hasRepeats_ = false;
};

std::vector<Diagnostic> remarksOn(const XmlPassedOver& passedOver) {
  std::vector<Diagnostic> remarks;
  const auto remark = [&](std::size_t count, const char* what) {
    if (count > 0) remarks.push_back({Severity::Warning, fmt::format("{} {}", count, what), std::nullopt});
  };
  remark(passedOver.harmonies, "chord symbols could not be read and are left out");
  remark(passedOver.voices, "notes of further voices are left out");
  remark(passedOver.jumps, "jumps (D.C., D.S., coda, fine) are not followed");
  return remarks;
}

bool isOurs(const Node& score) {
  return std::strcmp(score.child("identification").child("encoding").child_value("software"), "Amuse") == 0;
}

std::string titleOf(const Node& score) {
  const char* const work = score.child("work").child_value("work-title");
  return *work != '\0' ? work : score.child_value("movement-title");
}

Result<void> load(pugi::xml_document& document, std::string_view bytes) {
  if (bytes.size() > kMaxMusicXmlBytes)
    return fail(ErrorCode::TooLarge, "the file has more than 16 MB; give a shorter one");
  if (bytes.starts_with("PK\x03\x04")) {
    return fail(ErrorCode::Unsupported, "compressed files (.mxl) are not read; unpack it or save it as .musicxml");
  }
  const auto parsed = document.load_buffer(bytes.data(), bytes.size());
  if (!parsed) {
    const auto offset = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, parsed.offset));
    return fail(ErrorCode::Parse, fmt::format("not XML: {}", parsed.description()), std::min(offset, bytes.size()));
  }
  return checkDepth(document);
}

}  // namespace

Result<WithLosses<Song>> readMusicXml(std::string_view bytes) {
  pugi::xml_document document;
  if (auto loaded = load(document, bytes); !loaded) return tl::unexpected(loaded.error());
  if (document.child("score-timewise")) {
    return fail(ErrorCode::Unsupported, "timewise scores are not read; save the file as score-partwise");
  }
  const Node score = document.child("score-partwise");
  const Node first = score.child("part");
  if (!first.child("measure")) return fail(ErrorCode::Parse, "the XML holds no score-partwise with measures", 0);
  const Node chordPart = partWithMost(score, "harmony", nullptr).value_or(first);
  const Node melodyPart = partWithMost(score, "note", "lyric").value_or(chordPart);
  XmlPassedOver passedOver, ignored;
  const auto head = readMeasures(first, first == melodyPart ? ignored : passedOver);
  SheetReader sheet(readMeasures(chordPart, chordPart == melodyPart ? ignored : passedOver),
                    readMeasures(melodyPart, passedOver), head, isOurs(score));
  if (auto read = sheet.read(); !read) return tl::unexpected(read.error());
  sheet.flat.title = titleOf(score);
  return assemble(std::move(sheet.flat), remarksOn(passedOver));
}

}  // namespace amuse::notation
