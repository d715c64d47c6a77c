/* Rows by a table of their columns: see the header. Reading is done on the store's thread, all else
 * on the main one. */
#include "attest-config.h"
#include "store/attest-row.h"

#include "base/attest-str.h"
#include "model/attest-kinds.h"
#include "store/attest-submission.h"

#define AT(row, column, type) ((type *) (gpointer) ((char *) (row) + (column)->offset))

#define READ_ONLY (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS)

/* What this program does not know is what one has to be careful with. */
static void
read_name (const AttestColumn *column, gpointer row, const char *name)
{
  if (column->kind == ATTEST_COLUMN_SERVICE)
    *AT (row, column, const AttestService *) = attest_service_get (name);
  else if (column->kind == ATTEST_COLUMN_SCHEMA)
    *AT (row, column, const AttestSchema *) = attest_kinds_find (name);
  else if (name == NULL)
    return;
  else if (column->kind == ATTEST_COLUMN_ENVIRONMENT
           && !attest_environment_from_id (name, AT (row, column, AttestEnvironment)))
    *AT (row, column, AttestEnvironment) = ATTEST_ENVIRONMENT_PRODUCTION;
  else if (column->kind == ATTEST_COLUMN_STATE
           && !attest_state_from_id (name, AT (row, column, AttestState)))
    *AT (row, column, AttestState) = ATTEST_STATE_UNKNOWN;
}

/**
 * attest_row_read:
 * @type: what the row is
 * @row: (out caller-allocates): one that is all zero
 * @statement: at a row that begins with the columns of @type
 */
void
attest_row_read (const AttestRowType *type, gpointer row, AttestStatement *statement)
{
  for (guint i = 0; i < type->n_read; i++)
    {
      const AttestColumn *column = &type->columns[i];

      switch (column->kind)
        {
        case ATTEST_COLUMN_TEXT:
          *AT (row, column, char *) = attest_statement_dup_text (statement, (int) i);
          break;
        case ATTEST_COLUMN_COUNT:
          *AT (row, column, guint) = (guint) attest_statement_get_int (statement, (int) i);
          break;
        case ATTEST_COLUMN_TIME:
          *AT (row, column, gint64) = attest_statement_get_int (statement, (int) i);
          break;
        case ATTEST_COLUMN_FLAG:
          *AT (row, column, gboolean) = attest_statement_get_int (statement, (int) i) != 0;
          break;
        case ATTEST_COLUMN_SERVICE:
        case ATTEST_COLUMN_SCHEMA:
        case ATTEST_COLUMN_ENVIRONMENT:
        case ATTEST_COLUMN_STATE:
        default:
          read_name (column, row, attest_statement_get_text (statement, (int) i));
        }
    }
}

/* Frees the texts of @row. */
void
attest_row_clear (const AttestRowType *type, gpointer row)
{
  for (guint i = 0; i < type->n_columns; i++)
    if (type->columns[i].kind == ATTEST_COLUMN_TEXT)
      g_clear_pointer (AT (row, &type->columns[i], char *), g_free);
}

static GParamSpec *
make_property (const AttestColumn *column)
{
  const char *name = column->property;

  if (column->kind == ATTEST_COLUMN_TEXT)
    return g_param_spec_string (name, NULL, NULL, NULL, READ_ONLY);
  if (column->kind == ATTEST_COLUMN_TIME)
    return g_param_spec_int64 (name, NULL, NULL, G_MININT64, G_MAXINT64, 0, READ_ONLY);
  if (column->kind == ATTEST_COLUMN_FLAG)
    return g_param_spec_boolean (name, NULL, NULL, FALSE, READ_ONLY);
  return g_param_spec_uint (name, NULL, NULL, 0, G_MAXUINT, 0, READ_ONLY);
}

/* Installs the properties of @type; the id of each is its column's number and one. */
void
attest_row_install (const AttestRowType *type, GObjectClass *klass)
{
  for (guint i = 0; i < type->n_columns; i++)
    if (type->columns[i].property != NULL)
      {
        type->properties[i + 1] = make_property (&type->columns[i]);
        g_object_class_install_property (klass, i + 1, type->properties[i + 1]);
      }
}

/* What the property @id of an object is that shows @row. */
void
attest_row_get (const AttestRowType *type, gconstpointer row, guint id, GValue *value)
{
  const AttestColumn *column = &type->columns[id - 1];

  if (column->kind == ATTEST_COLUMN_TEXT)
    g_value_set_string (value, *AT (row, column, const char *));
  else if (column->kind == ATTEST_COLUMN_TIME)
    g_value_set_int64 (value, *AT (row, column, const gint64));
  else if (column->kind == ATTEST_COLUMN_FLAG)
    g_value_set_boolean (value, *AT (row, column, const gboolean));
  else
    g_value_set_uint (value, *AT (row, column, const guint));
}

/* Returns: whether they differed */
static gboolean
take (const AttestColumn *column, gpointer row, gconstpointer from)
{
  gsize size = sizeof (guint);

  if (column->kind == ATTEST_COLUMN_TEXT)
    return attest_str_set (AT (row, column, char *), *AT (from, column, const char *));
  if (column->kind == ATTEST_COLUMN_TIME)
    size = sizeof (gint64);
  else if (column->kind == ATTEST_COLUMN_SERVICE || column->kind == ATTEST_COLUMN_SCHEMA)
    size = sizeof (gpointer);
  if (memcmp (AT (row, column, char), AT (from, column, const char), size) == 0)
    return FALSE;
  memcpy (AT (row, column, char), AT (from, column, const char), size);
  return TRUE;
}

/**
 * attest_row_update:
 * @type: what both rows are
 * @row: the one @object shows
 * @from: a newer one
 * @object: (nullable): notifies everything that differs, once all of it is set; %NULL: nobody can
 *   listen yet
 *
 * Returns: whether anything differed
 */
gboolean
attest_row_update (const AttestRowType *type, gpointer row, gconstpointer from, GObject *object)
{
  gboolean differed = FALSE;

  if (object != NULL)
    g_object_freeze_notify (object);
  for (guint i = 0; i < type->n_columns; i++)
    if (take (&type->columns[i], row, from))
      {
        differed = TRUE;
        if (object != NULL && type->columns[i].property != NULL)
          g_object_notify_by_pspec (object, type->properties[i + 1]);
      }
  if (object != NULL)
    g_object_thaw_notify (object);
  return differed;
}
