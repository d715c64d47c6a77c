/* Recovering what can be read of a damaged database. */
#pragma once

#include "store/attest-db.h"

G_BEGIN_DECLS

gboolean attest_salvage_move_away (const char *path, char **kept, GError **error);
char *attest_salvage_run (AttestDb *fresh, const char *damaged);

G_END_DECLS
