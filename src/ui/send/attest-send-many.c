/* Sending several drafts: what is open in an editor is saved, plans are made without holding up the
 * window, the user is asked once, and all rows stand in the outbox by one transaction. One struct
 * goes from step to step and is freed by the last. Main thread. */
#include "attest-config.h"
#include "send/attest-send-many.h"

#include "application/attest-application.h"
#include "send/attest-send-many-dialog.h"
#include "widgets/attest-question.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

/* What is done sooner shows no progress: it would only flicker. */
#define PROGRESS_DELAY_MS 1000

typedef struct
{
  AttestApplication *app;
  GtkWidget *asker; /* weak */
  GPtrArray *ids;   /* zero-terminated */
  AttestSentMany sent;
  GCancellable *cancellable;

  guint timer;
  GtkWidget *progress; /* (nullable): owned by GTK */
  GtkProgressBar *bar;
  guint n_done;
} AttestSendMany;

static void
hide_progress (AttestSendMany *many)
{
  g_clear_handle_id (&many->timer, g_source_remove);
  if (many->progress != NULL)
    gtk_window_destroy (GTK_WINDOW (many->progress));
  many->progress = NULL;
}

static void
attest_send_many_free (AttestSendMany *many)
{
  hide_progress (many);
  g_application_release (G_APPLICATION (many->app));
  g_object_unref (many->app);
  g_object_unref (many->cancellable);
  g_ptr_array_unref (many->ids);
  g_clear_weak_pointer (&many->asker);
  g_free (many);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestSendMany, attest_send_many_free)

/* Returns: (nullable): the window of who asked */
static GtkWindow *
get_parent (AttestSendMany *many)
{
  return many->asker != NULL ? GTK_WINDOW (gtk_widget_get_root (many->asker)) : NULL;
}

static void
tell_failure (AttestSendMany *many, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    attest_tell (get_parent (many), _ ("Nothing Was Sent"), error->message);
}

/* 4. In the outbox */

static void
enqueued_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestSendMany) many = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) submissions = attest_outbox_writer_enqueue_finish (
      attest_outbox_get_writer (ATTEST_OUTBOX (source)), result, &error);

  if (submissions == NULL)
    tell_failure (many, error);
  else if (many->sent != NULL && many->asker != NULL)
    many->sent (many->asker, submissions->len);
}

/* 3. Asking */

static void
confirmed_cb (AttestSendManyDialog *dialog, GPtrArray *plans, AttestSendMany *many)
{
  AttestOutbox *outbox = attest_workspace_get_outbox (attest_application_get_workspace (many->app));

  attest_outbox_writer_enqueue_async (attest_outbox_get_writer (outbox),
                                      plans,
                                      attest_send_many_dialog_get_in_bulk (dialog),
                                      NULL,
                                      enqueued_cb,
                                      many);
}

static void
declined_cb (AttestSendManyDialog *dialog, AttestSendMany *many)
{
  attest_send_many_free (many);
}

static void plan (AttestSendMany *many);

static void
outdated_cb (AttestSendManyDialog *dialog, AttestSendMany *many)
{
  plan (many);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestSendMany) many = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plans =
      attest_workspace_plan_drafts_finish (ATTEST_WORKSPACE (source), result, &error);
  AttestSendManyDialog *dialog;

  hide_progress (many);
  if (plans == NULL)
    tell_failure (many, error);
  if (plans == NULL || plans->len == 0)
    return;
  dialog = attest_send_many_dialog_new (get_parent (many), many->app, plans);
  g_signal_connect (dialog, "confirmed", G_CALLBACK (confirmed_cb), many);
  g_signal_connect (dialog, "declined", G_CALLBACK (declined_cb), many);
  g_signal_connect (dialog, "outdated", G_CALLBACK (outdated_cb), many);
  attest_send_many_dialog_present (dialog);
  g_steal_pointer (&many);
}

/* 2. Planning */

static void
progress_response_cb (AttestSendMany *many)
{
  many->progress = NULL; /* goes by itself */
  g_cancellable_cancel (many->cancellable);
}

static void
show_fraction (AttestSendMany *many)
{
  if (many->progress != NULL)
    gtk_progress_bar_set_fraction (many->bar, (double) many->n_done / (many->ids->len - 1));
}

static void
plan_progress_cb (guint n_done, guint n_all, gpointer user_data)
{
  AttestSendMany *many = user_data;

  many->n_done = n_done;
  show_fraction (many);
}

static gboolean
delay_cb (gpointer user_data)
{
  AttestSendMany *many = user_data;
  g_autofree char *heading =
      g_strdup_printf (ngettext ("Preparing %u Record", "Preparing %u Records", many->ids->len - 1),
                       many->ids->len - 1);

  many->timer = 0;
  many->progress = adw_message_dialog_new (get_parent (many), heading, NULL);
  many->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  attest_readers_name (GTK_ACCESSIBLE (many->bar), heading);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (many->progress), GTK_WIDGET (many->bar));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (many->progress), "cancel", _ ("_Cancel"));
  g_signal_connect_swapped (many->progress, "response", G_CALLBACK (progress_response_cb), many);
  show_fraction (many);
  gtk_window_present (GTK_WINDOW (many->progress));
  return G_SOURCE_REMOVE;
}

static void
plan (AttestSendMany *many)
{
  const AttestPlanMany plans = { (const char *const *) many->ids->pdata,
                                 attest_application_get_environment (many->app),
                                 plan_progress_cb,
                                 many };

  many->timer = g_timeout_add (PROGRESS_DELAY_MS, delay_cb, many);
  attest_workspace_plan_drafts_async (
      attest_application_get_workspace (many->app), &plans, many->cancellable, planned_cb, many);
}

/* 1. Saving */

static void
saved_cb (AttestApplication *app, const GError *error, gpointer user_data)
{
  g_autoptr (AttestSendMany) many = user_data;

  if (error != NULL)
    tell_failure (many, error);
  else
    plan (g_steal_pointer (&many));
}

/**
 * attest_send_many:
 * @asker: in whose window it is asked
 * @application: the application, which is ready
 * @ids: (array zero-terminated=1): drafts that are to be sent, at least one, all of one kind
 * @sent: (nullable): tells how many are in the outbox, unless @asker has gone
 *
 * Asks about all of them at once and puts those the user says yes to into the outbox.
 */
void
attest_send_many (GtkWidget *asker,
                  AttestApplication *application,
                  const char *const *ids,
                  AttestSentMany sent)
{
  AttestSendMany *many = NULL;

  g_return_if_fail (ATTEST_IS_APPLICATION (application));
  g_return_if_fail (ids != NULL && ids[0] != NULL);

  many = g_new0 (AttestSendMany, 1);
  g_application_hold (G_APPLICATION (application));
  many->app = g_object_ref (application);
  many->sent = sent;
  many->cancellable = g_cancellable_new ();
  many->ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; ids[i] != NULL; i++)
    g_ptr_array_add (many->ids, g_strdup (ids[i]));
  g_ptr_array_add (many->ids, NULL);
  g_set_weak_pointer (&many->asker, asker);
  attest_application_save_all (application, saved_cb, many);
}
