#include <fmt/format.h>

#include <memory>

#include "app/sending.h"
#include "app/senses.h"
#include "base/files.h"
#include "base/text.h"
#include "cli/internal/commands.h"
#include "cli/internal/inspire_options.h"
#include "cli/internal/suggest_text.h"
#include "inspire/text_reader.h"
#include "wire/suggest_json.h"

namespace amuse::cli {
namespace {

/// "coast 90 %, in the lower third".
std::string regionText(const brief::RegionEvidence& evidence) {
  const auto& region = evidence.region;
  std::string seen =
      evidence.seen.empty() ? "the picture" : fmt::format("{} {:.0f} %", evidence.seen, 100 * evidence.confidence);
  if (region[3] >= 0.99) return seen;
  const char* place = region[1] < 0.2 ? "upper" : region[1] < 0.5 ? "middle" : "lower";
  return fmt::format("{}, in the {} third", seen, place);
}

std::string evidenceOf(const brief::Keyword& keyword) {
  std::vector<std::string> found;
  for (const auto& evidence : keyword.evidence) {
    if (const auto* text = std::get_if<brief::TextEvidence>(&evidence)) found.push_back('"' + text->text + '"');
    if (const auto* sound = std::get_if<brief::SoundEvidence>(&evidence))
      found.push_back(fmt::format("{:.1f}-{:.1f} s", sound->startSeconds, sound->endSeconds));
    if (const auto* region = std::get_if<brief::RegionEvidence>(&evidence)) found.push_back(regionText(*region));
    if (const auto* colour = std::get_if<brief::ColourEvidence>(&evidence))
      found.push_back(fmt::format("{} ({:.0f} % of the picture)", colour->colour, 100 * colour->share));
  }
  return found.empty() ? "" : "from " + join(found, ", ");
}

void printBrief(const Streams& streams, const brief::Brief& brief) {
  for (const auto& keyword : brief.keywords)
    streams.out << fmt::format("{:<20} {:.2f}  {}\n", keyword.word, keyword.weight, evidenceOf(keyword));
  const auto& affect = brief.affect;
  if (brief.keywords.empty()) streams.out << "no keywords; add some with --keywords\n";
  streams.out << fmt::format("\nvalence {:+.2f}  arousal {:+.2f}  tension {:+.2f}  complexity {:+.2f}\n",
                             affect.valence, affect.arousal, affect.tension, affect.complexity);
  std::vector<std::string> genres;
  for (const auto& genre : brief.genres) genres.push_back(genre.name);
  if (!genres.empty()) streams.out << "genres   " << join(genres, ", ") << '\n';
  streams.out << fmt::format("mode     {}: {}\n", theory::toText(brief.mode), asClause(brief.modeWhy));
  streams.out << fmt::format("tempo    {}-{} bpm\n", brief.tempoBpm[0], brief.tempoBpm[1]);
  for (const auto& note : brief.notes) streams.out << "note     " << note << '\n';
}

Result<int> runInspire(const InspireOptions& options, bool asJson, const Streams& streams) {
  auto input = inspireInput(options, streams);
  if (!input) return tl::unexpected(input.error());
  if (isEmpty(*input))
    return fail(ErrorCode::InvalidArgument,
                "nothing to read: give a phrase, --image or --audio, such as amuse inspire \"rain on the window\"");
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  static const SystemClock clock;
  auto models = app::openLanguageModels(*home, options.config, clock);
  if (!models) return tl::unexpected(models.error());
  input->languageModels = *std::move(models);
  const auto reader = inspire::TextReader::open(*home / "data" / "llm");
  if (!reader) return tl::unexpected(reader.error());
  app::Senses senses(*home);
  if (options.showSending) {
    const auto sending = app::previewReading(*reader, senses, *input);
    if (!sending) return tl::unexpected(sending.error());
    if (asJson)
      printLine(streams, wire::sendingJson(*sending));
    else
      streams.out << sendingText(*sending);
    return 0;
  }
  const auto brief = app::readInspirations(*reader, senses, *input);
  if (!brief) return tl::unexpected(brief.error());
  if (asJson)
    printLine(streams, wire::toJson(*brief));
  else
    printBrief(streams, *brief);
  return 0;
}

}  // namespace

void addInspire(CLI::App& app, Runner& runner) {
  struct Options {
    InspireOptions inspire;
    bool json = false;
  };
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand(
      "inspire", "What words, pictures and sounds say to a songwriter: keywords with evidence, mood, mode, tempo");
  command->footer(
      "Try:\n"
      "  amuse inspire \"sad but hopeful\"\n"
      "  amuse inspire --image beach.jpg\n"
      "  amuse inspire --audio rain.ogg\n"
      "  amuse inspire \"summer\" --audio storm.mp3:0.5     # both, the storm at half weight\n"
      "  amuse inspire \"summer rain\" --without rainy --keywords jazz:0.7\n"
      "  amuse inspire - < lyric.txt --json");
  addInspireOptions(*command, options->inspire);
  command->add_flag("--json", options->json, "One JSON object on standard output");
  command->callback([options, &runner] {
    runner.action = [options, &runner] { return runInspire(options->inspire, options->json, runner.streams); };
  });
}

}  // namespace amuse::cli
