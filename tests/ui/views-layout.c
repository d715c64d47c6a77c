/* Nothing lies on its neighbour, stands out of the window or is cut off without saying so, and no
 * word is broken that there is room for. */
#include "attest-config.h"
#include "views.h"

#include "editor/attest-field-grid.h"
#include "editor/attest-field-row.h"
#include "history/attest-history-row.h"
#include "outbox/attest-batch-card.h"

/* Pixels that rounding may make of a text. */
#define SLACK 2

/* And what a letter or two take: a row farther down, which is not seen, may need it. */
#define LETTER 16

/* What stands around a word on a line of its own, in pixels: margins, a sign before it. */
#define AROUND_WORD 108

/* Windows of that width have room for their name, whatever the size of letters. */
#define ROOMY 1000
#define HIGH 700

/* How often what looks wrong is looked at, and with which pauses. */
#define MOST_LOOKS 10
#define LOOK_AGAIN_MS 200

/* Whose children lie upon each other on purpose, by the names of their types. */
static gboolean
stacks_children (GtkWidget *widget)
{
  static const char *const types[] = {
    "GtkOverlay",        "GtkStack",       "AdwFlap",          "AdwToastOverlay",
    "GtkScrolledWindow", "GtkText",        "GtkTextView",      "GtkRange",
    "GtkScrollbar",      "GtkScale",       "GtkProgressBar",   "GtkSwitch",
    "AdwEntryRow",       "AdwLeaflet",     "AdwMessageDialog", "GtkListView",
    "GtkColumnListView", "GtkModelButton", "GtkGizmo",         "AdwGizmo",
    "AdwIndicatorBin",
  };
  const char *name = G_OBJECT_TYPE_NAME (widget);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (name, types[i]))
      return TRUE;
  return GTK_IS_NATIVE (widget);
}

static gboolean
lie_upon (GtkWidget *parent, GtkWidget *one, GtkWidget *other)
{
  graphene_rect_t a, b, shared;

  return gtk_widget_compute_bounds (one, parent, &a)
         && gtk_widget_compute_bounds (other, parent, &b)
         && graphene_rect_intersection (&a, &b, &shared) && shared.size.width > SLACK
         && shared.size.height > SLACK;
}

static void
check_neighbours (Look *look, GtkWidget *parent)
{
  if (stacks_children (parent))
    return;
  for (GtkWidget *one = gtk_widget_get_first_child (parent); one != NULL;
       one = gtk_widget_get_next_sibling (one))
    for (GtkWidget *other = gtk_widget_get_next_sibling (one); other != NULL;
         other = gtk_widget_get_next_sibling (other))
      if (views_is_seen (one) && views_is_seen (other) && !GTK_IS_NATIVE (one)
          && !GTK_IS_NATIVE (other) && lie_upon (parent, one, other))
        {
          g_autofree char *first = views_describe (one);
          g_autofree char *second = views_describe (other);

          views_tell (look->view, look->size, "%s lies upon %s", second, first);
        }
}

/* One that does not scroll by itself. */
static gboolean
is_text_cut (GtkTextView *view)
{
  GtkTextIter end;
  int y = 0, height = 0;

  gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (view), &end);
  gtk_text_view_get_line_yrange (view, &end, &y, &height);
  return !GTK_IS_SCROLLED_WINDOW (gtk_widget_get_parent (GTK_WIDGET (view)))
         && y + height > gtk_widget_get_height (GTK_WIDGET (view)) + SLACK;
}

static gboolean
is_cut (GtkWidget *widget)
{
  PangoLayout *layout = NULL;
  int width = 0, height = 0;

  if (GTK_IS_TEXT_VIEW (widget))
    return is_text_cut (GTK_TEXT_VIEW (widget));

  if (GTK_IS_INSCRIPTION (widget))
    {
      g_autoptr (PangoLayout) whole =
          gtk_widget_create_pango_layout (widget, views_get_words (widget));

      pango_layout_get_pixel_size (whole, &width, NULL);
      return gtk_inscription_get_text_overflow (GTK_INSCRIPTION (widget))
                 == GTK_INSCRIPTION_OVERFLOW_CLIP
             && width > gtk_widget_get_width (widget) + SLACK;
    }
  if (!GTK_IS_LABEL (widget) || *views_get_words (widget) == '\0')
    return FALSE;
  layout = gtk_label_get_layout (GTK_LABEL (widget));
  pango_layout_get_pixel_size (layout, &width, &height);
  return height > gtk_widget_get_height (widget) + SLACK
         || (gtk_label_get_ellipsize (GTK_LABEL (widget)) == PANGO_ELLIPSIZE_NONE
             && width > gtk_widget_get_width (widget) + SLACK);
}

