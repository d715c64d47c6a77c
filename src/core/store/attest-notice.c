/* What the store had to do that a person should know. It stands in the database, so that a command
 * nobody watched does not use it up: whoever opens the data tells it, until a person has seen it.
 * Thread: the store's, but for attest_store_dismiss_notice(). */
#include "attest-config.h"
#include "store/attest-notice.h"

#include "store/attest-store-private.h"
#include "store/attest-submissions-table.h"

#include <string.h>

#define SETTING "notice"

/**
 * attest_notice_load:
 * @db: the database
 * @text: (out) (nullable): what is to be told; %NULL: nothing
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether it could be read
 */
gboolean
attest_notice_load (AttestDb *db, char **text, GError **error)
{
  g_autoptr (GError) local = NULL;

  *text = attest_settings_get (db, SETTING, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * attest_notice_add:
 * @db: the database, inside a transaction
 * @text: one or several sentences, translated
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * What is told already is not told twice.
 *
 * Returns: whether it was written
 */
gboolean
attest_notice_add (AttestDb *db, const char *text, GError **error)
{
  g_autofree char *before = NULL;
  g_autofree char *all = NULL;

  if (!attest_notice_load (db, &before, error))
    return FALSE;
  if (before != NULL && strstr (before, text) != NULL)
    return TRUE;
  all = before != NULL ? g_strjoin ("\n\n", before, text, NULL) : g_strdup (text);
  return attest_settings_set (db, SETTING, all, error);
}

/* What was added since it was shown stays. */
static gpointer
dismiss (AttestDb *db, gpointer seen, GError **error)
{
  g_autofree char *text = NULL;

  if (attest_notice_load (db, &text, error) && g_strcmp0 (text, seen) == 0)
    attest_settings_set (db, SETTING, NULL, error);
  return NULL;
}

/**
 * attest_store_dismiss_notice:
 * @self: an open store
 *
 * A person has seen "notice": it is not told again. Main thread.
 */
void
attest_store_dismiss_notice (AttestStore *self)
{
  g_autofree char *seen = g_strdup (attest_store_get_notice (self));

  g_return_if_fail (ATTEST_IS_STORE (self));

  if (seen == NULL)
    return;
  attest_store_set_notice (self, NULL);
  attest_store_run_async (
      self, ATTEST_STORE_WRITE, dismiss, g_steal_pointer (&seen), g_free, NULL, NULL, NULL, NULL);
}
