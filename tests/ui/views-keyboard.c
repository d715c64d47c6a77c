/* Each view gone through with real keys: Tab and Shift+Tab come to whatever a mouse can press, the
 * arrows to what stands beside it in a list or a group; the keyboard is never lost or kept, where
 * it is can be seen, and has a name. */
#include "attest-config.h"
#include "views.h"

#include "gallery-views.h"

#define MOST_STEPS 300

/* How many in a row or a group are tried with the arrows. */
#define MOST_BESIDE 8

/* Around what has the keyboard, in pixels: where its frame is drawn. */
#define EDGE 6

typedef struct
{
  Gallery *gallery;
  const char *view;
  GtkWidget *inside;
  GtkRoot *root;
  GHashTable *reached; /* owned, so that no other comes to their place */
} Walk;

/* Keys */

static GOutputStream *keys;
static guint n_released;

/* Of what is held meanwhile, nothing is waited for. */
static void
released_cb (GtkEventControllerKey *controller, guint keyval)
{
  if (keyval != GDK_KEY_Shift_L && keyval != GDK_KEY_Shift_R)
    n_released++;
}

/* They come as from a keyboard, by way of the display server. */
static void
begin_keys (void)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *typist = NULL;

  if (keys != NULL)
    return;
  typist = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, &error, "xdotool", "-", NULL);
  g_assert_no_error (error);
  keys = g_subprocess_get_stdin_pipe (typist);
  g_output_stream_printf (keys, NULL, NULL, &error, "mousemove 9999 9999\n");
  g_assert_no_error (error);
  g_object_set (
      gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, NULL);
}

static gboolean
was_released (Gallery *gallery, gpointer before)
{
  return n_released > GPOINTER_TO_UINT (before);
}

static void
set_flag (gboolean *flag)
{
  *flag = TRUE;
}

/* What has the keyboard may have got another look, or been scrolled to. */
static void
wait_for_frame (Walk *walk)
{
  GtkWidget *native = GTK_WIDGET (gtk_widget_get_native (walk->inside));
  GdkFrameClock *clock = gtk_widget_get_frame_clock (native);
  gint64 until = g_get_monotonic_time () + G_TIME_SPAN_SECOND;
  gboolean painted = FALSE;
  gulong handler = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (set_flag), &painted);

  gtk_widget_queue_draw (native);
  while (!painted && g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
}

static GtkWidget *
press (Walk *walk, const char *key)
{
  guint before = n_released;
  g_autoptr (GError) error = NULL;

  g_output_stream_printf (keys, NULL, NULL, &error, "key --delay 0 %s\n", key);
  g_assert_no_error (error);
  gallery_wait_until (walk->gallery, key, was_released, GUINT_TO_POINTER (before));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  return gtk_root_get_focus (walk->root);
}

static void
reach (Walk *walk, GtkWidget *place)
{
  if (!g_hash_table_contains (walk->reached, place))
    g_hash_table_add (walk->reached, g_object_ref (place));
}

/* What can be pressed */

static gboolean
is_row (GtkWidget *widget)
{
  return GTK_IS_LIST_BOX_ROW (widget) || GTK_IS_FLOW_BOX_CHILD (widget)
         || (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkListItemWidget")
             && (GTK_IS_LIST_VIEW (gtk_widget_get_parent (widget))
                 || g_str_has_suffix (G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)),
                                      "ListView")));
}

static gboolean
is_list_row_pressed (GtkWidget *widget)
{
  GtkWidget *list = gtk_widget_get_parent (widget);

  return gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (widget)) && GTK_IS_LIST_BOX (list)
         && (!ADW_IS_ACTION_ROW (widget)
             || gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)) != NULL
             || adw_action_row_get_activatable_widget (ADW_ACTION_ROW (widget)) != NULL);
}

static gboolean
is_pressable (GtkWidget *widget)
{
  if (!gtk_widget_is_sensitive (widget))
    return FALSE;
  if (GTK_IS_LIST_BOX_ROW (widget))
    return is_list_row_pressed (widget);
  return GTK_IS_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget) || GTK_IS_SWITCH (widget)
         || GTK_IS_TEXT (widget) || GTK_IS_TEXT_VIEW (widget) || GTK_IS_EXPANDER (widget)
         || GTK_IS_RANGE (widget) || is_row (widget)
         || (GTK_IS_LABEL (widget) && gtk_label_get_use_markup (GTK_LABEL (widget))
             && strstr (gtk_label_get_label (GTK_LABEL (widget)), "<a ") != NULL);
}

