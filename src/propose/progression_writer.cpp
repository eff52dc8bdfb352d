#include "propose/progression_writer.h"

#include <algorithm>
#include <cmath>

#include "propose/endings.h"

namespace amuse::propose {
namespace {

using theory::RelativeChord;

// A chord held into the next slot is music, but a candidate should not be made of them.
constexpr double kHeldChord = 0.25, kHeldAgain = 0.02;
// What is taken only where a model knows nothing else.
constexpr double kNever = 1e-9;
// Two chords in turn, over and over.
constexpr double kSeesaw = 0.3;
// Below this share of the most likely chord lies smoothing, not music.
constexpr double kTail = 0.015;
// The same for the ways to play one chord.
constexpr double kExactTail = 0.04;
// Inner phrases stop on tension more weakly than a section that ends open.
constexpr double kInnerPhraseChance = 0.65;
// A progression met in the pool word for word is drawn again this often.
constexpr double kRedrawCopy = 0.6;
// A mood may lead a candidate's chords; how rich they are mostly follows all keywords and genres together, or a punk
// song would get its heartbreak in ninth chords.
constexpr double kOwnColour = 0.25;
// How much complexity leans to rich colours beyond what the weighing of the sets does.
constexpr double kColourStress = 0.5;
// Chords before the first slot that the network hears.
constexpr int kHeardBefore = 8;
// Eight bars in one phrase are often four and their variation.
constexpr double kHalvesReturn = 0.35;

bool sameHarmony(const RelativeChord& a, const RelativeChord& b) noexcept {
  return a.root == b.root && theory::triadOf(a.quality.chordClass) == theory::triadOf(b.quality.chordClass);
}

}  // namespace

ProgressionWriter::ProgressionWriter(const Query& query, const ChordPool& pool, std::span<const Lead> leads,
                                     const NetGuide* guide)
    : query_(query), pool_(pool), leads_(leads), guide_(guide), slots_(static_cast<int>(query.slots.size())) {
  for (const auto& chord : query.before) before_.push_back({chord, pool.contextOf(chord)});
  for (const auto& slot : query.slots) anyFixed_ = anyFixed_ || slot.fixed.has_value();
}

Candidate ProgressionWriter::write(Random& random) {
  Candidate candidate = writeOnce(random);
  for (int again = 0; again < 2 && isCopy(candidate) && random.chance(kRedrawCopy); ++again)
    candidate = writeOnce(random);
  return candidate;
}

bool ProgressionWriter::isCopy(const Candidate& candidate) const {
  if (anyFixed_ || candidate.chords.size() > 8 || candidate.chords.size() < 3) return false;
  std::vector<ChordId> ids;
  for (const auto& chord : candidate.chords) ids.push_back(pool_.contextOf(chord).id);
  return pool_.holds(ids);
}

std::vector<ProgressionWriter::Span> ProgressionWriter::drawPhrases(Random& random) const {
  std::vector<int> starts = query_.phraseStarts;
  if (starts.empty() || starts.front() != 0) starts.insert(starts.begin(), 0);
  std::erase_if(starts, [this](int start) { return start < 0 || start >= slots_; });
  std::string form = query_.form;
  if (starts.size() == 1 && slots_ == 8 && form.size() <= 1 && !anyFixed_ && random.chance(kHalvesReturn)) {
    starts.push_back(4);
    form = "AA'";
  }
  auto parts = readForm(form);
  if (parts.size() != starts.size()) parts = readForm(chooseForm(starts.size(), random));
  std::vector<Span> phrases;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    phrases.push_back({starts[i], i + 1 < starts.size() ? starts[i + 1] : slots_, parts[i]});
  }
  return phrases;
}

const ProgressionWriter::Voice& ProgressionWriter::voiceFor(Random& random) {
  std::vector<double> shares;
  for (const auto& lead : leads_) shares.push_back(lead.share);
  const int lead = static_cast<int>(random.weighted(shares));
  const int follows = random.chance(kOwnColour) ? lead : 0;
  auto& until = weightsUntil_[follows];
  if (until.empty())
    until = pool_.weightsUntil(follows, kColourStress * leads_[static_cast<std::size_t>(follows)].affect.complexity);
  const int thirds = static_cast<int>(std::lround(3 * pool_.colourAt(until, random.uniform())));
  const auto [found, isNew] = voices_.try_emplace({lead, thirds});
  if (!isNew) return found->second;
  const double colour = thirds / 3.0;
  found->second.draw = pool_.draw(lead, colour);
  if (guide_ != nullptr) {
    found->second.asked = guide_->net().withColour(guide_->asked(lead), colour);
    found->second.plain = guide_->net().withColour(guide_->plain(), colour);
  }
  return found->second;
}

