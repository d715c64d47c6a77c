/* The register: as many columns as there is room for, none cut whose text is short, texts of every
 * script on one line; what an environment has of a draft in words; what is selected, of any length.
 */
#include "attest-config.h"

#include "attest-ui-resources.h"
#include "register/attest-register-cells.h"
#include "register/attest-register-selection.h"
#include "register/attest-register-table.h"
#include "register/attest-register-words.h"
#include "widgets/attest-filter-row.h"
#include "widgets/attest-list-cell.h"
#include "workspace-fixture.h"

#define NORMAL (96 * PANGO_SCALE)
#define DAY_IN_NOVEMBER (G_GINT64_CONSTANT (1763720000) * G_USEC_PER_SEC) /* 21 Nov 2025 */

static void
set_dpi (int dpi)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
}

static void
turn_for (guint ms)
{
  const gint64 until = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < until)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static AttestDraft *
make_draft_with (const char *id, AttestPublishedState state, const char *standards)
{
  AttestDraftRow row = { .id = g_strdup (id),
                         .schema = &attest_certificate_schema,
                         .title = g_strdup ("QEMS-2025-0417-R2"),
                         .entity = g_strdup ("주식회사 한빛정밀"),
                         .standards = g_strdup (standards),
                         .expiry = g_strdup ("2029-03-19"),
                         .n_errors = 2,
                         .n_warnings = 1,
                         .loaded = TRUE };
  const gint64 now = g_get_real_time ();

  row.published[ATTEST_ENVIRONMENT_TEST] = (AttestPublished){ state, now, now, 3, 3 };
  return attest_draft_new (&row);
}

static AttestDraft *
make_draft (const char *id, AttestPublishedState state)
{
  return make_draft_with (id, state, "ISO 9001:2015, ISO/IEC 27001:2022");
}

/* Room */

static gboolean
is_cut (GtkWidget *widget)
{
  const char *text =
      GTK_IS_INSCRIPTION (widget) ? gtk_inscription_get_text (GTK_INSCRIPTION (widget)) : NULL;
  g_autoptr (PangoLayout) layout =
      text != NULL ? gtk_widget_create_pango_layout (widget, text) : NULL;
  int width = 0;

  if (layout != NULL)
    pango_layout_get_pixel_size (layout, &width, NULL);
  if (width > gtk_widget_get_width (widget) && gtk_widget_get_mapped (widget))
    {
      g_test_message ("“%s” needs %d, has %d", text, width, gtk_widget_get_width (widget));
      return TRUE;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_cut (child))
      return TRUE;
  return FALSE;
}

/* However long a busy machine takes to lay it out; what still does not fit then never will. */
static void
wait_until_it_fits (GtkWidget *table)
{
  const gint64 until = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  turn_for (400);
  while ((gtk_widget_get_width (table) == 0 || is_cut (table)) && g_get_monotonic_time () < until)
    turn_for (50);
}

static AttestRoom
find_room (int dpi, int width)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  AttestRegisterTable *table = g_object_new (ATTEST_TYPE_REGISTER_TABLE, NULL);
  g_autoptr (GListStore) drafts = g_list_store_new (ATTEST_TYPE_DRAFT);
  AttestRoom room = ATTEST_ROOM_WIDE;

  set_dpi (dpi);
  for (guint state = 0; state < ATTEST_N_PUBLISHED_STATES; state++)
    {
      g_autoptr (AttestDraft) draft = make_draft ("1", state);

      g_list_store_append (drafts, draft);
    }
  gtk_window_set_child (window, GTK_WIDGET (table));
  gtk_window_set_default_size (window, width, 600);
  attest_register_table_set_schema (table, &attest_certificate_schema);
  attest_register_table_set_environment (table, ATTEST_ENVIRONMENT_TEST);
  attest_register_table_set_model (
      table, GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (drafts)))));
  gtk_window_present (window);
  wait_until_it_fits (GTK_WIDGET (table));
  room = attest_register_table_get_room (table);
  g_assert_false (is_cut (GTK_WIDGET (table)));
  gtk_window_destroy (window);
  set_dpi (NORMAL);
  return room;
}

