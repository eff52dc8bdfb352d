#include "server/http.h"

#include <algorithm>

#include "base/text.h"

namespace amuse::server {
namespace {

int hexValue(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string_view Request::header(std::string_view name) const noexcept {
  for (const auto& one : headers)
    if (one.name == name) return one.value;
  return {};
}

bool Request::hasHeader(std::string_view name) const noexcept {
  return std::any_of(headers.begin(), headers.end(), [&](const auto& one) { return one.name == name; });
}

std::string Request::variable(std::string_view name) const {
  for (const auto& [key, value] : matched)
    if (key == name) return value;
  return {};
}

std::optional<std::string> Request::parameter(std::string_view name) const {
  for (const auto pair : split(query, '&')) {
    const auto equals = pair.find('=');
    const auto key = percentDecoded(pair.substr(0, equals), true);
    if (!key || *key != name) continue;
    return percentDecoded(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1), true);
  }
  return std::nullopt;
}

std::string_view Request::cookie(std::string_view name) const noexcept {
  for (auto pair : split(header("cookie"), ';')) {
    pair = trim(pair);
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
  }
  return {};
}

std::optional<std::string> percentDecoded(std::string_view text, bool plusIsBlank) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size() || hexValue(text[i + 1]) < 0 || hexValue(text[i + 2]) < 0) return std::nullopt;
      decoded += static_cast<char>(16 * hexValue(text[i + 1]) + hexValue(text[i + 2]));
      i += 2;
    } else {
      decoded += text[i] == '+' && plusIsBlank ? ' ' : text[i];
    }
  }
  return decoded;
}

std::string_view reasonOf(int status) noexcept {
  struct Row {
    int status;
    std::string_view reason;
  };
  constexpr Row kRows[] = {{200, "OK"},
                           {201, "Created"},
                           {202, "Accepted"},
                           {204, "No Content"},
                           {304, "Not Modified"},
                           {400, "Bad Request"},
                           {401, "Unauthorized"},
                           {403, "Forbidden"},
                           {404, "Not Found"},
                           {405, "Method Not Allowed"},
                           {406, "Not Acceptable"},
                           {408, "Request Timeout"},
                           {409, "Conflict"},
                           {411, "Length Required"},
                           {413, "Content Too Large"},
                           {414, "URI Too Long"},
                           {415, "Unsupported Media Type"},
                           {417, "Expectation Failed"},
                           {421, "Misdirected Request"},
                           {429, "Too Many Requests"},
                           {431, "Request Header Fields Too Large"},
                           {500, "Internal Server Error"},
                           {501, "Not Implemented"},
                           {503, "Service Unavailable"},
                           {504, "Gateway Timeout"},
                           {505, "HTTP Version Not Supported"}};
  for (const auto& row : kRows)
    if (row.status == status) return row.reason;
  return "Error";
}

}  // namespace amuse::server
