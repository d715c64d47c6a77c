/* The words of the question before many records are sent at once: see the header. Main thread. */
#include "attest-config.h"
#include "send/attest-send-many-words.h"

#include "base/attest-listing.h"
#include "check/attest-check.h"
#include "widgets/attest-time-text.h"

#include <glib/gi18n.h>

/* Beyond this many names, a number says how many more there are. */
#define MOST_NAMES 40

/* Returns: the group a plan belongs to */
AttestSendGroup
attest_send_group_of (AttestSendPlan *plan)
{
  if (attest_check_count (attest_send_plan_get_problems (plan), ATTEST_SEVERITY_ERROR) > 0)
    return ATTEST_SEND_PROBLEMS;
  if (attest_send_plan_get_open (plan) != NULL)
    return ATTEST_SEND_OPEN;
  if (attest_send_plan_get_repeats (plan))
    return ATTEST_SEND_REPEATS;
  return attest_send_plan_get_is_twin (plan) ? ATTEST_SEND_TWIN : ATTEST_SEND_READY;
}

/* Returns: (transfer full): why @n of them stay behind */
char *
attest_send_group_describe (AttestSendGroup group, guint n)
{
  switch (group)
    {
    case ATTEST_SEND_REPEATS:
      return g_strdup_printf (ngettext ("%u was already accepted with this exact content",
                                        "%u were already accepted with this exact content",
                                        n),
                              n);
    case ATTEST_SEND_OPEN:
      return g_strdup_printf (
          ngettext ("%u is already in the Outbox", "%u are already in the Outbox", n), n);
    case ATTEST_SEND_TWIN:
      return g_strdup_printf (ngettext ("%u has the name of another one here: there would be two",
                                        "%u have names of others here: there would be two of each",
                                        n),
                              n);
    case ATTEST_SEND_PROBLEMS:
      return g_strdup_printf (
          ngettext ("%u has errors and stays here", "%u have errors and stay here", n), n);
    case ATTEST_SEND_READY:
    case ATTEST_SEND_N_GROUPS:
    default:
      g_assert_not_reached ();
    }
}

/* Returns: (transfer full): their numbers or names, as many as anybody reads */
char *
attest_send_plans_join_names (GPtrArray *plans)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < MIN (plans->len, MOST_NAMES); i++)
    {
      const char *title = attest_send_plan_get_title (g_ptr_array_index (plans, i));

      attest_listing_add (names, title != NULL && *title != '\0' ? title : _ ("Untitled"));
    }
  if (plans->len > MOST_NAMES)
    {
      g_string_append_c (names, ' ');
      g_string_append_printf (names,
                              ngettext ("and %u more", "and %u more", plans->len - MOST_NAMES),
                              plans->len - MOST_NAMES);
    }
  return g_string_free (names, FALSE);
}

static guint
count_queued (AttestOutbox *outbox, AttestSendPlan *plan)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (outbox));
  guint n = 0;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (AttestSubmission) row = g_list_model_get_item (G_LIST_MODEL (outbox), i);

      n += attest_submission_get_state (row) == ATTEST_STATE_QUEUED
           && attest_submission_get_service (row) == attest_send_plan_get_service (plan)
           && attest_submission_get_environment (row) == attest_send_plan_get_environment (plan);
    }
  return n;
}

static char *
format_end (gint64 seconds)
{
  return attest_time_format_clock (g_get_real_time () + seconds * G_USEC_PER_SEC);
}

static gint64
get_seconds (const AttestSendWay *way, guint n_before)
{
  const AttestServiceBulk *bulk = attest_send_plan_get_service (way->plan)->bulk;
  gint64 pause = attest_dispatcher_get_pause (attest_outbox_get_dispatcher (way->outbox),
                                              attest_send_plan_get_service (way->plan),
                                              attest_send_plan_get_environment (way->plan));
  guint n_first = 0;
  guint n_uploads = 1;

  if (!way->in_bulk)
    return (way->n + n_before > 0 ? way->n + n_before - 1 : 0) * pause;
  n_first = attest_outbox_writer_get_bulk_first (attest_outbox_get_writer (way->outbox), way->plan);
  if (way->n > n_first)
    n_uploads += (way->n - n_first + bulk->most - 1) / bulk->most;
  if (n_before == 0)
    return (n_uploads - 1) * bulk->n_pauses * pause;
  return (n_before - 1) * pause + n_uploads * bulk->n_pauses * pause;
}

/**
 * attest_send_way_describe:
 * @way: a way
 *
 * Returns: (transfer full): what it is and about how long it takes, with a mnemonic
 */
char *
attest_send_way_describe (const AttestSendWay *way)
{
  gint64 seconds = get_seconds (way, count_queued (way->outbox, way->plan));
  g_autofree char *span = attest_time_format_span (seconds);
  guint most = way->in_bulk ? attest_send_plan_get_service (way->plan)->bulk->most : 0;

  if (seconds == 0)
    return way->in_bulk ? g_strdup_printf (_ ("In _bulk, up to %u at once"), most)
                        : g_strdup (_ ("_One by one"));
  if (way->in_bulk)
    /* Translators: %s is a span of time such as "30 min" */
    return g_strdup_printf (_ ("In _bulk, up to %u at once: about %s"), most, span);
  /* Translators: %s is a span of time such as "5 h" */
  return g_strdup_printf (_ ("_One by one: about %s"), span);
}

/**
 * attest_send_way_describe_time:
 * @way: a way
 *
 * Returns: (transfer full): about how long it takes, and until when; or that it is not known
 */
char *
attest_send_way_describe_time (const AttestSendWay *way)
{
  guint n_before = count_queued (way->outbox, way->plan);
  gint64 seconds = get_seconds (way, n_before);
  g_autofree char *span = attest_time_format_span (seconds);
  g_autofree char *end = format_end (seconds);

  if (attest_outbox_get_paused (way->outbox))
    return g_strdup (_ ("Sending is paused. What you send next waits in the Outbox."));
  if (seconds == 0)
    return g_strdup (_ ("They are sent immediately."));
  if (n_before > 0)
    /* Translators: %s are a span of time such as "39 min", and a time of day */
    return g_strdup_printf (
        ngettext ("About %s, done %s, after %u that already waits. You can go on working.",
                  "About %s, done %s, after %u that already wait. You can go on working.",
                  n_before),
        span,
        end,
        n_before);
  /* Translators: %s are a span of time such as "39 min", and a time of day */
  return g_strdup_printf (_ ("About %s, done %s. You can go on working."), span, end);
}

/* Returns: (transfer full): what is asked: whether @n like @plan are to be sent where that goes */
char *
attest_send_plans_make_heading (AttestSendPlan *plan, guint n)
{
  const AttestService *service = attest_send_plan_get_service (plan);
  const char *where = attest_environment_get_label (attest_send_plan_get_environment (plan));
  g_autofree char *what = service->nouns.count_in_heading (n);

  if (n == 0)
    return g_strdup (_ ("Nothing Can Be Sent"));
  /* Translators: what, a service and an environment: "Send 3 Forms to kolleges (Practice)?" */
  return g_strdup_printf (_ ("Send %s to %s (%s)?"), what, service->name, where);
}
