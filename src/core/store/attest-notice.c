/* What the store had to do that a person should know. It stands in the database, so that a command
 * nobody watched does not use it up: whoever opens the data tells it, until a person has seen it.
 * Thread: the store's, but for attest_store_dismiss_notice(). */
#include "attest-config.h"
#include "store/attest-notice.h"

#include "store/attest-store-call.h"

#include <string.h>

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

  if (!attest_settings_read (db, ATTEST_SETTING_NOTICE, &before, error))
    return FALSE;
  if (before != NULL && strstr (before, text) != NULL)
    return TRUE;
  all = before != NULL ? g_strjoin ("\n\n", before, text, NULL) : g_strdup (text);
  return attest_settings_write (db, ATTEST_SETTING_NOTICE, all, error);
}

/* What was added since it was shown stays. */
static gboolean
dismiss (AttestDb *db, gpointer seen, GError **error)
{
  return attest_db_change (db,
                           "DELETE FROM settings WHERE name = ?1 AND value = ?2",
                           ATTEST_VALUES (ATTEST_TEXT (ATTEST_SETTING_NOTICE), ATTEST_TEXT (seen)),
                           error);
}

static void
dismissed (AttestStore *self, gpointer seen)
{
  attest_store_read_again (self);
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
  const char *seen = NULL;

  g_return_if_fail (ATTEST_IS_STORE (self));

  seen = attest_store_get_notice (self);
  if (seen == NULL)
    return;
  attest_store_call_async (self,
                           &(AttestStoreCall){ .access = ATTEST_STORE_WRITE,
                                               .job = dismiss,
                                               .tell = dismissed,
                                               .data = g_strdup (seen),
                                               .free_data = g_free,
                                               .tag = attest_store_dismiss_notice },
                           NULL,
                           NULL,
                           NULL);
}
