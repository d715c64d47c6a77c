/* Rows of one certificate, one for each time that it was issued: see the header.
 *
 * That is so where two rows are about the same standards and sites, and the days of one are months
 * after those of the other. A row for each standard or site has others, and a slip of the pen
 * mostly is of days. */
#include "attest-config.h"
#include "intake/attest-sheet-renewals.h"

#include "base/attest-date.h"
#include "base/attest-str.h"
#include "base/attest-text.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-words.h"

#include <string.h>

#define LEAST_APART 150 /* days between two issues of a certificate */

#define KIND_OF_CERTIFICATION "certification_type"

/* Returns: the last day that @text says; 0: none that can be read */
static guint32
read_last_day (const char *text, const AttestSheetDays *days)
{
  static const char *const between[] = { "~", "～", "∼", "〜" };
  AttestDateReading reading = { 0 };
  const GDate *day = NULL;
  g_autofree char *tidy = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (between); i++)
    {
      const char *sign = strstr (text, between[i]);

      text = sign != NULL ? sign + strlen (between[i]) : text;
    }
  tidy = attest_text_tidy (text, ATTEST_TEXT_LINE);
  if (!attest_str_has_digit (tidy))
    return 0;
  attest_date_read (tidy, &reading);
  if (reading.fault == ATTEST_DATE_FINE)
    day = &reading.readings[0];
  else if (reading.fault == ATTEST_DATE_TWO_WAYS)
    day = attest_sheet_days_get_whole (&reading, days->order);
  if (day == NULL && reading.fault != ATTEST_DATE_FINE)
    day = attest_sheet_days_guess (days, &reading, tidy);
  return day != NULL ? g_date_get_julian (day) : 0;
}

/* ISO 9001:2008, ISO 9001-2015: a certificate that was issued again can be by another edition. */
static char *
drop_editions (const char *text)
{
  static GRegex *regex = NULL;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex,
                       g_regex_new ("[:-](?:19|20)[0-9]{2}(?![0-9])", G_REGEX_OPTIMIZE, 0, NULL));
  return g_regex_replace_literal (regex, text, -1, 0, "", 0, NULL);
}

/* Whether @column says what of the record a row is about. 구분 can be the kind of an audit. */
static gboolean
says_what (const AttestSheetColumn *column, const char *text)
{
  const char *wire = NULL;

  if (column->standard != NULL || column->place.list != NULL)
    return TRUE;
  return g_strcmp0 (column->path, ATTEST_SHEET_MAIN) == 0
         && attest_sheet_find_value (KIND_OF_CERTIFICATION, text, &wire)
                != ATTEST_SHEET_WORD_OFFERED;
}

/* When a row says that the certificate holds. */
typedef struct
{
  guint32 begins;
  guint32 ends;
} Days;

static Days
read_days (AttestSheetTable *table, guint row, const GPtrArray *columns)
{
  const AttestSchema *schema = table->schema;
  Days days = { 0 };

  for (guint i = 0; i < columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (columns, i);
      const char *text = NULL;

      if (column->path == NULL || column->place.list != NULL || column->place.field == NULL
          || (column->place.field != schema->begins && column->place.field != schema->ends))
        continue;
      text = attest_sheet_table_get_text (table, row, column->column);
      if (column->place.field == schema->begins)
        days.begins = read_last_day (text, &column->days);
      else
        days.ends = read_last_day (text, &column->days);
    }
  return days;
}

/* Returns: (transfer full): which standards and sites the row is about, as written */
static char *
dup_about (AttestSheetTable *table, guint row, const GPtrArray *columns)
{
  g_autoptr (GString) about = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (columns, i);
      const char *text = attest_sheet_table_get_text (table, row, column->column);

      if (!attest_sheet_is_nothing (text) && says_what (column, text))
        g_string_append_printf (about, "%u %s\n", i, text);
    }
  return attest_text_fold_tight (about->str);
}

/* Returns: how far @day is behind @other; 0: one is not known, or they are nearly the same */
static int
get_distance (guint32 day, guint32 other)
{
  const int distance = (int) day - (int) other;

  return day == 0 || other == 0 || ABS (distance) < LEAST_APART ? 0 : distance;
}

/**
 * attest_sheet_renewals_compare:
 * @table: the sheet
 * @newest: the newest row of a record so far, from 0
 * @row: another one of the same record
 * @columns: (element-type AttestSheetColumn): those of the record
 * @is_otherwise: (out): whether @row says in other words what the certificate is about
 *
 * Returns: what @row is beside @newest
 */
AttestSheetAge
attest_sheet_renewals_compare (AttestSheetTable *table,
                               guint newest,
                               guint row,
                               const GPtrArray *columns,
                               gboolean *is_otherwise)
{
  const Days before = read_days (table, newest, columns);
  const Days own = read_days (table, row, columns);
  const int begins = get_distance (own.begins, before.begins);
  const int ends = get_distance (own.ends, before.ends);
  g_autofree char *about_before = NULL;
  g_autofree char *about = NULL;
  g_autofree char *bare_before = NULL;
  g_autofree char *bare = NULL;

  *is_otherwise = FALSE;
  if ((begins == 0 && ends == 0) || (begins > 0 && ends < 0) || (begins < 0 && ends > 0))
    return ATTEST_SHEET_AGE_SAME;
  about_before = dup_about (table, newest, columns);
  about = dup_about (table, row, columns);
  bare_before = drop_editions (about_before);
  bare = drop_editions (about);
  if (*bare != '\0' && *bare_before != '\0' && !g_str_equal (bare, bare_before))
    return ATTEST_SHEET_AGE_SAME;
  *is_otherwise = *about != '\0' && !g_str_equal (about, about_before);
  return begins > 0 || ends > 0 ? ATTEST_SHEET_AGE_NEWER : ATTEST_SHEET_AGE_OLDER;
}
