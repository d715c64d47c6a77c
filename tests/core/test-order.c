/* The order of the outbox: what is moved goes where it was put and stays there; whoever follows the
 * list by its signals sees what the list has; and what is next in a lane does not depend on what
 * waits in others. */
#include "attest-config.h"
#include "outbox-fixture.h"

#include "outbox/attest-outbox-list.h"

#define URL "http://127.0.0.1:9"
#define N_ROWS 24
#define N_MOVES 150

/* What a view knows: only what it was told. */

typedef struct
{
  GPtrArray *rows;
  guint n_told;
} Mirror;

static void
mirror_changed_cb (GListModel *model, guint position, guint removed, guint added, Mirror *self)
{
  self->n_told++;
  g_assert_cmpuint (position + removed, <=, self->rows->len);
  if (removed > 0)
    g_ptr_array_remove_range (self->rows, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (
        self->rows, (int) (position + i), g_list_model_get_item (model, position + i));
}

static void
mirror_init (Mirror *self, OutboxFixture *fixture)
{
  *self = (Mirror){ g_ptr_array_new_with_free_func (g_object_unref), 0 };
  g_signal_connect (fixture->outbox, "items-changed", G_CALLBACK (mirror_changed_cb), self);
}

static void
mirror_clear (Mirror *self, OutboxFixture *fixture)
{
  g_signal_handlers_disconnect_by_data (fixture->outbox, self);
  g_ptr_array_unref (self->rows);
}

static void
check_mirror (Mirror *self, OutboxFixture *fixture)
{
  GListModel *model = G_LIST_MODEL (fixture->outbox);

  g_assert_cmpuint (self->rows->len, ==, g_list_model_get_n_items (model));
  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);

      g_assert_true (g_ptr_array_index (self->rows, i) == item);
    }
}

static void
check_order (Mirror *self, GPtrArray *expected)
{
  g_assert_cmpuint (self->rows->len, ==, expected->len);
  for (guint i = 0; i < expected->len; i++)
    g_assert_cmpstr (attest_submission_get_id (g_ptr_array_index (self->rows, i)),
                     ==,
                     g_ptr_array_index (expected, i));
}

/* Moving. */

static void
queue_rows (OutboxFixture *fixture, GPtrArray *order)
{
  attest_outbox_set_paused (fixture->outbox, TRUE);
  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Form %u", i);
      g_autoptr (AttestSubmission) row =
          outbox_fixture_enqueue (fixture, name, ATTEST_ENVIRONMENT_PRACTICE, URL);

      g_ptr_array_add (order, g_strdup (attest_submission_get_id (row)));
    }
}

static void
move (OutboxFixture *fixture, GPtrArray *order, guint from, guint to)
{
  GListModel *model = G_LIST_MODEL (fixture->outbox);
  g_autoptr (AttestSubmission) row = g_list_model_get_item (model, from);
  g_autoptr (AttestSubmission) before = g_list_model_get_item (model, to);
  char *id = g_ptr_array_steal_index (order, from);

  outbox_fixture_move (fixture->outbox, row, before);
  store_fixture_settle (&fixture->store);
  if (to == from)
    g_ptr_array_insert (order, (int) from, id);
  else
    g_ptr_array_insert (order, before == NULL ? -1 : (int) (to - (to > from)), id);
}

static void
test_moves (OutboxFixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (GPtrArray) order = g_ptr_array_new_with_free_func (g_free);
  Mirror mirror = { 0 };

  mirror_init (&mirror, fixture);
  queue_rows (fixture, order);
  check_order (&mirror, order);
  for (guint i = 0; i < N_MOVES; i++)
    {
      move (fixture,
            order,
            (guint) g_rand_int_range (rand, 0, N_ROWS),
            (guint) g_rand_int_range (rand, 0, N_ROWS + 1));
      check_mirror (&mirror, fixture);
      check_order (&mirror, order);
    }
  mirror_clear (&mirror, fixture);
}

