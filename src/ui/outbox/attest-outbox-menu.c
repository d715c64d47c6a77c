/* Menus: see the header. They hold what the buttons of the row do, and what has only a key. What
 * cannot be done about the rows at hand is left out. Main thread. */
#include "attest-config.h"
#include "outbox/attest-outbox-menu.h"

#include "unknown/attest-unknown-box.h"

#include <glib/gi18n.h>

static void
append (GMenu *menu, GMenu *section)
{
  if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
    g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_object_unref (section);
}

static guint
count (GPtrArray *selected, AttestState state)
{
  guint n = 0;

  /* With one of a service that this version does not know nothing can be done. */
  for (guint i = 0; i < selected->len; i++)
    n += attest_submission_get_outcome (g_ptr_array_index (selected, i)) == state
         && attest_submission_get_service (g_ptr_array_index (selected, i)) != NULL;
  return n;
}

static GMenu *
make_order (guint n_queued)
{
  GMenu *section = g_menu_new ();

  if (n_queued == 0)
    return section;
  g_menu_append (section, _ ("Send _First"), "outbox.move-first");
  g_menu_append (section, _ ("Move _Up"), "outbox.move-up");
  g_menu_append (section, _ ("Move _Down"), "outbox.move-down");
  g_menu_append (section, _ ("Send _Last"), "outbox.move-last");
  return section;
}

static GMenu *
make_end (GPtrArray *selected, guint n_queued)
{
  GMenu *section = g_menu_new ();

  if (n_queued > 0)
    g_menu_append (section, _ ("_Remove From the Outbox"), "outbox.cancel-selected");
  else if (selected->len == 1 && count (selected, ATTEST_STATE_SENDING) == 1)
    g_menu_append (section, _ ("Stop _Waiting for the Reply…"), "outbox.cancel-selected");
  return section;
}

static GMenu *
make_history (GPtrArray *selected)
{
  GMenu *section = g_menu_new ();

  if (selected->len == 1)
    g_menu_append (section, _ ("Show in the _History"), "outbox.show-selected");
  return section;
}

/**
 * attest_outbox_menu_new:
 * @outbox: the outbox
 * @selected: (element-type AttestSubmission): what the menu is about
 *
 * Returns: (transfer full): a menu with actions "outbox." and "unknown."
 */
GMenuModel *
attest_outbox_menu_new (AttestOutbox *outbox, GPtrArray *selected)
{
  GMenu *menu = g_menu_new ();
  GMenu *send = g_menu_new ();
  guint n_queued = count (selected, ATTEST_STATE_QUEUED);
  g_autoptr (GMenuModel) unknown =
      selected->len == 1 ? attest_unknown_box_make_menu (g_ptr_array_index (selected, 0)) : NULL;

  if (unknown != NULL)
    g_menu_append_section (menu, NULL, unknown);
  if (selected->len == 1 && n_queued == 1 && !attest_outbox_get_paused (outbox))
    g_menu_append (send, _ ("_Send Now…"), "outbox.send-selected");
  append (menu, send);
  append (menu, make_order (n_queued));
  append (menu, make_end (selected, n_queued));
  append (menu, make_history (selected));
  return G_MENU_MODEL (menu);
}
