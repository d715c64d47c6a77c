/* What a history asks the database. Every function but the first three runs on the store's thread,
 * inside a job. */
#pragma once

#include "store/attest-db.h"
#include "store/attest-history.h"

G_BEGIN_DECLS

/* A filter with its texts owned and made ready, and the row the counting began at. Counted by
 * reference (g_atomic_rc_box_acquire()); does not change once it has counted. */
typedef struct
{
  char *search;        /* (nullable): folded */
  char *search_before; /* (nullable): folded as earlier versions did, if it differs */
  char *service;
  int environment;
  AttestState state;

  guint n_rows;
  gint64 newest_created; /* rows that came later are not counted */
  char *newest_id;
} AttestHistoryQuery;

AttestHistoryQuery *attest_history_query_new (const AttestHistoryFilter *filter);
void attest_history_query_unref (AttestHistoryQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestHistoryQuery, attest_history_query_unref)
gboolean
attest_history_query_matches (const AttestHistoryQuery *self, AttestSubmission *submission);

gboolean attest_history_query_count (AttestHistoryQuery *self, AttestDb *db, GError **error);
GPtrArray *attest_history_query_read (const AttestHistoryQuery *self,
                                      AttestDb *db,
                                      guint offset,
                                      guint n_rows,
                                      GError **error);

G_END_DECLS
