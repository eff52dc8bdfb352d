#include "notation/midi_score.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "base/text.h"
#include "song/validate.h"

namespace amuse::notation {
namespace {

using song::Tick;

constexpr std::size_t kMaxTextBytes = song::kMaxNameBytes;
constexpr std::string_view kKeyTextStart = "key: ";

/// UTF-8 without control characters, cut between characters.
std::string toPlainText(std::string_view bytes) {
  const bool isUtf8 = findInvalidUtf8(bytes) == std::string_view::npos;
  std::string out;
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    if (value < 0x20 || value == 0x7f) {
      out.push_back(' ');
    } else if (isUtf8 || value < 0x80) {
      out.push_back(byte);
    } else {
      out.push_back(static_cast<char>(0xc0 | value >> 6));
      out.push_back(static_cast<char>(0x80 | (value & 0x3f)));
    }
  }
  if (out.size() > kMaxTextBytes) {
    std::size_t end = kMaxTextBytes;
    while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xc0) == 0x80) --end;
    out.resize(end);
  }
  // U+0080 to U+009F are control characters too; a song takes none.
  for (std::size_t i = 0; i + 1 < out.size(); ++i) {
    const bool isControl = out[i] == '\xc2' && static_cast<unsigned char>(out[i + 1]) < 0xa0;
    if (isControl) out[i] = out[i + 1] = ' ';
  }
  return std::string(trim(out));
}

/// The file's ticks in the song's.
class TickScale {
 public:
  explicit TickScale(const MidiDivision& division)
      // Time by the clock is read as if the tempo were 120: half a second a quarter.
      : perQuarter_(division.ticksPerSecond > 0 ? division.ticksPerSecond / 2 : division.ticksPerQuarter) {}
  [[nodiscard]] Tick operator()(std::int64_t tick) const {
    return static_cast<Tick>(
        std::llround(static_cast<double>(tick) * static_cast<double>(song::kTicksPerQuarter) / perQuarter_));
  }

 private:
  double perQuarter_;
};

/// Pairs note-ons with note-offs, a voice for each channel of one track.
class VoiceReader {
 public:
  VoiceReader(const MidiTrack& track, TickScale scale) : scale_(scale) {
    std::string name;
    for (const auto& event : track.events) {
      if (event.isMeta()) {
        if (event.data1 == midi_meta::kTrackName && name.empty()) name = toPlainText(event.payload);
        continue;
      }
      take(event);
    }
    for (auto& [channel, voice] : voices_) {
      endAll(voice, scale_(track.endTick));
      voice.made.name = name;
    }
  }

  void giveTo(std::vector<ScoreVoice>& voices) {
    for (auto& [channel, voice] : voices_) {
      auto& notes = voice.made.notes;
      std::erase_if(notes, [](const perform::TimedNote& note) { return note.length <= 0; });
      if (!notes.empty()) voices.push_back(std::move(voice.made));
    }
  }

 private:
  struct OpenVoice {
    ScoreVoice made;
    std::array<int, 128> openNote;  ///< Index of the note that sounds, or -1.
    bool hasProgram = false;
    OpenVoice() { openNote.fill(-1); }
  };

  void take(const MidiEvent& event) {
    auto& voice = voices_[event.channel()];
    voice.made.channel = event.channel();
    const Tick at = scale_(event.tick);
    if (event.kind() == 0xc0 && !voice.hasProgram) {
      voice.made.program = event.data1;
      voice.hasProgram = true;
    } else if (event.kind() == 0x80 || event.kind() == 0x90) {
      end(voice, event.data1, at);
      if (event.kind() == 0x90 && event.data2 > 0) begin(voice, event, at);
    }
  }
  static void begin(OpenVoice& voice, const MidiEvent& event, Tick at) {
    voice.openNote[static_cast<std::size_t>(event.data1)] = static_cast<int>(voice.made.notes.size());
    voice.made.notes.push_back({at, 0, event.data1, event.data2});
  }
  static void end(OpenVoice& voice, int pitch, Tick at) {
    int& open = voice.openNote[static_cast<std::size_t>(pitch)];
    if (open < 0) return;
    auto& note = voice.made.notes[static_cast<std::size_t>(open)];
    note.length = at - note.start;
    open = -1;
  }
  static void endAll(OpenVoice& voice, Tick at) {
    for (int pitch = 0; pitch < 128; ++pitch) end(voice, pitch, at);
  }

