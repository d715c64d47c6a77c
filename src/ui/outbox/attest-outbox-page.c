/* AttestOutboxPage: what waits, is on its way or is unknown. A page of the main window. Main
 * thread. */
#include "attest-config.h"
#include "outbox/attest-outbox-page.h"

struct _AttestOutboxPage
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (AttestOutboxPage, attest_outbox_page, ADW_TYPE_BIN)

static void
attest_outbox_page_class_init (AttestOutboxPageClass *klass)
{
}

static void
attest_outbox_page_init (AttestOutboxPage *self)
{
}

/**
 * attest_outbox_page_new:
 * @application: whose workspace is shown
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
attest_outbox_page_new (AttestApplication *application)
{
  return g_object_new (ATTEST_TYPE_OUTBOX_PAGE, NULL);
}
