/* AttestListGroup: the items of a list in the form, with what adds to it. */
#pragma once

#include "editor/attest-form-context.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_LIST_GROUP (attest_list_group_get_type ())
G_DECLARE_FINAL_TYPE (AttestListGroup, attest_list_group, ATTEST, LIST_GROUP, GtkWidget)

void attest_list_group_reveal (AttestListGroup *self, AttestRecord *record);

G_END_DECLS
