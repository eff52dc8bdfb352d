#pragma once

namespace amuse::media {

/// Becomes Tesseract: takes a grey map from the socket as standard input, gives its table of words there as standard
/// output, confined by resource limits and a filter that stays on through the change of program.
/// @param tesseract  The program. @return Only when it could not be started: the exit status.
[[nodiscard]] int becomeTesseract(int socket, const char* tesseract);

}  // namespace amuse::media
