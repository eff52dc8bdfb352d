#include "inspire/internal/reader_model.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/byte_reader.h"

namespace amuse::inspire {
namespace {

/// Little-endian: magic; rows, tags (u32); tag names and counts; feature names; a scale (f32) a column; the weights
/// (i16, row-major); the two prior tables; the ranker's numbers (f32); rows of mixing weights (u32) and they (f32).
constexpr std::string_view kMagic = "AMUSERD3";
constexpr std::uint32_t kMostRows = 50'000, kMostTags = 4'000, kMostVoiceInputs = 200;

class Writer {
 public:
  template <typename T>
  void number(T value) {
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void text(std::string_view value) {
    number(static_cast<std::uint16_t>(value.size()));
    out += value;
  }
  void priors(const std::unordered_map<std::string, double>& table, double unseen) {
    number(static_cast<float>(unseen));
    number(static_cast<std::uint32_t>(table.size()));
    for (const auto& [name, value] : std::map<std::string, double>(table.begin(), table.end()))
      text(name), number(static_cast<float>(value));
  }
  std::string out{kMagic};
};

std::string takeName(ByteReader& in) { return std::string(in.text(in.number<std::uint16_t>())); }

void takePriors(ByteReader& in, std::unordered_map<std::string, double>& table, double& unseen) {
  unseen = in.real();
  const auto count = in.number<std::uint32_t>();
  for (std::uint32_t i = 0; i < count && !in.hasFailed(); ++i) {
    std::string name = takeName(in);
    table.emplace(std::move(name), in.real());
  }
}

double priorOf(const std::unordered_map<std::string, double>& priors, const std::string& name, double unseen) {
  const auto it = priors.find(name);
  return it == priors.end() ? unseen : it->second;
}

void readWeights(ByteReader& in, std::uint32_t rows, ReaderModel& model) {
  const auto scales = in.reals(model.columns());
  if (in.hasFailed()) return;
  const auto steps = in.numbers<std::int16_t>(std::size_t{rows} * model.columns());
  model.weights.reserve(steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i)
    model.weights.push_back(scales[i % scales.size()] * static_cast<float>(steps[i]));
}

}  // namespace

Targets targetsOf(const brief::Affect& affect, theory::Mode mode, std::array<int, 2> tempo) noexcept {
  Targets t{affect.valence, affect.arousal, affect.tension, affect.complexity, 0, 0.3};
  if (tempo[0] > 0) {
    t[4] = std::log2((tempo[0] + tempo[1]) / 200.0);
    t[5] = std::log2(static_cast<double>(tempo[1]) / tempo[0]);
  }
  for (std::size_t i = 0; i < theory::kModeCount; ++i) t[6 + i] = theory::kModes[i] == mode ? 1 : 0;
  return t;
}

double chanceOf(const RankFeatures& weights, const RankFeatures& features) noexcept {
  double logit = 0;
  for (std::size_t i = 0; i < kRankFeatures; ++i) logit += features[i] * weights[i];
  return 1 / (1 + std::exp(-logit));
}

void ReaderModel::indexTags() {
  for (std::uint32_t i = 0; i < tags.size(); ++i) tagIndex.emplace(tags[i], i);
}

std::span<const float> ReaderModel::rowOf(const std::string& feature) const {
  const auto it = features.find(feature);
  if (it == features.end()) return {};
  return std::span<const float>(weights).subspan(it->second * columns(), columns());
}

Prediction ReaderModel::predict(const std::vector<Feature>& given) const {
  std::vector<float> sum(columns(), 0);
  for (const Feature& feature : given) {
    const auto row = rowOf(feature.name);
    const auto value = static_cast<float>(feature.value);
    for (std::size_t i = 0; i < row.size(); ++i) sum[i] += value * row[i];
  }
  Prediction made;
  std::copy_n(sum.begin(), kTargetCount, made.targets.begin());
  made.tags.assign(sum.begin() + kTargetCount, sum.end());
  return made;
}

double ReaderModel::keywordPrior(const std::string& keyword) const {
  return priorOf(keywordPriors, keyword, unseenKeywordPrior);
}
double ReaderModel::genrePrior(const std::string& genre) const { return priorOf(genrePriors, genre, unseenGenrePrior); }

Result<ReaderModel> parseReaderModel(std::string_view bytes) {
  const auto broken = [] {
    return fail(ErrorCode::Parse, "models/reader.bin is broken; make it again with ./dev train");
  };
  ByteReader in(std::as_bytes(std::span(bytes)));
  if (!in.magic(kMagic)) return broken();
  const auto rows = in.number<std::uint32_t>(), tags = in.number<std::uint32_t>();
  if (rows > kMostRows || tags > kMostTags) return broken();
  ReaderModel model;
  for (std::uint32_t i = 0; i < tags && !in.hasFailed(); ++i) {
    model.tags.push_back(takeName(in));
    model.tagCounts.push_back(in.real());
  }
  for (std::uint32_t i = 0; i < rows && !in.hasFailed(); ++i) model.features.emplace(takeName(in), i);
  if (in.hasFailed() || model.features.size() != rows) return broken();
  readWeights(in, rows, model);
  takePriors(in, model.keywordPriors, model.unseenKeywordPrior);
  takePriors(in, model.genrePriors, model.unseenGenrePrior);
  for (double& value : model.rank) value = in.real();
  const auto inputs = in.number<std::uint32_t>();
  if (inputs > kMostVoiceInputs) return broken();
  model.voices = in.reals(inputs * kTargetCount);
  if (!in.isWhole()) return broken();
  model.indexTags();
  return model;
}

std::string writeReaderModel(const ReaderModel& model) {
  Writer out;
  out.number(static_cast<std::uint32_t>(model.features.size()));
  out.number(static_cast<std::uint32_t>(model.tags.size()));
  for (std::size_t i = 0; i < model.tags.size(); ++i)
    out.text(model.tags[i]), out.number(static_cast<float>(model.tagCounts[i]));
  std::vector<std::string> names(model.features.size());
  for (const auto& [name, row] : model.features) names[row] = name;
  for (const std::string& name : names) out.text(name);
  std::vector<float> scales(model.columns(), 1e-12F);
  for (std::size_t i = 0; i < model.weights.size(); ++i)
    scales[i % scales.size()] = std::max(scales[i % scales.size()], std::abs(model.weights[i]) / 32767);
  for (const float scale : scales) out.number(scale);
  for (std::size_t i = 0; i < model.weights.size(); ++i)
    out.number(static_cast<std::int16_t>(std::lround(model.weights[i] / scales[i % scales.size()])));
  out.priors(model.keywordPriors, model.unseenKeywordPrior);
  out.priors(model.genrePriors, model.unseenGenrePrior);
  for (const double value : model.rank) out.number(static_cast<float>(value));
  out.number(static_cast<std::uint32_t>(model.voices.size() / kTargetCount));
  for (const float value : model.voices) out.number(value);
  return std::move(out.out);
}

}  // namespace amuse::inspire