static void
test_room (void)
{
  g_assert_cmpint (find_room (NORMAL, 920), ==, ATTEST_ROOM_WIDE);
  g_assert_cmpint (find_room (NORMAL, 560), <, ATTEST_ROOM_WIDE);
  g_assert_cmpint (find_room (NORMAL, 360), ==, ATTEST_ROOM_NARROW);
  g_assert_cmpint (find_room (2 * NORMAL, 920), <, ATTEST_ROOM_WIDE);
  g_assert_cmpint (find_room (2 * NORMAL, 360), ==, ATTEST_ROOM_LEAST);
}

/* Returns: (nullable): the text that is cut, if one is */
static const char *
find_cut (GtkWidget *widget)
{
  const char *cut = NULL;

  if (GTK_IS_INSCRIPTION (widget))
    return is_cut (widget) ? gtk_inscription_get_text (GTK_INSCRIPTION (widget)) : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); cut == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    cut = find_cut (child);
  return cut;
}

/* Where there is a little less room, the many standards of a certificate are cut before there are
 * none, and nothing else is. */
static void
test_many_standards (void)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  AttestRegisterTable *table = g_object_new (ATTEST_TYPE_REGISTER_TABLE, NULL);
  GListStore *drafts = g_list_store_new (ATTEST_TYPE_DRAFT);
  g_autoptr (AttestDraft) draft = make_draft_with (
      "1", ATTEST_PUBLISHED_NEVER, "ISO 9001:2015, ISO 14001:2015, ISO 45001:2018, ISO 50001:2018");
  guint n_cut = 0;

  g_list_store_append (drafts, draft);
  gtk_window_set_child (window, GTK_WIDGET (table));
  gtk_window_set_default_size (window, 920, 600);
  attest_register_table_set_schema (table, &attest_certificate_schema);
  attest_register_table_set_model (
      table, GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (drafts))));
  gtk_window_present (window);
  wait_until_it_fits (GTK_WIDGET (table));
  g_assert_cmpint (attest_register_table_get_room (table), ==, ATTEST_ROOM_WIDE);
  for (int width = 900; attest_register_table_get_room (table) == ATTEST_ROOM_WIDE; width -= 20)
    {
      const char *cut = NULL;

      gtk_window_set_default_size (window, width, 600);
      turn_for (200);
      cut = find_cut (GTK_WIDGET (table));
      if (attest_register_table_get_room (table) != ATTEST_ROOM_WIDE || cut == NULL)
        continue;
      g_assert_cmpstr (cut, ==, "9001 · 14001 · 45001 · 50001");
      n_cut++;
    }
  g_assert_cmpuint (n_cut, >, 0);
  gtk_window_destroy (window);
}

/* The baseline an inscription got, in the coordinates of its cell. */
static int
get_baseline (GtkWidget *cell)
{
  GtkWidget *line = gtk_widget_get_first_child (cell);
  GtkAllocation place;

  while (!GTK_IS_INSCRIPTION (line))
    line = gtk_widget_get_next_sibling (line);
  gtk_widget_get_allocation (line, &place);
  g_assert_cmpint (gtk_widget_get_allocated_baseline (line), >, 0);
  return place.y + gtk_widget_get_allocated_baseline (line);
}

static void
test_baseline (void)
{
  static const char *const texts[] = { "Hanbit Precision", "한빛정밀", "漢字", "" };
  int expected = 0;

  for (guint i = 0; i < 2 * G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GtkWidget) cell =
          g_object_ref_sink (attest_list_cell_new (ATTEST_LIST_CELL_LINE, 3));

      attest_list_cell_set_texts (ATTEST_LIST_CELL (cell), texts[i / 2], NULL);
      attest_list_cell_set_icon (ATTEST_LIST_CELL (cell), i % 2 == 1 ? "open-menu-symbolic" : NULL);
      attest_list_cell_set_mark (ATTEST_LIST_CELL (cell), i % 2 == 1 ? "open-menu-symbolic" : NULL);
      gtk_widget_measure (cell, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_allocate (cell, 200, 40, -1, NULL);
      if (i == 0)
        expected = get_baseline (cell);
      g_assert_cmpint (get_baseline (cell), ==, expected);
    }
}

/* Words */

