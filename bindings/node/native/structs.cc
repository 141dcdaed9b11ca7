// The tables of structs.h at work.
#include "structs.h"

#include <cstring>

#include "jobs.h"

namespace imprint_node {
namespace {

template <typename T>
void store(void* out, const Member& member, T value) {
  static_assert(std::is_trivially_copyable_v<T>);
  std::memcpy(static_cast<uint8_t*>(out) + member.offset, &value, sizeof value);
}

template <typename T>
T load(const void* data, const Member& member) {
  T value;
  std::memcpy(&value, static_cast<const uint8_t*>(data) + member.offset, sizeof value);
  return value;
}

uint32_t flag_from(napi_env env, napi_value value, const char* name) {
  if (type_of(env, value) != napi_boolean) return uint32_from(env, value, name);
  bool out = false;
  check(env, napi_get_value_bool(env, value, &out));
  return out ? 1 : 0;
}

void store_exchange(napi_env env, Job& job, const Member& member, napi_value value, void* out) {
  if (type_of(env, value) != napi_function) throw type_error(std::string(member.name) + " has to be a function");
  const bool sign = std::strcmp(member.name, "sign") == 0;
  auto& signer = *static_cast<imprint_signer*>(out);
  if (signer.user_data == nullptr) signer.user_data = &job.add_signer();
  auto& functions = *static_cast<SignerFunctions*>(signer.user_data);
  check(env, napi_create_reference(env, value, 1, sign ? &functions.sign : &functions.time_stamp));
  store(out, member, sign ? &Job::sign : &Job::time_stamp);
}

void store_member(napi_env env, Job& job, const Member& member, napi_value value, void* out) {
  switch (member.kind) {
    case Kind::kText: store(out, member, job.arena.text(env, value, member.name)); break;
    case Kind::kBytes: store(out, member, job.arena.bytes(env, value, member.name)); break;
    case Kind::kNumbers: store(out, member, job.arena.numbers(env, value, member.name)); break;
    case Kind::kEnum: store(out, member, enumerator_from(env, *member.enumeration, value, member.name)); break;
    case Kind::kDouble: store(out, member, double_from(env, value, member.name)); break;
    case Kind::kFlag: store(out, member, flag_from(env, value, member.name)); break;
    case Kind::kUint32: store(out, member, uint32_from(env, value, member.name)); break;
    case Kind::kUint64:
    case Kind::kWord: store(out, member, uint64_from(env, value, member.name)); break;
    case Kind::kInt64: store(out, member, int64_from(env, value, member.name)); break;
    case Kind::kStruct: store(out, member, fill(env, job, *member.structure, value)); break;
    case Kind::kPresence: store(out, member, uint32_t{1}); break;
    case Kind::kExchange: store_exchange(env, job, member, value, out); break;
    case Kind::kChars:
    case Kind::kUserData: break;
  }
}

bool is_property(const Member& member, const std::string& name) {
  return member.kind != Kind::kPresence && member.kind != Kind::kUserData && name == member.name;
}

void refuse_unknown(napi_env env, const Struct& table, napi_value object) {
  napi_value names = nullptr;
  uint32_t count = 0;
  check(env, napi_get_all_property_names(env, object, napi_key_own_only,
                                         static_cast<napi_key_filter>(napi_key_enumerable | napi_key_skip_symbols),
                                         napi_key_numbers_to_strings, &names));
  check(env, napi_get_array_length(env, names, &count));
  for (uint32_t i = 0; i < count; ++i) {
    napi_value one = nullptr;
    check(env, napi_get_element(env, names, i, &one));
    const std::string name = string_from(env, one, "a property");
    std::string known;
    bool found = false;
    for (size_t row = 0; row < table.count; ++row) {
      const Member& member = table.rows[row];
      found = found || is_property(member, name);
      if (is_property(member, member.name)) known.append(known.empty() ? "" : ", ").append(member.name);
    }
    if (!found) throw type_error(std::string(table.name) + " has no " + name + "; it has " + known);
  }
}

}  // namespace

void fill_into(napi_env env, Job& job, const Struct& table, napi_value object, void* out) {
  const auto size = static_cast<uint32_t>(table.size);
  std::memcpy(out, &size, sizeof size);
  if (type_of(env, object) != napi_object) throw type_error(std::string(table.name) + " has to be an object");
  refuse_unknown(env, table, object);
  for (size_t row = 0; row < table.count; ++row) {
    const Member& member = table.rows[row];
    if (member.kind == Kind::kUserData) continue;
    const napi_value value = property(env, object, member.name);
    if (!is_absent(env, value)) store_member(env, job, member, value, out);
  }
}

void* fill(napi_env env, Job& job, const Struct& table, napi_value object) {
  if (is_absent(env, object)) return nullptr;
  void* out = job.arena.zeroed(table.size);
  fill_into(env, job, table, object, out);
  return out;
}

napi_value enumerator(napi_env env, const Enumeration& enumeration, int value) {
  for (size_t row = 0; row < enumeration.count; ++row)
    if (enumeration.rows[row].value == value) return js_string(env, enumeration.rows[row].name);
  return js_number(env, value);
}

int enumerator_from(napi_env env, const Enumeration& enumeration, napi_value value, const char* name) {
  if (type_of(env, value) == napi_number) return static_cast<int>(uint32_from(env, value, name));
  const std::string word = string_from(env, value, name);
  std::string known;
  for (size_t row = 0; row < enumeration.count; ++row) {
    if (word == enumeration.rows[row].name) return enumeration.rows[row].value;
    known.append(known.empty() ? "" : ", ").append(enumeration.rows[row].name);
  }
  throw range_error(std::string(name) + " is one of " + known + ", not " + word);
}

napi_value shown(napi_env env, const Struct& table, const void* data) {
  napi_value out = js_object(env);
  for (size_t row = 0; row < table.count; ++row) {
    const Member& member = table.rows[row];
    napi_value value = nullptr;
    switch (member.kind) {
      case Kind::kEnum: value = enumerator(env, *member.enumeration, load<int>(data, member)); break;
      case Kind::kDouble: value = js_number(env, load<double>(data, member)); break;
      case Kind::kFlag: value = js_bool(env, load<uint32_t>(data, member) != 0); break;
      case Kind::kUint32: value = js_number(env, load<uint32_t>(data, member)); break;
      case Kind::kUint64: value = js_number(env, static_cast<double>(load<uint64_t>(data, member))); break;
      case Kind::kInt64: value = js_number(env, static_cast<double>(load<int64_t>(data, member))); break;
      case Kind::kWord: value = js_bigint(env, load<uint64_t>(data, member)); break;
      case Kind::kChars: {
        const char* text = static_cast<const char*>(data) + member.offset;
        value = js_string(env, text, strnlen(text, member.size));
        break;
      }
      default: continue;
    }
    set(env, out, member.name, value);
  }
  return out;
}

}  // namespace imprint_node
