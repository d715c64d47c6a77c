/* The tables `drafts` and `purged_drafts`. Every function runs on the store's thread, inside a job.
 */
#pragma once

#include "store/attest-db.h"
#include "store/attest-draft-private.h"

G_BEGIN_DECLS

/* What can be done to several drafts at once. */
typedef enum
{
  ATTEST_DRAFTS_DELETE,
  ATTEST_DRAFTS_RESTORE,
  ATTEST_DRAFTS_PURGE, /* only those that are deleted */
} AttestDraftsChange;

GPtrArray *attest_drafts_table_list (AttestDb *db, gint64 after_revision, GError **error);
GPtrArray *attest_drafts_table_list_purged (AttestDb *db, gint64 after_revision, GError **error);
AttestDraftRow *attest_drafts_table_load (AttestDb *db, const char *id, GError **error);
char *attest_drafts_table_load_record (AttestDb *db,
                                       const char *id,
                                       const AttestSchema **schema,
                                       GError **error);
gboolean attest_drafts_table_is_other (AttestDb *db,
                                       const AttestDraftRow *row,
                                       gint64 based_on,
                                       gboolean *other,
                                       GError **error);
gboolean attest_drafts_table_save (AttestDb *db, const AttestDraftRow *row, GError **error);
gboolean attest_drafts_table_change (AttestDb *db,
                                     const char *const *ids,
                                     AttestDraftsChange change,
                                     gint64 now,
                                     GError **error);
gboolean attest_drafts_table_purge_old (AttestDb *db, gint64 before, GError **error);

G_END_DECLS
