/* AttestKeyRow: the key of one service in one environment, and what can be done with it.
 * Main thread. */
#pragma once

#include "keys/attest-key-look.h"
#include "workspace/attest-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_KEY_ROW (attest_key_row_get_type ())
G_DECLARE_FINAL_TYPE (AttestKeyRow, attest_key_row, ATTEST, KEY_ROW, AdwActionRow)

/* Signal "found": what is known of the key has changed. */
GtkWidget *attest_key_row_new (AttestWorkspace *workspace,
                               const AttestService *service,
                               AttestEnvironment environment);
AttestKeyFound attest_key_row_get_found (AttestKeyRow *self);
void attest_key_row_refresh (AttestKeyRow *self);
void attest_key_row_unlock (AttestKeyRow *self);

G_END_DECLS
