/* AttestOpenDraft: a draft while it is being edited: its record, undo, problems, and the saving of
 * it as it is typed. An editor window shows one; there is no window in here. Main thread.
 *
 * Saved 0.8 s after the last edit and at most 2.5 s after the first unsaved one, so that it is
 * durable 1 s and 3 s after them. */
#pragma once

#include "model/attest-undo.h"
#include "workspace/attest-workspace.h"

G_BEGIN_DECLS

typedef enum
{
  ATTEST_SAVE_NOTHING, /* nothing was edited yet */
  ATTEST_SAVE_PENDING,
  ATTEST_SAVE_DONE,
  ATTEST_SAVE_FAILED,
} AttestSaveState;

#define ATTEST_TYPE_OPEN_DRAFT (attest_open_draft_get_type ())
G_DECLARE_FINAL_TYPE (AttestOpenDraft, attest_open_draft, ATTEST, OPEN_DRAFT, GObject)

/* @draft NULL: a new one, which gets its row with the first edit. @record is used itself, not
 * copied. */
AttestOpenDraft *
attest_open_draft_new (AttestWorkspace *workspace, AttestDraft *draft, AttestRecord *record);

AttestRecord *attest_open_draft_get_record (AttestOpenDraft *self);
AttestUndo *attest_open_draft_get_undo (AttestOpenDraft *self);
AttestDraft *attest_open_draft_get_draft (AttestOpenDraft *self); /* "draft" (nullable) */
/* What another process made of the draft while it was edited here: then this goes on as a copy, and
 * nothing of either is lost. What it changes while nothing is unsaved here is taken over. */
AttestDraft *attest_open_draft_get_other (AttestOpenDraft *self); /* "other" (nullable) */
GListModel *attest_open_draft_get_problems (
    AttestOpenDraft *self); /* of AttestProblem, refusals and then the worst first, in field order;
                               always current */
AttestSubmission *
attest_open_draft_get_refused (AttestOpenDraft *self); /* (nullable): what refusals speak of */
guint
attest_open_draft_count_refused (AttestOpenDraft *self); /* fields that hold what was refused */
AttestProblem *attest_open_draft_find_refused_design (AttestOpenDraft *self);
/* Nothing is said against what was not entered yet, until sending is tried. */
gboolean attest_open_draft_is_quiet (AttestOpenDraft *self, AttestProblem *problem);
guint attest_open_draft_count_quiet (AttestOpenDraft *self); /* "13 required fields left" */
void attest_open_draft_set_tried (AttestOpenDraft *self);
AttestSaveState attest_open_draft_get_save_state (AttestOpenDraft *self); /* "save-state" */
gint64 attest_open_draft_get_saved_at (AttestOpenDraft *self); /* "saved-at" microseconds, UTC */
const char *attest_open_draft_get_save_error (AttestOpenDraft *self); /* "save-error" (nullable) */
gboolean
attest_open_draft_apply_fix (AttestOpenDraft *self, AttestProblem *problem); /* one undo step */

/* What a new one begins with is kept as if it had just been typed. */
void attest_open_draft_keep (AttestOpenDraft *self);
/* Writes now; finishes when it is durable. For closing windows and before sending. */
void attest_open_draft_save_async (AttestOpenDraft *self,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean
attest_open_draft_save_finish (AttestOpenDraft *self, GAsyncResult *result, GError **error);

/* Signal "problems-changed": after every edit, once problems are current.
 * Construct properties "idle-delay", "ceiling-delay", "retry-delay" (guint, milliseconds): when to
 * save after the last edit, after the first unsaved one, and after a failure. */

G_END_DECLS