/* Cells of a spreadsheet: they go on sideways, as everywhere. */
static gboolean
is_sheet (GtkWidget *widget)
{
  return GTK_IS_COLUMN_VIEW (widget)
         && gtk_column_view_get_show_column_separators (GTK_COLUMN_VIEW (widget));
}

static void
check_scrolling (Look *look, GtkWidget *widget)
{
  GtkAdjustment *sideways = NULL;
  GtkWidget *child = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (widget));

  if (child == NULL || GTK_IS_TEXT_VIEW (child) || is_sheet (child))
    return;
  sideways = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (widget));
  if (gtk_adjustment_get_upper (sideways) > gtk_adjustment_get_page_size (sideways) + SLACK)
    {
      g_autofree char *what = views_describe (widget);

      views_tell (look->view, look->size, "%s has to be scrolled sideways", what);
    }
}

static gboolean
is_scrolled (GtkWidget *widget)
{
  return gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW) != NULL;
}

/* A part of it; what is outside as a whole was put away. */
static void
check_inside (Look *look, GtkWidget *widget)
{
  double width = gtk_widget_get_width (look->inside), height = gtk_widget_get_height (look->inside);
  graphene_rect_t place;

  if (is_scrolled (widget) || !gtk_widget_compute_bounds (widget, look->inside, &place))
    return;
  if (place.origin.x < -SLACK || place.origin.x + place.size.width > width + SLACK
      || place.origin.y < -SLACK || place.origin.y + place.size.height > height + SLACK)
    {
      g_autofree char *what = views_describe (widget);

      views_tell (look->view, look->size, "%s stands out of the window", what);
    }
}

/* Of what asks for as much room as the whole, the innermost. */
static GtkWidget *
find_widest (GtkWidget *widget)
{
  GtkWidget *widest = NULL;
  int most = 0, least = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (views_is_seen (child) && !GTK_IS_NATIVE (child))
      {
        gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
        if (least > most)
          {
            most = least;
            widest = child;
          }
      }
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  return widest != NULL && most * 2 > least ? find_widest (widest) : widget;
}

/* What is not given the room it asks for is drawn over what is beside it. */
static void
check_within (Look *look, GtkWidget *parent, GtkWidget *widget)
{
  graphene_rect_t place;

  if (stacks_children (parent) || GTK_IS_VIEWPORT (parent) || is_sheet (parent)
      || !gtk_widget_compute_bounds (widget, parent, &place))
    return;
  if (place.origin.x < -SLACK
      || place.origin.x + place.size.width > gtk_widget_get_width (parent) + SLACK)
    {
      g_autofree char *what = views_describe (widget);
      g_autofree char *above = views_describe (parent);

      g_autofree char *widest = views_describe (find_widest (widget));

      views_tell (look->view,
                  look->size,
                  "%s (%.0f) is wider than %s (%d) for %s",
                  what,
                  place.size.width,
                  above,
                  gtk_widget_get_width (parent),
                  widest);
    }
}

/* Of a text that may go on in a second line, if it has the height for that. */
static int
get_spare_of_inscription (GtkWidget *cell)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (cell, views_get_words (cell));
  const int own = gtk_widget_get_width (cell);
  int width = 0;
  int wrapped = 0;
  int height = 0;

  pango_layout_get_pixel_size (layout, &width, NULL);
  if (width <= own)
    return own - width;
  pango_layout_set_width (layout, own * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_get_pixel_size (layout, &wrapped, &height);
  return own - (height <= gtk_widget_get_height (cell) + SLACK ? wrapped : width);
}

