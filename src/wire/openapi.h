#pragma once

#include <string>
#include <string_view>

/// The OpenAPI 3.1 document, written from the tables of wire/api_table.h and the song's schema.
namespace amuse::wire {

/// @param songSchema  The text of data/song.schema.json; its definitions become shapes under their own names.
/// @return The document on one line; empty when a table or the schema is malformed (a test holds that they are not).
[[nodiscard]] std::string openApi(std::string_view songSchema);

}  // namespace amuse::wire
