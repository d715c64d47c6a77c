/* What is kept as a file: drafts, or the history, as a sheet for people or as JSON for programs.
 * Main thread. */
#pragma once

#include "workspace/attest-workspace.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  ATTEST_EXPORT_CSV,        /* UTF-8 with a mark, RFC 4180 */
  ATTEST_EXPORT_XLSX,       /* a spreadsheet */
  ATTEST_EXPORT_JSON,       /* of drafts an array as they are sent; of the history of objects, the
                               same in every language */
  ATTEST_EXPORT_TEMPLATE_1, /* CertSearch's: one sheet, a row for each standard */
  ATTEST_EXPORT_TEMPLATE_2, /* CertSearch's: four sheets */
  ATTEST_N_EXPORTS
} AttestExportFormat;

/* @n_rows: how many are in the file by now */
typedef void (*AttestExportProgress) (guint n_rows, gpointer data);

typedef struct
{
  GFile *file;           /* replaced once all is written; else */
  GOutputStream *stream; /* what is written into */
  AttestExportFormat format;
  AttestExportProgress progress; /* (nullable): called now and then, until it is through */
  gpointer progress_data;        /* for @progress; lives until the callback is called */

  /* Of the history: */
  const AttestHistoryFilter *history;
  guint limit; /* the newest so many; 0: all */

  /* Or drafts of one kind: */
  const AttestSchema *schema;
  const char *const *ids; /* ends with %NULL; %NULL: a sheet to fill in, with help in it */
  char layout;            /* of Attest's own sheets: see AttestRecordSheetStyle; 0: rows */
} AttestExport;

const char *attest_export_format_get_id (AttestExportFormat format);     /* "template-1" */
const char *attest_export_format_get_suffix (AttestExportFormat format); /* "xlsx" */
const char *attest_export_format_get_label (AttestExportFormat format);  /* for people */
gboolean attest_export_format_is_for (AttestExportFormat format,
                                      const AttestSchema *schema /* (nullable): the history */);

void attest_workspace_export_async (AttestWorkspace *self,
                                    const AttestExport *what,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean attest_workspace_export_finish (AttestWorkspace *self,
                                         GAsyncResult *result,
                                         guint *n_rows,
                                         GError **error);
guint attest_export_get_n_unjoined (GAsyncResult *result);
char *attest_export_describe_unjoined (guint n);

G_END_DECLS
