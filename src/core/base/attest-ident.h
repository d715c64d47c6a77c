/* Identities and moments: text ids that sort by time, and UTC times as they are stored. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *attest_ident_new (void);
char *attest_time_format (gint64 microseconds);

G_END_DECLS
