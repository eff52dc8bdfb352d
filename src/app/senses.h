#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "base/result.h"
#include "media/media_client.h"

namespace amuse::inspire {
class PictureReader;
class SoundReader;
}  // namespace amuse::inspire

/// What pictures and sounds are read with, opened once and shared: a server keeps it, a command uses it once.
namespace amuse::app {

/// Thread-safe. Opens each reader with the first call that needs it, and keeps media processes warm between calls.
class Senses final {
 public:
  /// @param home  The folder with models/ and data/. @param keep  Media processes to keep when they are not needed.
  explicit Senses(std::filesystem::path home, std::size_t keep = 2);
  Senses(const Senses&) = delete;
  Senses& operator=(const Senses&) = delete;
  ~Senses();

  /// Errors: Unavailable, Parse. The reader lives as long as this object.
  [[nodiscard]] Result<const inspire::PictureReader*> pictures();
  [[nodiscard]] Result<const inspire::SoundReader*> sounds();

  /// A media process for one call's work; give it back with the same call's end.
  class Lease final {
   public:
    Lease(Senses& owner, media::MediaClient client) : owner_(&owner), client_(std::move(client)) {}
    Lease(Lease&& other) noexcept : owner_(std::exchange(other.owner_, nullptr)), client_(std::move(other.client_)) {}
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    [[nodiscard]] media::MediaClient& operator*() noexcept { return client_; }
    [[nodiscard]] media::MediaClient* operator->() noexcept { return &client_; }

   private:
    Senses* owner_;
    media::MediaClient client_;
  };
  /// Errors: Unavailable, Timeout (it does not start).
  [[nodiscard]] Result<Lease> media();

 private:
  std::filesystem::path home_;
  std::size_t keep_;
  std::mutex mutex_;
  std::unique_ptr<const inspire::PictureReader> pictures_;
  std::unique_ptr<const inspire::SoundReader> sounds_;
  std::vector<media::MediaClient> idle_;
};

}  // namespace amuse::app
