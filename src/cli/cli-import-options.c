/* The options of attestctl import: see the header. What an option names has to be there: a script
 * whose sheet has changed is told so, and does not go on without it. */
#include "attest-config.h"
#include "cli-import-options.h"

#include "base/attest-listing.h"
#include "cli-input.h"
#include "cli-output.h"
#include "cli-workspace.h"
#include "cli.h"
#include "intake/attest-sheet-import.h"
#include "intake/attest-sheet-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST_ROWS 1048576 /* of a sheet */

/* Lets go of what @self has. */
void
cli_import_options_clear (CliImportOptions *self)
{
  g_free (self->kind);
  g_free (self->encoding);
  g_free (self->separator);
  g_free (self->layout);
  g_free (self->header);
  g_free (self->rejected);
  g_free (self->profile);
  g_free (self->save_profile);
  g_free (self->compare);
  g_free (self->queue);
  g_strfreev (self->sheets);
  g_strfreev (self->maps);
  g_strfreev (self->sets);
  g_strfreev (self->values);
  g_strfreev (self->dates);
}
/* Each is KEY=VALUE. */
static void
decide_all (AttestImport *import, AttestImportDecision decision, char **wishes)
{
  for (guint i = 0; wishes != NULL && wishes[i] != NULL; i++)
    {
      /* What a value means has no “=” in it; what stands in a sheet may. A path has none. */
      const char *equals =
          decision == ATTEST_DECIDE_CONSTANT ? strchr (wishes[i], '=') : strrchr (wishes[i], '=');
      g_autofree char *key =
          equals != NULL ? g_strndup (wishes[i], (gsize) (equals - wishes[i])) : NULL;

      attest_import_decide (
          import, decision, key != NULL ? key : wishes[i], key != NULL ? equals + 1 : "");
    }
}

