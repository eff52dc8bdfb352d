#pragma once

#include "store/internal/backend.h"

namespace amuse::store {

/// Records in SQLite. @param backend  Outlives it.
class SqliteRecords final : public RecordStore {
 public:
  explicit SqliteRecords(Backend& backend) noexcept : backend_(backend) {}
  Result<void> put(const Record& record) override;
  Result<bool> putNew(const Record& record) override;
  Result<std::optional<Record>> find(const std::string& kind, const std::string& key) override;
  Result<bool> remove(const std::string& kind, const std::string& key) override;
  Result<std::vector<Record>> list(const std::string& kind, const std::string& after, std::size_t limit) override;
  Result<std::size_t> removeExpired() override;

 private:
  Backend& backend_;
};

}  // namespace amuse::store
