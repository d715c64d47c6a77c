/* How the days of a column are written, where one alone does not say it: which number is the day in
 * 03/04/2026, and which of the three is the year in 4/5/19. Any thread. */
#pragma once

#include "base/attest-date.h"

G_BEGIN_DECLS

/* In which order the three numbers of a day with a short year can stand. */
typedef enum
{
  ATTEST_SHEET_DAYS_YMD = 1 << 0,
  ATTEST_SHEET_DAYS_DMY = 1 << 1,
  ATTEST_SHEET_DAYS_MDY = 1 << 2,
} AttestSheetDaysForms;

#define ATTEST_SHEET_DAYS_ANY                                                                      \
  (ATTEST_SHEET_DAYS_YMD | ATTEST_SHEET_DAYS_DMY | ATTEST_SHEET_DAYS_MDY)

typedef struct
{
  AttestDateOrder order;      /* of days with whole years: it is certain */
  AttestDateOrder likely;     /* of them: as in other columns, so it is offered */
  AttestSheetDaysForms forms; /* of days with short years, which are only ever offered; 0: nothing
                                 is known */
} AttestSheetDays;

AttestSheetDaysForms
attest_sheet_days_find_forms (const AttestDateReading *reading, const char *text);
AttestSheetDaysForms attest_sheet_days_get_form (AttestDateOrder order);
const GDate *attest_sheet_days_get_whole (const AttestDateReading *reading, AttestDateOrder order);
const GDate *attest_sheet_days_guess (const AttestSheetDays *self,
                                      const AttestDateReading *reading,
                                      const char *text);
char *attest_sheet_days_read (const AttestSheetDays *self, const char *text, char **offer);

G_END_DECLS
