#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "base/files.h"
#include "base/random.h"
#include "media/media_client.h"

namespace amuse::media {
namespace {

std::optional<MediaClient> startPictureDecoder() {
  MediaOptions options;
  options.program = programFolder() / "amuse-media";
  if (!std::filesystem::exists(options.program)) {
    MESSAGE("skipped: amuse-media is not built (AMUSE_MEDIA=OFF)");
    return std::nullopt;
  }
  auto client = MediaClient::start(std::move(options));
  REQUIRE_MESSAGE(client.has_value(), client.error().message);
  return std::move(*client);
}

/// 48 x 32: red, green over blue, yellow.
std::string quarters(const std::string& ending) {
  const auto bytes =
      readFile(std::filesystem::path(AMUSE_SOURCE_DIR) / "tests/golden/media" / ("quarters." + ending), 1u << 20);
  REQUIRE(bytes.has_value());
  return *bytes;
}

bool isNear(const Rgb& a, const Rgb& b, int tolerance = 12) {
  for (std::size_t i = 0; i < 3; ++i)
    if (std::abs(a[i] - b[i]) > tolerance) return false;
  return true;
}

Rgb quarterOf(const Image& image, int column, int row) {
  return image.at(image.width * (1 + 2 * column) / 4, image.height * (1 + 2 * row) / 4);
}

constexpr Rgb kRed{220, 30, 30}, kGreen{30, 200, 30}, kBlue{30, 30, 220}, kYellow{220, 200, 30}, kWhite{255, 255, 255};

TEST_CASE("every kind of picture file gives the colours that are in it") {
  auto client = startPictureDecoder();
  if (!client) return;
  for (const std::string ending :
       {"png", "jpg", "progressive.jpg", "webp", "gif", "bmp", "tif", "heic", "avif", "svg"}) {
    CAPTURE(ending);
    const auto picture = client->decodeImage(quarters(ending));
    REQUIRE_MESSAGE(picture.has_value(), picture.error().message);
    if (ending != "svg") CHECK((picture->image.width == 48 && picture->image.height == 32));
    CHECK(isNear(quarterOf(picture->image, 0, 0), kRed));
    CHECK(isNear(quarterOf(picture->image, 1, 0), kGreen));
    CHECK(isNear(quarterOf(picture->image, 0, 1), kBlue));
    CHECK(isNear(quarterOf(picture->image, 1, 1), kYellow));
  }
}

TEST_CASE("a picture taken sideways stands upright") {
  auto client = startPictureDecoder();
  if (!client) return;
  const auto picture = client->decodeImage(quarters("turned.jpg"));
  REQUIRE(picture.has_value());
  CHECK((picture->image.width == 32 && picture->image.height == 48));
  CHECK(isNear(quarterOf(picture->image, 1, 0), kRed));
  CHECK(isNear(quarterOf(picture->image, 0, 0), kBlue));
}

TEST_CASE("what is transparent lies on white, and grey of 16 bits stays grey") {
  auto client = startPictureDecoder();
  if (!client) return;
  for (const std::string ending : {"clear.png", "clear.webp"}) {
    const auto clear = client->decodeImage(quarters(ending));
    REQUIRE(clear.has_value());
    CHECK(isNear(quarterOf(clear->image, 0, 0), kRed));
    CHECK(isNear(quarterOf(clear->image, 1, 0), kWhite, 1));
  }
  const auto grey = client->decodeImage(quarters("grey16.png"));
  REQUIRE(grey.has_value());
  const auto pixel = quarterOf(grey->image, 0, 0);
  CHECK((pixel[0] == pixel[1] && pixel[1] == pixel[2]));
}

TEST_CASE("a large picture is shrunk to the side asked for") {
  auto client = startPictureDecoder();
  if (!client) return;
  const auto picture = client->decodeImage(quarters("png"), {16, 10});
  REQUIRE(picture.has_value());
  CHECK((picture->image.width == 16 && picture->image.height == 11));
  CHECK((picture->report.fileWidth == 48 && picture->report.format == "png"));
}

/// A PNG header that promises many pixels.
std::string bombOf(std::uint32_t width, std::uint32_t height) {
  std::string file = quarters("png");
  for (int i = 0; i < 4; ++i) {
    file[16 + static_cast<std::size_t>(i)] = static_cast<char>(width >> (24 - 8 * i));
    file[20 + static_cast<std::size_t>(i)] = static_cast<char>(height >> (24 - 8 * i));
  }
  return file;
}

TEST_CASE("hostile, cut and foreign files give one clear line each, and the next picture is read") {
  auto client = startPictureDecoder();
  if (!client) return;
  const std::string jpeg = quarters("jpg");
  const std::string heif = quarters("heic");
  struct Row {
    std::string file;
    ErrorCode code;
  };
  for (const auto& [file, code] :
       {Row{bombOf(60000, 60000), ErrorCode::TooLarge}, Row{bombOf(0, 5), ErrorCode::Parse},
        Row{jpeg.substr(0, jpeg.size() / 2), ErrorCode::Parse}, Row{heif.substr(0, heif.size() / 2), ErrorCode::Parse},
        Row{quarters("png").substr(0, 70), ErrorCode::Parse}, Row{"", ErrorCode::Unsupported},
        Row{"no picture at all", ErrorCode::Unsupported},
        Row{std::string(kMaxPictureBytes + 1, 'x'), ErrorCode::TooLarge}}) {
    CAPTURE(file.size());
    const auto picture = client->decodeImage(file);
    REQUIRE_FALSE(picture.has_value());
    CHECK(picture.error().code == code);
    CHECK(picture.error().message.find('\n') == std::string::npos);
  }
  CHECK(client->decodeImage(jpeg).has_value());
}

TEST_CASE("bytes changed at random never cost more than the process") {
  auto client = startPictureDecoder();
  if (!client) return;
  Random random(20261128);
  for (const std::string ending : {"png", "jpg", "webp", "gif", "bmp", "tif", "heic", "avif"}) {
    for (int round = 0; round < 12; ++round) {
      std::string file = quarters(ending);
      for (int change = 0; change < 4; ++change)
        file[8 + random.below(file.size() - 8)] = static_cast<char>(random.below(256));
      const auto picture = client->decodeImage(file);
      if (picture.has_value()) CHECK(picture->image.isWhole());
    }
  }
  CHECK(client->decodeImage(quarters("png")).has_value());
}

TEST_CASE("a report on a picture is read back, and refused when it can't be true") {
  const DecodeImageReport report{640, 480, 4000, 3000, "jpeg"};
  const auto read = parseDecodeImageReport(toPayload(report));
  REQUIRE(read.has_value());
  CHECK(*read == report);
  CHECK_FALSE(parseDecodeImageReport(toPayload(DecodeImageReport{0, 480, 4000, 3000, "jpeg"})).has_value());
  CHECK_FALSE(parseDecodeImageReport("").has_value());
  CHECK(parseDecodeImageRequest(toPayload(DecodeImageRequest{640}))->longestSide == 640);
  CHECK_FALSE(parseDecodeImageRequest(toPayload(DecodeImageRequest{5})).has_value());
}

}  // namespace
}  // namespace amuse::media
