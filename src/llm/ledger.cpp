#include "llm/ledger.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"

namespace amuse::llm {
namespace {

constexpr std::size_t kDaysKept = 31;

/// A lock on a file beside the ledger, held between processes as long as it lives.
class FileLock final {
 public:
  explicit FileLock(const std::filesystem::path& path)
      : descriptor_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX) != 0) {
      ::close(descriptor_);
      descriptor_ = -1;
    }
  }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  [[nodiscard]] bool isHeld() const noexcept { return descriptor_ >= 0; }

 private:
  int descriptor_;
};

template <typename T>
bool readNumber(std::string_view text, T& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value >= 0;
}

Result<std::vector<LedgerRow>> readLedger(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return std::vector<LedgerRow>();
  const auto text = readFile(file, kMaxLedgerBytes);
  if (!text) return tl::unexpected(text.error());
  auto rows = parseLedger(*text);
  // Without the sums no limit could be kept.
  if (!rows)
    return fail(ErrorCode::Unavailable,
                fmt::format("{} is damaged ({}); mend or remove it", file.string(), rows.error().message));
  return rows;
}

LedgerRow& rowOf(std::vector<LedgerRow>& rows, const std::string& day, const std::string& provider) {
  for (auto& row : rows)
    if (row.day == day && row.provider == provider) return row;
  return rows.emplace_back(LedgerRow{day, provider, {}});
}

void forgetOldDays(std::vector<LedgerRow>& rows) {
  std::vector<std::string> days;
  days.reserve(rows.size());
  for (const auto& row : rows) days.push_back(row.day);
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  if (days.size() <= kDaysKept) return;
  const std::string oldest = days[days.size() - kDaysKept];
  std::erase_if(rows, [&](const LedgerRow& row) { return row.day < oldest; });
}

/// Reads, changes and writes the rows under the lock. `change` may refuse.
template <typename Change>
Result<void> update(const std::filesystem::path& file, const Change& change) {
  std::error_code ignored;
  if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path(), ignored);
  const FileLock lock(std::filesystem::path(file) += ".lock");
  if (!lock.isHeld())
    return fail(ErrorCode::Unavailable, fmt::format("{} cannot be written, so nothing may be spent", file.string()));
  auto rows = readLedger(file);
  if (!rows) return tl::unexpected(rows.error());
  if (Result<void> changed = change(*rows); !changed) return changed;
  forgetOldDays(*rows);
  return writeFile(file, toText(*rows));
}

}  // namespace

Result<std::vector<LedgerRow>> parseLedger(std::string_view table) {
  if (table.size() > kMaxLedgerBytes) return fail(ErrorCode::TooLarge, "the table of what was spent is too long");
  std::vector<LedgerRow> rows;
  int number = 1;
  for (const auto& fields : tableRows(table)) {
    ++number;
    LedgerRow row;
    if (fields.size() != 4 || !readNumber(fields[2], row.spent.tokens) || !readNumber(fields[3], row.spent.cost))
      return fail(ErrorCode::Parse, fmt::format("row {} is no row of day, provider, tokens, cost", number));
    row.day = fields[0];
    row.provider = fields[1];
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string toText(const std::vector<LedgerRow>& rows) {
  std::string text = "day\tprovider\ttokens\tcost\n";
  for (const auto& row : rows)
    text += fmt::format("{}\t{}\t{}\t{:.9f}\n", row.day, row.provider, row.spent.tokens, row.spent.cost);
  return text;
}

double costOf(const ProviderSettings& provider, std::int64_t inputTokens, std::int64_t outputTokens) {
  constexpr double kMillion = 1e6;
  return (static_cast<double>(inputTokens) * provider.priceIn + static_cast<double>(outputTokens) * provider.priceOut) /
         kMillion;
}

Result<void> Ledger::reserve(const ProviderSettings& provider, const Spent& most) {
  const auto& limits = provider.limits;
  const auto refuse = [&](ErrorCode code, const std::string& what) {
    return fail(code, fmt::format("{}: {}", provider.name, what));
  };
  if (most.tokens > limits.tokensARequest)
    return refuse(ErrorCode::InvalidArgument, fmt::format("the request may take {} tokens; tokens_a_request allows {}",
                                                          most.tokens, limits.tokensARequest));
  if (provider.hasPrices() && most.cost > limits.costARequest)
    return refuse(ErrorCode::InvalidArgument, fmt::format("the request may cost {:.4f}; cost_a_request allows {:.4f}",
                                                          most.cost, limits.costARequest));
  const std::lock_guard lock(mutex_);
  return update(file_, [&](std::vector<LedgerRow>& rows) -> Result<void> {
    Spent& spent = rowOf(rows, utcDay(*clock_), provider.name).spent;
    if (spent.tokens + most.tokens > limits.tokensADay)
      return refuse(ErrorCode::Unavailable,
                    fmt::format("{} tokens were used today and this request may take {} more; tokens_a_day allows {}",
                                spent.tokens, most.tokens, limits.tokensADay));
    if (provider.hasPrices() && spent.cost + most.cost > limits.costADay)
      return refuse(
          ErrorCode::Unavailable,
          fmt::format("{:.4f} was spent today and this request may cost {:.4f} more; cost_a_day allows {:.4f}",
                      spent.cost, most.cost, limits.costADay));
    spent.tokens += most.tokens;
    spent.cost += most.cost;
    return {};
  });
}

void Ledger::settle(const ProviderSettings& provider, const Spent& most, const Spent& really) {
  const std::lock_guard lock(mutex_);
  // Where it fails, what was set aside stays counted: the safe side.
  static_cast<void>(update(file_, [&](std::vector<LedgerRow>& rows) -> Result<void> {
    Spent& spent = rowOf(rows, utcDay(*clock_), provider.name).spent;
    spent.tokens = std::max<std::int64_t>(0, spent.tokens - most.tokens + really.tokens);
    spent.cost = std::max(0.0, spent.cost - most.cost + really.cost);
    return {};
  }));
}

Result<Spent> Ledger::today(const std::string& provider) const {
  auto rows = readLedger(file_);
  if (!rows) return tl::unexpected(rows.error());
  return rowOf(*rows, utcDay(*clock_), provider).spent;
}

}  // namespace amuse::llm
