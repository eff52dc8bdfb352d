#include "transcribe/transcriber.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "lm/ngram_model.h"
#include "transcribe/adapt.h"
#include "transcribe/beat_decoder.h"
#include "transcribe/beat_features.h"
#include "transcribe/chord_decoder.h"
#include "transcribe/key_finder.h"
#include "transcribe/log_spectrum.h"
#include "transcribe/section_finder.h"

namespace amuse::transcribe {
namespace {

constexpr double kSpectrumShare = 0.5, kEarShare = 0.3;
/// Alternatives less likely than this are not worth offering. Low, as they are wanted most where a sure chord is wrong.
constexpr float kLeastAlternative = 0.001f;

Result<void> check(const MonoAudio& audio, const TranscribeOptions& options) {
  if (audio.sampleRateHz != kTranscribeRateHz)
    return fail(ErrorCode::InvalidArgument, "a recording to transcribe must have 22050 samples a second");
  if (audio.durationSeconds() > kMaxTranscribeSeconds)
    return fail(ErrorCode::TooLarge, "at most 15 minutes are transcribed at once; choose a span");
  if (options.alternatives < 0 || options.alternatives > kMaxAlternatives)
    return fail(ErrorCode::InvalidArgument, "alternatives must be 0 to 10");
  if (options.beatsPerBar && (*options.beatsPerBar < 2 || *options.beatsPerBar > 7))
    return fail(ErrorCode::InvalidArgument, "beats a bar must be 2 to 7");
  if (std::abs(options.downbeatShift) > 6) return fail(ErrorCode::InvalidArgument, "downbeat shift must be -6 to 6");
  if (std::abs(options.tempoOctave) > 2) return fail(ErrorCode::InvalidArgument, "tempo octave must be -2 to 2");
  return {};
}

Chromagram chromaOf(const audio::FrameMatrix& bins) {
  Chromagram chroma;
  chroma.hopSeconds = bins.frameSeconds;
  for (std::size_t f = 0; f < bins.frames; ++f) {
    std::array<float, 12> classes{};
    for (std::size_t s = 0; s < kSemitones; ++s)
      classes[s % 12] += bins.frame(f)[s * kBinsPerSemitone + 1] * (static_cast<float>(12) / kSemitones);
    chroma.frames.push_back(classes);
  }
  return chroma;
}

std::optional<theory::ChordSymbol> spelled(std::size_t chord, int bass, const std::optional<theory::Key>& key) {
  if (chord == kNoChord) return std::nullopt;
  const auto in = key.value_or(theory::makeKey(0, theory::Mode::Maj));
  auto relative = chordAt(chord, bass);
  relative.root = theory::toPitchClass(relative.root - in.tonic.pitchClass());
  return theory::toSymbol(relative, in);
}

/// The likeliest other chords, each over its own root.
std::vector<ChordAlternative> alternativesOf(const DecodedChord& chord, const std::optional<theory::Key>& key,
                                             int most) {
  std::vector<std::size_t> order(kChordCount);
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto& p = chord.probabilities;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] > p[b]; });
  std::vector<ChordAlternative> out;
  for (const std::size_t c : order) {
    if (static_cast<int>(out.size()) == most || p[c] < kLeastAlternative) break;
    if (c != chord.chord) out.push_back({spelled(c, static_cast<int>(c / kQualityCount), key), p[c]});
  }
  return out;
}

/// The keys heard, or the one that the listener knows.
std::vector<KeySpan> keysOf(const std::vector<DecodedChord>& chords, const std::optional<theory::Key>& known,
                            double durationSeconds) {
  auto keys = findKeys(chords);
  if (known && !keys.empty()) keys = {{0, durationSeconds, *known, 1}};
  return keys;
}

/// Chords without any beats are rarely music: none of those heard in the valid sets was right, but a pad held long
/// would be.
void doubt(std::vector<DecodedChord>& chords) {
  constexpr float kSureWithoutBeats = 0.5f;
  for (auto& chord : chords)
    for (std::size_t c = 0; c < kNoChord; ++c) {
      chord.probabilities[kNoChord] += (1 - kSureWithoutBeats) * chord.probabilities[c];
      chord.probabilities[c] *= kSureWithoutBeats;
    }
}

void addChords(Transcription& out, const std::vector<DecodedChord>& chords, int alternatives) {
  for (const auto& chord : chords) {
    const auto key = keyAt(out, (chord.start + chord.end) / 2);
    out.chords.push_back({chord.start, chord.end, spelled(chord.chord, chord.bass, key),
                          chord.probabilities[chord.chord], alternativesOf(chord, key, alternatives)});
  }
}

}  // namespace

Result<Transcriber> Transcriber::open(const std::filesystem::path& home) {
  auto ears = EarNet::open(home / "models" / "transcriber.bin");
  if (!ears) return tl::unexpected(ears.error());
  const auto songs = lm::openModel(home / "models" / "prior-open.ngram");
  if (!songs) return tl::unexpected(songs.error());
  return Transcriber(std::move(*ears), Harmony(**songs));
}

Result<Transcription> Transcriber::transcribe(const MonoAudio& audio, const TranscribeOptions& options,
                                              const std::function<void(double)>& progress,
                                              const std::stop_token& stop) const {
  if (const auto checked = check(audio, options); !checked) return tl::unexpected(checked.error());
  const auto report = [&](double share) {
    if (progress) progress(share);
  };
  Transcription out;
  out.durationSeconds = audio.durationSeconds();
  if (audio.samples.empty()) return out;
  const auto spectrum = findLogSpectrum(
      audio, [&](double share) { report(kSpectrumShare * share); }, stop);
  if (!spectrum) return tl::unexpected(spectrum.error());
  const auto chordsHeard = ears_.hearChords(
      spectrum->bins, [&](double share) { report(kSpectrumShare + kEarShare * share); }, stop);
  if (!chordsHeard) return tl::unexpected(chordsHeard.error());
  const auto& heard = *chordsHeard;
  const auto heardBeats = ears_.hearBeats(findBeatFeatures(audio));
  if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "the transcription was cancelled");
  const auto bars = hearBars(heardBeats, heard, {options.beatsPerBar, options.tempoOctave});
  out.tuningCents = spectrum->tuningCents;
  out.beatsPerBar = bars.beatsPerBar;
  out.beats = counted(bars, options.downbeatShift);
  const double beatSeconds = medianBeatSeconds(out.beats);
  out.tempoBpm = beatSeconds > 0 ? 60 / beatSeconds : 0;
  out.chroma = chromaOf(spectrum->bins);
  const ChordDecoder decoder(heard, unitsOf(out.beats, out.beatsPerBar, out.durationSeconds));
  out.keys = keysOf(decoder.decode(harmony_), options.key, out.durationSeconds);
  auto chords = decoder.decode(harmony_, out.keys);
  if (out.beats.empty()) doubt(chords);
  addChords(out, chords, options.alternatives);
  out.sections = findSections(chords, out.beats, out.durationSeconds);
  report(1);
  return out;
}

}  // namespace amuse::transcribe
