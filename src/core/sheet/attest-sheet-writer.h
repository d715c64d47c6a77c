/* AttestSheetWriter: sheets on their way into a file, as CSV or XLSX. */
#pragma once

#include "sheet/attest-workbook.h"

G_BEGIN_DECLS

typedef enum
{
  ATTEST_SHEET_MARK_NONE,
  ATTEST_SHEET_MARK_WARNING,
  ATTEST_SHEET_MARK_ERROR,
} AttestSheetMark;

/* What a column is, over its rows. */
typedef struct
{
  const char *title;
  const char *note;   /* (nullable): shown at the title */
  guint width;        /* in characters; 0: as wide as the title */
  gboolean is_hidden; /* for programs; CSV shows it */
  GStrv choices;      /* (nullable): what the cells may be, to choose from */
} AttestSheetHead;

typedef struct
{
  const char *text;    /* (nullable): UTF-8 */
  AttestCellKind kind; /* TEXT; NUMBER and DATE where @text reads as such, else a text as well */
  AttestSheetMark mark;
  const char *comment; /* (nullable): shown at the cell */
} AttestSheetPut;

typedef struct _AttestSheetWriter AttestSheetWriter;

AttestSheetWriter *attest_sheet_writer_new (AttestSheetFormat format);
void attest_sheet_writer_free (AttestSheetWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestSheetWriter, attest_sheet_writer_free)

gboolean attest_sheet_writer_begin (AttestSheetWriter *self,
                                    const char *name,
                                    const AttestSheetHead *heads,
                                    guint n_heads,
                                    GError **error);
gboolean
attest_sheet_writer_add (AttestSheetWriter *self, const AttestSheetPut *cells, GError **error);
GBytes *attest_sheet_writer_take (AttestSheetWriter *self);
GBytes *attest_sheet_writer_finish (AttestSheetWriter *self, GError **error);

G_END_DECLS
