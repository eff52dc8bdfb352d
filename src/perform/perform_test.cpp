#include "perform/perform.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "perform/frame.h"
#include "perform/players.h"
#include "song/song_builder.h"

using namespace amuse;
using namespace amuse::perform;
using song::Tick;

namespace {

constexpr Tick kBar = 4 * song::kTicksPerQuarter;

const GrooveBook& book() {
  static const GrooveBook loaded = loadGrooveBook(AMUSE_SOURCE_DIR).value();
  return loaded;
}

song::Song songOf(std::initializer_list<const char*> chords, Tick length = kBar, double bpm = 100) {
  std::vector<song::ChordSpan> spans;
  for (const char* name : chords) spans.push_back({theory::parseChordSymbol(name).value(), length});
  return song::makeSong("test", {}, {4, 4}, bpm, spans);
}

Performance played(const song::Song& song, const char* groove = "pop") {
  PerformOptions options;
  options.groove = groove;
  return perform::perform(song, options, book()).value();
}

const Track& track(const Performance& performance, Instrument instrument) {
  const auto found = std::find_if(performance.tracks.begin(), performance.tracks.end(),
                                  [&](const Track& t) { return t.instrument == instrument; });
  REQUIRE(found != performance.tracks.end());
  return *found;
}

bool anyIn(const Track& in, Tick from, Tick to) {
  return std::any_of(in.notes.begin(), in.notes.end(),
                     [&](const TimedNote& note) { return note.start >= from && note.start < to; });
}

}  // namespace

TEST_CASE("chord and part names become markers at the chords' own places") {
  auto song = songOf({"C", "Am", "F/A", "G7"});
  song.parts[0].name = "Verse";
  const Performance performance = played(song);
  REQUIRE(performance.chordNames.size() == 4);
  CHECK(performance.chordNames[2] == Marker{2 * kBar, "F/A"});
  CHECK(performance.partNames == std::vector<Marker>{{0, "Verse"}});
  CHECK(performance.length == 4 * kBar);
  CHECK(performance.groove == "pop");
}

TEST_CASE("without a groove book the song is still played, plainly") {
  const auto performance = perform::perform(songOf({"C", "Am7/G"}), {}, {}).value();
  CHECK(performance.groove == "plain");
  CHECK(track(performance, Instrument::Bass).notes.back().pitch % 12 == 7);
  CHECK(track(performance, Instrument::Keys).notes.size() >= 7);
}

TEST_CASE("an unknown groove is refused with the names that exist") {
  PerformOptions options;
  options.groove = "polka-metal";
  const auto refused = perform::perform(songOf({"C"}), options, book());
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::NotFound);
  CHECK(refused.error().message.find("bossa") != std::string::npos);
}

TEST_CASE("no chord is a rest for every tonal instrument while the drums play on") {
  const Performance performance = played(songOf({"C", "N.C.", "C"}), "rock");
  for (const Track& each : performance.tracks) {
    CAPTURE(each.name);
    CHECK(anyIn(each, kBar + 100, 2 * kBar - 100) == (each.instrument == Instrument::Drums));
  }
}

TEST_CASE("the songwriter's own voicing is played as it is") {
  auto song = songOf({"C", "G", "C"});
  song.parts[0].chords[1].voicing = std::vector<int>{55, 62, 67, 71};
  const Performance performance = played(song, "ballad");
  std::vector<int> seen;
  for (const TimedNote& note : track(performance, Instrument::Keys).notes) {
    if (note.start > kBar - 60 && note.start < kBar + 60 && note.pitch >= 55) seen.push_back(note.pitch);
  }
  std::sort(seen.begin(), seen.end());
  CHECK(seen == std::vector<int>{55, 62, 67, 71});
}

