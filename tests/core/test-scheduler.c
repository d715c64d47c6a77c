/* The scheduler alone: no database, no network, and what time it is we say. */
#include "attest-config.h"

#include "outbox/attest-scheduler.h"
#include "service/attest-service.h"

#define SECOND G_USEC_PER_SEC

typedef struct
{
  AttestScheduler *scheduler;
  AttestPlace here;  /* on this computer */
  AttestPlace there; /* behind a network */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->scheduler = attest_scheduler_new ();
  fixture->here = (AttestPlace){ attest_service_get ("kolleges"),
                                 ATTEST_ENVIRONMENT_PRACTICE,
                                 "http://127.0.0.1:8080" };
  fixture->there = (AttestPlace){ attest_service_get ("certsearch"),
                                  ATTEST_ENVIRONMENT_TEST,
                                  "https://api.example.org" };
}

static void
clear (Fixture *fixture, gconstpointer data)
{
  attest_scheduler_free (fixture->scheduler);
}

static void
put (Fixture *fixture, const AttestPlace *place, const char *ids)
{
  for (guint i = 0; ids[i] != '\0'; i++)
    {
      const char id[] = { ids[i], '\0' };

      attest_scheduler_put (fixture->scheduler, id, place, (i + 1) * 10);
    }
}

/* What comes next at @now, and what becomes of it; "": nothing is sent. */
static void
check (Fixture *fixture, gint64 now, const char *id, AttestSent sent, gint64 wait)
{
  g_autoptr (AttestTurn) turn = attest_scheduler_take (fixture->scheduler, now);

  g_assert_cmpstr (turn != NULL ? turn->id : "", ==, id);
  if (turn == NULL)
    return;
  if (sent == ATTEST_SENT_DONE)
    attest_scheduler_remove (fixture->scheduler, turn->id);
  attest_scheduler_give_back (fixture->scheduler, turn, sent, wait, now);
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  put (fixture, &fixture->here, "abc");
  check (fixture, 0, "a", ATTEST_SENT_DONE, 60 * SECOND);
  check (fixture, 59 * SECOND, "", ATTEST_SENT_DONE, 0);
  g_assert_cmpint (attest_scheduler_get_due (fixture->scheduler), ==, 60 * SECOND);
  attest_scheduler_put (fixture->scheduler, "d", &fixture->here, 15);
  attest_scheduler_put (fixture->scheduler, "b", &fixture->here, 99);
  check (fixture, 60 * SECOND, "d", ATTEST_SENT_DONE, 0);
  check (fixture, 60 * SECOND, "c", ATTEST_SENT_DONE, 0);
  check (fixture, 60 * SECOND, "b", ATTEST_SENT_DONE, 60 * SECOND);
  check (fixture, 60 * SECOND, "", ATTEST_SENT_DONE, 0);
  g_assert_cmpint (attest_scheduler_get_due (fixture->scheduler), ==, 0);
}

/* One at a time at a place; places do not wait for each other. */
static void
test_places (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AttestTurn) first = NULL;
  g_autoptr (AttestTurn) second = NULL;

  put (fixture, &fixture->here, "ab");
  put (fixture, &fixture->there, "yz");
  first = attest_scheduler_take (fixture->scheduler, 0);
  second = attest_scheduler_take (fixture->scheduler, 0);
  g_assert_false (attest_place_equal (first->place, second->place));
  g_assert_null (attest_scheduler_take (fixture->scheduler, 0));
  g_assert_true (attest_scheduler_is_busy (fixture->scheduler));
  attest_scheduler_give_back (fixture->scheduler, first, ATTEST_SENT_WAIT, SECOND, 0);
  attest_scheduler_give_back (fixture->scheduler, second, ATTEST_SENT_WAIT, SECOND, SECOND);
  g_assert_false (attest_scheduler_is_busy (fixture->scheduler));
  g_assert_cmpint (attest_scheduler_get_due (fixture->scheduler), ==, SECOND);
  /* Its place changes, and with it its queue. */
  attest_scheduler_put (fixture->scheduler, "a", &fixture->there, 5);
  attest_scheduler_remove (fixture->scheduler, "b");
  g_assert_cmpint (attest_scheduler_get_due (fixture->scheduler), >, 0);
  attest_scheduler_forget_times (fixture->scheduler);
  check (fixture, 0, "a", ATTEST_SENT_DONE, 0);
  check (fixture, 0, "y", ATTEST_SENT_DONE, 0);
}

/* "Send Now" holds until it is sent, also over a time the server asked for and over failures. */
static void
test_hurried (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AttestTurn) turn = NULL;

  put (fixture, &fixture->here, "abc");
  check (fixture, 0, "a", ATTEST_SENT_DONE, 60 * SECOND);
  attest_scheduler_hurry (fixture->scheduler, "c");
  check (fixture, SECOND, "c", ATTEST_SENT_WAIT, 3 * SECOND);
  check (fixture, 2 * SECOND, "", ATTEST_SENT_DONE, 0);
  check (fixture, 4 * SECOND, "c", ATTEST_SENT_FAILED, 0);
  attest_scheduler_put (fixture->scheduler, "c", &fixture->here, 1000);
  turn = attest_scheduler_take (fixture->scheduler, 6 * SECOND);
  g_assert_cmpstr (turn->id, ==, "c");
  g_assert_true (turn->is_hurried);
  attest_scheduler_remove (fixture->scheduler, "c");
  attest_scheduler_give_back (fixture->scheduler, turn, ATTEST_SENT_DONE, 60 * SECOND, 6 * SECOND);
  check (fixture, 7 * SECOND, "", ATTEST_SENT_DONE, 0);
  check (fixture, 66 * SECOND, "b", ATTEST_SENT_DONE, 0);
  attest_scheduler_hurry (fixture->scheduler, "not there");
}

