/* Asks for the name of a template, and keeps a record as it. Main thread. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

/* What became of it is told in the window that asked; takes @toast. */
typedef void (*AttestTemplateTold) (GtkWindow *parent, AdwToast *toast);

void attest_template_ask (GtkWindow *parent,
                          AttestApplication *application,
                          AttestRecord *record,
                          AttestTemplateTold told);

G_END_DECLS
