#include "app/senses.h"

#include <algorithm>

#include "inspire/picture_reader.h"
#include "inspire/sound_reader.h"
#include "transcribe/transcriber.h"

namespace amuse::app {

Senses::Senses(std::filesystem::path home, std::size_t keep) : home_(std::move(home)), keep_(keep) {}
Senses::~Senses() = default;

namespace {

/// Opens what is not open yet.
template <typename Reader>
Result<const Reader*> opened(std::unique_ptr<const Reader>& kept, const std::filesystem::path& home) {
  if (!kept) {
    auto reader = Reader::open(home);
    if (!reader) return tl::unexpected(reader.error());
    kept = std::make_unique<const Reader>(*std::move(reader));
  }
  return kept.get();
}

}  // namespace

Result<const inspire::PictureReader*> Senses::pictures() {
  const std::scoped_lock lock(mutex_);
  return opened(pictures_, home_);
}

Result<const inspire::SoundReader*> Senses::sounds() {
  const std::scoped_lock lock(mutex_);
  return opened(sounds_, home_);
}

Result<const transcribe::Transcriber*> Senses::transcriber() {
  const std::scoped_lock lock(mutex_);
  return opened(transcriber_, home_);
}

Result<Senses::Lease> Senses::media() {
  {
    const std::scoped_lock lock(mutex_);
    if (!idle_.empty()) {
      Lease lease(*this, std::move(idle_.back()));
      idle_.pop_back();
      return lease;
    }
  }
  auto client = media::MediaClient::start();
  if (!client) return tl::unexpected(client.error());
  return Lease(*this, *std::move(client));
}

std::shared_ptr<const MediaReadings> Senses::recall(const std::string& id) {
  const std::scoped_lock lock(mutex_);
  const auto at =
      std::find_if(remembered_.begin(), remembered_.end(), [&](const auto& one) { return one.first == id; });
  if (at == remembered_.end()) return nullptr;
  remembered_.splice(remembered_.begin(), remembered_, at);
  return at->second;
}

void Senses::remember(const std::string& id, std::shared_ptr<const MediaReadings> readings) {
  const std::scoped_lock lock(mutex_);
  std::erase_if(remembered_, [&](const auto& one) { return one.first == id; });
  remembered_.emplace_front(id, std::move(readings));
  if (remembered_.size() > kMostRemembered) remembered_.pop_back();
}

Senses::Lease::~Lease() {
  if (owner_ == nullptr) return;
  const std::scoped_lock lock(owner_->mutex_);
  if (owner_->idle_.size() < owner_->keep_) owner_->idle_.push_back(std::move(client_));
}

}  // namespace amuse::app
