/* The rows of the grid of an import: what stands in the lists of a record is below it, and what is
 * open and chosen stays so when records are edited, read anew or filtered. No window is needed. */
#include "attest-config.h"

#include "imports/attest-import-rows.h"
#include "imports/attest-import-words.h"
#include "workspace-fixture.h"

static const char sheet[] = "인증번호,업체명,인증상태,인증규격,만료일,사업장 주소,사업장 시군구\n"
                            "K-001,한빛정밀,유효,ISO 9001:2015,2028-04-14,공단로 1,안산시\n"
                            "K-001,한빛정밀,유효,ISO 14001:2015,2028-04-14,해안로 2,부산시\n"
                            "K-002,푸른산업,보류중,ISO 9001:2015,2028-04-14,산단로 3,창원시\n"
                            "K-003,새벽기공,유효,,2028-04-14,,\n";

typedef struct
{
  AttestImport *import;
  GtkCustomFilter *filter;
  AttestImportRows *rows;
  const char *wanted; /* (nullable): the only title that the filter lets through */
  guint n_chosen;     /* how often another row was chosen */
} Fixture;

static gboolean
match_cb (gpointer record, gpointer data)
{
  const Fixture *self = data;
  AttestRecord *typed = attest_import_record_get_record (record);

  return self->wanted == NULL || g_str_equal (attest_record_get_title (typed), self->wanted);
}

static void
chosen_cb (Fixture *self)
{
  self->n_chosen++;
}

static void
changed_cb (Fixture *self)
{
  attest_import_rows_restore (self->rows);
}

