/* AttestImportWork: one reading of an import, as far as a thread does it. It has nothing of the
 * main thread but @import, which it does not touch. */
#pragma once

#include "workspace/attest-import-private.h"

G_BEGIN_DECLS

/* What the thread needs, and makes. */
typedef struct
{
  GFile *file;              /* (nullable): still to be loaded */
  GBytes *bytes;            /* (nullable) */
  AttestWorkbook *workbook; /* (nullable): of the import, or a new one */
  gboolean is_new;          /* @workbook belongs to this */
  AttestDecisions *decisions;
  AttestDecisions *remembered;
  GPtrArray *profiles; /* (nullable): of AttestProfile: to be recognised among */
  char *profile;       /* (nullable): the one that was */
  AttestSheetImport *reading;
  GPtrArray *records; /* of AttestImportRecord */
  GError *error;      /* of a file whose rows cannot be understood */

  AttestImportView view;
  GPtrArray *missing; /* (nullable) */
  char *sha256;
  gint64 kept; /* when the same file was imported before */

  AttestImport *import; /* let go on the main thread alone */
} AttestImportWork;

void attest_import_work_free (gpointer work);
guint attest_import_work_get_row (const char *key);
gboolean attest_import_work_apply (AttestImportRecord *record,
                                   const AttestDecisions *decisions,
                                   const char *key);

/* On a thread; the task's data is the work. */
void
attest_import_work_read_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable);
void attest_import_work_compare_cb (GTask *task,
                                    gpointer source,
                                    gpointer data,
                                    GCancellable *cancellable);

G_END_DECLS
