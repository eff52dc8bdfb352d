// modules: media
#include <cstdlib>

#include "media/decode_protocol.h"
#include "media/image_protocol.h"
#include "media/protocol.h"

using namespace amuse::media;

/// Frames cut two ways from the same bytes are the same, print back to those bytes, and their payloads parse or don't.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  FrameAssembler whole, pieces;
  whole.feed(bytes);
  std::size_t fed = 0, used = 0;
  while (true) {
    const auto frame = whole.next();
    if (!frame || !frame->has_value()) return 0;
    auto again = pieces.next();
    while (again && !again->has_value() && fed < size) {
      pieces.feed(bytes.substr(fed++, 1));
      again = pieces.next();
    }
    if (!again || *again != *frame) std::abort();
    const std::string printed = toBytes(**frame);
    if (bytes.substr(used, printed.size()) != printed) std::abort();
    used += printed.size();
    const std::string& payload = (*frame)->payload;
    (void)parseHello(payload);
    (void)parseFailure(payload);
    if (const auto report = parseRenderReport(payload); report && toPayload(*report) != payload) std::abort();
    if (const auto request = parseRenderRequest(payload); request && toPayload(*request) != payload) std::abort();
    if (const auto decode = parseDecodeAudioRequest(payload); decode && toPayload(*decode) != payload) std::abort();
    if (const auto look = parseDecodeImageRequest(payload); look && toPayload(*look) != payload) std::abort();
    if (const auto picture = parseDecodeImageReport(payload); picture && toPayload(*picture) != payload) std::abort();
    if (const auto sound = parseDecodeAudioReport(payload); sound && toPayload(*sound) != payload) std::abort();
  }
}
