/* AttestPageCache: some pages of a long list: those that were used last. Main thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  guint number;
  GPtrArray *rows;           /* of owned items */
  GCancellable *cancellable; /* (nullable): until it is loaded; cancelled when it is dropped */
  gboolean is_waiting;       /* nobody has begun to load it */
  GList link;                /* the cache's */
} AttestPage;

typedef struct _AttestPageCache AttestPageCache;

AttestPageCache *attest_page_cache_new (guint most);
void attest_page_cache_free (AttestPageCache *self);
AttestPage *attest_page_cache_add (AttestPageCache *self, guint number, GPtrArray *rows);
AttestPage *attest_page_cache_find (AttestPageCache *self, guint number);
AttestPage *attest_page_cache_find_waiting (AttestPageCache *self);
void attest_page_cache_drop (AttestPageCache *self, AttestPage *page);
GArray *attest_page_cache_clear (AttestPageCache *self);

G_END_DECLS
