/* AttestDraftTrash: deleting drafts with undo. Main thread. */
#pragma once

#include "workspace/attest-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_DRAFT_TRASH (attest_draft_trash_get_type ())
G_DECLARE_FINAL_TYPE (AttestDraftTrash, attest_draft_trash, ATTEST, DRAFT_TRASH, GObject)

/* Signal "offered" (AdwToast): is to be shown, and brings back what was deleted last. */
AttestDraftTrash *attest_draft_trash_new (AttestWorkspace *workspace);
void attest_draft_trash_add (AttestDraftTrash *self, const char *const *ids);
void attest_draft_trash_undo (AttestDraftTrash *self); /* what its toast offers, if there is one */

G_END_DECLS
