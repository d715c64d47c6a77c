/* See the header. Another process may write meanwhile: what is listed is what stood there at one
 * moment, none twice and none left out. Main thread. */
#include "attest-config.h"
#include "cli-rows.h"

#include "cli-output.h"
#include "cli-workspace.h"
#include "cli.h"

#include <glib/gi18n.h>

typedef struct
{
  GListModel *list;
  CliIsLoadedCb is_loaded_cb;
  guint position;
  gboolean moved; /* rows came or went: the positions so far are not what they were */
} Reading;

static gboolean
get_flag (GListModel *list, const char *property)
{
  gboolean flag = FALSE;

  g_object_get (list, property, &flag, NULL);
  return flag;
}

static gboolean
is_counted_cb (gpointer list)
{
  return !get_flag (list, "loading");
}

/* The row is asked for anew each time: the list may put another object in its place. */
static gboolean
is_read_cb (gpointer data)
{
  Reading *reading = data;
  g_autoptr (GObject) row = NULL;

  if (get_flag (reading->list, "incomplete"))
    return TRUE;
  row = g_list_model_get_item (reading->list, reading->position);
  return reading->moved || row == NULL || reading->is_loaded_cb (row);
}

static void
items_changed_cb (GListModel *list, guint position, guint removed, guint added, Reading *reading)
{
  if (removed != 1 || added != 1)
    reading->moved = TRUE;
}

static void
begin_again (Reading *reading, GPtrArray *rows)
{
  g_list_model_get_n_items (reading->list);
  cli_await_until (is_counted_cb, reading->list);
  g_ptr_array_set_size (rows, 0);
  reading->moved = FALSE;
}

/**
 * cli_load_rows:
 * @list: an AttestPagedList
 * @is_loaded_cb: tells of a row whether it is read
 * @limit: how many are wanted, from the first on; 0: all
 *
 * Returns: (transfer full) (element-type GObject): the rows, as far as they can be read
 */
GPtrArray *
cli_load_rows (GListModel *list, CliIsLoadedCb is_loaded_cb, guint limit)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  Reading reading = { .list = list, .is_loaded_cb = is_loaded_cb, .moved = TRUE };
  gulong handler =
      g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &reading);
  gpointer row = NULL;

  do
    {
      if (reading.moved)
        begin_again (&reading, rows);
      reading.position = rows->len;
      cli_await_until (is_read_cb, &reading);
      if (get_flag (list, "incomplete"))
        break;
      row = g_list_model_get_item (list, reading.position);
      if (row != NULL && !reading.moved)
        g_ptr_array_add (rows, g_steal_pointer (&row));
      g_clear_object (&row);
    }
  while (reading.moved || (reading.position < rows->len && (limit == 0 || rows->len < limit)));
  g_signal_handler_disconnect (list, handler);
  return rows;
}

/**
 * cli_end_rows:
 * @list: one whose rows were listed
 *
 * Says so if some of them could not be read.
 *
 * Returns: an exit code
 */
int
cli_end_rows (GListModel *list)
{
  if (!get_flag (list, "incomplete"))
    return CLI_OK;
  cli_print (stderr,
             "attestctl: %s\n",
             _ ("The file with drafts and history is damaged. Close Attest and start it again to "
                "recover what can be read; the damaged file is kept."));
  return CLI_PROBLEMS;
}
