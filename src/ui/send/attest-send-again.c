/* Sending again what nobody knows the fate of: details → plan → confirmation → decision → outbox.
 *
 * What is sent is what was frozen then, not what its draft says now. Only when the user said yes is
 * the old submission decided (not sent, with a note), in one with the new one, so that leaving the
 * confirmation leaves everything as it is. Keeps itself alive until then. */
#include "attest-config.h"
#include "send/attest-send-again.h"

#include "codec/attest-codec.h"
#include "send/attest-send-dialog.h"
#include "widgets/attest-question.h"

#include <glib/gi18n.h>

typedef struct
{
  AttestApplication *application;
  AttestSubmission *submission;
  GtkWindow *parent; /* weak */
  char *note;
} Again;

static void
again_free (Again *self)
{
  g_clear_weak_pointer (&self->parent);
  g_object_unref (self->application);
  g_object_unref (self->submission);
  g_free (self->note);
  g_free (self);
}

/* Takes @self. */
static void
fail (Again *self, const char *why)
{
  attest_tell (self->parent, _ ("Not Sent Again"), why);
  again_free (self);
}

static void
enqueued_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Again *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) submissions = attest_outbox_writer_enqueue_finish (
      attest_outbox_get_writer (ATTEST_OUTBOX (source)), result, &error);

  if (submissions == NULL)
    fail (self, error->message);
  else
    again_free (self);
}

static void
confirmed_cb (AttestSendDialog *dialog, AttestSendPlan *plan, Again *self)
{
  AttestOutbox *outbox =
      attest_workspace_get_outbox (attest_application_get_workspace (self->application));
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (plans, g_object_ref (plan));
  attest_outbox_writer_enqueue_async (
      attest_outbox_get_writer (outbox), plans, FALSE, NULL, enqueued_cb, self);
}

static void
declined_cb (AttestSendDialog *dialog, Again *self)
{
  again_free (self);
}

static void plan (Again *self);

/* Unless it was decided meanwhile. */
static void
outdated_cb (AttestSendDialog *dialog, Again *self)
{
  if (attest_submission_get_state (self->submission) == ATTEST_STATE_UNKNOWN)
    plan (self);
  else
    again_free (self);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Again *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestSendPlan) plan =
      attest_workspace_plan_send_finish (ATTEST_WORKSPACE (source), result, &error);
  AttestSendDialog *dialog = NULL;

  if (plan == NULL)
    {
      fail (self, error->message);
      return;
    }
  dialog = attest_send_dialog_new (self->parent, self->application, plan);
  attest_send_dialog_set_replaced (dialog, self->submission);
  g_signal_connect (dialog, "confirmed", G_CALLBACK (confirmed_cb), self);
  g_signal_connect (dialog, "declined", G_CALLBACK (declined_cb), self);
  g_signal_connect (dialog, "outdated", G_CALLBACK (outdated_cb), self);
  attest_send_dialog_present (dialog);
}

static void
details_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Again *self = user_data;
  const AttestService *service = attest_submission_get_service (self->submission);
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestSubmissionDetails) details =
      attest_store_load_details_finish (ATTEST_STORE (source), result, &error);
  g_autoptr (AttestRecord) record = NULL;

  if (details != NULL)
    record = attest_codec_read (service->schema,
                                attest_submission_details_get_request_body (details),
                                -1,
                                ATTEST_CODEC_WIRE,
                                NULL,
                                &error);
  if (record == NULL)
    {
      fail (self, error->message);
      return;
    }
  attest_workspace_plan_send_async (
      attest_application_get_workspace (self->application),
      &(AttestSendWish){ .record = record,
                         .draft_id = attest_submission_get_draft_id (self->submission),
                         .environment = attest_submission_get_environment (self->submission),
                         .replaces = attest_submission_get_id (self->submission),
                         .note = self->note },
      NULL,
      planned_cb,
      self);
}

static void
plan (Again *self)
{
  attest_store_load_details_async (
      attest_workspace_get_store (attest_application_get_workspace (self->application)),
      attest_submission_get_id (self->submission),
      NULL,
      details_cb,
      self);
}

/**
 * attest_send_again:
 * @parent: the window it belongs to
 * @application: the application
 * @submission: an unknown submission
 * @note: why; kept in the history of @submission
 *
 * Asks, then records @submission as not sent and queues the same content once more.
 */
void
attest_send_again (GtkWindow *parent,
                   AttestApplication *application,
                   AttestSubmission *submission,
                   const char *note)
{
  Again *self = g_new0 (Again, 1);

  self->application = g_object_ref (application);
  self->submission = g_object_ref (submission);
  self->note = g_strdup (note);
  g_set_weak_pointer (&self->parent, parent);
  plan (self);
}
