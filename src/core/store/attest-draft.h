/* AttestDraft: a draft as lists show it. The record itself is loaded when it is opened.
 * Main thread; every property notifies. */
#pragma once

#include "model/attest-record.h"
#include "service/attest-service.h"
#include "store/attest-submission.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_DRAFT (attest_draft_get_type ())
G_DECLARE_FINAL_TYPE (AttestDraft, attest_draft, ATTEST, DRAFT, GObject)

/* What was last done with a draft's content. */
const char *attest_draft_get_id (AttestDraft *self);
const AttestSchema *attest_draft_get_schema (AttestDraft *self);
const char *
attest_draft_get_title (AttestDraft *self); /* property "title": number or name, "" while none */
const char *
attest_draft_get_entity (AttestDraft *self); /* "entity": entity name; program name of a form */
const char *
attest_draft_get_entity_id (AttestDraft *self); /* "entity-id": the entity's unique id */
const char *attest_draft_get_status (
    AttestDraft *self); /* "status": wire value of the status or the form's type */
const char *
attest_draft_get_search_text (AttestDraft *self);    /* folded with attest_text_fold_for_search() */
guint attest_draft_get_n_errors (AttestDraft *self); /* "n-errors" */
guint attest_draft_get_n_warnings (AttestDraft *self); /* "n-warnings" */
gint64 attest_draft_get_changed (AttestDraft *self);   /* "changed": microseconds since 1970, UTC */
/* The newest submission made from it: "last-state", "last-environment"; NONE while there is none.
 */
AttestState attest_draft_get_last_state (AttestDraft *self);
AttestEnvironment attest_draft_get_last_environment (AttestDraft *self);
gint64 attest_draft_get_last_sent (AttestDraft *self);            /* when; 0: never */
gboolean attest_draft_get_changed_since_sent (AttestDraft *self); /* "changed-since-sent" */

G_END_DECLS
