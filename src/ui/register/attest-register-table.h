/* AttestRegisterTable: drafts of one kind in columns, as many as there is room for, each as wide as
 * what stands in it. Main thread. */
#pragma once

#include "register/attest-register-column.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_REGISTER_TABLE (attest_register_table_get_type ())
G_DECLARE_FINAL_TYPE (AttestRegisterTable, attest_register_table, ATTEST, REGISTER_TABLE, AdwBin)

/* Signal "sort-chosen" (uint order, gboolean descending): a heading was clicked. */

/* Once, before anything else. */
void attest_register_table_set_schema (AttestRegisterTable *self, const AttestSchema *schema);
void attest_register_table_set_model (AttestRegisterTable *self,
                                      GtkSelectionModel *model /* (nullable): of AttestDraft */);
void attest_register_table_fit (AttestRegisterTable *self);
void
attest_register_table_set_environment (AttestRegisterTable *self, AttestEnvironment environment);
void attest_register_table_set_order (AttestRegisterTable *self,
                                      AttestRegisterOrder order,
                                      gboolean descending);
GtkColumnView *attest_register_table_get_view (AttestRegisterTable *self);
AttestRoom attest_register_table_get_room (AttestRegisterTable *self);
void attest_register_table_scroll_to (AttestRegisterTable *self, guint position);

G_END_DECLS
