#include "propose/builtin_proposer.h"

#include <fmt/format.h>

#include "base/spare_processors.h"
#include "propose/held_out.h"
#include "propose/net_guide.h"
#include "propose/progression_writer.h"

namespace amuse::propose {
namespace {

constexpr std::size_t kMostSlots = 256;
/// A thread that writes fewer costs more than it saves: it finds out anew what leads to which chord.
constexpr std::size_t kFewestAThread = 12;

}  // namespace

/// What a brief calls for in a mode; the seed picks the songs that take part.
struct BuiltinProposer::Prepared {
  brief::Brief brief;
  theory::Mode mode;
  std::uint32_t seed;
  std::vector<Lead> leads;
  std::vector<RecordMatch> matches;
  ChordPool pool;
  std::shared_ptr<const NetGuide> guide;  ///< Null without a network.
};

BuiltinProposer::BuiltinProposer(ProposerModel model, std::shared_ptr<const HarmonyNet> net, std::vector<char> leftOut)
    : model_(std::move(model)), net_(std::move(net)), leftOut_(std::move(leftOut)) {
  name_ = net_ ? fmt::format("{} ({:08x})", "builtin-2",
                             static_cast<std::uint32_t>(stableHash(model_.name(), net_->hash())))
               : model_.name();
}
BuiltinProposer::~BuiltinProposer() = default;

std::shared_ptr<const BuiltinProposer::Prepared> BuiltinProposer::prepare(const Query& query,
                                                                          std::uint32_t seed) const {
  std::shared_ptr<const Prepared> last;
  {
    const std::scoped_lock lock(mutex_);
    last = last_;
  }
  const bool sameBrief = last && last->mode == query.mode && last->brief == query.brief;
  if (sameBrief && last->seed == seed) return last;
  auto leads = sameBrief ? last->leads : leadsOf(query.brief);
  auto matches = sameBrief ? last->matches : matchRecords(model_, query.brief, leads, query.mode, {}, leftOut_);
  ChordPool pool(model_, leads, matches, query.mode, styleMixOf(query.brief), seed);
  auto guide = sameBrief ? last->guide : nullptr;
  if (net_ && !guide) guide = std::make_shared<const NetGuide>(model_, *net_, query.brief, leads, query.mode);
  last = std::make_shared<const Prepared>(
      Prepared{query.brief, query.mode, seed, std::move(leads), std::move(matches), std::move(pool), std::move(guide)});
  const std::scoped_lock lock(mutex_);
  last_ = last;
  return last;
}

Result<std::unique_ptr<BuiltinProposer>> BuiltinProposer::open(const std::filesystem::path& model,
                                                               const std::filesystem::path& net,
                                                               std::optional<int> leftOutFold) {
  auto pool = ProposerModel::open(model);
  if (!pool) return tl::unexpected(pool.error());
  auto opened = HarmonyNet::open(net);
  if (!opened) return tl::unexpected(opened.error());
  auto leftOut = leftOutFold ? recordsOfFold(*pool, *leftOutFold) : std::vector<char>{};
  return std::make_unique<BuiltinProposer>(*std::move(pool), std::make_shared<const HarmonyNet>(*std::move(opened)),
                                           std::move(leftOut));
}

Result<Proposals> BuiltinProposer::propose(const Query& query, int count, std::uint32_t seed, int round) const {
  if (query.slots.empty() || query.slots.size() > kMostSlots) {
    return fail(ErrorCode::InvalidArgument, "a progression needs 1 to 256 slots");
  }
  if (count < 0) return fail(ErrorCode::InvalidArgument, "the number of candidates must not be negative");
  const auto stream = mixBits((static_cast<std::uint64_t>(seed) << 32) + static_cast<std::uint32_t>(round));
  const auto prepared = prepare(query, seed);
  Proposals proposals;
  proposals.candidates.resize(static_cast<std::size_t>(count));
  // Each candidate has random numbers of its own, so that it is the same on whichever thread it is written.
  shareAmongSpareProcessors(proposals.candidates.size(), kFewestAThread, [&](std::size_t begin, std::size_t end) {
    ProgressionWriter writer(query, prepared->pool, prepared->leads, prepared->guide.get());
    for (std::size_t i = begin; i < end && !query.stop.stop_requested(); ++i) {
      Random random(mixBits(stream + i));
      proposals.candidates[i] = writer.write(random);
    }
  });
  if (query.stop.stop_requested()) return fail(ErrorCode::Cancelled, "nobody waits for these chords any more");
  return proposals;
}

}  // namespace amuse::propose
