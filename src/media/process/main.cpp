#include "media/child_process.h"
#include "media/frame_channel.h"
#include "media/process/audio_decoder.h"
#include "media/process/requests.h"
#include "media/process/sandbox.h"
#include "media/process/sound_font.h"
#include "media/process/text_task.h"

#include <cstdlib>

/// The media process: holds the libraries that make sound, confined, spoken to over one socket. Started by MediaClient.
int main() {
  using namespace amuse;
  using namespace amuse::media;
  dropInheritance(kChildSocket);
  if (const char* tesseract = std::getenv("AMUSE_READ_TEXT"))  // NOLINT(concurrency-mt-unsafe): one thread so far
    return becomeTesseract(kChildSocket, tesseract);
  FrameChannel channel(kChildSocket);
  ProcessState state;
  // The one file it ever opens, before it may open none.
  if (auto font = openSoundFont()) {
    state.soundFont = std::move(*font);
  } else {
    state.soundFontProblem = font.error().message;
  }
  prepareAudioDecoding();
  const bool limited = limitResources();
  const bool barred = barSystemCalls().has_value();
  const Hello hello{barred, limited, state.soundFont ? state.soundFont->name : "", state.soundFontProblem};
  if (!channel.send({FrameType::Hello, 0, toPayload(hello)})) return 1;
  return serve(channel, state);
}
