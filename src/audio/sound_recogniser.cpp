#include "audio/sound_recogniser.h"

#include <algorithm>
#include <cmath>

#include "base/assert.h"
#include "base/byte_reader.h"
#include "base/files.h"

namespace amuse::audio {
namespace {

constexpr std::string_view kMagic = "AMUSESND1\n";
constexpr float kStepsADeviation = 42, kMostSteps = 126;
constexpr std::size_t kMostClasses = 256, kMostFeatures = 4096, kMostExamples = 20000, kMostNameBytes = 64;

/// Solves A x = b in place for several right-hand sides, A symmetric and positive: Cholesky.
class Cholesky {
 public:
  Cholesky(std::vector<double> matrix, std::size_t size) : a_(std::move(matrix)), n_(size) {
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t j = 0; j <= i; ++j) {
        double sum = a_[i * n_ + j];
        const double* x = &a_[i * n_];
        const double* y = &a_[j * n_];
        for (std::size_t k = 0; k < j; ++k) sum -= x[k] * y[k];
        a_[i * n_ + j] = i == j ? std::sqrt(std::max(sum, 1e-12)) : sum / a_[j * n_ + j];
      }
    }
  }
  void solve(std::vector<double>& b) const {
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t k = 0; k < i; ++k) b[i] -= a_[i * n_ + k] * b[k];
      b[i] /= a_[i * n_ + i];
    }
    for (std::size_t i = n_; i-- > 0;) {
      b[i] /= a_[i * n_ + i];
      for (std::size_t k = 0; k < i; ++k) b[k] -= a_[i * n_ + k] * b[i];
    }
  }

 private:
  std::vector<double> a_;
  std::size_t n_;
};

void put(std::string& out, const void* from, std::size_t bytes) { out.append(static_cast<const char*>(from), bytes); }

std::string takeName(ByteReader& in) { return std::string(in.text(in.count<std::uint32_t>(kMostNameBytes))); }

}  // namespace

std::vector<std::int8_t> SoundRecogniser::toSteps(const std::vector<float>& features) const {
  std::vector<std::int8_t> steps(features.size());
  for (std::size_t i = 0; i < features.size(); ++i) {
    const float scaled = (features[i] - mean_[i]) / deviation_[i] * kStepsADeviation;
    steps[i] = static_cast<std::int8_t>(std::lround(std::clamp(scaled, -kMostSteps, kMostSteps)));
  }
  return steps;
}

double SoundRecogniser::kernel(const std::int8_t* a, const std::int8_t* b) const noexcept {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < mean_.size(); ++i) {
    const int difference = a[i] - b[i];
    sum += std::int64_t{difference} * difference;
  }
  const double distance = static_cast<double>(sum) / (kStepsADeviation * kStepsADeviation);
  return std::exp(-kernelWidth_ * distance / static_cast<double>(mean_.size()));
}

SoundRecogniser SoundRecogniser::fit(const std::vector<SoundExample>& examples, std::vector<std::string> classes,
                                     const SoundFitSettings& settings) {
  AMUSE_ASSERT(!examples.empty() && !classes.empty());
  SoundRecogniser made;
  made.classes_ = std::move(classes);
  made.kernelWidth_ = static_cast<float>(settings.kernelWidth);
  made.sharpness_ = static_cast<float>(settings.sharpness);
  const std::size_t count = examples.size(), width = examples.front().features.size();
  std::vector<double> mean(width, 0.0), square(width, 0.0);
  for (const auto& example : examples)
    for (std::size_t i = 0; i < width; ++i) mean[i] += example.features[i] / static_cast<double>(count);
  for (const auto& example : examples)
    for (std::size_t i = 0; i < width; ++i) square[i] += std::pow(example.features[i] - mean[i], 2);
  for (std::size_t i = 0; i < width; ++i) {
    made.mean_.push_back(static_cast<float>(mean[i]));
    made.deviation_.push_back(static_cast<float>(std::sqrt(square[i] / static_cast<double>(count)) + 1e-5));
  }
  for (const auto& example : examples) {
    const auto steps = made.toSteps(example.features);
    made.examples_.insert(made.examples_.end(), steps.begin(), steps.end());
  }
  std::vector<double> matrix(count * count);
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t j = 0; j <= i; ++j)
      matrix[i * count + j] =
          made.kernel(&made.examples_[i * width], &made.examples_[j * width]) + (i == j ? settings.ridge : 0.0);
  const Cholesky solver(std::move(matrix), count);
  const std::size_t classCount = made.classes_.size();
  made.weights_.resize(count * classCount);
  std::vector<double> wanted(count);
  for (std::size_t c = 0; c < classCount; ++c) {
    for (std::size_t i = 0; i < count; ++i)
      wanted[i] = (examples[i].label == c ? 1.0 : 0.0) - 1.0 / static_cast<double>(classCount);
    solver.solve(wanted);
    for (std::size_t i = 0; i < count; ++i) made.weights_[i * classCount + c] = static_cast<float>(wanted[i]);
  }
  return made;
}

