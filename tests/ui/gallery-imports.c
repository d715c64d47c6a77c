/* Imports. See gallery-views.h. */
#include "attest-config.h"
#include "gallery-views.h"

#include "imports/attest-import-window.h"
#include "model/attest-certificate.h"
#include "sheet/attest-sheet-writer.h"

/* As an office's spreadsheet writes it: the file of the tests is UTF-8, to be read by people. */
static GFile *
make_ledger (void)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("G_TEST_SRCDIR"), "data", "sheets", "ledger.csv", NULL);
  g_autofree char *copy = g_build_filename (g_get_user_data_dir (), "인증대장.csv", NULL);
  g_autofree char *text = NULL;
  g_autofree char *bytes = NULL;
  gsize length = 0;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  bytes = g_convert (text, -1, "CP949", "UTF-8", NULL, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (copy, bytes, (gssize) length, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (copy);
}

static gboolean
is_read (Gallery *self, gpointer window)
{
  AttestImport *import = attest_import_window_get_import (window);

  return attest_import_get_workbook (import) != NULL && !attest_import_get_is_busy (import);
}

static GtkWidget *
show_step (Gallery *self, GtkWidget *window, guint step)
{
  gallery_wait_until (self, "the sheet to be read", is_read, window);
  gallery_settle (window);
  gtk_widget_activate_action (window, "import.show-step", "u", step);
  gallery_settle (window);
  return window;
}

static GtkWidget *
open_ledger (Gallery *self, guint step)
{
  g_autoptr (GFile) file = make_ledger ();

  return show_step (self, attest_import_window_open (self->app, file), step);
}

static GtkWidget *
show_import_file (Gallery *self)
{
  return open_ledger (self, 0);
}

static const AttestSheetPut lost_site[] = { { .text = "KR-Q-0299" },
                                            { .text = "부산광역시 해운대구 센텀로 9" },
                                            { .text = "부산" } };

/* A sheet for each month, as many offices keep them, and one for sites, of which one is nobody's.
 */
static GFile *
make_months (void)
{
  static const char *const months[] = { "10월", "11월", "12월" };
  static const AttestSheetHead sites[] = { { "인증번호", NULL, 0, FALSE, NULL },
                                           { "Site Street", NULL, 0, FALSE, NULL },
                                           { "Site City", NULL, 0, FALSE, NULL } };
  static const AttestSheetHead heads[] = {
    { "인증번호", NULL, 0, FALSE, NULL }, { "업체명", NULL, 0, FALSE, NULL },
    { "인증규격", NULL, 0, FALSE, NULL }, { "인증일", NULL, 0, FALSE, NULL },
    { "만료일", NULL, 0, FALSE, NULL },
  };
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "월별 인증대장.xlsx", NULL);
  g_autoptr (AttestSheetWriter) writer = attest_sheet_writer_new (ATTEST_SHEET_XLSX);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    {
      g_autofree char *number = g_strdup_printf ("KR-Q-02%02u", i + 1);
      const AttestSheetPut row[] = { { .text = number },
                                     { .text = "다온정밀(주)" },
                                     { .text = "ISO 9001:2015" },
                                     { .text = "2026-10-15" },
                                     { .text = "2029-10-14" } };

      attest_sheet_writer_begin (writer, months[i], heads, G_N_ELEMENTS (heads), &error);
      g_assert_no_error (error);
      attest_sheet_writer_add (writer, row, &error);
      g_assert_no_error (error);
    }
  attest_sheet_writer_begin (writer, "사업장", sites, G_N_ELEMENTS (sites), &error);
  g_assert_no_error (error);
  attest_sheet_writer_add (writer, lost_site, &error);
  g_assert_no_error (error);
  bytes = attest_sheet_writer_finish (writer, &error);
  g_assert_no_error (error);
  g_file_set_contents (
      path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

/* With all that can be told on that page: a column that is expected is not there, either. */
static GtkWidget *
show_import_sheets (Gallery *self)
{
  g_autoptr (GFile) file = make_months ();
  GtkWidget *window = show_step (self, attest_import_window_open (self->app, file), 0);

  attest_import_decide (attest_import_window_get_import (ATTEST_IMPORT_WINDOW (window)),
                        ATTEST_DECIDE_EXPECT,
                        "상태",
                        "certification_status");
  return show_step (self, window, 0);
}

static GtkWidget *
show_import_columns (Gallery *self)
{
  return open_ledger (self, 1);
}

static GtkWidget *
show_import_values (Gallery *self)
{
  return open_ledger (self, 2);
}

/* A ledger of courses that does not say what their certificates are called: what is suggested, and
 * what was decided. */
static GtkWidget *
show_import_courses (Gallery *self)
{
  static const char text[] = "과정명,종류,교육기간,디자인 ID,배지 ID\n"
                             "용접 기초,수료,2026-11-02 ~ 2026-11-06,165,83\n"
                             "용접 기초,수료,2026-12-07 ~ 2026-12-11,165,83\n"
                             "전기 안전,수료,2026-11-09 ~ 2026-11-10,165,83\n";
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "교육과정.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *window = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  window = show_step (self, attest_import_window_open (self->app, file), 2);
  attest_import_decide (attest_import_window_get_import (ATTEST_IMPORT_WINDOW (window)),
                        ATTEST_DECIDE_VALUE,
                        "name:전기 안전",
                        "전기 안전 수료증");
  return show_step (self, window, 2);
}

static GtkWidget *
show_import_review (Gallery *self)
{
  return open_ledger (self, 3);
}

static GtkWidget *
show_import_record (Gallery *self)
{
  GtkWidget *window = open_ledger (self, 3);

  gtk_widget_activate_action (window, "import.next-problem", NULL);
  return window;
}

static GtkWidget *
show_import_source (Gallery *self)
{
  GtkWidget *window = show_import_record (self);

  gtk_widget_activate_action (window, "import.show-source", NULL);
  return window;
}

static GtkWidget *
paste (Gallery *self, const char *cells, guint step)
{
  g_autoptr (GBytes) bytes = g_bytes_new (cells, strlen (cells));

  return show_step (self, attest_import_window_open_cells (self->app, bytes), step);
}

/* What stands in two records is open. */
static GtkWidget *
show_import_parts (Gallery *self)
{
  GtkWidget *window = paste (
      self,
      "인증번호\t업체명\t인증규격\t상태\t만료일\t사업장 주소\t사업장 시군구\t사업장 우편번호\n"
      "KR-Q-301\t다온정밀(주)\tISO 9001:2015\t유효\t2028-04-14\t시화벤처로 123 한빛지식산업센터 "
      "제2동 "
      "401호\t안산시 단원구\t15423\n"
      "KR-Q-301\t다온정밀(주)\tISO 14001:2015\t유효\t2028-04-14\t공단로 1\t부산시\t48058\n"
      "KR-S-302\t마루건설㈜\tISO 45001:2018\t정지\t2027-02-01\t산단로 3\t창원시\t51395\n",
      3);
  GListModel *rows = G_LIST_MODEL (
      gtk_list_view_get_model (GTK_LIST_VIEW (gallery_find_widget (window, GTK_TYPE_LIST_VIEW))));

  for (guint i = g_list_model_get_n_items (rows); i > 0; i--)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (rows, i - 1);

      gtk_tree_list_row_set_expanded (row, TRUE);
    }
  gallery_settle (window);
  return window;
}

static GtkWidget *
show_import_pasted (Gallery *self)
{
  return paste (self, "인증번호\t업체명\t상태\nKR-Q-301\t다온정밀(주)\t유효\n", 0);
}

static GtkWidget *
show_import_profile (Gallery *self)
{
  GtkWidget *window = open_ledger (self, 0);

  gtk_widget_activate_action (window, "import.save-profile", NULL);
  return gallery_wait_for_window (self, window);
}

/* One of what a column can be for. */
static GtkWidget *
show_import_fields (Gallery *self)
{
  GtkWidget *window = show_import_columns (self);

  adw_action_row_activate (ADW_ACTION_ROW (gallery_find_widget (window, ADW_TYPE_ACTION_ROW)));
  gallery_wait_until (self, "the fields", gallery_has_popover, window);
  return gallery_find_widget (window, GTK_TYPE_POPOVER);
}

static gboolean
is_at_rest (Gallery *self, gpointer window)
{
  return !attest_import_get_is_busy (attest_import_window_get_import (window));
}

static GtkWidget *
show_import_later (Gallery *self)
{
  GtkWidget *window = open_ledger (self, 2);

  gtk_widget_activate_action (window, "import.accept", NULL);
  gallery_wait_until (self, "what was decided", is_at_rest, window);
  gtk_window_close (GTK_WINDOW (window));
  return gallery_wait_for_window (self, window);
}

/* Leaves empty what has no meaning by itself. */
static void
decide_all (Gallery *self, GtkWidget *window)
{
  AttestImport *import = attest_import_window_get_import (ATTEST_IMPORT_WINDOW (window));
  GPtrArray *undecided = attest_import_get_reading (import)->undecided;
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < undecided->len; i++)
    {
      const AttestSheetUndecided *value = g_ptr_array_index (undecided, i);

      g_ptr_array_add (keys, g_strdup_printf ("%s:%s", value->path, value->value));
    }
  for (guint i = 0; i < keys->len; i++)
    {
      attest_import_decide (import, ATTEST_DECIDE_VALUE, keys->pdata[i], "");
      gallery_wait_until (self, "what was decided", is_at_rest, window);
    }
}