/* The last one before the second, again and again: between the first and the second there is room
 * for some, and then room is made. */
static void
test_same_place (OutboxFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new_with_free_func (g_free);
  Mirror mirror = { 0 };

  mirror_init (&mirror, fixture);
  queue_rows (fixture, order);
  for (guint i = 0; i < 3 * N_ROWS; i++)
    {
      move (fixture, order, N_ROWS - 1, 1);
      check_order (&mirror, order);
    }
  mirror_clear (&mirror, fixture);
}

static void
test_one_row_is_written (OutboxFixture *fixture, gconstpointer data)
{
  const char *sql = "SELECT value FROM counters WHERE name = 'revision'";
  g_autoptr (GPtrArray) order = g_ptr_array_new_with_free_func (g_free);
  gint64 revision = 0;

  queue_rows (fixture, order);
  revision = store_fixture_get_int (&fixture->store, sql);
  move (fixture, order, N_ROWS - 1, 0);
  g_assert_cmpint (store_fixture_get_int (&fixture->store, sql), ==, revision + 1);
}

/* The list alone. */

static gint64 revision;

static void
note_changed (guint position, guint removed, guint added, gpointer user_data)
{
  GArray *told = user_data;
  const guint change[] = { position, removed, added };

  g_array_append_vals (told, change, 3);
}

static void
change_row (AttestSubmission *submission, AttestState state, gint64 position)
{
  g_autofree char *id = g_strdup (attest_submission_get_id (submission));
  AttestSubmissionRow row = {
    .id = id,
    .service = attest_submission_get_service (submission),
    .state = state,
    .position = position,
    .revision = ++revision,
    .loaded = TRUE,
  };

  attest_submission_update (submission, &row);
}

static AttestSubmission *
make_row (guint i, const char *service)
{
  g_autofree char *id = g_strdup_printf ("row-%03u", i);
  AttestSubmission *submission = attest_submission_new_placeholder ();
  AttestSubmissionRow row = {
    .id = id,
    .service = attest_service_get (service),
    .state = ATTEST_STATE_QUEUED,
    .position = i,
    .revision = ++revision,
    .loaded = TRUE,
  };

  attest_submission_update (submission, &row);
  return submission;
}

/* Many at once are one change, of no more than what changed; a few are told one by one. */
static void
test_told (void)
{
  g_autoptr (GArray) told = g_array_new (FALSE, FALSE, sizeof (guint));
  AttestOutboxList *list = attest_outbox_list_new (note_changed, told);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  const guint all[] = { 0, 0, 100 };
  const guint middle[] = { 30, 40, 10 };
  const guint one[] = { 5, 1, 0 };

  for (guint i = 0; i < 100; i++)
    g_ptr_array_add (rows, make_row (i, "certsearch"));
  attest_outbox_list_take_over (list, rows);
  g_assert_cmpmem (told->data, told->len * sizeof (guint), all, sizeof all);
  g_array_set_size (told, 0);
  for (guint i = 30; i < 70; i++)
    if (i < 40 || i >= 50)
      change_row (rows->pdata[i], ATTEST_STATE_REFUSED, i);
  attest_outbox_list_take_over (list, rows);
  g_assert_cmpmem (told->data, told->len * sizeof (guint), middle, sizeof middle);
  g_array_set_size (told, 0);
  change_row (rows->pdata[5], ATTEST_STATE_ACCEPTED, 5);
  attest_outbox_list_take_over (list, rows);
  g_assert_cmpmem (told->data, told->len * sizeof (guint), one, sizeof one);
  g_array_set_size (told, 0);
  attest_outbox_list_take_over (list, rows);
  g_assert_cmpuint (told->len, ==, 0);
  attest_outbox_list_free (list);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  outbox_fixture_add ("/order/moves", test_moves);
  outbox_fixture_add ("/order/same-place", test_same_place);
  outbox_fixture_add ("/order/one-row-is-written", test_one_row_is_written);
  g_test_add_func ("/order/told", test_told);
  return g_test_run ();
}
