/* AttestImportReader: reads the file of an import as it is decided, one reading at a time: what is
 * decided while one runs stops it, and the next begins with all that was decided by then. It has
 * what was read last: the sheets, the records, or why there are none. Main thread. */
#pragma once

#include "workspace/attest-import-records.h"
#include "workspace/attest-import-work.h"

G_BEGIN_DECLS

typedef struct _AttestImportReader AttestImportReader;

/* What it asks and tells its owner, which it keeps alive while it reads. */
typedef struct
{
  void (*set_busy) (gpointer owner, gboolean busy);
  void (*begin) (gpointer owner, AttestImportWork *work); /* puts in all that is decided */
  /* Puts in by what the records are compared; (transfer none): where with. */
  AttestStore *(*compare) (gpointer owner, AttestImportWork *work);
  void (*take) (gpointer owner, AttestImportWork *work); /* there are other records soon */
  void (*done) (gpointer owner);                         /* nothing is read now */
} AttestImportReaderFuncs;

AttestImportReader *attest_import_reader_new (const AttestImportReaderFuncs *funcs, GObject *owner);
void attest_import_reader_free (AttestImportReader *self);

void attest_import_reader_set_file (AttestImportReader *self, GFile *file);
void attest_import_reader_begin_opening (AttestImportReader *self, GTask *opening);
void attest_import_reader_open (AttestImportReader *self, GBytes *bytes, GError *error);
void attest_import_reader_read_anew (AttestImportReader *self);
void attest_import_reader_cancel (AttestImportReader *self);

/* What it has; all (transfer none), and but for the records (nullable). */
gboolean attest_import_reader_is_opening (const AttestImportReader *self);
gboolean attest_import_reader_is_reading (const AttestImportReader *self);
GBytes *attest_import_reader_get_bytes (const AttestImportReader *self);
AttestWorkbook *attest_import_reader_get_workbook (const AttestImportReader *self);
AttestImportRecords *attest_import_reader_get_records (const AttestImportReader *self);
const GError *attest_import_reader_get_error (const AttestImportReader *self);

G_END_DECLS
