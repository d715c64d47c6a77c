/* The shortcuts window: attest-shortcuts-window.ui lists every key but those of views and
 * services; a test holds it against those that are registered. Main thread. */
#include "attest-config.h"

#include "application/attest-application.h"
#include "attest-views.h"
#include "dialogs/attest-dialogs.h"
#include "editor/attest-editor-window.h"
#include "imports/attest-import-window.h"

#include <glib/gi18n.h>

static void
add (GtkBuilder *builder, const char *group, const char *accelerator, const char *title)
{
  GObject *parent = gtk_builder_get_object (builder, group);
  GObject *shortcut =
      g_object_new (GTK_TYPE_SHORTCUTS_SHORTCUT, "accelerator", accelerator, "title", title, NULL);

  /* What a .ui file does; a function for it comes with GTK 4.14. */
  GTK_BUILDABLE_GET_IFACE (parent)->add_child (GTK_BUILDABLE (parent), builder, shortcut, NULL);
}

/**
 * attest_shortcuts_new:
 *
 * Returns: (transfer none): the window, with the keys of what there is one of for each service
 */
GtkWindow *
attest_shortcuts_new (void)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (
      "/io/github/attest_app/Attest/ui/dialogs/attest-shortcuts-window.ui");
  guint n_views = 0;
  const AttestViewInfo *views = attest_views_list (&n_views);

  for (guint i = 0; i < MIN (n_views, 9); i++)
    {
      g_autofree char *accelerator = g_strdup_printf ("<Alt>%u", i + 1);

      add (builder, "views", accelerator, _ (views[i].title));
      if (views[i].service != NULL && views[i].service->new_key != NULL)
        add (builder, "general", views[i].service->new_key, _ (views[i].service->nouns.untitled));
    }
  return GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts_window"));
}

/**
 * attest_show_shortcuts:
 * @application: the application
 *
 * Shows the keys, beginning with those of the window that is active.
 */
void
attest_show_shortcuts (AttestApplication *application)
{
  GtkWindow *window = attest_shortcuts_new ();
  GtkWindow *parent = attest_application_get_parent (application);
  const char *section = ATTEST_IS_EDITOR_WINDOW (parent)   ? "editor"
                        : ATTEST_IS_IMPORT_WINDOW (parent) ? "import"
                                                           : "everywhere";

  g_object_set (window, "section-name", section, NULL);
  attest_application_present (application, window);
}
