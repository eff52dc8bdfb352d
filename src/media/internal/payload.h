#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

/// Writing and reading the payloads of frames: little-endian numbers, texts with their length before them.
namespace amuse::media {

class PayloadWriter {
 public:
  PayloadWriter& unsignedLe(std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out_.push_back(static_cast<char>(value >> (8 * i) & 0xff));
    return *this;
  }
  PayloadWriter& number(double value) { return unsignedLe(std::bit_cast<std::uint64_t>(value), 8); }
  PayloadWriter& text(std::string_view value) {
    unsignedLe(value.size(), 4);
    out_ += value;
    return *this;
  }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

/// Reads what PayloadWriter wrote; sticky failure, checked once at the end.
class PayloadReader {
 public:
  explicit PayloadReader(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t unsignedLe(int bytes) {
    std::uint64_t value = 0;
    for (int i = 0; i < bytes; ++i) value |= std::uint64_t{nextByte()} << (8 * i);
    return value;
  }
  /// Not-a-number and infinities fail: no field means anything by them.
  double number() {
    const auto value = std::bit_cast<double>(unsignedLe(8));
    failed_ = failed_ || !std::isfinite(value);
    return value;
  }
  std::string_view text() {
    const std::uint64_t size = unsignedLe(4);
    if (size > bytes_.size() - at_) {
      failed_ = true;
      return {};
    }
    const auto piece = bytes_.substr(at_, static_cast<std::size_t>(size));
    at_ += static_cast<std::size_t>(size);
    return piece;
  }
  [[nodiscard]] bool isWhole() const noexcept { return !failed_ && at_ == bytes_.size(); }
  [[nodiscard]] std::size_t offset() const noexcept { return at_; }

 private:
  std::uint8_t nextByte() {
    if (at_ >= bytes_.size()) {
      failed_ = true;
      return 0;
    }
    return static_cast<std::uint8_t>(bytes_[at_++]);
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

/// The error for bytes that the other end should not have sent.
inline tl::unexpected<Error> badFrame(const char* what, std::size_t offset = 0) {
  return fail(ErrorCode::Parse, std::string("the media process and Amuse don't understand each other: ") + what,
              offset);
}

}  // namespace amuse::media
