#include "app/inspire.h"

#include "app/language_models.h"
#include "app/sending.h"

#include <fmt/format.h>

#include "audio/sound_facts.h"
#include "audio/sound_features.h"
#include "base/text.h"
#include "inspire/picture_reader.h"
#include "inspire/sound_reader.h"
#include "media/media_client.h"
#include "media/picture_text.h"

#include <algorithm>
#include <array>

namespace amuse::app {
namespace {

/// Words in a picture count a little less than what it shows: a shop sign is not what the picture is about.
constexpr double kMostWeight = 10, kPictureWordsWeight = 0.7;
constexpr std::size_t kMostShownText = 120;

Result<void> checkWeight(double weight, const std::string& name) {
  if (weight >= 0 && weight <= kMostWeight) return {};
  return fail(ErrorCode::InvalidArgument, fmt::format("{}: the weight is {}; use 0 to {}", name, weight, kMostWeight));
}

Result<brief::Brief> listenTo(media::MediaClient& media, const inspire::SoundReader& sounds,
                              const inspire::TextReader& reader, const MediaInput& input) {
  const auto decoded = media.decodeAudio(input.bytes, {audio::kAnalysisRateHz, audio::kMaxAnalysedSeconds, 30});
  if (!decoded) return fail(decoded.error().code, input.name + ": " + decoded.error().message);
  return inspire::inspireSound(sounds, reader, decoded->audio,
                               {input.name, 0, decoded->report.isCut, decoded->report.isDamaged});
}

Result<Image> decodePicture(media::MediaClient& media, const MediaInput& input) {
  auto decoded = media.decodeImage(input.bytes);
  if (!decoded) return fail(decoded.error().code, input.name + ": " + decoded.error().message);
  return std::move(decoded->image);
}

/// Where the words between two bytes stand: the box around them, and how sure the least sure of them is.
brief::RegionEvidence regionOf(const media::PictureText& text, const brief::TextEvidence& evidence) {
  std::array<double, 4> corners{1, 1, 0, 0};
  double confidence = 1;
  for (const auto& word : text.words) {
    if (word.endByte <= evidence.startByte || word.startByte >= evidence.endByte) continue;
    corners = {std::min(corners[0], word.region[0]), std::min(corners[1], word.region[1]),
               std::max(corners[2], word.region[0] + word.region[2]),
               std::max(corners[3], word.region[1] + word.region[3])};
    confidence = std::min(confidence, word.confidence);
  }
  const double width = std::max(0.0, corners[2] - corners[0]), height = std::max(0.0, corners[3] - corners[1]);
  return {{corners[0], corners[1], width, height}, "the words \"" + evidence.text + '"', confidence};
}

Result<std::optional<brief::Brief>> readWordsIn(const inspire::TextReader& reader, const Image& image,
                                                const std::string& name) {
  const auto text = media::readPictureText(image);
  if (!text) return fail(text.error().code, name + ": " + text.error().message);
  if (text->text.empty()) return std::optional<brief::Brief>();
  auto brief = inspire::inspireText(reader, text->text);
  if (!brief) return tl::unexpected(brief.error());
  for (auto& keyword : brief->keywords)
    for (auto& evidence : keyword.evidence)
      if (const auto* words = std::get_if<brief::TextEvidence>(&evidence)) evidence = regionOf(*text, *words);
  std::string shown(validBeginning(text->text, kMostShownText));
  std::replace(shown.begin(), shown.end(), '\n', ' ');
  brief->notes.insert(brief->notes.begin(), fmt::format("{}: it says \"{}\"", name, shown));
  return std::optional<brief::Brief>(std::move(*brief));
}

/// What a picture shows, and its words where they can be read. That they can't is a note.
Result<MediaReadings> readPicture(const inspire::TextReader& reader, Senses& senses, const MediaInput& input) {
  const auto pictures = senses.pictures();
  if (!pictures) return tl::unexpected(pictures.error());
  auto media = senses.media();
  if (!media) return tl::unexpected(media.error());
  const auto image = decodePicture(**media, input);
  if (!image) return tl::unexpected(image.error());
  auto brief = inspire::inspirePicture(**pictures, reader, *image, input.name);
  if (!brief) return tl::unexpected(brief.error());
  auto words = input.weight > 0 ? readWordsIn(reader, *image, input.name) : std::optional<brief::Brief>();
  if (!words) brief->notes.push_back(words.error().message);
  MediaReadings readings{{std::move(*brief), 1}};
  if (words && *words && !(*words)->keywords.empty()) readings.push_back({std::move(**words), kPictureWordsWeight});
  return readings;
}

Result<MediaReadings> readSound(const inspire::TextReader& reader, Senses& senses, const MediaInput& input) {
  const auto sounds = senses.sounds();
  if (!sounds) return tl::unexpected(sounds.error());
  auto media = senses.media();
  if (!media) return tl::unexpected(media.error());
  auto brief = listenTo(**media, **sounds, reader, input);
  if (!brief) return tl::unexpected(brief.error());
  return MediaReadings{{*std::move(brief), 1}};
}

using ReadMedium = Result<MediaReadings> (*)(const inspire::TextReader&, Senses&, const MediaInput&);

/// What each file says, from memory where it was read before.
Result<std::vector<std::shared_ptr<const MediaReadings>>> readAll(const inspire::TextReader& reader, Senses& senses,
                                                                  const std::vector<MediaInput>& files,
                                                                  ReadMedium read) {
  std::vector<std::shared_ptr<const MediaReadings>> all;
  for (const auto& file : files) {
    if (auto valid = checkWeight(file.weight, file.name); !valid) return tl::unexpected(valid.error());
    auto known = file.known;
    if (!known && !file.id.empty()) known = senses.recall(file.id);
    if (!known) {
      auto fresh = read(reader, senses, file);
      if (!fresh) return tl::unexpected(fresh.error());
      known = std::make_shared<const MediaReadings>(*std::move(fresh));
      if (!file.id.empty() && file.weight > 0) senses.remember(file.id, known);
    }
    all.push_back(std::move(known));
  }
  return all;
}

void addMedia(const std::vector<MediaInput>& files, const std::vector<std::shared_ptr<const MediaReadings>>& own,
              std::vector<inspire::WeighedBrief>& readings) {
  for (std::size_t i = 0; i < files.size(); ++i)
    if (files[i].weight > 0)
      for (const auto& one : *own[i]) readings.push_back({one.brief, one.weight * files[i].weight});
}

/// Adds what the language model hears, where one is configured to read. @return  Notes: what it was not given, why it
/// could not.
std::vector<std::string> addModelReading(const inspire::TextReader& reader, const InspireInput& input,
                                         const OwnReadings& own, std::vector<inspire::WeighedBrief>& readings) {
  auto question = readerQuestion(input, own);
  if (!question) return {question.error().message};
  if (!*question) return {};
  auto notes = (*question)->notes;
  if ((*question)->isEmpty()) return notes;
  const auto reading = input.languageModels->read(reader, **question);
  if (reading)
    readings.push_back({*reading, 1});
  else
    notes.push_back("The language model's reading is missing: " + reading.error().message + ".");
  return notes;
}

}  // namespace

Result<brief::Brief> readText(const inspire::TextReader& reader, Senses& senses, const std::string& text) {
  const std::string id = "text " + text;
  if (const auto known = senses.recall(id)) return known->front().brief;
  auto brief = inspire::inspireText(reader, text);
  if (brief) senses.remember(id, std::make_shared<const MediaReadings>(MediaReadings{{*brief, 1}}));
  return brief;
}

std::string pictureId(const std::string& reference) { return "image " + reference; }
std::string soundId(const std::string& reference) { return "audio " + reference; }

Result<OwnReadings> readMedia(const inspire::TextReader& reader, Senses& senses, const InspireInput& input) {
  auto images = readAll(reader, senses, input.images, readPicture);
  if (!images) return tl::unexpected(images.error());
  auto sounds = readAll(reader, senses, input.sounds, readSound);
  if (!sounds) return tl::unexpected(sounds.error());
  return OwnReadings{*std::move(images), *std::move(sounds)};
}

Result<brief::Brief> readInspirations(const inspire::TextReader& reader, const std::filesystem::path& home,
                                      const InspireInput& input) {
  Senses senses(home);
  return readInspirations(reader, senses, input);
}

Result<brief::Brief> readInspirations(const inspire::TextReader& reader, Senses& senses, const InspireInput& input) {
  std::vector<inspire::WeighedBrief> readings;
  if (auto valid = checkWeight(input.textWeight, "the text"); !valid) return tl::unexpected(valid.error());
  const bool hasText = !trim(input.text).empty() && input.textWeight > 0;
  if (hasText || (input.sounds.empty() && input.images.empty())) {
    auto read = readText(reader, senses, hasText ? input.text : "");
    if (!read) return tl::unexpected(read.error());
    brief::Brief brief = *std::move(read);
    // With keywords alone, that the text says nothing is no news.
    if (!hasText && !input.edits.empty()) brief.notes.clear();
    readings.push_back({std::move(brief), hasText ? input.textWeight : 1});
  }
  const auto own = readMedia(reader, senses, input);
  if (!own) return tl::unexpected(own.error());
  addMedia(input.images, own->images, readings);
  addMedia(input.sounds, own->sounds, readings);
  const auto notes = addModelReading(reader, input, *own, readings);
  auto brief = inspire::edited(reader, inspire::blend(reader, readings), input.edits);
  brief.notes.insert(brief.notes.end(), notes.begin(), notes.end());
  return brief;
}

}  // namespace amuse::app
