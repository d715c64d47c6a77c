/* The history as a file: read back by the rules of each format, with texts that want to be
 * formulas, end a cell or a line; of any length; and what is left when it cannot be finished. */
#include "workspace-fixture.h"

#include "intake/attest-intake.h"
#include "intake/attest-sheet-import.h"
#include "model/attest-certificate.h"
#include "workspace/attest-export.h"

#include <json-glib/json-glib.h>
#include <signal.h>
#include <sys/resource.h>

static void
add_rows (WorkspaceFixture *fixture, guint n, const char *title, const char *message)
{
  g_autofree char *sql = g_strdup_printf (
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u)"
      " INSERT INTO submissions (id, service, environment, host, title, entity, sha256, state,"
      " http_status, remote_id, message, created, sent, finished, search) SELECT"
      " printf ('0190%%08d-0000-7000-8000-000000000000', i), 'certsearch', 'practice',"
      " 'http://127.0.0.1:1', replace ('%s', '#', printf ('%%06d', i)), '한성정밀, 주식회사',"
      " printf ('%%064d', i), CASE i %% 10 WHEN 0 THEN 'refused' ELSE 'accepted' END, 201,"
      " '7', '%s', 1700000000000000, 1700000000000000 + (i / 3) * 1000000, 1700000900000000, ''"
      " FROM n",
      n,
      title,
      message);

  workspace_fixture_run_sql (fixture, sql);
}

static GFile *
get_file (WorkspaceFixture *fixture, const char *name)
{
  return g_file_new_build_filename (fixture->folder, name, NULL);
}

static gboolean export(WorkspaceFixture *fixture,
                       const AttestExport *what,
                       GCancellable *cancellable,
                       guint *n_rows,
                       GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  attest_workspace_export_async (
      fixture->workspace, what, cancellable, store_fixture_keep_result, &result);
  return attest_workspace_export_finish (
      fixture->workspace, store_fixture_wait (&result), n_rows, error);
}

/* Returns: (transfer full): what is in the file of that name after an export without a fault */
static char *
export_text (WorkspaceFixture *fixture, AttestExport what, guint n_expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = get_file (fixture, "export");
  char *text = NULL;
  guint n_rows = 0;

  what.file = file;
  export(fixture, &what, NULL, &n_rows, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_rows, ==, n_expected);
  g_file_load_contents (file, NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* RFC 4180, and nothing else. Returns: (element-type GPtrArray): rows of texts */
static GPtrArray *
read_csv (const char *text)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GString) cell = g_string_new (NULL);
  GPtrArray *row = g_ptr_array_new_with_free_func (g_free);

  while (*text != '\0')
    {
      g_string_truncate (cell, 0);
      if (*text == '"')
        {
          for (text++; *text != '"' || text[1] == '"'; text++)
            {
              g_assert_cmpint (*text, !=, '\0');
              text += *text == '"';
              g_string_append_c (cell, *text);
            }
          text++;
        }
      else
        for (; *text != ',' && *text != '\r'; text++)
          {
            g_assert_null (strchr ("\"\n", *text));
            g_string_append_c (cell, *text);
          }
      g_ptr_array_add (row, g_strdup (cell->str));
      if (*text++ == ',')
        continue;
      g_assert_cmpint (*text++, ==, '\n');
      g_ptr_array_add (rows, row);
      row = g_ptr_array_new_with_free_func (g_free);
    }
  g_assert_cmpuint (row->len, ==, 0);
  g_ptr_array_unref (row);
  return rows;
}

static const char *
get_cell (GPtrArray *rows, guint row, guint column)
{
  return ((GPtrArray *) rows->pdata[row])->pdata[column];
}

enum
{
  COLUMN_NUMBER = 4,
  COLUMN_ENTITY = 5,
  COLUMN_OUTCOME = 9,
  COLUMN_MESSAGE = 11,
  COLUMN_STATUS = 12,
  N_COLUMNS = 14
};

static const AttestHistoryFilter all = { .environment = -1 };
static const AttestHistoryFilter only_refused = { .environment = -1,
                                                  .state = ATTEST_STATE_REFUSED };
