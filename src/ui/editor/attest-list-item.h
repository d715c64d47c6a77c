/* AttestListItem: one record of a list in the form, with what can be done to it as a whole. */
#pragma once

#include "editor/attest-form-context.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_LIST_ITEM (attest_list_item_get_type ())
G_DECLARE_FINAL_TYPE (AttestListItem, attest_list_item, ATTEST, LIST_ITEM, GtkWidget)

GtkWidget *attest_list_item_new (AttestFormContext *context, AttestRecord *record);
AttestRecord *attest_list_item_get_record (AttestListItem *self);
void attest_list_item_set_position (AttestListItem *self, guint position, guint n_items);
void attest_list_item_open (AttestListItem *self);
void attest_list_item_focus_first (AttestListItem *self);

G_END_DECLS
