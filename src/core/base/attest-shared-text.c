/* See the header. Not GLib's interned GRefString: up to 2.74 one that is asked for while a thread
 * lets go of the last of it is handed out after it was freed. Here finding, counting and letting go
 * are under one lock. Thread: any. */
#include "attest-config.h"
#include "base/attest-shared-text.h"

#include <string.h>

typedef struct
{
  gsize n_owners;
  char text[];
} Shared;

static GMutex lock;
static GHashTable *all; /* text → Shared, which it is a part of */

static Shared *
get_shared (char *text)
{
  return (Shared *) (gpointer) (text - G_STRUCT_OFFSET (Shared, text));
}

/**
 * attest_shared_text_new:
 * @text: any
 *
 * Returns: (transfer full): the one of all that hold the same, for attest_shared_text_release()
 */
char *
attest_shared_text_new (const char *text)
{
  Shared *shared = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  g_mutex_lock (&lock);
  if (all == NULL)
    all = g_hash_table_new (g_str_hash, g_str_equal);
  shared = g_hash_table_lookup (all, text);
  if (shared == NULL)
    {
      const gsize size = strlen (text) + 1;

      shared = g_malloc (sizeof (Shared) + size);
      shared->n_owners = 0;
      memcpy (shared->text, text, size);
      g_hash_table_insert (all, shared->text, shared);
    }
  shared->n_owners++;
  g_mutex_unlock (&lock);
  return shared->text;
}

/**
 * attest_shared_text_acquire:
 * @shared: from attest_shared_text_new()
 *
 * Returns: (transfer full): @shared, for one more owner
 */
char *
attest_shared_text_acquire (char *shared)
{
  g_return_val_if_fail (shared != NULL, NULL);

  g_mutex_lock (&lock);
  get_shared (shared)->n_owners++;
  g_mutex_unlock (&lock);
  return shared;
}

/**
 * attest_shared_text_release:
 * @shared: (transfer full): from attest_shared_text_new(); freed with its last owner
 */
void
attest_shared_text_release (char *shared)
{
  Shared *self = NULL;

  g_return_if_fail (shared != NULL);

  g_mutex_lock (&lock);
  self = get_shared (shared);
  if (--self->n_owners == 0)
    {
      g_hash_table_remove (all, shared);
      g_free (self);
    }
  if (g_hash_table_size (all) == 0)
    g_clear_pointer (&all, g_hash_table_unref);
  g_mutex_unlock (&lock);
}
