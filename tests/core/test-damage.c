/* The data file in every condition: older than it was, cut, moved, replaced, full. A real server
 * counts what is sent. Whatever becomes of the file: nothing is sent a second time without a
 * person, what can be read is kept, and somebody is told. */
#include "attest-config.h"
#include "outbox-fixture.h"

#include "store/attest-notice.h"

#define ACCEPTED                                                                                   \
  "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 38\r\n\r\n"           \
  "{\"statusCode\":201,\"message\":\"Created\"}"

/* A computer with a data folder and a state folder, and the server. */

typedef struct
{
  char *folder;
  char *state;
  char *copy; /* of the data folder, from an earlier moment */
  RawServer *server;
  char *url;
  OutboxFixture run; /* the program, while it runs */
} Desk;

static char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("attest-damage-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static void
desk_set_up (Desk *self, gconstpointer data)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/attest", TRUE);
  self->folder = make_folder ();
  self->state = make_folder ();
  self->copy = make_folder ();
  self->server = raw_server_new (ACCEPTED);
  self->url = raw_server_dup_url (self->server);
}

static void
desk_tear_down (Desk *self, gconstpointer data)
{
  raw_server_free (self->server);
  store_fixture_remove_folder (self->folder);
  store_fixture_remove_folder (self->state);
  store_fixture_remove_folder (self->copy);
  g_free (self->folder);
  g_free (self->state);
  g_free (self->copy);
  g_free (self->url);
}

static void
desk_start (Desk *self)
{
  self->run = (OutboxFixture){ 0 };
  self->run.store.state_folder = g_strdup (self->state);
  store_fixture_init_on (&self->run.store, self->folder);
  store_fixture_open (&self->run.store);
  self->run.keyring = attest_keyring_new ();
  self->run.outbox = attest_outbox_new (self->run.store.store, self->run.keyring);
  self->run.monitor = g_object_new (FAKE_TYPE_MONITOR, NULL);
  outbox_fixture_open (&self->run);
}

static void
desk_stop (Desk *self)
{
  outbox_fixture_clear (&self->run, NULL);
}

static AttestSubmission *
desk_enqueue (Desk *self, const char *name)
{
  return outbox_fixture_enqueue (&self->run, name, ATTEST_ENVIRONMENT_PRACTICE, self->url);
}

/* The only one that is open. */
static AttestSubmission *
desk_get_open (Desk *self)
{
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->run.outbox)), ==, 1);
  return g_list_model_get_item (G_LIST_MODEL (self->run.outbox), 0);
}

static void
desk_pause (Desk *self, gboolean paused)
{
  attest_outbox_set_paused (self->run.outbox, paused);
  store_fixture_settle (&self->run.store);
}

/* Each of @folder's files goes to @to, whose own are gone then; but for those that end in @without.
 */
static void
copy_files (const char *from, const char *to, const char *without)
{
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;

  store_fixture_remove_folder (to);
  g_assert_cmpint (g_mkdir (to, 0700), ==, 0);
  dir = g_dir_open (from, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      g_autofree char *content = NULL;
      gsize size = 0;

      if (without != NULL && g_str_has_suffix (name, without))
        continue;
      g_assert_true (g_file_get_contents (source, &content, &size, NULL));
      g_assert_true (g_file_set_contents (target, content, (gssize) size, NULL));
    }
}

/* One is queued and not sent yet; the copy has it so. */
static void
queue_and_copy (Desk *self)
{
  g_autoptr (AttestSubmission) submission = NULL;

  desk_start (self);
  desk_pause (self, TRUE);
  submission = desk_enqueue (self, "Once");
  g_clear_object (&submission);
  desk_stop (self);
  copy_files (self->folder, self->copy, NULL);
}

static void
send_it (Desk *self)
{
  g_autoptr (AttestSubmission) submission = NULL;

  desk_start (self);
  submission = desk_get_open (self);
  attest_outbox_start (self->run.outbox);
  desk_pause (self, FALSE);
  g_assert_cmpint (outbox_fixture_wait_end (submission), ==, ATTEST_STATE_ACCEPTED);
  g_assert_cmpint (self->server->n_requests, ==, 1);
}

