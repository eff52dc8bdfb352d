#pragma once

#include <string_view>

#include "base/image.h"

/// A picture to draw on: boxes, lines and small letters; enough for plots without a drawing library.
namespace amuse::app {

/// Draws what lies inside and passes over what does not. Pixels count from the top left.
class Canvas final {
 public:
  static constexpr int kLetterWidth = 6, kLetterHeight = 7;  ///< At scale 1, with the gap after a letter.

  /// @param width,height  1 and above.
  Canvas(int width, int height, Rgb background);
  [[nodiscard]] const Image& image() const noexcept { return image_; }
  [[nodiscard]] int width() const noexcept { return image_.width; }
  [[nodiscard]] int height() const noexcept { return image_.height; }

  void box(int x, int y, int width, int height, Rgb colour);
  /// From one point to another, both included.
  void line(int fromX, int fromY, int toX, int toY, Rgb colour);
  /// ASCII letters of kLetterHeight pixels, times the scale; other characters are question marks.
  void text(int x, int y, std::string_view words, Rgb colour, int scale = 1);
  /// How wide a text is.
  [[nodiscard]] static int widthOf(std::string_view words, int scale = 1) noexcept;

 private:
  void dot(int x, int y, Rgb colour) noexcept;
  Image image_;
};

/// Between two colours: 0 the first, 1 the second.
[[nodiscard]] Rgb mixed(Rgb from, Rgb to, double share) noexcept;

}  // namespace amuse::app