/* What the keyboard does not stop at says which key does the same: "Remove (Delete)". */
static gboolean
names_key (GtkWidget *widget)
{
  const char *tooltip = gtk_widget_get_tooltip_text (widget);

  /* The field that has the keyboard is explained anyway, and Enter takes what is offered. */
  return (tooltip != NULL && strchr (tooltip, '(') != NULL)
         || gtk_widget_has_css_class (widget, "info") || gtk_widget_has_css_class (widget, "offer");
}

static gboolean
has_other_key (GtkWidget *widget)
{
  if (!gtk_widget_get_focusable (widget)
      && (names_key (widget)
          || (GTK_IS_TOGGLE_BUTTON (widget) && names_key (gtk_widget_get_parent (widget)))))
    return TRUE;
  for (GtkWidget *above = widget; above != NULL; above = gtk_widget_get_parent (above))
    if (GTK_IS_WINDOW_CONTROLS (above)                            /* the window manager's */
        || (GTK_IS_SPIN_BUTTON (above) && GTK_IS_BUTTON (widget)) /* Up and Down */
        || GTK_IS_SCROLLBAR (above)                               /* what scrolls is gone through */
        || g_str_equal (G_OBJECT_TYPE_NAME (above), "GtkColumnViewTitle")) /* Sort By in the menu */
      return TRUE;
  return FALSE;
}

static void
collect (GtkWidget *widget, GPtrArray *targets)
{
  if (is_pressable (widget) && !has_other_key (widget))
    g_ptr_array_add (targets, g_object_ref (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (views_is_seen (child) && !GTK_IS_NATIVE (child))
      collect (child, targets);
}

static gboolean
holds_reached (Walk *walk, GtkWidget *widget)
{
  if (g_hash_table_contains (walk->reached, widget))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (holds_reached (walk, child))
      return TRUE;
  return FALSE;
}

/* The row in which it stands acts for it. */
static gboolean
is_row_reached_for (Walk *walk, GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, ADW_TYPE_ACTION_ROW);

  return row != NULL && g_hash_table_contains (walk->reached, row)
         && adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)) == widget;
}

static gboolean
is_reached (Walk *walk, GtkWidget *widget)
{
  return holds_reached (walk, widget) || is_row_reached_for (walk, widget);
}

/* What the keyboard is at */

static gboolean
has_words (GtkWidget *widget)
{
  const char *words = views_get_words (widget);

  if (words != NULL && *words != '\0' && !GTK_IS_IMAGE (widget))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_words (child))
      return TRUE;
  return FALSE;
}

static gboolean
is_named (GtkWidget *widget)
{
  return gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL)
         || gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                              GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

/* The text of an entry is called as the entry is. */
static void
check_name (Walk *walk, GtkWidget *place)
{
  gboolean is_entry = GTK_IS_TEXT (place) || GTK_IS_TEXT_VIEW (place);
  GtkWidget *above = gtk_widget_get_parent (place);

  if (is_named (place) || (!is_entry && !GTK_IS_SCROLLED_WINDOW (place) && has_words (place))
      || (above != NULL && (is_named (above) || ADW_IS_PREFERENCES_ROW (above))))
    return;
  /* A row made of an entry. */
  if (is_entry && gtk_widget_get_ancestor (place, ADW_TYPE_PREFERENCES_ROW) != NULL)
    return;
  {
    g_autofree char *what = views_describe (place);
    g_autofree char *in = above != NULL ? views_describe (above) : NULL;

    views_tell (walk->view, "name", "%s in %s has none", what, in);
  }
}

/* Whether @widget, or what lies in it, is in sight; larger ones need not be as a whole. */
static gboolean
is_in_sight (GtkWidget *widget)
{
  for (GtkWidget *above = gtk_widget_get_parent (widget); above != NULL && !GTK_IS_NATIVE (above);
       above = gtk_widget_get_parent (above))
    {
      graphene_rect_t place;

      if (!GTK_IS_SCROLLED_WINDOW (above) || !gtk_widget_compute_bounds (widget, above, &place))
        continue;
      if (place.size.height < gtk_widget_get_height (above)
          && (place.origin.y < -EDGE
              || place.origin.y + place.size.height > gtk_widget_get_height (above) + EDGE))
        return FALSE;
    }
  return TRUE;
}

static GBytes *
draw (GtkWidget *widget)
{
  GtkWidget *native = GTK_WIDGET (gtk_widget_get_native (widget));
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (native);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  graphene_rect_t place;
  gsize stride, size;
  guchar *data = NULL;

  if (!gtk_widget_compute_bounds (widget, native, &place))
    return NULL;
  graphene_rect_inset (&place, -EDGE, -EDGE);
  graphene_rect_round_extents (&place, &place);
  gdk_paintable_snapshot (
      paintable, snapshot, gtk_widget_get_width (native), gtk_widget_get_height (native));
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return NULL;
  texture =
      gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (native)), node, &place);
  stride = gdk_texture_get_width (texture) * 4;
  size = stride * gdk_texture_get_height (texture);
  data = g_malloc (size);
  gdk_texture_download (texture, data, stride);
  return g_bytes_new_take (data, size);
}

