/* Between the workspace and the drafts being edited only. Main thread. */
#pragma once

#include "workspace/attest-open-draft.h"

G_BEGIN_DECLS

/* @open_drafts: of AttestOpenDraft, not owned. */
void attest_open_drafts_flush (GPtrArray *open_drafts, const char *id);
gboolean attest_open_draft_is_unsaved (AttestOpenDraft *self);

G_END_DECLS
