/* AttestFieldGrid: fields side by side where there is room and below each other where there is not.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_FIELD_GRID (attest_field_grid_get_type ())
G_DECLARE_FINAL_TYPE (AttestFieldGrid, attest_field_grid, ATTEST, FIELD_GRID, GtkWidget)

typedef enum
{
  ATTEST_FIELD_SPAN_FULL,
  ATTEST_FIELD_SPAN_HALF,
  ATTEST_FIELD_SPAN_THIRD,
} AttestFieldSpan;

GtkWidget *attest_field_grid_new (void);
void attest_field_grid_append (AttestFieldGrid *self, GtkWidget *child, AttestFieldSpan span);

G_END_DECLS
