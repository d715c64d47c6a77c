/* What is written as a sheet and read again is the same records: of every kind, with all fields, in
 * every layout, however odd their texts are. */
#include "attest-config.h"

#include "base/attest-text.h"
#include "codec/attest-codec.h"
#include "intake/attest-record-sheet.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-import.h"
#include "intake/attest-sheet-words.h"
#include "model/attest-certificate.h"
#include "model/attest-form.h"
#include "model/attest-kinds.h"

#include <string.h>

#define N_RECORDS 60

typedef struct
{
  const char *name;
  AttestRecordSheetStyle style;
} Case;

static const Case cases[] = {
  { "csv/rows", { ATTEST_SHEET_TEXT, 0, ATTEST_RECORD_SHEET_ROWS } },
  { "csv/columns", { ATTEST_SHEET_TEXT, 0, ATTEST_RECORD_SHEET_COLUMNS } },
  { "xlsx/rows", { ATTEST_SHEET_XLSX, 0, ATTEST_RECORD_SHEET_ROWS } },
  { "xlsx/columns", { ATTEST_SHEET_XLSX, 0, ATTEST_RECORD_SHEET_COLUMNS } },
  { "xlsx/with-help", { ATTEST_SHEET_XLSX, 0, ATTEST_RECORD_SHEET_ROWS, TRUE } },
  { "template-1", { ATTEST_SHEET_XLSX, 1 } },
  { "template-2", { ATTEST_SHEET_XLSX, 2 } },
};

/* Made-up records. */

static const char *
choose (GRand *random, const char *const *from, guint n)
{
  return from[g_rand_int_range (random, 0, (gint32) n)];
}
#define CHOOSE(random, from) choose (random, from, G_N_ELEMENTS (from))

static const char *const words[] = {
  "가나전자", "주식회사", "00701", "=SUM(A1)", "+82",        "-5",    "@home",  "'quote",   "''=x",
  "\"q\"",    "a,b;c|d",  "1E5",   "_x000D_",  "TRUE",       "#REF!", "<b>",    "&amp;",    "12,5",
  "ISO",      "45387",    "Total", "😀",        "2024-03-04", "Ünal",  "o'Neil", "=\"007\"",
};

/* Returns: (transfer full): a text as the import leaves it: no blanks at its ends, not a word that
 * says that there is nothing */
static char *
make_text (GRand *random, gboolean is_long)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *tidy = NULL;

  for (int n = g_rand_int_range (random, 0, 4); n > 0; n--)
    {
      if (text->len > 0)
        g_string_append (text, is_long && g_rand_boolean (random) ? "\n" : " ");
      g_string_append (text, CHOOSE (random, words));
    }
  tidy = attest_text_tidy (text->str, is_long ? ATTEST_TEXT_LONG : ATTEST_TEXT_LINE);
  return attest_sheet_is_nothing (tidy) ? g_strdup ("") : g_steal_pointer (&tidy);
}

static char *
make_choice (GRand *random, const AttestField *field)
{
  guint n = 0;

  while (field->choices[n].wire != NULL)
    n++;
  n = (guint) g_rand_int_range (random, 0, (gint32) n + 1);
  return g_strdup (field->choices[n].wire != NULL ? field->choices[n].wire : "");
}

static char *
make_value (GRand *random, const AttestField *field)
{
  static const char *const countries[] = { "", "Korea, Republic of", "Germany", "Japan" };
  static const char *const days[] = { "", "2024-06-11", "20240611", "2024.6.11", "11 June 2024" };
  static const char *const moments[] = {
    "", "2025-04-03", "2025-04-03T00:00:00.000Z", "2025-04-03T09:30:00+09:00"
  };
  static const char *const standards[] = { "ISO 9001:2015",  "ISO/IEC 27001:2022",
                                           "ISO 14001:2015", "IATF 16949:2016",
                                           "가나 표준",      "Custom-1" };

  if (g_str_has_suffix (field->key, "country"))
    return g_strdup (CHOOSE (random, countries));
  if (g_str_equal (field->key, "standards_name"))
    return g_strdup (CHOOSE (random, standards));
  switch (field->kind)
    {
    case ATTEST_FIELD_CHOICE:
      return make_choice (random, field);
    case ATTEST_FIELD_DATE:
      return g_strdup (CHOOSE (random, days));
    case ATTEST_FIELD_DATE_TIME:
      return g_strdup (CHOOSE (random, moments));
    case ATTEST_FIELD_INTEGER:
      return g_strdup_printf ("%d", g_rand_int_range (random, 1, 100000));
    default:
      return make_text (random, field->kind == ATTEST_FIELD_LONG_TEXT);
    }
}

