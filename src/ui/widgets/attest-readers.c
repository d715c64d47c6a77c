/* See the header. Up to GTK 4.8 each widget speaks for itself; later ones let a drop-down list
 * speak for the button in it, and leave the items of menus without a name. Main thread. */
#include "attest-config.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

/* What somebody described, to be found again after something was said in its place. */
#define DESCRIPTION_KEY "attest-readers-description"

/* For how long it can be read again, in seconds: as long as a toast stays. */
#define SAID_SECONDS 5
#define SAID_KEY "attest-readers-said"

/* What speaks for @accessible and has to know what to say: the list around a drop-down's button. */
static GtkAccessible *
get_speaker (GtkAccessible *accessible)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (accessible));

  return GTK_IS_DROP_DOWN (parent) ? GTK_ACCESSIBLE (parent) : NULL;
}

static void
set_name (GtkAccessible *accessible, const char *name)
{
  gtk_accessible_reset_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * attest_readers_name:
 * @accessible: the widget to be called so
 * @name: what a screen reader says for it
 *
 * A button is related to the label in it, which 4.8 reads as well and later ones read instead.
 */
void
attest_readers_name (GtkAccessible *accessible, const char *name)
{
  GtkAccessible *speaker = NULL;

  g_return_if_fail (GTK_IS_WIDGET (accessible));

  speaker = get_speaker (accessible);
  set_name (accessible, name);
  if (speaker != NULL)
    set_name (speaker, name);
}

/**
 * attest_readers_name_table:
 * @table: a table
 * @name: what a screen reader says for it
 *
 * It is a header and a list, each of which is read by itself.
 */
void
attest_readers_name_table (GtkColumnView *table, const char *name)
{
  g_return_if_fail (GTK_IS_COLUMN_VIEW (table));

  for (GtkWidget *part = gtk_widget_get_first_child (GTK_WIDGET (table)); part != NULL;
       part = gtk_widget_get_next_sibling (part))
    set_name (GTK_ACCESSIBLE (part), GTK_IS_LIST_VIEW (part) ? name : _ ("Columns"));
  set_name (GTK_ACCESSIBLE (table), name);
}

static void
name_lists (GtkWidget *widget, const char *name)
{
  if (GTK_IS_LIST_BOX (widget))
    {
      /* From libadwaita 1.3 on these lists are mere boxes to a reader: it must not stop at one. */
      gtk_widget_set_focusable (widget, FALSE);
      set_name (GTK_ACCESSIBLE (widget), name);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_lists (child, name);
}

static void
expanded_cb (GtkWidget *expander)
{
  GtkWidget *row = gtk_widget_get_first_child (expander);

  while (row != NULL && !GTK_IS_LIST_BOX_ROW (row))
    row = gtk_widget_get_first_child (row);
  if (row != NULL)
    gtk_accessible_update_state (GTK_ACCESSIBLE (row),
                                 GTK_ACCESSIBLE_STATE_EXPANDED,
                                 adw_expander_row_get_expanded (ADW_EXPANDER_ROW (expander)),
                                 -1);
}

/**
 * attest_readers_name_expander:
 * @expander: a row that folds up others
 * @name: what a screen reader says for it
 *
 * It is a row around two lists, none of which has a name of its own, and the first row in it does
 * not tell whether it is open.
 */
void
attest_readers_name_expander (AdwExpanderRow *expander, const char *name)
{
  g_return_if_fail (ADW_IS_EXPANDER_ROW (expander));

  set_name (GTK_ACCESSIBLE (expander), name);
  name_lists (GTK_WIDGET (expander), name);
  g_signal_connect (expander, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
  expanded_cb (GTK_WIDGET (expander));
}

static void
set_description (GtkAccessible *accessible, const char *words)
{
  if (words != NULL)
    gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  else
    gtk_accessible_reset_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

/**
 * attest_readers_describe:
 * @accessible: the widget to be described so
 * @words: (nullable): what a screen reader says after its name; %NULL: nothing of ours
 */
void
attest_readers_describe (GtkAccessible *accessible, const char *words)
{
  GtkAccessible *speaker = NULL;

  g_return_if_fail (GTK_IS_WIDGET (accessible));

  speaker = get_speaker (accessible);
  g_object_set_data_full (G_OBJECT (accessible), DESCRIPTION_KEY, g_strdup (words), g_free);
  set_description (accessible, words);
  if (speaker != NULL)
    set_description (speaker, words);
}

/* Without one of ours, GTK had made one of the tooltip. */
static const char *
get_description (gpointer widget)
{
  const char *words = g_object_get_data (widget, DESCRIPTION_KEY);

  return words != NULL ? words : gtk_widget_get_tooltip_text (widget);
}

static gboolean
end_saying_cb (gpointer widget)
{
  set_description (widget, get_description (widget));
  g_object_set_data (widget, SAID_KEY, NULL);
  return G_SOURCE_REMOVE;
}

static void
free_source (gpointer source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

/* An entry's text has the keyboard, but readers know the entry. */
static GtkWidget *
get_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *above = focus != NULL ? gtk_widget_get_parent (focus) : NULL;

  return GTK_IS_TEXT (focus) && GTK_IS_EDITABLE (above) ? above : focus;
}

/**
 * attest_readers_say:
 * @widget: anything in the window that says it
 * @words: what is shown there in passing
 *
 * GTK 4.8 has nothing that announces; but a reader says when what has the keyboard is described
 * anew, so that its description begins with these for a while.
 */
void
attest_readers_say (GtkWidget *widget, const char *words)
{
  GtkWidget *focus = NULL;
  GSource *source = NULL;
  g_autofree char *all = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  focus = get_focus (widget);
  if (focus == NULL)
    return;
  all = g_strjoin (". ", words, get_description (focus), NULL);
  set_description (GTK_ACCESSIBLE (focus), all);
  source = g_timeout_source_new_seconds (SAID_SECONDS);
  g_source_set_callback (source, G_SOURCE_FUNC (end_saying_cb), focus, NULL);
  g_object_set_data_full (G_OBJECT (focus), SAID_KEY, source, free_source);
  g_source_attach (source, NULL);
}

/* GTK 4.18 names a menu's item by a label that it took the words from. */
static gboolean
map_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  GObject *widget = g_value_get_object (values);
  g_autofree char *text = NULL;

  if (!g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkModelButton"))
    return TRUE;
  g_object_get (widget, "text", &text, NULL);
  if (text == NULL || *text == '\0')
    return TRUE;
  set_name (GTK_ACCESSIBLE (widget), text);
  return TRUE;
}

/**
 * attest_readers_install:
 *
 * From now on every item of a menu has its name. To be called once, after GTK was initialised.
 */
void
attest_readers_install (void)
{
  gpointer klass = NULL;

  if (gtk_get_minor_version () <= 8)
    return;
  klass = g_type_class_ref (GTK_TYPE_WIDGET); /* has the signal */
  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, map_cb, NULL, NULL);
  g_type_class_unref (klass);
}
