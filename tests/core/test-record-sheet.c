/* What is written as a sheet and read again is the same records: of every kind, with all fields, in
 * every layout, however odd their texts are. */
#include "attest-config.h"

#include "base/attest-text.h"
#include "codec/attest-codec.h"
#include "intake/attest-intake.h"
#include "intake/attest-record-sheet.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-import.h"
#include "intake/attest-sheet-words.h"
#include "model/attest-certificate.h"
#include "model/attest-form.h"
#include "model/attest-kinds.h"

#include <string.h>

#define N_RECORDS 60
#define N_NASTY 150

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

/* Records with what an import cleans, asks about or takes apart where somebody else wrote it. */

static const char *const nasty[] = {
  "N/A",
  "n/a",
  "-",
  "–",
  "없음",
  "해당없음",
  "미정",
  "nil",
  "None",
  ".",
  "상동",
  "〃",
  "\"",
  "\"\"",
  "same as above",
  "_x000D_",
  "_x0041_",
  "_x",
  "_x005F_x000D_",
  "=\"00501\"",
  "=1+1",
  "'",
  "''",
  "'=1",
  "'00501",
  "'quote",
  "+82 2",
  "-5",
  "@home",
  "\t=1",
  "\r=1",
  "\n=1",
  "  lead",
  "trail  ",
  " ",
  "  ",
  "\t",
  "\n",
  "a\nb",
  "a\r\nb",
  "a\rb",
  "a\tb",
  "a\n",
  "\na",
  "a\n\nb",
  "1E5",
  "1e-5",
  "TRUE",
  "false",
  "Yes",
  "no",
  "○",
  "☐",
  "x",
  "X",
  "V",
  "예",
  "아니오",
  "2025-03-01T00:00",
  "2025-03-01",
  "20250301",
  "2024.6.11",
  "11 June 2024",
  "1/2/2025",
  "13/2/2025",
  "'24.3.5",
  "24-3-5",
  "1-2",
  "Jan-02",
  "2024.1.1 ~ 2027.1.1",
  "~2027.1.1",
  "3월 5일",
  "0000-00-00",
  "9999-12-31",
  "45387",
  "00501",
  "0",
  "1.0",
  "12,5",
  "1234567890123456789",
  "1,234",
  "Total",
  "Total 12",
  "합계",
  "합계 2건",
  "계",
  "소계",
  "Certificate Number",
  "인증번호",
  "Standard Name",
  "attest_id",
  "draft-1",
  "row-1",
  "ISO 9001",
  "ISO 9001:2015",
  "KS Q ISO 9001:2015",
  "ISO 9001:2015, ISO 14001:2015",
  "9001",
  "ISO 9001/14001",
  "ISO9001 + ISO14001",
  "QMS",
  "KAB",
  "UKAS",
  "KAB (한국인정지원센터)",
  "Korea",
  "대한민국",
  "한국",
  "South Korea",
  "KR",
  "Georgia",
  "유효",
  "취소",
  "정지(해제)",
  "Active",
  "ACTIVE",
  "active ",
  "만료",
  "공개",
  "비공개",
  "최초",
  "갱신",
  "1) Elm Street 1 2) Oak Street 2",
  "①서울 강남구 1 ②부산 해운대구 2",
  "서울 강남구 테헤란로 1\n부산 해운대구 해운대로 2",
  "Elm Street 1, Germany; Oak Street 2, Japan",
  "본사와 동일",
  "as head office",
  "별첨 참조",
  "2개소",
  "외 2개소",
  "(주)한빛\nHanbit Co., Ltd.",
  "(주)한빛 (Hanbit Co., Ltd.)",
  "Q-1 / E-1",
  "Q-1, E-1",
  "#REF!",
  "#N/A",
  "######",
  "#tag",
  "C#",
  "a,b",
  "a, b",
  "a;b",
  "a|b",
  "#용접#안전",
  "、",
  "，",
  "sep=;",
  "a\"b\"c",
  "\"q\"",
  "\"open",
  "{",
  "[",
  "{}",
  "[]",
  "null",
  "NULL",
  "<b>bold</b>",
  "<br/>",
  "&amp;",
  "&#13;",
  "]]>",
  "<![CDATA[x]]>",
  "예시",
  "(예)",
  "비고",
  "Page 1 of 2",
  "- 1 -",
  "작성자",
  "승인",
  "(인)",
  "※ 비고",
  "?",
  "??",
  "????",
  "~",
  "...",
  "/",
  "\\",
  "\xe2\x80\x8b",
  "a\xe2\x80\x8b",
  "\xc2\xa0",
  "a\xc2\xa0",
  "\xef\xbb\xbf",
  "\xef\xbb\xbf"
  "a",
  "\x01",
  "a\x02"
  "b",
  "\x1f",
  "\x7f",
  "\x0b",
  "\xc2\x85",
  "\xe2\x80\xa8",
  "\xef\xbf\xbd",
  "\xef\xbf\xbe",
  "\xef\xbf\xbf",
  "＝１＋１",
  "Ａ－１",
  "ﾊﾝｶｸ",
  "\xe1\x84\x80\xe1\x85\xa1",
  "e\xcc\x81",
  "😀",
  "\xee\x80\x80",
  "А-1",
  "í•œë¹›",
  "http://a.example/?a=1&b=2",
  "a.example",
  "a@b.example",
  "100%",
  "₩1,000",
  "1/2",
  "5개",
  "3건",
  "계속",
  "가나전자",
  "Ünal",
  "o'Neil",
};