  TickScale scale_;
  std::map<int, OpenVoice> voices_;
};

/// What one meta event says of the maps; the last at a tick holds.
class MapReader {
 public:
  void take(const MidiEvent& event, Tick at, bool followsTempo) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(event.payload[i]); };
    const std::size_t size = event.payload.size();
    if (event.data1 == midi_meta::kTempo && size == 3 && followsTempo) {
      takeTempo(at, byte(0) << 16 | byte(1) << 8 | byte(2));
    } else if (event.data1 == midi_meta::kTimeSignature && size >= 2) {
      takeMeter(at, byte(0), byte(1));
    } else if (event.data1 == midi_meta::kKeySignature && size == 2) {
      takeSignature(at, static_cast<signed char>(event.payload[0]), byte(1) == 1);
    } else if (event.data1 == midi_meta::kText && event.payload.starts_with(kKeyTextStart)) {
      takeKeyText(at, std::string_view(event.payload).substr(kKeyTextStart.size()));
    }
  }

  std::map<Tick, double> tempos;
  std::map<Tick, song::Meter> meters;
  std::map<Tick, theory::Key> keys;
  std::set<std::string> remarks;

 private:
  void takeTempo(Tick at, int micros) {
    const double exact = micros > 0 ? 60e6 / micros : song::kMaxTempoBpm;
    // Whole microseconds blur 100 to 100.0000017; no one sets a tempo finer than a thousandth.
    const double bpm = std::clamp(std::round(exact * 1000) / 1000, song::kMinTempoBpm, song::kMaxTempoBpm);
    if (std::abs(bpm - exact) > 0.01) remarks.insert("A tempo outside 20 to 400 was brought to the nearest of them.");
    tempos[at] = bpm;
  }
  void takeMeter(Tick at, int beats, int exponent) {
    if (beats >= 1 && beats <= 32 && exponent >= 1 && exponent <= 4) {
      meters[at] = {beats, 1 << exponent};
    } else {
      remarks.insert("A metre that songs can't hold was passed over.");
    }
  }
  void takeSignature(Tick at, int sharps, bool isMinor) {
    if (sharps < -7 || sharps > 7 || namedKeys_.contains(at)) return;
    const auto mode = isMinor ? theory::Mode::Min : theory::Mode::Maj;
    // The letter a fifth up the circle is four letters on: F C G D A E B.
    const int place = sharps + (isMinor ? 3 : 0) + 1;  // On the circle, F at 0.
    constexpr std::array<int, 7> kLetters{3, 0, 4, 1, 5, 2, 6};
    const int turns = place >= 0 ? place / 7 : -((6 - place) / 7);
    keys[at] = {{kLetters[static_cast<std::size_t>(place - 7 * turns)], turns}, mode};
  }
  void takeKeyText(Tick at, std::string_view text) {
    const auto key = theory::parseKey(text);
    if (!key || !key->hasMode) return;
    keys[at] = {key->tonic, key->mode};
    namedKeys_.insert(at);
  }

  std::set<Tick> namedKeys_;
};

/// A map that begins at 0 and holds no change to the same value.
template <typename Change, typename Value>
std::vector<Change> toMap(const std::map<Tick, Value>& values, Value Change::*member, Value atStart) {
  std::vector<Change> map{Change{}};
  map.front().*member = atStart;
  for (const auto& [at, value] : values) {
    if (at <= 0) {
      map.front().*member = value;
    } else if (map.back().*member != value && map.size() < song::kMaxMapEntries) {
      Change change;
      change.at = at;
      change.*member = value;
      map.push_back(change);
    }
  }
  return map;
}

