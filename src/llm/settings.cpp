#include "llm/settings.h"

#include <cstdlib>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "base/files.h"

namespace amuse::llm {
namespace {

constexpr std::size_t kMostProviders = 32, kMostValueBytes = 2000;

/// One table being read: every key is taken by name, and what is left over is an error.
class TomlReader {
 public:
  TomlReader(const toml::table& table, std::string path, std::optional<Error>& problem)
      : table_(table), path_(std::move(path)), problem_(problem) {}

  void text(const char* key, std::string& value) {
    const toml::node* node = take(key);
    if (node == nullptr) return;
    const auto found = node->value_exact<std::string>();
    if (!found || found->size() > kMostValueBytes) return refuse(key, "must be a text");
    value = *found;
  }
  void flag(const char* key, bool& value) {
    const toml::node* node = take(key);
    if (node == nullptr) return;
    const auto found = node->value_exact<bool>();
    if (!found) return refuse(key, "must be true or false");
    value = *found;
  }
  void number(const char* key, double& value, double low, double high) {
    const toml::node* node = take(key);
    if (node == nullptr) return;
    const auto found = node->is_number() ? node->value<double>() : std::nullopt;
    if (!found || !(*found >= low && *found <= high))
      return refuse(key, fmt::format("must be a number from {} to {}", low, high));
    value = *found;
  }
  template <typename Integer>
  void whole(const char* key, Integer& value, Integer low, Integer high) {
    const toml::node* node = take(key);
    if (node == nullptr) return;
    const auto found = node->value_exact<std::int64_t>();
    if (!found || *found < low || *found > high)
      return refuse(key, fmt::format("must be a whole number from {} to {}", low, high));
    value = static_cast<Integer>(*found);
  }
  void refuse(std::string_view key, std::string_view what) {
    if (!problem_) problem_ = Error{ErrorCode::InvalidArgument, fmt::format("{}{} {}", path_, key, what), {}};
  }
  /// Names nobody asked for. A secret among them gets a word of its own; what stands there is not repeated.
  void finish() {
    for (const auto& [key, value] : table_) {
      const std::string name(key.str());
      if (known_.contains(name)) continue;
      if (name == "key" || name == "api_key" || name == "token")
        return refuse(name,
                      "does not belong into this file; name a variable (key_env) or a file of mode 0600 (key_file)");
      return refuse(name, "is not known here");
    }
  }

