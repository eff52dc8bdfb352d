#include "perform/groove_choice.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "base/assert.h"
#include "base/text.h"

namespace amuse::perform {
namespace {

constexpr double kGenre = 3, kPartGenre = 1.5, kWord = 2, kMostOfOneKind = 1.5;
/// Where there is nothing to go by a song is played plainly, not by whichever groove lies nearest to no mood at all.
constexpr std::string_view kPlainGroove = "pop";
constexpr double kPlain = 2, kPlainMood = 1;
constexpr double kMeterFits = 2, kTempoFits = 1, kTempoApart = 2;

bool names(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// "jazz" is part of "vocal jazz", not of "jazzy": whole words only.
bool namesPartOf(const std::vector<std::string>& list, const std::string& genre) {
  const std::string padded = " " + genre + " ";
  return std::any_of(list.begin(), list.end(),
                     [&](const std::string& name) { return padded.find(" " + name + " ") != std::string::npos; });
}

struct Claim {
  double sum = 0, strongest = 0;
  std::string word;
  void add(double points, const std::string& what) {
    sum += points;
    if (points > strongest) {
      strongest = points;
      word = what;
    }
  }
};

Claim genreClaim(const brief::Brief& brief, const Groove& groove) {
  Claim claim;
  double top = 0;
  for (const auto& genre : brief.genres) top = std::max(top, genre.weight);
  for (const auto& genre : brief.genres) {
    const std::string name = toLower(genre.name);
    const double weight = top > 0 ? genre.weight / top : 1;
    if (names(groove.genres, name))
      claim.add(kGenre * weight, name);
    else if (namesPartOf(groove.genres, name))
      claim.add(kPartGenre * weight, name);
  }
  claim.sum = std::min(claim.sum, kGenre * kMostOfOneKind);
  return claim;
}

Claim wordClaim(const brief::Brief& brief, const Groove& groove) {
  Claim claim;
  double top = 0;
  for (const auto& keyword : brief.keywords) top = std::max(top, keyword.weight);
  for (const auto& keyword : brief.keywords) {
    const std::string word = toLower(keyword.word);
    const double weight = top > 0 ? keyword.weight / top : 1;
    // A keyword may name a genre too: "bossa nova" typed by the songwriter.
    if (names(groove.genres, word))
      claim.add(kGenre * weight, word);
    else if (names(groove.words, word))
      claim.add(kWord * weight, word);
    else if (namesPartOf(groove.genres, word) || namesPartOf(groove.words, word))
      claim.add(kWord / 2 * weight, word);
  }
  claim.sum = std::min(claim.sum, kGenre * kMostOfOneKind);
  return claim;
}

double affectScore(const brief::Affect& a, const brief::Affect& b) {
  const auto squared = [](double x) { return x * x; };
  return -(1.5 * squared(a.arousal - b.arousal) + 0.5 * squared(a.valence - b.valence) +
           0.5 * squared(a.tension - b.tension) + 0.75 * squared(a.complexity - b.complexity));
}

double tempoScore(const brief::Brief& brief, const Groove& groove) {
  const double low = std::max(1, brief.tempoBpm[0]), high = std::max(low, double(brief.tempoBpm[1]));
  if (high >= groove.tempoBpm[0] && low <= groove.tempoBpm[1]) return kTempoFits;
  const double octaves =
      high < groove.tempoBpm[0] ? std::log2(groove.tempoBpm[0] / high) : std::log2(low / groove.tempoBpm[1]);
  return kTempoFits - kTempoApart * octaves;
}

double meterScore(const song::Meter& meter, Pulse pulse) {
  const bool triple = meter.beats == 3 && meter.unit != 8;
  const bool compound = meter.unit >= 8 && meter.beats % 3 == 0;
  const Pulse wanted = triple ? Pulse::Triple : compound ? Pulse::Compound : Pulse::Simple;
  if (pulse == wanted) return pulse == Pulse::Simple ? 0 : kMeterFits;
  return pulse == Pulse::Simple ? 0 : -kMeterFits;
}

}  // namespace

std::vector<GrooveScore> rankGrooves(const brief::Brief& brief, const song::Meter& meter, const GrooveBook& book) {
  std::vector<GrooveScore> ranked;
  const bool namesNothing = brief.genres.empty() && brief.keywords.empty();
  const double plain = !namesNothing ? 0 : brief.affect == brief::Affect{} ? kPlain : kPlainMood;
  for (const Groove& groove : book.grooves) {
    const Claim genre = genreClaim(brief, groove), word = wordClaim(brief, groove);
    GrooveScore score{&groove, genre.sum + word.sum, genre.strongest >= word.strongest ? genre.word : word.word};
    score.score +=
        affectScore(brief.affect, groove.affect) + tempoScore(brief, groove) + meterScore(meter, groove.pulse);
    if (groove.name == kPlainGroove) score.score += plain;
    ranked.push_back(std::move(score));
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
  return ranked;
}

const Groove& chooseGroove(const brief::Brief& brief, const song::Meter& meter, const GrooveBook& book) {
  AMUSE_ASSERT(!book.grooves.empty());
  return *rankGrooves(brief, meter, book).front().groove;
}

song::Style styleFor(const brief::Brief& brief, const song::Meter& meter, const GrooveBook& book) {
  song::Style style;
  if (!book.grooves.empty()) style.groove = chooseGroove(brief, meter, book).name;
  style.energy = std::clamp(0.5 + 0.4 * brief.affect.arousal, 0.0, 1.0);
  style.density = std::clamp(0.5 + 0.3 * brief.affect.arousal, 0.0, 1.0);
  return style;
}

double tempoFor(const brief::Brief& brief, const Groove& groove) noexcept {
  const double low = std::clamp(brief.tempoBpm[0], 20, 400), high = std::clamp(brief.tempoBpm[1], 20, 400);
  const double middle = (low + std::max(low, high)) / 2;
  const double own = std::clamp(middle, groove.tempoBpm[0], groove.tempoBpm[1]);
  return std::round(std::clamp(own, low, std::max(low, high)));
}

}  // namespace amuse::perform
