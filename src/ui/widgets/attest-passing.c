/* What is said in passing: see the header.
 *
 * libadwaita cuts what does not fit on one line, and lays a toast over whatever is below. Here its
 * words go on in further lines, and the field that has the keyboard is scrolled out from under it,
 * with what is said of the field; below the end of what scrolls, room is made as long as the toast
 * is there. Looked at after a frame, for a few of them after the focus, the toast or the size of
 * the window became another: whoever scrolls meanwhile is left alone. */
#include "attest-config.h"
#include "widgets/attest-passing.h"

#define KEY "attest-passing"

/* Kept free between what is entered and a toast, in pixels. */
#define GAP 12

/* Of which lines are no pleasure to read. */
#define FEW_CHARS 10

/* Others scroll to the focus too, a few frames after it moved. */
#define N_FRAMES 8

/* What decides where things have to be. */
typedef struct
{
  GtkWidget *focus; /* (nullable): not owned, compared only */
  int width, height;
  int covered; /* by the toast, in pixels from below */
} Seen;

typedef struct
{
  AdwToastOverlay *overlay; /* owns this */
  GListModel *children;
  GdkFrameClock *clock; /* (nullable): while a toast is there */
  gulong painted;
  Seen seen;
  guint n_frames;
  GtkWidget *stretched; /* (nullable): owned, what got room below it */
  int margin;           /* that it had before, in pixels */
} Passing;

static GtkWidget *
find_toast (Passing *self)
{
  GtkWidget *widget = gtk_widget_get_last_child (GTK_WIDGET (self->overlay));

  return widget != adw_toast_overlay_get_child (self->overlay) ? widget : NULL;
}

/* libadwaita gives it the height that it has with the width it likes best. */
static int
measure_toast (GtkWidget *toast)
{
  GtkRequisition best;

  gtk_widget_get_preferred_size (toast, NULL, &best);
  return best.height;
}

/* Returns: (nullable): what its button does, or else what it says */
static GtkWidget *
find_label (GtkWidget *widget, gboolean of_button)
{
  GtkWidget *found = GTK_IS_LABEL (widget) ? widget : NULL;

  if (GTK_IS_BUTTON (widget) && !of_button)
    return NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!of_button || !GTK_IS_LABEL (child) || GTK_IS_BUTTON (widget))
      found = find_label (child, of_button);
  return found;
}

/* Of a letter as GtkLabel counts them, in pixels. */
static double
get_letter_width (GtkWidget *label)
{
  PangoFontMetrics *metrics =
      pango_context_get_metrics (gtk_widget_get_pango_context (label), NULL, NULL);
  const int width = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                         pango_font_metrics_get_approximate_digit_width (metrics));

  pango_font_metrics_unref (metrics);
  return (double) width / PANGO_SCALE;
}

static int
get_natural_width (GtkWidget *widget)
{
  int width = 0;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  return width;
}

/* On one line, in pixels. */
static int
get_whole_width (GtkWidget *label)
{
  g_autoptr (PangoLayout) layout =
      gtk_widget_create_pango_layout (label, gtk_label_get_text (GTK_LABEL (label)));
  int width = 0;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* So that the width it likes best is one that there is, in pixels. Where a button would leave no
 * more than a word on a line, its own words go on in a second one. */
static void
fit (GtkWidget *toast, int width)
{
  GtkWidget *words = find_label (toast, FALSE), *offer = find_label (toast, TRUE);
  double letter = 0, room = 0;
  gboolean is_tight = FALSE;

  if (words == NULL || width <= 0)
    return;
  letter = get_letter_width (words);
  room = width - get_natural_width (toast) + get_natural_width (words);
  if (offer != NULL)
    {
      const int more = get_whole_width (offer) - get_natural_width (offer);

      is_tight = room - more < FEW_CHARS * letter;
      gtk_label_set_max_width_chars (GTK_LABEL (offer), is_tight ? FEW_CHARS / 2 : -1);
      room = width - get_natural_width (toast) + get_natural_width (words);
    }
  gtk_label_set_max_width_chars (GTK_LABEL (words), MAX (1, (int) (room / letter)));
}

static Seen
look (Passing *self, GtkWidget *toast)
{
  GtkWidget *overlay = GTK_WIDGET (self->overlay);
  GtkRoot *root = gtk_widget_get_root (overlay);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  const int width = gtk_widget_get_width (overlay);

  if (focus != NULL && !gtk_widget_is_ancestor (focus, overlay))
    focus = NULL;
  return (Seen){ focus, width, gtk_widget_get_height (overlay), measure_toast (toast) };
}

static gboolean
has_same_size (const Seen *one, const Seen *other)
{
  return one->width == other->width && one->height == other->height
         && one->covered == other->covered;
}

/* Returns: (nullable): what scrolls @widget, within the overlay */
static GtkScrolledWindow *
find_scroller (Passing *self, GtkWidget *widget)
{
  while ((widget = gtk_widget_get_parent (widget)) != NULL && widget != GTK_WIDGET (self->overlay))
    if (GTK_IS_SCROLLED_WINDOW (widget)
        && GTK_IS_VIEWPORT (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (widget))))
      return GTK_SCROLLED_WINDOW (widget);
  return NULL;
}

/* The row of a form, with the name of the field and what is said of it, or just the focus where
 * that has no row, or one that is as high as what can be seen. */
static gboolean
find_bounds (Passing *self, float room, graphene_rect_t *bounds)
{
  GtkWidget *row = self->seen.focus;

  while (row != GTK_WIDGET (self->overlay)
         && g_strcmp0 (gtk_widget_get_css_name (row), "fieldrow") != 0)
    row = gtk_widget_get_parent (row);
  if (row != GTK_WIDGET (self->overlay)
      && gtk_widget_compute_bounds (row, GTK_WIDGET (self->overlay), bounds)
      && bounds->size.height <= room)
    return TRUE;
  return gtk_widget_compute_bounds (self->seen.focus, GTK_WIDGET (self->overlay), bounds)
         && bounds->size.height <= room;
}