static const AttestHistoryFilter only_later = { .environment = -1, .from = 1700000700000000 };

static void
test_csv (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  add_rows (fixture, 1, "KR-#", "He said \"no\",\r\nand 안녕하세요\n");
  text = export_text (fixture, (AttestExport){ .history = &all }, 1);
  g_assert_true (g_str_has_prefix (text, "\xef\xbb\xbf"));
  g_assert_true (g_utf8_validate (text, -1, NULL));
  rows = read_csv (text + 3);
  g_assert_cmpuint (rows->len, ==, 2);
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpuint (((GPtrArray *) rows->pdata[i])->len, ==, N_COLUMNS);
  g_assert_cmpstr (get_cell (rows, 0, 0), ==, "Left");
  g_assert_cmpstr (get_cell (rows, 1, 0), ==, "2023-11-14 22:13:20");
  g_assert_cmpstr (get_cell (rows, 1, COLUMN_NUMBER), ==, "KR-000001");
  g_assert_cmpstr (get_cell (rows, 1, COLUMN_ENTITY), ==, "한성정밀, 주식회사");
  g_assert_cmpstr (get_cell (rows, 1, COLUMN_OUTCOME), ==, "Accepted");
  g_assert_cmpstr (get_cell (rows, 1, COLUMN_MESSAGE), ==, "He said \"no\",\r\nand 안녕하세요\n");
  g_assert_cmpstr (get_cell (rows, 1, COLUMN_STATUS), ==, "201");
}

static void
test_formulas (WorkspaceFixture *fixture, gconstpointer data)
{
  static const char *const texts[][2] = {
    { "=1+1", "'=1+1" },
    { "+82 2 555", "'+82 2 555" },
    { "-5", "'-5" },
    { "@SUM(A1)", "'@SUM(A1)" },
    { "\t=1", "'\t=1" },
    { "\r=1", "'\r=1" },
    { "=A1,\"B\"", "'=A1,\"B\"" },
    { "KR-1=2", "KR-1=2" },
    { " =1", " =1" },
    { "한=1", "한=1" },
  };

  add_rows (fixture, 1, "KR-#", "");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = NULL;
      g_autoptr (GPtrArray) rows = NULL;
      g_autofree char *sql = g_strdup_printf (
          "UPDATE submissions SET title = '%s', message = '%s'", texts[i][0], texts[i][0]);

      workspace_fixture_run_sql (fixture, sql);
      text = export_text (fixture, (AttestExport){ .history = &all }, 1);
      rows = read_csv (text + 3);
      g_assert_cmpstr (get_cell (rows, 1, COLUMN_NUMBER), ==, texts[i][1]);
      g_assert_cmpstr (get_cell (rows, 1, COLUMN_MESSAGE), ==, texts[i][1]);
    }
}

static void
test_json (WorkspaceFixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "left",       "decided",      "answered", "kind",
                                       "number",     "entity",       "service",  "environment",
                                       "host",       "outcome",      "serverId", "message",
                                       "httpStatus", "requestSha256" };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object = NULL;

  add_rows (fixture, 2, "KR-#", "=\"no\"\r\n안녕\t");
  text = export_text (fixture, (AttestExport){ .format = ATTEST_EXPORT_JSON, .history = &all }, 2);
  root = json_from_string (text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (root)), ==, 2);
  object = json_array_get_object_element (json_node_get_array (root), 1);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_true (json_object_has_member (object, names[i]));
  g_assert_cmpstr (json_object_get_string_member (object, "left"), ==, "2023-11-14T22:13:20.000Z");
  g_assert_cmpstr (
      json_object_get_string_member (object, "answered"), ==, "2023-11-14T22:28:20.000Z");
  g_assert_cmpstr (json_object_get_string_member (object, "number"), ==, "KR-000001");
  g_assert_cmpstr (json_object_get_string_member (object, "service"), ==, "certsearch");
  g_assert_cmpstr (json_object_get_string_member (object, "outcome"), ==, "accepted");
  g_assert_cmpstr (json_object_get_string_member (object, "message"), ==, "=\"no\"\r\n안녕\t");
  g_assert_cmpint (json_object_get_int_member (object, "httpStatus"), ==, 201);
}

