/* An import in words. See the header. Main thread. */
#include "attest-config.h"
#include "imports/attest-import-words.h"

#include "base/attest-listing.h"
#include "intake/attest-sheet-words.h"
#include "service/attest-service.h"

#include <glib/gi18n.h>
#include <string.h>

/* Paths */

static void
target_free (gpointer data)
{
  AttestImportTarget *target = data;

  g_free (target->path);
  g_free (target->label);
  g_free (target);
}

static void
add_targets (GPtrArray *targets, const AttestSchema *schema, const char *path, const char *label)
{
  for (guint i = 0; i < schema->n_fields; i++)
    {
      const AttestField *field = &schema->fields[i];
      const char *own = attest_field_get_label (schema, field);
      g_autofree char *name =
          label != NULL ? g_strdup_printf ("%s › %s", label, own) : g_strdup (own);
      AttestImportTarget *target = NULL;

      if (field->key == NULL)
        continue;
      if (field->kind == ATTEST_FIELD_RECORDS)
        {
          g_autofree char *below = g_strconcat (path, field->key, "[].", NULL);

          add_targets (targets, field->child, below, own);
          continue;
        }
      target = g_new0 (AttestImportTarget, 1);
      target->path =
          g_strconcat (path, field->key, field->kind == ATTEST_FIELD_TAGS ? "[]" : NULL, NULL);
      target->label = g_steal_pointer (&name);
      target->field = field;
      g_ptr_array_add (targets, target);
    }
}

/**
 * attest_import_list_targets:
 * @schema: a kind of record
 *
 * Returns: (transfer full) (element-type AttestImportTarget): every field of it, in its order
 */
GPtrArray *
attest_import_list_targets (const AttestSchema *schema)
{
  GPtrArray *targets = g_ptr_array_new_with_free_func (target_free);

  add_targets (targets, schema, "", NULL);
  return targets;
}

/**
 * attest_import_name_path:
 * @schema: a kind of record
 * @path: (nullable): as a column has it
 *
 * Returns: (transfer full): what it is called; "" for none
 */
char *
attest_import_name_path (const AttestSchema *schema, const char *path)
{
  AttestSheetPlace place = attest_sheet_place_find (schema, path);
  const char *label = NULL;

  if (path != NULL && *path == '#')
    return g_strdup (g_str_equal (path, ATTEST_SHEET_IDENTITY) ? _ ("Which rows belong together")
                                                               : _ ("Which row is the main one"));
  if (place.field == NULL)
    return g_strdup (path != NULL ? path : "");
  label = attest_field_get_label (attest_sheet_place_get_owner (&place, schema), place.field);
  if (place.list == NULL)
    return g_strdup (label);
  return g_strdup_printf ("%s › %s", attest_field_get_label (schema, place.list), label);
}

/**
 * attest_import_name_text:
 * @schema: that @field is of
 * @field: a field
 * @text: what stands in it
 *
 * Returns: (transfer full): as people read it
 */
char *
attest_import_name_text (const AttestSchema *schema, const AttestField *field, const char *text)
{
  const AttestChoice *choice =
      field->kind == ATTEST_FIELD_CHOICE ? attest_field_find_choice (field, text) : NULL;

  if (choice != NULL)
    return g_strdup (attest_choice_get_label (schema, choice));
  if (field->kind == ATTEST_FIELD_FLAG)
    return g_strdup (g_str_equal (text, "yes")  ? _ ("Yes")
                     : g_str_equal (text, "no") ? _ ("No")
                                                : "");
  return g_strdup (text);
}

/**
 * attest_import_get_schema:
 * @import: an import
 *
 * Returns: (transfer none): the kind of its records; the first kind while that is not known
 */
const AttestSchema *
attest_import_get_schema (AttestImport *import)
{
  AttestSheetImport *reading = attest_import_get_reading (import);

  return reading != NULL ? reading->schema : attest_service_list (NULL)[0]->schema;
}

