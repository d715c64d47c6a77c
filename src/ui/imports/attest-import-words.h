/* An import in words. Free texts with g_free(). Main thread. */
#pragma once

#include "workspace/attest-import.h"

G_BEGIN_DECLS

/* What a column can be for: a path and what it is called, with the lists it stands in. */
typedef struct
{
  char *path;
  char *label;
  const AttestField *field;
} AttestImportTarget;

GPtrArray *attest_import_list_targets (const AttestSchema *schema); /* of AttestImportTarget */
char *attest_import_name_path (const AttestSchema *schema, const char *path);
char *
attest_import_name_text (const AttestSchema *schema, const AttestField *field, const char *text);

char *attest_import_describe_rows (AttestImport *import);
char *attest_import_describe_effect (AttestImport *import);
char *attest_import_describe_record (AttestImportRecord *record);
char *attest_import_name_item (AttestRecord *record, guint number);
const char *attest_import_get_state_icon_name (AttestImportRecord *record);   /* (nullable) */
const char *attest_import_get_state_style_class (AttestImportRecord *record); /* (nullable) */

const AttestSchema *attest_import_get_schema (AttestImport *import);
char *attest_import_dup_standards (AttestRecord *record);

/* The text of the cell in the column for @path, as the file has it; (nullable). */
const char *
attest_import_find_cell (AttestImport *import, AttestImportRecord *record, const char *path);

G_END_DECLS