/* It is a person's to decide about, and what is decided anew is sent as ever. */
static void
check_held (Desk *self, int n_before)
{
  g_autoptr (AttestSubmission) held = NULL;
  g_autoptr (AttestSubmission) other = NULL;
  g_autofree char *notice = NULL;

  desk_start (self);
  notice = g_strdup (attest_store_get_notice (self->run.store.store));
  g_test_message ("%s", notice);
  g_assert_nonnull (notice);
  held = desk_get_open (self);
  attest_outbox_start (self->run.outbox);
  desk_pause (self, FALSE);
  other = desk_enqueue (self, "Other");
  g_assert_cmpint (outbox_fixture_wait_end (other), ==, ATTEST_STATE_ACCEPTED);
  g_assert_cmpint (attest_submission_get_state (held), ==, ATTEST_STATE_UNKNOWN);
  g_assert_nonnull (attest_submission_get_message (held));
  g_assert_cmpint (self->server->n_requests, ==, n_before + 1);
  g_clear_object (&other);
  g_clear_object (&held);
  desk_stop (self);

  desk_start (self); /* told until somebody has seen it; held once */
  g_assert_cmpstr (attest_store_get_notice (self->run.store.store), ==, notice);
  attest_store_dismiss_notice (self->run.store.store);
  desk_stop (self);
  desk_start (self);
  g_assert_null (attest_store_get_notice (self->run.store.store));
  desk_stop (self);
}

static void
test_folder_put_back (Desk *self, gconstpointer data)
{
  queue_and_copy (self);
  send_it (self);
  desk_stop (self);
  copy_files (self->copy, self->folder, NULL);
  check_held (self, 1);
}

/* Where no state folder can be had, the mark beside the file tells. */
static void
test_file_put_back (Desk *self, gconstpointer data)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *content = NULL;
  gsize size = 0;

  g_clear_pointer (&self->state, g_free);
  self->state = g_strdup ("/dev/null/none");
  queue_and_copy (self);
  send_it (self);
  desk_stop (self);
  from = g_build_filename (self->copy, "attest.db", NULL);
  to = g_build_filename (self->folder, "attest.db", NULL);
  g_assert_true (g_file_get_contents (from, &content, &size, NULL));
  g_assert_true (g_file_set_contents (to, content, (gssize) size, NULL));
  check_held (self, 1);
}

/* What a killed program leaves: the newest part is in the log alone. */
static void
send_and_kill (Desk *self)
{
  queue_and_copy (self);
  send_it (self);
  copy_files (self->folder, self->copy, NULL);
  desk_stop (self);
}

static void
test_log_lost (Desk *self, gconstpointer data)
{
  send_and_kill (self);
  copy_files (self->copy, self->folder, "-wal");
  check_held (self, 1);
}

/* A byte is changed, from which on SQLite takes nothing of the log. */
static void
test_log_damaged (Desk *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "attest.db-wal", NULL);
  g_autofree char *content = NULL;
  gsize size = 0;

  send_and_kill (self);
  copy_files (self->copy, self->folder, "-shm");
  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  content[60] ^= 1;
  g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL));
  check_held (self, 1);
}

/* A copy on another computer, where nobody can say what was sent. */
static void
test_elsewhere (Desk *self, gconstpointer data)
{
  queue_and_copy (self);
  store_fixture_remove_folder (self->state);
  check_held (self, 0);
}

/* What was taken out of the queue by hand does not come back into it either. */
static void
test_removal_lost (Desk *self, gconstpointer data)
{
  g_autoptr (AttestSubmission) submission = NULL;

  queue_and_copy (self);
  desk_start (self);
  submission = desk_get_open (self);
  attest_outbox_cancel (self->run.outbox, submission);
  outbox_fixture_wait (submission, ATTEST_STATE_NOT_SENT);
  g_clear_object (&submission);
  desk_stop (self);
  copy_files (self->copy, self->folder, NULL);
  check_held (self, 0);
}

/* Nothing is held where the program only died. */
static void
test_killed (Desk *self, gconstpointer data)
{
  g_autoptr (AttestSubmission) submission = NULL;

  desk_start (self);
  desk_pause (self, TRUE);
  submission = desk_enqueue (self, "Once");
  copy_files (self->folder, self->copy, NULL);
  g_clear_object (&submission);
  desk_stop (self);
  copy_files (self->copy, self->folder, NULL);
  send_it (self);
  g_assert_null (attest_store_get_notice (self->run.store.store));
  desk_stop (self);
}

static void
desk_add (const char *name, void (*test) (Desk *, gconstpointer))
{
  g_test_add (name, Desk, NULL, desk_set_up, test, desk_tear_down);
}

WITHOUT_LEAK_FINDER

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  desk_add ("/damage/back-in-time/folder-put-back", test_folder_put_back);
  desk_add ("/damage/back-in-time/file-put-back", test_file_put_back);
  desk_add ("/damage/back-in-time/log-lost", test_log_lost);
  desk_add ("/damage/back-in-time/log-damaged", test_log_damaged);
  desk_add ("/damage/back-in-time/elsewhere", test_elsewhere);
  desk_add ("/damage/back-in-time/removal-lost", test_removal_lost);
  desk_add ("/damage/back-in-time/killed", test_killed);
  return g_test_run ();
}
