#include <algorithm>

#include "audio/augment.h"
#include "audio/sound_features.h"
#include "base/files.h"
#include "evaluate/sound_report.h"

namespace amuse::evaluate {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostClipBytes = 4u << 20;
constexpr double kMostClipSeconds = 10;

std::vector<fs::path> sortedEntries(const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) entries.push_back(entry.path());
  std::sort(entries.begin(), entries.end());
  return entries;
}

/// "fold3-..." -> 3; 0 for other names.
int foldOf(const fs::path& file) {
  const std::string name = file.filename().string();
  return name.size() > 5 && name.substr(0, 4) == "fold" && name[4] >= '1' && name[4] <= '9' ? name[4] - '0' : 0;
}

}  // namespace

Result<SoundCollection> loadSounds(media::MediaClient& media, const fs::path& folder) {
  SoundCollection sounds;
  for (const auto& kind : sortedEntries(folder)) {
    if (!fs::is_directory(kind)) continue;
    sounds.classes.push_back(kind.filename().string());
    for (const auto& file : sortedEntries(kind)) {
      const auto bytes = readFile(file, kMostClipBytes);
      if (!bytes) return tl::unexpected(bytes.error());
      auto decoded = media.decodeAudio(*bytes, {audio::kAnalysisRateHz, kMostClipSeconds, 30});
      if (!decoded) return fail(decoded.error().code, file.string() + ": " + decoded.error().message);
      sounds.clips.push_back(
          {file.stem().string(), sounds.classes.size() - 1, foldOf(file), std::move(decoded->audio)});
    }
  }
  if (sounds.clips.empty()) return fail(ErrorCode::NotFound, "no recordings under " + folder.string());
  return sounds;
}

audio::SoundRecogniser fitSounds(const SoundCollection& sounds, int heldOutFold) {
  std::vector<audio::SoundExample> examples;
  for (std::size_t i = 0; i < sounds.clips.size(); ++i) {
    const auto& clip = sounds.clips[i];
    if (clip.fold == heldOutFold) continue;
    for (int take = 0; take < kTakesAClip; ++take) {
      const auto sound = take == 0 ? clip.audio : audio::varied(clip.audio, i * 101 + static_cast<std::size_t>(take));
      examples.push_back({audio::soundFeatures(sound, audio::logMel(sound)), clip.label});
    }
  }
  return audio::SoundRecogniser::fit(examples, sounds.classes);
}

}  // namespace amuse::evaluate
