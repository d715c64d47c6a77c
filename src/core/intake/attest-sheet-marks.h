/* Cells that say yes or no, or how many. Any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a cell under a standard says of it. */
typedef enum
{
  ATTEST_MARK_NONE,  /* that the certificate does not have it, or nothing */
  ATTEST_MARK_YES,   /* that it has it */
  ATTEST_MARK_DOUBT, /* something else: a person has to look */
} AttestSheetMark;

AttestSheetMark attest_sheet_read_mark (const char *text);
gboolean attest_sheet_is_cross (const char *text);
AttestSheetMark attest_sheet_read_sign (const char *text);
gboolean attest_sheet_is_short_mark (const char *text);
gboolean attest_sheet_is_count (const char *text);
gboolean attest_sheet_says_main (const char *text);

G_END_DECLS