/* It may be scrolled to with the next frames. */
static void
wait_for_sight (Walk *walk, GtkWidget *place)
{
  wait_for_frame (walk);
  for (guint i = 0; i < 5 && !is_in_sight (place); i++)
    wait_for_frame (walk);
}

/* Going */

static void
check_place (Walk *walk, GtkWidget *place)
{
  g_autofree char *what = NULL;

  check_name (walk, place);
  if (is_in_sight (place))
    return;
  what = views_describe (place);
  views_tell (walk->view, "sight", "%s has the keyboard and is scrolled away", what);
}

static void
check_difference (Walk *walk, GtkWidget *place, GBytes *with)
{
  g_autoptr (GBytes) without = NULL;
  g_autofree char *what = NULL;

  if (with == NULL || !gtk_widget_get_mapped (place) || !is_in_sight (place))
    return;
  without = draw (place);
  if (without == NULL || !g_bytes_equal (with, without))
    return;
  what = views_describe (place);
  views_tell (walk->view, "sight", "that %s has the keyboard cannot be seen", what);
}

/* Within a row, Tab reads on as the eye does. */
static void
check_order (Walk *walk, GtkWidget *before, GtkWidget *place)
{
  GtkWidget *row = before != NULL ? gtk_widget_get_ancestor (before, GTK_TYPE_LIST_BOX_ROW) : NULL;
  graphene_rect_t from, to;
  g_autofree char *what = NULL;
  g_autofree char *other = NULL;

  if (row == NULL || before == row || place == row || !gtk_widget_is_ancestor (place, row)
      || !gtk_widget_compute_bounds (before, row, &from)
      || !gtk_widget_compute_bounds (place, row, &to) || to.origin.x >= from.origin.x
      || to.origin.y >= from.origin.y + from.size.height)
    return;
  what = views_describe (before);
  other = views_describe (place);
  views_tell (walk->view, "order", "Tab goes from %s back to %s", what, other);
}

/* Returns: whether the keyboard went on to a place of this view. */
static gboolean
check_step (Walk *walk, const char *key, GtkWidget *before, GtkWidget *place)
{
  g_autofree char *what = before != NULL ? views_describe (before) : NULL;

  g_autofree char *other = place != NULL ? views_describe (place) : NULL;

  if (place == NULL || !gtk_widget_get_mapped (place))
    views_tell (walk->view,
                key,
                "the keyboard is lost after %s, to %s",
                what,
                other != NULL ? other : "nothing");
  else if (place == before && g_hash_table_size (walk->reached) > 1)
    views_tell (walk->view, key, "%s keeps the keyboard", what);
  else
    return TRUE;
  return FALSE;
}

/* Once round. */
static void
go_round (Walk *walk, const char *key, gboolean is_looking)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GtkWidget *place = gtk_root_get_focus (walk->root);

  for (guint i = 0; i < MOST_STEPS; i++)
    {
      GtkWidget *before = place;
      g_autoptr (GBytes) with = NULL;

      if (is_looking && before != NULL && i > 0)
        {
          wait_for_sight (walk, before);
          check_place (walk, before);
          with = draw (before);
        }
      place = press (walk, key);
      if (with != NULL && place != before)
        {
          wait_for_frame (walk);
          check_difference (walk, before, with);
        }
      if (!check_step (walk, key, before, place) || !g_hash_table_add (seen, place))
        break;
      if (is_looking)
        check_order (walk, before, place);
      reach (walk, place);
    }
}

/* There and back by an arrow, as far as it leads. */
static void
try_arrow (Walk *walk, GtkWidget *from, const char *there, const char *back)
{
  guint n = 0;

  gtk_widget_grab_focus (from);
  for (; n < MOST_BESIDE; n++)
    {
      GtkWidget *before = gtk_root_get_focus (walk->root);
      GtkWidget *place = press (walk, there);

      if (place == NULL || place == before)
        break;
      reach (walk, place);
    }
  while (n-- > 0)
    press (walk, back);
}

static gboolean
is_typed_into (GtkWidget *widget)
{
  return GTK_IS_TEXT (widget) || GTK_IS_TEXT_VIEW (widget);
}

