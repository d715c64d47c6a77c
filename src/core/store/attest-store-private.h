/* Between the store and the watch on its file only. */
#pragma once

#include "store/attest-store.h"

G_BEGIN_DECLS

typedef struct _AttestStoreWatch AttestStoreWatch;

AttestStoreWatch *attest_store_watch_new (AttestStore *store);
void attest_store_watch_looked (AttestStoreWatch *self);
void attest_store_watch_free (AttestStoreWatch *self);

void attest_store_look (AttestStore *self);

G_END_DECLS
