#include "llm/provider.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"
#include "llm/chat.h"

namespace amuse::llm {
namespace {

constexpr std::size_t kMaxUrlBytes = 2000;

struct FamilyRow {
  Family family;
  std::string_view name, url;
};
constexpr std::array<FamilyRow, 3> kFamilies{{{Family::OpenAi, "openai", "https://api.openai.com/v1"},
                                              {Family::Anthropic, "anthropic", "https://api.anthropic.com"},
                                              {Family::Ollama, "ollama", "http://127.0.0.1:11434"}}};

/// "host:port" of an address; empty without a scheme we know.
std::string_view authorityOf(std::string_view url) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!url.starts_with(scheme)) continue;
    url.remove_prefix(scheme.size());
    return url.substr(0, url.find_first_of("/?#"));
  }
  return {};
}

}  // namespace

Result<Family> parseFamily(std::string_view text) {
  for (const auto& row : kFamilies)
    if (row.name == text) return row.family;
  return fail(ErrorCode::InvalidArgument, "no such family of providers; use openai, anthropic or ollama");
}

std::string_view toText(Family family) noexcept { return kFamilies[static_cast<std::size_t>(family)].name; }
std::string_view defaultUrl(Family family) noexcept { return kFamilies[static_cast<std::size_t>(family)].url; }

std::string_view toText(Finish finish) noexcept {
  switch (finish) {
    case Finish::Stop: return "stop";
    case Finish::Length: return "length";
    case Finish::Refused: return "refused";
    case Finish::Enough: break;
  }
  return "enough";
}

std::string hostOf(std::string_view url) {
  std::string_view authority = authorityOf(url);
  if (authority.starts_with('[')) return std::string(authority.substr(0, authority.find(']') + 1));
  return toLower(authority.substr(0, authority.find(':')));
}

bool isLoopback(std::string_view url) {
  const std::string host = hostOf(url);
  if (host == "localhost" || host == "[::1]") return true;
  if (!host.starts_with("127.")) return false;
  return host.find_first_not_of("0123456789.") == std::string::npos;
}

Result<void> checkProvider(const ProviderSettings& provider) {
  const auto refuse = [&](std::string_view what) {
    return fail(ErrorCode::InvalidArgument, fmt::format("provider '{}': {}", provider.name, what));
  };
  const bool isPlain = std::all_of(provider.name.begin(), provider.name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
  if (provider.name.empty() || provider.name.size() > 64 || !isPlain)
    return fail(ErrorCode::InvalidArgument, "a provider's name has letters, digits, - and _ only, 64 at most");
  if (provider.model.empty()) return refuse("name its model");
  if (provider.url.size() > kMaxUrlBytes || hostOf(provider.url).empty())
    return refuse("url is no http or https address");
  if (authorityOf(provider.url).find('@') != std::string_view::npos)
    return refuse("url must not hold a name or password; use key_env or key_file");
  if (provider.url.find_first_of(" \t\r\n?#") != std::string::npos) return refuse("url must be a plain address");
  const bool hasKey = !provider.keyVariable.empty() || !provider.keyFile.empty();
  if (hasKey && provider.url.starts_with("http://") && !isLoopback(provider.url))
    return refuse("a key goes over https only; use an https address");
  if (!provider.keyVariable.empty() && !provider.keyFile.empty()) return refuse("give key_env or key_file, not both");
  if (provider.limits.tokensARequest < 1 || provider.limits.tokensADay < 1 || provider.concurrent < 1 ||
      provider.patience.attempts < 1)
    return refuse("limits must be 1 or more");
  return {};
}

}  // namespace amuse::llm
