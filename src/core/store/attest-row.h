/* Rows that an object shows: one table says what its columns are, and reading, properties, taking
 * over and freeing follow it. For the files of the store. */
#pragma once

#include "store/attest-db.h"

G_BEGIN_DECLS

/* What a column is in the row: `char *`, `guint`, `gint64`, `gboolean`, a service or a schema by
 * its name, an environment or a state by its id. */
typedef enum
{
  ATTEST_COLUMN_TEXT,
  ATTEST_COLUMN_COUNT,
  ATTEST_COLUMN_TIME,
  ATTEST_COLUMN_FLAG,
  ATTEST_COLUMN_SERVICE,
  ATTEST_COLUMN_SCHEMA,
  ATTEST_COLUMN_ENVIRONMENT,
  ATTEST_COLUMN_STATE,
} AttestColumnKind;

typedef struct
{
  const char *property; /* (nullable): of the object; read only */
  gsize offset;
  AttestColumnKind kind;
} AttestColumn;

typedef struct
{
  const AttestColumn *columns; /* those that are read first, then those that follow from them */
  guint n_columns;
  guint n_read;
  GParamSpec **properties; /* as many as columns, and one */
} AttestRowType;

void attest_row_read (const AttestRowType *type, gpointer row, AttestStatement *statement);
void attest_row_clear (const AttestRowType *type, gpointer row);
void attest_row_install (const AttestRowType *type, GObjectClass *klass);
void attest_row_get (const AttestRowType *type, gconstpointer row, guint id, GValue *value);
gboolean
attest_row_update (const AttestRowType *type, gpointer row, gconstpointer from, GObject *object);

G_END_DECLS