TEST_CASE("every groove plays one chord, 64 bars, half beats and the slowest and fastest tempo") {
  for (const Groove& groove : book().grooves) {
    CAPTURE(groove.name);
    for (const double bpm : {20.0, 400.0}) CHECK(played(songOf({"Em"}, kBar, bpm), groove.name.c_str()).length == kBar);
    CHECK(played(songOf({"Em"}, 64 * kBar), groove.name.c_str()).length == 64 * kBar);
    const auto quick = played(songOf({"C", "D", "E", "F", "G", "A", "B", "C"}, kBar / 8), groove.name.c_str());
    CHECK(quick.length == kBar);
    CHECK(quick.chordNames.size() == 8);
  }
}

TEST_CASE("a long held chord moves through its inversions") {
  const Performance performance = played(songOf({"C"}, 8 * kBar), "ballad");
  std::vector<int> tops;
  for (Tick bar = 0; bar < 8; bar += 2) {
    int top = 0;
    for (const TimedNote& note : track(performance, Instrument::Keys).notes) {
      if (note.start >= bar * kBar - 60 && note.start < bar * kBar + 60) top = std::max(top, note.pitch);
    }
    tops.push_back(top);
  }
  CHECK(tops[0] != tops[1]);
  CHECK(tops[1] != tops[2]);
}

TEST_CASE("a pickup comes before the first bar and has a short bar of its own") {
  auto song = song::makeEmptySong("upbeat", {}, {3, 4}, 120);
  const auto part = song::addPart(song, "A", 2, song::kTicksPerQuarter);
  song::addChord(song, part, -song::kTicksPerQuarter, song::kTicksPerQuarter, theory::parseChordSymbol("G7").value());
  song::addChord(song, part, 0, 6 * song::kTicksPerQuarter, theory::parseChordSymbol("C").value());
  const Performance performance = played(song, "waltz");
  CHECK(performance.leadIn == song::kTicksPerQuarter);
  CHECK(performance.length == 7 * song::kTicksPerQuarter);
  REQUIRE(performance.meterMap.size() == 2);
  CHECK(performance.meterMap[0].meter == song::Meter{1, 4});
  CHECK(performance.meterMap[1] == song::MeterChange{song::kTicksPerQuarter, {3, 4}});
  CHECK(anyIn(track(performance, Instrument::Bass), 0, 100));
}

TEST_CASE("parts return in playing order and a chorus is louder than a verse") {
  auto song = song::makeEmptySong("form", {}, {4, 4}, 120);
  for (const char* name : {"Verse", "Chorus"}) {
    const auto part = song::addPart(song, name, 2);
    song::addChord(song, part, 0, 2 * kBar, theory::parseChordSymbol("C").value());
  }
  song.order = {song.order[0], song.order[1], song.order[0]};
  const Performance performance = played(song, "pop");
  CHECK(performance.length == 6 * kBar);
  REQUIRE(performance.partNames.size() == 3);
  CHECK(performance.partNames[2] == Marker{4 * kBar, "Verse"});
  const auto loudness = [&](Tick from) {
    double sum = 0, count = 0;
    for (const TimedNote& note : track(performance, Instrument::Bass).notes) {
      if (note.start < from || note.start >= from + 2 * kBar) continue;
      sum += note.velocity;
      ++count;
    }
    return sum / count;
  };
  CHECK(loudness(2 * kBar) > loudness(0) + 3);
}

TEST_CASE("half time moves the backbeat to the third beat and keeps the hats") {
  auto song = songOf({"C", "C"}, kBar);
  song.style.feel = "half";
  const Performance half = played(song, "rock");
  song.style.feel = "double";
  const Performance twice = played(song, "rock");
  const auto countOf = [](const Performance& performance, int key, Tick until) {
    const auto& notes = track(performance, Instrument::Drums).notes;
    return std::count_if(notes.begin(), notes.end(),
                         [&](const TimedNote& note) { return note.pitch == key && note.start < until; });
  };
  const Tick bar1 = kBar - 60;  // before any fill
  CHECK(countOf(half, 38, bar1) == 1);
  CHECK(countOf(twice, 38, bar1) == 4);
  CHECK(countOf(half, 42, bar1) == countOf(twice, 42, bar1));
}

