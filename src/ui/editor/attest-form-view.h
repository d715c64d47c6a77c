/* AttestFormView: a record as a form: its fields in titled groups, in the order of its table. */
#pragma once

#include "editor/attest-form-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_FORM_VIEW (attest_form_view_get_type ())
G_DECLARE_FINAL_TYPE (AttestFormView, attest_form_view, ATTEST, FORM_VIEW, AdwBin)

GtkWidget *attest_form_view_new (AttestFormContext *context);
gboolean attest_form_view_focus_path (AttestFormView *self, const char *path);
char *attest_form_view_dup_focus_path (AttestFormView *self);

G_END_DECLS
