#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>

#include "base/files.h"
#include "fit_sets.h"
#include "lm/neural_model.h"
#include "net_store.h"
#include "prior_card.h"
#include "prior_openings.h"
#include "prior_parity.h"
#include "prior_sections.h"
#include "train_command.h"

/// amuse-train prior: the n-gram mixture, the networks that correct it, one file, its card and what parity is tested
/// against. See docs/models.md.
namespace amuse::train {

namespace {

/// What differs between the two priors.
struct PriorRecipe {
  std::string_view set, inside, title, licence;
  std::vector<corpus::LicenseClass> learned, judged;
  int networks, epochs;
  double inputDropout, outputDropout, blockDropout;
};

const std::vector<PriorRecipe>& recipes() {
  using corpus::LicenseClass;
  static const std::vector<PriorRecipe> all{
      {"open",
       "open-neural-1",
       "The default prior P: how likely a progression is in real songs.",
       "Apache-2.0, as the project. Trained only on data whose licence class is open (CC0, MIT, ISC, public domain).",
       {LicenseClass::Open},
       {LicenseClass::Open},
       1,
       16,
       0.3,
       0.5,
       0.2},
      {"research",
       "research-neural-1",
       "The research prior (`--prior research`): open data and Hooktheory.",
       "**CC BY-NC-SA 3.0**: not for commercial use. Trained on data of the class open and on SheetSage's Hooktheory\n"
       "release (Donahue, Thickstun and Liang, ISMIR 2022), which is CC BY-NC-SA 3.0.",
       {LicenseClass::Open, LicenseClass::NonCommercial},
       {LicenseClass::NonCommercial},
       1,
       10,
       0.2,
       0.4,
       0.15}};
  return all;
}

/// Everything the steps share.
struct PriorJob {
  const PriorRecipe& recipe;
  const TrainOptions& options;
  std::vector<corpus::Section> corpus;
  FitSet set;
  lm::NgramFit fit;
  std::vector<NetSection> train, valid, heldOut;  ///< `heldOut`: of all classes learned; `valid`: of those judged.

