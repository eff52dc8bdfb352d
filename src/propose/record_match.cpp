#include "propose/record_match.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "propose/keyword_text.h"

namespace amuse::propose {
namespace {

constexpr std::size_t kMostLeads = 6;
// A record below this share of every lead's best is left out.
constexpr double kLeastWeight = 2e-3;

// Rows: the mode asked for; columns: the mode a progression was written in (Maj Min Dor Phr Lyd Mix Loc Hmin Phdm).
// The neighbours of a rare mode are those that share its third and most of its scale; what does not fit the scale is
// weighed down again chord by chord when the pool is built.
constexpr double kFar = 9;
constexpr double kModeDistance[theory::kModeCount][theory::kModeCount] = {
    {0, kFar, kFar, kFar, 3.0, 2.5, kFar, kFar, kFar},  // Maj
    {kFar, 0, 2.0, 2.5, kFar, kFar, kFar, 1.5, kFar},   // Min
    {kFar, 2.0, 0, kFar, kFar, 5.0, kFar, 5.0, kFar},   // Dor
    {kFar, 3.0, kFar, 0, kFar, kFar, 3.0, 4.5, 2.5},    // Phr
    {2.5, kFar, kFar, kFar, 0, 4.0, kFar, kFar, kFar},  // Lyd
    {2.0, kFar, 5.0, kFar, 4.0, 0, kFar, kFar, 4.5},    // Mix
    {kFar, 4.5, kFar, 1.5, kFar, kFar, 0, 4.5, 4.0},    // Loc
    {kFar, 1.5, kFar, 3.0, kFar, kFar, kFar, 0, 3.0},   // Hmin
    {kFar, kFar, kFar, 2.0, kFar, 4.5, kFar, 3.0, 0},   // Phdm
};

brief::Affect affectOf(const std::int8_t (&stored)[4]) noexcept {
  return {.valence = stored[0] / 100.0,
          .arousal = stored[1] / 100.0,
          .tension = stored[2] / 100.0,
          .complexity = stored[3] / 100.0};
}

brief::Affect mixed(const brief::Affect& a, const brief::Affect& b, double shareOfA) noexcept {
  const double shareOfB = 1 - shareOfA;
  return {.valence = shareOfA * a.valence + shareOfB * b.valence,
          .arousal = shareOfA * a.arousal + shareOfB * b.arousal,
          .tension = shareOfA * a.tension + shareOfB * b.tension,
          .complexity = shareOfA * a.complexity + shareOfB * b.complexity};
}

double likenessOfVectors(const std::int8_t* a, const std::int8_t* b) noexcept {
  int dot = 0;
  for (int k = 0; k < file::kVectorSize; ++k) dot += a[k] * b[k];
  // Terms named together by chance reach 0.3; only what is above says something.
  return 0.8 * (dot / (127.0 * 127.0) - 0.35) / 0.65;
}

// Likeness of one wanted word to every term that stands in a record, 0..1.
std::vector<float> likenessToTerms(const ProposerModel& model, std::string_view wanted) {
  const std::string word = normaliseKeyword(wanted);
  const auto initials = initialsOf(word);
  const auto known = model.findTerm(word);
  std::vector<float> likeness(model.terms().size());
  for (const int term : model.recordTerms()) {
    double like = 0;
    // Most terms share not even an initial letter with the word.
    if ((initials & model.termInitials(term)) != 0) like = 0.9 * sharedWords(word, model.termText(term));
    if (known) {
      like = term == *known
                 ? 1
                 : std::max(like, likenessOfVectors(model.termVector(*known).data(), model.termVector(term).data()));
    }
    likeness[static_cast<std::size_t>(term)] = static_cast<float>(like);
  }
  return likeness;
}

// A rare mode has few records, none perhaps of the wanted mood; its neighbours must not take it over.
void preferOwnMode(const ProposerModel& model, theory::Mode mode, std::vector<double>& score) {
  constexpr double kLead = 1.5;
  double own = -1e9, foreign = -1e9;
  const auto isOwn = [&](std::size_t r) { return model.records()[r].mode == static_cast<std::uint8_t>(mode); };
  for (std::size_t r = 0; r < score.size(); ++r) {
    auto& best = isOwn(r) ? own : foreign;
    best = std::max(best, score[r]);
  }
  const double cost = std::max(0.0, foreign - own + kLead);
  if (own < -1e5 || cost == 0) return;
  for (std::size_t r = 0; r < score.size(); ++r) score[r] -= isOwn(r) ? 0 : cost;
}

float bestLikeness(const std::vector<float>& likeness, std::span<const std::uint16_t> terms) noexcept {
  float best = 0;
  for (const auto term : terms) best = std::max(best, likeness[term]);
  return best;
}

// How like each record is to each keyword, and to the genres together.
class Likenesses {
 public:
  Likenesses(const ProposerModel& model, const brief::Brief& brief)
      : keywords_(model.records().size() * brief.keywords.size()),
        genres_(model.records().size()),
        count_(brief.keywords.size()) {
    std::vector<std::vector<float>> toKeyword, toGenre;
    for (const auto& keyword : brief.keywords) toKeyword.push_back(likenessToTerms(model, keyword.word));
    double total = 1e-9;
    for (const auto& genre : brief.genres) {
      toGenre.push_back(likenessToTerms(model, genre.name));
      total += std::max(0.0, genre.weight);
    }
    // A keyword may name a genre and a genre stand among the keywords; that counts a little less.
    constexpr float kAcross = 0.8f;
    for (std::size_t r = 0; r < genres_.size(); ++r) {
      const auto keywords = model.keywordsOf(model.records()[r]), genres = model.genresOf(model.records()[r]);
      for (std::size_t k = 0; k < count_; ++k) {
        keywords_[r * count_ + k] =
            std::max(bestLikeness(toKeyword[k], keywords), kAcross * bestLikeness(toKeyword[k], genres));
      }
      for (std::size_t g = 0; g < toGenre.size(); ++g) {
        const double best = std::max(bestLikeness(toGenre[g], genres), kAcross * bestLikeness(toGenre[g], keywords));
        genres_[r] += std::max(0.0, brief.genres[g].weight) * best / total;
      }
    }
  }
  [[nodiscard]] double keywords(std::size_t record, const Lead& lead) const noexcept {
    double sum = 0;
    for (std::size_t k = 0; k < count_; ++k) sum += lead.keywordShares[k] * keywords_[record * count_ + k];
    return sum;
  }
  [[nodiscard]] double genres(std::size_t record) const noexcept { return genres_[record]; }