/* Returns: (nullable): the first below @widget that was reached, is seen and takes arrows */
static GtkWidget *
find_reached (Walk *walk, GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (g_hash_table_contains (walk->reached, widget) && !is_typed_into (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    if (views_is_seen (child))
      found = find_reached (walk, child);
  return found;
}

static void
try_arrows_beside (Walk *walk, GtkWidget *target)
{
  static const char *const ways[][2] = {
    { "Down", "Up" }, { "Up", "Down" }, { "Right", "Left" }, { "Left", "Right" }
  };
  GtkWidget *from = NULL;
  GtkWidget *above = gtk_widget_get_parent (target);

  for (guint i = 0; i < 3 && above != NULL && from == NULL; i++)
    {
      from = find_reached (walk, above);
      above = gtk_widget_get_parent (above);
    }
  for (guint i = 0; from != NULL && gtk_widget_get_mapped (from) && i < G_N_ELEMENTS (ways)
                    && !is_reached (walk, target);
       i++)
    try_arrow (walk, from, ways[i][0], ways[i][1]);
}

static GtkWidget *
get_row (GtkWidget *widget)
{
  while (widget != NULL && !is_row (widget))
    widget = gtk_widget_get_parent (widget);
  return widget;
}

/* The arrows lead from row to row; within one, Tab goes on. */
static gboolean
try_row (Walk *walk, GtkWidget *target)
{
  GtkWidget *row = get_row (target);
  GtkWidget *place = NULL;

  if (row == NULL || gtk_widget_get_parent (row) == NULL
      || !holds_reached (walk, gtk_widget_get_parent (row)))
    return FALSE;
  if (!is_reached (walk, row))
    try_arrows_beside (walk, row);
  if (!gtk_widget_grab_focus (row))
    return FALSE;
  place = gtk_root_get_focus (walk->root);
  for (guint i = 0;
       i < MOST_BESIDE && place != NULL && (place == row || gtk_widget_is_ancestor (place, row));
       i++)
    {
      reach (walk, place);
      place = press (walk, "Tab");
    }
  return is_reached (walk, target);
}

static void
check_target (Walk *walk, GtkWidget *target)
{
  g_autofree char *what = NULL;
  g_autofree char *in = NULL;

  if (!gtk_widget_get_mapped (target)) /* gone, by what the arrows chose */
    return;
  if (!is_reached (walk, target) && !try_row (walk, target))
    try_arrows_beside (walk, target);
  if (is_reached (walk, target) || !gtk_widget_get_mapped (target))
    return;
  what = views_describe (target);
  in = views_describe (gtk_widget_get_parent (target));
  views_tell (walk->view, "keys", "%s in %s is not reached", what, in);
}

static void
check_targets (Walk *walk)
{
  g_autoptr (GPtrArray) targets = g_ptr_array_new_with_free_func (g_object_unref);

  collect (walk->inside, targets);
  for (guint i = 0; i < targets->len; i++)
    check_target (walk, targets->pdata[i]);
}

static gboolean
is_active (Gallery *gallery, gpointer window)
{
  gtk_window_present (window);
  return gtk_window_is_active (window);
}

/* In what opens below an entry the keyboard stays in the entry: there is nothing to go through. */
static gboolean
has_keyboard (Walk *walk)
{
  GtkWidget *focus = gtk_root_get_focus (walk->root);

  return !GTK_IS_POPOVER (gtk_widget_get_parent (walk->inside))
         || (focus != NULL && gtk_widget_is_ancestor (focus, walk->inside));
}

/* Until @window goes. */
static void
listen (GtkWidget *window)
{
  GtkEventController *listener = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (listener, GTK_PHASE_CAPTURE);
  g_signal_connect (listener, "key-released", G_CALLBACK (released_cb), NULL);
  gtk_widget_add_controller (window, listener);
}

void
views_walk (Gallery *gallery, const char *view, GtkWidget *window, gpointer data)
{
  static GtkRoot *heard;
  g_autoptr (GHashTable) reached = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  Walk walk = { gallery, view, gallery_get_inside (window), gtk_widget_get_root (window), reached };

  begin_keys ();
  if (walk.root != heard) /* the main window stays */
    listen (GTK_WIDGET (walk.root));
  if (GTK_WINDOW (walk.root) == gallery->main)
    heard = walk.root;
  if (GTK_IS_POPOVER (window)) /* which takes all keys for itself */
    listen (window);
  gallery_wait_until (gallery, "the window to have the keyboard", is_active, walk.root);
  if (!has_keyboard (&walk))
    return;
  go_round (&walk, "Tab", TRUE);
  go_round (&walk, "shift+Tab", FALSE);
  check_targets (&walk);
}
