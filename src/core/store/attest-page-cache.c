/* See the header. */
#include "attest-config.h"
#include "store/attest-page-cache.h"

struct _AttestPageCache
{
  GHashTable *pages; /* number → AttestPage */
  GQueue recent;     /* of them, the one used last first */
  guint most;
};

static void
page_free (gpointer data)
{
  AttestPage *page = data;

  if (page->cancellable != NULL)
    g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_ptr_array_unref (page->rows);
  g_free (page);
}

/**
 * attest_page_cache_new:
 * @most: how many pages it has at most
 *
 * Returns: (transfer full): a cache without any
 */
AttestPageCache *
attest_page_cache_new (guint most)
{
  AttestPageCache *self = g_new0 (AttestPageCache, 1);

  self->pages = g_hash_table_new_full (NULL, NULL, NULL, page_free);
  g_queue_init (&self->recent);
  self->most = most;
  return self;
}

/* Frees @self and its pages. */
void
attest_page_cache_free (AttestPageCache *self)
{
  g_hash_table_unref (self->pages);
  g_free (self);
}

/**
 * attest_page_cache_add:
 * @self: a cache
 * @number: of a page it does not have
 * @rows: (transfer none): what stands on it for now
 *
 * The page used longest ago is dropped for it, if there are too many.
 *
 * Returns: (transfer none): the page, which waits to be loaded
 */
AttestPage *
attest_page_cache_add (AttestPageCache *self, guint number, GPtrArray *rows)
{
  AttestPage *page = g_new0 (AttestPage, 1);

  page->number = number;
  page->rows = g_ptr_array_ref (rows);
  page->cancellable = g_cancellable_new ();
  page->is_waiting = TRUE;
  page->link.data = page;
  g_queue_push_head_link (&self->recent, &page->link);
  g_hash_table_insert (self->pages, GUINT_TO_POINTER (number), page);
  if (self->recent.length > self->most)
    attest_page_cache_drop (self, g_queue_peek_tail (&self->recent));
  return page;
}

/**
 * attest_page_cache_find:
 * @self: a cache
 * @number: of a page
 *
 * Returns: (transfer none) (nullable): the page, used now; %NULL: it is not there
 */
AttestPage *
attest_page_cache_find (AttestPageCache *self, guint number)
{
  AttestPage *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (number));

  if (page != NULL && self->recent.head != &page->link)
    {
      g_queue_unlink (&self->recent, &page->link);
      g_queue_push_head_link (&self->recent, &page->link);
    }
  return page;
}

/**
 * attest_page_cache_find_waiting:
 * @self: a cache
 *
 * Returns: (transfer none) (nullable): of the pages that wait to be loaded the one used last, which
 *   is not a use of it; %NULL: none waits
 */
AttestPage *
attest_page_cache_find_waiting (AttestPageCache *self)
{
  for (GList *l = self->recent.head; l != NULL; l = l->next)
    if (((AttestPage *) l->data)->is_waiting)
      return l->data;
  return NULL;
}

/* Whatever loads it is cancelled. */
void
attest_page_cache_drop (AttestPageCache *self, AttestPage *page)
{
  g_queue_unlink (&self->recent, &page->link);
  g_hash_table_remove (self->pages, GUINT_TO_POINTER (page->number));
}

/**
 * attest_page_cache_clear:
 * @self: a cache
 *
 * Drops all of them.
 *
 * Returns: (transfer container) (element-type guint): the numbers of those that were not loaded
 *   yet, the one used last first
 */
GArray *
attest_page_cache_clear (AttestPageCache *self)
{
  GArray *unread = g_array_new (FALSE, FALSE, sizeof (guint));

  for (GList *l = self->recent.head; l != NULL; l = l->next)
    if (((AttestPage *) l->data)->cancellable != NULL)
      g_array_append_val (unread, ((AttestPage *) l->data)->number);
  while (!g_queue_is_empty (&self->recent))
    attest_page_cache_drop (self, g_queue_peek_head (&self->recent));
  return unread;
}
