#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/records.h"

/// Who may use the server: one password, and tokens for programs. Both are kept as hashes only.
namespace amuse::server {

inline constexpr std::size_t kMinPasswordBytes = 8, kMaxPasswordBytes = 1024, kMaxTokenNameBytes = 100;

/// Sets the password (Argon2id) and ends all sessions. Errors: InvalidArgument (its length), those of the store.
[[nodiscard]] Result<void> setPassword(store::RecordStore& records, std::string_view password);
/// Takes it away, and all sessions: from then on only this machine is served. Errors: those of the store.
[[nodiscard]] Result<void> removePassword(store::RecordStore& records);
[[nodiscard]] Result<bool> hasPassword(store::RecordStore& records);
/// Cost: some 70 ms and 64 MB, on purpose. Errors: those of the store.
[[nodiscard]] Result<bool> isPassword(store::RecordStore& records, std::string_view password);

/// A new token: 256 random bits, shown once. Errors: InvalidArgument (the name, or it is taken).
[[nodiscard]] Result<std::string> addToken(store::RecordStore& records, const std::string& name);
[[nodiscard]] Result<bool> removeToken(store::RecordStore& records,
                                       const std::string& name);  ///< Whether it was there.
[[nodiscard]] Result<std::vector<std::string>> tokenNames(store::RecordStore& records);

/// The record kinds of what is kept.
inline constexpr std::string_view kPasswordKind = "password", kSessionKind = "session", kTokenKind = "token";
/// What a secret is filed under: its SHA-256.
[[nodiscard]] std::string fileName(std::string_view secret);
/// 256 random bits, 64 hexadecimal digits.
[[nodiscard]] std::string randomSecret();
/// 64 random bits, 16 hexadecimal digits; for request and job ids.
[[nodiscard]] std::string randomId();

}  // namespace amuse::server
