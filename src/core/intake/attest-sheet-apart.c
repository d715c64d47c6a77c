/* What tells records apart that have one number: see the header. */
#include "attest-config.h"
#include "intake/attest-sheet-apart.h"

#include "base/attest-str.h"
#include "base/attest-text.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-names.h"
#include "intake/attest-sheet-words.h"

/* Two bodies can give the same number. Of what has no entity's id all that it says tells: a course
 * that is held again is another, though it is called the same. */
static gboolean
tells_apart (const AttestSchema *schema, const AttestField *field)
{
  if (attest_field_is_list (field) || schema->key_with[0] == NULL)
    return FALSE;
  return schema->entity_id == NULL || g_strcmp0 (field->section, schema->key_with[0]->section) == 0;
}

/* @row: of @table, from 0. Returns: (transfer full): a text for each field that tells records
 * apart, on a line of its own; none where the sheet says itself what is one */
char *
attest_sheet_apart_make (AttestSheetTable *table, guint row)
{
  const AttestSchema *schema = table->schema;
  const char *identity = attest_sheet_table_get_path_text (table, row, ATTEST_SHEET_IDENTITY);
  GString *apart = g_string_new (NULL);

  for (guint i = 0; attest_sheet_is_nothing (identity) && i < schema->n_fields; i++)
    {
      g_autofree char *text = NULL;

      if (!tells_apart (schema, &schema->fields[i]))
        continue;
      text = attest_text_tidy (attest_sheet_table_get_path_text (table, row, schema->fields[i].key),
                               ATTEST_TEXT_LINE);
      g_string_append_printf (apart, "%s\n", attest_sheet_is_nothing (text) ? "" : text);
    }
  return g_string_free (apart, FALSE);
}

/**
 * attest_sheet_apart_get:
 * @apart: what was made of a row
 * @field: one of @schema that tells records apart
 *
 * Returns: (transfer full): what the row says of @field; "" if nothing
 */
char *
attest_sheet_apart_get (const AttestSchema *schema, const char *apart, const AttestField *field)
{
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_return_val_if_fail (schema != NULL && apart != NULL && field != NULL, NULL);

  lines = g_strsplit (apart, "\n", -1);
  for (guint i = 0; lines[n] != NULL && &schema->fields[i] != field; i++)
    n += tells_apart (schema, &schema->fields[i]);
  return g_strdup (lines[n] != NULL ? lines[n] : "");
}

/* A name can be written in two ways, an acronym in one.
 *
 * @said: (out): whether both say something */
static gboolean
differs (const AttestSchema *schema,
         const AttestField *field,
         const char *apart,
         const char *other,
         gboolean *said)
{
  g_autofree char *own = attest_sheet_apart_get (schema, apart, field);
  g_autofree char *others = attest_sheet_apart_get (schema, other, field);

  *said = !attest_str_is_blank (own) && !attest_str_is_blank (others);
  if (!*said || attest_sheet_is_same_text (own, others))
    return FALSE;
  return schema->entity_id == NULL || field->code || attest_sheet_names_differ (own, others);
}

/**
 * attest_sheet_apart_find_difference:
 * @apart: what was made of a row
 * @other: what was made of another with the same number
 *
 * Where an acronym is known by which the service tells, the name beside it does not count.
 *
 * Returns: (transfer none) (nullable): the field of which both say different things; %NULL: both
 *   can be of one record
 */
const AttestField *
attest_sheet_apart_find_difference (const AttestSchema *schema,
                                    const char *apart,
                                    const char *other)
{
  const AttestField *key = NULL;
  gboolean said = FALSE;
  gboolean ignored = FALSE;

  g_return_val_if_fail (schema != NULL && apart != NULL && other != NULL, NULL);

  key = schema->key_with[0];
  if (key == NULL || g_str_equal (apart, other))
    return NULL;
  if (differs (schema, key, apart, other, &said))
    return key;
  for (guint i = 0; (schema->entity_id == NULL || !said) && i < schema->n_fields; i++)
    if (tells_apart (schema, &schema->fields[i])
        && differs (schema, &schema->fields[i], apart, other, &ignored))
      return &schema->fields[i];
  return NULL;
}
