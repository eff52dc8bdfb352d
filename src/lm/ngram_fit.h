#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lm/chord_model.h"
#include "lm/model_file.h"

/// Fitting the n-gram mixture: counts, discounts, and the mixture's weights by gradient descent on held-out songs.
namespace amuse::lm {

/// One stretch of chords to learn from, relative to its tonic.
struct TrainingSection {
  std::vector<theory::RelativeChord> chords;
  theory::Mode mode = theory::Mode::Maj;
  double weight = 1;       ///< Of its source; positive.
  std::uint32_t song = 0;  ///< Sections of one song are held out together.
  bool startKnown = true;  ///< The first chord begins a section (or a phrase); else it stands in the middle of one.
  bool endKnown = true;    ///< The last chord ends a section; else what follows is unknown.
  bool isWindow = false;   ///< A stretch cut out of a section that is here as a whole too.
};

struct NgramFitOptions {
  std::string name;  ///< "open-ngram-1".
  std::uint64_t seed = 1;
  int folds = 8;   ///< Songs are dealt into so many parts; each is predicted by counts of the others.
  int epochs = 6;  ///< Passes of the weights' descent.
  int order = 5;   ///< The longest context, in chords.
};

/// A fitted mixture together with its twins that were not shown one fold of the songs each: what a network that
/// corrects the mixture is trained on.
class NgramFit final {
 public:
  /// Errors: as fitNgramModel.
  [[nodiscard]] static Result<NgramFit> make(std::span<const TrainingSection> sections, const NgramFitOptions& options);
  NgramFit(NgramFit&&) noexcept;
  NgramFit& operator=(NgramFit&&) noexcept;
  ~NgramFit();

  /// The mixture's parts (see internal::MixtureWalk::channels) before each chord and before the end:
  /// (chords + 1) x kMixtureChannels x kSymbolCount. With `song`: by counts that have not seen this song's fold.
  void channels(std::span<const theory::RelativeChord> chords, theory::Mode mode, std::optional<std::uint32_t> song,
                std::vector<float>& out) const;
  /// All chunks but "openings".
  void write(ModelFileWriter& writer) const;
  /// The "openings" chunk of the mixture alone.
  [[nodiscard]] std::span<const float> openings() const noexcept;

 private:
  struct State;
  explicit NgramFit(std::unique_ptr<State> state) noexcept;
  std::unique_ptr<State> state_;
};

/// The bytes of a model file. The same sections in the same order with the same options give the same bytes.
/// Errors: InvalidArgument, when there are fewer songs than folds or an option is out of range.
[[nodiscard]] Result<std::string> fitNgramModel(std::span<const TrainingSection> sections,
                                                const NgramFitOptions& options);

}  // namespace amuse::lm