 private:
  std::vector<float> keywords_;  ///< [record][keyword].
  std::vector<double> genres_;
  std::size_t count_;
};

// In natural logarithms, one a record.
std::vector<double> scoresOf(const ProposerModel& model, const Likenesses& words, const Lead& lead, theory::Mode mode,
                             const MatchWeights& weights) {
  const auto records = model.records();
  const double width = 2 * weights.affectSd * weights.affectSd;
  std::vector<double> score(records.size());
  for (std::size_t r = 0; r < score.size(); ++r) {
    score[r] = weights.keyword * words.keywords(r, lead) + weights.genre * words.genres(r) -
               affectDistance(lead.affect, affectOf(records[r].affect)) / width -
               weights.relativeMode * modeDistance(mode, static_cast<theory::Mode>(records[r].mode));
  }
  return score;
}

// The records of the highest scores, whose entries become weights: 1 for the best.
std::vector<int> bestOf(std::vector<double>& score, std::size_t count) {
  std::vector<int> order(std::min(score.size(), count));
  if (order.empty()) return order;
  std::vector<int> all(score.size());
  std::iota(all.begin(), all.end(), 0);
  std::partial_sort_copy(all.begin(), all.end(), order.begin(), order.end(), [&](int a, int b) {
    const double scoreA = score[static_cast<std::size_t>(a)], scoreB = score[static_cast<std::size_t>(b)];
    return scoreA != scoreB ? scoreA > scoreB : a < b;
  });
  const double best = score[static_cast<std::size_t>(order[0])];
  for (double& x : score) x = std::exp(x - best);
  return order;
}

}  // namespace

std::vector<Lead> leadsOf(const brief::Brief& brief) {
  const auto& keywords = brief.keywords;
  double total = 0;
  for (const auto& keyword : keywords) total += std::max(0.0, keyword.weight);
  Lead blend{.word = {}, .share = 1, .keywordShares = std::vector<double>(keywords.size()), .affect = brief.affect};
  if (total <= 0) return {blend};
  for (std::size_t i = 0; i < keywords.size(); ++i) blend.keywordShares[i] = std::max(0.0, keywords[i].weight) / total;
  if (keywords.size() == 1) return {blend};
  constexpr double kBlendShare = 0.4, kLeading = 0.5;
  std::vector<Lead> leads{blend};
  leads[0].share = kBlendShare;
  double led = 0;
  for (std::size_t i = 0; i < keywords.size() && leads.size() < kMostLeads; ++i) {
    if (keywords[i].weight <= 0) continue;
    Lead lead{.word = keywords[i].word,
              .share = blend.keywordShares[i],
              .keywordShares = blend.keywordShares,
              .affect = brief.affect};
    for (double& share : lead.keywordShares) share *= 1 - kLeading;
    lead.keywordShares[i] += kLeading;
    if (keywords[i].affect) lead.affect = mixed(*keywords[i].affect, brief.affect, 0.6);
    led += lead.share;
    leads.push_back(std::move(lead));
  }
  for (std::size_t i = 1; i < leads.size(); ++i) leads[i].share *= (1 - kBlendShare) / led;
  return leads;
}

double modeDistance(theory::Mode to, theory::Mode from) noexcept {
  return kModeDistance[static_cast<int>(to)][static_cast<int>(from)];
}

double affectDistance(const brief::Affect& a, const brief::Affect& b) noexcept {
  const double valence = a.valence - b.valence, arousal = a.arousal - b.arousal;
  const double tension = a.tension - b.tension, complexity = a.complexity - b.complexity;
  return valence * valence + 0.5 * arousal * arousal + tension * tension + 0.8 * complexity * complexity;
}

std::vector<RecordMatch> matchRecords(const ProposerModel& model, const brief::Brief& brief,
                                      std::span<const Lead> leads, theory::Mode mode, const MatchWeights& weights,
                                      std::span<const char> leftOut) {
  const Likenesses words(model, brief);
  std::vector<RecordMatch> matches(model.records().size());
  for (std::size_t r = 0; r < matches.size(); ++r)
    matches[r] = {static_cast<int>(r), std::vector<double>(leads.size())};
  for (std::size_t l = 0; l < leads.size(); ++l) {
    auto score = scoresOf(model, words, leads[l], mode, weights);
    for (std::size_t r = 0; r < leftOut.size(); ++r) score[r] -= leftOut[r] ? 1e6 : 0;
    preferOwnMode(model, mode, score);
    for (const int r : bestOf(score, static_cast<std::size_t>(weights.recordsPerLead))) {
      matches[static_cast<std::size_t>(r)].weights[l] = score[static_cast<std::size_t>(r)];
    }
  }
  std::erase_if(matches, [](const RecordMatch& match) {
    return std::none_of(match.weights.begin(), match.weights.end(), [](double w) { return w > kLeastWeight; });
  });
  return matches;
}

}  // namespace amuse::propose
