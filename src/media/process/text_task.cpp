#include "media/process/text_task.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>

#include "media/process/sandbox.h"

namespace amuse::media {

int becomeTesseract(int socket, const char* tesseract) {
  // Non-blocking ends would look like the end of the file to it.
  if (::fcntl(socket, F_SETFL, 0) != 0 || ::dup2(socket, 0) != 0 || ::dup2(socket, 1) != 1) return 1;
  (void)::close(socket);
  if (!limitTextReading() || !barWritingAndNetwork()) return 1;
  const std::array<const char*, 7> arguments{tesseract, "stdin", "stdout", "--psm", "11", "tsv", nullptr};
  const std::array<const char*, 3> environment{"LANG=C.UTF-8", "OMP_THREAD_LIMIT=1", nullptr};
  (void)::execve(tesseract, const_cast<char* const*>(arguments.data()), const_cast<char* const*>(environment.data()));
  return 1;
}

}  // namespace amuse::media