/* How much more room a cell has than its text needs; below nothing: how much is cut off. */
static int
get_spare (GtkWidget *cell)
{
  int spare = G_MAXINT;

  if (GTK_IS_INSCRIPTION (cell) && views_get_words (cell) != NULL)
    return get_spare_of_inscription (cell);
  if (GTK_IS_LABEL (cell))
    {
      int natural = 0;

      gtk_widget_measure (cell, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
      return gtk_widget_get_width (cell) - natural;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (cell); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (views_is_seen (child))
      spare = MIN (spare, get_spare (child));
  return spare;
}

enum
{
  MOST_COLUMNS = 16
};

/* What each column has too many at least in @row, too. Returns: how many columns it has */
static guint
note_spare (int *least, GtkWidget *row)
{
  guint i = 0;

  for (GtkWidget *cell = gtk_widget_get_first_child (row); cell != NULL && i < MOST_COLUMNS;
       cell = gtk_widget_get_next_sibling (cell), i++)
    if (views_is_seen (row) && views_is_seen (cell))
      least[i] = MIN (least[i], get_spare (cell));
  return i;
}

/* The first two columns say which record it is: the others give way to them, as far as their own
 * headings let them. */
static void
check_columns (Look *look, GtkWidget *rows)
{
  GtkWidget *headings = gtk_widget_get_prev_sibling (rows);
  int least[MOST_COLUMNS];
  guint n_columns = 0;

  for (guint i = 0; i < MOST_COLUMNS; i++)
    least[i] = G_MAXINT;
  for (GtkWidget *row = gtk_widget_get_first_child (rows); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n_columns = MAX (n_columns, note_spare (least, row));
  if (headings != NULL)
    note_spare (least, headings);
  for (guint i = 0; i < MIN (n_columns, 2); i++)
    for (guint j = 0; j < n_columns; j++)
      if (least[i] < -LETTER && j != i && least[j] != G_MAXINT && least[j] > 3 * LETTER)
        views_tell (look->view,
                    look->size,
                    "column %u is cut by %d pixels, and column %u has %d too many",
                    i + 1,
                    -least[i],
                    j + 1,
                    least[j]);
}

/* In the history likewise: the number of a certificate is never the first to be cut. */
static void
check_number (Look *look, GtkWidget *row)
{
  GObject *title = gtk_widget_get_template_child (row, ATTEST_TYPE_HISTORY_ROW, "title");
  const char *words = gtk_label_get_text (GTK_LABEL (title));

  if (gtk_widget_get_mapped (GTK_WIDGET (title)) && g_str_is_ascii (words)
      && pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (title))))
    views_tell (look->view, look->size, "the number “%s” is cut", words);
}

static double
get_left (GtkWidget *card, const char *name)
{
  GObject *part = gtk_widget_get_template_child (card, ATTEST_TYPE_BATCH_CARD, name);
  graphene_rect_t place = GRAPHENE_RECT_INIT_ZERO;

  return gtk_widget_compute_bounds (GTK_WIDGET (part), card, &place) ? place.origin.x : 0;
}

/* What is below the words of a card stands under their beginning, not under its sign. */
static void
check_card (Look *look, GtkWidget *card)
{
  if (get_left (card, "badge") < get_left (card, "title") - SLACK)
    views_tell (look->view, look->size, "the badge stands under the sign of the card");
}

/* As many letters fit on a line, whatever their size; but for the library's own window. */
static void
check_clamp (Look *look, GtkWidget *clamp)
{
  const int before = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (clamp), "views-most"));
  int most = 0;

  g_object_get (clamp, "maximum-size", &most, NULL);
  if (look->letters == 1)
    g_object_set_data (G_OBJECT (clamp), "views-most", GINT_TO_POINTER (most));
  else if (before != 0 && most < before * look->letters
           && !ADW_IS_ABOUT_WINDOW (gtk_widget_get_root (clamp)))
    {
      g_autofree char *what = views_describe (clamp);

      views_tell (look->view, look->size, "%s is at most %d pixels wide", what, most);
    }
}

static void
check_title (Look *look, GtkWidget *label)
{
  if (gtk_widget_has_css_class (label, "title") && gtk_widget_get_width (look->inside) >= ROOMY
      && gtk_widget_get_ancestor (label, ADW_TYPE_HEADER_BAR) != NULL
      && pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))))
    views_tell (look->view, look->size, "the title “%s” is cut", views_get_words (label));
}

/* Returns: (transfer full): the word around the letter at @offset */
static char *
dup_broken_word (PangoLayout *layout, int offset)
{
  const char *text = pango_layout_get_text (layout);
  int n = 0;
  const PangoLogAttr *attributes = pango_layout_get_log_attrs_readonly (layout, &n);
  int start = offset, end = offset;

  while (start > 0 && !attributes[start].is_line_break)
    start--;
  while (end < n - 1 && !attributes[end].is_line_break)
    end++;
  return g_utf8_substring (text, start, end);
}

/* Whose details are shown stays in view, though the rows become higher beside them. */
static void
check_selected (Look *look, GtkWidget *list)
{
  graphene_rect_t place;

  if (!g_str_has_prefix (look->view, "history-") || g_str_equal (look->view, "history-empty")
      || !gtk_widget_has_css_class (list, "attest-history") || look->letters > 1
      || gtk_widget_get_height (look->inside) < HIGH)
    return;
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if ((gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED) != 0 && views_is_seen (row)
        && gtk_widget_compute_bounds (row, list, &place) && place.origin.y >= 0
        && place.origin.y + place.size.height <= gtk_widget_get_height (list))
      return;
  views_tell (look->view, look->size, "what is selected is not in view");
}

