// modules: inspire,media
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

#include "base/files.h"
#include "inspire/picture_reader.h"
#include "media/media_client.h"

using namespace amuse;

namespace {

/// A photograph as cameras write it, named by $AMUSE_PHOTO (a JPEG of 12 megapixels for the figures in docs/inspire.md;
/// `ffmpeg -i small.jpg -vf "scale=4000:3000,noise=alls=8" -q:v 3 large.jpg` makes one).
Result<std::string> photoFile() {
  const char* path = std::getenv("AMUSE_PHOTO");
  if (path == nullptr) return fail(ErrorCode::InvalidArgument, "set AMUSE_PHOTO to a large JPEG");
  return readFile(path, media::kMaxPictureBytes);
}

/// The whole way of one photograph: decoded and made small in the media process, then read. Bar: 150 ms.
void photoToBrief(benchmark::State& state) {
  const std::filesystem::path home = AMUSE_SOURCE_DIR;
  const auto file = photoFile();
  auto client = media::MediaClient::start();
  const auto pictures = inspire::PictureReader::open(home);
  const auto words = inspire::TextReader::open(home / "data/llm");
  if (!file || !client || !pictures || !words) {
    state.SkipWithError((!file       ? file.error()
                         : !client   ? client.error()
                         : !pictures ? pictures.error()
                                     : words.error())
                            .message.c_str());
    return;
  }
  for (auto _ : state) {
    const auto picture = client->decodeImage(*file);
    if (!picture) {
      state.SkipWithError(picture.error().message.c_str());
      return;
    }
    benchmark::DoNotOptimize(inspire::inspirePicture(*pictures, *words, picture->image));
  }
}
BENCHMARK(photoToBrief)->Unit(benchmark::kMillisecond)->UseRealTime()->MinTime(2);

/// One step of it on the picture as decoded.
template <typename Step>
void photoStep(benchmark::State& state, Step step) {
  const auto file = photoFile();
  auto client = media::MediaClient::start();
  const auto pictures = inspire::PictureReader::open(AMUSE_SOURCE_DIR);
  if (!file || !client || !pictures) {
    state.SkipWithError("see photoToBrief");
    return;
  }
  const auto picture = client->decodeImage(*file);
  if (!picture) {
    state.SkipWithError(picture.error().message.c_str());
    return;
  }
  for (auto _ : state) benchmark::DoNotOptimize(step(*pictures, picture->image));
}
BENCHMARK_CAPTURE(photoStep, look, [](const auto&, const Image& image) { return inspire::lookAt(image); })
    -> Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(photoStep, kind, [](const auto&, const Image& image) { return inspire::kindOf(image); })
    -> Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(photoStep, scene, [](const auto& reader, const Image& image) {
  return reader.recogniser().recognise(image);
}) -> Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(photoStep, faces, [](const auto& reader, const Image& image) {
  return reader.faces().find(inspire::lightOf(image));
}) -> Unit(benchmark::kMillisecond);

void decodePhoto(benchmark::State& state) {
  const auto file = photoFile();
  auto client = media::MediaClient::start();
  if (!file || !client) {
    state.SkipWithError("see photoToBrief");
    return;
  }
  for (auto _ : state) benchmark::DoNotOptimize(client->decodeImage(*file));
}
BENCHMARK(decodePhoto)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