/* What is asked for while something is on its way holds when that is back: it does not wait for the
 * pause after it. The time a server asked for is found by the next claim, and is kept to. */
static void
test_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AttestTurn) turn = NULL;
  g_autoptr (AttestTurn) other = NULL;

  put (fixture, &fixture->here, "abcdef");
  turn = attest_scheduler_take (fixture->scheduler, 0);
  attest_scheduler_hurry (fixture->scheduler, "e");
  attest_scheduler_hurry (fixture->scheduler, "f");
  attest_scheduler_remove (fixture->scheduler, "a");
  attest_scheduler_give_back (fixture->scheduler, turn, ATTEST_SENT_DONE, 60 * SECOND, 0);
  check (fixture, SECOND, "e", ATTEST_SENT_WAIT, 3 * SECOND);
  check (fixture, 2 * SECOND, "", ATTEST_SENT_DONE, 0);
  check (fixture, 4 * SECOND, "e", ATTEST_SENT_DONE, 60 * SECOND);
  check (fixture, 4 * SECOND, "f", ATTEST_SENT_DONE, 60 * SECOND);
  check (fixture, 5 * SECOND, "", ATTEST_SENT_DONE, 0);

  /* The pause is another one now. */
  other = attest_scheduler_take (fixture->scheduler, 64 * SECOND);
  g_assert_cmpstr (other->id, ==, "b");
  attest_scheduler_forget_times (fixture->scheduler);
  attest_scheduler_remove (fixture->scheduler, "b");
  attest_scheduler_give_back (
      fixture->scheduler, other, ATTEST_SENT_DONE, 1000 * SECOND, 64 * SECOND);
  check (fixture, 64 * SECOND, "c", ATTEST_SENT_WAIT, SECOND);
  check (fixture, 64 * SECOND, "", ATTEST_SENT_DONE, 0);
  check (fixture, 65 * SECOND, "c", ATTEST_SENT_DONE, 0);
}

/* What is removed while it is taken does not come again, and the next one goes. */
static void
test_removed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AttestTurn) turn = NULL;

  put (fixture, &fixture->here, "ab");
  turn = attest_scheduler_take (fixture->scheduler, 0);
  attest_scheduler_remove (fixture->scheduler, "a");
  g_assert_null (attest_scheduler_take (fixture->scheduler, 0));
  attest_scheduler_give_back (fixture->scheduler, turn, ATTEST_SENT_DONE, 0, 0);
  attest_scheduler_remove (fixture->scheduler, "a");
  check (fixture, 0, "b", ATTEST_SENT_DONE, 0);
}

/* A failure is tried again and told the second time; one that another process has is left to it. */
static void
test_failures (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    AttestSent sent;
    gboolean is_told;
  } steps[] = {
    { ATTEST_SENT_FAILED, FALSE }, { ATTEST_SENT_FAILED, TRUE },  { ATTEST_SENT_FAILED, TRUE },
    { ATTEST_SENT_LOST, FALSE },   { ATTEST_SENT_FAILED, FALSE },
  };
  gint64 now = 0;

  put (fixture, &fixture->here, "a");
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (AttestTurn) turn = attest_scheduler_take (fixture->scheduler, now);

      g_assert_nonnull (turn);
      g_assert_true (attest_scheduler_give_back (fixture->scheduler, turn, steps[i].sent, 0, now)
                     == steps[i].is_told);
      g_assert_true (attest_scheduler_is_failing (fixture->scheduler) == steps[i].is_told);
      g_assert_null (attest_scheduler_take (fixture->scheduler, now));
      now = attest_scheduler_get_due (fixture->scheduler);
      g_assert_cmpint (now, >, 0);
    }
}

static void
test_paused (Fixture *fixture, gconstpointer data)
{
  put (fixture, &fixture->here, "a");
  attest_scheduler_set_paused (fixture->scheduler, TRUE);
  check (fixture, 0, "", ATTEST_SENT_DONE, 0);
  attest_scheduler_hurry (fixture->scheduler, "a");
  check (fixture, 0, "", ATTEST_SENT_DONE, 0);
  attest_scheduler_set_paused (fixture->scheduler, FALSE);
  check (fixture, 0, "a", ATTEST_SENT_DONE, 0);
}

static void
test_offline (Fixture *fixture, gconstpointer data)
{
  put (fixture, &fixture->here, "a");
  put (fixture, &fixture->there, "z");
  attest_scheduler_set_offline (fixture->scheduler, TRUE);
  g_assert_true (attest_scheduler_waits_for_network (fixture->scheduler));
  check (fixture, 0, "a", ATTEST_SENT_DONE, 0);
  check (fixture, 0, "", ATTEST_SENT_DONE, 0);
  attest_scheduler_set_paused (fixture->scheduler, TRUE);
  g_assert_false (attest_scheduler_waits_for_network (fixture->scheduler));
  attest_scheduler_set_paused (fixture->scheduler, FALSE);
  attest_scheduler_set_offline (fixture->scheduler, FALSE);
  g_assert_false (attest_scheduler_waits_for_network (fixture->scheduler));
  check (fixture, 0, "z", ATTEST_SENT_DONE, 0);
}

#define ADD(name, test) g_test_add ("/scheduler/" name, Fixture, NULL, set_up, test, clear)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("order", test_order);
  ADD ("places", test_places);
  ADD ("hurried", test_hurried);
  ADD ("meanwhile", test_meanwhile);
  ADD ("removed", test_removed);
  ADD ("failures", test_failures);
  ADD ("paused", test_paused);
  ADD ("offline", test_offline);
  return g_test_run ();
}
