// Many files in one call: each is worked on by one thread, and answers stand where their files stand.
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <set>
#include <span>
#include <thread>

#include "api/calls.h"
#include "api/guard.h"
#include "api/handles.h"

using namespace imprint;
using namespace imprint::api;

namespace {

using Work = std::function<Status(const imprint_context& worker, const imprint_batch_item& item, imprint_byte_view file, Output& out)>;

// The caller's structs may be longer than ours: each says how far it is to the next.
class Items {
 public:
  Items(imprint_batch_item* first, size_t count) : bytes_(reinterpret_cast<uint8_t*>(first)), count_(count) {}
  size_t count() const { return count_; }
  imprint_batch_item& operator[](size_t i) const {
    return *reinterpret_cast<imprint_batch_item*>(bytes_ + i * reinterpret_cast<const imprint_batch_item*>(bytes_)->struct_size);
  }

 private:
  uint8_t* bytes_;
  size_t count_;
};

// A struct that is shorter than this library's has no room for an answer: the whole of it is version 0.1's.
Status check_items(imprint_batch_item* first, size_t count) {
  if (count == 0) return {};
  IMPRINT_RETURN_IF_ERROR(require(first != nullptr, "items is NULL, count is not 0"));
  const uint32_t size = first->struct_size;
  if (size < sizeof(imprint_batch_item) || size > kMaxStructBytes || size % 8 != 0)
    return {Code::kInvalidArgument, "items[0].struct_size is " + std::to_string(size) + "; use its _INIT macro"};
  const Items items(first, count);
  for (size_t i = 0; i < count; ++i) {
    const imprint_batch_item& item = items[i];
    const std::string name = "items[" + std::to_string(i) + "]";
    if (item.struct_size != size) return {Code::kInvalidArgument, name + ".struct_size is not that of the first"};
    IMPRINT_RETURN_IF_ERROR(read_options(&item, name.c_str()).status());
    IMPRINT_RETURN_IF_ERROR(reserved_zero(item.reserved, name.c_str()));
    if (item.out.data != nullptr || item.report != nullptr)
      return {Code::kInvalidArgument, name + " still holds an output or a report: free it, and begin with the _INIT macro"};
  }
  return {};
}

std::string same_name(imprint_text path) {
  std::error_code ignored;
  const std::filesystem::path plain(to_string(path));
  const auto whole = std::filesystem::weakly_canonical(plain, ignored);
  return ignored ? plain.lexically_normal().string() : whole.string();
}

class Batch {
 public:
  Batch(const imprint_context& context, Items items, imprint_existing existing, bool writes, Work work)
      : context_(context), items_(items), existing_(existing), writes_(writes), work_(std::move(work)), progress_(begin_call(context).progress) {}

  Status run() {
    refuse_twins();
    std::vector<std::thread> threads;
    const size_t wanted = std::min<size_t>(context_.threads, items_.count());
    try {
      while (threads.size() + 1 < wanted) threads.emplace_back([this] { take_items(false); });
    } catch (const std::system_error&) {  // the system has no more threads to give
    }
    take_items(true);
    wait_for_others();
    for (std::thread& thread : threads) thread.join();
    return progress_.is_cancelled() ? Progress::cancelled() : Status();
  }

 private:
  // Of outputs with one name the first is written.
  void refuse_twins() {
    if (!writes_) return;
    std::set<std::string> names;
    twins_.resize(items_.count());
    for (size_t i = 0; i < items_.count(); ++i)
      if (present(items_[i].out_path)) twins_[i] = !names.insert(same_name(items_[i].out_path)).second;
  }

  void take_items(bool callers_thread) {
    imprint_context worker;
    worker.held = context_.held;
    worker.follows = &context_.cancelled;
    for (size_t i; (i = next_++) < items_.count();) {
      imprint_batch_item& item = items_[i];
      if (progress_.is_cancelled()) {
        fail(&item.error, IMPRINT_ERR_CANCELLED, Progress::cancelled().message());
      } else {
        guard(&item.error, [&] { return work_on(worker, item, i); });
      }
      {
        const std::lock_guard lock(mutex_);
        ++done_;
      }
      changed_.notify_one();
      if (callers_thread) tell();
    }
  }

