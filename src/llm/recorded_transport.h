#pragma once

#include <filesystem>
#include <memory>

#include "llm/transport.h"

/// Whole conversations kept in a file and played back: tests and reports that need no provider.
namespace amuse::llm {

/// One exchange as it is kept. Headers and keys are not.
struct RecordedExchange {
  std::string url, body;  ///< The body of the request; empty for GET.
  int status = 0;
  std::string contentType;
  std::vector<std::string> pieces;  ///< The answer's body as the network cut it.
  std::string error;                ///< The message of an exchange that failed; then `pieces` is what came before.
  bool operator==(const RecordedExchange&) const = default;
};

inline constexpr std::size_t kMaxRecordingBytes = 256u << 20, kMaxRecordedLineBytes = 24u << 20;

/// One line of a recording, and back; bytes stand as the characters U+0000 to U+00FF. Errors: Parse, TooLarge.
[[nodiscard]] std::string toJson(const RecordedExchange& exchange);
[[nodiscard]] Result<RecordedExchange> parseRecordedExchange(std::string_view line);

/// Passes everything on to `inner` and appends each exchange to `file` (mode 0600).
[[nodiscard]] std::unique_ptr<const Transport> makeRecordingTransport(std::shared_ptr<const Transport> inner,
                                                                      std::filesystem::path file);
/// Answers from a recording, in its pieces and without waiting: each exchange once, in order among equal questions (the
/// same address and body). A question that is not in it is Unavailable. Errors: Unavailable, Parse (naming the line).
[[nodiscard]] Result<std::unique_ptr<const Transport>> openReplayTransport(const std::filesystem::path& file);

}  // namespace amuse::llm
