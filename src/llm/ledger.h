#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "llm/provider.h"

/// What has been spent today, kept in a file so that all programs of one user share it.
namespace amuse::llm {

/// What one provider has taken on one day (UTC).
struct Spent {
  std::int64_t tokens = 0;
  double cost = 0;
  bool operator==(const Spent&) const = default;
};

inline constexpr std::size_t kMaxLedgerBytes = 64u << 10;

/// The days' sums by provider, as rows "day provider tokens cost".
struct LedgerRow {
  std::string day, provider;
  Spent spent;
  bool operator==(const LedgerRow&) const = default;
};
/// Errors: Parse, naming the line; TooLarge.
[[nodiscard]] Result<std::vector<LedgerRow>> parseLedger(std::string_view table);
[[nodiscard]] std::string toText(const std::vector<LedgerRow>& rows);

/// Holds requests to the limits of their provider. Thread-safe, and safe between processes (the file is locked).
class Ledger final {
 public:
  /// @param file  Made with the first request; its folder too. @param clock  Must outlive the ledger.
  Ledger(std::filesystem::path file, const Clock& clock) : file_(std::move(file)), clock_(&clock) {}

  /// Sets the most that a request may take aside, or refuses it. Errors: InvalidArgument (more than a request may
  /// take), Unavailable (the day's limit would be passed; the file can't be read or written), saying which limit it is.
  [[nodiscard]] Result<void> reserve(const ProviderSettings& provider, const Spent& most);
  /// Puts what a request really took in the place of what was set aside for it.
  void settle(const ProviderSettings& provider, const Spent& most, const Spent& really);
  /// Errors: Unavailable, Parse.
  [[nodiscard]] Result<Spent> today(const std::string& provider) const;

 private:
  std::filesystem::path file_;
  const Clock* clock_;
  mutable std::mutex mutex_;
};

/// What tokens cost at a provider's prices.
[[nodiscard]] double costOf(const ProviderSettings& provider, std::int64_t inputTokens, std::int64_t outputTokens);

}  // namespace amuse::llm
