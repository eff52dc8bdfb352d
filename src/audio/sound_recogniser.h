#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// What a sound is, learnt from recordings: a Gaussian kernel over their features, and scores that become
/// probabilities.
namespace amuse::audio {

inline constexpr std::size_t kMaxSoundModelBytes = 16u << 20;

/// A recording's features with what it is.
struct SoundExample {
  std::vector<float> features;
  std::size_t label = 0;  ///< Index into the classes.
};

struct SoundFitSettings {
  double kernelWidth = 0.5;  ///< exp(-kernelWidth * mean squared distance), features in deviations.
  double ridge = 0.1;        ///< Added to the kernel's diagonal.
  double sharpness = 7;      ///< Probabilities are softmax(sharpness * score).
};

struct ClassProbability {
  std::size_t label = 0;
  double probability = 0;
};

/// Immutable after making; may be used from several threads.
class SoundRecogniser final {
 public:
  /// Fits class scores to examples by regularised least squares in the kernel's space. Every row has the same number
  /// of features. Cost: the cube of the examples; two thousand take some seconds.
  /// Source: Rifkin, Yeo and Poggio, Regularized least-squares classification (2003).
  [[nodiscard]] static SoundRecogniser fit(const std::vector<SoundExample>& examples, std::vector<std::string> classes,
                                           const SoundFitSettings& settings = {});
  /// Errors: TooLarge, Parse (not such a file, or damaged).
  [[nodiscard]] static Result<SoundRecogniser> parse(std::string_view bytes);
  /// Errors: Unavailable (no such file), TooLarge, Parse.
  [[nodiscard]] static Result<SoundRecogniser> open(const std::filesystem::path& file);
  /// The file's bytes; parse gives the same recogniser back.
  [[nodiscard]] std::string toBytes() const;

  [[nodiscard]] const std::vector<std::string>& classes() const noexcept { return classes_; }
  [[nodiscard]] std::size_t featureCount() const noexcept { return mean_.size(); }
  /// Every class with its probability, likeliest first; they sum to 1. @param features  featureCount() values.
  [[nodiscard]] std::vector<ClassProbability> classify(const std::vector<float>& features) const;

 private:
  [[nodiscard]] std::vector<std::int8_t> toSteps(const std::vector<float>& features) const;
  [[nodiscard]] double kernel(const std::int8_t* a, const std::int8_t* b) const noexcept;

  std::vector<std::string> classes_;
  std::vector<float> mean_, deviation_;
  std::vector<std::int8_t> examples_;  ///< Row after row, in 1/42 of a deviation, clipped to 3 deviations.
  std::vector<float> weights_;         ///< One a class for each example.
  float kernelWidth_ = 0, sharpness_ = 1;
};

}  // namespace amuse::audio
