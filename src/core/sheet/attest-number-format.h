/* What a spreadsheet shows for a number under a format. */
#pragma once

#include "sheet/attest-grid.h"

G_BEGIN_DECLS

#define ATTEST_NUMBER_FORMAT_PARTS 3 /* for numbers; the one behind them is for texts */

/* How numbers are shown, or those that a condition is true of. */
typedef struct
{
  char sign[3]; /* of the condition: < <= = >= > <>; "": there is none */
  double limit; /* that the number is compared with */
  char *digits; /* (nullable): in places, with letters between: 000-00-00000 */
} AttestNumberPart;

typedef struct
{
  gboolean is_date;
  gboolean has_day; /* a date's format shows a day, not a time alone */
  gboolean is_text; /* it is for texts alone, and shows a number as one */
  AttestNumberPart parts[ATTEST_NUMBER_FORMAT_PARTS]; /* the first that is true counts */
  char *before;                                       /* (nullable): letters before a text */
  char *behind;                                       /* (nullable): and behind it */
} AttestNumberFormat;

void attest_number_format_init (AttestNumberFormat *self, guint id, const char *code);
void attest_number_format_clear (AttestNumberFormat *self);

char *attest_number_format_show (const AttestNumberFormat *self,
                                 const char *number,
                                 gboolean from_1904,
                                 AttestCellKind *kind);
char *attest_number_format_show_text (const AttestNumberFormat *self, const char *text);
void attest_iso_date_tidy (char *text);

G_END_DECLS
