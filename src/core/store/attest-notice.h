/* What the store had to do that a person should know: kept until somebody has seen it. */
#pragma once

#include "store/attest-db.h"
#include "store/attest-store.h"

G_BEGIN_DECLS

#define ATTEST_SETTING_NOTICE "notice"

gboolean attest_notice_add (AttestDb *db, const char *text, GError **error);

void attest_store_dismiss_notice (AttestStore *self);

G_END_DECLS