static char *
make_nasty_text (GRand *random)
{
  static const char *const between[] = { "", " ", "\n", ", ", "; ", " / ", "\t", "'", "\"", "  " };
  GString *text = g_string_new (CHOOSE (random, nasty));

  while (g_rand_int_range (random, 0, 4) == 0)
    g_string_append_printf (text, "%s%s", CHOOSE (random, between), CHOOSE (random, nasty));
  return g_string_free (text, FALSE);
}

static void
fill_nasty (GRand *random, AttestRecord *record)
{
  const AttestSchema *schema = attest_record_get_schema (record);

  for (guint i = 0; i < schema->n_fields; i++)
    {
      const AttestField *field = &schema->fields[i];
      AttestRecordList *list =
          attest_field_is_list (field) ? attest_record_get_list (record, i) : NULL;
      g_autofree char *text = make_nasty_text (random);

      for (int n = list != NULL ? g_rand_int_range (random, 0, 4) : 0; n > 0; n--)
        fill_nasty (random, attest_record_list_append (list));
      if (list != NULL || g_rand_int_range (random, 0, 5) == 0)
        continue;
      if (field->kind == ATTEST_FIELD_FLAG)
        attest_record_set_flag (record, i, (AttestFlag) g_rand_int_range (random, 0, 3));
      else if (field->key != NULL)
        attest_record_set_text (record, i, text);
      else if (field->choices != NULL)
        {
          g_autofree char *choice = make_choice (random, field);

          attest_record_set_text (record, i, choice);
        }
    }
}

/* The test. */

static GBytes *
write_file (GPtrArray *records, const AttestSchema *schema, const AttestRecordSheetStyle *style)
{
  g_autoptr (AttestRecordSheet) sheet = attest_record_sheet_new (schema, style);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

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
  return g_byte_array_free_to_bytes (g_steal_pointer (&file));
}

static AttestWorkbook *
write_all (GPtrArray *records, const AttestSchema *schema, const AttestRecordSheetStyle *style)
{
  g_autoptr (GBytes) bytes = write_file (records, schema, style);
  g_autoptr (GError) error = NULL;
  AttestWorkbook *workbook = attest_workbook_read (bytes, NULL, NULL, &error);

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

/* Whatever was typed, and whatever it looks like. */
static void
test_word_for_word (gconstpointer data)
{
  const Case *one = data;
  guint n_kinds = 0;
  const AttestSchema *const *kinds = attest_kinds_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autoptr (AttestDecisions) none = attest_decisions_new ();
      g_autoptr (GRand) random = g_rand_new_with_seed (4 + i);
      g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (AttestWorkbook) workbook = NULL;
      g_autoptr (AttestSheetImport) import = NULL;
      g_autoptr (GError) error = NULL;

      for (guint j = 0; j < N_NASTY; j++)
        {
          g_ptr_array_add (records, attest_record_new (kinds[i]));
          fill_nasty (random, records->pdata[j]);
        }
      workbook = write_all (records, kinds[i], &one->style);
      g_assert_true (attest_sheet_guess_kind (workbook, none) == kinds[i]);
      import = attest_sheet_import_read (workbook, none, NULL, &error);
      g_assert_no_error (error);
      assert_same (import, records);
    }
}

/* A record can be called as its columns are. */
static void
test_heads (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (AttestDecisions) none = attest_decisions_new ();
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (AttestWorkbook) workbook = NULL;
  g_autoptr (AttestSheetImport) import = NULL;

  for (guint i = 0; i < 2; i++)
    {
      AttestRecord *record = attest_record_new (&attest_certificate_schema);

      for (guint j = 0; j < attest_certificate_schema.n_fields; j++)
        {
          const AttestField *field = &attest_certificate_schema.fields[j];

          if (field->key != NULL && !attest_field_is_list (field)
              && field->kind != ATTEST_FIELD_FLAG)
            attest_record_set_text (
                record, j, attest_sheet_get_head (&attest_certificate_schema, field->key));
        }
      g_ptr_array_add (records, record);
    }
  workbook = write_all (records, &attest_certificate_schema, &one->style);
  import = attest_sheet_import_read (workbook, none, NULL, NULL);
  assert_same (import, records);
}

