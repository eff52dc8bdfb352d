#include "inspire/internal/word_affect.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/random.h"

namespace amuse::inspire {
namespace {

/// "AMUSEWA1", the number of words (u32), then that many hashes (u64, ascending), then four signed bytes each.
constexpr std::string_view kMagic = "AMUSEWA1";
constexpr std::size_t kHeader = kMagic.size() + 4, kMaxWords = 1u << 20;

template <typename T>
T readAt(std::string_view bytes, std::size_t at) {
  T value{};
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

template <typename T>
void append(std::string& bytes, T value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

std::int8_t toByte(double value) { return static_cast<std::int8_t>(std::lround(127 * std::clamp(value, -1.0, 1.0))); }

}  // namespace

std::uint64_t WordAffects::hashAt(std::size_t index) const noexcept {
  return readAt<std::uint64_t>(bytes(), kHeader + index * 8);
}

Result<void> WordAffects::check() {
  const std::string_view all = bytes();
  if (all.size() < kHeader || !all.starts_with(kMagic))
    return fail(ErrorCode::Parse, "this is no table of word affects; make it again with ./dev train");
  count_ = readAt<std::uint32_t>(all, kMagic.size());
  if (count_ > kMaxWords || all.size() != kHeader + count_ * 12)
    return fail(ErrorCode::Parse, "the table of word affects is cut short; make it again with ./dev train");
  return {};
}

Result<WordAffects> WordAffects::open(const std::filesystem::path& file) {
  auto mapped = MappedFile::open(file);
  if (!mapped) return tl::unexpected(mapped.error());
  WordAffects table;
  table.mapped_ = std::move(*mapped);
  if (const auto good = table.check(); !good) return tl::unexpected(good.error());
  return table;
}

Result<WordAffects> WordAffects::parse(std::string_view bytes) {
  WordAffects table;
  table.own_ = bytes;
  if (const auto good = table.check(); !good) return tl::unexpected(good.error());
  return table;
}

std::optional<brief::Affect> WordAffects::find(std::string_view word) const {
  const std::uint64_t hash = stableHash(word);
  std::size_t low = 0, high = count_;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (hashAt(middle) < hash)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == count_ || hashAt(low) != hash) return std::nullopt;
  const std::size_t at = kHeader + count_ * 8 + low * 4;
  const auto value = [&](std::size_t i) { return static_cast<signed char>(bytes()[at + i]) / 127.0; };
  return brief::Affect{value(0), value(1), value(2), value(3)};
}

std::string WordAffects::write(const std::vector<std::pair<std::string, brief::Affect>>& words) {
  std::vector<std::pair<std::uint64_t, brief::Affect>> sorted;
  sorted.reserve(words.size());
  for (const auto& [word, affect] : words) sorted.emplace_back(stableHash(word), affect);
  const auto before = [](const auto& a, const auto& b) { return a.first < b.first; };
  const auto same = [](const auto& a, const auto& b) { return a.first == b.first; };
  std::stable_sort(sorted.begin(), sorted.end(), before);
  sorted.erase(std::unique(sorted.begin(), sorted.end(), same), sorted.end());
  std::string bytes(kMagic);
  append(bytes, static_cast<std::uint32_t>(sorted.size()));
  for (const auto& entry : sorted) append(bytes, entry.first);
  for (const auto& [hash, a] : sorted)
    for (const double value : {a.valence, a.arousal, a.tension, a.complexity}) append(bytes, toByte(value));
  return bytes;
}

}  // namespace amuse::inspire
