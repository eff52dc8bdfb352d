#include "evaluate/sound_report.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "audio/sound_facts.h"
#include "audio/sound_features.h"
#include "evaluate/plot.h"
#include "evaluate/rendered_pieces.h"

namespace amuse::evaluate {
namespace {

constexpr int kFolds = 4;
constexpr double kConfident = 0.6;

void judgeFold(const SoundCollection& sounds, int fold, SoundReport& report) {
  const auto recogniser = fitSounds(sounds, fold);
  double right = 0, total = 0;
  for (const auto& clip : sounds.clips) {
    if (clip.fold != fold) continue;
    const auto found = recogniser.classify(audio::soundFeatures(clip.audio, audio::logMel(clip.audio))).front();
    const bool isRight = found.label == clip.label;
    report.confusion[clip.label][found.label] += 1;
    total += 1;
    right += isRight ? 1 : 0;
    if (found.probability >= kConfident) {
      report.confidentShare += 1;
      report.confidentAccuracy += isRight ? 1 : 0;
    }
    if (const auto facts = audio::describeSound(recogniser, clip.audio)) {
      report.clipsAsMusic += facts->kind == audio::SoundKind::Music ? 1 : 0;
      report.clipsAsSpeech += facts->kind == audio::SoundKind::Speech ? 1 : 0;
    }
  }
  report.foldAccuracy.push_back(total > 0 ? right / total : 0);
  report.accuracy += right;
}

bool isNear(double a, double b) { return std::abs(a / b - 1) < 0.04; }

void judgePiece(const audio::SoundRecogniser& recogniser, const RenderedPiece& piece, SoundReport& report) {
  auto clip = piece.audio;
  clip.samples.resize(std::min(clip.samples.size(), static_cast<std::size_t>(30 * clip.sampleRateHz)));
  const auto facts = audio::describeSound(recogniser, clip);
  ++report.pieces;
  if (!facts) return;
  report.piecesAsMusic += facts->kind == audio::SoundKind::Music ? 1 : 0;
  if (facts->tempo) {
    const double bpm = facts->tempo->bpm;
    report.tempoRight += isNear(bpm, piece.bpm) ? 1 : 0;
    report.tempoRightOrDouble +=
        isNear(bpm, piece.bpm) || isNear(bpm, 2 * piece.bpm) || isNear(2 * bpm, piece.bpm) ? 1 : 0;
  }
  if (!facts->key) return;
  const auto& key = facts->key->key;
  const bool isMinor = theory::isMinorFamily(key.mode), wantsMinor = theory::isMinorFamily(piece.key.mode);
  const bool sameTonic = key.tonic.pitchClass() == piece.key.tonic.pitchClass();
  const int relative = (key.tonic.pitchClass() + (isMinor ? 3 : 9)) % 12;
  report.familyRight += isMinor == wantsMinor ? 1 : 0;
  report.keyRight += sameTonic && isMinor == wantsMinor ? 1 : 0;
  report.keyOrRelative +=
      (sameTonic && isMinor == wantsMinor) || (isMinor != wantsMinor && relative == piece.key.tonic.pitchClass()) ? 1
                                                                                                                  : 0;
}

}  // namespace

Result<SoundReport> evaluateSounds(const std::filesystem::path& home, const std::filesystem::path& folder) {
  auto media = media::MediaClient::start();
  if (!media) return tl::unexpected(media.error());
  const auto sounds = loadSounds(*media, folder);
  if (!sounds) return tl::unexpected(sounds.error());
  SoundReport report;
  report.classes = sounds->classes;
  report.clips = sounds->clips.size();
  report.confusion.assign(sounds->classes.size(), std::vector<double>(sounds->classes.size(), 0.0));
  for (int fold = 1; fold <= kFolds; ++fold) judgeFold(*sounds, fold, report);
  report.accuracy /= static_cast<double>(report.clips);
  report.confidentAccuracy /= std::max(1.0, report.confidentShare);
  report.confidentShare /= static_cast<double>(report.clips);
  const auto shipped = audio::SoundRecogniser::open(home / "models" / "sounds.bin");
  if (!shipped) return tl::unexpected(shipped.error());
  const auto pieces = renderPieces(*media, home);
  if (!pieces) return tl::unexpected(pieces.error());
  for (const auto& piece : *pieces) judgePiece(*shipped, piece, report);
  return report;
}

std::string toText(const SoundReport& report) {
  std::string out = fmt::format(
      "{} field recordings, trained on three folds and judged on the fourth, each in turn\n\n", report.clips);
  const double chance = 1.0 / static_cast<double>(std::max<std::size_t>(1, report.classes.size()));
  const auto share = [&](const std::string& name, double value, const std::string& note) {
    out += fmt::format("{:<44}{:>6.1f} %  {}\n", name, 100 * value, note);
  };
  share("right class of ten", report.accuracy, fmt::format("always the same class: {:.1f} %", 100 * chance));
  for (std::size_t i = 0; i < report.foldAccuracy.size(); ++i)
    share(fmt::format("  fold {}", i + 1), report.foldAccuracy[i], "");
  share("named with a probability of 0.6 or more", report.confidentShare, "");
  share("  of these right", report.confidentAccuracy, "");
  for (std::size_t c = 0; c < report.classes.size(); ++c) {
    const auto& row = report.confusion[c];
    const double total = std::max(1.0, std::accumulate(row.begin(), row.end(), 0.0));
    share("  " + report.classes[c], row[c] / total, "");
  }
  const auto of = [](std::size_t part, std::size_t whole) {
    return static_cast<double>(part) / static_cast<double>(std::max<std::size_t>(1, whole));
  };
  share("recordings taken for music", of(report.clipsAsMusic, report.clips), "");
  share("recordings taken for speech", of(report.clipsAsSpeech, report.clips), "");
  out += fmt::format("\n{} rendered pieces, common progressions in ten grooves\n\n", report.pieces);
  share("heard as music", of(report.piecesAsMusic, report.pieces), "");
  share("tempo within 4 %", of(report.tempoRight, report.pieces), "");
  share("  or half or double", of(report.tempoRightOrDouble, report.pieces), "");
  share("key right", of(report.keyRight, report.pieces), "by chance 4.2 %");
  share("  or its relative", of(report.keyOrRelative, report.pieces), "");
  share("major or minor right", of(report.familyRight, report.pieces), "by chance 50 %");
  return out;
}

std::string toSvg(const SoundReport& report) {
  return toSvg(ConfusionMatrix{"Field recordings across folds", report.classes, report.confusion});
}

}  // namespace amuse::evaluate
