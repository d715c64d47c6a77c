/* Identities: text ids that sort by time. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *attest_ident_new (void);

G_END_DECLS
