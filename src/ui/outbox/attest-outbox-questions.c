/* Questions of the outbox: see the header. Main thread. */
#include "attest-config.h"
#include "outbox/attest-outbox-questions.h"

#include "outbox/attest-outbox-remove.h"
#include "widgets/attest-question.h"

#include <glib/gi18n.h>

typedef struct
{
  AttestOutbox *outbox;
  GPtrArray *submissions;
  AttestState state; /* of those it is about */
  GtkWindow *parent; /* weak */
  void (*act) (GtkWindow *parent, AttestOutbox *outbox, GPtrArray *all, AttestState state);
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *self = data;

  g_clear_weak_pointer (&self->parent);
  g_object_unref (self->outbox);
  g_ptr_array_unref (self->submissions);
  g_free (self);
}

static guint
count (Question *self)
{
  guint n = 0;

  for (guint i = 0; i < self->submissions->len; i++)
    n += attest_submission_get_outcome (self->submissions->pdata[i]) == self->state;
  return n;
}

static gboolean
is_over (gpointer question)
{
  return count (question) == 0;
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Question *self)
{
  if (g_str_equal (response, "yes"))
    self->act (self->parent, self->outbox, self->submissions, self->state);
}

/* Takes @question. */
static void
ask (GtkWidget *dialog, Question *question, const char *no, const char *yes)
{
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);

  adw_message_dialog_add_responses (message, "cancel", no, "yes", yes, NULL);
  adw_message_dialog_set_default_response (message, "cancel");
  adw_message_dialog_set_close_response (message, "cancel");
  if (question->act == attest_outbox_remove)
    adw_message_dialog_set_response_appearance (message, "yes", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, question_free, 0);
  for (guint i = 0; i < question->submissions->len; i++)
    attest_question_follow (
        dialog, question->submissions->pdata[i], "notify::state", is_over, question);
  gtk_window_present (GTK_WINDOW (dialog));
}

static Question *
question_new (GtkWindow *parent, AttestOutbox *outbox, AttestState state, GPtrArray *submissions)
{
  Question *question = g_new0 (Question, 1);

  g_set_weak_pointer (&question->parent, parent);
  question->outbox = g_object_ref (outbox);
  question->submissions = g_ptr_array_ref (submissions);
  question->state = state;
  question->act = attest_outbox_remove;
  return question;
}

static Question *
question_new_one (GtkWindow *parent,
                  AttestOutbox *outbox,
                  AttestState state,
                  AttestSubmission *submission)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (one, g_object_ref (submission));
  return question_new (parent, outbox, state, one);
}

/**
 * attest_outbox_ask_to_remove:
 * @parent: the window it belongs to
 * @outbox: the outbox
 * @submissions: (element-type AttestSubmission): queued ones in it
 *
 * Asks, and takes them out if the user says yes; those that were sent meanwhile stay.
 */
void
attest_outbox_ask_to_remove (GtkWindow *parent, AttestOutbox *outbox, GPtrArray *submissions)
{
  g_autofree char *heading = g_strdup_printf (ngettext ("Remove %u Record From the Outbox?",
                                                        "Remove %u Records From the Outbox?",
                                                        submissions->len),
                                              submissions->len);
  GtkWidget *dialog = adw_message_dialog_new (
      parent, heading, _ ("Removed records are not sent. Their drafts stay."));

  ask (dialog,
       question_new (parent, outbox, ATTEST_STATE_QUEUED, submissions),
       _ ("_Cancel"),
       _ ("_Remove"));
}

/**
 * attest_outbox_ask_to_stop:
 * @parent: the window it belongs to
 * @outbox: the outbox
 * @submission: one that is on its way
 *
 * What is on its way can not be called back: that has to be said before.
 */
