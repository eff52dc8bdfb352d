#include "media/process/requests.h"

namespace amuse::media {

Result<std::string> answerProbe(const std::string&, FrameChannel&) {
  return fail(ErrorCode::Unsupported, "the media process has no answer to that request");
}

}  // namespace amuse::media
