/* Where in a record a column of a sheet goes, and how a text gets there. */
#pragma once

#include "model/attest-record.h"

G_BEGIN_DECLS

/* A field of a record, or of one in its lists. */
typedef struct
{
  const AttestField *list;  /* (nullable) */
  const AttestField *inner; /* (nullable): a list in the list */
  const AttestField *field; /* NULL: there is no such field */
} AttestSheetPlace;

AttestSheetPlace attest_sheet_place_find (const AttestSchema *schema, const char *path);
GHashTable *attest_sheet_place_get_shared (const AttestSchema *schema);
const char *attest_sheet_place_find_entity (const AttestSchema *schema, const char *site);
char *attest_sheet_place_list_paths (const AttestSchema *schema);
const AttestSchema *
attest_sheet_place_get_owner (const AttestSheetPlace *self, const AttestSchema *schema);
void attest_sheet_place_fill (const AttestSheetPlace *self, AttestRecord *record, const char *text);

void attest_sheet_set_field (AttestRecord *record, const AttestField *field, const char *text);
char *attest_sheet_dup_field (AttestRecord *record, const AttestField *field);
AttestRecordList *attest_sheet_get_list (AttestRecord *record, const AttestField *list);

G_END_DECLS
