#include "base/log.h"

#include <doctest/doctest.h>

#include <string>

using namespace amuse;

namespace {
/// What a logger of this level writes when every level is logged once.
std::string loggedAt(LogLevel least) {
  std::FILE* file = std::tmpfile();
  REQUIRE(file != nullptr);
  const auto logger = makeStreamLogger(file, least);
  for (const auto level : {LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error, LogLevel::Off})
    logger->write(level, "lm", "model\nmissing");
  std::rewind(file);
  std::string text(4096, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), file));
  std::fclose(file);
  return text;
}
}  // namespace

TEST_CASE("a stream logger writes one line an event, from its level up") {
  CHECK(loggedAt(LogLevel::Warning) == "amuse: warning: lm: model missing\namuse: error: lm: model missing\n");
  CHECK(loggedAt(LogLevel::Error) == "amuse: error: lm: model missing\n");
  CHECK(loggedAt(LogLevel::Off).empty());
  CHECK_FALSE(nullLogger().wants(LogLevel::Error));
}

TEST_CASE("log levels read back from their names, and other names say what to use") {
  for (const auto level : {LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error, LogLevel::Off})
    CHECK(parseLogLevel(toText(level)) == level);
  CHECK(parseLogLevel("WARNING") == LogLevel::Warning);
  const auto unknown = parseLogLevel("loud");
  REQUIRE_FALSE(unknown.has_value());
  CHECK(unknown.error().code == ErrorCode::InvalidArgument);
}
