/* See the header. Up to GTK 4.8 each widget speaks for itself; later ones let a drop-down list
 * speak for the button in it, and leave the items of menus without a name. Main thread. */
#include "attest-config.h"
#include "widgets/attest-readers.h"

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
  set_description (accessible, words);
  if (speaker != NULL)
    set_description (speaker, words);
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
