/* The table of drafts: its columns are as wide as what they can say, whatever the size of letters,
 * and texts in different scripts stand on one line. */
#include "attest-config.h"

#include "widgets/attest-list-cell.h"
#include "drafts/attest-draft-cells.h"
#include "drafts/attest-draft-columns.h"
#include "model/attest-certificate.h"
#include "model/attest-form.h"
#include "store/attest-draft.h"

#define NORMAL (96 * PANGO_SCALE)

static void
set_dpi (int dpi)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
}

/* The window it lies in keeps it. */
static GtkColumnView *
make_view (GtkWindow *window, const AttestSchema *schema)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));

  gtk_window_set_child (window, GTK_WIDGET (view));
  attest_draft_columns_add (view, schema);
  attest_draft_columns_measure (view, schema);
  return view;
}

static int
get_font_size (GtkColumnView *view)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (view));

  return pango_font_description_get_size (pango_context_get_font_description (context));
}

static void
test_widths (void)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkColumnView *view = NULL;
  int normal[ATTEST_ROOM_WIDE + 1] = { 0 };
  int size = 0;

  set_dpi (NORMAL);
  view = make_view (window, &attest_certificate_schema);
  gtk_window_present (window);
  for (AttestRoom room = ATTEST_ROOM_LEAST; room <= ATTEST_ROOM_WIDE; room++)
    {
      normal[room] = attest_draft_columns_get_width (view, room);
      g_assert_cmpint (normal[room], >, room > 0 ? normal[room - 1] : 0);
    }
  /* All there is in the window as it is at first, and two columns in the narrowest. */
  g_assert_cmpint (normal[ATTEST_ROOM_NARROW], <=, 360);
  g_assert_cmpint (normal[ATTEST_ROOM_WIDE], <=, 880);

  size = get_font_size (view);
  set_dpi (2 * NORMAL);
  while (get_font_size (view) == size)
    g_main_context_iteration (NULL, TRUE);
  attest_draft_columns_measure (view, &attest_certificate_schema);
  for (AttestRoom room = ATTEST_ROOM_LEAST; room <= ATTEST_ROOM_WIDE; room++)
    g_assert_cmpint (attest_draft_columns_get_width (view, room), >, 1.6 * normal[room]);
  set_dpi (NORMAL);
  gtk_window_destroy (window);
}

static int
get_natural_width (GtkWidget *widget)
{
  int width = 0;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  return width;
}

static AttestDraft *
make_draft (AttestState state, AttestEnvironment environment)
{
  AttestDraftRow row = { .id = g_strdup ("1"),
                         .schema = &attest_certificate_schema,
                         .content_hash = g_strdup ("now"),
                         .last_id = g_strdup ("2"),
                         .last_sha256 = g_strdup ("then"),
                         .last_state = state,
                         .last_environment = environment };

  return attest_draft_new (&row);
}

/* The widest label there is fits. */
static void
test_outcome_fits (void)
{
  for (int dpi = NORMAL; dpi <= 2 * NORMAL; dpi += NORMAL / 4)
    {
      g_autoptr (GtkWidget) cell = NULL;
      g_autoptr (PangoLayout) layout = NULL;
      int room = 0;

      set_dpi (dpi);
      cell = g_object_ref_sink (attest_draft_outcome_cell.make ());
      layout = gtk_widget_create_pango_layout (cell, NULL);
      room = attest_draft_outcome_cell.measure (layout, &attest_certificate_schema);
      for (guint state = ATTEST_STATE_QUEUED; state < ATTEST_N_STATES; state++)
        for (guint environment = 0; environment < ATTEST_N_ENVIRONMENTS; environment++)
          {
            g_autoptr (AttestDraft) draft = make_draft (state, environment);

            attest_draft_outcome_cell.fill (cell, draft);
            g_assert_cmpint (get_natural_width (cell), <=, room);
          }
    }
  set_dpi (NORMAL);
}

/* The baseline an inscription got, in the coordinates of its cell. */
static int
get_baseline (GtkWidget *cell)
{
  GtkWidget *line = gtk_widget_get_last_child (cell);
  GtkAllocation place;

  gtk_widget_get_allocation (line, &place);
  g_assert_cmpint (gtk_widget_get_allocated_baseline (line), >, 0);
  return place.y + gtk_widget_get_allocated_baseline (line);
}

static void
test_baseline (void)
{
  static const char *const texts[] = { "Hanbit Precision", "한빛정밀", "漢字", "" };
  int expected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GtkWidget) cell =
          g_object_ref_sink (attest_list_cell_new (ATTEST_LIST_CELL_LINE, 3));

      attest_list_cell_set_texts (ATTEST_LIST_CELL (cell), texts[i], NULL);
      gtk_widget_measure (cell, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_allocate (cell, 200, 40, -1, NULL);
      if (i == 0)
        expected = get_baseline (cell);
      g_assert_cmpint (get_baseline (cell), ==, expected);
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drafts/widths", test_widths);
  g_test_add_func ("/drafts/outcome-fits", test_outcome_fits);
  g_test_add_func ("/drafts/baseline", test_baseline);
  return g_test_run ();
}
