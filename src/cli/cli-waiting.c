/* CliWait: see the header. On a terminal one line tells how far it is, once a second; and wherever
 * standard error goes, it is said what is waited for that may take long. */
#include "attest-config.h"
#include "cli-waiting.h"

#include "cli-output.h"
#include "cli-workspace.h"
#include "outbox/attest-id-finder.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

/* How long somebody may take to unlock the keyring; nobody may be there. */
#define KEYRING_SECONDS 180

#define N_SIGNALS G_N_ELEMENTS (ending)

/* Ctrl+C, and what ends programs that nobody sits at. */
static const int ending[] = { SIGINT, SIGTERM, SIGHUP };

struct _CliWait
{
  AttestWorkspace *workspace;
  AttestOutbox *outbox;
  GPtrArray *rows;
  GHashTable *unwritten;   /* id → Unwritten: what came back and cannot be written down */
  GCancellable *giving_up; /* what is not needed */
  guint n_interrupts;
  gboolean is_closed;
  gboolean tells_on_its_way; /* still to be told */
  gboolean shows;            /* a line that tells how far it is */
  guint interrupts[N_SIGNALS];
  guint timer;
  guint keyring_timer;
};

typedef struct
{
  AttestState state;
  guint http_status;
  char *remote_id;
  char *message;
} Unwritten;

static void
unwritten_free (gpointer data)
{
  Unwritten *unwritten = data;

  g_free (unwritten->remote_id);
  g_free (unwritten->message);
  g_free (unwritten);
}

static guint
count (CliWait *self, AttestState state)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n += attest_submission_get_state (self->rows->pdata[i]) == state;
  return n;
}

static guint
count_ended (CliWait *self)
{
  return self->rows->len - count (self, ATTEST_STATE_QUEUED) - count (self, ATTEST_STATE_SENDING);
}

static gboolean
interrupt_cb (gpointer data)
{
  CliWait *self = data;

  self->n_interrupts++;
  g_cancellable_cancel (self->giving_up);
  return G_SOURCE_CONTINUE;
}

static void
clear_line (CliWait *self)
{
  if (self->shows)
    fputs ("\r\033[K", stderr);
}

static gboolean
tell_cb (gpointer data)
{
  CliWait *self = data;
  gint64 next = attest_outbox_get_next_send (self->outbox);
  int seconds = next != 0 ? (int) MAX ((next - g_get_real_time ()) / G_USEC_PER_SEC, 0) : 0;

  clear_line (self);
  cli_print (stderr, _ ("%u of %u done"), count_ended (self), self->rows->len);
  if (next != 0)
    cli_print (stderr, _ (" · next in %d:%02d"), seconds / 60, seconds % 60);
  fflush (stderr);
  return G_SOURCE_CONTINUE;
}

