#include "sprite.h"

#include <algorithm>
#include <cmath>

namespace amuse::samples {
namespace {

constexpr double kGapSeconds = 0.06;

void appendSilence(StereoAudio& audio, double seconds) {
  audio.left.resize(audio.left.size() + framesOf(audio, seconds));
  audio.right.resize(audio.left.size());
}

void appendMarker(StereoAudio& audio) {
  appendSilence(audio, 2 * kMarkerSeconds);
  const std::size_t top = framesOf(audio, kMarkerSeconds), reach = framesOf(audio, 0.003);
  for (std::size_t i = top - reach; i <= top + reach; ++i) {
    const double t = (static_cast<double>(i) - static_cast<double>(top)) / (0.0005 * audio.sampleRateHz);
    audio.left[i] = audio.right[i] = static_cast<float>(0.7 * std::exp(-0.5 * t * t));
  }
}

NoteRequest requestFor(const InstrumentRecipe& recipe, int pitch) {
  constexpr int kDrumBank = 128;
  // Cutting the beginning takes a little; a fade that comes too early would be heard as a pump.
  const double total = recipe.seconds + 0.3;
  return {.bank = recipe.drums ? kDrumBank : 0,
          .program = recipe.program,
          .pitch = pitch,
          .heldSeconds = total,
          .totalSeconds = total};
}

/// The level of the recipe's middle note as a program plays it: the root of its mean square over a second and a half.
double levelOf(NoteRenderer& renderer, const InstrumentRecipe& recipe, int program) {
  const int pitch = recipe.pitches[recipe.pitches.size() / 2];
  const StereoAudio note =
      renderer.render({.bank = 0, .program = program, .pitch = pitch, .heldSeconds = 1.5, .totalSeconds = 1.5});
  double power = 0;
  for (std::size_t i = 0; i < note.left.size(); ++i) {
    power += std::pow(static_cast<double>(note.left[i]), 2) + std::pow(static_cast<double>(note.right[i]), 2);
  }
  return std::sqrt(power);
}

std::vector<double> levelsOf(NoteRenderer& renderer, const InstrumentRecipe& recipe) {
  std::vector<double> levels(recipe.serves.size(), 1);
  if (recipe.drums) return levels;
  const double own = levelOf(renderer, recipe, recipe.program);
  for (std::size_t i = 0; i < levels.size(); ++i) {
    // A stand-in is never much louder than what is sampled: a drone of the wrong instrument is worse than a quiet one.
    levels[i] = std::clamp(levelOf(renderer, recipe, recipe.serves[i]) / own, 0.25, 2.0);
  }
  return levels;
}

}  // namespace

Result<Sprite> makeSprite(NoteRenderer& renderer, const InstrumentRecipe& recipe) {
  Sprite sprite{.audio = {{}, {}, recipe.sampleRateHz}, .zones = {}, .levels = levelsOf(renderer, recipe)};
  appendMarker(sprite.audio);
  for (const int pitch : recipe.pitches) {
    StereoAudio note = renderer.render(requestFor(recipe, pitch));
    if (!recipe.stereo) foldToMono(note);
    Zone zone{.pitch = pitch};
    zone.gain = normalise(note);
    if (zone.gain <= 0) {
      return fail(ErrorCode::NotFound, recipe.name + ": the soundfont is silent at pitch " + std::to_string(pitch));
    }
    cutBeginning(note);
    std::optional<Loop> loop;
    if (recipe.looped) {
      note.left.resize(framesOf(note, recipe.seconds));
      note.right.resize(note.left.size());
      loop = findLoop(note);
    } else {
      cutEnd(note, recipe.seconds);
    }
    if (loop) {
      zone.loopStart = static_cast<double>(loop->start) / recipe.sampleRateHz;
      zone.loopEnd = static_cast<double>(loop->end) / recipe.sampleRateHz;
      zone.likeness = loop->likeness;
    }
    zone.atSeconds = sprite.audio.durationSeconds() - kMarkerSeconds;
    zone.lengthSeconds = note.durationSeconds();
    sprite.audio.left.insert(sprite.audio.left.end(), note.left.begin(), note.left.end());
    sprite.audio.right.insert(sprite.audio.right.end(), note.right.begin(), note.right.end());
    appendSilence(sprite.audio, kGapSeconds);
    sprite.zones.push_back(zone);
  }
  return sprite;
}

std::size_t findMarker(const StereoAudio& audio) {
  const std::size_t count = std::min(audio.left.size(), framesOf(audio, 1.8 * kMarkerSeconds));
  const auto end = audio.left.begin() + static_cast<std::ptrdiff_t>(count);
  return static_cast<std::size_t>(std::max_element(audio.left.begin(), end) - audio.left.begin());
}

double signalToNoiseDb(const StereoAudio& original, const StereoAudio& decoded) {
  const std::size_t blockFrames = framesOf(original, 0.02);
  const std::size_t from = findMarker(original), late = findMarker(decoded) - from;
  struct Block {
    double signal = 0, noise = 0;
  };
  std::vector<Block> blocks;
  for (std::size_t at = 2 * from;
       at + blockFrames + late <= decoded.left.size() && at + blockFrames <= original.left.size(); at += blockFrames) {
    Block block;
    for (std::size_t i = at; i < at + blockFrames; ++i) {
      const double left = original.left[i], right = original.right[i];
      block.signal += left * left + right * right;
      block.noise += std::pow(left - decoded.left[i + late], 2) + std::pow(right - decoded.right[i + late], 2);
    }
    blocks.push_back(block);
  }
  if (blocks.empty()) return 0;
  const auto louder = [](const Block& a, const Block& b) { return a.signal < b.signal; };
  const double loudest = std::max_element(blocks.begin(), blocks.end(), louder)->signal;
  std::vector<double> ratios;
  for (const Block& block : blocks) {
    if (block.signal > loudest * 1e-5) ratios.push_back(10 * std::log10(block.signal / (block.noise + 1e-12)));
  }
  std::sort(ratios.begin(), ratios.end());
  return ratios[ratios.size() / 2];
}

}  // namespace amuse::samples
