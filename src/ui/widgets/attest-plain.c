/* Words of the world where libadwaita expects markup: see the header. Names of files, what a
 * library says of an error and what a server said are no markup; taken for it, "R&D" is shown as
 * nothing at all, and others could choose the letters. Main thread. */
#include "attest-config.h"
#include "widgets/attest-plain.h"

#include "widgets/attest-inside.h"
#include "widgets/attest-passing.h"
#include "widgets/attest-readers.h"
#include "widgets/attest-wrap-layout.h"

/**
 * attest_plain_toast_new:
 * @words: any text
 *
 * Returns: (transfer full): a toast that says just that
 */
AdwToast *
attest_plain_toast_new (const char *words)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  return adw_toast_new (escaped);
}

static void
say (GtkWidget *widget, AdwToast *toast)
{
  g_autofree char *words = NULL;

  if (pango_parse_markup (adw_toast_get_title (toast), -1, 0, NULL, &words, NULL, NULL))
    attest_readers_say (widget, words);
}

/**
 * attest_plain_toast_show:
 * @overlay: where it shows
 * @toast: (transfer full): a toast
 *
 * Shows it, in full and beside what is being entered, and lets it be read out.
 */
void
attest_plain_toast_show (AdwToastOverlay *overlay, AdwToast *toast)
{
  say (GTK_WIDGET (overlay), toast);
  attest_passing_attend (overlay);
  adw_toast_overlay_add_toast (overlay, toast);
}

/**
 * attest_plain_toast_show_in_preferences:
 * @window: where it shows
 * @toast: (transfer full): a toast
 *
 * Likewise.
 */
void
attest_plain_toast_show_in_preferences (AdwPreferencesWindow *window, AdwToast *toast)
{
  say (GTK_WIDGET (window), toast);
  attest_passing_attend (attest_inside_find (GTK_WIDGET (window), ADW_TYPE_TOAST_OVERLAY));
  adw_preferences_window_add_toast (window, toast);
}

/**
 * attest_plain_label_new:
 * @words: (nullable): any text
 * @style_class: (nullable): of the label
 *
 * Returns: (transfer floating): a label that breaks its lines, also within a word that is too long
 */
GtkWidget *
attest_plain_label_new (const char *words, const char *style_class)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style_class != NULL)
    gtk_widget_add_css_class (label, style_class);
  return label;
}

static void
wrap_labels (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    {
      gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
      gtk_label_set_justify (GTK_LABEL (widget), GTK_JUSTIFY_CENTER);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    wrap_labels (child);
}

/**
 * attest_plain_wrap_buttons:
 * @root: what was made, or a button
 *
 * With large letters, the words of one button can be wider than a narrow window: those in @root go
 * on in a second line then.
 */
void
attest_plain_wrap_buttons (GtkWidget *root)
{
  g_return_if_fail (GTK_IS_WIDGET (root));

  if (GTK_IS_BUTTON (root))
    {
      wrap_labels (root);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    attest_plain_wrap_buttons (child);
}

/**
 * attest_plain_wrap_bar:
 * @bar: a bar of which each label that is to go on in further lines expands
 *
 * In a narrow window, its buttons stand below what it says.
 */
void
attest_plain_wrap_bar (GtkInfoBar *bar)
{
  GtkWidget *revealer = NULL;

  g_return_if_fail (GTK_IS_INFO_BAR (bar));

  revealer = gtk_widget_get_first_child (GTK_WIDGET (bar));
  gtk_widget_set_layout_manager (gtk_revealer_get_child (GTK_REVEALER (revealer)),
                                 attest_wrap_layout_new (FALSE));
  attest_plain_wrap_buttons (GTK_WIDGET (bar));
}

/**
 * attest_plain_wrap_row:
 * @row: a row with something behind its title
 *
 * In a narrow window, that stands below the title, of which only a letter or two would be left on
 * each line.
 */
void
attest_plain_wrap_row (AdwActionRow *row)
{
  g_return_if_fail (ADW_IS_ACTION_ROW (row));

  gtk_widget_set_layout_manager (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)),
                                 attest_wrap_layout_new (FALSE));
}

/**
 * attest_plain_dup_label:
 * @words: any text
 *
 * Returns: (transfer full): it as the label of a menu item, where an underline stands before the
 *   letter of a key
 */
char *
attest_plain_dup_label (const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, "_", -1);

  return g_strjoinv ("__", parts);
}

/**
 * attest_plain_describe:
 * @page: a status page
 * @words: any text, to be its description
 */
void
attest_plain_describe (AdwStatusPage *page, const char *words)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_status_page_set_description (page, escaped);
}

static void
show_icon_cb (AdwStatusPage *page, char *icon)
{
  adw_status_page_set_icon_name (page, icon);
  g_signal_handlers_disconnect_by_func (page, show_icon_cb, icon);
}

static void
free_icon_cb (gpointer icon, GClosure *closure)
{
  g_free (icon);
}

/**
 * attest_plain_delay_icons:
 * @widget: what is not shown yet, and may have status pages in it
 *
 * Each of them gets its sign when it is first shown. GTK draws those of all pages of a stack: three
 * large ones, by an SVG library, of which a window that starts shows none.
 */
void
attest_plain_delay_icons (GtkWidget *widget)
{
  const char *icon = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (ADW_IS_STATUS_PAGE (widget))
    icon = adw_status_page_get_icon_name (ADW_STATUS_PAGE (widget));
  if (icon != NULL && !gtk_widget_get_mapped (widget))
    {
      g_signal_connect_data (
          widget, "map", G_CALLBACK (show_icon_cb), g_strdup (icon), free_icon_cb, 0);
      adw_status_page_set_icon_name (ADW_STATUS_PAGE (widget), NULL);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    attest_plain_delay_icons (child);
}