/// Metre changes inside a bar wait for its end. @return true when one had to.
bool moveToBarLines(std::vector<song::MeterChange>& map) {
  bool moved = false;
  std::vector<song::MeterChange> placed{map.front()};
  for (std::size_t i = 1; i < map.size(); ++i) {
    const auto& last = placed.back();
    const Tick bar = last.meter.barTicks();
    const Tick at = last.at + (map[i].at - last.at + bar - 1) / bar * bar;
    moved = moved || at != map[i].at;
    if (at == last.at) {
      placed.back().meter = map[i].meter;
    } else {
      placed.push_back({at, map[i].meter});
    }
  }
  map = std::move(placed);
  return moved;
}

/// Bar lines from 0 to the first at or after `end`; an end that oversteps a bar line by less than a 32nd note is on it.
Result<std::vector<Tick>> barLinesTo(const std::vector<song::MeterChange>& meters, Tick end) {
  constexpr Tick kOverstep = song::kTicksPerQuarter / 8;
  std::vector<Tick> lines{0};
  std::size_t meter = 0;
  do {
    while (meter + 1 < meters.size() && meters[meter + 1].at <= lines.back()) ++meter;
    lines.push_back(lines.back() + meters[meter].meter.barTicks());
    if (lines.size() > kMaxImportedBars + 1) {
      return fail(ErrorCode::TooLarge, "the MIDI file is longer than 2000 bars; shorten it");
    }
  } while (lines.back() + kOverstep <= end);
  return lines;
}

bool isText(const MidiEvent& event) {
  const int type = event.data1;
  const bool isKey = type == midi_meta::kText && event.payload.starts_with(kKeyTextStart);
  return event.isMeta() && !isKey &&
         (type == midi_meta::kText || type == midi_meta::kLyric || type == midi_meta::kMarker ||
          type == midi_meta::kCuePoint);
}

}  // namespace

Result<MidiScore> readScore(const MidiFile& file) {
  const TickScale scale(file.division);
  const bool followsTempo = file.division.ticksPerSecond <= 0;
  MidiScore score;
  MapReader maps;
  Tick end = 0;
  for (std::size_t i = 0; i < file.tracks.size(); ++i) {
    const auto& track = file.tracks[i];
    end = std::max(end, scale(track.endTick));
    const bool isApart = i == 0 && file.tracks.size() > 1;
    for (const auto& event : track.events) {
      const Tick at = scale(event.tick);
      if (event.isMeta()) maps.take(event, at, followsTempo);
      if (isText(event)) score.texts.push_back({at, event.data1, toPlainText(event.payload), isApart});
      const bool isName = event.isMeta() && event.data1 == midi_meta::kTrackName;
      if (i == 0 && isName && score.title.empty()) score.title = toPlainText(event.payload);
    }
    VoiceReader(track, scale).giveTo(score.voices);
  }
  std::stable_sort(score.texts.begin(), score.texts.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  score.tempoMap = toMap(maps.tempos, &song::TempoChange::bpm, 120.0);
  score.meterMap = toMap(maps.meters, &song::MeterChange::meter, song::Meter{});
  if (!maps.keys.empty()) score.keyMap = toMap(maps.keys, &song::KeyChange::key, maps.keys.begin()->second);
  if (moveToBarLines(score.meterMap)) maps.remarks.insert("A change of metre inside a bar was moved to its end.");
  score.remarks.assign(maps.remarks.begin(), maps.remarks.end());
  auto lines = barLinesTo(score.meterMap, end);
  if (!lines) return tl::unexpected(lines.error());
  score.barLines = std::move(*lines);
  return score;
}

}  // namespace amuse::notation
