// modules: inspire
#include <cstdlib>
#include <string>
#include <vector>

#include "inspire/face_cascade.h"
#include "inspire/photo_net.h"

using namespace amuse;

/// A face model that parses prints back to its bytes and parses again; a network's file parses or is refused.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::vector<std::byte> bytes(reinterpret_cast<const std::byte*>(data),
                                     reinterpret_cast<const std::byte*>(data) + size);
  if (const auto model = inspire::parseFaceModel(bytes)) {
    const auto printed = inspire::toBytes(*model);
    const auto again = inspire::parseFaceModel(std::as_bytes(std::span(printed)));
    if (!again || inspire::toBytes(*again) != printed) std::abort();
  }
  (void)inspire::parsePhotoNet(bytes);
  return 0;
}