static void
test_published (void)
{
  static const struct
  {
    AttestPublished published;
    const char *words;
  } cases[] = {
    { { ATTEST_PUBLISHED_NEVER }, "Never" },
    { { ATTEST_PUBLISHED_CURRENT, DAY_IN_NOVEMBER, DAY_IN_NOVEMBER }, "21 Nov 2025" },
    { { ATTEST_PUBLISHED_CHANGED, DAY_IN_NOVEMBER, DAY_IN_NOVEMBER }, "Changed since 21 Nov 2025" },
    { { ATTEST_PUBLISHED_REFUSED, 0, DAY_IN_NOVEMBER, 3 }, "Refused · 3 fields" },
    { { ATTEST_PUBLISHED_REFUSED, 0, DAY_IN_NOVEMBER, 1 }, "Refused · 1 field" },
    { { ATTEST_PUBLISHED_REFUSED, 0, DAY_IN_NOVEMBER }, "Refused · 21 Nov 2025" },
    { { ATTEST_PUBLISHED_UNKNOWN, 0, DAY_IN_NOVEMBER }, "Unknown" },
    { { ATTEST_PUBLISHED_WAITING, .place = 1 }, "Waiting, 1st" },
    { { ATTEST_PUBLISHED_WAITING, .place = 3 }, "Waiting, 3rd" },
    { { ATTEST_PUBLISHED_WAITING, .place = 11 }, "Waiting, 11th" },
    { { ATTEST_PUBLISHED_WAITING, .place = 22 }, "Waiting, 22nd" },
    { { ATTEST_PUBLISHED_WAITING, .place = 113 }, "Waiting, 113th" },
    { { ATTEST_PUBLISHED_SENDING }, "Sending" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = attest_published_describe (&cases[i].published);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

/* A later attempt never hides what is accepted. */
static void
test_accepted_is_told (void)
{
  for (guint state = ATTEST_PUBLISHED_CURRENT; state < ATTEST_N_PUBLISHED_STATES; state++)
    {
      const AttestPublished published = { state, DAY_IN_NOVEMBER, DAY_IN_NOVEMBER + 1, 2, 1 };
      g_autofree char *words = attest_published_explain (&published, ATTEST_ENVIRONMENT_TEST);

      g_assert_nonnull (strstr (words, "21 November 2025"));
      g_assert_true (attest_published_hides (&published)
                     == (state != ATTEST_PUBLISHED_CURRENT && state != ATTEST_PUBLISHED_CHANGED));
    }
}

static void
test_row_name (void)
{
  g_autoptr (AttestDraft) draft = make_draft ("1", ATTEST_PUBLISHED_REFUSED);
  g_autofree char *name = attest_draft_describe_row (draft, ATTEST_ENVIRONMENT_TEST);
  g_autofree char *elsewhere = attest_draft_describe_row (draft, ATTEST_ENVIRONMENT_PRACTICE);
  g_autofree char *standards = attest_standards_shorten (attest_draft_get_standards (draft));

  g_assert_cmpstr (
      name, ==, "QEMS-2025-0417-R2, 주식회사 한빛정밀, Refused in Test, 2 errors, 1 warning");
  g_assert_nonnull (strstr (elsewhere, "Not published in Practice"));
  g_assert_cmpstr (standards, ==, "9001 · 27001");
}

/* In how many days it ends: soon is told in a window of any width. */
static void
check_narrow_expiry (int days, guint n_errors, const char *style_class)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) end = g_date_time_add_days (now, days);
  AttestDraftRow row = { .id = g_strdup ("1"),
                         .schema = &attest_certificate_schema,
                         .title = g_strdup ("QEMS-2025-0417-R2"),
                         .expiry = g_date_time_format (end, "%Y-%m-%d"),
                         .n_errors = n_errors,
                         .loaded = TRUE };
  g_autoptr (AttestDraft) draft = attest_draft_new (&row);
  GtkWidget *cell = g_object_ref_sink (attest_register_state_cell.make ());

  attest_register_state_cell.fill (cell, draft, ATTEST_ENVIRONMENT_TEST);
  g_assert_true (gtk_widget_has_css_class (gtk_widget_get_last_child (cell), style_class));
  g_object_unref (cell);
}

static void
test_narrow_expiry (void)
{
  check_narrow_expiry (400, 0, "dim-label");
  check_narrow_expiry (10, 0, "warning");
  check_narrow_expiry (10, 2, "dim-label"); /* what is to do stands there instead */
}

/* What is selected */

/* A long list that tells how many of its items were asked for. */
#define TEST_TYPE_LONG_LIST (test_long_list_get_type ())
G_DECLARE_FINAL_TYPE (TestLongList, test_long_list, TEST, LONG_LIST, GObject)

struct _TestLongList
{
  GObject parent_instance;

  guint n_asked;
};

static GType
long_list_get_item_type (GListModel *model)
{
  return ATTEST_TYPE_DRAFT;
}

static guint
long_list_get_n_items (GListModel *model)
{
  return 100000;
}

static gpointer
long_list_get_item (GListModel *model, guint position)
{
  TEST_LONG_LIST (model)->n_asked++;
  return make_draft ("1", ATTEST_PUBLISHED_NEVER);
}

static void
long_list_init (GListModelInterface *iface)
{
  iface->get_item_type = long_list_get_item_type;
  iface->get_n_items = long_list_get_n_items;
  iface->get_item = long_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestLongList,
                               test_long_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, long_list_init))

