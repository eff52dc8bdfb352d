#pragma once

#include <cstddef>
#include <span>
#include <string_view>

/// The HTTP interface as one table: the server dispatches by it, and the OpenAPI document is written from it.
namespace amuse::wire {

/// What a request's body is.
enum class BodyKind { None, Json, Form, Bytes };

/// How much work an address is, and so who does it: quick ones never wait behind slow ones.
enum class Lane { Quick, Chords, Media };

/// Who may ask when a password is set.
enum class Access { Everybody, LoggedIn };

/// A path's last variable that ends with this takes all segments that are left.
inline constexpr std::string_view kRestOfPath = "...}";

struct Route {
  std::string_view id;          ///< The operation's name in OpenAPI and in metrics: "readSong".
  std::string_view method;      ///< "GET"; HEAD is answered wherever GET is.
  std::string_view path;        ///< Variables in braces: "/api/v1/songs/{songId}", "/samples/{path...}".
  std::string_view summary;     ///< One sentence.
  std::string_view query = {};  ///< A shape whose fields are the query's parameters.
  BodyKind body = BodyKind::None;
  std::string_view request = {};  ///< The body's shape (JSON, forms).
  std::size_t bodyBytes = 0;      ///< At most.
  int status = 200;
  /// The answer's shape; or media types (they have a '/'), blank between them; empty: no body.
  std::string_view response = {};
  Lane lane = Lane::Quick;
  Access access = Access::LoggedIn;
  bool streams = false;    ///< Server-sent events where the client accepts text/event-stream.
  bool conflicts = false;  ///< May answer 409 with the edits since.
};

/// In the order of the document; no two have the same method and path.
[[nodiscard]] std::span<const Route> routes() noexcept;

/// The shapes of bodies and queries, in a notation of our own that wire/openapi.cpp reads: a line "Name Description",
/// then one indented line a field: name, type, description. A name with '?' may be missing; a type with '?' may be
/// null. Types: string, integer, number, boolean, any, binary, 1..32, a|b (one of these words), a shape's name; [] for
/// lists. "...Name" instead of a field: all fields of a shape further up.
[[nodiscard]] std::string_view shapes() noexcept;

}  // namespace amuse::wire
