#include "app/in_song.h"

#include <doctest/doctest.h>

#include <set>

#include "app/contrast.h"
#include "app/melody_fit.h"
#include "app/reharmonise.h"
#include "app/song_inspirations.h"
#include "base/files.h"
#include "sample/ratio.h"
#include "song/song_builder.h"
#include "song/timeline.h"

using namespace amuse;
using namespace amuse::app;

namespace {

const Engine& engine() {
  static const Engine opened = Engine::open(AMUSE_SOURCE_DIR, PriorSet::Open).value();
  return opened;
}
const ManualClock kStill;

theory::ChordSymbol chord(const char* text) { return theory::parseChordSymbol(text).value(); }

/// One part, a chord a bar.
song::Song songOf(std::initializer_list<const char*> symbols, const song::Meter& meter = {}) {
  std::vector<song::ChordSpan> spans;
  for (const char* symbol : symbols) spans.push_back({chord(symbol), meter.barTicks()});
  return song::makeSong("Test", {}, meter, 100, spans);
}

InSongQuestion question(int firstBar = 1, int bars = 0, int count = 4) {
  InSongQuestion asked;
  asked.place = {"p1", firstBar, bars};
  asked.count = count;
  asked.seed = 7;
  return asked;
}

template <typename T>
T get(Result<T> result) {
  REQUIRE_MESSAGE(result.has_value(), (result ? "" : result.error().message));
  return *std::move(result);
}

/// The song with an idea put in.
song::Song with(const song::Song& song, const Idea& idea) {
  song::Song changed = song;
  const auto applied = song::applyAll(changed, idea.edits);
  REQUIRE_MESSAGE(applied.has_value(), (applied ? "" : applied.error().message));
  return changed;
}

std::vector<std::string> symbolsOf(const song::Song& song) {
  std::vector<std::string> symbols;
  for (const auto& event : song.parts[0].chords) symbols.push_back(theory::toText(event.symbol));
  return symbols;
}

}  // namespace

TEST_CASE("chords for a place leave what is locked and what lies outside as they are") {
  song::Song song = songOf({"C", "Am", "F", "G", "C", "Em", "F", "G7"});
  song.parts[0].chords[3].locked = true;
  const auto made = get(suggestInPlace(engine(), song, question(3, 4), kStill));
  REQUIRE(made.ideas.size() == 4);
  std::set<std::vector<std::string>> different;
  for (const auto& idea : made.ideas) {
    const song::Song changed = with(song, idea);
    REQUIRE(changed.parts[0].chords.size() == 8);
    for (const std::size_t i : {0u, 1u, 3u, 6u, 7u}) CHECK(changed.parts[0].chords[i] == song.parts[0].chords[i]);
    CHECK(std::holds_alternative<song::SuggestionOrigin>(changed.parts[0].chords[2].origin));
    different.insert(symbolsOf(changed));
  }
  CHECK(different.size() == 4);
  song.parts[0].chords[2].locked = song.parts[0].chords[4].locked = song.parts[0].chords[5].locked = true;
  CHECK(suggestInPlace(engine(), song, question(3, 4), kStill).error().code == ErrorCode::InvalidArgument);
}

TEST_CASE("a place that is none is refused in one line") {
  const song::Song song = songOf({"C", "Am", "F", "G"});
  auto asked = question(3, 4);
  CHECK(suggestInPlace(engine(), song, asked, kStill).error().message.find("bars 1 to 4") != std::string::npos);
  asked.place = {"p9", 1, 1};
  CHECK(suggestInPlace(engine(), song, asked, kStill).error().code == ErrorCode::NotFound);
  CHECK(fillGaps(engine(), song, question(), kStill).error().message.find("no gap") != std::string::npos);
}

TEST_CASE("more never brings back what a song was shown, also in another key") {
  song::Song song = songOf({"C", "Am", "F", "G"});
  std::set<std::string> seen;
  for (int round = 0; round < 4; ++round) {
    const auto made = get(suggestInPlace(engine(), song, question(), kStill));
    for (std::size_t i = 0; i < made.ideas.size(); ++i) {
      std::vector<theory::RelativeChord> relative;
      for (const auto& symbol : made.answer.suggestions[i].chords)
        relative.push_back(theory::toRelative(symbol, made.answer.plan.key.tonic.pitchClass()));
      CHECK(seen.insert(sample::progressionKey(relative)).second);
      auto kept = toKept(made.answer, i, round == 0 ? song::Verdict::Refused : song::Verdict::Shown, "");
      REQUIRE(song::apply(song, {song::AddSuggestion{kept}}).has_value());
    }
    REQUIRE(song::apply(song, {song::TransposeSong{5}}).has_value());
  }
  CHECK(seen.size() == 16);
}

