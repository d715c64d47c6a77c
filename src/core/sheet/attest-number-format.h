/* What a spreadsheet shows for a number under a format. */
#pragma once

#include "sheet/attest-grid.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean is_date;
  gboolean has_day; /* a date's format shows a day, not a time alone */
  char *pattern;    /* (nullable): digits in places, with letters between: 000-00-00000 */
} AttestNumberFormat;

void attest_number_format_init (AttestNumberFormat *self, guint id, const char *code);
void attest_number_format_clear (AttestNumberFormat *self);

char *attest_number_format_show (const AttestNumberFormat *self,
                                 const char *number,
                                 gboolean from_1904,
                                 AttestCellKind *kind);
void attest_iso_date_tidy (char *text);

G_END_DECLS
