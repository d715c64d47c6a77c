/* AttestFieldGrid: fields side by side where there is room and below each other where there is not.
 */
#pragma once

#include "model/attest-field.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_FIELD_GRID (attest_field_grid_get_type ())
G_DECLARE_FINAL_TYPE (AttestFieldGrid, attest_field_grid, ATTEST, FIELD_GRID, GtkWidget)

GtkWidget *attest_field_grid_new (void);
void attest_field_grid_append (AttestFieldGrid *self, GtkWidget *child, guint units, guint n_chars);
void
attest_field_grid_append_field (AttestFieldGrid *self, GtkWidget *row, const AttestField *field);

G_END_DECLS
