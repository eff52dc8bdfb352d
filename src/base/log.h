#pragma once

#include <cstdio>
#include <memory>
#include <string_view>

#include "base/result.h"

/// The logging interface. It is passed in like a clock; no module keeps a global logger.
namespace amuse {

enum class LogLevel { Debug, Info, Warning, Error, Off };
/// "debug", "info", "warning", "error", "off".
[[nodiscard]] const char* toText(LogLevel level) noexcept;
/// The inverse of toText, in any case. Errors: InvalidArgument, naming the five levels.
[[nodiscard]] Result<LogLevel> parseLogLevel(std::string_view text);

/// Takes one event a call. Thread-safe.
class Logger {
 public:
  virtual ~Logger() = default;
  /// True when an event of this level would be kept; ask before building a costly message.
  [[nodiscard]] virtual bool wants(LogLevel level) const noexcept = 0;
  /// Keeps one event or drops it. `area` is a module's name.
  /// @param message One line, UTF-8; line breaks in it become blanks. Never holds keys, tokens, lyrics or file
  /// contents.
  virtual void write(LogLevel level, std::string_view area, std::string_view message) = 0;
};

/// A logger that drops everything; lives as long as the program.
[[nodiscard]] Logger& nullLogger() noexcept;

/// Writes "amuse: warning: lm: message" lines to `stream`, which must outlive the logger, from level `least` up.
[[nodiscard]] std::unique_ptr<Logger> makeStreamLogger(std::FILE* stream, LogLevel least);

}  // namespace amuse