/* Decides about @import what is said. @schema: (nullable): the kind of record that was named */
void
cli_import_options_decide (const CliImportOptions *self,
                           AttestImport *import,
                           const AttestSchema *schema)
{
  const char *separator =
      self->separator != NULL && strcmp (self->separator, "\\t") == 0 ? "\t" : self->separator;
  g_autofree char *sheet = self->sheets != NULL ? g_strjoinv ("\n", self->sheets) : NULL;
  const struct
  {
    AttestImportDecision decision;
    const char *value;
  } whole[] = {
    { ATTEST_DECIDE_KIND, schema != NULL ? schema->name : NULL },
    { ATTEST_DECIDE_ENCODING, self->encoding },
    { ATTEST_DECIDE_SEPARATOR, separator },
    { ATTEST_DECIDE_SHEET, sheet },
    { ATTEST_DECIDE_HEADER, self->header },
    { ATTEST_DECIDE_LAYOUT, self->layout },
    { ATTEST_DECIDE_OFFERS, self->accept_offers ? "yes" : NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (whole); i++)
    attest_import_decide (import, whole[i].decision, "", whole[i].value);
  decide_all (import, ATTEST_DECIDE_COLUMN, self->maps);
  decide_all (import, ATTEST_DECIDE_VALUE, self->values);
  decide_all (import, ATTEST_DECIDE_DATE, self->dates);
  decide_all (import, ATTEST_DECIDE_CONSTANT, self->sets);
}

/* How they are written. */

static GOptionEntry
texts (const char *name, char ***values, const char *what, const char *placeholder)
{
  return (GOptionEntry){ name, 0, 0, G_OPTION_ARG_STRING_ARRAY, values, what, placeholder };
}

static gboolean
is_one_of (const char *text, const char *const *all)
{
  return text == NULL || g_strv_contains (all, text);
}

/* Returns: (nullable): what of @wishes is not KEY=VALUE */
static const char *
find_odd (char **wishes)
{
  for (guint i = 0; wishes != NULL && wishes[i] != NULL; i++)
    if (wishes[i][0] == '=' || strchr (wishes[i], '=') == NULL)
      return wishes[i];
  return NULL;
}

static gboolean
are_orders (char **dates)
{
  static const char *const orders[] = { "d/m/y", "m/d/y", "y/m/d", NULL };

  for (guint i = 0; dates != NULL && dates[i] != NULL; i++)
    if (!g_strv_contains (orders, strrchr (dates[i], '=') + 1))
      return FALSE;
  return TRUE;
}

static gboolean
is_encoding (const char *name)
{
  GIConv converter = name != NULL ? g_iconv_open ("UTF-8", name) : NULL;

  if (converter == (GIConv) -1)
    return FALSE;
  if (converter != NULL)
    g_iconv_close (converter);
  return TRUE;
}

static int
check_pairs (const CliImportOptions *self)
{
  const struct
  {
    char **wishes;
    const char *form;
  } all[] = {
    { self->maps, "--map HEAD=PATH" },
    { self->sets, "--set PATH=VALUE" },
    { self->values, "--value [PATH:]OLD=NEW" },
    { self->dates, "--date HEAD=d/m/y" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (find_odd (all[i].wishes) != NULL)
      /* TRANSLATORS: %s: what was written after an option, and how it is to be written */
      return cli_usage (_ ("“%s”: write %s"), find_odd (all[i].wishes), all[i].form);
  if (!are_orders (self->dates))
    return cli_usage (_ ("the order of a date is one of: %s"), "d/m/y, m/d/y, y/m/d");
  return CLI_OK;
}

static int
check_forms (const CliImportOptions *self)
{
  static const char *const layouts[] = { "A", "B", "C", "D", "E", "F", "G", "H", "I", NULL };

  if (self->header != NULL
      && !g_ascii_string_to_unsigned (self->header, 10, 1, MOST_ROWS, NULL, NULL))
    return cli_usage (_ ("--header is the number of a row, from 1"));
  if (!is_one_of (self->layout, layouts))
    return cli_usage (_ ("--layout is a letter from A to I"));
  if (self->separator != NULL && strlen (self->separator) != 1
      && strcmp (self->separator, "\\t") != 0)
    return cli_usage (_ ("--separator is one sign, or \\t"));
  if (!is_encoding (self->encoding))
    return cli_usage (_ ("“%s” is not an encoding, such as UTF-8, CP949 or Shift_JIS"),
                      self->encoding);
  if (self->save_profile != NULL && *self->save_profile == '\0')
    return cli_usage (_ ("--save-profile needs a name"));
  return check_pairs (self);
}

/**
 * cli_import_options_parse:
 * @self: (out caller-allocates): options
 * @argc: (inout): of the command
 * @argv: (inout): of the command; afterwards the file is its second
 * @schema: (out) (nullable): the kind of record that is named, if one is
 *
 * Returns: an exit code
 */
int
cli_import_options_parse (CliImportOptions *self,
                          int *argc,
                          char ***argv,
                          const AttestSchema **schema)
{
  const GOptionEntry entries[] = {
    cli_text ("kind", &self->kind, N_ ("Kind of record in the file"), "certificate|form"),
    texts ("sheet",
           &self->sheets,
           N_ ("Name of the sheet with the records; several, or a pattern, are read as one"),
           "NAME"),
    cli_text ("header", &self->header, N_ ("Row of the column titles"), "N"),
    cli_text ("encoding", &self->encoding, N_ ("Encoding of a text file"), "NAME"),
    cli_text (
        "separator", &self->separator, N_ ("Separator between the cells of a text file"), "SIGN"),
    cli_text ("layout", &self->layout, N_ ("A: every row is a record of its own"), "LETTER"),
    texts ("map", &self->maps, N_ ("Field of a column"), "HEAD=PATH"),
    texts ("set", &self->sets, N_ ("Value for all records that have none"), "PATH=VALUE"),
    texts ("value", &self->values, N_ ("Meaning of a value"), "[PATH:]OLD=NEW"),
    texts ("date", &self->dates, N_ ("Order of day and month in a column"), "HEAD=d/m/y"),
    cli_flag ("accept-offers", &self->accept_offers, N_ ("Accept the suggested values")),
    cli_flag ("convert",
              &self->convert,
              N_ ("Let LibreOffice convert a file in another format: .xls, .xlsb, .fods")),
    cli_text ("rejected",
              &self->rejected,
              N_ ("Write the rows with errors into a sheet to correct: .xlsx or .csv"),
              "FILE"),
    cli_text ("profile", &self->profile, N_ ("Read the sheet by a saved profile"), "NAME"),
    cli_text ("save-profile", &self->save_profile, N_ ("Save the decisions as a profile"), "NAME"),
    cli_text ("compare",
              &self->compare,
              N_ ("Compare with what the environment has accepted"),
              "practice|test|production"),
    cli_flag ("keep", &self->keep, N_ ("Keep the records as drafts")),
    cli_text ("queue",
              &self->queue,
              N_ ("Keep them, and add what is new or changed to the outbox"),
              "practice|test|production"),
    cli_flag ("bulk", &self->bulk, N_ ("Send up to 100 certificates at once, for a first load")),
    cli_flag ("yes", &self->yes, N_ ("Confirm sending to production")),
    cli_flag ("allow-problems", &self->allow_problems, N_ ("Keep them with their problems")),
    cli_flag ("json", &self->json, N_ ("Print the result as JSON")),
    G_OPTION_ENTRY_NULL,
  };

  if (!cli_parse (_ ("FILE"),
                  _ ("Reads records from a spreadsheet: CSV, XLSX, ODS or HTML, or from JSON; “-” "
                     "reads standard input. Exits with 1 if there are problems or values to "
                     "decide."),
                  entries,
                  argc,
                  argv))
    return CLI_USAGE;
  if (*argc != 2)
    return cli_usage (_ ("specify one file"));
  if (!cli_kind_from_id (self->kind, schema))
    return CLI_USAGE;
  return check_forms (self);
}

/* What they name in the file. */

static gboolean fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, format, args);
  va_end (args);
  return FALSE;
}

static gboolean
check_sheet (const char *wish, const AttestWorkbook *workbook, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < workbook->grids->len; i++)
    {
      const char *name = attest_grid_get_name (g_ptr_array_index (workbook->grids, i));

      if (attest_sheet_choice_has (wish, name))
        return TRUE;
      attest_listing_add_quoted (names, name);
    }
  if (workbook->grids->len < 2)
    return fail (error, _ ("There is no sheet “%s” in the file."), wish);
  return fail (error,
               /* TRANSLATORS: the name that was asked for, and all there are, in quotation marks */
               _ ("There is no sheet “%s” in the file. There are: %s."),
               wish,
               names->str);
}