/* A word goes on in the next line only if no line in this window could hold it. */
static void
check_words (Look *look, GtkLabel *label)
{
  PangoLayout *layout = gtk_label_get_layout (label);
  const char *text = pango_layout_get_text (layout);
  const PangoLogAttr *attributes = pango_layout_get_log_attrs_readonly (layout, NULL);

  for (int i = 1; i < pango_layout_get_line_count (layout); i++)
    {
      const PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);
      const int offset = (int) g_utf8_pointer_to_offset (text, text + line->start_index);
      g_autoptr (PangoLayout) alone = NULL;
      g_autofree char *word = NULL;
      int width = 0;

      if (attributes[offset].is_line_break)
        continue;
      word = dup_broken_word (layout, offset);
      alone = pango_layout_copy (layout);
      pango_layout_set_width (alone, -1);
      pango_layout_set_text (alone, word, -1);
      pango_layout_get_pixel_size (alone, &width, NULL);
      if (width < gtk_widget_get_width (look->inside) - AROUND_WORD)
        views_tell (look->view, look->size, "the word “%s” is broken", word);
    }
}

/* What is wrong with a file is seen without scrolling. */
static void
check_warnings (Look *look, GtkWidget *intro)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (intro, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *label = gtk_widget_get_first_child (intro);
  graphene_rect_t place;

  while (label != NULL && (!views_is_seen (label) || !gtk_widget_has_css_class (label, "warning")))
    label = gtk_widget_get_next_sibling (label);
  if (label != NULL && gtk_widget_compute_bounds (label, scroller, &place)
      && place.origin.y + place.size.height > gtk_widget_get_height (scroller))
    {
      g_autofree char *what = views_describe (label);

      views_tell (look->view, look->size, "%s is to be scrolled to", what);
    }
}

/* What explains and what is said once is never shortened. */
static void
check_whole (Look *look, GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget)
      && pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    views_tell (look->view, look->size, "“%s” is shortened", views_get_words (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (views_is_seen (child))
      check_whole (look, child);
}

/* Returns: (nullable): the field with the keyboard, with its name and what is said of it */
static GtkWidget *
find_entered (Look *look)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (look->inside));

  return focus != NULL ? gtk_widget_get_ancestor (focus, ATTEST_TYPE_FIELD_ROW) : NULL;
}

/* What is said in passing is said in full, and not over the field that it may be about. A field as
 * high as the window, or a list, has its place elsewhere. */
static void
check_toasts (Look *look, GtkWidget *overlay)
{
  GtkWidget *entered = find_entered (look);
  graphene_rect_t field = GRAPHENE_RECT_INIT_ZERO;
  const double height = gtk_widget_get_height (overlay);

  if (entered != NULL
      && (!gtk_widget_compute_bounds (entered, overlay, &field) || field.size.height > height / 3))
    entered = NULL;
  for (GtkWidget *toast = gtk_widget_get_first_child (overlay); toast != NULL;
       toast = gtk_widget_get_next_sibling (toast))
    {
      graphene_rect_t place;

      if (toast == adw_toast_overlay_get_child (ADW_TOAST_OVERLAY (overlay))
          || !views_is_seen (toast) || !gtk_widget_compute_bounds (toast, overlay, &place))
        continue;
      if (place.origin.x < 0 || place.origin.x + place.size.width > gtk_widget_get_width (overlay))
        views_tell (look->view, look->size, "what is said in passing is wider than the window");
      if (place.size.height > height / 2)
        views_tell (look->view, look->size, "what is said in passing takes half of the window");
      check_whole (look, toast);
      if (entered != NULL && field.origin.y + field.size.height > place.origin.y + SLACK)
        views_tell (look->view, look->size, "what is said in passing hides what is entered");
      if (entered != NULL && field.origin.y < -SLACK)
        views_tell (look->view, look->size, "what is entered is not in view");
    }
}

/* Dates are compared: beside the list of problems too they stand in one line, where letters are
 * small and the window is not. */
static void
check_dates (Look *look, GtkWidget *grid)
{
  double line = -1;

  if (look->letters > 1 || gtk_widget_get_width (look->inside) < ROOMY
      || strstr (look->view, "problems") == NULL)
    return;
  for (GtkWidget *row = gtk_widget_get_first_child (grid); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      const AttestField *field =
          ATTEST_IS_FIELD_ROW (row) ? attest_field_row_get_field (ATTEST_FIELD_ROW (row)) : NULL;
      graphene_rect_t place;

      if (field == NULL || field->kind != ATTEST_FIELD_DATE
          || !gtk_widget_compute_bounds (row, grid, &place))
        continue;
      if (line >= 0 && place.origin.y > line)
        views_tell (look->view, look->size, "“%s” is not beside other dates", field->name);
      line = place.origin.y;
    }
}

