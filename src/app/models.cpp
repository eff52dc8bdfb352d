#include "app/models.h"

#include <utility>

#include <fmt/format.h>

#include "base/files.h"
#include "lm/ngram_model.h"
#include "propose/builtin_proposer.h"

namespace amuse::app {
namespace {

std::filesystem::path priorPath(const std::filesystem::path& home, PriorSet prior) {
  return home / "models" / fmt::format("prior-{}.ngram", toText(prior));
}

}  // namespace

Result<PriorSet> parsePriorSet(std::string_view text) {
  if (text == "open") return PriorSet::Open;
  if (text == "research") return PriorSet::Research;
  return fail(ErrorCode::InvalidArgument, fmt::format("prior is '{}'; use open or research", text));
}

std::string_view toText(PriorSet set) noexcept { return set == PriorSet::Open ? "open" : "research"; }

Result<std::unique_ptr<lm::ChordModel>> openPrior(const std::filesystem::path& home, PriorSet prior) {
  return lm::openModel(priorPath(home, prior));
}

std::filesystem::path proposerModelPath(const std::filesystem::path& home) {
  return home / "models" / "q-builtin.ngram";
}

Result<std::unique_ptr<lm::ChordModel>> openProposerModel(const std::filesystem::path& home) {
  return lm::openModel(proposerModelPath(home));
}

std::filesystem::path calibrationPath(const std::filesystem::path& home, PriorSet prior) {
  return home / "models" / fmt::format("calibration-builtin-{}.tsv", toText(prior));
}

Result<sample::Calibration> openCalibration(const std::filesystem::path& home, PriorSet prior) {
  const auto path = calibrationPath(home, prior);
  const auto table = readFile(path, 1u << 20);
  if (!table) return tl::unexpected(table.error());
  auto calibration = sample::Calibration::parse(*table);
  // A table of ours that cannot be read is a damaged installation, not a mistake of the caller's.
  if (!calibration)
    return fail(ErrorCode::Unavailable, fmt::format("{}: {}", path.string(), calibration.error().message));
  return calibration;
}

Result<std::unique_ptr<const propose::Proposer>> openProposer(const std::filesystem::path& home,
                                                              std::optional<int> leftOutFold) {
  const auto folder = home / "models";
  auto proposer =
      propose::BuiltinProposer::open(folder / "proposer-open.bin", folder / "proposer-net-open.bin", leftOutFold);
  if (!proposer) return tl::unexpected(proposer.error());
  return std::unique_ptr<const propose::Proposer>(*std::move(proposer));
}

Result<Engine> Engine::open(const std::filesystem::path& home, PriorSet set) {
  auto reader = inspire::TextReader::open(home / "data" / "llm");
  if (!reader) return tl::unexpected(reader.error());
  auto prior = openPrior(home, set);
  if (!prior) return tl::unexpected(prior.error());
  auto proposerModel = openProposerModel(home);
  if (!proposerModel) return tl::unexpected(proposerModel.error());
  auto proposer = openProposer(home);
  if (!proposer) return tl::unexpected(proposer.error());
  auto calibration = openCalibration(home, set);
  if (!calibration) return tl::unexpected(calibration.error());

  Engine engine(*std::move(reader), *calibration);
  engine.set_ = set;
  engine.prior_ = *std::move(prior);
  engine.proposerModel_ = *std::move(proposerModel);
  engine.proposer_ = *std::move(proposer);
  return engine;
}

sample::Models Engine::models() const noexcept { return {*prior_, *proposerModel_, *proposer_, calibration_}; }

ModelNames Engine::names() const { return {prior_->name(), proposerModel_->name(), proposer_->name()}; }

}  // namespace amuse::app
