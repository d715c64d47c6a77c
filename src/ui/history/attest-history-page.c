/* AttestHistoryPage: every attempt ever made to send. A page of the main window. Main thread. */
#include "attest-config.h"
#include "history/attest-history-page.h"

struct _AttestHistoryPage
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (AttestHistoryPage, attest_history_page, ADW_TYPE_BIN)

static void
attest_history_page_class_init (AttestHistoryPageClass *klass)
{
}

static void
attest_history_page_init (AttestHistoryPage *self)
{
}

/**
 * attest_history_page_new:
 * @application: whose workspace is shown
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
attest_history_page_new (AttestApplication *application)
{
  return g_object_new (ATTEST_TYPE_HISTORY_PAGE, NULL);
}

/**
 * attest_history_page_show:
 * @self: a history page
 * @submission_id: the submission to be selected and shown in the detail pane
 */
void
attest_history_page_show (AttestHistoryPage *self, const char *submission_id)
{
  g_return_if_fail (ATTEST_IS_HISTORY_PAGE (self));
}