/* Where each row went */

static void append_count (GString *words, guint n, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
append_count (GString *words, guint n, const char *format, ...)
{
  g_autofree char *part = NULL;
  va_list arguments;

  va_start (arguments, format);
  part = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (n > 0)
    attest_listing_add (words, part);
}

static char *
describe_skipped (const AttestImportCounts *counts)
{
  GString *words = g_string_new (NULL);
  const guint *n = counts->n_skipped;
  const guint n_titles = n[ATTEST_SHEET_ROW_TITLE];
  const guint n_heads = n[ATTEST_SHEET_ROW_HEADER] + n[ATTEST_SHEET_ROW_REPEATED];
  const guint n_totals = n[ATTEST_SHEET_ROW_TOTAL];
  const guint n_notes = n[ATTEST_SHEET_ROW_NOTE];
  const guint n_empty = n[ATTEST_SHEET_ROW_EMPTY];
  const guint n_hidden = n[ATTEST_SHEET_ROW_HIDDEN];
  const guint n_others = n[ATTEST_SHEET_ROW_OTHER];

  append_count (words, n_titles, ngettext ("%'u title", "%'u titles", n_titles), n_titles);
  append_count (words,
                n_heads,
                ngettext ("%'u with column titles", "%'u with column titles", n_heads),
                n_heads);
  append_count (words, n_totals, ngettext ("%'u total", "%'u totals", n_totals), n_totals);
  append_count (words,
                n_notes,
                ngettext ("%'u signature or note", "%'u signatures or notes", n_notes),
                n_notes);
  append_count (words, n_empty, ngettext ("%'u empty", "%'u empty", n_empty), n_empty);
  append_count (words, n_hidden, ngettext ("%'u hidden", "%'u hidden", n_hidden), n_hidden);
  append_count (words,
                n_others,
                ngettext ("%'u of another table", "%'u of another table", n_others),
                n_others);
  return g_string_free (words, FALSE);
}

/* Takes @words. Returns: (transfer full): and what other sheets have that is nobody's */
static char *
add_strays (AttestImport *import, char *words)
{
  const guint n = attest_import_get_reading (import)->strays->len;
  g_autofree char *own = words;
  g_autofree char *strays = NULL;

  if (n == 0)
    return g_steal_pointer (&own);
  strays = g_strdup_printf (ngettext ("%'u row of another sheet belongs to no record",
                                      "%'u rows of other sheets belong to no record",
                                      n),
                            n);
  return g_strdup_printf ("%s · %s", own, strays);
}

/**
 * attest_import_describe_rows:
 * @import: an import that was read
 *
 * Returns: (transfer full): what became of the rows of the sheet, in one sentence that adds up
 */
char *
attest_import_describe_rows (AttestImport *import)
{
  AttestImportCounts counts;
  g_autofree char *records = NULL;
  g_autofree char *skipped = NULL;
  g_autofree char *rows = NULL;
  guint n_left = 0;

  attest_import_count (import, &counts);
  records =
      g_strdup_printf (ngettext ("%'u record", "%'u records", counts.n_records), counts.n_records);
  skipped = describe_skipped (&counts);
  n_left = counts.n_rows - counts.n_rows_of_records;
  rows = g_strdup_printf (ngettext ("%'u row", "%'u rows", counts.n_rows), counts.n_rows);
  if (n_left == 0)
    /* Translators: rows of a sheet, and what became of them: "412 rows → 371 records" */
    return add_strays (import, g_strdup_printf (_ ("%s → %s"), rows, records));
  /* Translators: such as "412 rows → 371 records, 8 rows left out: 3 titles, 5 totals" */
  return add_strays (
      import,
      g_strdup_printf (
          ngettext ("%s → %s, %'u row left out: %s", "%s → %s, %'u rows left out: %s", n_left),
          rows,
          records,
          n_left,
          skipped));
}

/**
 * attest_import_describe_effect:
 * @import: an import that was read
 *
 * Returns: (transfer full): what keeping it does, in one sentence
 */
char *
attest_import_describe_effect (AttestImport *import)
{
  AttestImportCounts counts;
  const guint *n = counts.n_effects;
  g_autoptr (GString) words = g_string_new (NULL);
  guint n_new = 0, n_changed = 0, n_same = 0, n_edited = 0;

  attest_import_count (import, &counts);
  n_changed = n[ATTEST_IMPORT_EFFECT_UPDATE];
  n_same = n[ATTEST_IMPORT_EFFECT_NOTHING];
  n_edited = n[ATTEST_IMPORT_EFFECT_CONFLICT];
  n_new = counts.n_records - counts.n_left_out - n_changed - n_same - n_edited;
  /* Translators: these parts make one sentence: "5 new drafts, 41 changed, 321 stay as they are" */
  append_count (words, n_new, ngettext ("%'u new draft", "%'u new drafts", n_new), n_new);
  append_count (
      words, n_changed, ngettext ("%'u draft changed", "%'u drafts changed", n_changed), n_changed);
  append_count (
      words, n_same, ngettext ("%'u stays as it is", "%'u stay as they are", n_same), n_same);
  append_count (words,
                n_edited,
                ngettext ("%'u edited here and kept so", "%'u edited here and kept so", n_edited),
                n_edited);
  append_count (words,
                counts.n_left_out,
                ngettext ("%'u left out", "%'u left out", counts.n_left_out),
                counts.n_left_out);
  return add_strays (import, g_strdup (words->len > 0 ? words->str : _ ("Nothing to keep")));
}

/* One record */

/**
 * attest_import_describe_record:
 * @record: a record
 *
 * Returns: (transfer full): what it is compared with what is there: "New", "Changed · 2 fields"
 */
char *
attest_import_describe_record (AttestImportRecord *record)
{
  GPtrArray *changes = attest_import_record_get_changes (record);

  if (attest_import_record_get_is_left_out (record))
    return g_strdup (_ ("Left out"));
  if (attest_import_record_get_effect (record) == ATTEST_IMPORT_EFFECT_CONFLICT)
    return g_strdup (_ ("Edited here"));
  switch (attest_import_record_get_comparison (record))
    {
    case ATTEST_COMPARISON_NEW:
      return g_strdup (_ ("New"));
    case ATTEST_COMPARISON_UNCHANGED:
      return g_strdup (_ ("Unchanged"));
    case ATTEST_COMPARISON_CHANGED:
      if (changes != NULL && changes->len > 0)
        return g_strdup_printf (
            ngettext ("Changed · %u field", "Changed · %u fields", changes->len), changes->len);
      return g_strdup (_ ("Changed"));
    case ATTEST_COMPARISON_NONE:
    case ATTEST_N_COMPARISONS:
    default:
      return g_strdup ("");
    }
}

/**
 * attest_import_name_item:
 * @record: what stands in a list
 * @number: which one it is there, from 1
 *
 * Returns: (transfer full): "Site 2"
 */
char *
attest_import_name_item (AttestRecord *record, guint number)
{
  /* TRANSLATORS: an item of a list and its number, such as "Site 2" */
  return g_strdup_printf (C_ ("list item", "%s %u"),
                          attest_schema_get_title (attest_record_get_schema (record)),
                          number);
}

/* Returns: (nullable): the sign of what is wrong with it */
const char *
attest_import_get_state_icon_name (AttestImportRecord *record)
{
  if (attest_import_record_get_is_left_out (record))
    return NULL;
  return attest_import_record_get_n_errors (record) > 0     ? "dialog-error-symbolic"
         : attest_import_record_get_n_warnings (record) > 0 ? "dialog-warning-symbolic"
                                                            : NULL;
}

/* Returns: (nullable): its colour */
const char *
attest_import_get_state_style_class (AttestImportRecord *record)
{
  if (attest_import_record_get_is_left_out (record))
    return "dim-label";
  return attest_import_record_get_n_errors (record) > 0     ? "error"
         : attest_import_record_get_n_warnings (record) > 0 ? "warning"
                                                            : NULL;
}

static void
append_texts (GString *words, AttestRecord *record, const AttestField *const *path)
{
  const AttestSchema *schema = attest_record_get_schema (record);
  const guint index = attest_schema_index (schema, path[0]);

  if (attest_field_is_list (path[0]))
    {
      AttestRecordList *list = attest_record_get_list (record, index);

      for (guint i = 0; i < attest_record_list_get_length (list); i++)
        append_texts (words, attest_record_list_get (list, i), path + 1);
    }
  else if (*attest_record_get_text (record, index) != '\0')
    attest_listing_add (words, attest_record_get_text (record, index));
}

/**
 * attest_import_dup_standards:
 * @record: a record
 *
 * Returns: (transfer full): what it is held against, with ", " between
 */
char *
attest_import_dup_standards (AttestRecord *record)
{
  const AttestSchema *schema = attest_record_get_schema (record);
  GString *words = g_string_new (NULL);

  if (schema->standards[0] != NULL)
    append_texts (words, record, schema->standards);
  return g_string_free (words, FALSE);
}

/* "sites[3].street" is in the column for "sites[].street". */
static char *
without_places (const char *path)
{
  GString *plain = g_string_new (NULL);
  gboolean inside = FALSE;

  for (const char *c = path; *c != '\0'; c++)
    {
      if (*c == ']')
        inside = FALSE;
      if (!inside)
        g_string_append_c (plain, *c);
      if (*c == '[')
        inside = TRUE;
    }
  return g_string_free (plain, FALSE);
}

/* Returns: which of the rows of @record says what stands in a list at @path, from 0; G_MAXUINT:
 * that is known only where there is one row for each item. */
static guint
find_row (AttestImportRecord *record, const char *path)
{
  const char *place = strchr (path, '[');
  g_autofree char *list = place != NULL ? g_strndup (path, (gsize) (place - path)) : NULL;
  AttestRecord *typed = attest_import_record_get_record (record);
  const AttestSchema *schema = attest_record_get_schema (typed);

  for (guint i = 0; list != NULL && i < schema->n_fields; i++)
    if (g_str_equal (list, attest_field_get_path_name (&schema->fields[i]))
        && attest_record_list_get_length (attest_record_get_list (typed, i))
               == attest_import_record_get_rows (record)->len)
      return (guint) g_ascii_strtoull (place + 1, NULL, 10);
  return G_MAXUINT;
}

/**
 * attest_import_find_cell:
 * @import: an import that was read
 * @record: one of its records
 * @path: of a field, as in AttestProblem
 *
 * Returns: (transfer none) (nullable): what the row has there that it is from; of what stands in a
 *   list and may be from any of several rows, nothing is said
 */
const char *
attest_import_find_cell (AttestImport *import, AttestImportRecord *record, const char *path)
{
  AttestSheetImport *reading = attest_import_get_reading (import);
  g_autofree char *plain = without_places (path);
  const AttestSheetColumn *column =
      reading != NULL ? attest_sheet_table_find (reading->table, plain) : NULL;
  GArray *rows = attest_import_record_get_rows (record);
  const guint own = find_row (record, path);

  if (own == G_MAXUINT && rows->len > 1 && strchr (path, '[') != NULL)
    return NULL;
  for (guint i = 0; column != NULL && i < rows->len; i++)
    {
      const char *text = attest_sheet_table_get_text (
          reading->table, g_array_index (rows, guint, i) - 1, column->column);

      if (own != G_MAXUINT ? i == own : text != NULL && *text != '\0')
        return text;
    }
  return NULL;
}
