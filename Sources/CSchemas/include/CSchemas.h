// Tables of how lists and maps of Kubernetes kinds merge; scripts/generate-schemas.py writes them and says how they
// are laid out.
#pragma once
#include <stddef.h>

/// By kustomize's rules: patch strategies and merge keys of Kubernetes 1.21.2.
const unsigned char *cschemas_kustomize_bytes(void);
extern const size_t cschemas_kustomize_count;

/// By server-side apply's rules: list types, list keys and map types of Kubernetes 1.36.
const unsigned char *cschemas_server_side_apply_bytes(void);
extern const size_t cschemas_server_side_apply_count;