static void
check_layout (Look *look, GtkWidget *widget)
{
  check_neighbours (look, widget);
  if (GTK_IS_SCROLLED_WINDOW (widget))
    check_scrolling (look, widget);
  else if (widget != look->inside) /* a popover's shadow belongs to it */
    check_inside (look, widget);
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkColumnListView")
      && !is_sheet (gtk_widget_get_parent (widget)))
    check_columns (look, widget);
  if (ADW_IS_CLAMP (widget) || ADW_IS_CLAMP_SCROLLABLE (widget))
    check_clamp (look, widget);
  if (GTK_IS_LABEL (widget))
    {
      check_title (look, widget);
      check_words (look, GTK_LABEL (widget));
    }
  if (GTK_IS_LIST_VIEW (widget))
    check_selected (look, widget);
  if (ATTEST_IS_FIELD_GRID (widget))
    check_dates (look, widget);
  if (ATTEST_IS_HISTORY_ROW (widget))
    check_number (look, widget);
  if (ATTEST_IS_BATCH_CARD (widget))
    check_card (look, widget);
  if (ADW_IS_TOAST_OVERLAY (widget))
    check_toasts (look, widget);
  if (gtk_widget_has_css_class (widget, "form-help"))
    check_whole (look, widget);
  if (gtk_widget_has_css_class (widget, "import-intro") && GTK_IS_BOX (widget))
    check_warnings (look, widget);
  if (is_cut (widget))
    {
      g_autofree char *what = views_describe (widget);

      views_tell (look->view, look->size, "%s is cut off", what);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (views_is_seen (child) && !GTK_IS_NATIVE (child))
      {
        check_within (look, widget, child);
        check_layout (look, child);
      }
}

static const struct
{
  const char *name;
  double letters;
  int width, height;
} sizes[] = {
  { "1100x720", 1, 1100, 720 },
  { "1440x900", 1, 1440, 900 },
  { "1024x600", 1, 1024, 600 },
  { "560x640", 1, 560, 640 },
  { "360x640", 1, 360, 640 },
  { "1440x900 at 200 %", 2, 1440, 900 },
  { "1024x600 at 200 %", 2, 1024, 600 },
  { "560x640 at 200 %", 2, 560, 640 },
  { "360x820 at 200 %", 2, 360, 820 },
};

static void
tell_width (Look *look)
{
  g_autofree char *widest = views_describe (find_widest (look->inside));

  views_tell (look->view,
              look->size,
              "it stays %d pixels wide for %s",
              gtk_widget_get_width (look->inside),
              widest);
}

/* Rows come from the database when they come: what looks wrong is looked at again, until it looks
 * right or has looked wrong for long enough. */
static void
wait_for_layout (Look *look, GtkWidget *window)
{
  for (guint i = 0; i < MOST_LOOKS; i++)
    {
      views_rehearse ();
      check_layout (look, look->inside);
      if (views_stop_rehearsing () == 0)
        return;
      g_usleep (LOOK_AGAIN_MS * 1000);
      gallery_settle (window);
    }
}

void
views_look_at_layout (Gallery *gallery, const char *view, GtkWidget *window, gpointer data)
{
  GtkWidget *inside = gallery_get_inside (window);
  gboolean is_question = ADW_IS_MESSAGE_DIALOG (window);
  /* The libraries' own: neither the window of the shortcuts nor a menu scrolls, and that about a
   * program is as wide as its words. */
  gboolean has_own_size = GTK_IS_SHORTCUTS_WINDOW (window) || GTK_IS_POPOVER_MENU (window)
                          || ADW_IS_ABOUT_WINDOW (window);
  int width = gtk_widget_get_width (inside), height = gtk_widget_get_height (inside);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      Look look = { view, sizes[i].name, inside, sizes[i].letters };

      gallery_set_letters (sizes[i].letters);
      if ((is_question ? !gallery_resize (window, sizes[i].width >= 560 ? -1 : 360, -1)
                       : !gallery_resize (window, sizes[i].width, sizes[i].height))
          && !has_own_size)
        tell_width (&look);
      if (gtk_widget_get_height (inside) > sizes[i].height && !has_own_size)
        views_tell (view, sizes[i].name, "it is %d pixels high", gtk_widget_get_height (inside));
      wait_for_layout (&look, window);
      check_layout (&look, inside);
    }
  gallery_set_letters (1);
  gallery_resize (window, is_question ? -1 : width, is_question ? -1 : height);
}