TEST_CASE("more for a place is never what stands there") {
  const song::Song song = songOf({"C", "G", "Am", "F"});
  for (int bar = 1; bar <= 4; ++bar)
    for (const auto& idea : get(suggestInPlace(engine(), song, question(bar, 1), kStill)).ideas)
      CHECK(symbolsOf(with(song, idea)) != symbolsOf(song));
}

TEST_CASE("gaps are filled bar by bar and nothing else changes") {
  song::Song song = songOf({"C", "Am", "F", "G"});
  REQUIRE(song::apply(song, {song::RemoveChord{song.parts[0].chords[1].id}}).has_value());
  REQUIRE(song::apply(song, {song::StretchChord{song.parts[0].chords[1].id, 1920}}).has_value());
  const auto made = get(fillGaps(engine(), song, question(), kStill));
  for (const auto& idea : made.ideas) {
    const song::Song changed = with(song, idea);
    REQUIRE(changed.parts[0].chords.size() == 5);
    CHECK(changed.parts[0].chords[1].length == 3840);
    CHECK(changed.parts[0].chords[3].start == 2 * 3840 + 1920);
    for (const auto& old : song.parts[0].chords)
      CHECK(std::count(changed.parts[0].chords.begin(), changed.parts[0].chords.end(), old) == 1);
  }
}

TEST_CASE("a variation changes as many chords as it is asked to, and says which") {
  const song::Song song = songOf({"C", "Am", "F", "G", "C", "Am", "Dm", "G7"});
  auto varied = question();
  varied.change = 0.25;
  const auto made = get(vary(engine(), song, varied, kStill));
  REQUIRE(made.ideas.size() == 4);
  std::set<std::vector<std::string>> different;
  for (const auto& idea : made.ideas) {
    const song::Song changed = with(song, idea);
    int changes = 0;
    for (std::size_t i = 0; i < 8; ++i)
      changes += changed.parts[0].chords[i].symbol != song.parts[0].chords[i].symbol ? 1 : 0;
    CHECK(changes >= 1);
    CHECK(changes <= 2);
    CHECK(idea.says.size() == static_cast<std::size_t>(changes));
    different.insert(symbolsOf(changed));
  }
  CHECK(different.size() == 4);
}

TEST_CASE("a part goes on from its last chord, in its metre") {
  const song::Song song = songOf({"C", "Am", "F", "G"}, {3, 4});
  auto asked = question();
  const auto made = get(continuePart(engine(), song, asked, 4, kStill));
  for (const auto& idea : made.ideas) {
    const song::Song changed = with(song, idea);
    CHECK(changed.parts[0].bars == 8);
    REQUIRE(changed.parts[0].chords.size() == 8);
    CHECK(changed.parts[0].chords[4].start == 4 * 2880);
    CHECK(changed.parts[0].chords[7].start + changed.parts[0].chords[7].length == 8 * 2880);
    CHECK(made.answer.suggestions[0].voiceLeading.fromContext.has_value());
  }
  asked.rhythm = PlaceRhythm::Auto;
  for (const auto& idea : get(continuePart(engine(), song, asked, 4, kStill)).ideas)
    CHECK(with(song, idea).parts[0].bars == 8);
}

TEST_CASE("the rhythm of a place can change around locked chords") {
  song::Song song = songOf({"C", "Am", "F", "G"});
  const auto id = song.parts[0].chords[1].id;
  REQUIRE(song::apply(song, {song::SplitChord{id, 3840 + 960, ""}}).has_value());
  auto asked = question();
  asked.rhythm = PlaceRhythm::Bar;
  CHECK(with(song, get(suggestInPlace(engine(), song, asked, kStill)).ideas[0]).parts[0].chords.size() == 4);
  asked.rhythm = PlaceRhythm::Auto;
  const auto changed = with(song, get(suggestInPlace(engine(), song, asked, kStill)).ideas[0]);
  song::Tick sum = 0;
  for (const auto& event : changed.parts[0].chords) sum += event.length;
  CHECK(sum == 4 * 3840);
  song.parts[0].chords[0].locked = true;
  CHECK_FALSE(suggestInPlace(engine(), song, asked, kStill).has_value());
}

TEST_CASE("the chord before a part is the last of the part before it") {
  song::Song song = songOf({"C", "Am", "F", "G"});
  const auto index = song::addPart(song, "B", 2);
  for (int bar = 0; bar < 2; ++bar) song::addChord(song, index, bar * 3840, 3840, chord("F"));
  auto asked = question();
  asked.place.partId = song.parts[1].id;
  const auto made = get(suggestInPlace(engine(), song, asked, kStill));
  REQUIRE(made.answer.plan.before.size() == 4);
  CHECK(made.answer.plan.before.back() == chord("G"));
  CHECK(made.answer.plan.ending == propose::Ending::Close);  // The song ends there.
}

