#include "cli/internal/inspire_options.h"

#include <charconv>
#include <filesystem>
#include <optional>

#include "base/files.h"
#include "base/text.h"
#include "cli/internal/commands.h"
#include "cli/internal/parse_error.h"
#include "media/image_protocol.h"
#include "media/protocol.h"

namespace amuse::cli {
namespace {

struct WeighedFile {
  std::filesystem::path path;
  double weight = 1;
};

/// "rain.ogg:0.5" is rain.ogg at half weight, unless a file has that very name.
WeighedFile weighedFile(const std::string& argument) {
  const auto colon = argument.rfind(':');
  if (colon == std::string::npos || colon + 1 == argument.size()) return {argument, 1};
  double weight = 0;
  const char* end = argument.data() + argument.size();
  const auto [last, error] = std::from_chars(argument.data() + colon + 1, end, weight);
  std::error_code ignored;
  if (error != std::errc() || last != end || std::filesystem::exists(argument, ignored)) return {argument, 1};
  return {argument.substr(0, colon), weight};
}

Result<std::vector<app::MediaInput>> readMedia(const std::vector<std::string>& arguments, std::size_t mostBytes) {
  std::vector<app::MediaInput> inputs;
  for (const auto& argument : arguments) {
    const auto file = weighedFile(argument);
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(file.path, ignored))
      return fail(ErrorCode::NotFound, "there is no file " + file.path.string());
    auto bytes = readFile(file.path, mostBytes);
    if (!bytes) return tl::unexpected(bytes.error());
    inputs.push_back({file.path.filename().string(), std::move(*bytes), file.weight});
  }
  return inputs;
}

}  // namespace

void addInspireOptions(CLI::App& command, InspireOptions& options) {
  command.add_option("text", options.text, "The inspiration: a phrase, a lyric, a story; - reads standard input");
  command.add_option("--image", options.images,
                     "A picture: JPEG, PNG, WebP, GIF, BMP, TIFF, HEIF, AVIF, SVG; may be repeated; F:0.5 weighs it");
  command.add_option("--audio", options.sounds,
                     "A sound file, at most 60 seconds of it are heard; may be repeated; F:0.5 weighs it");
  command.add_option("--text-weight", options.textWeight, "How much the text counts beside files, 0 to 10")
      ->capture_default_str()
      ->check(number(0, 10));
  command.add_option("--keywords", options.keywords, "Music keywords to add or to weigh: warm,jazz:0.5,waltz");
  command.add_option("--without", options.without, "Keywords to take away: rainy,soft");
  command.add_flag("--send-media", options.sendMedia,
                   "Lets pictures and sounds go to the language model that reads, where one is configured");
  command.add_flag("--show-sending", options.showSending,
                   "Shows what would go to language models, and neither sends it nor answers");
  command.add_option("--config", options.config, "The configuration of language models [~/.config/amuse/amuse.toml]");
  command.add_option("--pin", options.pin, "Keywords to keep first and at full weight");
}

Result<app::InspireInput> inspireInput(const InspireOptions& options, const Streams& streams) {
  app::InspireInput input;
  const auto text = textArgument(options.text, streams);
  if (!text) return tl::unexpected(text.error());
  input.text = *text;
  input.textWeight = options.textWeight;
  auto images = readMedia(options.images, media::kMaxPictureBytes);
  if (!images) return inOption("--image", images.error());
  input.images = std::move(*images);
  auto sounds = readMedia(options.sounds, media::kMaxInputBytes);
  if (!sounds) return inOption("--audio", sounds.error());
  input.sounds = std::move(*sounds);
  auto added = inspire::parseWeighedKeywords(options.keywords);
  if (!added) return inOption("--keywords", added.error());
  input.edits.add = std::move(*added);
  input.edits.without = commaList(options.without);
  input.edits.pin = commaList(options.pin);
  input.sharing = {true, options.sendMedia, options.sendMedia};
  return input;
}

bool isEmpty(const app::InspireInput& input) {
  return trim(input.text).empty() && input.images.empty() && input.sounds.empty() && input.edits.add.empty() &&
         input.edits.pin.empty();
}

}  // namespace amuse::cli
