/* A draft in words, as the register shows it and as a screen reader says it. Main thread. */
#pragma once

#include "store/attest-draft.h"

G_BEGIN_DECLS

char *attest_draft_dup_name (AttestDraft *draft); /* its title, or what to call it without one */
char *attest_draft_dup_to_do (AttestDraft *draft, gboolean whole); /* (nullable): nothing */

/* What an environment has of it: in a cell, in a sentence, and by icon and colour. */
char *attest_published_describe (const AttestPublished *published);
char *attest_published_explain (const AttestPublished *published, AttestEnvironment environment);
gboolean attest_published_hides (const AttestPublished *published); /* what is accepted */
const char *attest_published_get_icon_name (const AttestPublished *published);   /* (nullable) */
const char *attest_published_get_style_class (const AttestPublished *published); /* (nullable) */

/* @day: as in "2029-03-19"; "" gives "". */
char *attest_day_format_short (const char *day);
char *attest_day_format_full (const char *day);
gboolean attest_day_is_near (const char *day);

char *attest_standards_shorten (const char *standards);

/* All of it that matters, in the order it is looked for. */
char *attest_draft_describe_row (AttestDraft *draft, AttestEnvironment environment);

G_END_DECLS
