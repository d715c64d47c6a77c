/* The columns of the table of drafts: what each shows, how it sorts, and from which width on it is
 * there. Main thread. */
#pragma once

#include "store/attest-draft.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How much room the table has. */
typedef enum
{
  ATTEST_ROOM_LEAST,  /* one column, all of it one below the other */
  ATTEST_ROOM_NARROW, /* two columns of two lines */
  ATTEST_ROOM_MEDIUM,
  ATTEST_ROOM_WIDE
} AttestRoom;

void attest_draft_columns_add (GtkColumnView *view, const AttestSchema *schema);
void attest_draft_columns_refresh_times (GtkWidget *widget);
void attest_draft_columns_measure (GtkColumnView *view, const AttestSchema *schema);
int attest_draft_columns_get_width (GtkColumnView *view, AttestRoom room);
void attest_draft_columns_set_room (GtkColumnView *view, AttestRoom room);
/* Headers can not be reached by keyboard before GTK 4.12: the same as a menu. */
GMenuModel *attest_draft_columns_make_menu (const AttestSchema *schema, const char *action);
void attest_draft_columns_sort (GtkColumnView *view, guint column); /* again: the other way round */

G_END_DECLS