/* The service asked for a pause, of up to an hour. */
static void
not_before_cb (AttestSubmission *row, GParamSpec *pspec, CliWait *self)
{
  gint64 not_before = attest_submission_get_not_before (row);
  gint64 seconds = (not_before - g_get_real_time () + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC;
  g_autofree char *time = NULL;

  if (not_before == 0 || seconds < 1)
    return;
  time = cli_format_time (not_before);
  clear_line (self);
  /* Translators: a record; a time; minutes and seconds */
  cli_print (stderr,
             _ ("%s asks to wait. Sending continues at %s (in %d:%02d); press Ctrl+C to stop.\n"),
             attest_submission_get_title (row),
             time,
             (int) (seconds / 60),
             (int) (seconds % 60));
}

static void
network_cb (CliWait *self)
{
  if (!attest_outbox_get_waiting_for_network (self->outbox))
    return;
  clear_line (self);
  cli_print (stderr, "%s\n", _ ("Waiting for the network; press Ctrl+C to stop."));
}

static void
paused_cb (CliWait *self)
{
  if (!attest_outbox_get_paused (self->outbox) || count_ended (self) == self->rows->len)
    return;
  clear_line (self);
  if (attest_outbox_get_lacks_key (self->outbox))
    {
      cli_print (stderr,
                 "%s\n",
                 _ ("There is a problem with the API key, so that the others would fail as well."));
      interrupt_cb (self);
      return;
    }
  cli_print (stderr,
             "%s\n",
             _ ("Sending is paused. It goes on after “attestctl outbox resume”; press Ctrl+C to "
                "stop."));
}

/* It is kept for the report, and told at once. */
static void
unwritten_cb (CliWait *self, const AttestClaimEnd *end, const GError *error)
{
  Unwritten *unwritten = g_new (Unwritten, 1);

  *unwritten =
      (Unwritten){ end->to, end->http_status, g_strdup (end->remote_id), g_strdup (end->message) };
  g_hash_table_replace (self->unwritten, g_strdup (end->id), unwritten);
  clear_line (self);
  cli_print (stderr,
             "%s%s%s. %s %s\n",
             attest_state_get_label (end->to),
             end->remote_id != NULL ? ": " : "",
             end->remote_id != NULL ? end->remote_id : "",
             error->message,
             _ ("The outcome cannot be saved. Trying again every second; press Ctrl+C to stop."));
}

static gboolean
keyring_late_cb (gpointer data)
{
  CliWait *self = data;

  self->keyring_timer = 0;
  clear_line (self);
  cli_print (stderr, "%s\n", _ ("The keyring was not unlocked."));
  interrupt_cb (self);
  return G_SOURCE_REMOVE;
}

static void
keyring_busy_cb (CliWait *self, GParamSpec *pspec, GObject *keyring)
{
  g_clear_handle_id (&self->keyring_timer, g_source_remove);
  if (!cli_keyring_is_idle (keyring))
    self->keyring_timer = g_timeout_add_seconds (KEYRING_SECONDS, keyring_late_cb, self);
}

/* Who started the program may want it to go on (nohup). */
static gboolean
is_ignored (int number)
{
  struct sigaction action = { 0 };

  return sigaction (number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

/**
 * cli_wait_new:
 *
 * To be called before anything is in the outbox, so that no signal comes between that and the
 * waiting for it.
 *
 * Returns: (transfer full): the waiting; Ctrl+C, SIGTERM and SIGHUP do not end the program from now
 *   on
 */
CliWait *
cli_wait_new (void)
{
  CliWait *self = g_new0 (CliWait, 1);

  self->unwritten = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unwritten_free);
  self->giving_up = g_cancellable_new ();
  for (guint i = 0; i < N_SIGNALS; i++)
    if (!is_ignored (ending[i]))
      self->interrupts[i] = g_unix_signal_add (ending[i], interrupt_cb, self);
  return self;
}

/**
 * cli_wait_begin:
 * @self: the waiting
 * @workspace: (transfer full): an open workspace
 * @rows: (element-type AttestSubmission): what is waited for
 *
 * To be ended with cli_wait_close().
 */
void
cli_wait_begin (CliWait *self, AttestWorkspace *workspace, GPtrArray *rows)
{
  AttestKeyring *keyring = attest_workspace_get_keyring (workspace);

  self->workspace = workspace;
  self->outbox = attest_workspace_get_outbox (workspace);
  self->rows = g_ptr_array_ref (rows);
  g_signal_connect_swapped (keyring, "notify::busy", G_CALLBACK (keyring_busy_cb), self);
  keyring_busy_cb (self, NULL, G_OBJECT (keyring));
  g_signal_connect_swapped (self->outbox, "unwritten", G_CALLBACK (unwritten_cb), self);
  g_signal_connect_swapped (
      self->outbox, "notify::waiting-for-network", G_CALLBACK (network_cb), self);
  for (guint i = 0; i < rows->len; i++)
    g_signal_connect (rows->pdata[i], "notify::not-before", G_CALLBACK (not_before_cb), self);
}

static gboolean
is_over (gpointer data)
{
  CliWait *self = data;

  return self->n_interrupts > 0
         || (count_ended (self) == self->rows->len
             && cli_keyring_is_idle (attest_workspace_get_keyring (self->workspace)));
}

/**
 * cli_wait_for_rows:
 * @self: the waiting
 *
 * Waits until all have ended, or the user interrupts.
 */
void
cli_wait_for_rows (CliWait *self)
{
  self->shows = isatty (STDERR_FILENO) && self->rows->len > 1;
  self->timer = self->shows ? g_timeout_add_seconds (1, tell_cb, self) : 0;
  g_signal_connect_swapped (self->outbox, "notify::paused", G_CALLBACK (paused_cb), self);
  paused_cb (self);
  cli_await_until (is_over, self);
  g_clear_handle_id (&self->timer, g_source_remove);
  clear_line (self);
  self->shows = FALSE;
}

/**
 * cli_wait_for_ids:
 * @self: the waiting
 *
 * Waits for the ids that a service does not tell when it accepts; not for long, and not when the
 * user interrupts.
 */
void
cli_wait_for_ids (CliWait *self)
{
  g_auto (CliAwait) await = { NULL };

  attest_id_finder_run_async (attest_outbox_get_reconciler (self->outbox),
                              self->rows,
                              self->giving_up,
                              cli_await_cb,
                              &await);
  attest_id_finder_run_finish (cli_await (&await));
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  attest_workspace_close_finish (ATTEST_WORKSPACE (source), result, NULL);
  ((CliWait *) data)->is_closed = TRUE;
}

/* The row says it a moment later than the record leaves. */
static void
tell_on_its_way (CliWait *self)
{
  if (!self->tells_on_its_way
      || count (self, ATTEST_STATE_SENDING) <= g_hash_table_size (self->unwritten))
    return;
  self->tells_on_its_way = FALSE;
  cli_print (stderr,
             "%s\n",
             _ ("Stopped. Waiting for the answer to the record being sent; press Ctrl+C again to "
                "leave now."));
}

static gboolean
is_closed_or_given_up (gpointer data)
{
  CliWait *self = data;

  tell_on_its_way (self);
  return self->is_closed || self->n_interrupts > 1;
}

static void
tell_interrupted (CliWait *self)
{
  guint n_queued = count (self, ATTEST_STATE_QUEUED);
  guint n_sending = count (self, ATTEST_STATE_SENDING);
  guint n_unwritten = g_hash_table_size (self->unwritten);

  if (n_unwritten > 0)
    cli_print (stderr,
               "%s\n",
               _ ("The outcome could not be saved. Attest will not know it next time; record what "
                  "is printed here with “attestctl outbox resolve”."));
  if (n_sending > n_unwritten)
    cli_print (stderr, "%s\n", _ ("Stopped before the answer arrived. The outcome is unknown."));
  if (n_queued > 0)
    cli_print (stderr,
               ngettext ("Stopped. %u record stays in the outbox.\n",
                         "Stopped. %u records stay in the outbox.\n",
                         n_queued),
               n_queued);
}

/**
 * cli_wait_close:
 * @self: the waiting
 *
 * Sends nothing more, waits for the answer to what is on its way, and closes the workspace. A
 * second Ctrl+C ends that waiting as well: what is being sent then stays *sending*, and is
 * *unknown* to whoever opens the workspace next.
 */
void
cli_wait_close (CliWait *self)
{
  gboolean was_interrupted = self->n_interrupts > 0;

  self->tells_on_its_way = was_interrupted;
  attest_workspace_close_async (self->workspace, closed_cb, self);
  cli_await_until (is_closed_or_given_up, self);
  if (was_interrupted)
    tell_interrupted (self);
}

/**
 * cli_wait_get_end:
 * @self: the waiting, closed
 * @row: one that was waited for
 *
 * Returns: how it ended, as far as is known; its texts belong to @self and @row
 */
CliEnd
cli_wait_get_end (CliWait *self, AttestSubmission *row)
{
  const Unwritten *unwritten =
      g_hash_table_lookup (self->unwritten, attest_submission_get_id (row));
  CliEnd end = { attest_submission_get_state (row),
                 attest_submission_get_http_status (row),
                 attest_submission_get_remote_id (row),
                 attest_submission_get_message (row) };

  if (unwritten != NULL && (end.state == ATTEST_STATE_SENDING || end.state == ATTEST_STATE_QUEUED))
    end = (CliEnd){
      unwritten->state, unwritten->http_status, unwritten->remote_id, unwritten->message
    };
  return end;
}

static void
stop_watching (CliWait *self)
{
  g_clear_handle_id (&self->keyring_timer, g_source_remove);
  for (guint i = 0; i < self->rows->len; i++)
    g_signal_handlers_disconnect_by_data (self->rows->pdata[i], self);
  g_signal_handlers_disconnect_by_data (self->outbox, self);
  g_signal_handlers_disconnect_by_data (attest_workspace_get_keyring (self->workspace), self);
  g_object_unref (self->workspace);
  g_ptr_array_unref (self->rows);
}

/**
 * cli_wait_free:
 * @self: (transfer full): the waiting, closed or never begun
 */
void
cli_wait_free (CliWait *self)
{
  if (self->workspace != NULL && !self->is_closed)
    return; /* its closing goes on; the end of the program is the end of it */
  if (self->workspace != NULL)
    stop_watching (self);
  for (guint i = 0; i < N_SIGNALS; i++)
    g_clear_handle_id (&self->interrupts[i], g_source_remove);
  g_hash_table_unref (self->unwritten);
  g_object_unref (self->giving_up);
  g_free (self);
}
