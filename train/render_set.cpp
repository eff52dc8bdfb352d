#include "render_set.h"

#include <algorithm>
#include <cmath>
#include <fstream>

#include "base/audio_buffer.h"
#include "base/byte_reader.h"
#include "base/files.h"
#include "base/random.h"
#include "transcribe/beat_features.h"
#include "transcribe/chord_space.h"
#include "transcribe/log_spectrum.h"

namespace amuse::train {
namespace {

constexpr std::string_view kCutMagic = "AMUSECUT1";
constexpr std::int8_t kNoBass = 12;

std::vector<std::uint8_t> toSteps(const std::vector<float>& values) {
  std::vector<std::uint8_t> out;
  for (const float v : values) out.push_back(static_cast<std::uint8_t>(std::lround(v * 255)));
  return out;
}

template <typename T>
void put(std::ofstream& out, const std::vector<T>& values) {
  out.write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(T)));
}
template <typename T>
std::vector<T> get(ByteReader& in, std::size_t count) {
  const auto piece = in.take(count * sizeof(T));
  std::vector<T> out(piece.size() / sizeof(T));
  if (!piece.empty()) std::memcpy(out.data(), piece.data(), piece.size());
  return out;
}

}  // namespace

RenderedCut toCut(const Piece& piece, const MonoAudio& audio) {
  RenderedCut cut;
  const auto spectrum = *transcribe::findLogSpectrum(audio);
  const auto bands = transcribe::findBeatFeatures(audio);
  cut.frames = spectrum.bins.frames, cut.beatFrames = bands.frames;
  cut.pitches = toSteps(spectrum.bins.values), cut.bands = toSteps(bands.values);
  cut.chords.assign(cut.frames, -1), cut.basses.assign(cut.frames, -1);
  for (const auto& chord : piece.chords)
    for (std::size_t f = 0; f < cut.frames; ++f) {
      const double time = static_cast<double>(f) * spectrum.bins.frameSeconds;
      if (time < chord.start || time >= chord.end) continue;
      cut.chords[f] = static_cast<std::int16_t>(transcribe::chordIndex(chord.chord));
      cut.basses[f] = chord.chord.isNoChord() ? kNoBass : static_cast<std::int8_t>(chord.chord.bassPitchClass());
    }
  cut.beats.assign(cut.beatFrames, 0);
  for (const auto& beat : piece.beats) {
    const auto f = static_cast<std::size_t>(std::lround(std::max(0.0, beat.time) / bands.frameSeconds));
    if (f < cut.beatFrames) cut.beats[f] = beat.isDownbeat ? 2 : 1;
  }
  return cut;
}

void write(const RenderedCut& cut, const std::filesystem::path& file) {
  std::ofstream out(file, std::ios::binary);
  const auto frames = static_cast<std::uint32_t>(cut.frames), beatFrames = static_cast<std::uint32_t>(cut.beatFrames);
  out << kCutMagic;
  put(out, std::vector<std::uint32_t>{frames, beatFrames});
  put(out, cut.pitches), put(out, cut.bands), put(out, cut.chords), put(out, cut.basses), put(out, cut.beats);
}

Result<std::vector<RenderedCut>> readCuts(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code problem;
  for (const auto& entry : std::filesystem::directory_iterator(folder, problem))
    if (entry.path().extension() == ".cut") files.push_back(entry.path());
  if (files.empty())
    return fail(ErrorCode::NotFound, "no renders in " + folder.string() + "; make them with amuse-renders");
  std::sort(files.begin(), files.end());
  std::vector<RenderedCut> cuts;
  for (const auto& file : files) {
    const auto bytes = readFile(file);
    if (!bytes) return tl::unexpected(bytes.error());
    ByteReader in(std::as_bytes(std::span(bytes->data(), bytes->size())));
    RenderedCut cut;
    (void)in.magic(kCutMagic);
    cut.frames = in.number<std::uint32_t>(), cut.beatFrames = in.number<std::uint32_t>();
    cut.pitches = get<std::uint8_t>(in, cut.frames * transcribe::kPitchBins);
    cut.bands = get<std::uint8_t>(in, cut.beatFrames * transcribe::kBeatBands);
    cut.chords = get<std::int16_t>(in, cut.frames), cut.basses = get<std::int8_t>(in, cut.frames);
    cut.beats = get<std::uint8_t>(in, cut.beatFrames);
    if (cut.beats.size() != cut.beatFrames || cut.frames == 0)
      return fail(ErrorCode::Parse, "damaged: " + file.string());
    cuts.push_back(std::move(cut));
  }
  return cuts;
}

std::uint64_t markOf(const std::vector<RenderedCut>& cuts) {
  std::uint64_t hash = 0;
  for (const auto& cut : cuts)
    hash = stableHash({reinterpret_cast<const char*>(cut.pitches.data()), cut.pitches.size()}, hash);
  return hash;
}

}  // namespace amuse::train
