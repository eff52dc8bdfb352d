#pragma once

#include <string>

#include "base/result.h"

/// Confining the media process, step by step; each step says whether it holds, because containers may refuse some.
namespace amuse::media {

/// Closes every descriptor above the socket's, and forbids gaining rights and being inspected. Call first.
void dropInheritance(int lastKeptDescriptor) noexcept;

/// Memory (1.5 GB of address space, none under AddressSanitizer), CPU time (one hour in all), no file may be written,
/// no core. @return false when the system refused one of them.
[[nodiscard]] bool limitResources() noexcept;

/// Turns the system-call filter on for every thread, for good: memory, threads of this process, time, and reading and
/// writing what is already open. Opening files, sockets, other processes, executable memory and everything else fail
/// with EPERM. Errors: Unavailable (no seccomp here).
[[nodiscard]] Result<void> barSystemCalls();

/// For a program that reads text in a picture: 1 GB, 20 seconds of processor, no file written, no core.
[[nodiscard]] bool limitTextReading() noexcept;

/// A filter that outlives a change of program: no socket, no other process (threads may be), no opening for writing, no
/// change of files, mounts, users or other processes. Errors: Unavailable (no seccomp here).
[[nodiscard]] Result<void> barWritingAndNetwork();

}  // namespace amuse::media
