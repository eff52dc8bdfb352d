#pragma once

#include <cstddef>
#include <functional>

/// Work that is shared with processors nobody else of this program is using just then.
namespace amuse {

/// Calls `work(begin, end)` for stretches that cover [0, count), each once: one on this thread, others on threads of
/// their own while processors are spare. A busy server finds none spare, and each request keeps to its thread.
/// How many stretches there are differs from call to call; results must not depend on it. Returns when all are done.
/// @param work      Called from several threads at once; must not throw.
/// @param smallest  The shortest stretch worth a thread, which costs some 50 microseconds to start. At least 1.
void shareAmongSpareProcessors(std::size_t count, std::size_t smallest,
                               const std::function<void(std::size_t begin, std::size_t end)>& work);

}  // namespace amuse
