/* Between the files that write submissions. */
#pragma once

#include "store/attest-submissions-table.h"

G_BEGIN_DECLS

#define ATTEST_OPEN_STATES "('queued', 'sending', 'unknown')"

char *attest_submissions_make_search (const char *title,
                                      const char *entity,
                                      const char *entity_id,
                                      const char *id,
                                      const char *remote_id,
                                      const char *message);
gboolean attest_submissions_add_event (AttestDb *db,
                                       const char *id,
                                       AttestState from,
                                       AttestState to,
                                       const char *note,
                                       gint64 now,
                                       GError **error);

G_END_DECLS
