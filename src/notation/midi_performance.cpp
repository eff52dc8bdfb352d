#include "notation/midi_performance.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <span>

namespace amuse::notation {
namespace {

using song::Tick;

constexpr int kNoteOff = 0x80, kNoteOn = 0x90, kController = 0xb0, kProgram = 0xc0;
constexpr int kReleaseVelocity = 64;
constexpr int kVolumeController = 7, kPanController = 10, kReverbController = 91, kPedalController = 64;
constexpr int kPedalDown = 64;  ///< From this value on the sustain pedal is down.

int toDataByte(int value) { return std::clamp(value, 0, 127); }

MidiEvent metaEvent(Tick tick, int type, std::string payload) { return {tick, 0xff, type, 0, std::move(payload)}; }

std::string tempoPayload(double bpm) {
  const auto micros = std::clamp<std::int64_t>(std::llround(60e6 / bpm), 1, 0xffffff);
  return {static_cast<char>(micros >> 16), static_cast<char>(micros >> 8), static_cast<char>(micros)};
}

std::string meterPayload(const song::Meter& meter) {
  // Clocks a click: a dotted beat in compound metres, else the beat. A MIDI clock is a 24th of a quarter.
  const bool compound = meter.unit >= 8 && meter.beats % 3 == 0 && meter.beats > 3;
  const int clocks = 96 / meter.unit * (compound ? 3 : 1);
  const int exponent = std::countr_zero(static_cast<unsigned>(meter.unit));
  return {static_cast<char>(meter.beats), static_cast<char>(exponent), static_cast<char>(clocks), 8};
}

std::string keyPayload(const theory::Key& key) {
  const int sharps = std::clamp(theory::signatureOf(key), -7, 7);
  return {static_cast<char>(sharps), static_cast<char>(theory::isMinorFamily(key.mode) ? 1 : 0)};
}

/// Where an event stands among those of its tick.
int rankOf(const MidiEvent& event) {
  if (event.isMeta()) return event.data1 == midi_meta::kMarker ? 1 : 0;
  switch (event.kind()) {
    case kNoteOff: return 2;
    case kProgram: return 3;
    case kController: return 4;
    default: return 5;
  }
}

MidiTrack inOrder(std::vector<MidiEvent> events, Tick end) {
  std::stable_sort(events.begin(), events.end(), [](const MidiEvent& a, const MidiEvent& b) {
    return a.tick != b.tick ? a.tick < b.tick : rankOf(a) < rankOf(b);
  });
  return {std::move(events), end};
}

/// The track that sings, or nullptr.
const perform::Track* melodyOf(const perform::Performance& performance) {
  const auto found = std::find_if(performance.tracks.begin(), performance.tracks.end(),
                                  [](const auto& track) { return track.instrument == perform::Instrument::Melody; });
  return found == performance.tracks.end() ? nullptr : &*found;
}

MidiTrack conductorTrack(const perform::Performance& performance) {
  const Tick end = performance.length;
  std::vector<MidiEvent> events;
  const auto add = [&](Tick at, int type, std::string payload) {
    if (at >= 0 && at < std::max<Tick>(end, 1)) events.push_back(metaEvent(at, type, std::move(payload)));
  };
  add(0, midi_meta::kTrackName, performance.title);
  for (const auto& change : performance.meterMap) add(change.at, midi_meta::kTimeSignature, meterPayload(change.meter));
  for (const auto& change : performance.keyMap) {
    add(change.at, midi_meta::kKeySignature, keyPayload(change.key));
    add(change.at, midi_meta::kText, "key: " + theory::toText(change.key));
  }
  for (const auto& change : performance.tempoMap) add(change.at, midi_meta::kTempo, tempoPayload(change.bpm));
  for (const auto& marker : performance.partNames) add(marker.at, midi_meta::kMarker, "[" + marker.text + "]");
  for (const auto& marker : performance.chordNames) add(marker.at, midi_meta::kMarker, marker.text);
  const bool sung = melodyOf(performance) != nullptr;
  for (const auto& words : performance.words)
    if (!sung || !words.onNote) add(words.at, midi_meta::kLyric, words.text);
  return inOrder(std::move(events), end);
}

struct HeldNote {
  Tick start = 0, end = 0;
  int pitch = 0, velocity = 0;
};

/// The notes inside the performance, none overlapping another of its pitch.
std::vector<HeldNote> playableNotes(const perform::Track& track, Tick length) {
  std::vector<HeldNote> notes;
  for (const auto& note : track.notes) {
    if (note.start < 0 || note.start >= length || note.length <= 0) continue;
    notes.push_back({note.start, std::min(note.start + note.length, length), toDataByte(note.pitch),
                     std::clamp(note.velocity, 1, 127)});
  }
  std::stable_sort(notes.begin(), notes.end(), [](const HeldNote& a, const HeldNote& b) { return a.start < b.start; });
  std::array<HeldNote*, 128> last{};
  for (auto& note : notes) {
    auto*& before = last[static_cast<std::size_t>(note.pitch)];
    if (before != nullptr && before->end > note.start) before->end = note.start;
    before = &note;
  }
  std::erase_if(notes, [](const HeldNote& note) { return note.end <= note.start; });
  return notes;
}

void addControllers(std::vector<MidiEvent>& events, const perform::Track& track, int channel, Tick end) {
  const std::array<std::array<int, 2>, 3> settings{
      {{kVolumeController, track.volume}, {kPanController, track.pan}, {kReverbController, track.reverb}}};
  for (const auto& [controller, value] : settings) {
    events.push_back({0, kController | channel, controller, toDataByte(value), {}});
  }
  bool pedalDown = false;
  for (const auto& change : track.controls) {
    if (change.at < 0 || change.at > end) continue;
    events.push_back({change.at, kController | channel, toDataByte(change.controller), toDataByte(change.value), {}});
    if (change.controller == kPedalController) pedalDown = change.value >= kPedalDown;
  }
  if (pedalDown) events.push_back({end, kController | channel, kPedalController, 0, {}});
}

MidiTrack instrumentTrack(const perform::Track& track, std::span<const perform::Words> words, Tick end) {
  const int channel = std::clamp(track.channel, 0, 15);
  std::vector<MidiEvent> events{metaEvent(0, midi_meta::kTrackName, track.name),
                                {0, kProgram | channel, toDataByte(track.program), 0, {}}};
  addControllers(events, track, channel, end);
  for (const auto& sung : words)
    if (sung.onNote && sung.at < end) events.push_back(metaEvent(sung.at, midi_meta::kLyric, sung.text));
  for (const auto& note : playableNotes(track, end)) {
    events.push_back({note.start, kNoteOn | channel, note.pitch, note.velocity, {}});
    events.push_back({note.end, kNoteOff | channel, note.pitch, kReleaseVelocity, {}});
  }
  return inOrder(std::move(events), end);
}

}  // namespace

MidiFile toMidiFile(const perform::Performance& performance) {
  MidiFile file{1, {static_cast<int>(song::kTicksPerQuarter), 0}, {conductorTrack(performance)}};
  const auto* melody = melodyOf(performance);
  for (const auto& track : performance.tracks) {
    const auto words = &track == melody ? std::span(performance.words) : std::span<const perform::Words>();
    file.tracks.push_back(instrumentTrack(track, words, performance.length));
  }
  return file;
}

std::string writeMidi(const perform::Performance& performance) { return toBytes(toMidiFile(performance)); }

}  // namespace amuse::notation