void
attest_outbox_ask_to_stop (GtkWindow *parent, AttestOutbox *outbox, AttestSubmission *submission)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("Stop Waiting for the Reply?"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _ ("“%s” is being sent and may already have been saved. Its "
                                     "outcome stays unknown until you check in the service."),
                                  attest_submission_get_title (submission));
  ask (dialog,
       question_new_one (parent, outbox, ATTEST_STATE_SENDING, submission),
       _ ("_Keep Waiting"),
       _ ("_Stop Waiting"));
}

static void
fill_pause (AdwMessageDialog *dialog, AttestSubmission *submission)
{
  const AttestService *service = attest_submission_get_service (submission);

  if (attest_submission_get_bulk (submission) != NULL)
    adw_message_dialog_set_body (
        dialog, _ ("Its bulk upload is sent next, after the pause before bulk uploads."));
  else if (service != NULL && service->pause_seconds > 0)
    adw_message_dialog_format_body (
        dialog,
        /* Translators: %s is the name of a service, %u a number of seconds */
        ngettext ("%s recommends %u second between records and may refuse those that come faster.",
                  "%s recommends %u seconds between records and may refuse those that come faster.",
                  service->pause_seconds),
        service->name,
        service->pause_seconds);
  else
    adw_message_dialog_set_body (dialog, _ ("The pause before it is skipped."));
}

static void
hurry (GtkWindow *parent, AttestOutbox *outbox, GPtrArray *all, AttestState state)
{
  for (guint i = 0; i < all->len; i++)
    if (attest_submission_get_outcome (all->pdata[i]) == state)
      attest_dispatcher_hurry (attest_outbox_get_dispatcher (outbox), all->pdata[i]);
}

/**
 * attest_outbox_ask_to_send_now:
 * @parent: the window it belongs to
 * @outbox: the outbox
 * @submission: a queued submission in it
 *
 * Says what pause the service recommends, and sends it next if the user says yes.
 */
void
attest_outbox_ask_to_send_now (GtkWindow *parent,
                               AttestOutbox *outbox,
                               AttestSubmission *submission)
{
  Question *question = question_new_one (parent, outbox, ATTEST_STATE_QUEUED, submission);
  /* Translators: %s is a record's number or name */
  g_autofree char *heading =
      g_strdup_printf (_ ("Send “%s” Now?"), attest_submission_get_title (submission));
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, NULL);

  question->act = hurry;
  fill_pause (ADW_MESSAGE_DIALOG (dialog), submission);
  ask (dialog, question, _ ("_Wait"), _ ("_Send Now"));
}

/* All that is sent with it goes with it, which has to be said before. */
static void
remove_bulk (GtkWindow *parent, AttestOutbox *outbox, AttestSubmission *submission)
{
  g_autoptr (GPtrArray) all =
      attest_outbox_list_dup_bulk (attest_outbox_get_list (outbox), submission);

  attest_outbox_ask_to_remove (parent, outbox, all);
}

/**
 * attest_outbox_cancel:
 * @parent: the window it belongs to
 * @outbox: the outbox
 * @submission: one that a person does not want to be sent
 *
 * Takes it out if it waits, after a question where more goes with it; asks whether to stop waiting
 * for the reply if it is on its way. Otherwise it is too late.
 */
void
attest_outbox_cancel (GtkWindow *parent, AttestOutbox *outbox, AttestSubmission *submission)
{
  if (attest_submission_get_service (submission) == NULL)
    return;
  switch (attest_submission_get_outcome (submission))
    {
    case ATTEST_STATE_QUEUED:
      if (attest_submission_get_bulk (submission) != NULL)
        remove_bulk (parent, outbox, submission);
      else
        attest_outbox_remove_one (parent, outbox, submission);
      break;
    case ATTEST_STATE_SENDING:
      attest_outbox_ask_to_stop (parent, outbox, submission);
      break;
    case ATTEST_STATE_NONE:
    case ATTEST_STATE_ACCEPTED:
    case ATTEST_STATE_REFUSED:
    case ATTEST_STATE_NOT_SENT:
    case ATTEST_STATE_UNKNOWN:
    case ATTEST_N_STATES:
    default:
      break; /* too late */
    }
}
