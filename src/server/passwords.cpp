#include "server/passwords.h"

#include <sodium.h>

#include <array>

#include <fmt/format.h>

#include "base/assert.h"
#include "store/media.h"

namespace amuse::server {
namespace {

constexpr std::string_view kOnlyPassword = "1";
constexpr std::string_view kTokenMark = "amuse_";

void startSodium() { AMUSE_ASSERT(sodium_init() >= 0); }

std::string hexOf(const unsigned char* bytes, std::size_t size) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i) text += fmt::format("{:02x}", bytes[i]);
  return text;
}

template <std::size_t Size>
std::string randomHex() {
  startSodium();
  std::array<unsigned char, Size> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return hexOf(bytes.data(), bytes.size());
}

Result<void> removeAll(store::RecordStore& records, std::string_view kind) {
  while (true) {
    const auto some = records.list(std::string(kind), "", store::kMaxPageItems);
    if (!some) return tl::unexpected(some.error());
    if (some->empty()) return {};
    for (const auto& one : *some)
      if (const auto removed = records.remove(one.kind, one.key); !removed) return tl::unexpected(removed.error());
  }
}

}  // namespace

std::string fileName(std::string_view secret) { return store::mediaIdFor(secret); }
std::string randomSecret() { return randomHex<32>(); }
std::string randomId() { return randomHex<8>(); }

Result<void> setPassword(store::RecordStore& records, std::string_view password) {
  if (password.size() < kMinPasswordBytes || password.size() > kMaxPasswordBytes)
    return fail(ErrorCode::InvalidArgument,
                fmt::format("a password has {} to {} bytes", kMinPasswordBytes, kMaxPasswordBytes));
  startSodium();
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    return fail(ErrorCode::Unavailable, "there is too little memory to keep a password safely (64 MB)");
  if (auto put = records.put({std::string(kPasswordKind), std::string(kOnlyPassword), hash.data()}); !put) return put;
  return removeAll(records, kSessionKind);
}

Result<void> removePassword(store::RecordStore& records) {
  if (const auto removed = records.remove(std::string(kPasswordKind), std::string(kOnlyPassword)); !removed)
    return tl::unexpected(removed.error());
  return removeAll(records, kSessionKind);
}

Result<bool> hasPassword(store::RecordStore& records) {
  const auto found = records.find(std::string(kPasswordKind), std::string(kOnlyPassword));
  if (!found) return tl::unexpected(found.error());
  return found->has_value();
}

Result<bool> isPassword(store::RecordStore& records, std::string_view password) {
  const auto found = records.find(std::string(kPasswordKind), std::string(kOnlyPassword));
  if (!found) return tl::unexpected(found.error());
  if (!*found || password.size() > kMaxPasswordBytes) return false;
  startSodium();
  return crypto_pwhash_str_verify((*found)->bytes.c_str(), password.data(), password.size()) == 0;
}

Result<std::string> addToken(store::RecordStore& records, const std::string& name) {
  if (name.empty() || name.size() > kMaxTokenNameBytes)
    return fail(ErrorCode::InvalidArgument, fmt::format("a token's name has 1 to {} bytes", kMaxTokenNameBytes));
  const auto names = tokenNames(records);
  if (!names) return tl::unexpected(names.error());
  for (const auto& taken : *names)
    if (taken == name)
      return fail(ErrorCode::InvalidArgument, fmt::format("there is a token named '{}'; choose another name", name));
  const std::string token = std::string(kTokenMark) + randomSecret();
  if (const auto put = records.put({std::string(kTokenKind), fileName(token), name}); !put)
    return tl::unexpected(put.error());
  return token;
}

Result<bool> removeToken(store::RecordStore& records, const std::string& name) {
  const auto tokens = records.list(std::string(kTokenKind), "", store::kMaxPageItems);
  if (!tokens) return tl::unexpected(tokens.error());
  for (const auto& token : *tokens)
    if (token.bytes == name) return records.remove(token.kind, token.key);
  return false;
}

Result<std::vector<std::string>> tokenNames(store::RecordStore& records) {
  const auto tokens = records.list(std::string(kTokenKind), "", store::kMaxPageItems);
  if (!tokens) return tl::unexpected(tokens.error());
  std::vector<std::string> names;
  for (const auto& token : *tokens) names.push_back(token.bytes);
  return names;
}

}  // namespace amuse::server