static void fill (GRand *random, AttestRecord *record);

/* What a list has twice is once in a sheet, and what is blank is not there. */
static void
fill_list (GRand *random, AttestRecordList *list)
{
  for (int n = g_rand_int_range (random, 0, 4); n > 0; n--)
    {
      guint last = attest_record_list_get_length (list);
      AttestRecord *item = attest_record_list_append (list);
      gboolean stays = FALSE;

      fill (random, item);
      if (attest_record_list_get_schema (list)->fields[0].kind == ATTEST_FIELD_TEXT)
        stays = *attest_record_get_text (item, 0) != '\0';
      for (guint i = 0; i < last; i++)
        stays = stays
                && !attest_sheet_is_same_text (
                    attest_record_get_text (item, 0),
                    attest_record_get_text (attest_record_list_get (list, i), 0));
      if (!stays)
        attest_record_list_remove (list, last);
    }
}

static void
fill (GRand *random, AttestRecord *record)
{
  const AttestSchema *schema = attest_record_get_schema (record);

  for (guint i = 0; i < schema->n_fields; i++)
    {
      const AttestField *field = &schema->fields[i];

      if (field->key == NULL)
        continue;
      if (field->kind == ATTEST_FIELD_FLAG)
        attest_record_set_flag (record, i, (AttestFlag) g_rand_int_range (random, 0, 3));
      else if (attest_field_is_list (field))
        fill_list (random, attest_record_get_list (record, i));
      else
        {
          g_autofree char *text = make_value (random, field);

          attest_record_set_text (record, i, text);
        }
    }
  /* Signs that part tags in a cell. */
  if (g_str_equal (schema->name, "tag"))
    {
      g_autofree char *text = g_strdup (attest_record_get_text (record, 0));

      attest_record_set_text (record, 0, g_strdelimit (text, ",;#", '.'));
    }
}

static AttestRecord *
make_record (GRand *random, const AttestSchema *schema, guint number, gboolean is_template)
{
  AttestRecord *record = attest_record_new (schema);

  fill (random, record);
  if (schema == &attest_certificate_schema)
    {
      g_autofree char *id = g_strdup_printf ("%05u", number);

      attest_record_set_text (record, ATTEST_CERTIFICATE_ENTITY_UNIQUE_ID, id);
      if (is_template)
        attest_record_set_text (record, ATTEST_CERTIFICATE_NUMBER, id);
      if (attest_record_list_get_length (attest_record_get_list (record, ATTEST_CERTIFICATE_SITES))
          > 0)
        attest_record_set_text (record, ATTEST_CERTIFICATE_SITES_MODE, ATTEST_SITES_REPLACE);
    }
  return record;
}

/* Templates do not have all fields; what they do not have is not there. */
static void
drop_unwritten (AttestRecord *record, guint template_number)
{
  if (template_number != 1)
    return;
  attest_record_set_text (record, ATTEST_CERTIFICATE_ENTITY_WEBSITE, "");
  attest_record_set_flag (record, ATTEST_CERTIFICATE_CONFIDENTIAL, ATTEST_FLAG_UNSET);
  attest_record_set_text (record, ATTEST_CERTIFICATE_SITES_MODE, ATTEST_SITES_LEAVE);
}

/* The test. */

