#include "sample/pool.h"

#include <algorithm>
#include <numeric>

#include "base/random.h"
#include "base/spare_processors.h"
#include "lm/opening_stats.h"
#include "sample/ratio.h"

namespace amuse::sample {
namespace {

using propose::Candidate;

/// Share of real openings that are less likely than what is ever let through.
constexpr double kTooRareShare = 0.02;
constexpr std::size_t kComparedAtOnce = 128;
/// Stretches; the networks read a batch of fewer at little less cost.
constexpr std::size_t kFewestAThread = 12;

/// Candidates cut into stretches and scored in one batch; `begins[i]` is the first stretch of candidate i.
struct Comparison {
  std::vector<Stretch> stretches;
  std::vector<Ratio> ratios;
  std::vector<std::size_t> begins;

  [[nodiscard]] std::span<const Stretch> stretchesOfCandidate(std::size_t i) const {
    return std::span(stretches).subspan(begins[i], begins[i + 1] - begins[i]);
  }
  [[nodiscard]] std::span<const Ratio> ratiosOfCandidate(std::size_t i) const {
    return std::span(ratios).subspan(begins[i], begins[i + 1] - begins[i]);
  }
};

/// Errors: Cancelled.
Result<Comparison> compareAll(const Models& models, const propose::Query& query,
                              const std::vector<Candidate>& candidates) {
  Comparison all;
  for (const auto& candidate : candidates) {
    all.begins.push_back(all.stretches.size());
    for (auto& stretch : stretchesOf(query, candidate)) all.stretches.push_back(std::move(stretch));
  }
  all.begins.push_back(all.stretches.size());
  // P and Q are asked under the same conditions: the mode, which both have learned.
  const lm::Conditions conditions{query.mode, {}, {}, {}};
  all.ratios.resize(all.stretches.size());
  shareAmongSpareProcessors(all.stretches.size(), kFewestAThread, [&](std::size_t begin, std::size_t end) {
    // Large batches in pieces, so that nobody's leaving goes unnoticed for seconds.
    for (std::size_t i = begin; i < end && !query.stop.stop_requested(); i += kComparedAtOnce) {
      const auto piece = std::span(all.stretches).subspan(i, std::min(kComparedAtOnce, end - i));
      const auto ratios = compare(models.prior, models.proposerModel, conditions, piece, models.calibration.trust());
      std::copy(ratios.begin(), ratios.end(), all.ratios.begin() + static_cast<std::ptrdiff_t>(i));
    }
  });
  if (query.stop.stop_requested()) return fail(ErrorCode::Cancelled, "nobody waits for these chords any more");
  return all;
}

Draft makeDraft(Candidate candidate, std::span<const Ratio> ratios) {
  Draft draft;
  draft.key = progressionKey(candidate.chords);
  draft.chords = std::move(candidate.chords);
  for (const auto& ratio : ratios) {
    draft.logP += ratio.logP;
    draft.logQ += ratio.logQ;
    draft.logPSevenths += ratio.logPSevenths;
    draft.chordCount += ratio.chordCount;
  }
  return draft;
}

/// The symbols of a distribution but the end and N.C., likeliest first; equal ones by number.
std::vector<lm::Symbol> likeliestFirst(const lm::NextDistribution& next) {
  std::vector<lm::Symbol> symbols(lm::kNoChordSymbol);
  std::iota(symbols.begin(), symbols.end(), 0);
  const auto p = [&](lm::Symbol symbol) { return next.p[static_cast<std::size_t>(symbol)]; };
  std::stable_sort(symbols.begin(), symbols.end(), [&](lm::Symbol a, lm::Symbol b) { return p(a) > p(b); });
  return symbols;
}

}  // namespace

Pool::Pool(const Models& models, const Request& request, std::size_t shiftCandidates)
    : models_(models),
      request_(request),
      filter_{request.query.mode, request.surprise, models.prior.sectionCount(request.query.mode), 0},
      shiftCandidates_(shiftCandidates) {
  for (const auto& chords : request.exclude) seen_.insert(progressionKey(chords));
}

Result<void> Pool::draw(int count, int round) {
  auto proposals = models_.proposer.propose(request_.query, count, request_.seed, round);
  if (!proposals) return tl::unexpected(proposals.error());
  return take(*std::move(proposals));
}

Result<void> Pool::take(propose::Proposals proposals) {
  stats_.proposed += static_cast<int>(proposals.candidates.size() + proposals.malformed.size());
  stats_.malformed += static_cast<int>(proposals.malformed.size());
  for (const auto& malformed : proposals.malformed)
    if (std::find(stats_.problems.begin(), stats_.problems.end(), malformed.reason) == stats_.problems.end())
      stats_.problems.push_back(malformed.reason);
  return judge(keepNew(std::move(proposals.candidates)), true);
}

std::vector<Candidate> Pool::keepNew(std::vector<Candidate> candidates) {
  std::vector<Candidate> fresh;
  for (auto& candidate : candidates) {
    if (seen_.insert(progressionKey(candidate.chords)).second)
      fresh.push_back(std::move(candidate));
    else
      ++stats_.duplicate;
  }
  return fresh;
}

Result<void> Pool::judge(std::vector<Candidate> candidates, bool mayAccept) {
  const auto compared = compareAll(models_, request_.query, candidates);
  if (!compared) return tl::unexpected(compared.error());
  const Comparison& all = *compared;
  if (setsShift() && mayAccept && !candidates.empty()) {
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      excesses_.push_back(
          excessOf(filter_.mode, models_.calibration, all.stretchesOfCandidate(i), all.ratiosOfCandidate(i)));
      flavours_.push_back(flavourOf(candidates[i].chords, filter_.mode));
    }
    shift_ = shiftOf(excesses_, flavours_);
    stats_.shift = shift_.level;
    firstBatch_ = excesses_.size();
  }
  const lm::OpeningStats openings = models_.prior.openings();
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    Draft draft = makeDraft(std::move(candidates[i]), all.ratiosOfCandidate(i));
    filter_.shift = shift_.at(flavourOf(draft.chords, filter_.mode));
    // Surprising means rare in songs, not wrong: what hardly any real opening goes below is refused at any setting.
    const auto chords = static_cast<std::size_t>(draft.chordCount);
    const double floor =
        openings.quantile(kTooRareShare, filter_.mode, chords) - floorDropOf(shift_.mean.strain, firstBatch_, chords);
    const bool tooRare = !openings.empty() && draft.typicality() < floor;
    draft.acceptance =
        tooRare ? 0 : acceptanceOf(filter_, models_.calibration, all.stretchesOfCandidate(i), all.ratiosOfCandidate(i));
    draft.accepted = mayAccept && hashedUniform(request_.seed, draft.key) < draft.acceptance;
    ++(draft.accepted ? stats_.accepted : stats_.rejected);
    drafts_.push_back(std::move(draft));
  }
  return {};
}

void Pool::addVariants(std::size_t wanted) {
  const auto& slots = request_.query.slots;
  const std::size_t known = drafts_.size();
  for (std::size_t base = 0; base < std::max<std::size_t>(known, 1); ++base) {
    std::vector<theory::RelativeChord> start;
    if (base < known)
      start = drafts_[base].chords;
    else
      for (const auto& slot : slots) start.push_back(slot.fixed.value_or(lm::chordOf(0)));
    for (std::size_t slot = 0; slot < slots.size(); ++slot) {
      if (slots[slot].fixed) continue;
      std::vector<theory::RelativeChord> prefix = request_.query.before;
      prefix.insert(prefix.end(), start.begin(), start.begin() + static_cast<std::ptrdiff_t>(slot));
      std::vector<Candidate> variants;
      for (const lm::Symbol symbol : likeliestFirst(models_.prior.next({request_.query.mode, {}, {}, {}}, prefix))) {
        variants.push_back({start});
        variants.back().chords[slot] = lm::chordOf(symbol);
      }
      stats_.proposed += static_cast<int>(variants.size());
      if (!judge(keepNew(std::move(variants)), false)) return;
      if (drafts_.size() >= known + 2 * wanted) return;
    }
  }
}

}  // namespace amuse::sample
