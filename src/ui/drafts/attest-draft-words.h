/* A draft in words, as its row says it. Main thread. */
#pragma once

#include "store/attest-draft.h"

G_BEGIN_DECLS

char *attest_draft_dup_name (AttestDraft *draft); /* its title, or what to call it without one */
const char *attest_draft_get_status_label (AttestDraft *draft); /* (nullable) */
char *attest_draft_dup_problems (AttestDraft *draft);           /* "2 warnings" */
char *attest_problems_describe (guint n_errors, guint n_warnings);

/* Where it was sent last; and that what stands there is not what stands here any more. */
gboolean attest_draft_is_outdated (AttestDraft *draft);
char *attest_draft_describe_place (AttestEnvironment environment, gboolean is_outdated);

G_END_DECLS
