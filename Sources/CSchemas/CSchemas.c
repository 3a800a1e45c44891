#include "CSchemas.h"

// #embed is C23; clang has it in every mode and says so.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char kustomize[] = {
#embed "data/kustomize.bin"
};
const size_t cschemas_kustomize_count = sizeof(kustomize);

static const unsigned char server_side_apply[] = {
#embed "data/server-side-apply.bin"
};
const size_t cschemas_server_side_apply_count = sizeof(server_side_apply);

const unsigned char *cschemas_kustomize_bytes(void) { return kustomize; }
const unsigned char *cschemas_server_side_apply_bytes(void) { return server_side_apply; }
