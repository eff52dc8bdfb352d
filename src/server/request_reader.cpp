#include "server/request_reader.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace amuse::server {
namespace {

constexpr std::size_t kMaxChunkLineBytes = 64;

bool isTokenChar(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}
bool isToken(std::string_view text) noexcept {
  return !text.empty() && std::all_of(text.begin(), text.end(), isTokenChar);
}
/// Visible characters, blanks and bytes of UTF-8; no control characters.
bool isFieldText(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return c == '\t' || (byte >= 0x20 && byte != 0x7f);
  });
}

}  // namespace

void RequestReader::fail(int status, std::string message) {
  if (state_ == State::Failed) return;
  fault_ = {status, std::move(message)};
  state_ = State::Failed;
}

std::size_t RequestReader::feed(std::string_view bytes) {
  if (state_ == State::Head) return feedHead(bytes);
  if (state_ == State::Body) return chunked_ ? feedChunks(bytes) : feedBody(bytes);
  return 0;
}

std::size_t RequestReader::feedHead(std::string_view bytes) {
  std::size_t skipped = 0;
  // An empty line before a request is allowed (RFC 9112, 2.2).
  if (head_.empty())
    while (skipped < bytes.size() && (bytes[skipped] == '\r' || bytes[skipped] == '\n')) ++skipped;
  const std::size_t before = head_.size();
  head_.append(bytes.substr(skipped, kMaxHeadBytes + 4 - std::min(before, kMaxHeadBytes)));
  const auto end = head_.find("\r\n\r\n", before > 3 ? before - 3 : 0);
  if (end == std::string::npos) {
    const bool lineDone = head_.find("\r\n") != std::string::npos;
    if (!lineDone && head_.size() > kMaxTargetBytes + 64) fail(414, "the request line is too long");
    if (head_.size() > kMaxHeadBytes) fail(431, "the headers are larger than 16 KB; send fewer");
    if (head_.find("\n\n") != std::string::npos) fail(400, "lines end with a carriage return and a line feed");
    return bytes.size();
  }
  const std::size_t taken = skipped + (end + 4 - before);
  if (end > kMaxHeadBytes)
    fail(431, "the headers are larger than 16 KB; send fewer");
  else
    parseHead(std::string_view(head_).substr(0, end));
  return taken;
}

void RequestReader::parseHead(std::string_view head) {
  bool first = true;
  while (!head.empty() && state_ != State::Failed) {
    const auto end = head.find("\r\n");
    const auto line = head.substr(0, end);
    head.remove_prefix(end == std::string_view::npos ? head.size() : end + 2);
    if (!isFieldText(line)) return fail(400, "control characters in the request's head");
    if (first)
      parseRequestLine(line);
    else
      parseHeader(line);
    first = false;
  }
  if (state_ != State::Failed) finishHead();
}

void RequestReader::parseRequestLine(std::string_view line) {
  const auto pieces = split(line, ' ');
  if (pieces.size() != 3 || !isToken(pieces[0])) return fail(400, "this is no HTTP request line");
  if (!pieces[2].starts_with("HTTP/")) return fail(400, "this is no HTTP request line");
  if (pieces[2] != "HTTP/1.1" && pieces[2] != "HTTP/1.0") return fail(505, "use HTTP/1.1");
  request_.method = pieces[0];
  request_.isHttp11 = request_.keepAlive = pieces[2] == "HTTP/1.1";
  parseTarget(pieces[1]);
}

void RequestReader::parseTarget(std::string_view target) {
  if (target.size() > kMaxTargetBytes) return fail(414, "the address is longer than 4096 bytes");
  if (target.empty() || target[0] != '/') return fail(400, "the request's target must be a path");
  if (target.find('#') != std::string_view::npos) return fail(400, "the request's target must be a path");
  const auto mark = target.find('?');
  if (mark != std::string_view::npos) request_.query = target.substr(mark + 1);
  for (const auto segment : split(target.substr(1, mark == std::string_view::npos ? mark : mark - 1), '/')) {
    const auto decoded = percentDecoded(segment, false);
    if (!decoded || decoded->find('/') != std::string::npos || decoded->find('\\') != std::string::npos ||
        !isFieldText(*decoded) || *decoded == "." || *decoded == ".." || findInvalidUtf8(*decoded) != std::string::npos)
      return fail(400, "the path has a segment that cannot be");
    request_.path += '/' + *decoded;
  }
}