static gboolean
is_kept (Gallery *self, gpointer window)
{
  GtkWidget *page = gallery_find_widget (window, ADW_TYPE_STATUS_PAGE);

  return page != NULL && gtk_widget_get_mapped (page);
}

static GtkWidget *
show_import_kept (Gallery *self)
{
  GtkWidget *window = open_ledger (self, 2);

  gtk_widget_activate_action (window, "import.accept", NULL);
  gallery_wait_until (self, "what was decided", is_at_rest, window);
  decide_all (self, window);
  gtk_widget_activate_action (window, "import.show-step", "u", 3);
  gallery_settle (window);
  gtk_widget_activate_action (window, "import.go-on", NULL);
  gallery_wait_until (self, "it to be kept", is_kept, window);
  return window;
}

/* A month's sheet of some of what was accepted. */
static GFile *
make_month (Gallery *self, const char *name, guint n_rows)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), name, NULL);
  g_autoptr (GString) text = g_string_new ("Certificate Number,Client,CB Acronym,Scope\n");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (AttestRecord) record = gallery_make_certificate (i + GALLERY_UNKNOWN + 1);

      g_string_append_printf (text,
                              "\"%s\",\"%s\",\"%s\",of %s\n",
                              attest_record_get_text (record, ATTEST_CERTIFICATE_NUMBER),
                              attest_record_get_text (record, ATTEST_CERTIFICATE_ENTITY_NAME),
                              attest_record_get_text (record, ATTEST_CERTIFICATE_CB_ACRONYM),
                              name);
    }
  g_file_set_contents (path, text->str, -1, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

/* The next month's, in which some of it is missing. */
static GtkWidget *
show_import_missing (Gallery *self)
{
  g_autoptr (GFile) first = make_month (self, "2026-10.csv", 12);
  g_autoptr (GFile) next = make_month (self, "2026-11.csv", 4);
  GtkWidget *window = show_step (self, attest_import_window_open (self->app, first), 3);

  gtk_widget_activate_action (window, "import.go-on", NULL);
  gallery_wait_until (self, "it to be kept", is_kept, window);
  gtk_window_destroy (GTK_WINDOW (window));
  return show_step (self, attest_import_window_open (self->app, next), 3);
}

static GtkWidget *
show_imports (Gallery *self)
{
  return gallery_show_by_action (self, "imports");
}

/* What the practice service has, before it was asked and as it answers. */
static GtkWidget *
show_stored_unread (Gallery *self)
{
  gallery_act (self, "stored", "form");
  return gallery_wait_for_window (self, NULL);
}

static gboolean
has_list (Gallery *self, gpointer window)
{
  GtkWidget *button = gallery_find_icon_button (window, "view-refresh-symbolic");

  return button != NULL && gtk_widget_get_mapped (button);
}

static GtkWidget *
show_stored (Gallery *self)
{
  GtkWidget *window = show_stored_unread (self);

  gtk_widget_activate_action (window, "stored.read", NULL);
  gallery_wait_until (self, "the list of the service", has_list, window);
  return window;
}

/* A program that could do it is there; it is not asked to. */
static GtkWidget *
show_import_convert (Gallery *self)
{
  static const char old[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
                            "W\0o\0r\0k\0b\0o\0o\0k\0";
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "인증대장.xls", NULL);
  g_autofree char *program = g_build_filename (g_get_user_data_dir (), "soffice", NULL);
  g_autofree char *programs = g_strjoin (":", g_get_user_data_dir (), g_getenv ("PATH"), NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *window = NULL;

  g_setenv ("PATH", programs, TRUE);
  g_assert_true (
      g_file_set_contents_full (program, "#!/bin/sh\n", -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  g_assert_true (g_file_set_contents (path, old, sizeof old - 1, NULL));
  window = attest_import_window_open (self->app, file);
  for (guint i = 0; i < 5; i++)
    gallery_settle (window);
  return window;
}

/* Two courses that differ in a column which is not sent. */
static GtkWidget *
show_import_twins (Gallery *self)
{
  static const char sheet[] = "양식명,종류,등급\n용접 기능,수료,1급\n용접 기능,수료,2급\n";
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "grades.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, sheet, -1, NULL));
  return show_step (self, attest_import_window_open (self->app, file), 3);
}

static GtkWidget *
show_import_failed (Gallery *self)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "no-sheet.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *window = NULL;

  g_assert_true (g_file_set_contents (path, "\0\1\2\3\4", 5, NULL));
  window = attest_import_window_open (self->app, file);
  for (guint i = 0; i < 5; i++)
    gallery_settle (window);
  return window;
}

const GalleryView gallery_import_views[] = {
  { "import-file", show_import_file, NULL },
  { "import-sheets", show_import_sheets, NULL },
  { "import-columns", show_import_columns, NULL },
  { "import-fields", show_import_fields, NULL },
  { "import-values", show_import_values, NULL },
  { "import-courses", show_import_courses, NULL },
  { "import-review", show_import_review, NULL },
  { "import-record", show_import_record, NULL },
  { "import-source", show_import_source, NULL },
  { "import-parts", show_import_parts, NULL },
  { "import-pasted", show_import_pasted, NULL },
  { "import-profile", show_import_profile, NULL },
  { "import-convert", show_import_convert, NULL },
  { "import-twins", show_import_twins, NULL },
  { "import-failed", show_import_failed, NULL },
  { "import-later", show_import_later, NULL },
  { "imports-none", show_imports, NULL },
  { "import-kept", show_import_kept, NULL },
  { "import-missing", show_import_missing, NULL },
  { "imports", show_imports, NULL },
  { "stored-unread", show_stored_unread, NULL },
  { "stored", show_stored, NULL },
  { NULL, NULL, NULL },
};
