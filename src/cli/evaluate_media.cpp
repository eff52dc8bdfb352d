#include <filesystem>
#include <memory>
#include <string_view>

#include "base/files.h"
#include "cli/internal/commands.h"
#include "evaluate/scene_report.h"
#include "evaluate/sound_report.h"

namespace amuse::cli {
namespace {

struct MediaReportOptions {
  std::string data = "../shared/data", plot;
};

/// `name` is the command's and its data folder's; `judge(home, folder)` makes the report. Where the data are missing
/// it says so and passes.
template <typename Evaluate>
Result<int> runMediaReport(std::string_view name, std::string_view what, Evaluate judge,
                           const MediaReportOptions& options, const Streams& streams) {
  const auto folder = std::filesystem::path(options.data) / name;
  if (!std::filesystem::is_directory(folder)) {
    streams.out << name << ": skipped, there are no " << what << " at " << folder.string()
                << " (--data names the folder)\n";
    return 0;
  }
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  const auto report = judge(*home, folder);
  if (!report) return tl::unexpected(report.error());
  streams.out << evaluate::toText(*report);
  if (options.plot.empty()) return 0;
  if (const auto written = writeFile(options.plot, evaluate::toSvg(*report)); !written)
    return tl::unexpected(written.error());
  return 0;
}

/// `name` and `what` must outlive the command: literals.
template <typename Evaluate>
void addMediaReport(CLI::App& inspire, Runner& runner, const char* name, const char* what, const char* help,
                    Evaluate judge) {
  auto options = std::make_shared<MediaReportOptions>();
  auto* command = inspire.add_subcommand(name, help);
  command->add_option("--data", options->data, "The data folder")->capture_default_str();
  command->add_option("--plot", options->plot, "Writes the confusion matrix, an SVG file");
  command->callback([=, &runner] {
    runner.action = [=, &runner] { return runMediaReport(name, what, judge, *options, runner.streams); };
  });
}

}  // namespace

void addScenesReport(CLI::App& inspire, Runner& runner) {
  addMediaReport(inspire, runner, "scenes", "photographs", "How pictures are read, on held-out photographs",
                 [](const auto& home, const auto& folder) { return evaluate::evaluateScenes(home, folder); });
}

void addSoundsReport(CLI::App& inspire, Runner& runner) {
  addMediaReport(inspire, runner, "sounds", "recordings",
                 "How sounds are heard: recordings across folds, rendered pieces",
                 [](const auto& home, const auto& folder) { return evaluate::evaluateSounds(home, folder); });
}

}  // namespace amuse::cli
