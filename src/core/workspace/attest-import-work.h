/* AttestImportWork: one reading of a file of records, and how they compare with what there is. It
 * knows nothing of the import it is for; while something of it runs, nobody else touches it. Main
 * thread, but what takes long is done on others. */
#pragma once

#include "intake/attest-profile.h"
#include "workspace/attest-import-groups.h"
#include "workspace/attest-import-many.h"
#include "workspace/attest-import-record-private.h"

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
  GPtrArray *records;         /* of AttestImportRecord */
  GHashTable *by_row;         /* first row → AttestImportRecord, not owned */
  GPtrArray *shown;           /* of AttestImportRecord: those before, which are shown meanwhile */
  gboolean is_same;           /* @records are of the same rows as @shown */
  AttestImportGroups *groups; /* of the records, or if so of @shown */
  AttestImportCounts counts;  /* of the records */
  gboolean is_counted;
  GError *error; /* of a file whose rows cannot be understood */

  gboolean is_compared; /* afterwards, with what there is */
  AttestImportView view;
  GPtrArray *keys; /* of each record, as the store asks for it; so the next three */
  GPtrArray *hashes;
  GPtrArray *drafts;
  GPtrArray *entities;
  GPtrArray *found;   /* (nullable) of AttestFound: of each record */
  GPtrArray *missing; /* (nullable) */
  char *sha256;
  gint64 kept; /* when the same file was imported before */

  /* For comparing, beside @view: with which environment, if with one; the import it was kept as
   * (nullable); and the profile it was read by before, if none was recognised (nullable). */
  AttestEnvironment environment;
  char *import_id;
  char *earlier;
} AttestImportWork;

void attest_import_work_free (gpointer work);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestImportWork, attest_import_work_free)

guint attest_import_work_get_row (const char *key);
gboolean attest_import_work_apply (AttestImportRecord *record,
                                   const AttestDecisions *decisions,
                                   const char *key);
void attest_import_work_leave_out (AttestSheetImport *reading,
                                   AttestImportRecord *record,
                                   const char *value);

/* First the one, then, if there is a reading, the other. */
void attest_import_work_read_async (AttestImportWork *work,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
void attest_import_work_compare_async (AttestImportWork *work,
                                       AttestStore *store,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean attest_import_work_finish (GAsyncResult *result, GError **error);

G_END_DECLS
