/* AttestJsonPane: the exact JSON that would be sent, as it is typed. */
#pragma once

#include "application/attest-application.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_JSON_PANE (attest_json_pane_get_type ())
G_DECLARE_FINAL_TYPE (AttestJsonPane, attest_json_pane, ATTEST, JSON_PANE, AdwBin)

void attest_json_pane_set_record (AttestJsonPane *self,
                                  AttestApplication *application,
                                  AttestRecord *record);

G_END_DECLS
