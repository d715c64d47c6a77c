/* Between the files of the page of drafts only. */
#pragma once

#include "drafts/attest-draft-table.h"
#include "drafts/attest-drafts-page.h"

G_BEGIN_DECLS

struct _AttestDraftsPage
{
  AdwBin parent_instance;

  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkStack *stack;
  AttestDraftTable *table;
  AdwStatusPage *empty_page;
  GtkButton *empty_new;
  GtkButton *empty_example;
  GMenuModel *row_menu;
  GtkActionBar *send_bar;
  GtkLabel *send_label;
  GtkButton *send_button;
  AdwButtonContent *send_content;
  GMenu *sort_section;

  AttestApplication *app;
  const AttestSchema *schema;
  GListModel *drafts;
  GtkCustomFilter *filter;
  GtkFilterListModel *found;
  GtkMultiSelection *selection;
  char *search; /* folded; NULL: everything is shown */
  gulong focus_handler;
};

/* attest-drafts-actions.c */
void attest_drafts_page_class_install_actions (GtkWidgetClass *widget_class);
void attest_drafts_page_install_menu (AttestDraftsPage *self);
void attest_drafts_page_update_actions (AttestDraftsPage *self);
void attest_drafts_page_open (AttestDraftsPage *self, guint position);
void attest_drafts_page_follow_focus (AttestDraftsPage *self);

G_END_DECLS
