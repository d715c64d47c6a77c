/* AttestDraftsPage: the drafts of one kind, as a table. A page of the main window. Main thread. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_DRAFTS_PAGE (attest_drafts_page_get_type ())
G_DECLARE_FINAL_TYPE (AttestDraftsPage, attest_drafts_page, ATTEST, DRAFTS_PAGE, AdwBin)

GtkWidget *attest_drafts_page_new (AttestApplication *application, const AttestSchema *schema);
void attest_drafts_page_select (AttestDraftsPage *self, GPtrArray *drafts);

G_END_DECLS
