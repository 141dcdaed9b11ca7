# Warnings are errors in this tree; a user's own tree can switch that off.
option(IMPRINT_WERROR "Treat warnings as errors" ON)
add_library(imprint_warnings INTERFACE)
target_compile_options(imprint_warnings INTERFACE -Wall -Wextra -Wpedantic $<$<BOOL:${IMPRINT_WERROR}>:-Werror>)
