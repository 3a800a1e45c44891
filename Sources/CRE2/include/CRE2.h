// RE2 behind a plain C interface: Swift's C++ interop cannot import a class without copy and move.
#pragma once
#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cre2_regex cre2_regex;

/// A capture: points into the searched text; `data` is NULL where the group took no part.
typedef struct {
  const char *data;
  size_t count;
} cre2_slice;

/// Compiles `pattern`, which may take up to `memory` bytes with all that matching keeps; 0 means RE2's own limit.
/// On failure returns NULL and writes a NUL-terminated reason to `error`.
cre2_regex *cre2_new(const char *pattern, size_t count, size_t memory, char *error, size_t error_capacity);

/// The number of capturing groups, without the whole match.
int cre2_group_count(const cre2_regex *);

/// The name of a group (from 1 on) written `(?P<name>...)`, or NULL; lives as long as the expression.
const char *cre2_group_name(const cre2_regex *, int group);

/// Searches text[start..<count]; fills `groups` slices (the whole match first).
bool cre2_match(const cre2_regex *, const char *text, size_t count, size_t start, cre2_slice *out, int groups);

/// The number of instructions that the pattern became.
int cre2_program_size(const cre2_regex *);

void cre2_delete(cre2_regex *);

#ifdef __cplusplus
}
#endif