void RequestReader::parseHeader(std::string_view line) {
  if (request_.headers.size() >= kMaxHeaders) return fail(431, "more than 64 headers; send fewer");
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || !isToken(line.substr(0, colon))) return fail(400, "a header is malformed");
  request_.headers.push_back({toLower(line.substr(0, colon)), std::string(trim(line.substr(colon + 1)))});
}

void RequestReader::setLength(std::string_view value) {
  std::size_t length = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
  if (error != std::errc() || end != value.data() + value.size() || length_)
    return fail(400, "the Content-Length is not right");
  length_ = length;
}

void RequestReader::finishHead() {
  int hosts = 0;
  for (const auto& [name, value] : request_.headers) {
    if (name == "host") ++hosts;
    if (name == "content-length") setLength(value);
    if (name == "transfer-encoding") {
      if (toLower(value) != "chunked" || chunked_) return fail(501, "the only transfer coding here is chunked");
      chunked_ = true;
    }
    if (name == "expect") {
      if (toLower(value) != "100-continue") return fail(417, "the only expectation here is 100-continue");
      wantsContinue_ = true;
    }
    if (name == "connection") {
      const auto lower = toLower(value);
      if (lower.find("close") != std::string::npos) request_.keepAlive = false;
      if (lower.find("keep-alive") != std::string::npos) request_.keepAlive = true;
    }
  }
  if (state_ == State::Failed) return;
  if (hosts != 1) return fail(400, "a request has one Host header");
  if (chunked_ && length_) return fail(400, "a body has a Content-Length or is chunked, not both");
  state_ = State::Decide;
}

std::optional<std::size_t> RequestReader::announcedBytes() const noexcept {
  if (chunked_) return std::nullopt;
  return length_.value_or(0);
}

void RequestReader::acceptBody(std::size_t limit) {
  limit_ = limit;
  state_ = State::Body;
  left_ = length_.value_or(0);
  if (chunked_) return;
  if (left_ > limit_) fail(413, "the body is larger than this address takes: " + std::to_string(limit_) + " bytes");
  if (left_ == 0) state_ = State::Whole;
}

std::size_t RequestReader::feedBody(std::string_view bytes) {
  const auto part = bytes.substr(0, left_);
  request_.body.append(part);
  left_ -= part.size();
  if (left_ == 0) state_ = State::Whole;
  return part.size();
}

std::size_t RequestReader::feedChunks(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size() && state_ == State::Body) {
    if (chunk_ == Chunk::Data) {
      const auto part = bytes.substr(at, left_);
      request_.body.append(part);
      left_ -= part.size();
      at += part.size();
      if (left_ == 0) chunk_ = Chunk::DataEnd;
      continue;
    }
    line_ += bytes[at++];
    if (line_.ends_with("\r\n")) {
      line_.resize(line_.size() - 2);
      chunkLine();
      line_.clear();
    } else if (line_.size() > (chunk_ == Chunk::Trailer ? kMaxTargetBytes : kMaxChunkLineBytes)) {
      fail(400, "a chunk of the body is malformed");
    }
  }
  return at;
}

void RequestReader::chunkLine() {
  if (chunk_ == Chunk::DataEnd) {
    if (!line_.empty()) return fail(400, "a chunk of the body is malformed");
    chunk_ = Chunk::Size;
  } else if (chunk_ == Chunk::Size) {
    const std::string_view digits = std::string_view(line_).substr(0, line_.find(';'));
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), left_, 16);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size())
      return fail(400, "a chunk of the body is malformed");
    if (left_ > limit_ - std::min(limit_, request_.body.size()))
      return fail(413, "the body is larger than this address takes: " + std::to_string(limit_) + " bytes");
    chunk_ = left_ > 0 ? Chunk::Data : Chunk::Trailer;
  } else if (line_.empty()) {
    state_ = State::Whole;
  } else if ((trailerBytes_ += line_.size()) > kMaxHeadBytes) {
    fail(431, "the trailer is larger than 16 KB");
  }
}

Request RequestReader::take() {
  Request request = std::move(request_);
  *this = RequestReader();
  return request;
}

}  // namespace amuse::server
