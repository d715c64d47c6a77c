/* Between the store, the watch on its file and its table of submissions only. */
#pragma once

#include "store/attest-store.h"

G_BEGIN_DECLS

typedef struct _AttestStoreWatch AttestStoreWatch;

AttestStoreWatch *attest_store_watch_new (AttestStore *store);
void attest_store_watch_looked (AttestStoreWatch *self);
void attest_store_watch_free (AttestStoreWatch *self);

void attest_store_look (AttestStore *self);
void attest_store_set_notice (AttestStore *self, const char *notice);

GHashTable *attest_store_make_submissions (void);
GHashTable *attest_store_get_submissions (AttestStore *self);
void attest_store_emit_submissions_changed (AttestStore *self, GPtrArray *submissions);

G_END_DECLS
