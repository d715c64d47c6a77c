/* The history as a file: what a filter shows, as a table for spreadsheets or as JSON for programs.
 * As many rows as there are, with the memory of a few hundred. Main thread. */
#pragma once

#include "workspace/attest-workspace.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  ATTEST_EXPORT_CSV,  /* UTF-8 with a mark, RFC 4180; titles and words as people read them */
  ATTEST_EXPORT_JSON, /* an array of objects; names and words the same in every language */
  ATTEST_N_EXPORTS
} AttestExportFormat;

typedef struct
{
  GFile *file;
  AttestExportFormat format;
  AttestHistoryFilter filter;
  guint limit; /* the newest so many; 0: all */
} AttestHistoryExport;

const char *attest_export_format_get_suffix (AttestExportFormat format); /* "csv" */

void attest_workspace_export_history_async (AttestWorkspace *self,
                                            const AttestHistoryExport *what,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean attest_workspace_export_history_finish (AttestWorkspace *self,
                                                 GAsyncResult *result,
                                                 guint *n_rows,
                                                 GError **error);

G_END_DECLS
