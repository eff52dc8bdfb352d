#pragma once

#include <cstdio>
#include <cstdlib>

/// Stops the program when an invariant is broken, also in release. For programmer mistakes only: nothing a user
/// types or uploads may reach it.
#define AMUSE_ASSERT(condition)                                                                      \
  do {                                                                                               \
    if (!(condition)) {                                                                              \
      std::fprintf(stderr, "amuse: broken invariant: %s (%s:%d)\n", #condition, __FILE__, __LINE__); \
      std::abort();                                                                                  \
    }                                                                                                \
  } while (false)
