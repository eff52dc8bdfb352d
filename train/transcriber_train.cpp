#include <cinttypes>
#include <cstdio>

#include "base/files.h"
#include "ear_trainer.h"
#include "train_command.h"

namespace amuse::train {
namespace {

using TrainEar = std::vector<EarFigures> (*)(const std::vector<RenderedCut>&, const std::vector<RenderedCut>&,
                                             const EarOptions&, transcribe::EarWeights&, const EarReport&);

/// The file as it is now with one ear's layers replaced: both ears may be trained at the same time.
Result<void> writeEar(const std::filesystem::path& file, const transcribe::EarWeights& trained, bool isChords) {
  auto whole = transcribe::emptyEarWeights();
  if (const auto bytes = readFile(file); bytes) {
    auto there = transcribe::parseEarWeights(*bytes);
    if (!there) return tl::unexpected(there.error());
    whole = std::move(*there);
  }
  auto out = trained;
  if (isChords) {
    out.bands = whole.bands, out.beatBlocks = whole.beatBlocks, out.beatHeads = whole.beatHeads;
  } else {
    whole.bands = trained.bands, whole.beatBlocks = trained.beatBlocks, whole.beatHeads = trained.beatHeads;
    out = std::move(whole);
  }
  return writeFile(file, transcribe::toBytes(out));
}

Result<void> trainEar(const TrainOptions& options, bool isChords, TrainEar train, EarOptions how) {
  const auto cuts = readCuts(options.renders), valid = readCuts(options.renders.string() + "-valid");
  if (!cuts) return tl::unexpected(cuts.error());
  if (!valid) return tl::unexpected(valid.error());
  double seconds = 0;
  for (const auto& cut : *cuts) seconds += static_cast<double>(cut.frames) * transcribe::kPitchHop / 22050;
  std::printf("%zu cuts, %.1f hours, mark %016" PRIx64 "; valid %zu cuts\n", cuts->size(), seconds / 3600,
              markOf(*cuts), valid->size());
  const char* name = isChords ? "chords" : "beats";
  std::filesystem::create_directories(options.work);
  std::filesystem::create_directories(options.parity);
  how.seed = options.seed;
  if (options.epochs > 0) how.epochs = options.epochs;
  how.checkpoint = options.work / (std::string("ear-") + name);
  how.parity = options.parity / (std::string("ear_") + name + ".txt");
  const auto file = options.out / "transcriber.bin";
  auto weights = transcribe::emptyEarWeights();
  Result<void> written;
  train(*cuts, *valid, how, weights, [&](const EarFigures& f) {
    std::printf("pass %d: train %.4f, valid %.4f, right %.4f, root %.4f, %.0f s\n", f.epoch, f.train, f.valid, f.right,
                f.rootRight, f.seconds);
    if (written) written = writeEar(file, weights, isChords);
  });
  return written ? writeEar(file, weights, isChords) : written;
}

}  // namespace

Result<void> trainTranscriberChords(const TrainOptions& options) {
  EarOptions how;
  how.epochs = 10, how.batch = 4, how.frames = 300;
  return trainEar(options, true, trainChordEar, how);
}

Result<void> trainTranscriberBeats(const TrainOptions& options) {
  EarOptions how;
  how.epochs = 10;
  return trainEar(options, false, trainBeatEar, how);
}

}  // namespace amuse::train
