// libyaml for Swift: readers for the members of the event union, which Swift would copy as a whole.
#pragma once
#include <yaml.h>

static inline const yaml_char_t *cyaml_scalar_value(const yaml_event_t *e) { return e->data.scalar.value; }
static inline size_t cyaml_scalar_length(const yaml_event_t *e) { return e->data.scalar.length; }
static inline const char *cyaml_scalar_anchor(const yaml_event_t *e) { return (const char *)e->data.scalar.anchor; }
static inline const char *cyaml_scalar_tag(const yaml_event_t *e) { return (const char *)e->data.scalar.tag; }
static inline int cyaml_scalar_is_plain_implicit(const yaml_event_t *e) { return e->data.scalar.plain_implicit; }
static inline const char *cyaml_alias_anchor(const yaml_event_t *e) { return (const char *)e->data.alias.anchor; }
static inline const char *cyaml_sequence_anchor(const yaml_event_t *e) {
  return (const char *)e->data.sequence_start.anchor;
}
static inline const char *cyaml_mapping_anchor(const yaml_event_t *e) {
  return (const char *)e->data.mapping_start.anchor;
}
