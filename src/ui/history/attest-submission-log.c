/* Rows for the attempts and the decisions of one submission: see the header. */
#include "attest-config.h"
#include "history/attest-submission-log.h"

#include "base/attest-text.h"
#include "widgets/attest-state-label.h"
#include "widgets/attest-time-text.h"

#include <glib/gi18n.h>

/* Of a reason, which may be what a server said: all of it stands in the reply. */
#define MOST_CHARACTERS 500
#define MOST_LINES 6

static void
append_part (GString *text, const char *part)
{
  g_autofree char *beginning = attest_text_shorten (part, MOST_CHARACTERS, MOST_LINES);

  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, beginning);
}

/* Texts of the world go into rows: never markup. */
static GtkWidget *
new_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

/**
 * attest_attempt_row_new:
 * @attempt: an attempt to send
 * @number: which one it is, from 1 on
 *
 * Returns: (transfer floating): a row that says when it was and how it ended
 */
GtkWidget *
attest_attempt_row_new (const AttestAttempt *attempt, guint number)
{
  g_autofree char *title = g_strdup_printf (_ ("Attempt %u"), number);
  g_autofree char *time = attest_time_format_full (attempt->started);
  g_autoptr (GString) subtitle = g_string_new (time);
  GtkWidget *row;

  if (attempt->http_status != 0)
    {
      g_autofree char *status = g_strdup_printf ("HTTP %u", attempt->http_status);
      append_part (subtitle, status);
    }
  if (attempt->finished > attempt->started)
    {
      g_autofree char *took = attest_duration_format (attempt->finished - attempt->started);
      append_part (subtitle, took);
    }
  if (attempt->error != NULL)
    append_part (subtitle, attempt->error);
  row = new_row (title, subtitle->str);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), attest_state_label_new (attempt->outcome));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

/**
 * attest_event_row_new:
 * @event: a change of state, by the program or by a person
 * @is_taken_out: whether that is what became of the submission
 *
 * Returns: (transfer floating): a row that says what changed, when and why
 */
GtkWidget *
attest_event_row_new (const AttestEvent *event, gboolean is_taken_out)
{
  g_autofree char *time = attest_time_format_full (event->time);
  g_autoptr (GString) subtitle = g_string_new (time);
  GtkWidget *row;

  if (event->note != NULL && *event->note != '\0')
    append_part (subtitle, event->note);
  row = new_row (is_taken_out && event->to == ATTEST_STATE_NOT_SENT
                     ? _ ("Taken out before sending")
                     : attest_state_get_word (event->to),
                 subtitle->str);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), attest_state_get_icon_name (event->to));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}
