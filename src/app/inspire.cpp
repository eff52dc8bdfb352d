#include "app/inspire.h"

#include <fmt/format.h>

#include "audio/sound_facts.h"
#include "audio/sound_features.h"
#include "base/text.h"
#include "inspire/picture_reader.h"
#include "inspire/sound_reader.h"
#include "media/media_client.h"

namespace amuse::app {
namespace {

constexpr double kMostWeight = 10;

Result<void> checkWeight(double weight, const std::string& name) {
  if (weight >= 0 && weight <= kMostWeight) return {};
  return fail(ErrorCode::InvalidArgument, fmt::format("{}: the weight is {}; use 0 to {}", name, weight, kMostWeight));
}

Result<brief::Brief> readSound(media::MediaClient& media, const inspire::SoundReader& sounds,
                               const inspire::TextReader& reader, const MediaInput& input) {
  const auto decoded = media.decodeAudio(input.bytes, {audio::kAnalysisRateHz, audio::kMaxAnalysedSeconds, 30});
  if (!decoded) return fail(decoded.error().code, input.name + ": " + decoded.error().message);
  return inspire::inspireSound(sounds, reader, decoded->audio,
                               {input.name, 0, decoded->report.isCut, decoded->report.isDamaged});
}

Result<brief::Brief> readPicture(media::MediaClient& media, const inspire::PictureReader& pictures,
                                 const inspire::TextReader& reader, const MediaInput& input) {
  const auto decoded = media.decodeImage(input.bytes);
  if (!decoded) return fail(decoded.error().code, input.name + ": " + decoded.error().message);
  return inspire::inspirePicture(pictures, reader, decoded->image, input.name);
}

Result<void> addPictures(const inspire::TextReader& reader, const std::filesystem::path& home,
                         const InspireInput& input, std::vector<inspire::WeighedBrief>& readings) {
  if (input.images.empty()) return {};
  const auto pictures = inspire::PictureReader::open(home);
  if (!pictures) return tl::unexpected(pictures.error());
  auto media = media::MediaClient::start();
  if (!media) return tl::unexpected(media.error());
  for (const auto& image : input.images) {
    if (auto valid = checkWeight(image.weight, image.name); !valid) return valid;
    auto brief = readPicture(*media, *pictures, reader, image);
    if (!brief) return tl::unexpected(brief.error());
    if (image.weight > 0) readings.push_back({std::move(*brief), image.weight});
  }
  return {};
}

Result<void> addSounds(const inspire::TextReader& reader, const std::filesystem::path& home, const InspireInput& input,
                       std::vector<inspire::WeighedBrief>& readings) {
  if (input.sounds.empty()) return {};
  const auto sounds = inspire::SoundReader::open(home);
  if (!sounds) return tl::unexpected(sounds.error());
  auto media = media::MediaClient::start();
  if (!media) return tl::unexpected(media.error());
  for (const auto& sound : input.sounds) {
    if (auto valid = checkWeight(sound.weight, sound.name); !valid) return valid;
    auto brief = readSound(*media, *sounds, reader, sound);
    if (!brief) return tl::unexpected(brief.error());
    if (sound.weight > 0) readings.push_back({std::move(*brief), sound.weight});
  }
  return {};
}

}  // namespace

Result<brief::Brief> readInspirations(const inspire::TextReader& reader, const std::filesystem::path& home,
                                      const InspireInput& input) {
  std::vector<inspire::WeighedBrief> readings;
  if (auto valid = checkWeight(input.textWeight, "the text"); !valid) return tl::unexpected(valid.error());
  const bool hasText = !trim(input.text).empty() && input.textWeight > 0;
  if (hasText || (input.sounds.empty() && input.images.empty())) {
    auto brief = inspire::inspireText(reader, hasText ? input.text : "");
    if (!brief) return brief;
    // With keywords alone, that the text says nothing is no news.
    if (!hasText && !input.edits.empty()) brief->notes.clear();
    readings.push_back({std::move(*brief), hasText ? input.textWeight : 1});
  }
  if (auto added = addPictures(reader, home, input, readings); !added) return tl::unexpected(added.error());
  if (auto added = addSounds(reader, home, input, readings); !added) return tl::unexpected(added.error());
  return inspire::edited(reader, inspire::blend(reader, readings), input.edits);
}

}  // namespace amuse::app
