/* AttestDraftTrash: deleting drafts with undo. Main thread. */
#pragma once

#include "attest-window.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_DRAFT_TRASH (attest_draft_trash_get_type ())
G_DECLARE_FINAL_TYPE (AttestDraftTrash, attest_draft_trash, ATTEST, DRAFT_TRASH, GObject)

AttestDraftTrash *attest_draft_trash_new (AttestWorkspace *workspace);
void attest_draft_trash_add (AttestDraftTrash *self, AttestWindow *window, const char *const *ids);
void attest_draft_trash_undo (AttestDraftTrash *self); /* what its toast offers, if there is one */

G_END_DECLS
