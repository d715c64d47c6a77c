/* What the questions before sending are made of: see the header. Main thread. */
#include "attest-config.h"
#include "send/attest-send-facts.h"

#include "widgets/attest-environment-badge.h"

#include <glib/gi18n.h>

#define LINE_KEY "attest-line"

/* Returns: (transfer floating): a text that wraps, also within a word */
GtkWidget *
attest_send_text_new (const char *text, int least_chars)
{
  return g_object_new (GTK_TYPE_LABEL,
                       "label",
                       text,
                       "wrap",
                       TRUE,
                       "wrap-mode",
                       PANGO_WRAP_WORD_CHAR,
                       "width-chars",
                       least_chars,
                       "max-width-chars",
                       44,
                       "xalign",
                       0.0,
                       NULL);
}

/* Returns: (transfer floating): a table of names and values, empty */
GtkWidget *
attest_send_facts_new (void)
{
  return g_object_new (
      GTK_TYPE_GRID, "column-spacing", 12, "row-spacing", 6, "halign", GTK_ALIGN_CENTER, NULL);
}

/* @value: (transfer floating): what stands beside @name */
void
attest_send_facts_add (GtkWidget *facts, const char *name, GtkWidget *value)
{
  int line = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (facts), LINE_KEY));
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "label", name, "xalign", 1.0, "yalign", 0.0, NULL);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_halign (value, GTK_ALIGN_START);
  gtk_grid_attach (GTK_GRID (facts), label, 0, line, 1, 1);
  gtk_grid_attach (GTK_GRID (facts), value, 1, line, 1, 1);
  g_object_set_data (G_OBJECT (facts), LINE_KEY, GINT_TO_POINTER (line + 1));
}

static const char *
get_key_text (AttestSendPlan *plan)
{
  return attest_send_plan_get_needs_key (plan)
             ? attest_key_state_get_label (attest_send_plan_get_key_state (plan))
             : _ ("None is needed");
}

/**
 * attest_send_facts_add_place:
 * @facts: a table of facts
 * @plan: what would be sent
 * @least_chars: as for attest_send_text_new()
 *
 * Adds to which service, environment and host, and whether there is a key for it.
 */
void
attest_send_facts_add_place (GtkWidget *facts, AttestSendPlan *plan, int least_chars)
{
  AttestEnvironment environment = attest_send_plan_get_environment (plan);
  AttestPlace place = { attest_send_plan_get_service (plan),
                        environment,
                        attest_send_plan_get_host (plan) };
  g_autofree char *host = attest_place_describe_host (&place);

  attest_send_facts_add (
      facts,
      _ ("Service"),
      attest_send_text_new (attest_send_plan_get_service (plan)->name, least_chars));
  attest_send_facts_add (facts, _ ("Environment"), attest_environment_badge_new (environment));
  attest_send_facts_add (
      facts,
      _ ("Host"),
      attest_send_text_new (host != NULL ? host : _ ("None is set"), least_chars));
  attest_send_facts_add (
      facts, _ ("API key"), attest_send_text_new (get_key_text (plan), least_chars));
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
