#include "notation/internal/musicxml_measures.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/text.h"
#include "notation/internal/flat_song.h"
#include "notation/internal/musicxml_kinds.h"
#include "song/validate.h"

namespace amuse::notation {
namespace {

using song::Tick;
using Node = pugi::xml_node;

constexpr double kMostDivisions = 1e6;
constexpr Tick kLongestMeasure = Tick{64} * 4 * song::kTicksPerQuarter;

bool is(const Node& node, const char* name) { return std::strcmp(node.name(), name) == 0; }

int letterOf(std::string_view step) {
  constexpr std::string_view kLetters = "CDEFGAB";
  const std::size_t letter = step.size() == 1 ? kLetters.find(step[0]) : std::string_view::npos;
  return letter == std::string_view::npos ? -1 : static_cast<int>(letter);
}

/// A note's name from <step> and <alter>, whatever they are called here.
std::optional<theory::Spelling> readName(const Node& node, const char* step, const char* alter) {
  const int letter = letterOf(trim(node.child_value(step)));
  const double accidental = node.child(alter).text().as_double(0);
  if (letter < 0 || !(std::abs(accidental) <= 2)) return std::nullopt;
  return theory::Spelling{letter, static_cast<int>(std::lround(accidental))};
}

std::vector<KindDegree> readDegrees(const Node& harmony) {
  std::vector<KindDegree> degrees;
  for (const Node& node : harmony.children("degree")) {
    const std::string_view type = trim(node.child_value("degree-type"));
    const DegreeChange change = type == "alter"      ? DegreeChange::Alter
                                : type == "subtract" ? DegreeChange::Subtract
                                                     : DegreeChange::Add;
    degrees.push_back(
        {change, node.child("degree-value").text().as_int(0), node.child("degree-alter").text().as_int(0)});
  }
  return degrees;
}

std::optional<theory::ChordSymbol> readHarmony(const Node& harmony) {
  const Node kind = harmony.child("kind");
  const std::string_view kindName = trim(kind.child_value());
  if (kindName == "none") return theory::noChord();
  const auto root = readName(harmony.child("root"), "root-step", "root-alter");
  if (!root) return std::nullopt;
  theory::ChordSymbol chord;
  if (const auto quality = qualityOfKind(kindName, readDegrees(harmony))) {
    chord = {*root, *quality, std::nullopt};
  } else {
    // A kind we do not know may still be written the way people write it.
    const std::string_view text = kind.attribute("text").value();
    if (text.empty()) return std::nullopt;
    const auto parsed = theory::parseChordSymbol(theory::toText(*root) + std::string(text));
    if (!parsed || parsed->isNoChord()) return std::nullopt;
    chord = *parsed;
  }
  if (const auto bass = readName(harmony.child("bass"), "bass-step", "bass-alter"); bass && *bass != chord.root) {
    chord.bass = bass;
  }
  return chord;
}

theory::Mode modeOf(std::string_view name) {
  using theory::Mode;
  constexpr std::pair<std::string_view, Mode> kModeNames[] = {
      {"minor", Mode::Min},  {"aeolian", Mode::Min},    {"dorian", Mode::Dor}, {"phrygian", Mode::Phr},
      {"lydian", Mode::Lyd}, {"mixolydian", Mode::Mix}, {"locrian", Mode::Loc}};
  for (const auto& [text, mode] : kModeNames) {
    if (name == text) return mode;
  }
  return Mode::Maj;
}

/// The key with this signature: the tonic lies on the circle of fifths where the mode's own shift puts it.
std::optional<theory::Key> readXmlKey(const Node& node) {
  if (!node.child("fifths")) return std::nullopt;
  const int fifths = node.child("fifths").text().as_int(0);
  const theory::Mode mode = modeOf(toLower(trim(node.child_value("mode"))));
  if (std::abs(fifths) > 7) return std::nullopt;
  constexpr int kLettersByFifths[7] = {3, 0, 4, 1, 5, 2, 6};            // F C G D A E B
  const int place = fifths - theory::factsOf(mode).signatureShift + 1;  // F is 0, C is 1.
  const int turns = (place - (((place % 7) + 7) % 7)) / 7;
  return theory::Key{{kLettersByFifths[((place % 7) + 7) % 7], turns}, mode};
}

std::optional<song::Meter> readTime(const Node& node) {
  int beats = 0;
  for (const std::string_view term : split(node.child_value("beats"), '+')) {
    beats += std::clamp(std::atoi(std::string(trim(term)).c_str()), 0, 1000);
  }
  const auto meter = song::parseMeter(std::to_string(beats) + "/" + std::string(trim(node.child_value("beat-type"))));
  return meter ? std::optional(*meter) : std::nullopt;
}

/// Quarter notes a minute of a direction.
std::optional<double> readTempo(const Node& direction) {
  if (const auto tempo = direction.child("sound").attribute("tempo")) {
    const double bpm = tempo.as_double(0);
    if (bpm >= song::kMinTempoBpm && bpm <= song::kMaxTempoBpm) return bpm;
  }
  const Node metronome = direction.child("direction-type").child("metronome");
  const double perMinute = metronome.child("per-minute").text().as_double(0);
  constexpr std::pair<const char*, double> kUnits[] = {
      {"whole", 4}, {"half", 2}, {"quarter", 1}, {"eighth", 0.5}, {"16th", 0.25}};
  for (const auto& [unit, quarters] : kUnits) {
    if (trim(metronome.child_value("beat-unit")) != unit) continue;
    const double bpm = perMinute * quarters * (metronome.child("beat-unit-dot") ? 1.5 : 1);
    if (bpm >= song::kMinTempoBpm && bpm <= song::kMaxTempoBpm) return bpm;
  }
  return std::nullopt;
}

std::set<int> readEndingNumbers(const char* text) {
  std::set<int> numbers;
  for (const std::string_view piece : split(text, ',')) {
    const int number = std::atoi(std::string(trim(piece)).c_str());
    if (number >= 1 && number <= 20) numbers.insert(number);
  }
  return numbers;
}

/// Reads the measures of one part, keeping what carries over: divisions, the voice, open endings.
class MeasureReader {
 public:
  explicit MeasureReader(XmlPassedOver& passedOver) : passedOver_(passedOver) {}

