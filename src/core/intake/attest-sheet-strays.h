/* Rows of other sheets than the one with the records that belong to none of them. Thread: any. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ATTEST_SHEET_STRAY_UNKNOWN, /* no record has the id */
  ATTEST_SHEET_STRAY_NO_ID,
  ATTEST_SHEET_STRAY_SEVERAL, /* the id is of whom several records are about */
  ATTEST_SHEET_STRAY_HIDDEN,  /* by the file */
  ATTEST_SHEET_STRAY_NO_HEAD, /* it looks like a record, and nothing says what its columns are */
  ATTEST_SHEET_N_STRAY_KINDS,
} AttestSheetStrayKind;

/* A row with a part of a record that went nowhere. */
typedef struct
{
  AttestSheetStrayKind kind;
  const char *sheet; /* its name */
  guint row;         /* from 1 */
  char *id;          /* by which it names the record; "" if nothing does */
} AttestSheetStray;

GArray *attest_sheet_strays_new (void);
char *attest_sheet_strays_describe (const GArray *strays, const GPtrArray *left_out);
const char *attest_sheet_stray_kind_get_id (AttestSheetStrayKind kind);

G_END_DECLS
