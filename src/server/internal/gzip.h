#pragma once

#include <string>
#include <string_view>

namespace amuse::server {

enum class Packing {
  Quick,     ///< Most of the gain for a third of the time: for answers.
  Smallest,  ///< For what is packed once and sent often.
};

/// The bytes packed as a gzip file; empty when packing fails.
[[nodiscard]] std::string gzipped(std::string_view bytes, Packing packing = Packing::Quick);

/// Whether a client that sent this Accept-Encoding takes gzip.
[[nodiscard]] bool acceptsGzip(std::string_view acceptEncoding);

}  // namespace amuse::server
