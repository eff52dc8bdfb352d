#include "net_store.h"

#include "base/files.h"
#include "lm/model_file.h"

namespace amuse::train {

namespace {
constexpr std::size_t kEpochColumns = 6, kHeaderColumns = 4;
}

Result<void> saveNet(const std::filesystem::path& path, const TrainedNet& net) {
  std::vector<double> curve{static_cast<double>(net.bestEpoch), net.known.dense, net.known.durations, net.known.both};
  for (const EpochFigures& f : net.curve)
    curve.insert(curve.end(),
                 {static_cast<double>(f.epoch), f.train, f.valid, f.validTriads, f.validDurations, f.seconds});
  lm::ModelFileWriter writer;
  lm::writeNet(writer, "n0", net.weights);
  writer.add("curve", curve);
  return writeFile(path, writer.bytes());
}

Result<TrainedNet> loadNet(const std::filesystem::path& path) {
  const auto file = lm::ModelFile::open(path);
  if (!file) return tl::unexpected(file.error());
  const auto view = lm::ChordNetView::find(*file, "n0");
  const auto curve = file->chunk<double>("curve");
  if (!view || curve.size() < kHeaderColumns)
    return fail(ErrorCode::Unavailable, path.string() + " was made by another version; delete it");
  TrainedNet net{lm::readNet(*view), {}, static_cast<int>(curve[0]), {curve[1], curve[2], curve[3]}};
  for (std::size_t i = kHeaderColumns; i + kEpochColumns <= curve.size(); i += kEpochColumns)
    net.curve.push_back(
        {static_cast<int>(curve[i]), curve[i + 1], curve[i + 2], curve[i + 3], curve[i + 4], curve[i + 5]});
  return net;
}

}  // namespace amuse::train
