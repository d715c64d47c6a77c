/* What a person has to decide of an import: see the header. */
#include "attest-config.h"
#include "cli-undecided.h"

#include "base/attest-date.h"
#include "base/attest-listing.h"
#include "check/attest-problem.h"
#include "cli-output.h"

#include <glib/gi18n.h>
#include <stdio.h>

/* @reading: (out): of the value. Returns: (transfer none) (nullable): the column whose days can all
 * be read in two ways, of which one decision says which */
static const AttestSheetColumn *
find_column (const AttestSheetImport *import,
             const AttestSheetUndecided *value,
             AttestDateReading *reading)
{
  if (value->offer != NULL)
    return NULL;
  attest_date_read (value->value, reading);
  return reading->fault == ATTEST_DATE_TWO_WAYS
             ? attest_sheet_table_find (import->table, value->path)
             : NULL;
}

/* Returns: of how many cells a decision about the days under @path decides */
static guint
count_days (const AttestSheetImport *import, const char *path)
{
  guint n = 0;

  for (guint i = 0; i < import->undecided->len; i++)
    {
      const AttestSheetUndecided *value = import->undecided->pdata[i];
      AttestDateReading reading;

      if (g_str_equal (value->path, path) && find_column (import, value, &reading) != NULL)
        n += value->count;
    }
  return n;
}

static void
print_order (const AttestSheetColumn *column, const char *order, const char *day, guint n)
{
  g_autofree char *option = g_strdup_printf ("%s=%s", column->head, order);
  g_autofree char *quoted = g_shell_quote (option);

  cli_print (stdout, "  --date %s  (%s; %u)\n", quoted, day, n);
}

/* 03/04/2026 in a column in which no day says what stands first: one of the two, with what the
 * first of them would be. */
static void
print_orders (const AttestSheetImport *import,
              const AttestSheetUndecided *value,
              const AttestSheetColumn *column,
              const AttestDateReading *reading)
{
  static const char *const orders[] = { "d/m/y", "m/d/y" };
  const guint n = count_days (import, value->path);

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autofree char *day = attest_date_format_day (&reading->readings[i]);
      /* TRANSLATORS: a day as it is written in a sheet, 03/04/2026, and as it is sent */
      g_autofree char *words = g_strdup_printf (_ ("%s is %s"), value->value, day);

      print_order (column, orders[i], words, n);
    }
}

static void
print_value (const AttestSheetUndecided *value)
{
  g_autofree char *option = g_strdup_printf (
      "%s:%s=%s", value->path, value->value, value->offer != NULL ? value->offer : "");
  g_autofree char *quoted = g_shell_quote (option);

  cli_print (stdout, "  --value %s  (%u)\n", quoted, value->count);
}

/* What a sheet does not have, and is the same for all its records. */

/* Returns: how many records lack @field, where no column is for it; what is each record's own, and
 * whom it is about, is never said of all */
static guint
count_lacking (const AttestSheetImport *import, const AttestField *field)
{
  guint n = 0;

  if (!field->required || field->own || field->key == NULL || field == import->schema->entity
      || field == import->schema->entity_id
      || attest_sheet_table_find (import->table, field->key) != NULL)
    return 0;
  for (guint i = 0; i < import->records->len; i++)
    {
      const AttestSheetRecord *record = import->records->pdata[i];

      for (guint j = 0; j < record->problems->len; j++)
        if (g_str_equal (attest_problem_get_rule (record->problems->pdata[j]), "required")
            && g_strcmp0 (attest_problem_get_path (record->problems->pdata[j]), field->key) == 0)
          n++;
    }
  return n;
}

/* @field: a field that @n records lack, with the value where there is one alone, and what it can be
 * where there are several */
static void
print_field (const AttestField *field, guint n)
{
  const AttestChoice *choices = field->choices;
  const char *only =
      choices != NULL && choices[0].wire != NULL && choices[1].wire == NULL ? choices[0].wire : "";
  g_autofree char *option = g_strdup_printf ("%s=%s", field->key, only);
  g_autofree char *quoted = g_shell_quote (option);
  g_autoptr (GPtrArray) wires = g_ptr_array_new ();
  g_autofree char *listed = NULL;

  for (guint i = 0; *only == '\0' && choices != NULL && choices[i].wire != NULL; i++)
    g_ptr_array_add (wires, (gpointer) choices[i].wire);
  listed = attest_listing_quote (wires);
  cli_print (stdout, "  --set %s  (%u)%s%s\n", quoted, n, *listed != '\0' ? " " : "", listed);
}

static void
print_lacking (const AttestSheetImport *import)
{
  gboolean is_first = TRUE;

  for (guint i = 0; i < import->schema->n_fields; i++)
    {
      const AttestField *field = &import->schema->fields[i];
      const guint n = attest_field_is_list (field) ? 0 : count_lacking (import, field);

      if (n == 0)
        continue;
      if (is_first)
        cli_print (stdout, "%s\n", _ ("These are required and have no column; for all records:"));
      is_first = FALSE;
      print_field (field, n);
    }
}

/**
 * cli_print_undecided:
 * @import: what was read
 *
 * Prints the options that decide what is not decided yet.
 */
void
cli_print_undecided (const AttestSheetImport *import)
{
  g_autoptr (GHashTable) printed = g_hash_table_new (g_str_hash, g_str_equal);

  if (import->undecided->len > 0)
    cli_print (stdout, "%s\n", _ ("These values have to be decided:"));
  for (guint i = 0; i < import->undecided->len; i++)
    {
      const AttestSheetUndecided *value = import->undecided->pdata[i];
      AttestDateReading reading = { 0 };
      const AttestSheetColumn *column = find_column (import, value, &reading);

      if (column == NULL)
        print_value (value);
      else if (g_hash_table_add (printed, (gpointer) value->path))
        print_orders (import, value, column, &reading);
    }
  print_lacking (import);
}