static void
test_nothing (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *csv = export_text (fixture, (AttestExport){ .history = &all }, 0);
  g_autofree char *json =
      export_text (fixture, (AttestExport){ .format = ATTEST_EXPORT_JSON, .history = &all }, 0);
  g_autoptr (GPtrArray) rows = read_csv (csv + 3);

  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (json, ==, "[\n]\n");
}

/* More than a page, three at the same moment each: every one once, the newest first. */
static void
test_many (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *some = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *later = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  AttestExport what = { .history = &all };

  add_rows (fixture, 2345, "KR-#", "");
  text = export_text (fixture, what, 2345);
  rows = read_csv (text + 3);
  g_assert_cmpuint (rows->len, ==, 2346);
  for (guint i = 1; i < rows->len; i++)
    {
      g_autofree char *title = g_strdup_printf ("KR-%06u", 2346 - i);

      g_assert_cmpstr (get_cell (rows, i, COLUMN_NUMBER), ==, title);
    }
  what.limit = 700;
  some = export_text (fixture, what, 700);
  what = (AttestExport){ .history = &only_refused };
  refused = export_text (fixture, what, 234);
  what.history = &only_later;
  later = export_text (fixture, what, 246);
}

static void
assert_untouched (GFile *file, const char *content)
{
  g_autofree char *text = NULL;

  g_file_load_contents (file, NULL, &text, NULL, NULL, NULL);
  g_assert_cmpstr (text, ==, content);
}

/* A file that shall replace another is written beside it. */
static gboolean
has_leftovers (WorkspaceFixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  gboolean found = FALSE;
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    found |= g_str_has_prefix (name, ".goutputstream");
  return found;
}

static void
assert_given_up (WorkspaceFixture *fixture, GCancellable *cancellable, const char *before)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = get_file (fixture, "export");
  AttestExport what = { .file = file, .history = &all };

  if (before != NULL)
    g_file_replace_contents (
        file, before, strlen (before), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, NULL);
  g_assert_false (export(fixture, &what, cancellable, NULL, &error));
  g_assert_nonnull (error);
  if (cancellable != NULL)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_untouched (file, before);
  g_assert_false (has_leftovers (fixture));
}

typedef struct
{
  GCancellable *cancellable;
  guint n_rows;
  guint most;
} Reported;

static void
report_cb (guint n_rows, gpointer data)
{
  Reported *reported = data;

  g_assert_cmpuint (n_rows, >=, reported->n_rows);
  reported->n_rows = n_rows;
  if (n_rows > reported->most)
    g_cancellable_cancel (reported->cancellable);
}

/* It tells how far it is, more each time, and can be stopped on the way. */
static void
test_progress (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GFile) file = get_file (fixture, "export");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  Reported reported = { cancellable, 0, G_MAXUINT };
  AttestExport what = {
    .history = &all, .file = file, .progress = report_cb, .progress_data = &reported
  };

  add_rows (fixture, 2000, "KR-#", "");
  text = export_text (fixture, what, 2000);
  g_assert_cmpuint (reported.n_rows, ==, 2000);

  g_file_delete (file, NULL, NULL);
  reported = (Reported){ cancellable, 0, 500 };
  g_assert_false (export(fixture, &what, cancellable, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (reported.n_rows, <, 2000);
  assert_untouched (file, NULL);
  g_assert_false (has_leftovers (fixture));
}

static void
cancel_cb (GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
test_cancelled (WorkspaceFixture *fixture, gconstpointer data)
{
  add_rows (fixture, 2000, "KR-#", "");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GCancellable) before = g_cancellable_new ();
      g_autoptr (GCancellable) meanwhile = g_cancellable_new ();
      GSource *source = g_idle_source_new ();

      g_cancellable_cancel (before);
      assert_given_up (fixture, before, i > 0 ? "before" : NULL);
      g_source_set_callback (source, G_SOURCE_FUNC (cancel_cb), meanwhile, NULL);
      g_source_attach (source, NULL);
      assert_given_up (fixture, meanwhile, i > 0 ? "before" : NULL);
      g_source_destroy (source);
      g_source_unref (source);
    }
}

