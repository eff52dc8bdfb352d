#include "base/log.h"

#include <algorithm>
#include <string>

#include "base/text.h"

namespace amuse {
namespace {

class NullLogger final : public Logger {
 public:
  [[nodiscard]] bool wants(LogLevel) const noexcept override { return false; }
  void write(LogLevel, std::string_view, std::string_view) override {}
};

class StreamLogger final : public Logger {
 public:
  StreamLogger(std::FILE* stream, LogLevel least) : stream_(stream), least_(least) {}
  [[nodiscard]] bool wants(LogLevel level) const noexcept override { return level != LogLevel::Off && level >= least_; }
  void write(LogLevel level, std::string_view area, std::string_view message) override {
    if (!wants(level)) return;
    std::string line = "amuse: ";
    line.append(toText(level)).append(": ").append(area).append(": ").append(message);
    // One event, one line: a message with line breaks could otherwise forge a second event.
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    line += '\n';
    // A single call: stdio locks the stream for it, so lines of several threads do not mix.
    std::fwrite(line.data(), 1, line.size(), stream_);
    std::fflush(stream_);
  }

 private:
  std::FILE* stream_;
  LogLevel least_;
};

}  // namespace

const char* toText(LogLevel level) noexcept {
  switch (level) {
    case LogLevel::Debug: return "debug";
    case LogLevel::Info: return "info";
    case LogLevel::Warning: return "warning";
    case LogLevel::Error: return "error";
    case LogLevel::Off: return "off";
  }
  return "off";
}

Result<LogLevel> parseLogLevel(std::string_view text) {
  const std::string wanted = toLower(text);
  for (const auto level : {LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error, LogLevel::Off})
    if (wanted == toText(level)) return level;
  return fail(ErrorCode::InvalidArgument, "no such log level; use debug, info, warning, error or off");
}

Logger& nullLogger() noexcept {
  static NullLogger logger;
  return logger;
}

std::unique_ptr<Logger> makeStreamLogger(std::FILE* stream, LogLevel least) {
  return std::make_unique<StreamLogger>(stream, least);
}

}  // namespace amuse
