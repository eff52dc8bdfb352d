#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/result.h"

/// Reading JSON from outside into values: sizes, types, ranges and unknown names are checked, and the first problem is
/// kept with the path to it. Only .cpp files that read JSON include <nlohmann/json.hpp>; this header does not.
namespace amuse {

/// Parses JSON text. Errors: TooLarge (bytes, or nesting beyond 64), Parse with the offset (bad syntax, invalid UTF-8,
/// or a name given twice in one object).
[[nodiscard]] Result<nlohmann::json> parseJsonText(std::string_view text, std::size_t limitBytes);

/// One JSON value being read. The first problem met by any reader is stored in `problem`, which all readers of a
/// document share; after that every read gives a default. Check `problem` once, at the end.
class JsonReader {
 public:
  /// @param value, problem  Borrowed; must outlive the reader.
  /// @param path  How messages call this value: "parts/0/name".
  JsonReader(const nlohmann::json& value, std::optional<Error>& problem, std::string path = {})
      : value_(&value), problem_(&problem), path_(std::move(path)) {}

  /// A member of this object; a problem when it is missing.
  [[nodiscard]] JsonReader at(std::string_view key) const;
  /// A member of this object; nothing when it is missing or null.
  [[nodiscard]] std::optional<JsonReader> find(std::string_view key) const;
  /// A problem when this is not an object or has a member with another name: nothing is dropped unseen.
  void allowOnly(std::span<const std::string_view> keys) const;
  void allowOnly(std::initializer_list<std::string_view> keys) const {
    allowOnly(std::span<const std::string_view>(keys.begin(), keys.size()));
  }
  /// The elements of this array, at most `limit`.
  [[nodiscard]] std::vector<JsonReader> items(std::size_t limit) const;

  /// Text of at most `limitBytes` bytes of UTF-8.
  [[nodiscard]] std::string text(std::size_t limitBytes) const;
  [[nodiscard]] std::int64_t integer(std::int64_t low, std::int64_t high) const;
  [[nodiscard]] int smallInteger(int low, int high) const { return static_cast<int>(integer(low, high)); }
  [[nodiscard]] double number(double low, double high) const;
  [[nodiscard]] bool boolean() const;

  /// Notes a problem with this value; `what` completes "PATH ...": "must be a chord symbol".
  void refuse(std::string_view what, ErrorCode code = ErrorCode::Parse) const;
  /// Takes a parsed value, or notes its error as a problem with this value.
  template <typename T>
  [[nodiscard]] T take(Result<T> result) const {
    if (result) return *std::move(result);
    refuse("is not right: " + result.error().message, result.error().code);
    return T{};
  }
  [[nodiscard]] const nlohmann::json& value() const noexcept { return *value_; }
  [[nodiscard]] bool failed() const noexcept { return problem_->has_value(); }

 private:
  [[nodiscard]] std::string childPath(std::string_view key) const;

  const nlohmann::json* value_;
  std::optional<Error>* problem_;
  std::string path_;
};

/// Parses JSON text and reads it whole; the first problem, of the text or of what stands in it.
[[nodiscard]] std::optional<Error> visitJsonText(std::string_view text, std::size_t limitBytes,
                                                 const std::function<void(const JsonReader&)>& read);

/// JSON text as the value that `read` makes of it. Errors: those of parseJsonText, and the first problem noted.
template <typename Read>
[[nodiscard]] auto readJsonText(std::string_view text, std::size_t limitBytes, const Read& read)
    -> Result<std::invoke_result_t<const Read&, const JsonReader&>> {
  std::optional<std::invoke_result_t<const Read&, const JsonReader&>> value;
  auto problem = visitJsonText(text, limitBytes, [&](const JsonReader& reader) { value.emplace(read(reader)); });
  if (problem) return tl::unexpected(*std::move(problem));
  return *std::move(value);
}

}  // namespace amuse
