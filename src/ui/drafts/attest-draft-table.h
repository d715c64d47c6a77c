/* AttestDraftTable: a table of drafts of one kind, with as many columns as there is room for and
 * times that stay true. Main thread. */
#pragma once

#include "store/attest-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_DRAFT_TABLE (attest_draft_table_get_type ())
G_DECLARE_FINAL_TYPE (AttestDraftTable, attest_draft_table, ATTEST, DRAFT_TABLE, AdwBin)

/* Once, before anything else. */
void attest_draft_table_set_schema (AttestDraftTable *self, const AttestSchema *schema);
GtkColumnView *attest_draft_table_get_view (AttestDraftTable *self);

G_END_DECLS
