#include "lm/model_file.h"

#include <doctest/doctest.h>

#include <cstring>

#include "lm/ngram_model.h"
#include "lm/sparse_table.h"

namespace {

using namespace amuse;
using namespace amuse::lm;

/// Model files are read in place, so tests keep them 8-byte aligned.
struct AlignedBytes {
  explicit AlignedBytes(std::string_view bytes) : words(bytes.size() / 8 + 1), size(bytes.size()) {
    std::memcpy(words.data(), bytes.data(), bytes.size());
  }
  [[nodiscard]] std::span<const std::byte> span() const { return std::as_bytes(std::span(words)).first(size); }
  std::vector<std::uint64_t> words;
  std::size_t size;
};

std::string smallFile() {
  ModelFileWriter writer;
  writer.addText("name", "small");
  writer.add("numbers", std::vector<float>{1, 2, 3});
  return writer.bytes();
}

TEST_CASE("a model file gives back its chunks") {
  const AlignedBytes bytes(smallFile());
  const auto file = ModelFile::view(bytes.span(), "small.ngram");
  REQUIRE(file.has_value());
  CHECK(file->text("name") == "small");
  REQUIRE(file->chunk<float>("numbers").size() == 3);
  CHECK(file->chunk<float>("numbers")[2] == 3);
  CHECK(file->chunk<double>("numbers").empty());
  CHECK(file->text("missing").empty());
}

TEST_CASE("a cut or changed model file is refused with one clear line") {
  const std::string whole = smallFile();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const AlignedBytes bytes(std::string_view(whole).substr(0, size));
    const auto file = ModelFile::view(bytes.span(), "small.ngram");
    REQUIRE_FALSE(file.has_value());
    CHECK(file.error().code == ErrorCode::Unavailable);
    CHECK(file.error().message.find("small.ngram") != std::string::npos);
    CHECK(file.error().message.find('\n') == std::string::npos);
  }
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    const AlignedBytes bytes(changed);
    CHECK_FALSE(ModelFile::view(bytes.span(), "small.ngram").has_value());
  }
}

TEST_CASE("a missing model is Unavailable and a file without a model's chunks too") {
  CHECK(openModel("no/such/model.ngram").error().code == ErrorCode::Unavailable);
  const AlignedBytes bytes(smallFile());
  auto file = ModelFile::view(bytes.span(), "small.ngram");
  REQUIRE(file.has_value());
  const auto model = NgramModel::make(std::move(*file));
  REQUIRE_FALSE(model.has_value());
  CHECK(model.error().code == ErrorCode::Unavailable);
}

TEST_CASE("a sparse table finds what was put in and nothing else") {
  SparseTableBuilder builder;
  for (std::uint32_t key = 0; key < 1000; ++key) {
    const std::array<SparseEntry, 3> entries{{{key % 4096, 0.5f}, {(key + 1) % 4096, 0.25f}, {7, 1e-6f}}};
    builder.add(key * 977, std::span(entries).first(key % 3 + 1));
  }
  const auto layout = builder.finish();
  for (std::uint32_t key = 0; key < 1000; ++key) {
    std::vector<SparseEntry> found;
    layout.view().visit(key * 977, [&](std::uint32_t value, float p) { found.push_back({value, p}); });
    REQUIRE(found.size() == key % 3 + 1);
    CHECK(found[0].value == key);
    CHECK(found[0].p == doctest::Approx(0.5).epsilon(1e-4));
    if (found.size() == 3) CHECK(found[2].p == doctest::Approx(1e-6).epsilon(2e-3));
  }
  int visits = 0;
  CHECK(layout.view().visit(5, [&](std::uint32_t, float) { ++visits; }) == 1);
  CHECK(visits == 0);
}

TEST_CASE("a broken sparse table is safe to look into") {
  const std::vector<std::uint64_t> full(8, ~0ull >> 1), odd(7, 1);
  const std::vector<std::uint32_t> entries{1000000, 5};
  int visits = 0;
  const auto count = [&](std::uint32_t, float) { ++visits; };
  for (std::uint64_t key = 0; key < 100; ++key) {
    CHECK(SparseTable(full, entries).visit(key, count) > 0);
    CHECK(SparseTable(odd, entries).visit(key, count) == 1);
    CHECK(SparseTable({}, {}).visit(key, count) == 1);
  }
}

}  // namespace
