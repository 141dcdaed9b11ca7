// Work on many inputs, several at once, told in their order. Nothing here knows what the work is.
#pragma once

#include <CLI/CLI.hpp>
#include <cstddef>
#include <functional>

namespace imprint_cli {

// --jobs, for all work from then on.
void add_jobs_option(CLI::App& app);

// work(i) for each i under `count`, on as many threads as --jobs says; then tell(i), on the caller's thread and in order. work() does not
// throw. No more than a few answers per thread wait for their turn, so memory does not grow with `count`.
void run_in_order(size_t count, const std::function<void(size_t)>& work, const std::function<void(size_t)>& tell);

}  // namespace imprint_cli
