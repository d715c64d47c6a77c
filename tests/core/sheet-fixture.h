/* Sheets for tests: small ones in the words of offices, and what the import makes of them. */
#pragma once

#include "check/attest-problem.h"
#include "intake/attest-sheet-import.h"
#include "model/attest-certificate.h"
#include "sheet/attest-grid-parts.h"

#include <string.h>

typedef struct
{
  AttestWorkbook *workbook;
  AttestSheetImport *import;
} Read;

static inline void
read_clear (Read *self)
{
  g_clear_pointer (&self->import, attest_sheet_import_free);
  g_clear_pointer (&self->workbook, attest_workbook_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Read, read_clear)

/* @text: a file */
static inline Read
read_with (const char *text, const AttestDecisions *decisions)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  Read read = { NULL };

  read.workbook = attest_workbook_read (bytes, NULL, NULL, &error);
  g_assert_no_error (error);
  read.import = attest_sheet_import_read (read.workbook, decisions, NULL, &error);
  g_assert_no_error (error);
  return read;
}

static inline Read
read_sheet (const char *text)
{
  g_autoptr (AttestDecisions) none = attest_decisions_new ();

  return read_with (text, none);
}

typedef struct
{
  AttestImportDecision decision;
  const char *key;
  const char *value;
} Decided;

static inline AttestDecisions *
decide (const Decided *all, gsize n)
{
  AttestDecisions *decisions = attest_decisions_new ();

  for (gsize i = 0; i < n; i++)
    attest_decisions_set (decisions, all[i].decision, all[i].key, all[i].value);
  return decisions;
}

static inline const AttestSheetRecord *
get (const Read *read, guint i)
{
  g_assert_cmpuint (i, <, read->import->records->len);
  return read->import->records->pdata[i];
}

static inline const char *
get_text (const Read *read, guint i, guint field)
{
  return attest_record_get_text (get (read, i)->record, field);
}

/* “Scheme: standard, standard; …” */
static inline char *
dup_standards (const Read *read, guint i)
{
  AttestRecordList *schemes =
      attest_record_get_list (get (read, i)->record, ATTEST_CERTIFICATE_SCHEMES);
  GString *text = g_string_new (NULL);

  for (guint s = 0; s < attest_record_list_get_length (schemes); s++)
    {
      AttestRecord *scheme = attest_record_list_get (schemes, s);
      AttestRecordList *standards = attest_record_get_list (scheme, ATTEST_SCHEME_STANDARDS);

      for (guint t = 0; t < attest_record_list_get_length (standards); t++)
        g_string_append_printf (
            text,
            "%s%s",
            text->len > 0 ? ", " : "",
            attest_record_get_text (attest_record_list_get (standards, t), ATTEST_STANDARD_NAME));
    }
  return g_string_free (text, FALSE);
}

static inline void
assert_standards (const Read *read, guint i, const char *expected)
{
  g_autofree char *standards = dup_standards (read, i);

  g_assert_cmpstr (standards, ==, expected);
}

static inline guint
count_sites (const Read *read, guint i)
{
  return attest_record_list_get_length (
      attest_record_get_list (get (read, i)->record, ATTEST_CERTIFICATE_SITES));
}

static inline const char *
get_site (const Read *read, guint i, guint site, guint field)
{
  return attest_record_get_text (
      attest_record_list_get (
          attest_record_get_list (get (read, i)->record, ATTEST_CERTIFICATE_SITES), site),
      field);
}

static inline gboolean
has_rule (const Read *read, guint i, const char *rule)
{
  GPtrArray *problems = get (read, i)->problems;

  for (guint p = 0; p < problems->len; p++)
    if (g_strcmp0 (attest_problem_get_rule (problems->pdata[p]), rule) == 0)
      return TRUE;
  return FALSE;
}

/* Every row of the sheet is some record's, or is listed. */
static inline void
assert_adds_up (const Read *read)
{
  guint n = 0;

  for (guint i = 0; i < read->import->records->len; i++)
    n += get (read, i)->rows->len;
  n -= read->import->n_shared;
  for (guint i = 0; i < read->import->skipped->len; i++)
    {
      const AttestSheetSkip *skip = &g_array_index (read->import->skipped, AttestSheetSkip, i);

      n += skip->last - skip->first + 1;
    }
  g_assert_cmpuint (n, ==, attest_grid_get_n_rows (read->import->table->grid));
}

static inline const AttestSheetUndecided *
find_undecided (const Read *read, const char *value)
{
  for (guint i = 0; i < read->import->undecided->len; i++)
    {
      const AttestSheetUndecided *undecided = read->import->undecided->pdata[i];

      if (g_str_equal (undecided->value, value))
        return undecided;
    }
  return NULL;
}

/* @text: cells parted by commas, rows by the end of a line */
static inline AttestGrid *
add_grid (AttestWorkbook *workbook, const char *name, const char *text)
{
  AttestGrid *grid = attest_grid_new (name);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint row = 0; lines[row] != NULL; row++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[row], ",", -1);

      for (guint i = 0; cells[i] != NULL; i++)
        g_assert_true (attest_grid_set (
            grid, (AttestGridPlace){ row, i }, ATTEST_CELL_TEXT, cells[i], strlen (cells[i])));
    }
  g_ptr_array_add (workbook->grids, grid);
  return grid;
}

/* @workbook: (transfer full); @sheet: (nullable): the sheets that are chosen */
static inline Read
read_workbook (AttestWorkbook *workbook, const char *sheet)
{
  g_autoptr (AttestDecisions) decisions = attest_decisions_new ();
  g_autoptr (GError) error = NULL;
  Read read = { workbook };

  attest_decisions_set (decisions, ATTEST_DECIDE_SHEET, "", sheet);
  read.import = attest_sheet_import_read (workbook, decisions, NULL, &error);
  g_assert_no_error (error);
  return read;
}
