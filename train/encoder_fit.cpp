#include "encoder_fit.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "encoder_body.h"
#include "inspire/text_encoder.h"
#include "primal_ridge.h"

namespace amuse::train {
namespace {

constexpr std::uint32_t kTempo = 4, kModes = 6, kTags = 15;

/// Mean and spread of every feature over the texts.
struct Scale {
  std::vector<double> mean, spread;
};

Scale scaleOf(const std::vector<std::vector<float>>& features) {
  Scale scale{std::vector<double>(features.front().size(), 0), std::vector<double>(features.front().size(), 0)};
  const double n = static_cast<double>(features.size());
  for (const auto& row : features)
    for (std::size_t i = 0; i < row.size(); ++i) scale.mean[i] += row[i] / n;
  for (const auto& row : features)
    for (std::size_t i = 0; i < row.size(); ++i)
      scale.spread[i] += (row[i] - scale.mean[i]) * (row[i] - scale.mean[i]) / n;
  for (double& spread : scale.spread) spread = std::sqrt(spread) + 1e-4;
  return scale;
}

std::vector<std::vector<float>> hearAll(const inspire::TextEncoder& encoder, const std::vector<TextExample>& texts) {
  std::vector<std::vector<float>> rows;
  rows.reserve(texts.size());
  for (const TextExample& text : texts) rows.push_back(encoder.features(encoder.hear(text.text)));
  return rows;
}

/// Dense targets of a text; the tags follow apart.
std::vector<double> answersOf(const TextExample& text) {
  std::vector<double> answers(kTags, 0);
  for (std::size_t i = 0; i < 4; ++i) answers[i] = text.affect[i];
  for (std::size_t i = 0; i < 2; ++i) answers[kTempo + i] = text.tempo[i];
  if (text.mode) answers[kModes + static_cast<std::size_t>(*text.mode)] = 1;
  return answers;
}

std::vector<double> meanAnswers(const std::vector<TextExample>& texts) {
  std::vector<double> mean(kTags, 0);
  for (const TextExample& text : texts) {
    const auto answers = answersOf(text);
    for (std::size_t i = 0; i < kTags; ++i) mean[i] += answers[i] / static_cast<double>(texts.size());
  }
  return mean;
}

/// Targets as their distance from the texts' mean, which is also what is assumed where nothing is known.
DenseExample exampleOf(const TextExample& text, const std::vector<float>& features, const Scale& scale,
                       const std::vector<double>& mean, float weight) {
  DenseExample example;
  example.weight = weight;
  const double root = std::sqrt(static_cast<double>(features.size()));
  for (std::size_t i = 0; i < features.size(); ++i)
    example.values.push_back(static_cast<float>((features[i] - scale.mean[i]) / scale.spread[i] / root));
  example.values.push_back(1);
  const auto answers = answersOf(text);
  for (std::uint32_t t = 0; t < (text.mode ? kTags : kTempo); ++t)
    example.targets.emplace_back(t, static_cast<float>(answers[t] - mean[t]));
  for (const std::int64_t tag : text.tags) example.targets.emplace_back(kTags + static_cast<std::uint32_t>(tag), 1.0F);
  return example;
}

double pearson(const std::vector<double>& a, const std::vector<double>& b) {
  const double n = static_cast<double>(a.size());
  double meanA = 0, meanB = 0, ab = 0, aa = 1e-12, bb = 1e-12;
  for (std::size_t i = 0; i < a.size(); ++i) meanA += a[i] / n, meanB += b[i] / n;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - meanA) * (b[i] - meanB);
    aa += (a[i] - meanA) * (a[i] - meanA);
    bb += (b[i] - meanB) * (b[i] - meanB);
  }
  return ab / std::sqrt(aa * bb);
}

bool saysMinor(const inspire::EncoderVoice& voice) {
  double minor = 0, all = 0;
  for (std::size_t i = 0; i < theory::kModeCount; ++i) {
    all += voice.modes[i];
    if (theory::isMinorFamily(theory::kModes[i])) minor += voice.modes[i];
  }
  return 2 * minor > all;
}

