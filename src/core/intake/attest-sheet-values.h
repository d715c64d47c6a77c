/* AttestSheetValues: what the cells of a sheet mean, and what only a person can say of them. */
#pragma once

#include "intake/attest-decisions.h"
#include "intake/attest-sheet-days.h"
#include "model/attest-field.h"
#include "sheet/attest-grid.h"

G_BEGIN_DECLS

/* A value that has to be decided. */
typedef struct
{
  char *path;
  char *value;
  char *offer; /* (nullable) */
  guint count; /* of cells */
} AttestSheetUndecided;

typedef struct
{
  const char *path;
  const AttestField *field;
  AttestCellKind kind;
  const char *text;
  gboolean opposite;    /* it says the opposite of the field */
  AttestSheetDays days; /* of its column */
} AttestSheetCell;

typedef struct _AttestSheetValues AttestSheetValues;

AttestSheetValues *attest_sheet_values_new (const AttestDecisions *decisions);
void attest_sheet_values_free (AttestSheetValues *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestSheetValues, attest_sheet_values_free)

char *attest_sheet_values_read (AttestSheetValues *self, const AttestSheetCell *cell);
char *
attest_sheet_values_offer (AttestSheetValues *self, const AttestSheetCell *cell, const char *offer);
char *attest_sheet_values_take (const char *path, const AttestField *field, const char *decided);
gboolean attest_sheet_values_read_range (AttestSheetValues *self,
                                         const AttestSheetCell *cell,
                                         char **from,
                                         char **to);
guint attest_sheet_values_get_n_asked (AttestSheetValues *self);
GPtrArray *attest_sheet_values_get_undecided (AttestSheetValues *self);
guint attest_sheet_values_count_met (AttestSheetValues *self, const char *key);

G_END_DECLS