bool ProgressionWriter::startsPhrase(const Work& work, int slot) {
  return std::any_of(work.phrases.begin(), work.phrases.end(), [&](const Span& s) { return s.from == slot; });
}

// The network hears the last chords before the first slot, then every chord up to the wanted slot.
void ProgressionWriter::walkTo(Work& work, int slot) const {
  for (; work.walked <= slot; ++work.walked) {
    const auto previous = at(work, work.walked - 1);
    work.walk->read(previous ? &previous->chord : nullptr, work.walked, slots_, startsPhrase(work, work.walked));
  }
}

Candidate ProgressionWriter::writeOnce(Random& random) {
  const Voice& voice = voiceFor(random);
  Work work{.draw = &voice.draw,
            .walk = std::nullopt,
            .walked = -std::min(kHeardBefore, static_cast<int>(before_.size())),
            .placed = std::vector<std::optional<Placed>>(query_.slots.size()),
            .phrases = drawPhrases(random),
            .avoid = {}};
  for (std::size_t i = 0; i < query_.slots.size(); ++i) {
    if (const auto& fixed = query_.slots[i].fixed) work.placed[i] = Placed{*fixed, pool_.contextOf(*fixed)};
  }
  if (guide_ != nullptr) work.walk.emplace(*guide_, voice.asked, voice.plain, voice.draw.lead);
  for (std::size_t i = 0; i < work.phrases.size(); ++i) {
    if (i > 0) {
      returnPhrase(work, i, random);
      contrastPhrase(work, i);
    }
    for (int slot = work.phrases[i].from; slot < work.phrases[i].to; ++slot) {
      if (!work.placed[static_cast<std::size_t>(slot)]) fill(work, slot, random);
    }
  }
  Candidate candidate;
  for (const auto& placed : work.placed) candidate.chords.push_back(placed->chord);
  return candidate;
}

// Copies the earlier phrase of the same letter, all but the end that is to be written anew.
void ProgressionWriter::returnPhrase(Work& work, std::size_t phrase, Random& random) const {
  const auto& span = work.phrases[phrase];
  const auto earlier = std::find_if(work.phrases.begin(), work.phrases.begin() + static_cast<std::ptrdiff_t>(phrase),
                                    [&](const Span& other) { return other.part.letter == span.part.letter; });
  if (earlier == work.phrases.begin() + static_cast<std::ptrdiff_t>(phrase)) return;
  const int length = std::min(span.to - span.from, earlier->to - earlier->from);
  const bool lastOfAll = phrase + 1 == work.phrases.size();
  int tail = span.to - span.from - length;
  if (span.part.varied) tail = std::max(tail, length >= 4 && random.chance(0.6) ? length / 2 : std::max(1, length / 4));
  if (lastOfAll) tail = std::max(tail, query_.ending == Ending::Close ? 2 : 1);
  for (int i = 0; i < length; ++i) {
    auto& slot = work.placed[std::size_t(span.from) + std::size_t(i)];
    const auto& source = work.placed[std::size_t(earlier->from) + std::size_t(i)];
    if (slot || !source) continue;
    if (i < length - tail) {
      slot = source;
    } else if (span.part.varied) {
      work.avoid.emplace_back(span.from + i, *source);
    }
  }
}

// A new phrase should not begin as the first one did.
void ProgressionWriter::contrastPhrase(Work& work, std::size_t phrase) const {
  const auto& span = work.phrases[phrase];
  if (span.part.letter == work.phrases[0].part.letter || !work.placed[0]) return;
  work.avoid.emplace_back(span.from, *work.placed[0]);
}

std::optional<ProgressionWriter::Placed> ProgressionWriter::at(const Work& work, int slot) const {
  if (slot >= slots_) return std::nullopt;
  if (slot >= 0) return work.placed[static_cast<std::size_t>(slot)];
  const int index = static_cast<int>(before_.size()) + slot;
  return index < 0 ? std::nullopt : std::optional(before_[static_cast<std::size_t>(index)]);
}

std::optional<ProgressionWriter::Placed> ProgressionWriter::loopStart(const Work& work) const {
  return before_.empty() ? work.placed[0] : std::optional(before_.front());
}

void ProgressionWriter::fill(Work& work, int slot, Random& random) {
  const auto previous = at(work, slot - 1), second = at(work, slot - 2);
  auto& p = scratch_;
  pool_.next(*work.draw, second ? second->context : ContextChord{}, previous ? previous->context : ContextChord{},
             startsPhrase(work, slot), p);
  if (work.walk) {
    walkTo(work, slot);
    work.walk->bend(pool_.model(), work.draw->shares, p);
  }
  weigh(work, slot, p);
  const ChordId id = pick(p, random);
  work.placed[static_cast<std::size_t>(slot)] =
      Placed{pool_.model().chords()[static_cast<std::size_t>(id)].chord, pool_.contextOf(id)};
}

