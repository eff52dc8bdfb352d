#include "lm/sparse_table.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/assert.h"

namespace amuse::lm {

namespace {

constexpr std::uint32_t kSingleFlag = 1u << 31;

/// The upper half of a slot. Two contexts with the same one would share a distribution: at a million contexts and a
/// handful of probes a look-up that is one chance in a thousand million, and harmless.
std::uint64_t fingerprintOf(std::uint64_t hash) noexcept { return hash >> 32 | 1; }

std::uint32_t packEntry(const SparseEntry& entry) {
  AMUSE_ASSERT(entry.value < 4096);
  return entry.value << 16 | packProbability(entry.p);
}

}  // namespace

std::uint16_t packProbability(double p) noexcept {
  return static_cast<std::uint16_t>(std::lround(std::sqrt(std::sqrt(std::clamp(p, 0.0, 1.0))) * 65535));
}

std::uint64_t SparseTable::find(std::uint64_t key) const noexcept {
  if (mask_ == kNoSlots) return 0;
  const std::uint64_t hash = mixBits(key);
  // The bound on probes keeps a broken table without empty slots from being searched for ever.
  for (std::size_t i = 0; i < std::min<std::size_t>(slots_.size(), 1024); ++i) {
    const std::uint64_t slot = slots_[(hash + i) & mask_];
    if (slot == 0) return 0;
    if (slot >> 32 == fingerprintOf(hash)) return slot;
  }
  return 0;
}

std::span<const std::uint32_t> SparseTable::entriesAt(std::uint32_t offset) const noexcept {
  if (offset >= entries_.size()) return {};
  const std::size_t count = entries_[offset];
  if (count > entries_.size() - offset - 1) return {};
  return entries_.subspan(offset + 1, count);
}

void SparseTableBuilder::add(std::uint64_t key, std::span<const SparseEntry> entries) {
  AMUSE_ASSERT(!entries.empty());
  if (entries.size() == 1) {
    contexts_.emplace_back(key, kSingleFlag | packEntry(entries[0]));
    return;
  }
  AMUSE_ASSERT(entries_.size() < kSingleFlag);
  contexts_.emplace_back(key, static_cast<std::uint32_t>(entries_.size()));
  entries_.push_back(static_cast<std::uint32_t>(entries.size()));
  for (const SparseEntry& entry : entries) entries_.push_back(packEntry(entry));
}

SparseTableBuilder::Layout SparseTableBuilder::finish() const {
  const std::size_t capacity = std::bit_ceil(contexts_.size() * 5 / 4 + 2);
  Layout layout{std::vector<std::uint64_t>(capacity, 0), entries_};
  for (const auto& [key, packed] : contexts_) {
    const std::uint64_t hash = mixBits(key);
    std::size_t index = hash & (capacity - 1);
    while (layout.slots[index] != 0) index = (index + 1) & (capacity - 1);
    layout.slots[index] = fingerprintOf(hash) << 32 | packed;
  }
  return layout;
}

}  // namespace amuse::lm