bool namesOne(const inspire::EncoderVoice& voice, const std::vector<std::string>& tags, const TextExample& text) {
  std::vector<std::pair<float, std::string>> ranked;
  for (std::size_t i = 0; i < tags.size(); ++i)
    if (tags[i].starts_with("k:")) ranked.emplace_back(-voice.tags[i], tags[i].substr(2));
  std::sort(ranked.begin(), ranked.end());
  for (std::size_t i = 0; i < std::min<std::size_t>(8, ranked.size()); ++i)
    if (std::find(text.wanted.begin(), text.wanted.end(), ranked[i].second) != text.wanted.end()) return true;
  return false;
}

EncoderFigures judge(const inspire::TextEncoder& encoder, const std::vector<TextExample>& texts) {
  EncoderFigures figures;
  std::array<std::vector<double>, 4> said, wanted;
  for (const TextExample& text : texts) {
    const auto voice = encoder.hear(text.text);
    for (std::size_t i = 0; i < 4; ++i) said[i].push_back(voice.affect[i]), wanted[i].push_back(text.affect[i]);
    const bool minor = theory::isMinorFamily(theory::kModes[static_cast<std::size_t>(text.mode.value_or(0))]);
    figures.modeFamily += saysMinor(voice) == minor ? 1.0 / static_cast<double>(texts.size()) : 0;
    figures.keywordTexts += namesOne(voice, encoder.tags(), text) ? 1.0 / static_cast<double>(texts.size()) : 0;
  }
  for (std::size_t i = 0; i < 4; ++i) figures.correlation[i] = pearson(said[i], wanted[i]);
  return figures;
}

/// Puts the fitted weights, and the scale they are meant for, into the parameters.
void setAnswers(const std::vector<double>& weights, const Scale& scale, const std::vector<double>& mean,
                inspire::EncoderParameters& to) {
  const std::size_t features = scale.mean.size();
  const double root = std::sqrt(static_cast<double>(features));
  to.scaling = {};
  for (std::size_t i = 0; i < features; ++i) {
    to.scaling.scale.push_back(static_cast<float>(1 / scale.spread[i]));
    to.scaling.bias.push_back(static_cast<float>(-scale.mean[i] / scale.spread[i]));
  }
  to.answers = {};
  for (std::size_t t = 0; t < kTags + to.tags.size(); ++t) {
    const double* row = &weights[t * (features + 1)];
    for (std::size_t i = 0; i < features; ++i) to.answers.weights.push_back(static_cast<float>(row[i] / root));
    to.answers.bias.push_back(static_cast<float>(row[features] + (t < kTags ? mean[t] : 0)));
  }
}

}  // namespace

Result<EncoderFit> fitEncoder(const SentenceOrigin& origin, const TextExamples& examples,
                              const EncoderFitSettings& settings) {
  auto parameters = encoderBody(origin);
  if (!parameters) return tl::unexpected(parameters.error());
  const std::string bare = inspire::toBytes(*parameters);
  const auto body = inspire::TextEncoder::parse(std::as_bytes(std::span(bare)));
  if (!body) return tl::unexpected(body.error());
  const auto heard = hearAll(*body, examples.texts);
  const Scale scale = scaleOf(heard);
  const auto mean = meanAnswers(examples.texts);
  std::vector<DenseExample> rows;
  for (std::size_t i = 0; i < heard.size(); ++i) rows.push_back(exampleOf(examples.texts[i], heard[i], scale, mean, 1));
  for (const TextExample& word : examples.words)
    rows.push_back(exampleOf(word, body->features(body->hear(word.text)), scale, mean, settings.wordWeight));
  parameters->tags = examples.tags;
  setAnswers(solvePrimalRidge(rows, settings.penalty, kTags + examples.tags.size()), scale, mean, *parameters);
  EncoderFit fit{inspire::toBytes(*parameters), {}};
  const auto encoder = inspire::TextEncoder::parse(std::as_bytes(std::span(fit.bytes)));
  if (!encoder) return tl::unexpected(encoder.error());
  fit.figures = judge(*encoder, examples.watched);
  return fit;
}

}  // namespace amuse::train
