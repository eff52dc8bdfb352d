#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

/// SQLite behind the store: connections that remember their statements, and its errors in our words. Inside the store
/// SQLite::Exception flies; attempt() stops it where the interface begins.
namespace amuse::store {

/// Bytes to be bound as a blob.
struct Blob {
  std::string_view bytes;
};

class Connection final {
 public:
  struct Limits {
    int busyTimeoutMs = 5000;
    std::int64_t maxFileBytes = 0;  ///< 0: none.
  };
  /// Opens an existing file for reading and writing, with WAL and synchronous=FULL. Throws SQLite::Exception.
  Connection(const std::filesystem::path& file, const Limits& limits);
  /// Opens a file that nobody writes to, a backup, and leaves it and its folder as they are.
  struct ReadOnly {};
  Connection(const std::filesystem::path& file, ReadOnly how);

  [[nodiscard]] SQLite::Database& database() noexcept { return database_; }
  /// The statement, prepared once a connection.
  [[nodiscard]] SQLite::Statement& statement(const std::string& sql);
  [[nodiscard]] std::int64_t integerOf(const std::string& sql);  ///< The first value of the first row.

 private:
  SQLite::Database database_;
  std::map<std::string, std::unique_ptr<SQLite::Statement>, std::less<>> statements_;
};

/// A statement with its values bound; reset when it goes. One at a time for the same text and connection.
class Query final {
 public:
  template <typename... Values>
  Query(Connection& connection, const std::string& sql, const Values&... values)
      : statement_(connection.statement(sql)) {
    (bind(values), ...);
  }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query();

  /// Binds the next value.
  void bind(std::string_view text);
  void bind(const std::string& text) { bind(std::string_view(text)); }
  void bind(const char* text) { bind(std::string_view(text)); }
  void bind(std::int64_t value);
  void bind(std::size_t value) { bind(static_cast<std::int64_t>(value)); }
  void bind(int value) { bind(static_cast<std::int64_t>(value)); }
  void bind(Blob blob);
  void bind(std::nullopt_t);
  template <typename Value>
  void bind(const std::optional<Value>& value) {
    if (value) {
      bind(*value);
    } else {
      bind(std::nullopt);
    }
  }

  [[nodiscard]] bool next() { return statement_.executeStep(); }
  /// Runs it to its end; returns the rows changed.
  int run() { return statement_.exec(); }

  [[nodiscard]] std::string text(int column) { return statement_.getColumn(column).getString(); }
  [[nodiscard]] std::int64_t integer(int column) { return statement_.getColumn(column).getInt64(); }
  [[nodiscard]] bool isNull(int column) { return statement_.isColumnNull(column); }
  [[nodiscard]] std::optional<std::int64_t> maybe(int column) {
    return isNull(column) ? std::nullopt : std::optional(integer(column));
  }

 private:
  SQLite::Statement& statement_;
  int bound_ = 0;
};

/// One line that says what to do. @param file  Named in it.
[[nodiscard]] Error toError(const SQLite::Exception& fault, const std::filesystem::path& file);

/// Runs a piece of the store; what SQLite throws becomes an Error.
template <typename Work>
auto attempt(const std::filesystem::path& file, const Work& work) -> decltype(work()) {
  try {
    return work();
  } catch (const SQLite::Exception& fault) {
    return tl::unexpected(toError(fault, file));
  }
}

/// A transaction that writes; rolled back unless commit() is reached.
class WriteTransaction final {
 public:
  /// Takes the write lock at once, so that nothing it reads can change before it commits.
  explicit WriteTransaction(Connection& connection)
      : transaction_(connection.database(), SQLite::TransactionBehavior::IMMEDIATE) {}
  /// Returns when all is on the disk.
  void commit() { transaction_.commit(); }

 private:
  SQLite::Transaction transaction_;
};

}  // namespace amuse::store