// The symbol first, then how exactly it is played: a ninth in five spellings must not lose to a plain seventh for being
// spelled in five ways.
ChordId ProgressionWriter::pick(const std::vector<double>& p, Random& random) {
  const auto symbolOf = pool_.model().symbols();
  symbols_.assign(kNetOutputs, 0.0);
  for (std::size_t i = 0; i < p.size(); ++i) symbols_[symbolOf[i]] += p[i];
  const double least = kTail * *std::max_element(symbols_.begin(), symbols_.end());
  for (double& x : symbols_) x = x < least ? 0 : x;
  const auto symbol = static_cast<int>(random.weighted(symbols_));
  likely_.clear();
  likelyIds_.clear();
  double most = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (symbolOf[i] != symbol) continue;
    likely_.push_back(p[i]);
    likelyIds_.push_back(static_cast<ChordId>(i));
    most = std::max(most, p[i]);
  }
  for (double& x : likely_) x = x < kExactTail * most ? 0 : x;
  return likelyIds_[random.weighted(likely_)];
}

void ProgressionWriter::weigh(const Work& work, int slot, std::vector<double>& p) {
  weighNeighbours(work, slot, p);
  if (const auto next = at(work, slot + 1)) {
    weighTarget(next->context, 1, p);
  } else if (const auto afterNext = at(work, slot + 2)) {
    weighTarget(afterNext->context, 2, p);
  }
  for (const auto& [avoided, chord] : work.avoid) {
    if (avoided != slot) continue;
    for (std::size_t i = 0; i < p.size(); ++i)
      p[i] *= sameHarmony(pool_.model().chords()[i].chord, chord.chord) ? 0.1 : 1;
  }
  weighEnding(work, slot, p);
}

void ProgressionWriter::weighTarget(ContextChord target, int steps, std::vector<double>& p) {
  if (target.triad < 0) return;
  auto& factors = leading_[{{target.id, target.triad}, steps}];
  if (factors.empty()) factors = pool_.leadingTo(target, steps);
  for (std::size_t i = 0; i < p.size(); ++i) p[i] *= factors[i];
}

void ProgressionWriter::weighNeighbours(const Work& work, int slot, std::vector<double>& p) const {
  const auto previous = at(work, slot - 1), second = at(work, slot - 2), third = at(work, slot - 3),
             next = at(work, slot + 1);
  const bool heldBefore =
      (previous && second && previous->chord == second->chord) || (second && third && second->chord == third->chord);
  const auto scale = [&](const std::optional<Placed>& placed, double factor) {
    if (placed && placed->context.id >= 0) p[static_cast<std::size_t>(placed->context.id)] *= factor;
  };
  scale(previous, heldBefore || slots_ < 4 ? kHeldAgain : kHeldChord);
  scale(next, kHeldAgain);
  if (previous && third && previous->chord == third->chord) scale(second, kSeesaw);
}

void ProgressionWriter::weighEnding(const Work& work, int slot, std::vector<double>& p) {
  const auto chords = pool_.model().chords();
  const auto phrase =
      std::find_if(work.phrases.begin(), work.phrases.end(), [&](const Span& s) { return slot < s.to; });
  const bool last = slot == slots_ - 1, beforeLast = slot == slots_ - 2;
  const auto multiply = [&](auto factor) {
    for (std::size_t i = 0; i < p.size(); ++i) {
      if (p[i] > 0) p[i] *= factor(chords[i].chord);
    }
  };
  if (!last && slot == phrase->to - 1) {
    // A share of inner phrases ends where it likes, as in songs.
    if ((static_cast<int>(work.draw->colour * 97) + slot) % 100 < 100 * kInnerPhraseChance) {
      multiply([&](const RelativeChord& c) { return std::sqrt(openFactor(c, query_.mode)); });
    }
    return;
  }
  if (query_.ending == Ending::Close) {
    if (last) multiply([&](const RelativeChord& c) { return kNever + closingFactor(c, query_.mode); });
    if (beforeLast) multiply([&](const RelativeChord& c) { return std::pow(cadenceFactor(c, query_.mode), 2.1); });
  } else if (query_.ending == Ending::Open) {
    if (last) multiply([&](const RelativeChord& c) { return openFactor(c, query_.mode); });
  } else if (const auto start = loopStart(work); start && last && slots_ > 1) {
    weighTarget(start->context, 1, p);
    multiply([&](const RelativeChord& c) {
      return c == start->chord ? kNever : sameHarmony(c, start->chord) ? 0.05 : 1;
    });
  }
}

}  // namespace amuse::propose
