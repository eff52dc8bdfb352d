# Quicker builds where the tools are at hand; nothing depends on them.
include_guard(GLOBAL)

find_program(AMUSE_CCACHE ccache)
if(AMUSE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${AMUSE_CCACHE})
endif()

find_program(AMUSE_MOLD mold)
if(AMUSE_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