/* Stopped when the new file is there, and nobody was told of it yet. */
static void
test_cancelled_when_open (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GFile) file = get_file (fixture, "export");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AttestExport what = { .file = file, .history = &all };

  add_rows (fixture, 1, "KR-#", "");
  g_file_replace_contents (file, "before", 6, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, NULL);
  attest_workspace_export_async (
      fixture->workspace, &what, cancellable, store_fixture_keep_result, &result);
  while (!has_leftovers (fixture))
    {
      g_assert_null (result);
      g_main_context_iteration (NULL, FALSE);
      for (guint i = 0; i < 50 && !has_leftovers (fixture); i++)
        g_usleep (1000);
    }
  g_usleep (10 * 1000); /* the thread that made it ends */
  g_cancellable_cancel (cancellable);
  g_assert_false (attest_workspace_export_finish (
      fixture->workspace, store_fixture_wait (&result), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result); /* and all it holds, on which the file depended */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  assert_untouched (file, "before");
  g_assert_false (has_leftovers (fixture));
}

/* What a disk that is full does: only so much can be written. */
static void
test_disk_full (WorkspaceFixture *fixture, gconstpointer data)
{
  struct rlimit unlimited;
  struct rlimit little;

  add_rows (fixture, 2000, "KR-#", "");
  getrlimit (RLIMIT_FSIZE, &unlimited);
  little = unlimited;
  little.rlim_cur = 100 * 1024;
  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &little);
  assert_given_up (fixture, NULL, NULL);
  assert_given_up (fixture, NULL, "before");
  setrlimit (RLIMIT_FSIZE, &unlimited);
}

