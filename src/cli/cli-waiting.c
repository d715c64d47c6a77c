/* Waits until every submission has ended, or its id is known, or the user interrupts. On a terminal
 * one line tells how far it is, once a second; elsewhere nothing is written. Main thread. */
#include "attest-config.h"
#include "cli-waiting.h"
#include "cli-await.h"
#include "cli-output.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

typedef struct
{
  AttestOutbox *outbox;
  GPtrArray *rows;
  gboolean interrupted;
} Waiting;

static guint
count_ended (Waiting *waiting)
{
  guint n = 0;

  for (guint i = 0; i < waiting->rows->len; i++)
    {
      AttestState state = attest_submission_get_state (waiting->rows->pdata[i]);

      n += state != ATTEST_STATE_QUEUED && state != ATTEST_STATE_SENDING;
    }
  return n;
}

static gboolean
is_over (gpointer data)
{
  Waiting *waiting = data;

  return waiting->interrupted || count_ended (waiting) == waiting->rows->len;
}

static gboolean
interrupt_cb (gpointer data)
{
  ((Waiting *) data)->interrupted = TRUE;
  return G_SOURCE_CONTINUE;
}

static gboolean
tell_cb (gpointer data)
{
  Waiting *waiting = data;
  gint64 next = attest_outbox_get_next_send (waiting->outbox);
  int seconds = next != 0 ? (int) MAX ((next - g_get_real_time ()) / G_USEC_PER_SEC, 0) : 0;

  fputs ("\r\033[K", stderr);
  cli_print (stderr, _ ("%u of %u done"), count_ended (waiting), waiting->rows->len);
  if (next != 0)
    cli_print (stderr, _ (" · next in %d:%02d"), seconds / 60, seconds % 60);
  fflush (stderr);
  return G_SOURCE_CONTINUE;
}

/**
 * cli_wait_for_rows:
 * @outbox: where they are
 * @rows: (element-type AttestSubmission): what is waited for
 *
 * Returns: whether all ended; %FALSE if the user interrupted: what waits stays queued then
 */
gboolean
cli_wait_for_rows (AttestOutbox *outbox, GPtrArray *rows)
{
  Waiting waiting = { outbox, rows, FALSE };
  gboolean shows = isatty (STDERR_FILENO) && rows->len > 1;
  guint interrupt = g_unix_signal_add (SIGINT, interrupt_cb, &waiting);
  guint timer = shows ? g_timeout_add_seconds (1, tell_cb, &waiting) : 0;

  cli_await_until (is_over, &waiting);
  g_source_remove (interrupt);
  if (timer != 0)
    g_source_remove (timer);
  if (shows)
    fputs ("\r\033[K", stderr);
  if (waiting.interrupted && count_ended (&waiting) < rows->len)
    cli_print (stderr,
               ngettext ("Interrupted. %u record stays in the outbox.\n",
                         "Interrupted. %u records stay in the outbox.\n",
                         rows->len - count_ended (&waiting)),
               rows->len - count_ended (&waiting));
  return !waiting.interrupted || count_ended (&waiting) == rows->len;
}

static gboolean
give_up_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_CONTINUE;
}

/**
 * cli_wait_for_ids:
 * @outbox: where they are
 * @rows: (element-type AttestSubmission): what has ended
 *
 * Waits for the ids that a service does not tell when it accepts; not for long, and not when the
 * user interrupts.
 */
void
cli_wait_for_ids (AttestOutbox *outbox, GPtrArray *rows)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint interrupt = g_unix_signal_add (SIGINT, give_up_cb, cancellable);
  g_auto (CliAwait) await = { NULL };

  attest_outbox_find_ids_async (outbox, rows, cancellable, cli_await_done, &await);
  attest_outbox_find_ids_finish (outbox, cli_await (&await));
  g_source_remove (interrupt);
}
