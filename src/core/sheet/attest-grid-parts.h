/* Several sheets that are read as one: the rows of each stand below those of the one before, and
 * still say where they are from. */
#pragma once

#include "sheet/attest-grid.h"

G_BEGIN_DECLS

gboolean attest_grid_append (AttestGrid *self, AttestGrid *other, const guint *columns);

guint attest_grid_get_n_sheets (AttestGrid *self);
const char *attest_grid_get_sheet_name (AttestGrid *self, guint i);
guint attest_grid_find_row (AttestGrid *self, guint row, const char **sheet);
char *attest_grid_dup_row_name (AttestGrid *self, guint row);

G_END_DECLS
