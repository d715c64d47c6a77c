/* Recovering what can be read of a damaged database. */
#pragma once

#include "store/sqlite/attest-connection.h"
#include "store/sqlite/attest-pages.h"

G_BEGIN_DECLS

#define ATTEST_SALVAGE_PREFIX "attest-damaged-" /* of the names of damaged files that are kept */

typedef struct
{
  guint n_drafts;
  guint n_submissions;
  guint n_without_request; /* of those: what was to be sent is lost */
  guint n_held;            /* of those: they waited, and are a person's to decide about */
} AttestSalvaged;

gboolean attest_salvage_run (AttestDb *fresh,
                             const AttestPages *pages,
                             AttestSalvaged *salvaged,
                             GError **error);
char *attest_salvage_describe (const AttestSalvaged *salvaged, const char *kept);
gboolean attest_salvage_keep (const char *path, char **kept, GError **error);

G_END_DECLS
