/* A row for one value of a sheet: what it becomes is chosen or typed there. Main thread. */
#pragma once

#include "workspace/attest-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct
{
  const char *path;
  const char *value;
  const char *meaning; /* (nullable): not decided */
  const char *offer;   /* (nullable) */
  guint count;         /* of its cells */
} AttestImportValue;

char *attest_import_value_make_key (const char *path, const char *value);
char *attest_import_value_describe_count (guint count);
GtkWidget *attest_import_value_row_new (AttestImport *import,
                                        const AttestImportValue *value,
                                        GtkSizeGroup *answers,
                                        GtkWidget **control); /* (nullable) */

G_END_DECLS
