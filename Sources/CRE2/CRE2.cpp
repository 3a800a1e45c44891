#include "CRE2.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <vector>

struct cre2_regex {
  re2::RE2 regex;
  explicit cre2_regex(re2::StringPiece pattern, const re2::RE2::Options &options) : regex(pattern, options) {}
};

cre2_regex *cre2_new(const char *pattern, size_t count, size_t memory, char *error, size_t error_capacity) {
  re2::RE2::Options options;
  if (memory > 0) options.set_max_mem((int64_t)memory);
  options.set_log_errors(false);
  auto *result = new (std::nothrow) cre2_regex(re2::StringPiece(pattern, count), options);
  if (result != nullptr && result->regex.ok()) return result;
  if (error_capacity > 0) {
    std::string reason = result == nullptr ? "out of memory" : result->regex.error();
    size_t length = std::min(reason.size(), error_capacity - 1);
    std::memcpy(error, reason.data(), length);
    error[length] = 0;
  }
  delete result;
  return nullptr;
}

int cre2_group_count(const cre2_regex *regex) { return regex->regex.NumberOfCapturingGroups(); }

const char *cre2_group_name(const cre2_regex *regex, int group) {
  const auto &names = regex->regex.CapturingGroupNames();
  auto found = names.find(group);
  return found == names.end() ? nullptr : found->second.c_str();
}

bool cre2_match(const cre2_regex *regex, const char *text, size_t count, size_t start, cre2_slice *out, int groups) {
  std::vector<re2::StringPiece> found(groups);
  if (!regex->regex.Match(re2::StringPiece(text, count), start, count, re2::RE2::UNANCHORED, found.data(), groups))
    return false;
  for (int i = 0; i < groups; i++) out[i] = {found[i].data(), found[i].size()};
  return true;
}

int cre2_program_size(const cre2_regex *regex) { return regex->regex.ProgramSize(); }

void cre2_delete(cre2_regex *regex) { delete regex; }
