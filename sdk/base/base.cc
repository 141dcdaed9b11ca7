// Compiles the headers of this room once on their own; they hold no code that needs a home.
#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"