TEST_CASE("strong beats are the first and the middle of a bar") {
  CHECK(strongBeats({4, 4}) == std::vector<song::Tick>{0, 1920});
  CHECK(strongBeats({3, 4}) == std::vector<song::Tick>{0});
  CHECK(strongBeats({2, 4}) == std::vector<song::Tick>{0});
  CHECK(strongBeats({6, 8}) == std::vector<song::Tick>{0, 1440});
  CHECK(strongBeats({12, 8}) == std::vector<song::Tick>{0, 1440, 2880, 4320});
  CHECK(strongBeats({7, 8}) == std::vector<song::Tick>{0});
}

TEST_CASE("a note grates a semitone above a chord tone, unless the chord is labelled for it") {
  const auto grates = [](const char* symbol, int note) {
    return clashes(theory::toRelative(chord(symbol), 0), 0, note);
  };
  CHECK(grates("C", 5));        // F over E.
  CHECK(grates("C", 1));        // Db over C.
  CHECK_FALSE(grates("C", 2));  // D is a ninth.
  CHECK_FALSE(grates("C7b9", 1));
  CHECK_FALSE(grates("Cmaj7", 0));  // C is a tone, though a semitone above B.
  CHECK_FALSE(grates("F/E", 4));    // The bass is a tone.
  CHECK(grates("G7", 0));           // The eleventh over a dominant.
  CHECK_FALSE(grates("N.C.", 3));
}

TEST_CASE("chords under a melody never grate on its strong beats") {
  Random random(3);
  for (int tune = 0; tune < 6; ++tune) {
    song::Song song = songOf({"C", "Am", "F", "G"});
    song::Part& part = song.parts[0];
    // Scale notes first, then chromatic ones.
    const std::vector<int> scale{60, 62, 64, 65, 67, 69, 71, 72};
    for (int half = 0; half < 8; ++half)
      part.melody.push_back({song::takeId(song, 'n'), half * 1920, 1440,
                             tune < 3 ? scale[random.below(scale.size())] : 60 + static_cast<int>(random.below(13)),
                             90});
    auto asked = question();
    asked.seed = static_cast<std::uint32_t>(tune);
    const auto made = get(reharmonise(engine(), song, asked, kStill));
    REQUIRE(made.ideas.size() == 4);
    for (const auto& idea : made.ideas) {
      const song::Song changed = with(song, idea);
      CHECK(changed.parts[0].melody == part.melody);
      for (const auto& event : changed.parts[0].chords)
        for (const auto& note : strongNotes(part, {}, event.start, event.start + event.length)) {
          CAPTURE(theory::toText(event.symbol));
          CAPTURE(note.pitchClass);
          CHECK_FALSE(clashes(theory::toRelative(event.symbol, 0), 0, note.pitchClass));
        }
    }
  }
  CHECK_FALSE(reharmonise(engine(), songOf({"C", "G"}), question(), kStill).has_value());
}

TEST_CASE("other chords, fillings and variations go with the melody that is there") {
  song::Song song = songOf({"C", "Am", "F", "G"});
  Random random(5);
  for (int half = 0; half < 8; ++half)
    song.parts[0].melody.push_back(
        {song::takeId(song, 'n'), half * 1920, 1440, std::vector{60, 62, 64, 65, 67, 69, 71}[random.below(7)], 90});
  const auto grating = [&](const std::vector<song::ChordEvent>& chords, const std::vector<song::ChordEvent>& kept) {
    int count = 0;
    for (const auto& event : chords) {
      const bool isOwn = std::any_of(kept.begin(), kept.end(), [&](const auto& own) {
        return own.start == event.start && own.symbol == event.symbol;
      });
      for (const auto& note : strongNotes(song.parts[0], {}, event.start, event.start + event.length))
        count += !isOwn && clashes(theory::toRelative(event.symbol, 0), 0, note.pitchClass) ? 1 : 0;
    }
    return count;
  };
  song::Song gaps = song;
  gaps.parts[0].chords.erase(gaps.parts[0].chords.begin() + 1, gaps.parts[0].chords.begin() + 3);
  int without = 0;
  for (std::uint32_t seed = 0; seed < 4; ++seed) {
    auto asked = question();
    asked.seed = seed;
    auto like = asked;
    like.like = {chord("C"), chord("F"), chord("Bb"), chord("G")};
    const std::vector<song::ChordEvent> liked{{"", 0, 3840, chord("C")},
                                              {"", 3840, 3840, chord("F")},
                                              {"", 7680, 3840, chord("Bb")},
                                              {"", 11520, 3840, chord("G")}};
    for (const auto& idea : get(suggestInPlace(engine(), song, asked, kStill)).ideas)
      CHECK(grating(with(song, idea).parts[0].chords, {}) == 0);
    for (const auto& idea : get(suggestInPlace(engine(), song, like, kStill)).ideas)
      CHECK(grating(with(song, idea).parts[0].chords, liked) == 0);
    for (const auto& idea : get(vary(engine(), song, asked, kStill)).ideas)
      CHECK(grating(with(song, idea).parts[0].chords, song.parts[0].chords) == 0);
    for (const auto& idea : get(fillGaps(engine(), gaps, asked, kStill)).ideas)
      CHECK(grating(with(gaps, idea).parts[0].chords, gaps.parts[0].chords) == 0);
    song::Song silent = song;
    silent.parts[0].melody.clear();
    for (const auto& idea : get(suggestInPlace(engine(), silent, asked, kStill)).ideas)
      without += grating(with(silent, idea).parts[0].chords, {});
  }
  // Chords that know nothing of the tune do grate on it.
  CHECK(without > 0);
}

