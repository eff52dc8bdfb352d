#pragma once

#include <mutex>
#include <string>
#include <unordered_map>

/// How often somebody may ask: a bucket of tokens each, refilled steadily.
namespace amuse::server {

class RateLimit final {
 public:
  /// @param perSecond  Refill; 0 or below: no limit. @param burst  How many at once.
  RateLimit(double perSecond, double burst) : perSecond_(perSecond), burst_(burst) {}
  /// Takes one token. @return Seconds to wait; 0: granted. @param who  An address or a token's name.
  [[nodiscard]] double take(const std::string& who, double nowSeconds);
  /// Whether one would be granted, without taking it.
  [[nodiscard]] double peek(const std::string& who, double nowSeconds);

 private:
  struct Bucket {
    double tokens = 0, seen = 0;
  };
  [[nodiscard]] Bucket& refilled(const std::string& who, double nowSeconds);
  double perSecond_, burst_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace amuse::server
