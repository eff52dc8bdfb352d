#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

/// Reading binary model files: plain values off the front, in order.
namespace amuse {

/// Takes values as they lie in memory, little-endian. Failure sticks: once something was missing or refused, spans are
/// empty and numbers 0, so that a parser may check once, at the end, and in loops whose length it has just read.
class ByteReader final {
 public:
  /// `bytes` are borrowed.
  explicit ByteReader(std::span<const std::byte> bytes) noexcept : bytes_(bytes) {
    static_assert(std::endian::native == std::endian::little, "model files are read as they lie in memory");
  }

  /// The next `size` bytes, borrowed.
  std::span<const std::byte> take(std::size_t size) noexcept {
    hasFailed_ = hasFailed_ || size > bytes_.size() - at_;
    if (hasFailed_) return {};
    at_ += size;
    return bytes_.subspan(at_ - size, size);
  }
  /// Takes what every file of the kind begins with; whether it was there.
  bool magic(std::string_view expected) noexcept {
    hasFailed_ = text(expected.size()) != expected || hasFailed_;
    return !hasFailed_;
  }
  std::string_view text(std::size_t size) noexcept {
    const auto piece = take(size);
    return {reinterpret_cast<const char*>(piece.data()), piece.size()};
  }
  template <typename Number>
  Number number() noexcept {
    static_assert(std::is_arithmetic_v<Number>);
    Number value{};
    if (const auto piece = take(sizeof value); !piece.empty()) std::memcpy(&value, piece.data(), sizeof value);
    return value;
  }
  /// A count from 1 to `most`; another is a failure, and 0.
  template <typename Number>
  std::size_t count(std::size_t most) noexcept {
    const std::size_t value = number<Number>();
    hasFailed_ = hasFailed_ || value == 0 || value > most;
    return hasFailed_ ? 0 : value;
  }
  /// Not-a-number and infinities are failures.
  float real() noexcept {
    const auto value = number<float>();
    hasFailed_ = hasFailed_ || !std::isfinite(value);
    return hasFailed_ ? 0 : value;
  }
  /// A copy of the next `size` values; none when there are not so many.
  template <typename Number>
  std::vector<Number> numbers(std::size_t size) {
    static_assert(std::is_arithmetic_v<Number>);
    hasFailed_ = hasFailed_ || size > (bytes_.size() - at_) / sizeof(Number);
    if (hasFailed_) return {};
    std::vector<Number> values(size);
    if (const auto piece = take(size * sizeof(Number)); !piece.empty())
      std::memcpy(values.data(), piece.data(), piece.size());
    return values;
  }
  /// The same of floats that must be finite.
  std::vector<float> reals(std::size_t size) {
    auto values = numbers<float>(size);
    for (const float value : values) hasFailed_ = hasFailed_ || !std::isfinite(value);
    return values;
  }

  void refuse() noexcept { hasFailed_ = true; }
  [[nodiscard]] bool hasFailed() const noexcept { return hasFailed_; }
  /// Nothing failed, and nothing is left.
  [[nodiscard]] bool isWhole() const noexcept { return !hasFailed_ && at_ == bytes_.size(); }
  [[nodiscard]] std::size_t offset() const noexcept { return at_; }  ///< Bytes taken so far.

 private:
  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;
  bool hasFailed_ = false;
};

}  // namespace amuse
