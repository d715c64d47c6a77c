/* The views of the main window, in the order of the sidebar and of Alt+1 and on: a list for each
 * service, then the outbox and the history. */
#pragma once

#include "attest-window.h"

G_BEGIN_DECLS

#define ATTEST_MAX_VIEWS 10

typedef struct
{
  const char *name; /* of its page, and the target of win.show-view */
  const char *icon;
  const char *title;            /* N_() */
  const AttestService *service; /* whose records it lists; NULL: it lists none */
  GtkWidget *(*make_page) (AttestApplication *application); /* where it lists none */
} AttestViewInfo;

const AttestViewInfo *attest_views_list (guint *n);
guint attest_views_find (const char *name);

G_END_DECLS
