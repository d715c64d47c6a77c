/* What the files of AttestOutboxPage share: its fields, and its actions. */
#pragma once

#include "application/attest-application.h"
#include "outbox/attest-batch-cards.h"
#include "outbox/attest-outbox-page.h"
#include "outbox/attest-outbox-progress.h"

G_BEGIN_DECLS

typedef enum
{
  GROUP_UNKNOWN,
  GROUP_WAITING,
  N_GROUPS
} Group;

struct _AttestOutboxPage
{
  AdwBin parent_instance;

  AttestApplication *application; /* not owned: outlives its windows */
  AttestOutbox *outbox;
  GListModel *rows;               /* of it, as they are shown */
  GListStore *headings[N_GROUPS]; /* of one GtkStringObject each, while the group has rows */
  GtkFilterListModel *groups[N_GROUPS];
  GtkFilter *filters[N_GROUPS];
  GtkMultiSelection *selection;
  GPtrArray *moved; /* (nullable): by the user, just now */
  gboolean selects; /* what was moved, and not the user anything */
  guint entered;    /* source: the keyboard just came into the list */

  GtkStack *stack;
  AdwStatusPage *empty;
  GtkWidget *resume;
  AttestBatchCards *cards;
  AttestOutboxProgress *progress;
  GtkScrolledWindow *scroller;
  GtkListView *view;
};

void attest_outbox_page_install_actions (GtkWidgetClass *widget_class);

/* Of the row of @item, for attest_row_menu_install(). */
GMenuModel *attest_outbox_page_make_menu (GtkWidget *page, GtkListItem *item);

G_END_DECLS
