#include "propose/builtin_proposer.h"

#include "propose/progression_writer.h"

namespace amuse::propose {
namespace {

constexpr std::size_t kMostSlots = 256;

}  // namespace

Result<std::unique_ptr<BuiltinProposer>> BuiltinProposer::open(const std::filesystem::path& path) {
  auto model = ProposerModel::open(path);
  if (!model) return tl::unexpected(model.error());
  return std::make_unique<BuiltinProposer>(std::move(*model));
}

Result<Proposals> BuiltinProposer::propose(const Query& query, int count, std::uint32_t seed, int round) const {
  if (query.slots.empty() || query.slots.size() > kMostSlots) {
    return fail(ErrorCode::InvalidArgument, "a progression needs 1 to 256 slots");
  }
  if (count < 0) return fail(ErrorCode::InvalidArgument, "the number of candidates must not be negative");
  const auto stream = mixBits((static_cast<std::uint64_t>(seed) << 32) + static_cast<std::uint32_t>(round));
  const auto leads = leadsOf(query.brief);
  const auto matches = matchRecords(model_, query.brief, leads, query.mode);
  const ChordPool pool(model_, leads, matches, query.mode, styleMixOf(query.brief), stream);
  ProgressionWriter writer(query, pool, leads);
  Random random(stream);
  Proposals proposals;
  proposals.candidates.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) proposals.candidates.push_back(writer.write(random));
  return proposals;
}

}  // namespace amuse::propose