static void
take_room_back (Passing *self)
{
  if (self->stretched != NULL)
    gtk_widget_set_margin_bottom (self->stretched, self->margin);
  g_clear_object (&self->stretched);
}

/* So that it can be scrolled @more pixels farther. */
static void
make_room (Passing *self, GtkScrolledWindow *scroller, int more)
{
  GtkWidget *content =
      gtk_viewport_get_child (GTK_VIEWPORT (gtk_scrolled_window_get_child (scroller)));

  if (content != self->stretched)
    {
      take_room_back (self);
      self->stretched = g_object_ref (content);
      self->margin = gtk_widget_get_margin_bottom (content);
    }
  gtk_widget_set_margin_bottom (content, gtk_widget_get_margin_bottom (content) + more);
}

static void
scroll_by (Passing *self, GtkScrolledWindow *scroller, double distance)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scroller);
  const double value = gtk_adjustment_get_value (adjustment) + distance;
  const double last =
      gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  if (value > last + 0.5)
    make_room (self, scroller, (int) (value - last + 0.5)); /* and there with the next frame */
  gtk_adjustment_set_value (adjustment, value);
}

static void
keep_clear (Passing *self)
{
  GtkScrolledWindow *scroller =
      self->seen.focus != NULL ? find_scroller (self, self->seen.focus) : NULL;
  graphene_rect_t seen, field;
  float end, gap;

  if (scroller == NULL
      || !gtk_widget_compute_bounds (GTK_WIDGET (scroller), GTK_WIDGET (self->overlay), &seen))
    return;
  end = MIN (seen.origin.y + seen.size.height, (float) (self->seen.height - self->seen.covered));
  if (!find_bounds (self, end - seen.origin.y, &field))
    return;
  gap = MIN (GAP, (end - seen.origin.y - field.size.height) / 2);
  if (field.origin.y + field.size.height > end)
    scroll_by (self, scroller, field.origin.y + field.size.height + gap - end);
  else if (field.origin.y < seen.origin.y)
    scroll_by (self, scroller, field.origin.y - gap - seen.origin.y);
}

static void
painted_cb (Passing *self)
{
  GtkWidget *toast = find_toast (self);
  Seen now;

  if (toast == NULL)
    return;
  fit (toast, gtk_widget_get_width (GTK_WIDGET (self->overlay)));
  now = look (self, toast);
  if (!has_same_size (&now, &self->seen))
    take_room_back (self);
  if (!has_same_size (&now, &self->seen) || now.focus != self->seen.focus)
    self->n_frames = N_FRAMES;
  self->seen = now;
  if (self->n_frames == 0)
    return;
  self->n_frames--;
  keep_clear (self);
  gdk_frame_clock_request_phase (self->clock, GDK_FRAME_CLOCK_PHASE_PAINT);
}

static void
stop_cb (Passing *self)
{
  if (self->clock != NULL)
    g_signal_handler_disconnect (self->clock, self->painted);
  g_clear_object (&self->clock);
  take_room_back (self);
  self->seen = (Seen){ NULL, 0, 0, 0 };
}

static void
start (Passing *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->overlay));

  if (clock == NULL || self->clock != NULL)
    return;
  self->clock = g_object_ref (clock);
  self->painted = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), self);
}

static void
wrap_words (Passing *self, GtkWidget *toast)
{
  GtkWidget *words = find_label (toast, FALSE), *offer = find_label (toast, TRUE);

  if (offer != NULL)
    {
      gtk_label_set_ellipsize (GTK_LABEL (offer), PANGO_ELLIPSIZE_NONE);
      gtk_label_set_wrap (GTK_LABEL (offer), TRUE);
      gtk_label_set_justify (GTK_LABEL (offer), GTK_JUSTIFY_CENTER);
    }
  if (words == NULL)
    return;
  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (words), PANGO_WRAP_WORD_CHAR);
  fit (toast, gtk_widget_get_width (GTK_WIDGET (self->overlay)));
}

static void
children_changed_cb (Passing *self)
{
  GtkWidget *toast = find_toast (self);

  if (toast == NULL)
    {
      stop_cb (self);
      return;
    }
  wrap_words (self, toast);
  start (self);
}

static void
free_passing (gpointer data)
{
  Passing *self = data;

  stop_cb (self);
  g_signal_handlers_disconnect_by_data (self->children, self);
  g_object_unref (self->children);
  g_free (self);
}

/**
 * attest_passing_attend:
 * @overlay: where toasts are shown
 *
 * From now on the words of each are broken into lines where they do not fit on one, and the field
 * that has the keyboard is kept out from under them. May be called again.
 */
void
attest_passing_attend (AdwToastOverlay *overlay)
{
  Passing *self = NULL;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));

  if (g_object_get_data (G_OBJECT (overlay), KEY) != NULL)
    return;
  self = g_new0 (Passing, 1);
  self->overlay = overlay;
  self->children = gtk_widget_observe_children (GTK_WIDGET (overlay));
  g_object_set_data_full (G_OBJECT (overlay), KEY, self, free_passing);
  g_signal_connect_swapped (
      self->children, "items-changed", G_CALLBACK (children_changed_cb), self);
  g_signal_connect_swapped (overlay, "realize", G_CALLBACK (children_changed_cb), self);
  g_signal_connect_swapped (overlay, "unrealize", G_CALLBACK (stop_cb), self);
  children_changed_cb (self);
}
