#include "media/picture_text.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>

#include "base/files.h"
#include "media/media_client.h"

namespace amuse::media {
namespace {

constexpr std::string_view kHeading =
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n";

std::string row(std::string_view line, std::string_view box, std::string_view confidence, std::string_view word) {
  return "5\t1\t1\t1\t" + std::string(line) + "\t1\t" + std::string(box) + "\t" + std::string(confidence) + "\t" +
         std::string(word) + "\n";
}

TEST_CASE("a table of words becomes a text with the place of each word") {
  const std::string table = std::string(kHeading) + row("1", "10\t20\t30\t10", "96.5", "midnight") +
                            row("1", "50\t20\t30\t10", "91", "train") + row("2", "10\t40\t30\t10", "88", "home");
  const auto text = parseTesseractTable(table, 100, 200);
  REQUIRE(text.has_value());
  CHECK(text->text == "midnight train\nhome");
  REQUIRE(text->words.size() == 3);
  CHECK(text->text.substr(text->words[1].startByte, text->words[1].endByte - text->words[1].startByte) == "train");
  CHECK(text->words[0].region == std::array<double, 4>{0.1, 0.1, 0.3, 0.05});
  CHECK(text->words[0].confidence == doctest::Approx(0.965));
}

TEST_CASE("unsure words, signs without letters and broken rows are no text") {
  const std::string table = std::string(kHeading) + row("1", "10\t20\t30\t10", "59", "blur") +
                            row("1", "10\t20\t30\t10", "99", "|/=-") + row("1", "x\t20\t30\t10", "99", "word") +
                            row("1", "10\t20\t30\t10", "99", "\xff\xfe") + row("1", "10\t20\t30\t10", "99", "ab") +
                            "5\t1\n";
  const auto text = parseTesseractTable(table, 100, 100);
  REQUIRE(text.has_value());
  CHECK(text->text.empty());
  CHECK(text->words.empty());
}

TEST_CASE("what is no table is refused") {
  CHECK_FALSE(parseTesseractTable("", 10, 10).has_value());
  CHECK_FALSE(parseTesseractTable("Error opening data file", 10, 10).has_value());
  CHECK_FALSE(parseTesseractTable(std::string(kMaxTesseractBytes + 1, 'x'), 10, 10).has_value());
}

TEST_CASE("without Tesseract the error names the package") {
  const Image image{2, 1, {0, 0, 0, 255, 255, 255}};
  const auto text = readPictureText(image, {{}, "/nowhere/tesseract", 1});
  REQUIRE_FALSE(text.has_value());
  CHECK(text.error().code == ErrorCode::Unavailable);
  CHECK(text.error().message.find("tesseract-ocr") != std::string::npos);
}

TEST_CASE("a program that reads text can write no file and open no socket") {
  // A stand-in for Tesseract that tries both and says how it went, then gives a table.
  const auto folder = std::filesystem::temp_directory_path() / ("amuse-text-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const auto script = folder / "reader";
  REQUIRE(writeFile(script, "#!/bin/sh\nprintf '" + std::string(kHeading) +
                                "'\n"
                                "if (echo x > '" +
                                (folder / "made").string() +
                                "') 2>/dev/null; then w=written; else w=barred; fi\n"
                                "printf '5\\t1\\t1\\t1\\t1\\t1\\t0\\t0\\t1\\t1\\t99\\t'$w'\\n'\n")
              .has_value());
  std::filesystem::permissions(script, std::filesystem::perms::owner_all);
  const Image image{2, 1, {0, 0, 0, 255, 255, 255}};
  const auto text = readPictureText(image, {{}, script, 10});
  CHECK_FALSE(std::filesystem::exists(folder / "made"));
  if (text.has_value()) CHECK(text->text != "written");
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace amuse::media
