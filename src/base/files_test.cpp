#include "base/files.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <iterator>
#include <utility>

#include "base/testing/scratch_folder.h"

using namespace amuse;

TEST_CASE("a file written is the file read, and writing again replaces it whole") {
  const ScratchFolder folder;
  const std::string bytes("a\0b\xff", 4);
  REQUIRE(writeFile(folder / "x", bytes).has_value());
  CHECK(readFile(folder / "x") == bytes);
  REQUIRE(writeFile(folder / "x", "").has_value());
  CHECK(readFile(folder / "x") == "");
  CHECK(std::distance(std::filesystem::directory_iterator(folder / ""), std::filesystem::directory_iterator()) == 1);
}

TEST_CASE("files that are missing, too large or cannot be written are errors by code") {
  const ScratchFolder folder;
  const auto missing = readFile(folder / "none");
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().code == ErrorCode::Unavailable);
  REQUIRE(writeFile(folder / "big", std::string(101, 'x')).has_value());
  const auto big = readFile(folder / "big", 100);
  REQUIRE_FALSE(big.has_value());
  CHECK(big.error().code == ErrorCode::TooLarge);
  CHECK(readFile(folder / "big", 101).has_value());
  const auto unwritable = writeFile(folder / "no/such/folder", "x");
  REQUIRE_FALSE(unwritable.has_value());
  CHECK(unwritable.error().code == ErrorCode::Unavailable);
  // Onto a folder: the temporary file must not stay behind.
  std::filesystem::create_directory(folder / "taken");
  CHECK_FALSE(writeFile(folder / "taken", "x").has_value());
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  CHECK_FALSE(writeFile(folder / "pipe", "x").has_value());
  CHECK(std::filesystem::is_fifo(folder / "pipe"));
  CHECK(std::distance(std::filesystem::directory_iterator(folder / ""), std::filesystem::directory_iterator()) == 3);
}

TEST_CASE("a mapped file shows the file's bytes, moves, and refuses folders and empty files") {
  const ScratchFolder folder;
  REQUIRE(writeFile(folder / "w", "weights").has_value());
  auto mapped = MappedFile::open(folder / "w");
  REQUIRE(mapped.has_value());
  const MappedFile moved = std::move(*mapped);
  REQUIRE(moved.bytes().size() == 7);
  CHECK(static_cast<char>(moved.bytes()[0]) == 'w');
  REQUIRE(writeFile(folder / "empty", "").has_value());
  for (const char* name : {"empty", "none", ""}) {
    const auto refused = MappedFile::open(folder / name);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::Unavailable);
  }
}

TEST_CASE("the shipped files are found from the program's place or where AMUSE_HOME says") {
  const ScratchFolder folder;
  for (const char* name : {"models", "data"}) std::filesystem::create_directory(folder / name);
  ::setenv("AMUSE_HOME", (folder / "").c_str(), 1);
  CHECK(findHome() == folder / "");
  ::setenv("AMUSE_HOME", "/no/such/folder", 1);
  const auto wrong = findHome();
  REQUIRE_FALSE(wrong.has_value());
  CHECK(wrong.error().message.find("AMUSE_HOME") != std::string::npos);
  ::unsetenv("AMUSE_HOME");
  CHECK(std::filesystem::exists(programFolder() / "base_test"));
}