  XmlMeasure read(const Node& node) {
    measure_ = {};
    measure_.implicit = std::strcmp(node.attribute("implicit").value(), "yes") == 0;
    cursor_ = end_ = noteStart_ = 0;
    for (const Node& child : node.children()) readChild(child);
    measure_.length = std::min(ticksAt(end_), kLongestMeasure);
    if (!endingOpen_.empty()) measure_.ending = endingOpen_;
    if (endingStops_) endingOpen_.clear();
    endingStops_ = false;
    return std::move(measure_);
  }

 private:
  [[nodiscard]] Tick ticksAt(double divisions) const {
    const double ticks = divisions * static_cast<double>(song::kTicksPerQuarter) / divisions_;
    return std::clamp<Tick>(static_cast<Tick>(std::llround(std::clamp(ticks, 0.0, 1e9))), 0, kLongestMeasure);
  }

  void readChild(const Node& node) {
    if (is(node, "note")) {
      readNote(node);
    } else if (is(node, "backup")) {
      cursor_ = std::max(0.0, cursor_ - node.child("duration").text().as_double(0));
    } else if (is(node, "forward")) {
      advance(node.child("duration").text().as_double(0));
    } else if (is(node, "attributes")) {
      readAttributes(node);
    } else if (is(node, "harmony")) {
      addHarmony(node);
    } else if (is(node, "direction")) {
      readDirection(node);
    } else if (is(node, "sound")) {
      noteJump(node);
    } else if (is(node, "barline")) {
      readBarline(node);
    }
  }

  void advance(double divisions) {
    if (!(divisions > 0 && divisions < 1e9)) return;
    cursor_ += divisions;
    end_ = std::max(end_, cursor_);
  }