static AttestWorkbook *
write_all (GPtrArray *records, const AttestSchema *schema, const AttestRecordSheetStyle *style)
{
  g_autoptr (AttestRecordSheet) sheet = attest_record_sheet_new (schema, style);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  AttestWorkbook *workbook = NULL;

  for (guint i = 0; i < records->len; i++)
    {
      g_autofree char *id = g_strdup_printf ("draft-%u", i);
      g_autoptr (GBytes) piece = NULL;

      attest_record_sheet_add (sheet, records->pdata[i], id, &error);
      g_assert_no_error (error);
      piece = attest_record_sheet_take (sheet);
      g_byte_array_append (file, g_bytes_get_data (piece, NULL), (guint) g_bytes_get_size (piece));
    }
  bytes = attest_record_sheet_finish (sheet, &error);
  g_assert_no_error (error);
  g_byte_array_append (file, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
  g_clear_pointer (&bytes, g_bytes_unref);
  bytes = g_bytes_new (file->data, file->len);
  workbook = attest_workbook_read (bytes, NULL, NULL, &error);
  g_assert_no_error (error);
  return workbook;
}

static void
assert_same (AttestSheetImport *import, GPtrArray *records)
{
  g_assert_cmpuint (import->undecided->len, ==, 0);
  g_assert_cmpuint (import->records->len, ==, records->len);
  for (guint i = 0; i < records->len; i++)
    {
      AttestSheetRecord *read = import->records->pdata[i];
      g_autofree char *before = attest_codec_write (records->pdata[i], ATTEST_CODEC_PRETTY);
      g_autofree char *after = attest_codec_write (read->record, ATTEST_CODEC_PRETTY);

      g_assert_cmpstr (after, ==, before);
    }
}

static void
try_schema (const AttestSchema *schema, const AttestRecordSheetStyle *style)
{
  g_autoptr (AttestDecisions) none = attest_decisions_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (8);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (AttestWorkbook) workbook = NULL;
  g_autoptr (AttestSheetImport) import = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_RECORDS; i++)
    {
      g_ptr_array_add (records, make_record (random, schema, i, style->template_number > 0));
      drop_unwritten (records->pdata[i], style->template_number);
    }
  workbook = write_all (records, schema, style);
  g_assert_true (attest_sheet_guess_kind (workbook, none) == schema);
  import = attest_sheet_import_read (workbook, none, NULL, &error);
  g_assert_no_error (error);
  assert_same (import, records);
}

static void
test_identity (gconstpointer data)
{
  const Case *one = data;
  guint n_kinds = 0;
  const AttestSchema *const *kinds = attest_kinds_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    if (one->style.template_number == 0 || kinds[i] == &attest_certificate_schema)
      try_schema (kinds[i], &one->style);
}

/* In a sheet that Attest wrote, what a person adds under a number belongs to the record with it;
 * its own rows are records whatever stands in them. */
static void
test_added (void)
{
  static const char text[] = "Certificate Number,Certified Entity Name,Standard Name,attest_id\r\n"
                             "Total 12,,,draft-1\r\n"
                             "C-1,A,ISO 9001:2015,draft-2\r\n"
                             "C-1,A,ISO 14001:2015,\r\n"
                             "C-1,B,ISO 9001:2015,draft-3\r\n"
                             "C-2,C,ISO 9001:2015,\r\n";
  static const char *const owners[] = { "draft-1", "draft-2", "draft-3", NULL };
  static const guint n_rows[] = { 1, 2, 1, 1 };
  g_autoptr (AttestDecisions) none = attest_decisions_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (AttestWorkbook) workbook = attest_workbook_read (bytes, NULL, NULL, NULL);
  g_autoptr (AttestSheetImport) import = attest_sheet_import_read (workbook, none, NULL, NULL);

  g_assert_cmpuint (import->records->len, ==, G_N_ELEMENTS (owners));
  for (guint i = 0; i < G_N_ELEMENTS (owners); i++)
    {
      const AttestSheetRecord *record = import->records->pdata[i];

      g_assert_cmpstr (record->own, ==, owners[i]);
      g_assert_cmpuint (record->rows->len, ==, n_rows[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/record-sheet/identity/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_identity);
    }
  g_test_add_func ("/record-sheet/added", test_added);
  return g_test_run ();
}
