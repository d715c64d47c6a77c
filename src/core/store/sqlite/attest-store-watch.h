/* Noticing that somebody else wrote to the database of a store. */
#pragma once

#include "store/attest-store.h"

G_BEGIN_DECLS

typedef struct _AttestStoreWatch AttestStoreWatch;

AttestStoreWatch *attest_store_watch_new (AttestStore *store);
void attest_store_watch_looked (AttestStoreWatch *self);
void attest_store_watch_free (AttestStoreWatch *self);

G_END_DECLS
