/* Texts that own records have used: what completes a text of the same pool (see AttestField). They
 * follow from what was accepted, like all of attest-projection.h. */
#pragma once

#include "store/attest-store.h"
#include "store/attest-submissions.h"

G_BEGIN_DECLS

/* On the store's thread, inside a call. */
gboolean attest_own_texts_count (AttestDb *db,
                                 const AttestSubmissionRow *row,
                                 AttestRecord *record,
                                 GError **error);

/* On the main thread. */
typedef struct
{
  char *text;
  guint n;           /* how many accepted submissions had it */
  guint n_drafts;    /* where there were none: how many of the drafts changed last have it */
  gboolean is_begun; /* it begins with what was typed */
} AttestOwnText;

typedef struct
{
  const AttestSchema *schema; /* of the record it is for */
  const char *pool;           /* of the field */
  const char *typed;          /* "": the best of all */
  const char *const *without; /* (nullable): texts that are not wanted, however they are written */
} AttestOwnTextQuery;

void attest_own_texts_find_async (AttestStore *store,
                                  const AttestOwnTextQuery *query,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *attest_own_texts_find_finish (AttestStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
