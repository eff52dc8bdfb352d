#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/songs.h"

/// Small things of the program's own that outlive a process: calibrations, hashed tokens, sessions, finished jobs.
namespace amuse::store {

inline constexpr std::size_t kMaxRecordBytes = 8u << 20;
/// Fitted by `amuse calibrate` to one proposer; the key is the proposer's name.
inline constexpr std::string_view kCalibrationKind = "calibration";

struct Record {
  std::string kind;  ///< 1..64 letters, digits, '-', '_': a table of its own.
  std::string key;   ///< 1..200 bytes, unique in its kind.
  std::string bytes;
  UnixMs savedMs = 0;                    ///< Filled in by the store.
  std::optional<UnixMs> expiresMs = {};  ///< From then on it is not found; removeExpired() takes it away.
  bool operator==(const Record&) const = default;
};

/// Thread-safe. Errors as in SongStore.
class RecordStore {
 public:
  virtual ~RecordStore() = default;
  virtual Result<void> put(const Record& record) = 0;  ///< Replaces what has the key.
  /// Puts only if there is none with the key, expired ones aside; says whether it did.
  virtual Result<bool> putNew(const Record& record) = 0;
  [[nodiscard]] virtual Result<std::optional<Record>> find(const std::string& kind, const std::string& key) = 0;
  virtual Result<bool> remove(const std::string& kind, const std::string& key) = 0;  ///< Whether it was there.
  /// In the order of their keys. @param after  The last key of the page before, or empty.
  [[nodiscard]] virtual Result<std::vector<Record>> list(const std::string& kind, const std::string& after,
                                                         std::size_t limit) = 0;
  virtual Result<std::size_t> removeExpired() = 0;
};

}  // namespace amuse::store
