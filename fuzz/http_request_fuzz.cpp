// modules: server
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "server/multipart.h"
#include "server/request_reader.h"

namespace {

/// Reads all requests in the bytes, in pieces of one size; returns what they were, for comparing.
std::string readAll(std::string_view bytes, std::size_t piece) {
  using namespace amuse::server;
  RequestReader reader;
  std::string seen;
  while (!bytes.empty()) {
    auto part = bytes.substr(0, piece);
    bytes.remove_prefix(part.size());
    while (!part.empty()) {
      part.remove_prefix(reader.feed(part));
      if (reader.state() == RequestReader::State::Decide) reader.acceptBody(1000);
      if (reader.state() == RequestReader::State::Failed) return seen + "!" + std::to_string(reader.fault().status);
      if (reader.state() != RequestReader::State::Whole) continue;
      const Request request = reader.take();
      if (request.body.size() > 1000 || request.path.empty() || request.path.find("/../") != std::string::npos)
        std::abort();
      (void)request.parameter("limit");
      (void)request.cookie("amuse_session");
      seen += request.method + request.path + "?" + request.query + "|" + request.body + "\n";
    }
  }
  return seen;
}

}  // namespace

/// Bytes as requests: the same ones in whatever pieces they come; and as a form.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string whole = readAll(bytes, size + 1), pieces = readAll(bytes, 7);
  // Where it fails, how far it looked ahead decides which fault is met first; before that all is the same.
  const auto untilFault = [](const std::string& seen) { return seen.substr(0, seen.rfind('!')); };
  if (untilFault(whole) != untilFault(pieces)) std::abort();
  const auto end = bytes.find('\n');
  if (end == std::string_view::npos) return 0;
  const auto parts = amuse::server::parseMultipart(bytes.substr(0, end), bytes.substr(end + 1));
  if (parts)
    for (const auto& part : *parts)
      if (part.name.empty() || part.bytes.size() > size) std::abort();
  return 0;
}
