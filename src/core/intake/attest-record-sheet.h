/* AttestRecordSheet: records on their way into a sheet, so that the import reads the same again. */
#pragma once

#include "model/attest-record.h"
#include "sheet/attest-sheet-writer.h"

G_BEGIN_DECLS

#define ATTEST_RECORD_SHEET_ROWS 'B' /* a row for each standard or site of a record */
#define ATTEST_RECORD_SHEET_COLUMNS                                                                \
  'E' /* a row for each record; numbered columns for its lists                                     \
       */

typedef struct
{
  AttestSheetFormat format; /* TEXT or XLSX */
  guint template_number;    /* of CertSearch: 1, 2; 0: Attest's own */
  char layout;              /* of Attest's own: one of the above */
  gboolean with_help;       /* titles tell what belongs there; choices are given */
} AttestRecordSheetStyle;

typedef struct _AttestRecordSheet AttestRecordSheet;

gboolean attest_record_sheet_has_template (const AttestSchema *schema, guint number);

AttestRecordSheet *
attest_record_sheet_new (const AttestSchema *schema, const AttestRecordSheetStyle *style);
void attest_record_sheet_free (AttestRecordSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestRecordSheet, attest_record_sheet_free)

gboolean attest_record_sheet_add (AttestRecordSheet *self,
                                  AttestRecord *record,
                                  const char *id,
                                  GError **error);
gboolean attest_record_sheet_joins (const AttestRecordSheet *self, AttestRecord *record);
GBytes *attest_record_sheet_take (AttestRecordSheet *self);
GBytes *attest_record_sheet_finish (AttestRecordSheet *self, GError **error);

G_END_DECLS
