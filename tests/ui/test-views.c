/* What a stranger would see in a picture of any view, measured: nothing lies on its neighbour,
 * stands out of the window or is cut off without saying so, with small and large letters, in
 * narrow, low and wide windows; and what is written can be told from what is behind it.
 *
 * And with nothing to do, nothing is done.
 *
 *   test-views layout|contrast|keyboard|idle [BEGINNING-OF-NAME...] */
#include "attest-config.h"
#include "views.h"

static guint n_found;

/* The same stands in many views and sizes: it is said once. */
static GHashTable *said;

const char *
views_get_words (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_INSCRIPTION (widget))
    return gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  if (GTK_IS_TEXT (widget))
    return gtk_editable_get_text (GTK_EDITABLE (widget));
  if (GTK_IS_IMAGE (widget))
    return gtk_image_get_icon_name (GTK_IMAGE (widget));
  return NULL;
}

char *
views_describe (GtkWidget *widget)
{
  g_autofree char *classes = NULL;
  g_autofree char *beginning = NULL;
  g_auto (GStrv) names = gtk_widget_get_css_classes (widget);
  const char *words = views_get_words (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && words == NULL;
       child = gtk_widget_get_first_child (child))
    words = views_get_words (child);
  classes = g_strjoinv (".", names);
  if (words != NULL)
    beginning = g_utf8_substring (words, 0, MIN (g_utf8_strlen (words, -1), 30));
  return g_strdup_printf ("%s%s%s%s%s%s",
                          G_OBJECT_TYPE_NAME (widget),
                          *classes != '\0' ? "." : "",
                          classes,
                          words != NULL ? " “" : "",
                          words != NULL ? beginning : "",
                          words != NULL ? "”" : "");
}

static gboolean is_rehearsal;
static guint n_rehearsed;

void
views_rehearse (void)
{
  is_rehearsal = TRUE;
  n_rehearsed = 0;
}

guint
views_stop_rehearsing (void)
{
  is_rehearsal = FALSE;
  return n_rehearsed;
}

void
views_tell (const char *view, const char *size, const char *format, ...)
{
  g_autofree char *what = NULL;
  g_autofree char *key = NULL;
  va_list arguments;

  if (is_rehearsal)
    {
      n_rehearsed++;
      return;
    }
  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  key = g_strdup (what);
  if (!g_hash_table_add (said, g_steal_pointer (&key)))
    return;
  g_print ("# %s, %s: %s\n", view, size, what);
  n_found++;
}

/* Less room for something than its margins take is wrong, be it for one picture only: GTK says so
 * itself. Later ones than 4.8 have complaints of their own. */
static GLogWriterOutput
write_log_cb (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") && gtk_get_minor_version () <= 8
        && strstr (fields[i].value, "attempt to allocate") != NULL)
      n_found++;
  return g_log_writer_default (level, fields, n_fields, data);
}

gboolean
views_is_seen (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (parent != NULL && ADW_IS_FLAP (parent) && !adw_flap_get_reveal_flap (ADW_FLAP (parent))
      && adw_flap_get_flap (ADW_FLAP (parent)) == widget)
    return FALSE;
  return gtk_widget_get_mapped (widget) && gtk_widget_get_child_visible (widget)
         && gtk_widget_get_opacity (widget) > 0 && gtk_widget_get_width (widget) > 0
         && gtk_widget_get_height (widget) > 0;
}

/* Idleness */

static guint n_polls;

static int
count_poll_cb (GPollFD *fds, guint n_fds, int timeout)
{
  n_polls++;
  return g_poll (fds, n_fds, timeout);
}

static gboolean
end_second_cb (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

static guint
count_polls_in_a_second (void)
{
  gboolean over = FALSE;

  g_timeout_add (1000, end_second_cb, &over);
  n_polls = 0;
  while (!over)
    g_main_context_iteration (NULL, TRUE);
  return n_polls;
}

/* What is still being done ends in a second or two; one second in which nothing happens will do. A
 * view of what is under way counts the seconds. */
static void
look_for_work (Gallery *gallery, const char *view, GtkWidget *window, gpointer data)
{
  guint n = 0;

  if (strchr (view, '-') != NULL || g_str_equal (view, "quit"))
    return;
  g_main_context_set_poll_func (NULL, count_poll_cb);
  for (guint i = 0; i < 8; i++)
    if ((n = count_polls_in_a_second ()) <= 2) /* the end of the second, and what began it */
      return;
  views_tell (view, "idle", "the main loop turns %u times in a second", n);
}

static const struct
{
  const char *name;
  GalleryVisit look;
} measurements[] = {
  { "layout", views_look_at_layout },
  { "contrast", views_look_at_colors },
  { "keyboard", views_walk },
  { "idle", look_for_work },
};

int
main (int argc, char **argv)
{
  Gallery *gallery = NULL;
  guint which = 0;

  while (argc < 2 || !g_str_equal (argv[1], measurements[which].name))
    if (++which == G_N_ELEMENTS (measurements) || argc < 2)
      g_error ("say what is to be measured");

  /* Others have other rows and other ways through them. */
  if (measurements[which].look == views_walk && gtk_get_minor_version () > 8)
    {
      g_print ("1..0 # SKIP made for GTK 4.8\n");
      return 0;
    }
  g_log_set_writer_func (write_log_cb, NULL, NULL);
  said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gallery = gallery_new ();
  g_print ("1..1\n");
  for (int i = 2; i < MAX (argc, 3); i++)
    gallery_walk (gallery, i < argc ? argv[i] : "", measurements[which].look, NULL);
  gallery_free (gallery);
  g_print ("%s 1 - %s\n", n_found == 0 ? "ok" : "not ok", measurements[which].name);
  return 0;
}