/* What is named is read, or it is an error; a pattern means those that can be read as one. */
static gboolean
check_sheets (const CliImportOptions *self, AttestImport *import, GError **error)
{
  const AttestSheetImport *reading = attest_import_get_reading (import);

  for (guint i = 0; self->sheets != NULL && self->sheets[i] != NULL; i++)
    {
      const char *wish = self->sheets[i];

      if (!check_sheet (wish, attest_import_get_workbook (import), error))
        return FALSE;
      if (reading != NULL && !attest_sheet_choice_is_several (wish)
          && !g_ptr_array_find_with_equal_func (reading->alike, wish, g_str_equal, NULL))
        return fail (error,
                     /* TRANSLATORS: names of sheets */
                     _ ("The sheet “%s” has other columns than “%s”. Read it on its own."),
                     wish,
                     attest_grid_get_name (reading->table->grid));
    }
  return TRUE;
}

static gboolean
check_header (const CliImportOptions *self, const AttestWorkbook *workbook, GError **error)
{
  guint64 wanted = self->header != NULL ? g_ascii_strtoull (self->header, NULL, 10) : 0;
  guint n_rows = 0;

  for (guint i = 0; i < workbook->grids->len; i++)
    n_rows = MAX (n_rows, attest_grid_get_n_rows (g_ptr_array_index (workbook->grids, i)));
  return wanted <= n_rows
         || fail (error, _ ("There is no row %s in the file: it has %u."), self->header, n_rows);
}