  void readAttributes(const Node& node) {
    const double divisions = node.child("divisions").text().as_double(0);
    if (divisions > 0 && divisions <= kMostDivisions) divisions_ = divisions;
    if (const auto key = readXmlKey(node.child("key"))) measure_.key = key;
    if (const auto meter = readTime(node.child("time"))) measure_.meter = meter;
    if (const Node capo = node.child("staff-details").child("capo"))
      measure_.capo = std::clamp(capo.text().as_int(0), 0, 11);
  }

  void addHarmony(const Node& node) {
    const auto chord = readHarmony(node);
    if (!chord) {
      ++passedOver_.harmonies;
      return;
    }
    measure_.harmonies.push_back({ticksAt(std::max(0.0, cursor_ + node.child("offset").text().as_double(0))), *chord});
  }

  void readDirection(const Node& node) {
    const double at = cursor_ + node.child("offset").text().as_double(0);
    if (const auto bpm = readTempo(node)) measure_.tempos.emplace_back(ticksAt(std::max(0.0, at)), *bpm);
    const bool below = std::strcmp(node.attribute("placement").value(), "below") == 0;
    for (const Node& type : node.children("direction-type")) {
      for (const Node& words : type.children("words")) {
        std::string text = cleanText(words.child_value(), song::kMaxLyricBytes);
        if (below && !text.empty()) measure_.words.emplace_back(ticksAt(std::max(0.0, at)), std::move(text));
      }
      for (const Node& mark : type.children("rehearsal")) {
        std::string text = cleanText(mark.child_value(), song::kMaxNameBytes);
        if (!text.empty()) measure_.marks.push_back(std::move(text));
      }
    }
    noteJump(node.child("sound"));
  }

  void noteJump(const Node& sound) {
    for (const char* const jump : {"dacapo", "dalsegno", "tocoda", "fine"}) {
      if (sound.attribute(jump)) ++passedOver_.jumps;
    }
  }

  void readBarline(const Node& node) {
    if (const Node repeat = node.child("repeat")) {
      const bool forward = std::strcmp(repeat.attribute("direction").value(), "forward") == 0;
      (forward ? measure_.repeatStart : measure_.repeatEnd) = true;
      if (!forward) measure_.repeatTimes = std::clamp(repeat.attribute("times").as_int(2), 2, 20);
    }
    if (const Node ending = node.child("ending")) {
      const bool start = std::strcmp(ending.attribute("type").value(), "start") == 0;
      if (start) {
        endingOpen_ = readEndingNumbers(ending.attribute("number").value());
      } else {
        endingStops_ = true;
      }
    }
  }

  void readNote(const Node& node) {
    if (node.child("grace") || node.child("cue")) return;
    const double duration = node.child("duration").text().as_double(0);
    const bool chordTone = static_cast<bool>(node.child("chord"));
    const double start = chordTone ? noteStart_ : cursor_;
    if (!chordTone) {
      noteStart_ = cursor_;
      advance(duration);
    }
    if (!isOurVoice(node)) return;
    const Tick from = ticksAt(start), to = ticksAt(start + std::max(0.0, duration));
    if (node.child("rest")) {
      auto lyrics = readLyrics(node);
      if (!lyrics.empty()) measure_.notes.push_back({from, to - from, 0, 80, true, false, false, std::move(lyrics)});
      return;
    }
    addPitch(node, from, to, chordTone);
  }

  /// One voice on the first staff makes the melody: the first voice that has a note.
  bool isOurVoice(const Node& node) {
    const std::string_view voice = trim(node.child_value("voice"));
    const Node staff = node.child("staff");
    if (staff && staff.text().as_int(1) != 1) return false;
    if (voice_.empty() && !node.child("rest")) voice_ = voice.empty() ? std::string("1") : std::string(voice);
    const bool ours = voice_.empty() || voice.empty() || voice == voice_;
    if (!ours && !node.child("rest")) ++passedOver_.voices;
    return ours;
  }

