/* What the questions before sending are made of: a table of facts, and notes with an icon. Main
 * thread. */
#pragma once

#include "outbox/attest-send-plan.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* @least_chars: how wide a text is at least; -1: as narrow as may be. A dialog is as high as its
 * texts are at their narrowest, unless they scroll. */
GtkWidget *attest_send_text_new (const char *text, int least_chars);

GtkWidget *attest_send_facts_new (void);
void attest_send_facts_add (GtkWidget *facts, const char *name, GtkWidget *value);
void attest_send_facts_add_place (GtkWidget *facts, AttestSendPlan *plan, int least_chars);

GtkWidget *attest_send_note_new (const char *icon_name, const char *text, int least_chars);
void attest_send_note_append (GtkWidget *note, GtkWidget *child);

G_END_DECLS
