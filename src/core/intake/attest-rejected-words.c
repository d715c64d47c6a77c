/* What is wrong with a rejected record, in words: see the header. A file of text has no colours and
 * no comments, so that each line has to say which field it is about. */
#include "attest-config.h"
#include "intake/attest-rejected-words.h"

#include "base/attest-str.h"
#include "check/attest-check.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Returns: (nullable): the field that @path, or its beginning, names */
static const AttestField *
find_field (const AttestSchema *schema, const char *path)
{
  g_autofree char *key = g_strndup (path, strcspn (path, "[."));

  for (guint i = 0; i < schema->n_fields; i++)
    if (g_str_equal (attest_field_get_path_name (&schema->fields[i]), key))
      return &schema->fields[i];
  return NULL;
}

static void
add_part (GString *name, const char *part)
{
  if (name->len > 0)
    g_string_append (name, " › ");
  g_string_append (name, part);
}

/* Returns: (nullable): the item of @list whose place stands in brackets at @path, which is called
 * by its title, or else by its number */
static AttestRecord *
enter (GString *name, AttestRecordList *list, const char *path)
{
  const guint64 place = *path == '[' ? g_ascii_strtoull (path + 1, NULL, 10) : G_MAXUINT;
  AttestRecord *item = NULL;
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, place + 1);

  if (*path != '[' || path[1] == ']' || place >= attest_record_list_get_length (list))
    return NULL;
  item = attest_record_list_get (list, (guint) place);
  add_part (name,
            attest_str_is_blank (attest_record_get_title (item)) ? number
                                                                 : attest_record_get_title (item));
  return item;
}

/**
 * attest_rejected_name_place:
 * @record: a record
 * @path: as in AttestProblem, or without the places of items
 *
 * Returns: (transfer full): what people call it: Sites › Leeds › Street; "" for the whole record
 */
char *
attest_rejected_name_place (AttestRecord *record, const char *path)
{
  GString *name = g_string_new (NULL);
  AttestRecord *at = record;
  const AttestSchema *schema = attest_record_get_schema (record);

  while (schema != NULL && *path != '\0')
    {
      const AttestField *field = find_field (schema, path);

      if (field == NULL)
        break;
      add_part (name, attest_field_get_label (schema, field));
      path += strcspn (path, "[.");
      if (at != NULL && attest_field_is_list (field))
        at = enter (name, attest_record_get_list (at, attest_schema_index (schema, field)), path);
      schema = field->child;
      path += strcspn (path, ".");
      path += *path == '.';
    }
  return g_string_free (name, FALSE);
}

/* Returns: (transfer none): @text, or what people call it where it is one of several choices */
static const char *
get_label (const AttestSchema *schema, const AttestField *field, const char *text)
{
  const AttestChoice *choice =
      field->kind == ATTEST_FIELD_CHOICE ? attest_field_find_choice (field, text) : NULL;

  return choice != NULL ? attest_choice_get_label (schema, choice) : text;
}

/**
 * attest_rejected_explain_undecided:
 * @schema: that @field is of
 * @field: a field
 * @value: what stands in its cell, and only a person can tell
 *
 * Returns: (transfer full): why
 */
char *
attest_rejected_explain_undecided (const AttestSchema *schema,
                                   const AttestField *field,
                                   const AttestSheetUndecided *value)
{
  char *reason = field->kind == ATTEST_FIELD_DATE ? attest_check_explain_date (value->value) : NULL;

  if (reason != NULL)
    return reason;
  if (value->offer == NULL)
    return g_strdup (_ ("Attest does not know what this means."));
  /* TRANSLATORS: %s is what a text in a sheet may mean */
  return g_strdup_printf (_ ("Attest is not certain that this means “%s”."),
                          get_label (schema, field, value->offer));
}

/**
 * attest_rejected_add_line:
 * @words: lines
 * @lines: (element-type utf8): those in it; owns its texts
 * @place: "": it is about all of the record
 *
 * Adds a line, unless it is there already.
 */
void
attest_rejected_add_line (GString *words, GHashTable *lines, const char *place, const char *message)
{
  char *line = *place != '\0' ? g_strdup_printf ("%s: %s", place, message) : g_strdup (message);

  if (!g_hash_table_contains (lines, line))
    g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", line);
  g_hash_table_add (lines, line);
}