  [[nodiscard]] std::filesystem::path file(std::string_view ending) const {
    return options.out / fmt::format("prior-{}{}", recipe.set, ending);
  }
};

Result<PriorJob> makeJob(const PriorRecipe& recipe, const TrainOptions& options) {
  auto corpus = corpus::readCorpus(options.data / "chords" / "corpus.jsonl.gz");
  if (!corpus) return tl::unexpected(corpus.error());
  auto set = makePriorSet(*corpus, recipe.learned);
  lm::NgramFitOptions ngram;
  ngram.name = recipe.inside;
  ngram.seed = options.seed;
  auto fit = lm::NgramFit::make(set.train, ngram);
  if (!fit) return tl::unexpected(fit.error());
  auto train = makePriorSections(*corpus, recipe.learned, corpus::Split::Train);
  auto valid = makePriorSections(*corpus, recipe.judged, corpus::Split::Valid);
  auto heldOut = makePriorSections(*corpus, recipe.learned, corpus::Split::Valid);
  std::printf("mixture fitted on %zu sections\n", train.size());
  return PriorJob{recipe,          options,          *std::move(corpus), std::move(set),
                  *std::move(fit), std::move(train), std::move(valid),   std::move(heldOut)};
}

void printEpoch(const EpochFigures& f) {
  std::printf("epoch %2d: loss %.4f, valid %.4f sevenths %.4f triads, durations %.3f, %.1f s\n", f.epoch, f.train,
              f.valid, f.validTriads, f.validDurations, f.seconds);
}

/// A finished network is kept beside the model while others are trained, so that an interrupted run goes on.
std::filesystem::path netPath(const PriorJob& job, int index) {
  return job.options.work /
         fmt::format("prior-{}-{}.net", job.recipe.set, job.options.seed + static_cast<std::uint64_t>(index));
}

Result<void> trainOne(const PriorJob& job, int index, const NetData& train, const NetData& valid) {
  NetOptions options;
  options.seed = job.options.seed + static_cast<std::uint64_t>(index);
  options.epochs = job.options.epochs > 0 ? job.options.epochs : job.recipe.epochs;
  options.inputDropout = job.recipe.inputDropout;
  options.outputDropout = job.recipe.outputDropout;
  options.blockDropout = job.recipe.blockDropout;
  options.checkpoint = netPath(job, index).string() + ".part";
  std::printf("network %d of %d\n", index + 1, job.recipe.networks);
  return saveNet(netPath(job, index), trainNet(train, valid, options, printEpoch));
}

Result<std::vector<TrainedNet>> makeNets(const PriorJob& job) {
  std::filesystem::create_directories(job.options.work);
  std::optional<NetData> train, valid;
  std::vector<TrainedNet> nets;
  for (int i = 0; i < job.recipe.networks; ++i) {
    if (!std::filesystem::exists(netPath(job, i))) {
      if (!train) {
        train = makeNetData(job.train, [&](const NetSection& s, std::vector<float>& out) {
          job.fit.channels(s.chords, s.mode, s.song, out);
        });
        valid = makeNetData(job.valid, [&](const NetSection& s, std::vector<float>& out) {
          job.fit.channels(s.chords, s.mode, std::nullopt, out);
        });
      }
      if (const auto done = trainOne(job, i, *train, *valid); !done) return tl::unexpected(done.error());
    }
    auto net = loadNet(netPath(job, i));
    if (!net) return tl::unexpected(net.error());
    nets.push_back(*std::move(net));
  }
  return nets;
}

/// The model file, written twice: the openings are judged by the model itself.
Result<std::unique_ptr<lm::ChordModel>> writePrior(const PriorJob& job, const std::vector<TrainedNet>& nets) {
  std::vector<float> openings;
  std::unique_ptr<lm::ChordModel> model;
  for (int pass = 0; pass < 2; ++pass) {
    lm::ModelFileWriter writer;
    job.fit.write(writer);
    for (std::size_t i = 0; i < nets.size(); ++i) lm::writeNet(writer, fmt::format("n{}", i), nets[i].weights);
    if (pass > 0) writer.add("openings", openings);
    model.reset();
    if (const auto done = writeFile(job.file(".ngram"), writer.bytes()); !done) return tl::unexpected(done.error());
    auto opened = lm::openModel(job.file(".ngram"));
    if (!opened) return tl::unexpected(opened.error());
    model = *std::move(opened);
    if (pass == 0) openings = judgeOpenings(*model, job.train, job.heldOut);
  }
  return model;
}

}  // namespace

Result<void> trainPrior(const TrainOptions& options) {
  const auto recipe =
      std::find_if(recipes().begin(), recipes().end(), [&](const PriorRecipe& r) { return r.set == options.set; });
  if (recipe == recipes().end()) return fail(ErrorCode::InvalidArgument, "--set must be open or research");
  auto job = makeJob(*recipe, options);
  if (!job) return tl::unexpected(job.error());
  const auto nets = makeNets(*job);
  if (!nets) return tl::unexpected(nets.error());
  const auto model = writePrior(*job, *nets);
  if (!model) return tl::unexpected(model.error());
  auto parity = writeParity(job->corpus, job->fit, *nets, options.parity / fmt::format("prior_{}.tsv", recipe->set));
  if (!parity) return parity;
  std::vector<corpus::Section> heldOut;
  for (const auto& section : job->corpus)
    if (section.license == corpus::LicenseClass::Open && section.split == corpus::Split::Valid && !section.isTemplate &&
        isMeasured(section.chords.size()))
      heldOut.push_back(section);
  CardText text{
      fmt::format("prior-{}", recipe->set),
      std::string(recipe->title),
      std::string(recipe->licence),
      {},
      fmt::format("amuse-train prior --set {} --data ../shared/data --out models --seed {}", recipe->set, options.seed),
      {options.data / "chords" / "corpus.jsonl.gz"}};
  return writePriorCard({text, job->set, job->valid, heldOut, *nets, **model, job->file("")});
}

}  // namespace amuse::train
