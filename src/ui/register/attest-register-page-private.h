/* Between the files of the page of the register only. */
#pragma once

#include "register/attest-register-page.h"
#include "register/attest-register-selection.h"
#include "register/attest-register-table.h"
#include "widgets/attest-filter-row.h"

G_BEGIN_DECLS

struct _AttestRegisterPage
{
  AdwBin parent_instance;

  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  AttestFilterRow *filters;
  GtkWidget *incomplete_bar;
  GtkStack *stack;
  AttestRegisterTable *table;
  GMenuModel *row_menu;
  GMenu *sort_section;
  GtkRevealer *send_bar;
  GtkWidget *send_box;
  GtkLabel *send_label;
  GtkButton *send_button;
  AdwButtonContent *send_content;

  GtkWidget *empty_new; /* of a page made when it is first needed, likewise */
  AdwStatusPage *none_found;
  GtkButton *clear_button;

  AttestApplication *app;
  const AttestSchema *schema;
  AttestRegister *drafts;
  AttestRegisterQuery query; /* without what is searched for */
  AttestRegisterSelection *selection;
  GSimpleActionGroup *actions;
  GMenu *menu;      /* what the main menu has of this page */
  gboolean asked;   /* for other rows than are shown */
  gboolean counts;  /* it was counted what there is */
  gboolean settled; /* it shows rows, or why there are none */
  gulong focus_handler;
  GtkEventController *search_keys; /* of the window, while the page is shown */
};

/* attest-register-actions.c */
void attest_register_page_class_install_actions (GtkWidgetClass *widget_class);
void attest_register_page_install_menu (AttestRegisterPage *self);
void attest_register_page_update_actions (AttestRegisterPage *self);
void attest_register_page_open_cb (AttestRegisterPage *self, guint position);
void attest_register_page_follow_focus_cb (AttestRegisterPage *self);

G_END_DECLS
