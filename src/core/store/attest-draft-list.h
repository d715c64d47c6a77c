/* AttestDraftList: a GListModel of AttestDraft, the one changed last first. */
#pragma once

#include "store/attest-draft.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_DRAFT_LIST (attest_draft_list_get_type ())
G_DECLARE_FINAL_TYPE (AttestDraftList, attest_draft_list, ATTEST, DRAFT_LIST, GObject)

AttestDraftList *attest_draft_list_new (void);
void attest_draft_list_fill (AttestDraftList *self, GPtrArray *drafts);
void attest_draft_list_freeze (AttestDraftList *self);
void attest_draft_list_thaw (AttestDraftList *self);
void attest_draft_list_put (AttestDraftList *self, AttestDraft *draft);
gboolean attest_draft_list_remove (AttestDraftList *self, AttestDraft *draft);
gboolean attest_draft_list_contains (AttestDraftList *self, AttestDraft *draft);

G_END_DECLS