static void
test_long_list_class_init (TestLongListClass *klass)
{
}

static void
test_long_list_init (TestLongList *self)
{
}

/* Until it shows what was asked for last; it asks once somebody wants to know how long it is. */
static void
settle (AttestRegister *drafts)
{
  gboolean loading = TRUE;

  g_list_model_get_n_items (G_LIST_MODEL (drafts));
  turn_for (50);
  while (loading)
    {
      g_main_context_iteration (NULL, FALSE);
      g_object_get (drafts, "loading", &loading, NULL);
    }
  turn_for (50);
}

/* Selecting all of it asks for no row. */
static void
test_all_of_a_long_list (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRegister) drafts =
      attest_workspace_new_register (fixture->workspace, &attest_certificate_schema);
  TestLongList *list = g_object_new (TEST_TYPE_LONG_LIST, NULL);
  g_autoptr (AttestRegisterSelection) selection =
      attest_register_selection_new (G_LIST_MODEL (list), drafts);

  gtk_selection_model_select_all (GTK_SELECTION_MODEL (selection));
  g_assert_cmpuint (attest_register_selection_get_size (selection), ==, 100000);
  g_assert_cmpuint (list->n_asked, ==, 0);
  gtk_selection_model_unselect_item (GTK_SELECTION_MODEL (selection), 77);
  g_assert_cmpuint (attest_register_selection_get_size (selection), ==, 99999);
  g_assert_false (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (selection), 77));
  g_assert_cmpuint (list->n_asked, ==, 0);
  settle (drafts);
}

static char *
load_ids (AttestRegisterSelection *selection)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;

  attest_register_selection_load_ids_async (selection, store_fixture_keep_result, &result);
  ids = attest_register_selection_load_ids_finish (selection, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return g_strjoinv (" ", ids);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

/* In one order, whatever the list's is. */
static char *
sort_ids (const char *ids)
{
  g_auto (GStrv) parts = g_strsplit (ids, " ", -1);

  qsort (parts, g_strv_length (parts), sizeof *parts, compare_texts);
  return g_strjoinv (" ", parts);
}

/* The ids of all that is selected by its place. */
static char *
read_places (AttestRegisterSelection *selection)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (selection)); i++)
    {
      g_autoptr (AttestDraft) draft = g_list_model_get_item (G_LIST_MODEL (selection), i);

      if (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (selection), i))
        g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "", attest_draft_get_id (draft));
    }
  return g_string_free (ids, FALSE);
}

