/* AttestRegisterSearch: one query of a register, as the store's thread answers it: all ids it
 * finds, in their order, and the rows that belong to some of them. A query of AttestPagedList. */
#pragma once

#include "store/attest-db.h"
#include "store/attest-register.h"

G_BEGIN_DECLS

typedef struct
{
  AttestPagedQuery base;
  AttestRegisterQuery what;
  const AttestSchema *schema;
  char *search;     /* (nullable): as typed */
  gboolean is_only; /* nothing is counted but what passes the filter */
  GString *ids;     /* one after the other, each with its end */
  GArray *ends;     /* of guint32: where the next one begins */
} AttestRegisterSearch;

AttestRegisterSearch *
attest_register_search_new (const AttestSchema *schema, const AttestRegisterQuery *what);
void attest_register_search_clear (gpointer search);
gboolean attest_register_search_find (AttestRegisterSearch *self, AttestDb *db, GError **error);
gboolean
attest_register_search_count (gpointer search, gconstpointer before, AttestDb *db, GError **error);
GPtrArray *attest_register_search_read (gconstpointer search,
                                        AttestDb *db,
                                        guint offset,
                                        guint n_rows,
                                        GError **error);
gboolean
attest_register_search_tally (gconstpointer search, AttestDb *db, guint *counts, GError **error);
const char *attest_register_search_get_id (const AttestRegisterSearch *self, guint row);

G_END_DECLS
