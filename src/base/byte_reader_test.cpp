#include "base/byte_reader.h"

#include <doctest/doctest.h>

#include <array>
#include <limits>
#include <string>

namespace amuse {
namespace {

std::span<const std::byte> bytesOf(const std::string& text) { return std::as_bytes(std::span(text)); }

template <typename... Numbers>
std::string written(Numbers... numbers) {
  std::string out;
  (out.append(reinterpret_cast<const char*>(&numbers), sizeof numbers), ...);
  return out;
}

TEST_CASE("values come off the front in the order they were written") {
  const std::string bytes = "MAGIC" + written(std::uint32_t{7}, std::int8_t{-3}, 0.5F, std::uint16_t{2}) + "ab" +
                            written(1.0F, -2.0F, std::int8_t{4}, std::int8_t{-5});
  ByteReader in(bytesOf(bytes));
  CHECK(in.magic("MAGIC"));
  CHECK(in.number<std::uint32_t>() == 7);
  CHECK(in.number<std::int8_t>() == -3);
  CHECK(in.real() == 0.5F);
  CHECK(in.text(in.count<std::uint16_t>(2)) == "ab");
  CHECK(in.reals(2) == std::vector<float>{1, -2});
  CHECK_FALSE(in.isWhole());
  CHECK(in.offset() == bytes.size() - 2);
  CHECK(in.numbers<std::int8_t>(2) == std::vector<std::int8_t>{4, -5});
  CHECK(in.isWhole());
}

TEST_CASE("what is missing fails, and failure sticks") {
  const std::string bytes = written(std::uint32_t{1}, std::uint32_t{2});
  ByteReader in(bytesOf(bytes));
  CHECK(in.take(9).empty());
  CHECK(in.hasFailed());
  CHECK(in.number<std::uint32_t>() == 0);
  CHECK(in.reals(1).empty());
  CHECK_FALSE(in.isWhole());
  ByteReader many(bytesOf(bytes));
  CHECK(many.numbers<double>(std::numeric_limits<std::size_t>::max() / 2).empty());
  CHECK(many.hasFailed());
}

TEST_CASE("another magic, counts out of range and numbers that are none are refused") {
  const std::string bytes = written(std::uint32_t{0}, std::uint32_t{5});
  CHECK_FALSE(ByteReader(bytesOf(bytes)).magic("AMUSE"));
  CHECK_FALSE(ByteReader(bytesOf(bytes)).magic("a text longer than the bytes"));
  ByteReader none(bytesOf(bytes));
  CHECK(none.count<std::uint32_t>(9) == 0);
  CHECK(none.hasFailed());
  ByteReader tooMany(bytesOf(bytes));
  CHECK(tooMany.number<std::uint32_t>() == 0);
  CHECK(tooMany.count<std::uint32_t>(4) == 0);
  CHECK(tooMany.hasFailed());
  const std::string broken = written(1.0F, std::numeric_limits<float>::quiet_NaN());
  ByteReader reals(bytesOf(broken));
  (void)reals.reals(2);
  CHECK(reals.hasFailed());
  ByteReader real(bytesOf(broken));
  CHECK(real.real() == 1);
  CHECK(real.real() == 0);
  CHECK(real.hasFailed());
  ByteReader refused(bytesOf(""));
  CHECK(refused.isWhole());
  refused.refuse();
  CHECK_FALSE(refused.isWhole());
}

}  // namespace
}  // namespace amuse
