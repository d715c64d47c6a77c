/* What became of a batch: see the header. */
#include "attest-config.h"
#include "widgets/attest-batch-words.h"

#include "widgets/attest-time-text.h"

#include <glib/gi18n.h>

/* Returns: (transfer full): how many of what were sent to @where, a service or an environment */
char *
attest_batch_describe_sent (const AttestBatch *batch, const char *where)
{
  guint n = attest_batch_get_n_sent (batch);
  g_autofree char *what = batch->service->nouns.count (n);

  if (n == 0)
    /* Translators: %s is the name of a service or an environment */
    return g_strdup_printf (_ ("Nothing could be sent to %s"), where);
  /* Translators: "3 certificates sent to Test" */
  return g_strdup_printf (_ ("%s sent to %s"), what, where);
}

/* Returns: (transfer full) (nullable): how long it took; %NULL: no time to speak of */
static char *
describe_span (const AttestBatch *batch)
{
  gint64 span = batch->began != 0 ? batch->ended - batch->began : 0;

  return span >= G_USEC_PER_SEC ? attest_time_format_span (span / G_USEC_PER_SEC) : NULL;
}

/* Returns: (transfer full): how long it took and when it was through */
char *
attest_batch_describe_time (const AttestBatch *batch)
{
  g_autofree char *span = describe_span (batch);
  g_autofree char *time = attest_time_format_day (batch->ended);

  return span != NULL ? g_strdup_printf ("%s · %s", span, time) : g_steal_pointer (&time);
}

/* Returns: (transfer full): that @n of a batch ended as @state */
char *
attest_batch_describe_count (AttestState state, guint n)
{
  switch (state)
    {
    case ATTEST_STATE_ACCEPTED:
      return g_strdup_printf (ngettext ("%u accepted", "%u accepted", n), n);
    case ATTEST_STATE_REFUSED:
      return g_strdup_printf (ngettext ("%u refused", "%u refused", n), n);
    case ATTEST_STATE_NOT_SENT:
      return g_strdup_printf (ngettext ("%u not sent", "%u not sent", n), n);
    case ATTEST_STATE_UNKNOWN:
      return g_strdup_printf (ngettext ("%u unknown", "%u unknown", n), n);
    case ATTEST_STATE_NONE:
    case ATTEST_STATE_QUEUED:
    case ATTEST_STATE_SENDING:
    case ATTEST_N_STATES:
    default:
      g_assert_not_reached ();
    }
}

/**
 * attest_batch_describe:
 * @batch: a batch that is through
 *
 * Returns: (transfer full): "26 certificates sent to Test · 23 accepted · 2 refused · 12 min"
 */
char *
attest_batch_describe (const AttestBatch *batch)
{
  static const AttestState states[] = {
    ATTEST_STATE_ACCEPTED, ATTEST_STATE_REFUSED, ATTEST_STATE_UNKNOWN, ATTEST_STATE_NOT_SENT
  };
  const char *where = attest_environment_get_label (batch->environment);
  g_autofree char *sent = attest_batch_describe_sent (batch, where);
  g_autofree char *span = describe_span (batch);
  GString *text = g_string_new (sent);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (batch->counts[states[i]] > 0)
      {
        g_autofree char *count = attest_batch_describe_count (states[i], batch->counts[states[i]]);

        g_string_append_printf (text, " · %s", count);
      }
  if (attest_batch_get_n (batch) > 1 && span != NULL)
    g_string_append_printf (text, " · %s", span);
  return g_string_free (text, FALSE);
}
