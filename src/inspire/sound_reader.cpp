#include "inspire/sound_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "inspire/keyword_brief.h"
#include "theory/mode.h"

namespace amuse::inspire {
namespace {

using audio::SoundFacts;
using audio::SoundKind;
using audio::Span;

constexpr std::size_t kMostKeywords = 8, kMostGenres = 4;
/// A class below the first figure is not named, below the second it is called a guess.
constexpr double kNamed = 0.3, kCertain = 0.6;

/// A sign with how much of it there is, how sure it is and where.
struct Sign {
  std::string name;
  double value = 0, certainty = 1;
  std::vector<Span> spans;
};

std::vector<Sign> musicSigns(const SoundFacts& facts) {
  const auto& t = facts.texture;
  const std::vector<Span> whole{facts.sounding};
  std::vector<Sign> signs{{"music energy", t.energy, 1, {facts.loudest}},
                          {"music brightness Hz", t.brightnessHz, 1, whole},
                          {"music events a second", t.onsetsPerSecond, 1, whole},
                          {"music dynamics dB", t.dynamicsDb, 1, whole},
                          {"music bass share", t.bassShare, 1, whole},
                          {"music drive", t.drive, 1, {facts.loudest}}};
  if (facts.tempo && facts.tempo->confidence > 0.15) {
    const auto& beats = facts.tempo->beatsSeconds;
    const Span span = beats.size() < 2 ? facts.sounding : Span{beats.front(), beats.back()};
    signs.push_back({"music tempo", facts.tempo->bpm, std::min(1.0, 0.5 + facts.tempo->confidence), {span}});
  }
  if (facts.key) {
    const bool isMinor = theory::isMinorFamily(facts.key->key.mode);
    signs.push_back({isMinor ? "music minor" : "music major", facts.key->confidence, 1, whole});
  }
  return signs;
}

std::vector<Sign> signsOf(const SoundFacts& facts) {
  if (facts.kind == SoundKind::Silence) return {};
  if (facts.kind == SoundKind::Music) return musicSigns(facts);
  const auto& t = facts.texture;
  const std::vector<Span> whole{facts.sounding};
  std::vector<Sign> signs{
      {"texture steady", t.steady, 1, whole},         {"texture rhythmic", t.rhythmic, 1, whole},
      {"texture harsh", t.harsh, 1, {facts.loudest}}, {"texture soft", t.soft, 1, whole},
      {"texture sparse", t.sparse, 1, whole},         {"dynamics dB", t.dynamicsDb, 1, {facts.loudest}}};
  if (facts.kind == SoundKind::Speech) {
    signs.push_back({"speech", facts.speech, 1, whole});
    return signs;
  }
  for (const auto& heard : facts.heard)
    if (heard.probability >= kNamed)
      signs.push_back({"heard " + heard.name, heard.probability, heard.probability, heard.spans});
  return signs;
}

/// "{key}" and "{bpm}" filled in.
std::string filled(std::string text, const SoundFacts& facts) {
  const auto replace = [&text](std::string_view what, const std::string& by) {
    if (const auto at = text.find(what); at != std::string::npos) text.replace(at, what.size(), by);
  };
  if (facts.key) {
    const auto& key = facts.key->key;
    replace("{key}", theory::toText(key.tonic) + " " + std::string(theory::factsOf(key.mode).fullName));
  }
  if (facts.tempo) replace("{bpm}", std::to_string(std::lround(facts.tempo->bpm)));
  return text;
}

void addGenreOf(const SoundWord& word, double weight, std::vector<brief::GenreWeight>& genres) {
  for (const auto& name : word.genres) {
    const auto same = std::find_if(genres.begin(), genres.end(), [&](const auto& g) { return g.name == name; });
    if (same == genres.end()) genres.push_back({name, weight});
    weight /= 2;
  }
}

void addWord(const SoundWord& word, const Sign& sign, const SoundFacts& facts, brief::Brief& brief) {
  brief::Keyword keyword{
      filled(word.keyword, facts), std::round(100 * word.weight * sign.certainty) / 100, {}, word.affect};
  for (const Span& span : sign.spans)
    keyword.evidence.emplace_back(brief::SoundEvidence{span.startSeconds, span.endSeconds});
  const auto same =
      std::find_if(brief.keywords.begin(), brief.keywords.end(), [&](const auto& k) { return k.word == keyword.word; });
  addGenreOf(word, keyword.weight, brief.genres);
  if (same == brief.keywords.end())
    brief.keywords.push_back(std::move(keyword));
  else if (same->weight < keyword.weight)
    *same = std::move(keyword);
}

std::string plain(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

void addHeardNotes(const SoundFacts& facts, std::vector<std::string>& notes) {
  if (facts.heard.empty() || facts.heard.front().probability < kNamed) {
    notes.emplace_back("I can't name this sound; the keywords follow its texture. Add words of your own.");
    return;
  }
  const auto& best = facts.heard.front();
  if (best.probability < kCertain)
    notes.push_back(
        fmt::format("I hear {}, but only as a guess ({:.0f} %).", plain(best.name), 100 * best.probability));
  else
    notes.push_back(fmt::format("I hear {} ({:.0f} %).", plain(best.name), 100 * best.probability));
}

void addNotes(const SoundFacts& facts, const SoundOrigin& origin, std::vector<std::string>& notes) {
  switch (facts.kind) {
    case SoundKind::Silence: notes.emplace_back("There is nothing to hear in this sound."); break;
    case SoundKind::Speech:
      notes.emplace_back("Someone is speaking. I hear the voice, not the words; type the line that matters.");
      break;
    case SoundKind::Music: {
      std::string note = "This is music";
      if (facts.key) note += filled(", in {key}", facts);
      if (facts.tempo) note += filled(", at {bpm} bpm", facts);
      if (std::abs(facts.tuningCents) > 15) note += fmt::format(", tuned {:+.0f} cents from A 440", facts.tuningCents);
      if (facts.key && facts.key->confidence < 0.35) note += "; the key is a guess";
      notes.push_back(note + ".");
      break;
    }
    case SoundKind::Environment: addHeardNotes(facts, notes); break;
  }
  if (origin.isCut) notes.push_back(fmt::format("Only the first {:.0f} seconds were listened to.", facts.seconds));
  if (origin.isDamaged) notes.emplace_back("Parts of the file are damaged and were passed over.");
  if (!origin.name.empty())
    for (std::string& note : notes) note = fmt::format("{}: {}", origin.name, note);
}

/// What was measured beats what the words suggest.
void setMeasured(const SoundFacts& facts, brief::Brief& brief) {
  if (facts.kind != SoundKind::Music) return;
  if (facts.key) {
    brief.mode = facts.key->key.mode;
    brief.modeWhy = filled("The recording is in {key}.", facts);
  }
  if (facts.tempo) {
    const int bpm = static_cast<int>(std::lround(facts.tempo->bpm));
    brief.tempoBpm = {bpm - 2, bpm + 2};
  }
}

}  // namespace

brief::Brief inspireFromFacts(const SoundReader& reader, const TextReader& words, const SoundFacts& facts,
                              const SoundOrigin& origin) {
  brief::Brief found;
  for (const Sign& sign : signsOf(facts))
    for (const SoundWord& word : reader.words())
      if (word.sign == sign.name && sign.value >= word.low && sign.value <= word.high)
        addWord(word, sign, facts, found);
  std::stable_sort(found.keywords.begin(), found.keywords.end(),
                   [](const auto& a, const auto& b) { return a.weight > b.weight; });
  if (found.keywords.size() > kMostKeywords) found.keywords.resize(kMostKeywords);
  for (auto& keyword : found.keywords)
    for (auto& evidence : keyword.evidence)
      if (auto* span = std::get_if<brief::SoundEvidence>(&evidence)) {
        span->startSeconds = std::round(100 * (span->startSeconds + origin.startSeconds)) / 100;
        span->endSeconds = std::round(100 * (span->endSeconds + origin.startSeconds)) / 100;
      }
  auto brief = briefFromKeywords(words, std::move(found.keywords));
  std::stable_sort(found.genres.begin(), found.genres.end(),
                   [](const auto& a, const auto& b) { return a.weight > b.weight; });
  for (const auto& genre : brief.genres)
    if (std::none_of(found.genres.begin(), found.genres.end(), [&](const auto& g) { return g.name == genre.name; }))
      found.genres.push_back({genre.name, 0.5 * genre.weight});
  if (found.genres.size() > kMostGenres) found.genres.resize(kMostGenres);
  brief.genres = std::move(found.genres);
  brief.notes.clear();
  addNotes(facts, origin, brief.notes);
  setMeasured(facts, brief);
  return brief;
}

Result<brief::Brief> inspireSound(const SoundReader& reader, const TextReader& words, const MonoAudio& audio,
                                  const SoundOrigin& origin) {
  const auto facts = audio::describeSound(reader.recogniser(), audio);
  if (!facts) return tl::unexpected(facts.error());
  return inspireFromFacts(reader, words, *facts, origin);
}

}  // namespace amuse::inspire
