// Structs of the header by tables: options from JavaScript's objects, and results to them. The tables are in
// generated.h.
#pragma once
#include <cstddef>

#include "values.h"

namespace imprint_node {

class Job;

enum class Kind {
  kText,
  kBytes,
  kNumbers,  // an array
  kEnum,
  kDouble,
  kFlag,
  kUint32,
  kUint64,
  kInt64,
  kChars,
  kStruct,
  kWord,      // 64 bits that are no quantity: a BigInt
  kPresence,  // 1 when the property is there, beside the member that holds it
  kExchange,  // a function of JavaScript, called from the worker that runs the call
  kUserData,  // for those functions; no property
};

struct Enumerator {
  const char* name;
  int value;
};

struct Enumeration {
  const char* name;
  const Enumerator* rows;
  size_t count;
};

struct Struct;

struct Member {
  const char* name;
  Kind kind;
  size_t offset;
  size_t size;
  const Enumeration* enumeration;
  const Struct* structure;
};

struct Struct {
  const char* name;
  size_t size;
  const Member* rows;
  size_t count;
};

/// The table of a struct of the header.
template <typename T>
const Struct& table_of();

/// A struct in the job's arena with what the properties of `object` say; NULL for an absent object. A property that
/// there is not is a TypeError that names those that there are.
void* fill(napi_env env, Job& job, const Struct& table, napi_value object);
/// The same into memory of the caller, whose struct_size is set.
void fill_into(napi_env env, Job& job, const Struct& table, napi_value object, void* out);

/// An object with the members of a result.
napi_value shown(napi_env env, const Struct& table, const void* data);

/// The enumerator's name, or the number where this package does not know it.
napi_value enumerator(napi_env env, const Enumeration& enumeration, int value);
/// From a name or a number.
int enumerator_from(napi_env env, const Enumeration& enumeration, napi_value value, const char* name);

}  // namespace imprint_node
