/* See the header. */
#include "attest-config.h"
#include "cli-import-json.h"

#include "check/attest-check.h"
#include "cli-output.h"
#include "intake/attest-intake.h"
#include "intake/attest-record-sheet.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* Returns: (nullable): the kind of the first record in @items */
static const AttestSchema *
find_schema (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      AttestRecord *record = ((AttestCodecItem *) items->pdata[i])->record;

      if (record != NULL)
        return attest_record_get_schema (record);
    }
  return NULL;
}

static gboolean
is_one_of (char sign, const char *signs)
{
  return sign != '\0' && strchr (signs, sign) != NULL;
}

/* Blanks, marks of the order of bytes, and the zeros of wide letters. */
static gsize
skip (const char *data, gsize size, gsize from)
{
  while (from < size
         && (data[from] == '\0' || is_one_of (data[from], "\xef\xbb\xbf\xff\xfe \t\r\n")))
    from++;
  return from;
}

/**
 * cli_import_is_json:
 * @bytes: of a file
 *
 * Returns: whether it is JSON, or would be if it had not been damaged; as a table each line would
 * be a row
 */
gboolean
cli_import_is_json (GBytes *bytes)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  const gsize first = skip (data, size, 0);
  const gsize next = skip (data, size, first + 1);
  g_autoptr (GPtrArray) items = NULL;

  if (first >= size || !is_one_of (data[first], "{["))
    return FALSE;
  if (next >= size || is_one_of (data[next], data[first] == '[' ? "{]" : "\"}"))
    return TRUE;
  items = attest_intake_read_bytes (NULL, bytes, NULL);
  return items != NULL && find_schema (items) != NULL;
}

/* Tells what was not taken over as it stands. @number: of the record. Returns: whether all was */
static gboolean
tell_problems (const AttestCodecItem *item, const char *name, guint number)
{
  for (guint i = 0; i < item->problems->len; i++)
    {
      AttestProblem *problem = item->problems->pdata[i];
      const char *path = attest_problem_get_path (problem);

      cli_print (stderr,
                 /* TRANSLATORS: a file, the number of a record in it, and what is wrong there */
                 _ ("attestctl: %s: record %u: %s%s%s\n"),
                 name,
                 number,
                 path,
                 *path != '\0' ? ": " : "",
                 attest_problem_get_message (problem));
    }
  return item->record != NULL && attest_check_count (item->problems, ATTEST_SEVERITY_ERROR) == 0;
}

/* Its number is for it what a draft's id is: by that it is read word for word. */
static gboolean
add_record (AttestRecordSheet *sheet, AttestRecord *record, guint number, GError **error)
{
  g_autofree char *id = g_strdup_printf ("%u", number);

  return attest_record_sheet_add (sheet, record, id, error);
}

/**
 * cli_import_json_to_table:
 * @bytes: what cli_import_is_json()
 * @file: its name; "-"
 * @schema: (nullable): the kind of all records; %NULL: that of the first
 * @is_whole: (out): whether all of it was taken over; what was not is told on standard error
 * @error: return location for %G_IO_ERROR_INVALID_ARGUMENT, where they are of several kinds, and
 *   other #GIOErrorEnum
 *
 * Returns: (transfer full): a table with a row of titles and one for each record
 */
GBytes *
cli_import_json_to_table (GBytes *bytes,
                          const char *file,
                          const AttestSchema *schema,
                          gboolean *is_whole,
                          GError **error)
{
  static const AttestRecordSheetStyle style = { ATTEST_SHEET_TEXT, 0, ATTEST_RECORD_SHEET_COLUMNS };

  g_autoptr (GPtrArray) items = attest_intake_read_bytes (schema, bytes, error);
  g_autofree char *name = attest_intake_dup_name (file);
  g_autoptr (AttestRecordSheet) sheet = NULL;
  const AttestSchema *kind = items != NULL ? find_schema (items) : NULL;

  *is_whole = TRUE;
  if (items == NULL)
    return NULL;
  sheet = kind != NULL ? attest_record_sheet_new (kind, &style) : NULL;
  for (guint i = 0; i < items->len; i++)
    {
      const AttestCodecItem *item = items->pdata[i];

      *is_whole = tell_problems (item, name, i + 1) && *is_whole;
      if (item->record == NULL)
        continue;
      if (attest_record_get_schema (item->record) != kind)
        {
          g_set_error_literal (error,
                               G_IO_ERROR,
                               G_IO_ERROR_INVALID_ARGUMENT,
                               _ ("certificates and forms are imported one after the other"));
          return NULL;
        }
      if (!add_record (sheet, item->record, i + 1, error))
        return NULL;
    }
  if (sheet != NULL)
    return attest_record_sheet_finish (sheet, error);
  g_set_error_literal (
      error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("There is no record of this kind in it."));
  return NULL;
}
