/* The views of the main window: see the header. Main thread. */
#include "attest-config.h"
#include "attest-views.h"

#include "history/attest-history-page.h"
#include "outbox/attest-outbox-page.h"

#include <glib/gi18n.h>

static const AttestViewInfo fixed_views[] = {
  { .name = ATTEST_VIEW_OUTBOX,
    .icon = "attest-outbox-symbolic",
    .title = N_ ("Outbox"),
    .make_page = attest_outbox_page_new },
  { .name = ATTEST_VIEW_HISTORY,
    .icon = "document-open-recent-symbolic",
    .title = N_ ("History"),
    .make_page = attest_history_page_new },
};

/**
 * attest_views_list:
 * @n: (out) (optional): how many there are, ATTEST_MAX_VIEWS at the most
 *
 * Returns: (transfer none) (array length=n): the views, in their order
 */
const AttestViewInfo *
attest_views_list (guint *n)
{
  static AttestViewInfo views[ATTEST_MAX_VIEWS];
  static guint n_views = 0;
  guint n_services = 0;
  const AttestService *const *services = attest_service_list (&n_services);

  g_assert (n_services + G_N_ELEMENTS (fixed_views) <= ATTEST_MAX_VIEWS);
  for (guint i = 0; n_views < n_services; i++)
    views[n_views++] = (AttestViewInfo){ .name = services[i]->schema->name,
                                         .icon = services[i]->icon,
                                         .title = services[i]->nouns.many,
                                         .service = services[i] };
  for (guint i = 0; n_views < n_services + G_N_ELEMENTS (fixed_views); i++)
    views[n_views++] = fixed_views[i];
  if (n != NULL)
    *n = n_views;
  return views;
}

/**
 * attest_views_find:
 * @name: a view's name
 *
 * Returns: its place in the list; that of the first view where there is none of that name
 */
guint
attest_views_find (const char *name)
{
  guint n_views = 0;
  const AttestViewInfo *views = attest_views_list (&n_views);

  for (guint i = 0; i < n_views; i++)
    if (g_str_equal (views[i].name, name))
      return i;
  return 0;
}