TEST_CASE("swing moves off-beats towards the triplet") {
  Frame frame;
  frame.bars.push_back({0, kBar, {4, 4}, 0, 0, 1, false});
  Feel feel;
  feel.swing = 1;
  CHECK(swungAt(frame, feel, 480) == 640);
  CHECK(swungAt(frame, feel, 960) == 960);
  feel.swingUnit = 16;
  CHECK(swungAt(frame, feel, 240) == 320);
  CHECK(swungAt(frame, feel, 480) == 480);
}

TEST_CASE("strums go one string after the other, down then up, within 25 ms") {
  const Performance performance = played(songOf({"C", "G"}, kBar, 100), "folk");
  const auto& notes = track(performance, Instrument::Guitar).notes;
  const double msATick = 60000.0 / 100 / song::kTicksPerQuarter;
  std::vector<TimedNote> first;
  for (const TimedNote& note : notes) {
    if (note.start < 240) first.push_back(note);
  }
  REQUIRE(first.size() >= 5);
  for (std::size_t i = 1; i < first.size(); ++i) CHECK(first[i].pitch > first[i - 1].pitch);
  const double spread = static_cast<double>(first.back().start - first.front().start) * msATick;
  CHECK(spread >= 9);
  CHECK(spread <= 26);
}

TEST_CASE("a walking line steps, ends next to the coming root and stays in range") {
  WalkingLine wanted;
  wanted.first = 38;
  wanted.target = 43;
  wanted.chord = theory::parseChordSymbol("Dm7").value();
  wanted.scale = theory::PitchClassSet::of(0, 2, 4, 5, 7, 9, 11);
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    Random random(seed);
    const auto line = walkingLine(wanted, random);
    REQUIRE(line.size() == 4);
    CHECK(line[0] == 38);
    CHECK(wanted.chord.quality.tones.transposed(2).contains(theory::toPitchClass(line[2])));
    CHECK(std::abs(line[3] - 43) <= 2);
    CHECK(line[3] % 12 != 6);  // F sharp rubs against the third
    for (std::size_t i = 1; i < 4; ++i) {
      CHECK(line[i] != line[i - 1]);
      CHECK(std::abs(line[i] - line[i - 1]) <= 12);
    }
  }
}

TEST_CASE("the mix mutes and quietens tracks") {
  song::Song song = songOf({"C", "Am", "F", "G"});
  const Performance plain = played(song);
  song.mix = {{song::TrackKind::Bass, -12, -1, false}, {song::TrackKind::Drums, 0, 0, true}};
  const Performance mixed = played(song);
  CHECK(std::none_of(mixed.tracks.begin(), mixed.tracks.end(),
                     [](const Track& t) { return t.instrument == Instrument::Drums; }));
  // 12 dB down is half the controller's value.
  CHECK(std::abs(2 * track(mixed, Instrument::Bass).volume - track(plain, Instrument::Bass).volume) <= 1);
  CHECK(track(mixed, Instrument::Bass).pan == std::max(0, track(plain, Instrument::Bass).pan - 63));
  CHECK(track(mixed, Instrument::Bass).notes == track(plain, Instrument::Bass).notes);
}

TEST_CASE("a part's own density overrides what its name asks") {
  song::Song song = songOf({"C", "Am", "F", "G"});
  const auto notesAt = [&](std::optional<double> density) {
    song.parts[0].density = density;
    std::size_t notes = 0;
    for (const Track& t : played(song).tracks) notes += t.notes.size();
    return notes;
  };
  CHECK(notesAt(0.05) < notesAt(0.95));
  song.style.density = 0.95;
  const auto full = notesAt(std::nullopt);
  CHECK(full == notesAt(0.95));
  CHECK(notesAt(0.05) < full);
}
