#include <fmt/format.h>

#include <memory>

#include "app/suggest.h"
#include "base/files.h"
#include "base/text.h"
#include "cli/internal/commands.h"
#include "cli/internal/suggest_text.h"
#include "inspire/text_reader.h"
#include "wire/suggest_json.h"

namespace amuse::cli {
namespace {

struct InspireOptions {
  std::string text, keywords;
  std::vector<std::string> images, sounds;
  bool json = false;
};

std::string evidenceOf(const brief::Keyword& keyword) {
  std::vector<std::string> found;
  for (const auto& evidence : keyword.evidence)
    if (const auto* text = std::get_if<brief::TextEvidence>(&evidence)) found.push_back('"' + text->text + '"');
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

Result<int> runInspire(const InspireOptions& options, const Streams& streams) {
  if (!options.images.empty() || !options.sounds.empty())
    return fail(ErrorCode::Unsupported, "--image and --audio are not read yet in this version; describe them in words");
  const auto text = textArgument(options.text, streams);
  if (!text) return tl::unexpected(text.error());
  if (trim(*text).empty() && commaList(options.keywords).empty())
    return fail(ErrorCode::InvalidArgument,
                "nothing to read: give a phrase, such as amuse inspire \"rain on the window\"");
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  const auto reader = inspire::TextReader::open(*home / "data" / "llm");
  if (!reader) return tl::unexpected(reader.error());
  const auto brief = app::readInspiration(*reader, *text, commaList(options.keywords));
  if (!brief) return tl::unexpected(brief.error());
  if (options.json)
    printLine(streams, wire::toJson(*brief));
  else
    printBrief(streams, *brief);
  return 0;
}

}  // namespace

void addInspire(CLI::App& app, Runner& runner) {
  auto options = std::make_shared<InspireOptions>();
  auto* command =
      app.add_subcommand("inspire", "What a text says to a songwriter: keywords with evidence, mood, mode, tempo");
  command->footer("Try:\n  amuse inspire \"sad but hopeful\"\n  amuse inspire - < lyric.txt --json");
  command->add_option("text", options->text, "A phrase, a lyric, a story; - reads standard input");
  command->add_option("--keywords", options->keywords, "Music keywords to add, with commas");
  command->add_option("--image", options->images, "A picture (not read yet in this version)");
  command->add_option("--audio", options->sounds, "A sound (not read yet in this version)");
  command->add_flag("--json", options->json, "One JSON object on standard output");
  command->callback(
      [options, &runner] { runner.action = [options, &runner] { return runInspire(*options, runner.streams); }; });
}

}  // namespace amuse::cli
