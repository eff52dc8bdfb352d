#pragma once

#include <filesystem>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "inspire/blend.h"
#include "media/media_client.h"

namespace amuse::inspire {
class PictureReader;
class SoundReader;
}  // namespace amuse::inspire
namespace amuse::transcribe {
class Transcriber;
}

/// What pictures and sounds are read with, opened once and shared: a server keeps it, a command uses it once.
namespace amuse::app {

/// What one text, picture or sound says: a reading, and for a picture with words another of these, with their shares.
using MediaReadings = std::vector<inspire::WeighedBrief>;

/// Thread-safe. Opens each of them with the first call that needs it, and keeps media processes warm between calls.
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
  [[nodiscard]] Result<const transcribe::Transcriber*> transcriber();

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

  static constexpr std::size_t kMostRemembered = 256;
  /// What was remembered of a text or file; null when nothing was, or others have taken its place since.
  /// @param id  Names the content: the same id is the same bytes for ever.
  [[nodiscard]] std::shared_ptr<const MediaReadings> recall(const std::string& id);
  /// Keeps what it says; of more than kMostRemembered the one not asked for longest goes.
  void remember(const std::string& id, std::shared_ptr<const MediaReadings> readings);

 private:
  std::filesystem::path home_;
  std::size_t keep_;
  std::mutex mutex_;
  std::unique_ptr<const inspire::PictureReader> pictures_;
  std::unique_ptr<const inspire::SoundReader> sounds_;
  std::unique_ptr<const transcribe::Transcriber> transcriber_;
  std::vector<media::MediaClient> idle_;
  std::list<std::pair<std::string, std::shared_ptr<const MediaReadings>>> remembered_;  ///< Newest first.
};

}  // namespace amuse::app
