#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

/// Small problems that do not stop the work: what a format cannot hold, what an importer passed over.
namespace amuse {

enum class Severity {
  Note,     ///< Worth knowing; nothing was lost.
  Warning,  ///< Something was changed or left out.
};

/// One remark. `message` is one line in plain words.
struct Diagnostic {
  Severity severity = Severity::Warning;
  std::string message;
  std::optional<std::size_t> offset = std::nullopt;  ///< Bytes from the start of the text it is about.
  bool operator==(const Diagnostic&) const = default;
};

/// A value and what was lost on the way to it.
template <typename T>
struct WithLosses {
  T value;
  std::vector<Diagnostic> losses;
};

}  // namespace amuse
