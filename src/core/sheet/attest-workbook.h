/* AttestWorkbook: the sheets of a file, whatever its format. */
#pragma once

#include "sheet/attest-grid.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ATTEST_SHEET_MAX_SIZE (100 * 1000 * 1000) /* bytes of a file */

typedef enum
{
  ATTEST_SHEET_TEXT, /* CSV and its kin */
  ATTEST_SHEET_XLSX,
  ATTEST_SHEET_ODS,
  ATTEST_SHEET_HTML,
} AttestSheetFormat;

/* What a person decided; all zero: nothing. */
typedef struct
{
  const char *encoding; /* (nullable): of text: a name that iconv knows; NULL: found out */
  char separator;       /* of text; 0: found out */
} AttestSheetChoices;

typedef struct
{
  AttestSheetFormat format;
  GPtrArray *grids;     /* of AttestGrid, in the file's order */
  const char *encoding; /* (nullable): what a text was read as */
  gboolean encoding_is_certain;
  char separator;   /* of text; 0: none */
  guint open_quote; /* row, from 1, with the first quote that was taken for a letter; 0: none */
} AttestWorkbook;

AttestWorkbook *attest_workbook_read (GBytes *bytes,
                                      const AttestSheetChoices *choices,
                                      GCancellable *cancellable,
                                      GError **error);
void attest_workbook_free (AttestWorkbook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestWorkbook, attest_workbook_free)

gboolean attest_workbook_is_foreign (GBytes *bytes);
const char *attest_sheet_format_get_name (AttestSheetFormat format);

G_END_DECLS