  Status work_on(const imprint_context& worker, imprint_batch_item& item, size_t number) const {
    std::string to;
    if (writes_ && present(item.out_path)) {
      IMPRINT_ASSIGN_OR_RETURN(to, to_path(item.out_path, "out_path"));
      if (twins_[number]) return {Code::kFileExists, to + ": is the output of another file of this batch"};
      IMPRINT_RETURN_IF_ERROR(check_out_path(to, existing_));
    }
    Bytes read;
    imprint_byte_view file = item.file;
    if (present(item.path)) {
      IMPRINT_ASSIGN_OR_RETURN(const std::string from, to_path(item.path, "path"));
      IMPRINT_ASSIGN_OR_RETURN(read, read_path(from, context_.held->limits.max_file_bytes));
      file = api::to_view(read);
    }
    Output out;
    IMPRINT_RETURN_IF_ERROR(work_(worker, item, file, out));
    if (!to.empty() && out.bytes.data != nullptr)
      IMPRINT_RETURN_IF_ERROR(write_path(to, ByteView(out.bytes.data, out.bytes.size), existing_));
    else
      item.out = std::exchange(out.bytes, {nullptr, 0});
    item.report = std::exchange(out.report, nullptr);
    return {};
  }

  // Callbacks are called by the caller's thread alone.
  void tell() {
    size_t done;
    {
      const std::lock_guard lock(mutex_);
      done = done_;
    }
    (void)progress_.reach(static_cast<double>(done) / static_cast<double>(items_.count()));
  }

  void wait_for_others() {
    for (size_t seen = 0; seen < items_.count();) {
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return done_ > seen; });
        seen = done_;
      }
      tell();
    }
  }

  const imprint_context& context_;
  const Items items_;
  const imprint_existing existing_;
  const bool writes_;
  const Work work_;
  const Progress progress_;
  std::vector<bool> twins_;
  std::atomic<size_t> next_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
  size_t done_ = 0;
};

Status run_batch(const imprint_context* context, imprint_batch_item* items, size_t count, imprint_existing existing, bool writes, Work work) {
  IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
  IMPRINT_RETURN_IF_ERROR(check_existing(existing));
  IMPRINT_RETURN_IF_ERROR(check_items(items, count));
  return count == 0 ? Status() : Batch(*context, Items(items, count), existing, writes, std::move(work)).run();
}

// What the records say of one file stands over what they say of all.
template <typename Options>
Options known_of(Options all, const imprint_batch_item& item) {
  if (!present(item.producer) && !present(item.produce_id)) return all;
  all.producer = item.producer;
  all.produce_id = item.produce_id;
  return all;
}

// Found in one picture, and evidence of no other.
Status no_explicit_label(imprint_text given) {
  return require(to_string(given).empty(), "explicit_label is of one picture, and not for a batch");
}

}  // namespace

extern "C" {

imprint_status imprint_mark_batch(const imprint_context* context, imprint_batch_item* items, size_t count, const imprint_mark_options* options,
                                  imprint_existing existing, imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    IMPRINT_ASSIGN_OR_RETURN(const imprint_mark_options given, read_options(options, "mark options"));
    return run_batch(context, items, count, existing, true, [&](const imprint_context& worker, const imprint_batch_item& item, imprint_byte_view file, Output& out) {
      return mark_file(&worker, file, item.producer, item.produce_id, &given, &out.bytes, &out.report);
    });
  });
}

imprint_status imprint_verify_batch(const imprint_context* context, imprint_batch_item* items, size_t count,
                                    const imprint_verify_options* options, imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    IMPRINT_ASSIGN_OR_RETURN(const imprint_verify_options given, read_options(options, "verify options"));
    IMPRINT_RETURN_IF_ERROR(no_explicit_label(given.explicit_label));
    return run_batch(context, items, count, IMPRINT_EXISTING_KEEP, false,
                     [&](const imprint_context& worker, const imprint_batch_item& item, imprint_byte_view file, Output& out) {
                       const imprint_verify_options own = known_of(given, item);
                       return verify_file(&worker, file, &own, &out.report);
                     });
  });
}

imprint_status imprint_propagate_batch(const imprint_context* context, imprint_batch_item* items, size_t count,
                                       const imprint_propagate_options* options, imprint_existing existing, imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    IMPRINT_ASSIGN_OR_RETURN(const imprint_propagate_options given, read_options(options, "propagate options"));
    IMPRINT_RETURN_IF_ERROR(no_explicit_label(given.explicit_label));
    return run_batch(context, items, count, existing, true, [&](const imprint_context& worker, const imprint_batch_item& item, imprint_byte_view file, Output& out) {
      const imprint_propagate_options own = known_of(given, item);
      return propagate_file(&worker, file, item.propagator, item.propagate_id, &own, &out.bytes, &out.report);
    });
  });
}

}  // extern "C"
