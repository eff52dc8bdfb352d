#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "inspire/text_reader.h"
#include "lm/chord_model.h"
#include "propose/proposer.h"
#include "sample/calibration.h"
#include "sample/sampler.h"

/// Everything Amuse answers with: models and tables, opened once, immutable, shared by all calls.
namespace amuse::app {

/// Which weights: `open` anybody may use and pass on; `research` is for non-commercial use (CC BY-NC-SA 3.0).
enum class PriorSet { Open, Research };
[[nodiscard]] Result<PriorSet> parsePriorSet(std::string_view text);  ///< "open", "research".
[[nodiscard]] std::string_view toText(PriorSet set) noexcept;

/// The names under which models answer, for the record.
struct ModelNames {
  std::string prior, proposerModel, proposer;
};

class LanguageModels;

class Engine final {
 public:
  /// Opens what suggesting needs. Errors: Unavailable, naming the missing or corrupt file.
  /// @param home  The folder that holds models/ and data/ (base/files.h: findHome()).
  [[nodiscard]] static Result<Engine> open(const std::filesystem::path& home, PriorSet prior);

  [[nodiscard]] const inspire::TextReader& reader() const noexcept { return reader_; }
  [[nodiscard]] sample::Models models() const noexcept;  ///< Borrowed: valid as long as the engine.
  [[nodiscard]] ModelNames names() const;
  [[nodiscard]] PriorSet priorSet() const noexcept { return set_; }

  /// Lets language models propose: those of `models`, where one is configured to. To be called before the engine is
  /// shared between threads.
  void useLanguageModels(std::shared_ptr<LanguageModels> models) noexcept { languageModels_ = std::move(models); }
  /// Null: none.
  [[nodiscard]] const std::shared_ptr<LanguageModels>& languageModels() const noexcept { return languageModels_; }

 private:
  Engine(inspire::TextReader reader, sample::Calibration calibration)
      : reader_(std::move(reader)), calibration_(calibration) {}
  inspire::TextReader reader_;
  sample::Calibration calibration_;
  PriorSet set_ = PriorSet::Open;
  std::shared_ptr<LanguageModels> languageModels_;
  std::unique_ptr<const lm::ChordModel> prior_, proposerModel_;
  std::unique_ptr<const propose::Proposer> proposer_;
};

/// The prior alone, for scoring. Errors: Unavailable.
[[nodiscard]] Result<std::unique_ptr<lm::ChordModel>> openPrior(const std::filesystem::path& home, PriorSet prior);
/// The file openProposerModel reads, and `amuse calibrate` writes.
[[nodiscard]] std::filesystem::path proposerModelPath(const std::filesystem::path& home);
/// The built-in proposer's model Q alone.
[[nodiscard]] Result<std::unique_ptr<lm::ChordModel>> openProposerModel(const std::filesystem::path& home);
/// The built-in proposer alone; for measures with one fold of the keyword sets (propose/held_out.h) out of its pool.
/// Errors: Unavailable.
[[nodiscard]] Result<std::unique_ptr<const propose::Proposer>> openProposer(const std::filesystem::path& home,
                                                                            std::optional<int> leftOutFold = {});
/// What log r between the two looks like for the built-in proposer. Errors: Unavailable (missing or damaged).
[[nodiscard]] Result<sample::Calibration> openCalibration(const std::filesystem::path& home, PriorSet prior);
/// The file openCalibration reads, and `amuse calibrate` writes.
[[nodiscard]] std::filesystem::path calibrationPath(const std::filesystem::path& home, PriorSet prior);

}  // namespace amuse::app
