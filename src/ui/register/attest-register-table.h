/* AttestRegisterTable: drafts of one kind in columns, as many as there is room for, each as wide as
 * what stands in it. Main thread. */
#pragma once

#include "store/attest-register.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_REGISTER_TABLE (attest_register_table_get_type ())
G_DECLARE_FINAL_TYPE (AttestRegisterTable, attest_register_table, ATTEST, REGISTER_TABLE, AdwBin)

/* How much room there is for columns. */
typedef enum
{
  ATTEST_ROOM_LEAST,  /* everything below each other */
  ATTEST_ROOM_NARROW, /* number over entity, and all else at the end */
  ATTEST_ROOM_MEDIUM, /* without what is looked for least */
  ATTEST_ROOM_WIDE,
  ATTEST_N_ROOMS
} AttestRoom;

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

const char *attest_register_table_get_title (const AttestSchema *schema,
                                             AttestEnvironment environment,
                                             AttestRegisterOrder order); /* (nullable) */

G_END_DECLS
