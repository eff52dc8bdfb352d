#pragma once

#include <array>
#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/image.h"
#include "base/result.h"

/// Words that stand in a picture, read by Tesseract where it is installed.
namespace amuse::media {

struct PictureWordRead {
  std::size_t startByte = 0, endByte = 0;  ///< Where it stands in PictureText::text; UTF-8 bytes, end exclusive.
  std::array<double, 4> region{};          ///< x, y, width, height as shares of the picture.
  double confidence = 0;                   ///< 0..1.
};

struct PictureText {
  std::string text;  ///< The words with blanks between, a line a line; empty where nothing was read surely enough.
  std::vector<PictureWordRead> words;
};

struct TextReadingOptions {
  std::filesystem::path program;    ///< Empty: `amuse-media` beside the running program, which confines Tesseract.
  std::filesystem::path tesseract;  ///< Empty: $AMUSE_TESSERACT, else /usr/bin/tesseract.
  double timeoutSeconds = 10;
};

/// Reads a picture's text: English and other Latin letters. Only plain pixels reach Tesseract, in a process of its own
/// that can open no socket, write no file and start no process.
/// Errors: Unavailable (not installed, naming the package; it ended early), Timeout, Cancelled, InvalidArgument (no
/// pixels). Costs up to 2 s for a page of text.
[[nodiscard]] Result<PictureText> readPictureText(const Image& image, const TextReadingOptions& options = {},
                                                  const std::stop_token& stop = {});

inline constexpr std::size_t kMaxTesseractBytes = 1u << 20;
/// Tesseract's table of words ("tsv"): those of at least 60 % confidence with letters in them. A text of fewer than
/// three letters in sure words is none. @param width, height  Of the picture, in pixels. Errors: TooLarge; Parse (no
/// table).
[[nodiscard]] Result<PictureText> parseTesseractTable(std::string_view table, int width, int height);

}  // namespace amuse::media
