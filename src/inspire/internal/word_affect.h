#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "brief/brief.h"

/// What dictionary words that no authored table holds probably feel like: learnt from the authored ones through
/// WordNet. A table of hashes, mapped and never copied.
namespace amuse::inspire {

class WordAffects final {
 public:
  /// @param file  models/word_affect.bin. Errors: Unavailable (no file), Parse (not such a table, cut short, unsorted).
  [[nodiscard]] static Result<WordAffects> open(const std::filesystem::path& file);
  /// From bytes that outlive nothing: they are copied. Errors: Parse.
  [[nodiscard]] static Result<WordAffects> parse(std::string_view bytes);

  /// `word` in lower case, accents folded, as tokens have it. nullopt: not in the dictionary.
  [[nodiscard]] std::optional<brief::Affect> find(std::string_view word) const;
  [[nodiscard]] std::size_t size() const noexcept { return count_; }

  /// The file's bytes for these words, each coordinate kept to 1/127.
  [[nodiscard]] static std::string write(const std::vector<std::pair<std::string, brief::Affect>>& words);

 private:
  [[nodiscard]] std::string_view bytes() const noexcept {
    if (!mapped_) return own_;
    return {reinterpret_cast<const char*>(mapped_->bytes().data()), mapped_->bytes().size()};
  }
  [[nodiscard]] std::uint64_t hashAt(std::size_t index) const noexcept;
  [[nodiscard]] Result<void> check();

  std::optional<MappedFile> mapped_;
  std::string own_;
  std::size_t count_ = 0;
};

}  // namespace amuse::inspire