 private:
  const toml::node* take(const char* key) {
    known_.insert(key);
    return table_.get(key);
  }
  const toml::table& table_;
  std::string path_;
  std::optional<Error>& problem_;
  std::set<std::string> known_;
};

void readWaiting(TomlReader& in, Patience& patience) {
  constexpr double kLongest = 3600;
  in.number("connect_seconds", patience.connect, 0.05, kLongest);
  in.number("patience_seconds", patience.firstText, 0.05, kLongest);
  in.number("idle_seconds", patience.idle, 0.05, kLongest);
  in.number("total_seconds", patience.total, 0.05, kLongest);
  in.number("alone_seconds", patience.alone, 0, kLongest);
  in.number("retry_seconds", patience.retrying, 0, kLongest);
  in.whole("attempts", patience.attempts, 1, 20);
}

void readSpending(TomlReader& in, ProviderSettings& provider) {
  constexpr std::int64_t kMostTokens = 1'000'000'000;
  constexpr double kMostMoney = 1e6;
  in.whole<std::int64_t>("tokens_a_request", provider.limits.tokensARequest, 1, kMostTokens);
  in.whole<std::int64_t>("tokens_a_day", provider.limits.tokensADay, 1, kMostTokens);
  in.number("cost_a_request", provider.limits.costARequest, 0, kMostMoney);
  in.number("cost_a_day", provider.limits.costADay, 0, kMostMoney);
  in.number("price_in", provider.priceIn, 0, kMostMoney);
  in.number("price_out", provider.priceOut, 0, kMostMoney);
}

ProviderSettings readProvider(const std::string& name, const toml::table& table, std::optional<Error>& problem) {
  TomlReader in(table, "providers." + name + ".", problem);
  ProviderSettings provider;
  provider.name = name;
  std::string family = "openai";
  in.text("family", family);
  if (const auto known = parseFamily(family))
    provider.family = *known;
  else
    in.refuse("family", "must be openai, anthropic or ollama");
  provider.url = defaultUrl(provider.family);
  in.text("url", provider.url);
  in.text("model", provider.model);
  in.text("key_env", provider.keyVariable);
  in.text("key_file", provider.keyFile);
  in.text("ca_file", provider.caFile);
  in.flag("images", provider.can.images);
  in.flag("audio", provider.can.audio);
  in.flag("schema", provider.can.schema);
  in.whole("concurrent", provider.concurrent, 1, 64);
  in.number("temperature", provider.temperature, 0, 2);
  readSpending(in, provider);
  readWaiting(in, provider.patience);
  in.finish();
  if (!problem)
    if (auto valid = checkProvider(provider); !valid) problem = std::move(valid.error());
  return provider;
}

Settings readDocument(const toml::table& document, std::optional<Error>& problem) {
  Settings settings;
  if (const auto* table = document.get_as<toml::table>("llm")) {
    TomlReader in(*table, "llm.", problem);
    in.text("proposer", settings.proposer);
    in.text("reader", settings.reader);
    in.text("record", settings.record);
    in.text("replay", settings.replay);
    in.finish();
  }
  if (const auto* providers = document.get_as<toml::table>("providers"))
    for (const auto& [key, value] : *providers) {
      const auto* table = value.as_table();
      const bool isRoom = settings.providers.size() < kMostProviders;
      if (table != nullptr && isRoom)
        settings.providers.push_back(readProvider(std::string(key.str()), *table, problem));
      if (problem) break;
      if (table == nullptr || !isRoom)
        problem = Error{ErrorCode::InvalidArgument, "providers holds tables only, [providers.NAME], 32 at most", {}};
    }
  return settings;
}

/// Names in [llm] must be providers.
Result<void> checkNames(const Settings& settings) {
  for (const auto& [role, name] : {std::pair("proposer", &settings.proposer), std::pair("reader", &settings.reader)})
    if (!name->empty() && settings.find(*name) == nullptr)
      return fail(ErrorCode::InvalidArgument,
                  fmt::format("llm.{} names no provider; there must be a [providers.{}]", role, *name));
  return {};
}

std::filesystem::path folderOf(const Environment& environment, const char* variable, const char* underHome) {
  if (const auto folder = environment(variable); !folder.empty()) return std::filesystem::path(folder) / "amuse";
  const auto home = environment("HOME");
  return home.empty() ? std::filesystem::path() : std::filesystem::path(home) / underHome / "amuse";
}

}  // namespace

const ProviderSettings* Settings::find(std::string_view name) const noexcept {
  for (const auto& provider : providers)
    if (provider.name == name) return &provider;
  return nullptr;
}

Result<Settings> parseSettings(std::string_view toml) {
  if (toml.size() > kMaxSettingsBytes) return fail(ErrorCode::TooLarge, "the configuration is over 256 kB");
  std::optional<Error> problem;
  Settings settings;
  try {
    settings = readDocument(toml::parse(toml), problem);
  } catch (const toml::parse_error& error) {
    return fail(ErrorCode::Parse, fmt::format("line {} is no TOML", error.source().begin.line));
  }
  if (problem) return tl::unexpected(*std::move(problem));
  if (auto named = checkNames(settings); !named) return tl::unexpected(named.error());
  return settings;
}

Environment systemEnvironment() {
  return [](const char* name) {
    const char* value = std::getenv(name);
    return std::string(value == nullptr ? "" : value);
  };
}

Result<Settings> withEnvironment(Settings settings, const Environment& environment) {
  const std::string family = environment("AMUSE_LLM_FAMILY"), model = environment("AMUSE_LLM_MODEL");
  if (!model.empty()) {
    ProviderSettings provider;
    provider.name = "env";
    const auto known = parseFamily(family.empty() ? "openai" : family);
    if (!known) return fail(ErrorCode::InvalidArgument, "AMUSE_LLM_FAMILY: " + known.error().message);
    provider.family = *known;
    provider.url = environment("AMUSE_LLM_URL");
    if (provider.url.empty()) provider.url = defaultUrl(provider.family);
    provider.model = model;
    if (!environment("AMUSE_LLM_KEY").empty()) provider.keyVariable = "AMUSE_LLM_KEY";
    if (auto valid = checkProvider(provider); !valid) return tl::unexpected(valid.error());
    std::erase_if(settings.providers, [](const auto& other) { return other.name == "env"; });
    settings.providers.push_back(std::move(provider));
    settings.proposer = "env";
  }
  for (const auto& [variable, role] :
       {std::pair("AMUSE_LLM_PROPOSER", &settings.proposer), std::pair("AMUSE_LLM_READER", &settings.reader)})
    if (const std::string name = environment(variable); !name.empty()) *role = name == "none" ? "" : name;
  if (auto named = checkNames(settings); !named) return tl::unexpected(named.error());
  return settings;
}

std::filesystem::path settingsPath(const Environment& environment) {
  if (const auto path = environment("AMUSE_CONFIG"); !path.empty()) return path;
  const auto folder = folderOf(environment, "XDG_CONFIG_HOME", ".config");
  return folder.empty() ? folder : folder / "amuse.toml";
}

std::filesystem::path stateFolder(const Environment& environment) {
  if (const auto path = environment("AMUSE_STATE"); !path.empty()) return path;
  const auto folder = folderOf(environment, "XDG_STATE_HOME", ".local/state");
  return folder.empty() ? "amuse-state" : folder;
}

Result<Settings> loadSettings(const std::filesystem::path& path, const Environment& environment) {
  std::error_code ignored;
  const bool isNamed = path != settingsPath([&](const char* name) {
                         return std::string_view(name) == "AMUSE_CONFIG" ? std::string() : environment(name);
                       });
  if (path.empty() || !std::filesystem::exists(path, ignored)) {
    if (isNamed && !path.empty())
      return fail(ErrorCode::NotFound, fmt::format("there is no configuration {}", path.string()));
    return withEnvironment({}, environment);
  }
  const auto text = readFile(path, kMaxSettingsBytes);
  if (!text) return tl::unexpected(text.error());
  auto settings = parseSettings(*text);
  if (!settings) return fail(settings.error().code, fmt::format("{}: {}", path.string(), settings.error().message));
  return withEnvironment(*std::move(settings), environment);
}

}  // namespace amuse::llm
