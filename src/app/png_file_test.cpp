#include "app/png_file.h"

#include <doctest/doctest.h>
#include <zlib.h>

#include <string_view>

using namespace amuse;
using namespace amuse::app;

TEST_CASE("a picture becomes the bytes of a PNG file that unpack to its pixels") {
  Image image{2, 2, {255, 0, 0, 0, 255, 0, 1, 2, 3, 4, 5, 6}};
  const auto file = toPng(image);
  REQUIRE(file.has_value());
  const std::string_view bytes = *file;
  CHECK(bytes.substr(1, 3) == "PNG");
  CHECK(bytes.substr(12, 4) == "IHDR");
  CHECK(bytes.substr(bytes.size() - 8, 4) == "IEND");
  // The checksum of an empty IEND chunk stands in every PNG file.
  CHECK(bytes.substr(bytes.size() - 4) == "\xae\x42\x60\x82");
  const std::size_t data = bytes.find("IDAT") + 4;
  std::string rows(14, '\0');
  uLongf size = rows.size();
  REQUIRE(uncompress(reinterpret_cast<Bytef*>(rows.data()), &size, reinterpret_cast<const Bytef*>(bytes.data() + data),
                     static_cast<uLong>(bytes.size() - data - 16)) == Z_OK);
  CHECK(rows == std::string("\x01\xff\0\0\x01\xff\0\x01\x01\x02\x03\x03\x03\x03", 14));
}

TEST_CASE("no picture is no PNG file") {
  CHECK(toPng({}).error().code == ErrorCode::InvalidArgument);
  CHECK(toPng({2, 2, {0, 0, 0}}).error().code == ErrorCode::InvalidArgument);
}
