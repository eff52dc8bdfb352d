#pragma once

#include <string>
#include <string_view>

namespace amuse::server {

/// The bytes packed as a gzip file; empty when packing fails.
[[nodiscard]] std::string gzipped(std::string_view bytes);

/// Whether a client that sent this Accept-Encoding takes gzip.
[[nodiscard]] bool acceptsGzip(std::string_view acceptEncoding);

}  // namespace amuse::server
