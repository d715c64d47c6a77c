/* A list as another one was a moment ago: what changes there often changes here ten times a second
 * at the most. For views, which take long to show a change. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_CALM_MODEL (attest_calm_model_get_type ())
G_DECLARE_FINAL_TYPE (AttestCalmModel, attest_calm_model, ATTEST, CALM_MODEL, GObject)

GListModel *attest_calm_model_new (GListModel *source);

G_END_DECLS