TEST_CASE("a contrasting part differs in every feature, and its first chord follows from the last") {
  song::Song bright = songOf({"C", "F", "C", "G", "C", "F", "G", "C"});
  bright.parts[0].name = "Verse";
  song::Song dark = song::makeSong(
      "", {{}, theory::Mode::Min}, {}, 100,
      std::vector<song::ChordSpan>{{chord("Cm"), 3840}, {chord("Fm"), 3840}, {chord("Ab"), 3840}, {chord("Gm"), 3840}});
  dark.style.density = 0.9;
  for (const song::Song& song : {bright, dark}) {
    ContrastQuestion asked;
    asked.in = question();
    const auto contrast = get(contrastingPart(engine(), song, asked, kStill));
    REQUIRE(!contrast.after.empty());
    REQUIRE(contrast.after.size() == contrast.made.ideas.size());
    for (std::size_t i = 0; i < contrast.after.size(); ++i) {
      const auto& idea = contrast.made.ideas[i];
      const song::Song changed = with(song, idea);
      REQUIRE(changed.parts.size() == 2);
      CHECK(changed.order == std::vector<song::Id>{"p1", changed.parts[1].id});
      // Measured on the song that comes of it, not on what was said.
      const PartFeatures a = featuresOf(changed, changed.parts[0]), b = featuresOf(changed, changed.parts[1]);
      CHECK(a.startDegree != b.startDegree);
      CHECK(std::abs(a.minorShare - b.minorShare) >= kLeastLean - 1e-9);
      CHECK(std::abs(a.chordsPerBar - b.chordsPerBar) >= 0.25);
      CHECK(std::abs(a.registerPitch - b.registerPitch) >= 1);
      CHECK(std::abs(a.density - b.density) >= 0.2);
      CHECK(idea.says.size() == 6);
      // The first chord is one that real songs put there: among the likelier half of all chords.
      const auto tonic = contrast.made.answer.plan.key.tonic.pitchClass();
      const auto next = engine().models().prior.next({contrast.made.answer.plan.key.mode, {}, {}, {}},
                                                     contrast.made.answer.plan.query.before);
      const auto first = lm::symbolOf(theory::toRelative(changed.parts[1].chords[0].symbol, tonic));
      CHECK(next.p[static_cast<std::size_t>(first)] > 1.0 / lm::kSymbolCount);
    }
  }
}

TEST_CASE("a song's inspirations are heard by their weight, unless they are switched off") {
  song::Song song = songOf({"C", "G"});
  const std::filesystem::path home(AMUSE_SOURCE_DIR);
  const auto read = [&](const InspireInput& now, const song::Id& partId = {}) {
    return get(readSongInspirations(engine().reader(), home, song, partId, now, {}));
  };
  const auto neutral = read({});
  CHECK(neutral.keywords.empty());
  song.inspirations.push_back({"a joyful sunny dance", {}, {}});
  const auto heard = read({});
  CHECK(heard.affect.valence > neutral.affect.valence + 0.2);
  song.inspirations.push_back({"grief and mourning at a funeral", {}, {}, 4, true});
  CHECK(read({}).affect.valence < heard.affect.valence);
  song.inspirations[1].partId = "p1";
  CHECK(read({}).affect.valence == doctest::Approx(heard.affect.valence));
  CHECK(read({}, "p2").affect.valence == doctest::Approx(heard.affect.valence));
  CHECK(read({}, "p1").affect.valence < heard.affect.valence);
  song.inspirations[1].partId.clear();
  song.inspirations[1].active = false;
  CHECK(read({}).affect.valence == doctest::Approx(heard.affect.valence));
  song.keywords.pinned = {"waltz"};
  CHECK(read({}).keywords.front().word == "waltz");
  song.inspirations.push_back({"", {"beach.jpg"}, {}});
  CHECK(read({}).notes.back().find("beach.jpg") != std::string::npos);
}