std::vector<ClassProbability> SoundRecogniser::classify(const std::vector<float>& features) const {
  AMUSE_ASSERT(features.size() == mean_.size());
  const auto steps = toSteps(features);
  const std::size_t classCount = classes_.size(), count = weights_.size() / classCount;
  std::vector<double> scores(classCount, 0.0);
  for (std::size_t i = 0; i < count; ++i) {
    const double near = kernel(steps.data(), &examples_[i * mean_.size()]);
    for (std::size_t c = 0; c < classCount; ++c) scores[c] += near * weights_[i * classCount + c];
  }
  const double top = *std::max_element(scores.begin(), scores.end());
  double sum = 0;
  for (double& score : scores) sum += score = std::exp(sharpness_ * (score - top));
  std::vector<ClassProbability> out;
  for (std::size_t c = 0; c < classCount; ++c) out.push_back({c, scores[c] / sum});
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return a.probability != b.probability ? a.probability > b.probability : a.label < b.label;
  });
  return out;
}

std::string SoundRecogniser::toBytes() const {
  std::string out(kMagic);
  const auto count = [&out](std::size_t value) {
    const auto number = static_cast<std::uint32_t>(value);
    put(out, &number, sizeof number);
  };
  count(classes_.size());
  count(mean_.size());
  count(weights_.size() / classes_.size());
  put(out, &kernelWidth_, sizeof kernelWidth_);
  put(out, &sharpness_, sizeof sharpness_);
  for (const auto& name : classes_) {
    count(name.size());
    out += name;
  }
  put(out, mean_.data(), mean_.size() * sizeof(float));
  put(out, deviation_.data(), deviation_.size() * sizeof(float));
  put(out, examples_.data(), examples_.size());
  put(out, weights_.data(), weights_.size() * sizeof(float));
  return out;
}

Result<SoundRecogniser> SoundRecogniser::parse(std::string_view bytes) {
  if (bytes.size() > kMaxSoundModelBytes) return fail(ErrorCode::TooLarge, "the sound model is larger than 16 MB");
  ByteReader in(std::as_bytes(std::span(bytes)));
  if (!in.magic(kMagic)) return fail(ErrorCode::Parse, "no sound model of this version");
  const auto damaged = [] { return fail(ErrorCode::Parse, "the sound model is damaged"); };
  const std::size_t classCount = in.count<std::uint32_t>(kMostClasses), width = in.count<std::uint32_t>(kMostFeatures),
                    count = in.count<std::uint32_t>(kMostExamples);
  SoundRecogniser model;
  model.kernelWidth_ = in.real();
  model.sharpness_ = in.real();
  if (in.hasFailed()) return damaged();
  for (std::size_t c = 0; c < classCount && !in.hasFailed(); ++c) model.classes_.push_back(takeName(in));
  model.mean_ = in.reals(width);
  model.deviation_ = in.reals(width);
  model.examples_ = in.numbers<std::int8_t>(count * width);
  model.weights_ = in.reals(count * classCount);
  const bool isSane = in.isWhole() && model.kernelWidth_ > 0 && model.sharpness_ > 0 &&
                      std::all_of(model.deviation_.begin(), model.deviation_.end(), [](float d) { return d > 0; });
  if (!isSane) return damaged();
  return model;
}

Result<SoundRecogniser> SoundRecogniser::open(const std::filesystem::path& file) {
  const auto bytes = readFile(file, kMaxSoundModelBytes);
  if (!bytes) return fail(ErrorCode::Unavailable, "no sound model at " + file.string() + "; reinstall Amuse");
  auto model = parse(*bytes);
  if (!model) return fail(ErrorCode::Unavailable, file.string() + ": " + model.error().message + "; reinstall Amuse");
  return model;
}

}  // namespace amuse::audio