static gboolean
has_head (const AttestWorkbook *workbook, const AttestSheetImport *reading, const char *head)
{
  g_autofree char *wanted = attest_sheet_fold (head);

  for (guint i = 0; i < workbook->grids->len; i++)
    {
      g_autoptr (AttestSheetTable) table = attest_sheet_table_new (
          g_ptr_array_index (workbook->grids, i), reading->schema, reading->decisions);

      for (guint j = 0; j < table->columns->len; j++)
        {
          const AttestSheetColumn *column = g_ptr_array_index (table->columns, j);
          g_autofree char *own = attest_sheet_fold (column->head);

          if (g_str_equal (own, wanted))
            return TRUE;
        }
    }
  return FALSE;
}

/* What is not a field of the record begins with “#” (a number that groups rows). */
static gboolean
is_path (const AttestSheetImport *reading, const char *path)
{
  return *path == '\0' || *path == '#'
         || attest_sheet_place_find (reading->schema, path).field != NULL;
}

/* Returns: (transfer full): the columns of all sheets */
static char *
list_heads (const AttestWorkbook *workbook, const AttestSheetImport *reading)
{
  g_autoptr (GString) heads = g_string_new (NULL);

  for (guint i = 0; i < workbook->grids->len; i++)
    {
      g_autoptr (AttestSheetTable) table = attest_sheet_table_new (
          g_ptr_array_index (workbook->grids, i), reading->schema, reading->decisions);

      for (guint j = 0; j < table->columns->len; j++)
        attest_listing_add_quoted (
            heads, ((AttestSheetColumn *) g_ptr_array_index (table->columns, j))->head);
    }
  return g_string_free (g_steal_pointer (&heads), FALSE);
}

static gboolean
check_heads (char **wishes,
             gboolean are_paths,
             const AttestWorkbook *workbook,
             const AttestSheetImport *reading,
             GError **error)
{
  for (guint i = 0; wishes != NULL && wishes[i] != NULL; i++)
    {
      const char *equals = strrchr (wishes[i], '=');
      g_autofree char *head = g_strndup (wishes[i], (gsize) (equals - wishes[i]));

      if (!has_head (workbook, reading, head))
        {
          g_autofree char *heads = list_heads (workbook, reading);

          return fail (
              error, _ ("There is no column “%s” in the file. There are: %s."), head, heads);
        }
      if (are_paths && !is_path (reading, equals + 1))
        {
          g_autofree char *paths = attest_sheet_place_list_paths (reading->schema);

          return fail (error, _ ("“%s” is not a field; these are: %s"), equals + 1, paths);
        }
    }
  return TRUE;
}

/**
 * cli_import_options_check:
 * @self: options
 * @import: the file they are about, read or not understood
 * @error: return location for %G_IO_ERROR_INVALID_ARGUMENT
 *
 * Returns: whether the sheet, row and columns that are named are there
 */
gboolean
cli_import_options_check (const CliImportOptions *self, AttestImport *import, GError **error)
{
  const AttestWorkbook *workbook = attest_import_get_workbook (import);
  const AttestSheetImport *reading = attest_import_get_reading (import);

  if (workbook == NULL)
    return TRUE;
  if (!check_sheets (self, import, error) || !check_header (self, workbook, error))
    return FALSE;
  return reading == NULL
         || (check_heads (self->maps, TRUE, workbook, reading, error)
             && check_heads (self->dates, FALSE, workbook, reading, error));
}

/* @import: was read. Tells which values are decided that are in no cell: mistyped, or not there any
 * more. A script for every month may well name some of them, so this is no error. */
void
cli_import_options_tell_unmet (const CliImportOptions *self, AttestImport *import)
{
  const AttestSheetImport *reading = attest_import_get_reading (import);

  for (guint i = 0; self->values != NULL && self->values[i] != NULL; i++)
    {
      const char *equals = strrchr (self->values[i], '=');
      g_autofree char *key = g_strndup (self->values[i], (gsize) (equals - self->values[i]));

      if (attest_sheet_values_count_met (reading->values, key) > 0)
        continue;
      cli_print (stderr,
                 /* TRANSLATORS: %s is what a user wrote after --value */
                 _ ("attestctl: --value “%s” has no effect: no cell that was read has this "
                    "value."),
                 self->values[i]);
      cli_print (stderr, "\n");
    }
}
