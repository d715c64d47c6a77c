/* Saving everything, and quitting. Main thread. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

void attest_quit (AttestApplication *app);
gboolean attest_quit_asks_before_closing (AttestApplication *app, GtkWindow *window);
void attest_quit_save_all (AttestApplication *app, AttestSaved done, gpointer user_data);
void attest_quit_ask_whether_to_lose (AttestApplication *app,
                                      const GError *error,
                                      void (*answered) (AttestApplication *app) /* (nullable) */);

G_END_DECLS
