#include "app/contrast.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "perform/voicing.h"
#include "sample/shown_set.h"
#include "sample/word.h"
#include "song/timeline.h"
#include "theory/roman.h"

namespace amuse::app {
namespace {

using theory::RelativeChord;

/// Proposals drawn before the start chord is forced; rounds with forced starts after that.
constexpr int kContrastDrafts = 60, kForcedRounds = 6, kDraftsForced = 16;

bool isMinor(const RelativeChord& chord) {
  return !chord.isNoChord() && chord.quality.tones.contains(3) && !chord.quality.tones.contains(4);
}

double meanPitch(const std::vector<std::vector<int>>& voicings) {
  double sum = 0;
  int count = 0;
  for (const auto& voicing : voicings)
    for (const int pitch : voicing) sum += pitch, ++count;
  return count == 0 ? 0 : sum / count;
}

std::vector<std::vector<int>> voicingsOf(const song::Part& part) {
  std::vector<theory::ChordSymbol> symbols;
  for (const auto& chord : part.chords) symbols.push_back(chord.symbol);
  auto voicings = perform::voiceProgression(symbols);
  for (std::size_t i = 0; i < part.chords.size(); ++i)
    if (part.chords[i].voicing) voicings[i] = *part.chords[i].voicing;
  return voicings;
}

/// Which way the new part goes from the old one.
struct Course {
  int startDegree = 0;    ///< Not to begin on.
  bool toMinor = false;   ///< Leans to minor; else to major.
  double leastMinor = 0;  ///< The new part's minor share is at least this ...
  double mostMinor = 1;   ///< ... and at most this.
  double chordsPerBar = 1;
  int registerStep = 0;
  double density = 0.5;
  lm::NextDistribution next;  ///< What real songs put behind the old part's last chord.
};

Course courseFrom(const PartFeatures& before) {
  Course course;
  course.startDegree = before.startDegree;
  course.toMinor = before.minorShare < 0.5;
  if (course.toMinor)
    course.leastMinor = before.minorShare + kLeastLean;
  else
    course.mostMinor = before.minorShare - kLeastLean;
  // Twice as fast up to two chords a bar; a part that is quicker already calms down.
  course.chordsPerBar = before.chordsPerBar > 1 ? 1 : before.chordsPerBar > 0.75 ? 2 : 1;
  course.registerStep = before.registerPitch <= 60 ? kRegisterStep : -kRegisterStep;
  course.density = before.density <= 0.6 ? before.density + kDensityStep : before.density - kDensityStep;
  return course;
}

double minorShareOf(const std::vector<RelativeChord>& chords, const std::vector<PlannedSlot>& slots) {
  double minor = 0, all = 0;
  for (std::size_t i = 0; i < chords.size(); ++i) {
    if (chords[i].isNoChord()) continue;
    all += static_cast<double>(slots[i].length);
    if (isMinor(chords[i])) minor += static_cast<double>(slots[i].length);
  }
  return all > 0 ? minor / all : 0;
}

/// Whether a first chord is likelier behind the old part than if all chords were alike.
bool leadsOn(const Course& course, const RelativeChord& first) {
  return course.next.p[static_cast<std::size_t>(lm::symbolOf(first))] > 1.0 / lm::kSymbolCount;
}

bool followsCourse(const Course& course, const Plan& plan, const std::vector<RelativeChord>& chords) {
  const double minor = minorShareOf(chords, plan.slots);
  return chords.front().root != course.startDegree && leadsOn(course, chords.front()) &&
         minor >= course.leastMinor - 1e-9 && minor <= course.mostMinor + 1e-9;
}

/// Slots of equal length, `chordsPerBar` a bar (or one that holds several bars).
SongPlan planPart(const song::Song& song, const song::Part& old, int bars, const Course& course,
                  const InSongQuestion& question, propose::Ending ending) {
  SongPlan made;
  const song::Tick start = song::firstStartOf(song, old);
  made.plan.key = song::keyAt(song, start);
  made.plan.modeWhy = "the mode of the song";
  made.plan.meter = song::meterAt(song, start);
  made.plan.bars = bars;
  made.plan.ending = ending;
  made.plan.fillsSlots = true;
  const song::Tick length = bars * made.plan.meter.barTicks();
  // Odd metres share a bar as evenly as whole beats go.
  const int perBar = std::max(1, static_cast<int>(std::lround(course.chordsPerBar)));
  const song::Tick first = (made.plan.meter.beats + perBar - 1) / perBar * made.plan.meter.beatTicks();
  for (song::Tick bar = 0; bar < length; bar += made.plan.meter.barTicks())
    for (song::Tick at = 0; at < made.plan.meter.barTicks(); at += first) {
      const song::Tick slot = std::min(first, made.plan.meter.barTicks() - at);
      made.plan.slots.push_back({bar + at, slot, std::nullopt});
      made.targets.push_back({bar + at, slot, std::nullopt});
    }
  for (const auto& chord : old.chords) made.plan.before.push_back(chord.symbol);
  if (made.plan.before.size() > 16) made.plan.before.erase(made.plan.before.begin(), made.plan.before.end() - 16);
  makeQuery(shifted(question.brief, question.shifts), made.plan);
  // Its end leads back to its own beginning, not to the old part's.
  made.plan.fillsSlots = false;
  return made;
}

/// The chord that real songs put next, of those that begin the course well: another degree, of the right colour.
std::vector<RelativeChord> likelyStarts(const Course& course) {
  std::vector<std::pair<double, lm::Symbol>> sorted;
  for (lm::Symbol symbol = 0; symbol < lm::kNoChordSymbol; ++symbol) {
    const auto chord = lm::chordOf(symbol);
    if (chord.root != course.startDegree && isMinor(chord) == course.toMinor)
      sorted.emplace_back(-course.next.p[static_cast<std::size_t>(symbol)], symbol);
  }
  std::sort(sorted.begin(), sorted.end());
  std::vector<RelativeChord> starts;
  starts.reserve(kForcedRounds);
  for (int i = 0; i < kForcedRounds; ++i) starts.push_back(lm::chordOf(sorted[static_cast<std::size_t>(i)].second));
  return starts;
}

void take(const sample::Answer& drawn, const Course& course, const Plan& plan, std::vector<sample::Suggestion>& fitting,
          sample::Stats& stats) {
  for (const auto& suggestion : drawn.suggestions)
    if (followsCourse(course, plan, suggestion.chords)) fitting.push_back(suggestion);
  stats.proposed += drawn.stats.proposed;
  stats.malformed += drawn.stats.malformed;
  stats.duplicate += drawn.stats.duplicate;
  stats.rejected += drawn.stats.rejected;
  stats.accepted += drawn.stats.accepted;
}

/// Lets chords change colour where that brings a progression onto the course: every chord's relative (vi for I, ii for
/// IV, iii for V and back) shares two tones with it.
void lean(const Course& course, const Plan& plan, std::vector<RelativeChord>& chords) {
  const auto minor = theory::parseChordSymbol("Cm"), major = theory::parseChordSymbol("C");
  for (std::size_t i = chords.size(); i > 0 && !followsCourse(course, plan, chords); --i) {
    RelativeChord& chord = chords[i - 1];
    if (chord.isNoChord() || isMinor(chord) == course.toMinor) continue;
    RelativeChord changed = theory::toRelative(course.toMinor ? *minor : *major, 0);
    changed.root = theory::toPitchClass(chord.root + (course.toMinor ? 9 : 3));
    const bool repeats = (i > 1 && chords[i - 2] == changed) || (i < chords.size() && chords[i] == changed);
    if (!repeats && !(i == 1 && changed.root == course.startDegree)) chord = changed;
  }
}

Result<sample::Answer> drawContrasts(const Engine& engine, const Planned& planned, const Course& course) {
  std::vector<sample::Suggestion> fitting;
  sample::Stats stats;
  Planned drafts = planned;
  drafts.count = std::clamp(6 * planned.count, kContrastDrafts, sample::kMaxCount);
  const auto drawn = drawPlanned(engine, drafts);
  if (!drawn) return tl::unexpected(drawn.error());
  take(*drawn, course, planned.plan, fitting, stats);
  drafts.count = kDraftsForced;
  const auto wanted = 2 * static_cast<std::size_t>(planned.count);
  for (const auto& start : likelyStarts(course)) {
    if (fitting.size() >= wanted) break;
    drafts.plan.query.slots.front().fixed = start;
    drafts.seed += 1;
    const auto forced = drawPlanned(engine, drafts);
    if (!forced) return tl::unexpected(forced.error());
    take(*forced, course, planned.plan, fitting, stats);
    for (auto suggestion : forced->suggestions) {
      if (fitting.size() >= wanted) break;
      lean(course, planned.plan, suggestion.chords);
      suggestion.accepted = false;
      if (followsCourse(course, planned.plan, suggestion.chords)) fitting.push_back(std::move(suggestion));
    }
  }
  std::vector<sample::Choice> choices;
  choices.reserve(fitting.size());
  for (const auto& one : fitting)
    choices.push_back({one.chords, one.logP / static_cast<double>(one.chords.size()), one.accepted ? 1.0 : 0.0});
  sample::Answer answer{{}, stats};
  std::vector<std::vector<RelativeChord>> progressions;
  for (const std::size_t i : sample::chooseShownSet(choices, {static_cast<std::size_t>(planned.count), true, false})) {
    answer.suggestions.push_back(fitting[i]);
    progressions.push_back(fitting[i].chords);
  }
  if (answer.suggestions.empty())
    return fail(ErrorCode::InvalidArgument, "no contrasting part was found; try another seed or a higher surprise");
  const auto words = sample::wordsFor(progressions, planned.plan.query.mode);
  for (std::size_t i = 0; i < words.size(); ++i) answer.suggestions[i].word = words[i];
  return answer;
}

std::string nameFor(const song::Part& old, const std::string& wanted) {
  if (!wanted.empty()) return wanted;
  const std::string name = toLower(old.name);
  if (name.find("chorus") != std::string::npos) return "Bridge";
  return name.find("verse") != std::string::npos ? "Chorus" : "B";
}

/// The part of an idea, voiced in its own register.
song::Part partOf(const song::Song& song, const SongPlan& plan, const Suggestion& suggestion, const Course& course,
                  const std::string& name, const song::Origin& origin) {
  song::Part part;
  part.id = fmt::format("p{}", song.nextId);
  part.name = name;
  part.bars = plan.plan.bars;
  part.density = std::clamp(course.density, 0.0, 1.0);
  perform::VoicingOptions hand;
  hand.centre += course.registerStep;
  hand.low += course.registerStep;
  hand.high += course.registerStep;
  const auto voicings = perform::voiceProgression(suggestion.wholeChords, hand);
  for (std::size_t i = 0; i < plan.targets.size(); ++i) {
    song::ChordEvent chord{"",    plan.targets[i].start, plan.targets[i].length, suggestion.wholeChords[i], false, {},
                           origin};
    if (!voicings[i].empty()) chord.voicing = voicings[i];
    // Equal neighbours are one held chord.
    if (!part.chords.empty() && part.chords.back().symbol == chord.symbol) {
      part.chords.back().length += chord.length;
    } else {
      part.chords.push_back(std::move(chord));
    }
  }
  return part;
}

/// Behind the first run of playings of the old part.
std::vector<song::Id> orderWith(const song::Song& song, const song::Id& old, const song::Id& added) {
  std::vector<song::Id> order = song.order;
  auto place = std::find(order.begin(), order.end(), old);
  while (place != order.end() && *place == old) ++place;
  order.insert(place, added);
  return order;
}

std::vector<std::string> differences(const theory::Key& key, const PartFeatures& a, const PartFeatures& b,
                                     const theory::ChordSymbol& last, const theory::ChordSymbol& first) {
  const auto degree = [&](int semitones) {
    const theory::ChordSymbol chord{theory::spell(theory::toPitchClass(key.tonic.pitchClass() + semitones), key),
                                    theory::parseChordSymbol("C")->quality,
                                    {}};
    return theory::romanNumeral(chord, nullptr, key);
  };
  return {fmt::format("starts on {} instead of {}", degree(b.startDegree), degree(a.startDegree)),
          fmt::format("leans to {}: minor chords {:.0f} % of the time instead of {:.0f} %",
                      b.minorShare > a.minorShare ? "minor" : "major", 100 * b.minorShare, 100 * a.minorShare),
          fmt::format("{} chords a bar instead of {}", fmt::format("{:.2g}", b.chordsPerBar),
                      fmt::format("{:.2g}", a.chordsPerBar)),
          fmt::format("lies {:.0f} semitones {}", std::abs(b.registerPitch - a.registerPitch),
                      b.registerPitch > a.registerPitch ? "higher" : "lower"),
          fmt::format("is played {}: density {:.2f} instead of {:.2f}", b.density > a.density ? "fuller" : "thinner",
                      b.density, a.density),
          fmt::format("{} leads on from {}", theory::toText(first), theory::toText(last))};
}

}  // namespace

PartFeatures featuresOf(const song::Song& song, const song::Part& part) {
  PartFeatures features;
  features.density = part.density.value_or(song.style.density);
  if (part.chords.empty()) return features;
  const theory::PitchClass tonic = song::keyAt(song, song::firstStartOf(song, part)).tonic.pitchClass();
  std::vector<RelativeChord> chords;
  std::vector<PlannedSlot> slots;
  for (const auto& chord : part.chords) {
    chords.push_back(theory::toRelative(chord.symbol, tonic));
    slots.push_back({chord.start, chord.length, std::nullopt});
  }
  features.startDegree = chords.front().root;
  features.minorShare = minorShareOf(chords, slots);
  features.chordsPerBar = static_cast<double>(part.chords.size()) / part.bars;
  features.registerPitch = meanPitch(voicingsOf(part));
  return features;
}

Result<ContrastAnswer> contrastingPart(const Engine& engine, const song::Song& song, const ContrastQuestion& question,
                                       const Clock& clock) {
  const Stopwatch watch(clock);
  const InSongQuestion& in = question.in;
  const song::Part* old = song::findPart(song, in.place.partId);
  if (old == nullptr) return fail(ErrorCode::NotFound, "the song has no part with that id");
  if (old->chords.empty()) return fail(ErrorCode::InvalidArgument, "the part has no chords to set another off from");
  const int bars = question.bars == 0 ? std::min(old->bars, kMaxBars) : question.bars;
  if (bars < 1 || bars > kMaxBars)
    return fail(ErrorCode::InvalidArgument, fmt::format("bars is {}; use 1 to {}", bars, kMaxBars));
  const auto ending = in.ending == "auto"
                          ? Result<propose::Ending>(bars <= 8 ? propose::Ending::Loop : propose::Ending::Close)
                          : propose::parseEnding(in.ending);
  if (!ending) return tl::unexpected(ending.error());

  ContrastAnswer contrast;
  contrast.before = featuresOf(song, *old);
  Course course = courseFrom(contrast.before);
  const SongPlan plan = planPart(song, *old, bars, course, in, *ending);
  course.next = engine.models().prior.next({plan.plan.key.mode, {}, {}, {}}, plan.plan.query.before);
  Planned planned{in.brief, plan.plan, in.count, in.surprise, in.seed, excludedFrom(plan, song, in.shown), in.stop};
  const auto drawn = drawContrasts(engine, planned, course);
  if (!drawn) return tl::unexpected(drawn.error());
  contrast.made.answer = presentPlanned(engine, std::move(planned), *drawn);
  const auto origin = originOf(contrast.made.answer, in.inspiration);
  for (const auto& suggestion : contrast.made.answer.suggestions) {
    const song::Part part = partOf(song, plan, suggestion, course, nameFor(*old, question.name), origin);
    contrast.after.push_back(featuresOf(song, part));
    contrast.made.ideas.push_back(
        {{song::Edit{song::AddPart{part, std::nullopt}}, song::Edit{song::SetOrder{orderWith(song, old->id, part.id)}}},
         differences(plan.plan.key, contrast.before, contrast.after.back(), old->chords.back().symbol,
                     suggestion.wholeChords.front())});
  }
  contrast.made.answer.elapsedMs = watch.elapsedMs();
  return contrast;
}

}  // namespace amuse::app