/* Whatever is put in front of it, and however it is sorted: what was selected stays so. */
static void
test_rows_that_move (WorkspaceFixture *fixture, gconstpointer data)
{
  static const char *const numbers[] = { "C-3", "C-1", "C-5", "C-2", "C-4" };
  g_autoptr (AttestRegister) drafts =
      attest_workspace_new_register (fixture->workspace, &attest_certificate_schema);
  g_autoptr (AttestRegisterSelection) selection =
      attest_register_selection_new (G_LIST_MODEL (g_object_ref (drafts)), drafts);
  AttestRegisterQuery query = { .order = ATTEST_REGISTER_BY_TITLE };
  g_autoptr (AttestDraft) more = NULL;
  g_autofree char *selected = NULL;
  g_autofree char *wanted = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_object_unref (workspace_fixture_add_certificate (fixture, numbers[i], "Hanbit"));
  attest_register_set_query (drafts, &query);
  settle (drafts);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (selection), 1, TRUE);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (selection), 3, FALSE);
  selected = read_places (selection);
  wanted = sort_ids (selected);

  more = workspace_fixture_add_certificate (fixture, "A-1", "Hanbit");
  settle (drafts);
  for (guint descending = 0; descending < 2; descending++)
    for (guint order = 0; order < ATTEST_N_REGISTER_ORDERS; order++)
      {
        g_autofree char *places = NULL;
        g_autofree char *ids = NULL;
        g_autofree char *sorted = NULL;

        query.order = order;
        query.descending = descending;
        attest_register_set_query (drafts, &query);
        settle (drafts);
        ids = load_ids (selection);
        places = read_places (selection);
        g_assert_cmpstr (ids, ==, places);
        sorted = sort_ids (places);
        g_assert_cmpstr (sorted, ==, wanted);
      }
}

/* What is filtered is the whole; what is looked at next is another. */
static void
test_whole (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRegister) drafts =
      attest_workspace_new_register (fixture->workspace, &attest_certificate_schema);
  g_autoptr (AttestRegisterSelection) selection =
      attest_register_selection_new (G_LIST_MODEL (g_object_ref (drafts)), drafts);
  AttestRegisterQuery query = { .search = "hanbit" };
  g_autofree char *ids = NULL;
  g_autofree char *places = NULL;

  for (guint i = 0; i < 6; i++)
    g_object_unref (
        workspace_fixture_add_certificate (fixture, "C", i % 2 == 0 ? "Hanbit" : "Other"));
  attest_register_set_query (drafts, &query);
  settle (drafts);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (selection));
  ids = load_ids (selection);
  places = read_places (selection);
  g_assert_cmpuint (attest_register_selection_get_size (selection), ==, 3);
  g_assert_cmpstr (ids, ==, places);

  attest_register_selection_let_go (selection);
  query.search = NULL;
  attest_register_set_query (drafts, &query);
  settle (drafts);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (selection)), ==, 6);
  g_assert_cmpuint (attest_register_selection_get_size (selection), ==, 0);
}

/* Filters */

static GtkWidget *
find_first_toggle (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_TOGGLE_BUTTON (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_first_toggle (child);
  return found;
}

/* One that would show nothing is hidden, unless it is the first or chosen; one Tab stop. */
static void
test_filters (void)
{
  AttestFilterRow *row = g_object_ref_sink (g_object_new (ATTEST_TYPE_FILTER_ROW, NULL));
  static const gboolean shown[] = { TRUE, FALSE, TRUE, TRUE };
  GtkWidget *toggle = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    attest_filter_row_add (row, "Filter");
  attest_filter_row_set_count (row, 2, 7);
  attest_filter_row_set_chosen (row, 3);
  g_assert_cmpuint (attest_filter_row_get_chosen (row), ==, 3);
  toggle = find_first_toggle (GTK_WIDGET (row));
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++, toggle = gtk_widget_get_next_sibling (toggle))
    {
      g_assert_true (gtk_widget_get_visible (toggle) == shown[i]);
      g_assert_true (gtk_widget_get_focusable (toggle) == (i == 3));
      g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (toggle)) == (i == 3));
    }
  g_object_unref (row);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  attest_ui_register_resource ();
  g_test_add_func ("/register/room", test_room);
  g_test_add_func ("/register/many-standards", test_many_standards);
  g_test_add_func ("/register/baseline", test_baseline);
  g_test_add_func ("/register/published", test_published);
  g_test_add_func ("/register/accepted-is-told", test_accepted_is_told);
  g_test_add_func ("/register/row-name", test_row_name);
  g_test_add_func ("/register/narrow-expiry", test_narrow_expiry);
  g_test_add_func ("/register/filters", test_filters);
  workspace_fixture_add_test ("/register/all-of-a-long-list", test_all_of_a_long_list);
  workspace_fixture_add_test ("/register/rows-that-move", test_rows_that_move);
  workspace_fixture_add_test ("/register/whole", test_whole);
  return g_test_run ();
}
