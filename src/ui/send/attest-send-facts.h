/* What the questions before sending are made of: where it goes, ticks, and notes with an icon. Main
 * thread. */
#pragma once

#include "outbox/attest-send-plan.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* @least_chars: how wide a text is at least; -1: as narrow as may be. A dialog is as high as its
 * texts are at their narrowest, unless they scroll. */
GtkWidget *attest_send_text_new (const char *text, int least_chars);

GtkWidget *attest_send_place_new (AttestSendPlan *plan);
void attest_send_tick_set_label (GtkWidget *tick, const char *label);
GtkWidget *attest_send_tick_new (const char *label, gboolean deletes);

GtkWidget *attest_send_note_new (const char *icon_name, const char *text, int least_chars);
void attest_send_note_append (GtkWidget *note, GtkWidget *child);

G_END_DECLS
