#include "server/multipart.h"

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace amuse::server {
namespace {

constexpr std::size_t kMaxPartHeadBytes = 4096, kMaxBoundaryBytes = 70, kMaxFieldNameBytes = 200;

/// A parameter of a header value: name="files" or name=files.
std::optional<std::string> parameterOf(std::string_view value, std::string_view name) {
  std::size_t at = value.find(';');
  while (at != std::string_view::npos) {
    value = trim(value.substr(at + 1));
    const auto equals = value.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const auto key = toLower(trim(value.substr(0, equals)));
    value = value.substr(equals + 1);
    std::string text;
    std::size_t end = 0;
    if (value.starts_with('"')) {
      for (end = 1; end < value.size() && value[end] != '"'; ++end) {
        if (value[end] == '\\' && end + 1 < value.size()) ++end;
        text += value[end];
      }
    } else {
      end = std::min(value.find(';'), value.size());
      text = trim(value.substr(0, end));
    }
    if (key == name) return text;
    at = value.find(';', end);
  }
  return std::nullopt;
}

std::string lastSegment(std::string name) {
  if (const auto slash = name.find_last_of("/\\"); slash != std::string::npos) name.erase(0, slash + 1);
  for (char& c : name)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  return findInvalidUtf8(name) == std::string_view::npos ? name : "file";
}

/// Reads a part's headers; false when they are malformed.
bool readPartHead(std::string_view head, FormPart& part) {
  bool disposed = false;
  while (!head.empty()) {
    const auto end = head.find("\r\n");
    const auto line = head.substr(0, end);
    head.remove_prefix(end == std::string_view::npos ? head.size() : end + 2);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return false;
    const auto name = toLower(trim(line.substr(0, colon)));
    const auto value = trim(line.substr(colon + 1));
    if (name == "content-type") part.type = mediaTypeOf(value);
    if (name != "content-disposition") continue;
    if (disposed || mediaTypeOf(value) != "form-data") return false;
    disposed = true;
    part.name = parameterOf(value, "name").value_or("");
    part.fileName = lastSegment(parameterOf(value, "filename").value_or(""));
  }
  return disposed && !part.name.empty() && part.name.size() <= kMaxFieldNameBytes &&
         findInvalidUtf8(part.name) == std::string_view::npos;
}

}  // namespace

std::string mediaTypeOf(std::string_view contentType) {
  return toLower(trim(contentType.substr(0, contentType.find(';'))));
}

Result<std::vector<FormPart>> parseMultipart(std::string_view contentType, std::string_view body) {
  if (mediaTypeOf(contentType) != "multipart/form-data")
    return fail(ErrorCode::Unsupported, "send a form: Content-Type: multipart/form-data");
  const auto boundary = parameterOf(contentType, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > kMaxBoundaryBytes)
    return fail(ErrorCode::Parse, "the Content-Type needs a boundary of 1 to 70 characters");
  const std::string first = "--" + *boundary, delimiter = "\r\n" + first;
  if (!body.starts_with(first)) return fail(ErrorCode::Parse, "the form does not begin with its boundary", 0);
  std::vector<FormPart> parts;
  std::size_t at = first.size();
  while (true) {
    if (body.substr(at, 2) == "--") return parts;
    if (body.substr(at, 2) != "\r\n") return fail(ErrorCode::Parse, "the form has a broken boundary", at);
    at += 2;
    const auto headEnd = body.substr(at, kMaxPartHeadBytes).find("\r\n\r\n");
    FormPart part;
    if (headEnd == std::string_view::npos || !readPartHead(body.substr(at, headEnd), part))
      return fail(ErrorCode::Parse, "a part of the form has no proper Content-Disposition", at);
    at += headEnd + 4;
    // An empty part's delimiter may share the line end that closes its head.
    const auto end = body.find(delimiter, at - 2) == at - 2 ? at - 2 : body.find(delimiter, at);
    if (end == std::string_view::npos) return fail(ErrorCode::Parse, "the form ends before its last boundary", at);
    if (end >= at) part.bytes = body.substr(at, end - at);
    if (parts.size() == kMaxFormParts) return fail(ErrorCode::TooLarge, "the form has more than 64 parts; send fewer");
    parts.push_back(std::move(part));
    at = end + delimiter.size();
  }
}

}  // namespace amuse::server
