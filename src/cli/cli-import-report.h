/* What attestctl import tells of a file: its records and what they are against what is there, what
 * is undecided, and where each row went; one JSON value for programs, lines for people. */
#pragma once

#include "workspace/attest-import.h"

G_BEGIN_DECLS

typedef struct
{
  const char *file;
  gboolean is_json;     /* a table was made of it */
  AttestImport *import; /* that was read and understood */
  gboolean is_kept;
  gboolean is_wanted; /* though it may not be kept */
  guint n_queued;     /* records */
} CliImportReport;

void cli_import_report_print (const CliImportReport *self, gboolean json);

G_END_DECLS
