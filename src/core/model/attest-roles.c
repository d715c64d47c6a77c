/* Roles of the fields of a record: see the header. Any thread that owns the record. */
#include "attest-config.h"
#include "model/attest-roles.h"

#include "base/attest-text.h"

#define KEY_USE ATTEST_TEXT_CODE

static char *
make_key (AttestRecord *record)
{
  const AttestSchema *schema = attest_record_get_schema (record);
  g_autoptr (GString) key = g_string_new (NULL);
  g_autofree char *title = attest_text_tidy (attest_record_get_title (record), KEY_USE);

  if (*title == '\0')
    return g_strdup ("");
  g_string_append (key, title);
  for (guint i = 0; schema->key_with[i] != NULL; i++)
    {
      g_autofree char *part =
          attest_text_tidy (attest_record_get_role (record, schema->key_with[i]), KEY_USE);

      g_string_append_printf (key, "\n%s", part);
    }
  return g_string_free (g_steal_pointer (&key), FALSE);
}

/* Texts of the fields @path leads to, through its lists. */
static void
add_texts (AttestRecord *record, const AttestField *const *path, GString *texts)
{
  guint field = attest_schema_index (attest_record_get_schema (record), path[0]);
  AttestRecordList *list = NULL;
  const char *text = NULL;

  if (path[1] == NULL)
    {
      text = attest_record_get_text (record, field);
      if (*text != '\0')
        g_string_append_printf (texts, "%s%s", texts->len > 0 ? ", " : "", text);
      return;
    }
  list = attest_record_get_list (record, field);
  for (guint i = 0; i < attest_record_list_get_length (list); i++)
    add_texts (attest_record_list_get (list, i), path + 1, texts);
}

static char *
make_standards (AttestRecord *record)
{
  const AttestSchema *schema = attest_record_get_schema (record);
  g_autoptr (GString) texts = g_string_new (NULL);

  if (schema->standards[0] != NULL)
    add_texts (record, schema->standards, texts);
  return g_string_free (g_steal_pointer (&texts), FALSE);
}

static char *
make_day (AttestRecord *record, const AttestField *role)
{
  AttestDateReading reading = { .fault = ATTEST_DATE_UNREADABLE };
  guint field = 0;
  gint64 moment = 0;

  if (role == NULL)
    return g_strdup ("");
  field = attest_schema_index (attest_record_get_schema (record), role);
  if (role->kind == ATTEST_FIELD_DATE_TIME)
    reading.fault = attest_record_read_moment (record, field, &reading, &moment);
  else
    attest_record_read_date (record, field, &reading);
  if (reading.fault != ATTEST_DATE_FINE || reading.n_readings == 0)
    return g_strdup ("");
  return g_strdup_printf ("%04u-%02u-%02u",
                          g_date_get_year (&reading.readings[0]),
                          g_date_get_month (&reading.readings[0]),
                          g_date_get_day (&reading.readings[0]));
}

static char *
make_search (AttestRecord *record, const char *standards)
{
  const AttestField *const *field = attest_record_get_schema (record)->searched;
  g_autoptr (GString) text = g_string_new (NULL);

  for (; *field != NULL; field++)
    {
      g_string_append (text, attest_record_get_role (record, *field));
      g_string_append_c (text, '\n'); /* no search finds across the border of two fields */
    }
  g_string_append (text, standards);
  return attest_text_fold_for_search (text->str);
}

/**
 * attest_roles_read:
 * @self: (out caller-allocates): attest_roles_clear() when done
 * @record: any record
 */
void
attest_roles_read (AttestRoles *self, AttestRecord *record)
{
  const AttestSchema *schema = attest_record_get_schema (record);

  self->key = make_key (record);
  self->standards = make_standards (record);
  self->first = make_day (record, schema->first);
  self->begins = make_day (record, schema->begins);
  self->ends = make_day (record, schema->ends);
  self->search = make_search (record, self->standards);
  self->confidential =
      schema->confidential != NULL
      && attest_record_get_flag (record, attest_schema_index (schema, schema->confidential))
             == ATTEST_FLAG_YES;
}

/* Frees what @self holds, not @self. */
void
attest_roles_clear (AttestRoles *self)
{
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->standards, g_free);
  g_clear_pointer (&self->first, g_free);
  g_clear_pointer (&self->begins, g_free);
  g_clear_pointer (&self->ends, g_free);
  g_clear_pointer (&self->search, g_free);
}