static void
wait_for (AttestImport *import)
{
  while (attest_import_get_is_busy (import))
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (sheet, strlen (sheet));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  self->import = attest_import_new (NULL);
  attest_import_open_bytes_async (
      self->import, bytes, "ledger.csv", NULL, store_fixture_keep_result, &result);
  attest_import_open_finish (self->import, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  self->filter = gtk_custom_filter_new (match_cb, self, NULL);
  self->rows = attest_import_rows_new (
      attest_import_get_records (self->import), GTK_FILTER (self->filter), NULL);
  g_signal_connect_swapped (self->rows, "chosen", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->import, "changed", G_CALLBACK (changed_cb), self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  wait_for (self->import);
  g_signal_handlers_disconnect_by_data (self->import, self);
  g_clear_object (&self->rows);
  g_clear_object (&self->filter);
  g_clear_object (&self->import);
}

static char *
describe_row (GtkTreeListRow *row)
{
  AttestImportPart *part = attest_import_rows_get_part (row);
  AttestRecord *whole = attest_import_record_get_record (attest_import_rows_get_whole (row));
  g_autofree char *name = NULL;
  g_autofree char *summary = NULL;

  if (part == NULL)
    return g_strdup (attest_record_get_title (whole));
  name = attest_import_name_item (attest_import_part_get_record (part),
                                  attest_import_part_get_number (part));
  summary = attest_record_dup_summary (attest_import_part_get_record (part));
  return g_strdup_printf ("  %s: %s (%s)", name, summary, attest_import_part_get_path (part));
}

static void
assert_rows (Fixture *self, const char *expected)
{
  GListModel *model = G_LIST_MODEL (attest_import_rows_get_model (self->rows));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (model, i);
      g_autofree char *words = describe_row (row);

      g_string_append_printf (text, "%s\n", words);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static const char opened[] = "K-001\n"
                             "  Standard 1: ISO 9001:2015 (schemes[0].standard_list[0].)\n"
                             "  Standard 2: ISO 14001:2015 (schemes[1].standard_list[0].)\n"
                             "  Site 1: 공단로 1 · 안산시 (sites[0].)\n"
                             "  Site 2: 해안로 2 · 부산시 (sites[1].)\n"
                             "K-002\n"
                             "K-003\n";

static void
rows_changed_cb (GListModel *model, guint position, guint removed, guint added, GString *changes)
{
  g_string_append_printf (changes, "%u -%u +%u\n", position, removed, added);
}

static void
test_opened (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) changes = g_string_new (NULL);
  GtkSelectionModel *model = attest_import_rows_get_model (self->rows);

  assert_rows (self, "K-001\nK-002\nK-003\n");
  g_signal_connect (model, "items-changed", G_CALLBACK (rows_changed_cb), changes);
  attest_import_rows_open (self->rows, 0, TRUE);
  assert_rows (self, opened);
  /* What is below moves, and is not made again. */
  g_assert_cmpstr (changes->str, ==, "1 -0 +4\n");
  g_signal_handlers_disconnect_by_data (model, changes);
  g_assert_cmpuint (attest_import_rows_get_above (self->rows, 4), ==, 0);
  g_assert_cmpuint (attest_import_rows_get_above (self->rows, 5), ==, 5);

  /* A part cannot be opened, nor what has none. */
  attest_import_rows_open (self->rows, 4, TRUE);
  attest_import_rows_open (self->rows, 6, TRUE);
  assert_rows (self, opened);
  attest_import_rows_open (self->rows, 0, FALSE);
  assert_rows (self, "K-001\nK-002\nK-003\n");
}

static AttestImportRecord *
choose (Fixture *self, guint position)
{
  attest_import_rows_choose (self->rows, position);
  return attest_import_rows_get_chosen (self->rows);
}

static void
assert_chosen (Fixture *self, const char *path, const char *summary)
{
  AttestImportPart *part = attest_import_rows_get_chosen_part (self->rows);
  g_autofree char *words = NULL;

  g_assert_nonnull (part);
  words = attest_record_dup_summary (attest_import_part_get_record (part));
  g_assert_cmpstr (attest_import_part_get_path (part), ==, path);
  g_assert_cmpstr (words, ==, summary);
}

static void
test_edited (Fixture *self, gconstpointer data)
{
  AttestImportRecord *record = NULL;

  attest_import_rows_open (self->rows, 0, TRUE);
  record = choose (self, 4);
  assert_chosen (self, "sites[1].", "해안로 2 · 부산시");
  attest_import_edit (self->import, record, "sites[1].city", "울산시");
  wait_for (self->import);
  assert_chosen (self, "sites[1].", "해안로 2 · 울산시");
  attest_import_decider_undo (attest_import_get_decider (self->import));
  wait_for (self->import);
  assert_chosen (self, "sites[1].", "해안로 2 · 부산시");
  assert_rows (self, opened);
}

/* Another reading of the same rows has the same objects, their parts among them. */
static void
test_read_anew (Fixture *self, gconstpointer data)
{
  AttestImportRecord *before = NULL;

  attest_import_rows_open (self->rows, 0, TRUE);
  before = g_object_ref (choose (self, 3));
  attest_import_decide (
      self->import, ATTEST_DECIDE_VALUE, "certification_status:보류중", "suspended");
  wait_for (self->import);
  g_assert_true (attest_import_rows_get_chosen (self->rows) == before);
  assert_chosen (self, "sites[0].", "공단로 1 · 안산시");
  assert_rows (self, opened);
  g_object_unref (before);
}

static void
test_filtered (Fixture *self, gconstpointer data)
{
  attest_import_rows_open (self->rows, 0, TRUE);
  choose (self, 1);
  self->wanted = "K-002";
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  attest_import_rows_restore (self->rows);
  assert_rows (self, "K-002\n");
  g_assert_null (attest_import_rows_get_chosen (self->rows));
  g_assert_cmpuint (attest_import_rows_find (self->rows, 2), ==, GTK_INVALID_LIST_POSITION);

  self->wanted = NULL;
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  self->n_chosen = 0;
  attest_import_rows_restore (self->rows);
  g_assert_cmpuint (self->n_chosen, ==, 1);
  assert_rows (self, opened);
  assert_chosen (self, "schemes[0].standard_list[0].", "ISO 9001:2015");
}

static gboolean
is_third_cb (AttestImportRecord *record, gpointer user_data)
{
  return attest_import_record_get_row (record) == 5;
}

/* Parts are passed over. */
static void
test_found (Fixture *self, gconstpointer data)
{
  attest_import_rows_open (self->rows, 0, TRUE);
  g_assert_cmpuint (attest_import_rows_find (self->rows, 2), ==, 0);
  g_assert_cmpuint (attest_import_rows_find (self->rows, 5), ==, 6);
  for (guint i = 0; i < 7; i++)
    for (int step = -1; step <= 1; step += 2)
      {
        choose (self, i);
        g_assert_cmpuint (
            attest_import_rows_find_next (self->rows, step, is_third_cb, NULL), ==, 6);
      }
}

/* What the file says stands in the row that a site is from. */
static void
test_cells (Fixture *self, gconstpointer data)
{
  AttestImportRecord *record = choose (self, 0);

  g_assert_cmpstr (attest_import_find_cell (self->import, record, "sites[0].city"), ==, "안산시");
  g_assert_cmpstr (attest_import_find_cell (self->import, record, "sites[1].city"), ==, "부산시");
  g_assert_cmpstr (
      attest_import_find_cell (self->import, record, "certified_entity_name"), ==, "한빛정밀");
}

static void
add (const char *path, void (*test) (Fixture *self, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/import-rows/opened", test_opened);
  add ("/import-rows/edited", test_edited);
  add ("/import-rows/read-anew", test_read_anew);
  add ("/import-rows/filtered", test_filtered);
  add ("/import-rows/found", test_found);
  add ("/import-rows/cells", test_cells);
  return g_test_run ();
}
