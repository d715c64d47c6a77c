/* What follows from drafts and submissions and is kept so that lists need not find it out: what
 * stands where (`published`), what lists show of a draft (`listed`), how a draft stands in each
 * environment (`standing`), and which texts were used how often (attest-own-texts.h). None of it is
 * the truth; all of it can be made again at any time. For the files of the store. Thread: the
 * store's, inside a call. */
#pragma once

#include "store/attest-db.h"
#include "store/attest-draft.h"

G_BEGIN_DECLS

/* Called by whatever writes, in its transaction. */
gboolean attest_projection_write_draft (AttestDb *db, const AttestDraftRow *row, GError **error);
gboolean attest_projection_restore_draft (AttestDb *db, const char *id, GError **error);
gboolean attest_projection_follow (AttestDb *db, const char *submission_id, GError **error);
gboolean attest_projection_follow_all (AttestDb *db, GPtrArray **rows, GError **error);
gboolean attest_projection_move_host (AttestDb *db,
                                      const AttestService *service,
                                      AttestEnvironment environment,
                                      GError **error);

/* Making it again, step by step. */
gboolean attest_projection_restart (AttestDb *db, GError **error);
gboolean
attest_projection_step (AttestDb *db, GPtrArray *draft_ids, gboolean *is_done, GError **error);

G_END_DECLS
