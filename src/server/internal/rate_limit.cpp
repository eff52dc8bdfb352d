#include "server/internal/rate_limit.h"

#include <algorithm>

namespace amuse::server {
namespace {
constexpr std::size_t kMaxBuckets = 20000;
}

RateLimit::Bucket& RateLimit::refilled(const std::string& who, double nowSeconds) {
  // Buckets that have filled up again are as good as none.
  if (buckets_.size() >= kMaxBuckets)
    std::erase_if(buckets_, [&](const auto& one) {
      return one.second.tokens + (nowSeconds - one.second.seen) * perSecond_ >= burst_;
    });
  if (buckets_.size() >= kMaxBuckets) buckets_.clear();
  auto [at, isNew] = buckets_.try_emplace(who, Bucket{burst_, nowSeconds});
  Bucket& bucket = at->second;
  bucket.tokens = std::min(burst_, bucket.tokens + (nowSeconds - bucket.seen) * perSecond_);
  bucket.seen = nowSeconds;
  return bucket;
}

double RateLimit::take(const std::string& who, double nowSeconds) {
  if (perSecond_ <= 0) return 0;
  const std::scoped_lock lock(mutex_);
  Bucket& bucket = refilled(who, nowSeconds);
  if (bucket.tokens < 1) return (1 - bucket.tokens) / perSecond_;
  bucket.tokens -= 1;
  return 0;
}

double RateLimit::peek(const std::string& who, double nowSeconds) {
  if (perSecond_ <= 0) return 0;
  const std::scoped_lock lock(mutex_);
  const Bucket& bucket = refilled(who, nowSeconds);
  return bucket.tokens < 1 ? (1 - bucket.tokens) / perSecond_ : 0;
}

}  // namespace amuse::server
