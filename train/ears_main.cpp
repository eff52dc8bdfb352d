#include <algorithm>
#include <array>
#include <cinttypes>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "lm/ngram_model.h"
#include "render_set.h"
#include "transcribe/beat_decoder.h"
#include "transcribe/chord_decoder.h"
#include "transcribe/ear_net.h"
#include "transcribe/key_finder.h"

/// amuse-ears: chooses the decoder's few numbers on the valid renders, with the ears as they are. It prints; the
/// numbers stand in transcribe/chord_decoder.h and transcribe/harmony.h.
namespace amuse::train {
namespace {

using namespace transcribe;

/// What the nets hear in one cut, and what was played.
struct HeardCut {
  HeardChords heard;
  std::vector<Unit> units;
  std::vector<std::int16_t> chords;
};

audio::FrameMatrix toMatrix(const std::vector<std::uint8_t>& steps, std::size_t frames, std::size_t width,
                            std::size_t hop) {
  audio::FrameMatrix out{frames, width, static_cast<double>(hop) / kTranscribeRateHz, {}};
  for (const auto step : steps) out.values.push_back(static_cast<float>(step) / 255);
  return out;
}

std::vector<HeardCut> hearAll(const EarNet& ears, const std::vector<RenderedCut>& cuts) {
  constexpr std::size_t kBeatHop = 512;
  std::vector<HeardCut> out;
  for (const auto& cut : cuts) {
    HeardCut one{*ears.hearChords(toMatrix(cut.pitches, cut.frames, kPitchBins, kPitchHop)), {}, cut.chords};
    const auto bars = hearBars(ears.hearBeats(toMatrix(cut.bands, cut.beatFrames, kBeatBands, kBeatHop)), one.heard);
    const double seconds = static_cast<double>(cut.frames) * one.heard.frameSeconds;
    one.units = unitsOf(counted(bars, 0), bars.beatsPerBar, seconds);
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<DecodedChord> decoded(const HeardCut& cut, const Harmony& harmony, const DecoderSettings& settings) {
  const ChordDecoder decoder(cut.heard, cut.units, settings);
  return decoder.decode(harmony, findKeys(decoder.decode(harmony)));
}

/// Calls visit(decoded chord, index of the chord played) for every frame of every cut that has a label.
template <typename Visit>
void eachFrame(const std::vector<HeardCut>& cuts, const Harmony& harmony, const DecoderSettings& settings,
               const Visit& visit) {
  for (const auto& cut : cuts)
    for (const auto& chord : decoded(cut, harmony, settings)) {
      const auto first = static_cast<std::size_t>(std::ceil(chord.start / cut.heard.frameSeconds)),
                 last = static_cast<std::size_t>(std::ceil(chord.end / cut.heard.frameSeconds));
      for (std::size_t f = first; f < std::min(last, cut.heard.frames); ++f)
        if (cut.chords[f] >= 0) visit(chord, static_cast<std::size_t>(cut.chords[f]));
    }
}

std::size_t rootOf(std::size_t chord) { return chord == kNoChord ? 12 : chord / kQualityCount; }

void chooseShare(const std::vector<HeardCut>& cuts, const lm::ChordModel& songs) {
  std::printf("share of the language model: root, root and kind right\n");
  for (const float share : {0.0f, 0.15f, 0.3f, 0.5f, 0.7f, 1.0f}) {
    const Harmony harmony = share > 0 ? Harmony(songs, share) : Harmony();
    double frames = 0, root = 0, whole = 0;
    eachFrame(cuts, harmony, {}, [&](const DecodedChord& chord, std::size_t given) {
      ++frames, root += rootOf(chord.chord) == rootOf(given), whole += chord.chord == given;
    });
    std::printf("  %.2f: %.4f %.4f\n", static_cast<double>(share), root / frames, whole / frames);
  }
}

void chooseSureness(const std::vector<HeardCut>& cuts, const Harmony& harmony) {
  std::printf("sureness: nats a frame for the chord played, calibration error\n");
  for (const float sureness : {0.6f, 0.8f, 0.9f, 1.0f, 1.1f, 1.2f, 1.5f, 2.0f}) {
    DecoderSettings settings;
    settings.sureness = sureness;
    double frames = 0, nats = 0, error = 0;
    std::array<double, 10> off{};
    eachFrame(cuts, harmony, settings, [&](const DecodedChord& chord, std::size_t given) {
      const double p = chord.probabilities[chord.chord];
      ++frames, nats -= std::log(std::max(1e-9, static_cast<double>(chord.probabilities[given])));
      off[std::min<std::size_t>(9, static_cast<std::size_t>(p * 10))] += p - (chord.chord == given ? 1 : 0);
    });
    for (const double step : off) error += std::abs(step);
    std::printf("  %.1f: %.4f %.4f\n", static_cast<double>(sureness), nats / frames, error / frames);
  }
}

int run(const std::vector<std::string>& folders, const std::string& models) {
  const auto ears = EarNet::open(models + "/transcriber.bin");
  if (!ears) return std::fprintf(stderr, "%s\n", ears.error().message.c_str()), 3;
  const auto songs = lm::openModel(models + "/prior-open.ngram");
  if (!songs) return std::fprintf(stderr, "%s\n", songs.error().message.c_str()), 3;
  std::vector<HeardCut> cuts;
  for (const auto& folder : folders) {
    const auto read = readCuts(folder);
    if (!read) return std::fprintf(stderr, "%s\n", read.error().message.c_str()), 2;
    std::printf("%s: %zu cuts, mark %016" PRIx64 "\n", folder.c_str(), read->size(), markOf(*read));
    std::ranges::move(hearAll(*ears, *read), std::back_inserter(cuts));
  }
  chooseShare(cuts, **songs);
  chooseSureness(cuts, Harmony(**songs));
  return 0;
}

}  // namespace
}  // namespace amuse::train

int main(int argc, char** argv) {
  CLI::App app("How the transcriber's decoder does on valid renders with its numbers one way or another");
  std::vector<std::string> folders{"build/renders-valid"};
  std::string models = "models";
  app.add_option("folders", folders, "Renders to choose by")->capture_default_str();
  app.add_option("--models", models, "Where transcriber.bin and prior-open.ngram lie")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  return amuse::train::run(folders, models);
}
