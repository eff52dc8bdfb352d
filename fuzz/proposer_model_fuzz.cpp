// modules: propose
#include <cstring>
#include <string>

#include "propose/builtin_proposer.h"

/// A proposer file with a right checksum but wild contents must be refused or be safe to draw from.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace amuse::propose;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  file::Header header{};
  if (size >= sizeof header) {
    std::memcpy(&header, data, sizeof header);
    header.fileBytes = size;
    header.contentHash = file::contentHash(data + sizeof header, size - sizeof header);
    std::memcpy(bytes.data(), &header, sizeof header);
  }
  auto model = ProposerModel::fromBytes(bytes);
  if (!model) return 0;
  Query query;
  query.slots.resize(4);
  static_cast<void>(BuiltinProposer(std::move(*model)).propose(query, 2, 1, 0));
  return 0;
}
