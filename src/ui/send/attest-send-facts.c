/* What the questions before sending are made of: see the header. Main thread. */
#include "attest-config.h"
#include "send/attest-send-facts.h"

#include "widgets/attest-environment-badge.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-readers.h"
#include "widgets/attest-wrap-layout.h"

#include <glib/gi18n.h>

/* Returns: (transfer floating): a text that wraps, also within a word */
GtkWidget *
attest_send_text_new (const char *text, int least_chars)
{
  GtkWidget *label = attest_plain_label_new (text, NULL);

  gtk_label_set_width_chars (GTK_LABEL (label), least_chars);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  return label;
}

/**
 * attest_send_place_new:
 * @plan: what would be sent
 *
 * Returns: (transfer floating): to which environment it goes, and to which host
 */
GtkWidget *
attest_send_place_new (AttestSendPlan *plan)
{
  AttestEnvironment environment = attest_send_plan_get_environment (plan);
  AttestPlace place = { attest_send_plan_get_service (plan),
                        environment,
                        attest_send_plan_get_host (plan) };
  g_autofree char *host = attest_place_describe_host (&place);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *badge = attest_environment_badge_new (environment);
  GtkWidget *label = attest_send_text_new (host != NULL ? host : _ ("No host is set"), -1);

  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (line, GTK_ALIGN_CENTER);
  gtk_widget_set_layout_manager (line, attest_wrap_layout_new (FALSE));
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (line), badge);
  gtk_box_append (GTK_BOX (line), label);
  return line;
}

/**
 * attest_send_tick_set_label:
 * @tick: a check button
 * @label: what it says yes to, with a mnemonic
 *
 * On several lines where one is too long.
 */
void
attest_send_tick_set_label (GtkWidget *tick, const char *label)
{
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);
  g_autofree char *name = g_strjoinv ("", parts);
  GtkWidget *text = NULL;

  gtk_check_button_set_use_underline (GTK_CHECK_BUTTON (tick), TRUE);
  gtk_check_button_set_label (GTK_CHECK_BUTTON (tick), label);
  /* GTK 4.8 reads the underscore out. */
  attest_readers_name (GTK_ACCESSIBLE (tick), name);
  text = gtk_widget_get_last_child (tick);
  if (GTK_IS_LABEL (text))
    g_object_set (text, "wrap", TRUE, "xalign", 0.0, NULL);
}

/**
 * attest_send_tick_new:
 * @label: what it says yes to, with a mnemonic
 * @deletes: whether something would be deleted by it
 *
 * Returns: (transfer floating): what is to be ticked
 */
GtkWidget *
attest_send_tick_new (const char *label, gboolean deletes)
{
  GtkWidget *check = gtk_check_button_new ();

  attest_send_tick_set_label (check, label);
  if (deletes)
    gtk_widget_add_css_class (check, "error");
  return check;
}

/**
 * attest_send_note_new:
 * @icon_name: how much it matters; said by the text too
 * @text: a sentence
 * @least_chars: as for attest_send_text_new()
 *
 * Returns: (transfer floating): both beside each other
 */
GtkWidget *
attest_send_note_new (const char *icon_name, const char *text, int least_chars)
{
  GtkWidget *note = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE,
                                   "icon-name",
                                   icon_name,
                                   "valign",
                                   GTK_ALIGN_START,
                                   "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                   NULL);

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), attest_send_text_new (text, least_chars));
  gtk_box_append (GTK_BOX (note), image);
  gtk_box_append (GTK_BOX (note), texts);
  return note;
}

/* @child: (transfer floating): put below the note's text */
void
attest_send_note_append (GtkWidget *note, GtkWidget *child)
{
  gtk_box_append (GTK_BOX (gtk_widget_get_last_child (note)), child);
}
