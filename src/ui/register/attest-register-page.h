/* AttestRegisterPage: the drafts of one kind: found, filtered, put in order, and chosen to do
 * something with. A page of the main window. Main thread. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_REGISTER_PAGE (attest_register_page_get_type ())
G_DECLARE_FINAL_TYPE (AttestRegisterPage, attest_register_page, ATTEST, REGISTER_PAGE, AdwBin)

/* Property "settled": what it shows is known. Actions "register.sort" (u: an AttestRegisterOrder)
 * and "register.reverse", for a menu. */
GtkWidget *attest_register_page_new (AttestApplication *application, const AttestSchema *schema);
GActionGroup *attest_register_page_get_actions (AttestRegisterPage *self);
GMenuModel *attest_register_page_get_menu (AttestRegisterPage *self);
gboolean attest_register_page_get_settled (AttestRegisterPage *self);
void attest_register_page_select (AttestRegisterPage *self, GPtrArray *drafts);

G_END_DECLS
