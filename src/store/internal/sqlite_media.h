#pragma once

#include "store/internal/backend.h"

namespace amuse::store {

/// Media in SQLite. @param backend  Outlives it.
class SqliteMedia final : public MediaStore {
 public:
  explicit SqliteMedia(Backend& backend) noexcept : backend_(backend) {}
  Result<MediaInfo> put(std::string_view bytes, const std::string& type, const std::string& name) override;
  Result<MediaInfo> find(const MediaId& id) override;
  Result<std::string> read(const MediaId& id) override;
  Result<std::vector<MediaInfo>> list(const MediaId& after, std::size_t limit) override;
  Result<Swept> sweep(UnixMs addedBefore) override;

 private:
  Backend& backend_;
};

}  // namespace amuse::store
