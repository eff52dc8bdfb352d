#include "media/image_protocol.h"

#include "media/internal/payload.h"

namespace amuse::media {

std::string toPayload(const DecodeImageRequest& request) {
  return PayloadWriter().unsignedLe(static_cast<std::uint64_t>(request.longestSide), 4).take();
}

Result<DecodeImageRequest> parseDecodeImageRequest(std::string_view payload) {
  PayloadReader in(payload);
  const auto side = in.unsignedLe(4);
  if (!in.isWhole()) return badFrame("a request for a picture it can't read", in.offset());
  if (side < 16 || side > kMaxPictureSide)
    return fail(ErrorCode::InvalidArgument, "the longest side must be 16 to 4096 pixels");
  return DecodeImageRequest{static_cast<int>(side)};
}

std::string toPayload(const DecodeImageReport& report) {
  PayloadWriter out;
  for (const int side : {report.width, report.height, report.fileWidth, report.fileHeight})
    out.unsignedLe(static_cast<std::uint64_t>(side), 4);
  return out.text(report.format).take();
}

Result<DecodeImageReport> parseDecodeImageReport(std::string_view payload) {
  constexpr std::uint64_t kMostFileSide = kMaxPicturePixels;
  PayloadReader in(payload);
  const auto width = in.unsignedLe(4), height = in.unsignedLe(4);
  const auto fileWidth = in.unsignedLe(4), fileHeight = in.unsignedLe(4);
  const auto format = in.text();
  const bool isSane = width >= 1 && width <= kMaxPictureSide && height >= 1 && height <= kMaxPictureSide &&
                      fileWidth <= kMostFileSide && fileHeight <= kMostFileSide && format.size() <= 16;
  if (!in.isWhole() || !isSane) return badFrame("a report on a picture it can't read", in.offset());
  return DecodeImageReport{static_cast<int>(width), static_cast<int>(height), static_cast<int>(fileWidth),
                           static_cast<int>(fileHeight), std::string(format)};
}

}  // namespace amuse::media