  void addPitch(const Node& node, Tick from, Tick to, bool chordTone) {
    const Node pitchNode = node.child("pitch");
    const auto name = readName(pitchNode, "step", "alter");
    if (!name || to <= from) return;
    constexpr int kNatural[7] = {0, 2, 4, 5, 7, 9, 11};
    const int octave = std::clamp(pitchNode.child("octave").text().as_int(4), 0, 9);
    const int pitch = 12 * (octave + 1) + kNatural[name->letter] + name->accidental;
    if (pitch < 0 || pitch > 127) return;
    if (chordTone && !measure_.notes.empty() && measure_.notes.back().start == from && !measure_.notes.back().rest) {
      measure_.notes.back().pitch = std::max(measure_.notes.back().pitch, pitch);
      return;
    }
    XmlNote note{from, to - from, pitch, 80, false, false, false, readLyrics(node)};
    if (const auto dynamics = node.attribute("dynamics")) {
      const double percent = dynamics.as_double(0);
      if (percent > 0 && percent <= 200)
        note.velocity = std::clamp(static_cast<int>(std::lround(percent * 0.9)), 1, 127);
    }
    for (const Node& tie : node.children("tie")) {
      (std::strcmp(tie.attribute("type").value(), "start") == 0 ? note.tieStart : note.tieStop) = true;
    }
    measure_.notes.push_back(std::move(note));
  }

  static std::vector<XmlLyric> readLyrics(const Node& node) {
    std::vector<XmlLyric> lyrics;
    for (const Node& lyric : node.children("lyric")) {
      std::string text;
      // Elided syllables ("gl'in" over one note) are one text.
      for (const Node& piece : lyric.children("text"))
        text += (text.empty() ? "" : " ") + std::string(piece.child_value());
      text = cleanText(text, song::kMaxLyricBytes - 1);
      if (text.empty()) continue;
      const std::string_view syllabic = trim(lyric.child_value("syllabic"));
      if (syllabic == "begin" || syllabic == "middle") text += '-';
      lyrics.push_back({std::clamp(lyric.attribute("number").as_int(1), 1, 99), std::move(text)});
    }
    return lyrics;
  }

  XmlPassedOver& passedOver_;
  XmlMeasure measure_;
  std::string voice_;
  std::set<int> endingOpen_;
  bool endingStops_ = false;
  double divisions_ = 1, cursor_ = 0, end_ = 0, noteStart_ = 0;
};

}  // namespace

std::vector<XmlMeasure> readMeasures(const pugi::xml_node& part, XmlPassedOver& passedOver) {
  std::vector<XmlMeasure> measures;
  MeasureReader reader(passedOver);
  for (const Node& node : part.children("measure")) measures.push_back(reader.read(node));
  return measures;
}

namespace {

/// Whether the endings that begin here, one after the other, have one for the pass.
bool hasEndingFor(const std::vector<XmlMeasure>& measures, std::size_t from, int pass) {
  for (std::size_t i = from; i < measures.size() && !measures[i].ending.empty(); ++i) {
    if (measures[i].ending.contains(pass)) return true;
  }
  return false;
}

}  // namespace

std::vector<PlayedMeasure> playOrder(const std::vector<XmlMeasure>& measures, std::size_t limit) {
  std::vector<PlayedMeasure> order;
  std::size_t repeatStart = 0;
  int pass = 1;
  bool jumped = false;
  for (std::size_t i = 0; i < measures.size() && order.size() <= limit;) {
    const XmlMeasure& measure = measures[i];
    const bool leftEnding = i > 0 && measure.ending.empty() && !measures[i - 1].ending.empty() && !jumped;
    if ((measure.repeatStart && !jumped) || leftEnding) {
      repeatStart = i;
      pass = 1;
    }
    jumped = false;
    if (!measure.ending.empty() && !measure.ending.contains(pass)) {
      ++i;
      continue;
    }
    order.push_back({i, pass});
    const bool again = measure.ending.empty() ? pass < measure.repeatTimes : hasEndingFor(measures, i, pass + 1);
    if (measure.repeatEnd && again) {
      ++pass;
      i = repeatStart;
      jumped = true;
      continue;
    }
    if (measure.repeatEnd && measure.ending.empty()) {
      repeatStart = i + 1;
      pass = 1;
    }
    ++i;
  }
  return order;
}

}  // namespace amuse::notation