/* As an array of what is sent. */
static void
test_json (void)
{
  guint n_kinds = 0;
  const AttestSchema *const *kinds = attest_kinds_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (4 + i);

      for (guint j = 0; j < N_NASTY; j++)
        {
          g_autoptr (AttestRecord) record = attest_record_new (kinds[i]);
          g_autofree char *before = NULL;
          g_autofree char *after = NULL;
          g_autoptr (GBytes) bytes = NULL;
          g_autoptr (GPtrArray) items = NULL;
          g_autoptr (GError) error = NULL;

          fill_nasty (random, record);
          before = attest_codec_write (record, ATTEST_CODEC_PRETTY);
          bytes = g_bytes_new (before, strlen (before));
          items = attest_intake_read_bytes (kinds[i], bytes, &error);
          g_assert_no_error (error);
          g_assert_cmpuint (items->len, ==, 1);
          after = attest_codec_write (((AttestCodecItem *) items->pdata[0])->record,
                                      ATTEST_CODEC_PRETTY);
          g_assert_cmpstr (after, ==, before);
        }
    }
}

/* @change: a text of the file, and what a person made of it. Returns: (transfer full): the records
 */
static AttestSheetImport *
read_changed (GPtrArray *records, const char *const *change)
{
  static const AttestRecordSheetStyle style = { ATTEST_SHEET_TEXT, 0, ATTEST_RECORD_SHEET_ROWS };
  g_autoptr (AttestDecisions) none = attest_decisions_new ();
  g_autoptr (GBytes) written = write_file (records, &attest_certificate_schema, &style);
  g_autoptr (GString) text =
      g_string_new_len (g_bytes_get_data (written, NULL), (gssize) g_bytes_get_size (written));
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (AttestWorkbook) workbook = NULL;

  for (; *change != NULL; change += 2)
    g_assert_cmpuint (g_string_replace (text, change[0], change[1], 0), >, 0);
  bytes = g_bytes_new (text->str, text->len);
  workbook = attest_workbook_read (bytes, NULL, NULL, NULL);
  return attest_sheet_import_read (workbook, none, NULL, NULL);
}

static const char *
get_text (AttestSheetImport *import, guint i, guint field)
{
  return attest_record_get_text (((AttestSheetRecord *) import->records->pdata[i])->record, field);
}

/* What a person changed is read as a person means it; the rows beside it stay as they were. */
static void
test_edited (void)
{
  static const char *const none[] = { NULL };
  static const char *const edited[] = { "Elm,", "N/A,", "withdrawn,", "철회,", NULL };
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (AttestSheetImport) plain = NULL;
  g_autoptr (AttestSheetImport) changed = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *number = g_strdup_printf ("C-%u", i);
      AttestRecord *record = attest_record_new (&attest_certificate_schema);

      attest_record_set_text (record, ATTEST_CERTIFICATE_NUMBER, number);
      attest_record_set_text (record, ATTEST_CERTIFICATE_STATUS, i == 0 ? "정지" : "withdrawn");
      attest_record_set_text (record, ATTEST_CERTIFICATE_ENTITY_WEBSITE, i == 0 ? "N/A" : "Elm");
      g_ptr_array_add (records, record);
    }
  plain = read_changed (records, none);
  assert_same (plain, records);
  changed = read_changed (records, edited);
  g_assert_cmpuint (changed->records->len, ==, 2);
  g_assert_cmpuint (changed->undecided->len, ==, 0);
  g_assert_cmpstr (get_text (changed, 0, ATTEST_CERTIFICATE_STATUS), ==, "정지");
  g_assert_cmpstr (get_text (changed, 0, ATTEST_CERTIFICATE_ENTITY_WEBSITE), ==, "N/A");
  g_assert_cmpstr (get_text (changed, 1, ATTEST_CERTIFICATE_STATUS), ==, "withdrawn");
  g_assert_cmpstr (get_text (changed, 1, ATTEST_CERTIFICATE_ENTITY_WEBSITE), ==, "");
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *own = g_strdup_printf ("draft-%u", i);

      g_assert_cmpstr (((AttestSheetRecord *) changed->records->pdata[i])->own, ==, own);
    }
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
      if (cases[i].style.template_number == 0)
        {
          g_autofree char *exact =
              g_strconcat ("/record-sheet/word-for-word/", cases[i].name, NULL);

          g_autofree char *heads = g_strconcat ("/record-sheet/heads/", cases[i].name, NULL);

          g_test_add_data_func (exact, &cases[i], test_word_for_word);
          g_test_add_data_func (heads, &cases[i], test_heads);
        }
    }
  g_test_add_func ("/record-sheet/word-for-word/json", test_json);
  g_test_add_func ("/record-sheet/edited", test_edited);
  g_test_add_func ("/record-sheet/added", test_added);
  return g_test_run ();
}
