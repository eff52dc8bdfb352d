#include "inspire/internal/reader_model.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>

namespace amuse::inspire {
namespace {

/// Little-endian: magic; rows, tags (u32); tag names and counts; feature names; a scale (f32) a column; the weights
/// (i16, row-major); the two prior tables; the ranker's numbers (f32); rows of mixing weights (u32) and they (f32).
constexpr std::string_view kMagic = "AMUSERD2";
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

/// Reads past the end give zeros and clear `whole`.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  template <typename T>
  T number() {
    T value{};
    if (!take(sizeof value)) return value;
    std::memcpy(&value, bytes_.data() + at_ - sizeof value, sizeof value);
    return value;
  }
  std::string text() {
    const std::size_t size = number<std::uint16_t>();
    return take(size) ? std::string(bytes_.substr(at_ - size, size)) : std::string();
  }
  float finite() {
    const float value = number<float>();
    whole_ = whole_ && std::isfinite(value);
    return value;
  }
  void priors(std::unordered_map<std::string, double>& table, double& unseen) {
    unseen = finite();
    const auto count = number<std::uint32_t>();
    for (std::uint32_t i = 0; i < count && whole_; ++i) {
      std::string name = text();
      table.emplace(std::move(name), finite());
    }
  }
  bool take(std::size_t size) {
    whole_ = whole_ && size <= bytes_.size() - at_;
    if (whole_) at_ += size;
    return whole_;
  }
  [[nodiscard]] bool whole() const { return whole_; }
  [[nodiscard]] bool atEnd() const { return at_ == bytes_.size(); }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool whole_ = true;
};

double priorOf(const std::unordered_map<std::string, double>& priors, const std::string& name, double unseen) {
  const auto it = priors.find(name);
  return it == priors.end() ? unseen : it->second;
}

void readWeights(Reader& in, std::uint32_t rows, ReaderModel& model) {
  std::vector<float> scales(model.columns());
  for (float& scale : scales) scale = in.finite();
  if (!in.whole()) return;
  const std::size_t count = std::size_t{rows} * model.columns();
  model.weights.reserve(std::min<std::size_t>(count, 1u << 24));
  for (std::size_t i = 0; i < count && in.whole(); ++i)
    model.weights.push_back(scales[i % scales.size()] * static_cast<float>(in.number<std::int16_t>()));
}

}  // namespace

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
  if (!bytes.starts_with(kMagic)) return broken();
  Reader in(bytes.substr(kMagic.size()));
  const auto rows = in.number<std::uint32_t>(), tags = in.number<std::uint32_t>();
  if (rows > kMostRows || tags > kMostTags) return broken();
  ReaderModel model;
  for (std::uint32_t i = 0; i < tags && in.whole(); ++i) {
    model.tags.push_back(in.text());
    model.tagCounts.push_back(in.finite());
  }
  for (std::uint32_t i = 0; i < rows && in.whole(); ++i) model.features.emplace(in.text(), i);
  if (!in.whole() || model.features.size() != rows) return broken();
  readWeights(in, rows, model);
  in.priors(model.keywordPriors, model.unseenKeywordPrior);
  in.priors(model.genrePriors, model.unseenGenrePrior);
  for (double& value : model.rank) value = in.finite();
  const auto inputs = in.number<std::uint32_t>();
  if (inputs > kMostVoiceInputs) return broken();
  for (std::size_t i = 0; i < inputs * kTargetCount && in.whole(); ++i) model.voices.push_back(in.finite());
  if (!in.whole() || !in.atEnd()) return broken();
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
