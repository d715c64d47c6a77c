/* AttestRegisterColumn: one column of the register: what it shows of a draft, in how much room it
 * stands, and how wide it needs to be for what was seen in it. It never becomes narrower while the
 * same is shown. Main thread. */
#pragma once

#include "store/attest-register.h"
#include "widgets/attest-letter-widths.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_REGISTER_COLUMN (attest_register_column_get_type ())
G_DECLARE_FINAL_TYPE (AttestRegisterColumn,
                      attest_register_column,
                      ATTEST,
                      REGISTER_COLUMN,
                      GObject)

/* How much room there is for columns. */
typedef enum
{
  ATTEST_ROOM_LEAST,  /* everything below each other */
  ATTEST_ROOM_NARROW, /* number over entity, and all else at the end */
  ATTEST_ROOM_MEDIUM, /* without what is looked for least */
  ATTEST_ROOM_WIDE,
  ATTEST_N_ROOMS
} AttestRoom;

/* Signal "wider": it needs more room than before. */

GPtrArray *attest_register_column_list (const AttestSchema *schema,
                                        AttestLetterWidths *widths,
                                        AttestRegisterColumn **clicked);
const char *attest_register_column_get_title (const AttestSchema *schema,
                                              AttestEnvironment environment,
                                              AttestRegisterOrder order); /* (nullable) */
void attest_register_column_begin (AttestRegisterColumn *self);
void
attest_register_column_set_environment (AttestRegisterColumn *self, AttestEnvironment environment);
gboolean attest_register_column_is_shown (AttestRegisterColumn *self, AttestRoom room);
gboolean attest_register_column_get_expands (AttestRegisterColumn *self);
AttestRegisterOrder attest_register_column_get_order (AttestRegisterColumn *self);
GtkColumnViewColumn *attest_register_column_get_shown (AttestRegisterColumn *self);
int attest_register_column_get_width (AttestRegisterColumn *self);
int attest_register_column_get_least (AttestRegisterColumn *self);

void attest_register_column_note_seen (GtkWidget *widget);
void attest_register_column_refill (GtkWidget *widget);

G_END_DECLS
