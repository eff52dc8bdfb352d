#include <libheif/heif.h>

#include <memory>

#include "media/process/pixels.h"

namespace amuse::media {
namespace {

struct FreeHeif {
  void operator()(heif_context* context) const noexcept { heif_context_free(context); }
  void operator()(heif_image_handle* handle) const noexcept { heif_image_handle_release(handle); }
  void operator()(heif_image* image) const noexcept { heif_image_release(image); }
};
using HeifContext = std::unique_ptr<heif_context, FreeHeif>;
using HeifHandle = std::unique_ptr<heif_image_handle, FreeHeif>;
using HeifImage = std::unique_ptr<heif_image, FreeHeif>;

bool succeeded(const heif_error& error) noexcept { return error.code == heif_error_Ok; }

}  // namespace

Result<DecodedImage> decodeHeif(std::string_view file, const DecodeImageRequest& request) {
  const HeifContext context(heif_context_alloc());
  if (!context) return fail(ErrorCode::TooLarge, "out of memory while opening the picture");
  heif_context_set_max_decoding_threads(context.get(), 0);
  if (!succeeded(heif_context_read_from_memory_without_copy(context.get(), file.data(), file.size(), nullptr)))
    return damagedPicture();
  heif_image_handle* rawHandle = nullptr;
  if (!succeeded(heif_context_get_primary_image_handle(context.get(), &rawHandle))) return damagedPicture();
  const HeifHandle handle(rawHandle);
  const ImageSize size{heif_image_handle_get_width(handle.get()), heif_image_handle_get_height(handle.get())};
  if (size.width < 1 || size.height < 1) return damagedPicture();
  if (static_cast<std::uint64_t>(size.width) * static_cast<std::uint64_t>(size.height) > kMaxPicturePixels)
    return tooManyPixels();
  const bool isTransparent = heif_image_handle_has_alpha_channel(handle.get()) != 0;
  const auto chroma = isTransparent ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB;
  heif_image* rawImage = nullptr;
  const auto error = heif_decode_image(handle.get(), &rawImage, heif_colorspace_RGB, chroma, nullptr);
  if (error.code == heif_error_Unsupported_filetype || error.code == heif_error_Unsupported_feature)
    return fail(ErrorCode::Unsupported, "this system has no decoder for that HEIF picture; save it as JPEG");
  if (!succeeded(error)) return damagedPicture();
  const HeifImage image(rawImage);
  int stride = 0;
  const std::uint8_t* plane = heif_image_get_plane_readonly(image.get(), heif_channel_interleaved, &stride);
  const ImageSize got{heif_image_get_width(image.get(), heif_channel_interleaved),
                      heif_image_get_height(image.get(), heif_channel_interleaved)};
  if (plane == nullptr || got.width < 1 || got.height < 1) return damagedPicture();
  const std::uint8_t* const planes[4] = {plane, nullptr, nullptr, nullptr};
  const int strides[4] = {stride, 0, 0, 0};
  const RawPixels raw{planes, strides, got, isTransparent ? AV_PIX_FMT_RGBA : AV_PIX_FMT_RGB24};
  auto pixels = toPlainPixels(raw, shrunkTo(got, request.longestSide));
  if (!pixels) return tl::unexpected(pixels.error());
  DecodedImage decoded{std::move(*pixels), {}};
  decoded.report.fileWidth = size.width;
  decoded.report.fileHeight = size.height;
  return decoded;
}

}  // namespace amuse::media