static void
test_no_folder (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = get_file (fixture, "none/export.csv");
  AttestExport what = { .file = file, .history = &all };

  g_assert_false (export(fixture, &what, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* Drafts. */

static GPtrArray *
add_drafts (WorkspaceFixture *fixture, guint n)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *drafts = NULL;

  for (guint i = 0; i < n; i++)
    {
      AttestRecord *record = attest_record_new (&attest_certificate_schema);
      g_autofree char *number = g_strdup_printf ("%05u", i);

      attest_record_set_text (record, ATTEST_CERTIFICATE_NUMBER, number);
      attest_record_set_text (record, ATTEST_CERTIFICATE_ENTITY_NAME, "=한성, \"정밀\"");
      attest_record_set_text (record, ATTEST_CERTIFICATE_ISSUE_DATE, "2024-5");
      g_ptr_array_add (records, record);
    }
  attest_workspace_add_drafts_async (
      fixture->workspace, records, NULL, store_fixture_keep_result, &result);
  drafts =
      attest_workspace_add_drafts_finish (fixture->workspace, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return drafts;
}

static void
count_cb (guint n_rows, gpointer data)
{
  guint *last = data;

  g_assert_cmpuint (n_rows, >=, *last);
  *last = n_rows;
}

/* Returns: (transfer full): what was written of the drafts of those ids */
static GBytes *
export_drafts (WorkspaceFixture *fixture, AttestExportFormat format, GPtrArray *ids)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  guint n_rows = 0;
  guint last = 0;
  AttestExport what = { .stream = stream,
                        .format = format,
                        .progress = count_cb,
                        .progress_data = &last,
                        .schema = &attest_certificate_schema,
                        .ids = (const char *const *) ids->pdata };

  export(fixture, &what, NULL, &n_rows, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_rows, ==, ids->len - 2);
  g_assert_cmpuint (last, ==, n_rows);
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

/* Of each draft what would be sent, read again by whoever reads files of records; one that is gone
 * is left out. */
static void
test_drafts (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) drafts = add_drafts (fixture, 120);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) read = NULL;
  g_autoptr (GBytes) json = NULL;

  for (guint i = 0; i < drafts->len; i++)
    g_ptr_array_add (ids, (gpointer) attest_draft_get_id (drafts->pdata[i]));
  g_ptr_array_add (ids, (gpointer) "gone");
  g_ptr_array_add (ids, NULL);
  json = export_drafts (fixture, ATTEST_EXPORT_JSON, ids);
  read = attest_intake_read_bytes (&attest_certificate_schema, json, NULL);
  g_assert_cmpuint (read->len, ==, drafts->len);
  for (guint i = 0; i < read->len; i++)
    {
      AttestRecord *record = ((AttestCodecItem *) read->pdata[i])->record;

      g_assert_cmpstr (
          attest_record_get_title (record), ==, attest_draft_get_title (drafts->pdata[i]));
      g_assert_cmpstr (
          attest_record_get_text (record, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2024-5");
    }
}

static void
test_drafts_as_sheets (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) drafts = add_drafts (fixture, 120);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < drafts->len; i++)
    g_ptr_array_add (ids, (gpointer) attest_draft_get_id (drafts->pdata[i]));
  g_ptr_array_add (ids, (gpointer) "gone");
  g_ptr_array_add (ids, NULL);
  for (guint format = 0; format < ATTEST_N_EXPORTS; format++)
    if (format != ATTEST_EXPORT_JSON)
      {
        g_autoptr (GBytes) file = export_drafts (fixture, (AttestExportFormat) format, ids);
        g_autoptr (AttestWorkbook) workbook = attest_workbook_read (file, NULL, NULL, NULL);
        g_autoptr (AttestDecisions) none = attest_decisions_new ();
        g_autoptr (AttestSheetImport) import =
            attest_sheet_import_read (workbook, none, NULL, NULL);

        g_assert_cmpuint (import->records->len, ==, drafts->len);
        for (guint i = 0; i < drafts->len; i++)
          {
            const AttestSheetRecord *record = import->records->pdata[i];

            g_assert_cmpstr (attest_record_get_title (record->record),
                             ==,
                             attest_draft_get_title (drafts->pdata[i]));
            if (format <= ATTEST_EXPORT_XLSX)
              g_assert_cmpstr (record->own, ==, attest_draft_get_id (drafts->pdata[i]));
          }
      }
}

/* A sheet to fill in: titles that tell what belongs there, and choices. */
static void
test_template (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = get_file (fixture, "template.xlsx");
  AttestExport what = { .file = file,
                        .format = ATTEST_EXPORT_XLSX,
                        .schema = &attest_certificate_schema };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (AttestWorkbook) workbook = NULL;

  g_assert_true (export(fixture, &what, NULL, NULL, &error));
  bytes = g_file_load_bytes (file, NULL, NULL, NULL);
  workbook = attest_workbook_read (bytes, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (workbook->grids->len, ==, 2);
  g_assert_cmpuint (attest_grid_get_n_rows (workbook->grids->pdata[0]), ==, 1);
  g_assert_cmpstr (attest_grid_get_text (workbook->grids->pdata[1], 0, 0), ==, "active");
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  workspace_fixture_add_test ("/export/csv", test_csv);
  workspace_fixture_add_test ("/export/formulas", test_formulas);
  workspace_fixture_add_test ("/export/json", test_json);
  workspace_fixture_add_test ("/export/drafts", test_drafts);
  workspace_fixture_add_test ("/export/drafts-as-sheets", test_drafts_as_sheets);
  workspace_fixture_add_test ("/export/template", test_template);
  workspace_fixture_add_test ("/export/nothing", test_nothing);
  workspace_fixture_add_test ("/export/many", test_many);
  workspace_fixture_add_test ("/export/progress", test_progress);
  workspace_fixture_add_test ("/export/cancelled", test_cancelled);
  workspace_fixture_add_test ("/export/cancelled-when-open", test_cancelled_when_open);
  workspace_fixture_add_test ("/export/disk-full", test_disk_full);
  workspace_fixture_add_test ("/export/no-folder", test_no_folder);
  return g_test_run ();
}
