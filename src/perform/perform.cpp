#include "perform/perform.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "perform/ending.h"
#include "perform/groove_choice.h"
#include "perform/plain.h"
#include "perform/players.h"
#include "perform/push.h"
#include "song/timeline.h"

namespace amuse::perform {
namespace {

constexpr std::size_t kMostBars = 2000;

bool wanted(Instrument instrument, const PerformOptions& options) {
  switch (instrument) {
    case Instrument::Bass: return options.bass;
    case Instrument::Drums: return options.drums;
    case Instrument::Melody: return options.melody;
    default: return options.comp;
  }
}

/// What "auto" goes by: the brief, or for a song without one its mode, tempo and energy.
brief::Brief briefOf(const song::Song& song, const PerformOptions& options) {
  if (options.brief) return *options.brief;
  brief::Brief brief;
  brief.mode = song::keyAt(song, 0).mode;
  brief.affect.arousal = 2 * std::clamp(song.style.energy, 0.0, 1.0) - 1;
  brief.affect.valence = theory::isMinorFamily(brief.mode) ? -0.3 : 0.3;
  const int bpm = static_cast<int>(song::tempoAt(song, 0));
  brief.tempoBpm = {bpm, bpm};
  return brief;
}

/// The groove to play, or nullptr for the plain manner.
Result<const Groove*> findGroove(const song::Song& song, const PerformOptions& options, const GrooveBook& book) {
  const std::string& name = options.groove.empty() ? song.style.groove : options.groove;
  if (name == "plain") return nullptr;
  if (name == "auto" || name.empty()) {
    if (book.grooves.empty()) return nullptr;
    return &chooseGroove(briefOf(song, options), song::meterAt(song, 0), book);
  }
  if (const Groove* groove = book.find(name)) return groove;
  // A song from elsewhere may name a groove this book lacks; only an explicit wish is refused.
  if (options.groove.empty() && book.grooves.empty()) return nullptr;
  return tl::unexpected(noSuchGroove(name, book));
}

/// Parts are played as their names ask: a chorus fuller than a verse. Words in lower case, first match.
Level levelByName(const song::Style& style, std::string_view sectionName) {
  struct Row {
    std::string_view word;
    double energy, density;
  };
  constexpr Row kRows[] = {{"prechorus", 0.06, 0.05}, {"pre-chorus", 0.06, 0.05}, {"chorus", 0.16, 0.12},
                           {"refrain", 0.16, 0.12},   {"hook", 0.12, 0.1},        {"drop", 0.2, 0.15},
                           {"solo", 0.12, 0.1},       {"intro", -0.15, -0.15},    {"outro", -0.12, -0.15},
                           {"bridge", -0.06, -0.05},  {"breakdown", -0.25, -0.25}};
  Level level{std::clamp(style.density, 0.0, 1.0), std::clamp(style.energy, 0.0, 1.0)};
  const std::string name = toLower(sectionName);
  for (const Row& row : kRows) {
    if (name.find(row.word) == std::string::npos) continue;
    level.energy = std::clamp(level.energy + row.energy, 0.0, 1.0);
    level.density = std::clamp(level.density + row.density, 0.0, 1.0);
    break;
  }
  return level;
}

Level levelFor(const song::Style& style, const FrameSection& section) {
  const Level byName = levelByName(style, section.name);
  return {section.density.value_or(byName.density), section.energy.value_or(byName.energy)};
}

Instrument instrumentOf(song::TrackKind track) {
  switch (track) {
    case song::TrackKind::Keys: return Instrument::Keys;
    case song::TrackKind::Guitar: return Instrument::Guitar;
    case song::TrackKind::Bass: return Instrument::Bass;
    case song::TrackKind::Drums: return Instrument::Drums;
    case song::TrackKind::Melody: return Instrument::Melody;
    default: return Instrument::Pad;
  }
}

/// The songwriter's mix on top of the groove's own. Controller 7 is 40 log10(value / 127) dB, as General MIDI has it.
void mixTrack(const std::vector<song::TrackMix>& mixes, Track& track) {
  for (const song::TrackMix& mix : mixes) {
    if (instrumentOf(mix.track) != track.instrument) continue;
    if (mix.muted) track.notes.clear();
    const double volume = track.volume * std::pow(10.0, mix.gainDb / 40);
    track.volume = static_cast<int>(std::clamp(std::round(volume), 0.0, 127.0));
    track.pan = std::clamp(track.pan + static_cast<int>(std::round(63 * mix.pan)), 0, 127);
  }
}

Feel feelOf(const song::Style& style, const Groove& groove) {
  Feel feel;
  feel.swing = style.swing < 0 ? groove.swing : std::min(style.swing, 1.0);
  feel.swingUnit = groove.swingUnit;
  feel.pulse = groove.pulse;
  if (style.feel == "half") feel.pace = Feel::Pace::Half;
  if (style.feel == "double") feel.pace = Feel::Pace::Double;
  return feel;
}

const GroovePart* partOf(const Groove& groove, Instrument instrument) {
  for (const GroovePart& part : groove.parts) {
    if (part.instrument == instrument) return &part;
  }
  return nullptr;
}

std::vector<Track> playGroove(const Session& session, const GrooveBook& book) {
  // The keys' voicings come first: bass and left hand keep clear of them.
  const GroovePart* keys = partOf(session.groove, Instrument::Keys);
  const GroovePart* pad = partOf(session.groove, Instrument::Pad);
  const GroovePart plainVoices;
  const std::vector<Slice> slices = voicedSlices(session.frame, keys != nullptr ? *keys : plainVoices);
  std::vector<SketchNote> bassLine;
  const GroovePart* bass = partOf(session.groove, Instrument::Bass);
  if (bass != nullptr) bassLine = sketchBass(session, *bass, slices);
  std::vector<Track> tracks;
  for (const GroovePart& part : session.groove.parts) {
    switch (part.instrument) {
      case Instrument::Keys: tracks.push_back(playKeys(session, part, slices, bassLine)); break;
      case Instrument::Pad:
        tracks.push_back(playKeys(session, part, voicedSlices(session.frame, *pad), bassLine));
        break;
      case Instrument::Guitar: tracks.push_back(playGuitar(session, part, book.shapes)); break;
      case Instrument::Bass: tracks.push_back(playBass(session, part, bassLine)); break;
      default: tracks.push_back(playDrums(session, part)); break;
    }
  }
  return tracks;
}

std::vector<Track> playTracks(const song::Song& song, const Frame& frame, const Groove* groove,
                              const PerformOptions& options, const GrooveBook& book) {
  if (groove == nullptr) return playPlain(frame);
  std::vector<Level> levels;
  for (const FrameSection& section : frame.sections) {
    // A last chord that was added to come home is played as what it ends.
    const bool comesHome = section.start == frame.finalStart && section.name.empty() && !section.energy &&
                           !section.density && !levels.empty();
    levels.push_back(comesHome ? levels.back() : levelFor(song.style, section));
  }
  // Chords that change off the beat change on the swung off-beat.
  const Feel feel = feelOf(song.style, *groove);
  Frame swung = frame;
  for (FrameChord& chord : swung.chords) {
    chord.start = swungAt(frame, feel, chord.start);
    chord.end = swungAt(frame, feel, chord.end);
  }
  if (swung.finalStart) swung.finalStart = swungAt(frame, feel, *swung.finalStart);
  const Session session{
      swung, *groove, song, feel, levels, Random(options.seed), pushesOf(swung, *groove, feel, levels)};
  return playGroove(session, book);
}

}  // namespace

Error noSuchGroove(std::string_view name, const GrooveBook& book) {
  std::vector<std::string> names{"auto", "plain"};
  for (const Groove& groove : book.grooves) names.push_back(groove.name);
  return {ErrorCode::NotFound, fmt::format("there is no groove '{}'; use one of {}", name, join(names, ", ")), {}};
}

Result<Performance> perform(const song::Song& song, const PerformOptions& options, const GrooveBook& book) {
  const auto groove = findGroove(song, options, book);
  if (!groove) return tl::unexpected(groove.error());
  Frame frame = makeFrame(song);
  if (frame.bars.size() > kMostBars)
    return fail(ErrorCode::TooLarge, fmt::format("the song has over {} bars; play it in pieces", kMostBars));
  if (options.ending == Ending::Final)
    prepareEnding(frame, *groove != nullptr ? (*groove)->ending : GrooveEnding{}, options.slows);
  Performance performance = makeEmptyPerformance(song, frame);
  performance.groove = *groove != nullptr ? (*groove)->name : "plain";
  if (frame.sections.empty()) return performance;
  for (Track& track : playTracks(song, frame, *groove, options, book)) {
    mixTrack(song.mix, track);
    if (wanted(track.instrument, options) && !track.notes.empty()) performance.tracks.push_back(std::move(track));
  }
  Track melody{.name = "Melody",
               .instrument = Instrument::Melody,
               .channel = 2,
               .program = *groove != nullptr ? (*groove)->melodyProgram : 73};
  melody.notes = melodyNotes(song, frame);
  mixTrack(song.mix, melody);
  if (!melody.notes.empty() && options.melody) performance.tracks.push_back(std::move(melody));
  return performance;
}

}  // namespace amuse::perform
