/* The data file in every condition: older than it was, cut, moved, replaced, full. A real server
 * counts what is sent. Whatever becomes of the file: nothing is sent a second time without a
 * person, what can be read is kept, and somebody is told. */
#include "attest-config.h"
#include "outbox-fixture.h"

#include "store/attest-store-choices.h"

#include <sys/stat.h>
#include <unistd.h>

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

/* Somebody has seen the notice: the next start has none. */
static void
dismiss (Desk *self)
{
  attest_store_dismiss_notice (self->run.store.store);
  desk_stop (self);
  desk_start (self);
  g_assert_null (attest_store_get_notice (self->run.store.store));
  desk_stop (self);
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
  dismiss (self);
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

/* A byte is changed, from which on SQLite takes nothing of the log; but all of it can be read. */
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
  desk_start (self);
  g_assert_nonnull (attest_store_get_notice (self->run.store.store));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->run.outbox)), ==, 0);
  g_assert_cmpint (
      store_fixture_get_int (&self->run.store,
                             "SELECT count (*) FROM submissions WHERE state = 'accepted'"),
      ==,
      1);
  attest_outbox_start (self->run.outbox);
  desk_pause (self, FALSE);
  g_assert_cmpint (self->server->n_requests, ==, 1);
  desk_stop (self);
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
  outbox_fixture_take_out (self->run.outbox, submission);
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

/* A file that is damaged between two runs. */

#define PAGE 4096
#define HEADER 100
#define N_DRAFTS 60
#define N_SENT 40
#define BODY "{\"name\":\"Once\"}"

static gint64
desk_get_int (Desk *self, const char *sql)
{
  return store_fixture_get_int (&self->run.store, sql);
}

/* Drafts of one page each, what was sent, and one that waits. */
static void
fill (Desk *self)
{
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, BODY, -1);
  g_autofree char *sql = g_strdup_printf (
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
      " INSERT INTO drafts (id, kind, title, entity, entity_id, status, search, n_errors,"
      " n_warnings, content_hash, created, changed, record)"
      " SELECT printf ('00000000-0000-0000-0000-%%012d', i), 'certificate',"
      " printf ('KR-%%06d', i), '', '', '', '', 0, 0, '', i, i,"
      " printf ('{\"scope\":\"%%s\"}', hex (randomblob (1500))) FROM n;"
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
      " INSERT INTO submissions (id, draft_id, service, environment, host, title, entity,"
      " entity_id, sha256, state, created, sent, finished, position, search)"
      " SELECT printf ('00000000-0000-0000-0001-%%012d', i), NULL, 'kolleges', 'practice', '%s',"
      " printf ('Form %%d', i), '', '', '%s', CASE i WHEN 1 THEN 'queued' ELSE 'accepted' END,"
      " i, i, i, i, hex (randomblob (300)) FROM n;"
      "INSERT INTO requests SELECT id, host || '/achievements/forms', '', '%s' FROM submissions",
      N_DRAFTS,
      N_SENT,
      self->url,
      sha256,
      BODY);

  desk_start (self);
  desk_pause (self, TRUE);
  store_fixture_write (&self->run.store, sql);
  desk_stop (self);
  copy_files (self->folder, self->copy, NULL);
}

static char *
desk_get_path (Desk *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

static void
desk_read (Desk *self, char **content, gsize *size)
{
  g_autofree char *path = desk_get_path (self, "attest.db");

  g_assert_true (g_file_get_contents (path, content, size, NULL));
}

static void
desk_write (Desk *self, const char *content, gsize size)
{
  g_autofree char *path = desk_get_path (self, "attest.db");

  g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL));
}

static void
desk_overwrite (Desk *self, gsize at, const char *bytes, gsize length)
{
  g_autofree char *content = NULL;
  gsize size = 0;

  desk_read (self, &content, &size);
  g_assert_cmpuint (at + length, <=, size);
  memcpy (content + at, bytes, length);
  desk_write (self, content, size);
}

/* Returns: (transfer full) (nullable): the one file of that name's beginning */
static char *
desk_find (Desk *self, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix))
      return desk_get_path (self, name);
  return NULL;
}

static void
check_kept (Desk *self, const char *content, gsize size)
{
  g_autofree char *path = desk_find (self, "attest-damaged-");
  g_autofree char *kept = NULL;
  gsize n = 0;

  g_assert_nonnull (path);
  g_assert_true (g_file_get_contents (path, &kept, &n, NULL));
  g_assert_cmpmem (kept, n, content, size);
}

/* Starts on a file that is damaged: at least so much is there, told, kept, and not sent. */
static void
check_recovered (Desk *self, guint n_drafts, guint n_sent)
{
  g_autofree char *content = NULL;
  gsize size = 0;
  const char *notice = NULL;

  desk_read (self, &content, &size);
  desk_start (self);
  notice = attest_store_get_notice (self->run.store.store);
  g_test_message ("%s", notice);
  g_assert_nonnull (notice);
  check_kept (self, content, size);
  g_assert_cmpint (desk_get_int (self, "SELECT count (*) FROM drafts"), >=, n_drafts);
  g_assert_cmpint (desk_get_int (self, "SELECT count (*) FROM submissions"), >=, n_sent);
  g_assert_cmpint (
      desk_get_int (self, "SELECT count (*) FROM submissions WHERE state = 'queued'"), ==, 0);
  attest_outbox_start (self->run.outbox);
  desk_pause (self, FALSE);
  g_assert_cmpint (self->server->n_requests, ==, 0);
  desk_stop (self);
}

static void
test_header (Desk *self, gconstpointer data)
{
  static const struct
  {
    gsize at;
    const char *bytes;
    gsize length;
  } cases[] = {
    { 0, "x", 1 },                         /* no database, it says */
    { 16, "\x33", 1 },                     /* pages of a size there is not */
    { 18, "\x09\x09", 2 },                 /* a format of the future */
    { 18, "\x03", 1 },                     /* one to be read alone */
    { 21, "\x01", 1 },                     /* */
    { 47, "\x2f", 1 },                     /* tables of a format of the future */
    { 56, "\x00\x00\x00\x07", 4 },         /* an encoding there is not */
    { 60, "\x00\x00\x00\x00", 4 },         /* tables without a version */
    { 60, "\xff\xff\xff\xff", 4 },         /* */
    { 0, "This is a letter, and no", 24 }, /* */
  };

  fill (self);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("Byte %" G_GSIZE_FORMAT, cases[i].at);
      copy_files (self->copy, self->folder, NULL);
      desk_overwrite (self, cases[i].at, cases[i].bytes, cases[i].length);
      check_recovered (self, N_DRAFTS, N_SENT);
    }
}

static void
test_cut (Desk *self, gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize size = 0;

  fill (self);
  desk_read (self, &content, &size);
  for (guint percent = 95; percent >= 20; percent -= 15)
    {
      g_test_message ("%u %%", percent);
      copy_files (self->copy, self->folder, NULL);
      desk_write (self, content, size * percent / 100);
      /* The drafts were written first, behind the pages every table begins with. */
      check_recovered (self, percent > 50 ? N_DRAFTS * percent / 100 - 30 : 0, 0);
    }
}

/* Less than a page is missing: SQLite would read zeros there. */
static void
test_cut_within_a_page (Desk *self, gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize size = 0;

  fill (self);
  desk_read (self, &content, &size);
  g_assert_cmpuint (size % PAGE, ==, 0);
  for (gsize missing = 1; missing < PAGE; missing *= 16)
    {
      g_test_message ("%" G_GSIZE_FORMAT, missing);
      copy_files (self->copy, self->folder, NULL);
      desk_write (self, content, size - missing);
      check_recovered (self, N_DRAFTS - 1, N_SENT - 1);
      /* A row that was cut is left out. */
      desk_start (self);
      g_assert_cmpint (desk_get_int (self,
                                     "SELECT count (*) FROM submissions"
                                     " WHERE state = 'accepted' AND length (search) <> 600"),
                       ==,
                       0);
      desk_stop (self);
    }
}

/* What somebody has put behind it is nobody's. */
static void
test_longer (Desk *self, gconstpointer data)
{
  g_autofree char *content = NULL;
  g_autofree char *longer = NULL;
  gsize size = 0;

  fill (self);
  desk_read (self, &content, &size);
  longer = g_malloc0 (size + 5);
  memcpy (longer, content, size);
  desk_write (self, longer, size + 5);
  desk_start (self);
  g_assert_null (attest_store_get_notice (self->run.store.store));
  g_assert_cmpint (desk_get_int (self, "SELECT count (*) FROM drafts"), ==, N_DRAFTS);
  desk_stop (self);
}

/* Each page in turn. What is lost is what stood in it. */
static void
test_pages (Desk *self, gconstpointer data)
{
  g_autofree char *content = NULL;
  char zeros[PAGE] = { 0 };
  gsize size = 0;
  guint n_told = 0;

  fill (self);
  desk_read (self, &content, &size);
  for (gsize at = PAGE; at + PAGE <= size; at += PAGE)
    {
      g_autofree char *kept = NULL;

      copy_files (self->copy, self->folder, NULL);
      desk_overwrite (self, at, zeros, PAGE);
      desk_start (self);
      kept = desk_find (self, "attest-damaged-");
      if (kept != NULL)
        {
          n_told++;
          g_assert_nonnull (attest_store_get_notice (self->run.store.store));
          g_assert_cmpint (desk_get_int (self, "SELECT count (*) FROM drafts"), >=, N_DRAFTS - 2);
          g_assert_cmpint (
              desk_get_int (self, "SELECT count (*) FROM submissions"), >=, N_SENT - 9);
        }
      desk_stop (self);
    }
  g_assert_cmpuint (n_told, >, N_DRAFTS);
}

/* One byte that happens to be another one: no end but a good one. */
static void
check_other_byte (Desk *self, gsize at, char byte)
{
  g_autoptr (GError) error = NULL;

  copy_files (self->copy, self->folder, NULL);
  desk_overwrite (self, at, &byte, 1);
  self->run.store = (StoreFixture){ .state_folder = g_strdup (self->state) };
  store_fixture_init_on (&self->run.store, self->folder);
  if (!store_fixture_try_open (&self->run.store, &error))
    {
      g_test_message ("%" G_GSIZE_FORMAT " is %d: %s", at, byte, error->message);
      g_assert_error (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_NEWER);
    }
  else if (at < HEADER)
    {
      g_assert_cmpint (desk_get_int (self, "SELECT count (*) FROM drafts WHERE title LIKE 'KR-0%'"),
                       ==,
                       N_DRAFTS);
      g_assert_cmpint (desk_get_int (self, "SELECT count (*) FROM submissions"), ==, N_SENT);
    }
  store_fixture_clear (&self->run.store, NULL);
}

/* The header says how all the rest is read. */
static void
test_header_bytes (Desk *self, gconstpointer data)
{
  static const char flips[] = { 0x01, 0x02, 0x03, 0x04, 0x41, (char) 0x80, (char) 0xff };
  g_autofree char *content = NULL;
  gsize size = 0;

  fill (self);
  desk_read (self, &content, &size);
  for (gsize at = 0; at < HEADER; at++)
    for (guint i = 0; i < G_N_ELEMENTS (flips); i++)
      check_other_byte (self, at, (char) (content[at] ^ flips[i]));
}

/* Anywhere; the first page is where it hurts. */
static void
test_bytes (Desk *self, gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize size = 0;

  fill (self);
  desk_read (self, &content, &size);
  for (guint i = 0; i < 150; i++)
    {
      gsize at = (gsize) g_test_rand_int_range (0, (gint32) size);

      check_other_byte (self, i % 3 == 0 ? at % PAGE : at, (char) g_test_rand_int ());
    }
}

/* Rows of every length, the long ones over many pages, and numbers of every size. */
static void
test_long_rows (Desk *self, gconstpointer data)
{
  static const char add[] =
      "WITH RECURSIVE n (i) AS (SELECT 3300 UNION ALL SELECT i + 7 FROM n WHERE i < 4600)"
      " INSERT INTO drafts (id, kind, title, entity, entity_id, status, search, n_errors,"
      " n_warnings, content_hash, created, changed, record)"
      " SELECT printf ('00000000-0000-0000-0000-%012d', i), 'certificate', '', '', '', '', '', 0,"
      " 0, '', -i * 4294967296, i * 72057594, '\"' || substr (hex (zeroblob (i)), 1, i) || i || "
      "'\"'"
      " FROM (SELECT i FROM n UNION SELECT 9000 UNION SELECT 70000 UNION SELECT 1500000)";
  static const char count[] =
      "SELECT count (*) FROM drafts, (SELECT id AS name, CAST (substr (id, 25) AS INTEGER) AS i"
      "  FROM drafts) WHERE id = name AND created = -i * 4294967296 AND changed = i * 72057594"
      " AND deleted IS NULL AND record = '\"' || substr (hex (zeroblob (i)), 1, i) || i || '\"'";
  gint64 n = 0;

  desk_start (self);
  store_fixture_write (&self->run.store, add);
  n = desk_get_int (self, count);
  g_assert_cmpint (n, >, 180);
  desk_stop (self);
  desk_overwrite (self, 0, "x", 1);
  desk_start (self);
  g_assert_nonnull (attest_store_get_notice (self->run.store.store));
  g_assert_cmpint (desk_get_int (self, count), ==, n);
  desk_stop (self);
}

/* What turns out while it is open. */

static gboolean
mend_job (AttestDb *db, gpointer data, GError **error)
{
  return attest_db_mend (db, error);
}

/* As another program does. */
static void
run_elsewhere (Desk *self, const char *sql)
{
  g_autofree char *path = desk_get_path (self, "attest.db");
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

#define N_PARTS "SELECT count (*) FROM sqlite_schema WHERE type IN ('index', 'trigger')"
#define N_WRONG "SELECT count (*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"

/* As another program may: all of @type is dropped. */
static void
drop_all (Desk *self, const char *type)
{
  g_autofree char *path = desk_get_path (self, "attest.db");
  g_autofree char *list = g_strdup_printf (
      "SELECT group_concat ('DROP %s ' || name, ';') FROM sqlite_schema WHERE type = '%s'"
      " AND sql IS NOT NULL",
      type,
      type);
  sqlite3_stmt *statement = NULL;
  g_autofree char *drop = NULL;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, list, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  drop = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_exec (db, drop, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

/* Starts on it: it has all its parts, that was told, and what waits waits on. */
static void
start_with_parts (Desk *self, gint64 n_parts)
{
  desk_start (self);
  g_assert_cmpint (desk_get_int (self, N_PARTS), ==, n_parts);
  g_assert_cmpint (desk_get_int (self, N_WRONG), ==, 0);
  g_assert_nonnull (attest_store_get_notice (self->run.store.store));
  g_test_message ("%s", attest_store_get_notice (self->run.store.store));
  g_assert_null (desk_find (self, "attest-damaged-"));
  g_assert_cmpint (
      desk_get_int (self, "SELECT count (*) FROM submissions WHERE state = 'queued'"), ==, 1);
}

/* Without its indexes all stands there, and is found slowly: they are put back. */
static void
test_indexes_dropped (Desk *self, gconstpointer data)
{
  gint64 n_parts = 0;

  fill (self);
  desk_start (self);
  n_parts = desk_get_int (self, N_PARTS);
  desk_stop (self);
  drop_all (self, "index");
  start_with_parts (self, n_parts);
  dismiss (self);
}

/* Without its triggers the file does not follow what is written into it: they are put back, and the
 * lists show what is there. A draft whose kind is not that it is listed as stays in its list. */
static void
test_triggers_dropped (Desk *self, gconstpointer data)
{
  gint64 n_parts = 0;

  fill (self);
  desk_start (self);
  n_parts = desk_get_int (self, N_PARTS);
  desk_stop (self);
  drop_all (self, "trigger");
  run_elsewhere (self,
                 "UPDATE drafts SET title = 'Other' WHERE title = 'KR-000001';"
                 "UPDATE drafts SET deleted = 1 WHERE title = 'KR-000002';"
                 "DELETE FROM drafts WHERE title = 'KR-000003';"
                 "UPDATE drafts SET kind = 'certificatX' WHERE title = 'KR-000004';"
                 "INSERT INTO drafts SELECT 'new', kind, 'New', entity, entity_id, status, search,"
                 " n_errors, n_warnings, content_hash, created, changed, deleted, revision, record"
                 " FROM drafts WHERE title = 'KR-000005';"
                 "UPDATE submissions SET state = 'refused', sent = 7 WHERE title = 'Form 9'");
  start_with_parts (self, n_parts);
  g_assert_cmpint (desk_get_int (self, "SELECT count (*) FROM listed WHERE kind = 'certificate'"),
                   ==,
                   N_DRAFTS - 1);
  g_assert_cmpint (desk_get_int (self,
                                 "SELECT count (*) FROM listed JOIN drafts ON id = draft_id"
                                 " WHERE listed.title = drafts.title AND deleted IS NULL"),
                   ==,
                   N_DRAFTS - 1);
  g_assert_cmpint (
      desk_get_int (self, "SELECT count (*) FROM listed WHERE title IN ('Other', 'New')"), ==, 2);
  g_assert_cmpint (
      desk_get_int (self, "SELECT left_at FROM submissions WHERE title = 'Form 9'"), ==, 7);
  attest_outbox_start (self->run.outbox);
  desk_pause (self, FALSE);
  while (g_atomic_int_get (&self->server->n_requests) == 0)
    g_main_context_iteration (NULL, TRUE);
  desk_stop (self);
}

/* An index that lost what its table has is made again, and that is told; what is whole is not
 * touched. */
static void
test_index (Desk *self, gconstpointer data)
{
  fill (self);
  desk_start (self);
  g_assert_true (store_fixture_run (&self->run.store, ATTEST_STORE_WRITE, mend_job, NULL, NULL));
  g_assert_null (attest_store_get_notice (self->run.store.store));
  desk_stop (self);
  run_elsewhere (
      self,
      "PRAGMA writable_schema = ON;"
      "UPDATE sqlite_schema SET sql = 'CREATE INDEX submissions_by_title ON submissions (id)'"
      " WHERE name = 'submissions_by_title'");
  desk_start (self);
  g_assert_null (attest_store_get_notice (self->run.store.store));
  g_assert_true (store_fixture_run (&self->run.store, ATTEST_STORE_WRITE, mend_job, NULL, NULL));
  desk_stop (self);
  desk_start (self);
  g_assert_nonnull (attest_store_get_notice (self->run.store.store));
  g_assert_null (desk_find (self, "attest-damaged-"));
  g_assert_cmpint (desk_get_int (self, N_WRONG), ==, 0);
  g_assert_cmpint (desk_get_int (self, "SELECT count (*) FROM drafts"), ==, N_DRAFTS);
  desk_stop (self);
}

/* The log alone is left: it has all that was written since the last start. */
static void
test_log_alone (Desk *self, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *path = desk_get_path (self, "attest.db");

      store_fixture_remove_folder (self->folder);
      desk_start (self);
      store_fixture_write (
          &self->run.store,
          "INSERT INTO drafts (id, kind, title, entity, entity_id, status, search, n_errors,"
          " n_warnings, content_hash, created, changed, record)"
          " VALUES ('00000000-0000-0000-0000-000000000001', 'certificate', 'Typed', '', '', '',"
          " '', 0, 0, '', 1, 1, '{}')");
      copy_files (self->folder, self->copy, NULL);
      desk_stop (self);
      copy_files (self->copy, self->folder, NULL);
      if (i < 2)
        g_assert_cmpint (truncate (path, i), ==, 0);
      else
        g_assert_cmpint (g_unlink (path), ==, 0);
      desk_start (self);
      g_test_message ("%s", attest_store_get_notice (self->run.store.store));
      g_assert_nonnull (attest_store_get_notice (self->run.store.store));
      g_assert_cmpint (
          desk_get_int (self, "SELECT count (*) FROM drafts WHERE title = 'Typed'"), ==, 1);
      g_free (path);
      path = desk_find (self, "attest-damaged-");
      g_assert_nonnull (path);
      desk_stop (self);
    }
}

static void
test_gone (Desk *self, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *path = desk_get_path (self, "attest.db");

      desk_start (self);
      g_assert_null (attest_store_get_notice (self->run.store.store));
      desk_stop (self);
      if (i < 2)
        g_assert_cmpint (truncate (path, i), ==, 0); /* SQLite takes a file of one byte for empty */
      else
        g_assert_cmpint (g_unlink (path), ==, 0);
      desk_start (self);
      g_assert_nonnull (attest_store_get_notice (self->run.store.store));
      attest_store_dismiss_notice (self->run.store.store);
      desk_stop (self);
    }
}

/* Whether whoever opens @folder is told that its file is missing. */
static gboolean
is_told_in (Desk *self, const char *folder)
{
  StoreFixture store = { .state_folder = g_strdup (self->state) };
  gboolean is_told = FALSE;

  store_fixture_init_on (&store, folder);
  store_fixture_open (&store);
  is_told = attest_store_get_notice (store.store) != NULL;
  attest_store_dismiss_notice (store.store);
  store_fixture_clear (&store, NULL);
  return is_told;
}

/* As a drive that is not connected leaves it. */
static void
empty_folder (const char *folder)
{
  store_fixture_remove_folder (folder);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
}

/* A folder that never had one is no loss, whatever other folders of the same person have. */
static void
test_another_folder (Desk *self, gconstpointer data)
{
  g_autofree char *other = make_folder ();

  g_assert_false (is_told_in (self, self->folder));
  g_assert_false (is_told_in (self, other));
  g_assert_false (is_told_in (self, self->folder));
  empty_folder (other);
  g_assert_true (is_told_in (self, other));
  g_assert_false (is_told_in (self, other));
  empty_folder (self->folder);
  g_assert_true (is_told_in (self, self->folder));
  store_fixture_remove_folder (other);
}

/* It is one folder by whichever name, and a name that led to one is known itself. */
static void
test_folder_by_links (Desk *self, gconstpointer data)
{
  g_autofree char *names = make_folder ();
  g_autofree char *first = g_build_filename (names, "first", NULL);
  g_autofree char *second = g_build_filename (names, "second", NULL);
  g_autofree char *crooked = g_strconcat (names, "/../", "attest-damage-crooked", NULL);
  g_autofree char *plain = g_canonicalize_filename (crooked, NULL);

  g_assert_cmpint (symlink (self->folder, first), ==, 0);
  g_assert_cmpint (symlink (self->folder, second), ==, 0);
  g_assert_false (is_told_in (self, first));
  empty_folder (self->folder);
  g_assert_true (is_told_in (self, second));
  empty_folder (self->folder);
  g_assert_true (is_told_in (self, self->folder));
  g_assert_cmpint (g_unlink (second) + g_mkdir (second, 0700), ==, 0);
  g_assert_true (is_told_in (self, second));
  store_fixture_remove_folder (second);
  store_fixture_remove_folder (names);

  store_fixture_remove_folder (plain);
  g_assert_cmpint (g_mkdir (names, 0700), ==, 0);
  g_assert_false (is_told_in (self, crooked));
  empty_folder (plain);
  g_assert_true (is_told_in (self, plain));
  store_fixture_remove_folder (plain);
  store_fixture_remove_folder (names);
}

/* Only the file is elsewhere: where it is, and where it is named. */
static void
test_file_by_link (Desk *self, gconstpointer data)
{
  g_autofree char *path = desk_get_path (self, "attest.db");
  g_autofree char *other = make_folder ();
  g_autofree char *link_path = g_build_filename (other, "attest.db", NULL);

  g_assert_false (is_told_in (self, self->folder));
  g_assert_cmpint (symlink (path, link_path), ==, 0);
  g_assert_false (is_told_in (self, other));
  empty_folder (other);
  g_assert_true (is_told_in (self, other));
  store_fixture_remove_folder (other);
}

static guint
get_mode (const char *path)
{
  struct stat status = { 0 };

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  return status.st_mode & 0777;
}

/* A link leads to where others may have their own: that folder stays open to them. */
static void
test_folder_of_others (Desk *self, gconstpointer data)
{
  g_autofree char *shared = make_folder ();
  g_autofree char *path = g_build_filename (shared, "attest.db", NULL);
  g_autofree char *link_path = desk_get_path (self, "attest.db");

  g_assert_cmpint (g_chmod (shared, 0755) + g_chmod (self->folder, 0755), ==, 0);
  g_assert_cmpint (symlink (path, link_path), ==, 0);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  is_told_in (self, self->folder);
  g_assert_cmpint (get_mode (shared), ==, 0755);
  g_assert_cmpint (get_mode (self->folder), ==, 0700);
  g_assert_cmpint (get_mode (path), ==, 0600);
  store_fixture_remove_folder (shared);
}

static void
check_not_kept_in (Desk *self, const char *other)
{
  StoreFixture store = { .state_folder = g_strdup (self->state) };
  g_autofree char *lock = g_build_filename (other, "attest.lock", NULL);
  g_autoptr (GError) error = NULL;

  store_fixture_init_on (&store, other);
  g_assert_false (store_fixture_try_open (&store, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_FAILED);
  g_assert_false (g_file_test (lock, G_FILE_TEST_EXISTS));
  store_fixture_clear (&store, NULL);
}

/* What is no file is nobody's damaged data: it stays where it is, also behind a link. */
static void
test_no_file (Desk *self, gconstpointer data)
{
  g_autofree char *other = make_folder ();
  g_autofree char *elsewhere = make_folder ();
  g_autofree char *path = g_build_filename (other, "attest.db", NULL);
  g_autofree char *pipe_path = g_build_filename (elsewhere, "pipe", NULL);
  struct stat status = { 0 };

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  check_not_kept_in (self, other);
  g_assert_cmpint (g_rmdir (path), ==, 0);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  check_not_kept_in (self, other);
  g_assert_true (g_stat (path, &status) == 0 && S_ISFIFO (status.st_mode));
  g_assert_cmpint (rename (path, pipe_path) + symlink (pipe_path, path), ==, 0);
  check_not_kept_in (self, other);
  g_assert_true (g_stat (pipe_path, &status) == 0 && S_ISFIFO (status.st_mode));
  g_assert_cmpint (g_unlink (pipe_path) + g_unlink (path), ==, 0);
  store_fixture_remove_folder (other);
  store_fixture_remove_folder (elsewhere);
}

/* A file of a newer version, whatever else it is. */

static void
check_left_alone (Desk *self)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *kept = NULL;
  gsize n_before = 0;
  gsize n_after = 0;
  g_autoptr (GError) error = NULL;

  desk_read (self, &before, &n_before);
  self->run.store = (StoreFixture){ .state_folder = g_strdup (self->state) };
  store_fixture_init_on (&self->run.store, self->folder);
  g_assert_false (store_fixture_try_open (&self->run.store, &error));
  g_assert_error (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_NEWER);
  store_fixture_clear (&self->run.store, NULL);
  desk_read (self, &after, &n_after);
  g_assert_cmpmem (before, n_before, after, n_after);
  kept = desk_find (self, "attest-damaged-");
  g_assert_null (kept);
}

static void
test_newer (Desk *self, gconstpointer data)
{
  char garbage[PAGE];

  fill (self);
  desk_overwrite (self, 60, "\x00\x00\x00\x63", 4);
  check_left_alone (self);
  memset (garbage, 0x5a, sizeof garbage);
  desk_overwrite (self, 20 * PAGE, garbage, sizeof garbage); /* damaged as well */
  check_left_alone (self);
  desk_overwrite (self, 100, garbage, PAGE - 100); /* tables that cannot be read */
  check_left_alone (self);
  desk_overwrite (self, 2, "x", 1); /* and one byte of what says that it is a database */
  check_left_alone (self);
}

/* The newer version died, and its newest part is in the log. */
static void
test_newer_log (Desk *self, gconstpointer data)
{
  desk_start (self);
  store_fixture_write (&self->run.store, "PRAGMA user_version = 99");
  copy_files (self->folder, self->copy, NULL);
  desk_stop (self);
  copy_files (self->copy, self->folder, "-shm");
  check_left_alone (self);
  {
    g_autofree char *path = desk_get_path (self, "attest.db");

    g_assert_cmpint (truncate (path, 0), ==, 0);
  }
  check_left_alone (self);
}

/* What becomes of the file while the program has it open. */

static void
type (Desk *self, const char *title)
{
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO drafts (id, kind, title, entity, entity_id, status, search, n_errors,"
      " n_warnings, content_hash, created, changed, record)"
      " VALUES ('%s', 'certificate', '%s', '', '', '', '', 0, 0, '', 1, 1, '{}')",
      title,
      title);

  store_fixture_write (&self->run.store, sql);
}

static void
check_refused (Desk *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (store_fixture_try_write (
      &self->run.store, "INSERT INTO settings VALUES ('lost', '1')", &error));
  g_assert_error (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_GONE);
}

static gint64
count_typed (Desk *self)
{
  return desk_get_int (self, "SELECT count (*) FROM drafts WHERE title LIKE 'Typed%'");
}

/* Deleted, by itself or with its helper files: nothing is written into nowhere, and all is there
 * again afterwards. */
static void
test_deleted (Desk *self, gconstpointer data)
{
  static const struct
  {
    const char *before;
    const char *after;
    gboolean is_log;    /* is deleted as well */
    gboolean is_folder; /* with all that is in it */
  } cases[] = {
    { "Typed 1", "Typed 2" },
    { "Typed 3", "Typed 4", .is_log = TRUE },
    { "Typed 5", "Typed 6", .is_folder = TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = desk_get_path (self, "attest.db");
      g_autofree char *log = desk_get_path (self, "attest.db-wal");
      g_autofree char *index = desk_get_path (self, "attest.db-shm");

      desk_start (self);
      type (self, cases[i].before);
      if (cases[i].is_folder)
        store_fixture_remove_folder (self->folder);
      else
        g_assert_cmpint (g_unlink (path), ==, 0);
      if (cases[i].is_log)
        g_assert_cmpint (g_unlink (log) + g_unlink (index), ==, 0);
      /* The first that is written finds it back in its place, where everything else goes now. */
      type (self, cases[i].after);
      store_fixture_settle (&self->run.store);
      while (attest_store_get_notice (self->run.store.store) == NULL)
        g_main_context_iteration (NULL, TRUE); /* it may be read with the next look */
      g_assert_nonnull (attest_store_get_notice (self->run.store.store));
      desk_stop (self);
      desk_start (self);
      g_test_message ("%s", attest_store_get_notice (self->run.store.store));
      g_assert_nonnull (attest_store_get_notice (self->run.store.store));
      g_assert_cmpint (count_typed (self), ==, 2 * i + 2);
      attest_store_dismiss_notice (self->run.store.store);
      desk_stop (self);
    }
}

/* Quit, without having noticed. */
static void
test_deleted_unseen (Desk *self, gconstpointer data)
{
  g_autofree char *path = desk_get_path (self, "attest.db");

  desk_start (self);
  type (self, "Typed");
  store_fixture_settle (&self->run.store);
  g_assert_cmpint (g_unlink (path), ==, 0);
  desk_stop (self);
  desk_start (self);
  g_assert_nonnull (attest_store_get_notice (self->run.store.store));
  g_assert_cmpint (count_typed (self), ==, 1);
  desk_stop (self);
}

static void
test_moved (Desk *self, gconstpointer data)
{
  g_autofree char *path = desk_get_path (self, "attest.db");
  g_autofree char *away = desk_get_path (self, "somewhere.db");

  desk_start (self);
  type (self, "Typed");
  g_assert_cmpint (g_rename (path, away), ==, 0);
  check_refused (self);
  g_assert_cmpint (g_rename (away, path), ==, 0);
  type (self, "Typed again"); /* and nothing more is to be said */
  desk_stop (self);
  desk_start (self);
  g_assert_null (attest_store_get_notice (self->run.store.store));
  g_assert_cmpint (count_typed (self), ==, 2);
  desk_stop (self);
}

/* Yesterday's file takes its name: what was open is kept beside it, and nothing is sent. */
static void
test_replaced (Desk *self, gconstpointer data)
{
  g_autofree char *path = desk_get_path (self, "attest.db");
  g_autofree char *from = g_build_filename (self->copy, "attest.db", NULL);
  g_autofree char *content = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (AttestSubmission) submission = NULL;
  g_autoptr (GError) error = NULL;
  StoreFixture store = { 0 };
  gsize size = 0;

  queue_and_copy (self);
  desk_start (self);
  type (self, "Typed");
  submission = desk_get_open (self);
  g_assert_true (g_file_get_contents (from, &content, &size, NULL));
  g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL)); /* by renaming */
  check_refused (self);
  attest_outbox_start (self->run.outbox);
  desk_pause (self, FALSE);
  g_assert_cmpint (attest_submission_get_state (submission), ==, ATTEST_STATE_QUEUED);
  g_assert_cmpint (self->server->n_requests, ==, 0);
  store.state_folder = g_strdup (self->state);
  store_fixture_init_on (&store, self->folder);
  g_assert_false (store_fixture_try_open (&store, &error)); /* its log is another one's */
  g_assert_error (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_GONE);
  store_fixture_clear (&store, NULL);
  g_clear_object (&submission);
  desk_stop (self);
  kept = desk_find (self, "attest-replaced-");
  g_assert_nonnull (kept);
  desk_start (self);
  g_assert_cmpint (count_typed (self), ==, 0);
  desk_stop (self);
}

/* And put back in its place by a person, the running program goes on with it. */
static void
test_replaced_and_put_back (Desk *self, gconstpointer data)
{
  g_autofree char *path = desk_get_path (self, "attest.db");
  g_autofree char *from = g_build_filename (self->copy, "attest.db", NULL);
  g_autofree char *content = NULL;
  g_autofree char *kept = NULL;
  gsize size = 0;

  queue_and_copy (self);
  desk_start (self);
  type (self, "Typed");
  g_assert_true (g_file_get_contents (from, &content, &size, NULL));
  g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL));
  check_refused (self);
  kept = desk_find (self, "attest-replaced-");
  g_assert_nonnull (kept);
  g_assert_cmpint (g_rename (kept, path), ==, 0);
  type (self, "Typed again");
  desk_stop (self);
  desk_start (self);
  g_assert_cmpint (count_typed (self), ==, 2);
  desk_stop (self);
}

/* Deleted between the request and its reply: that is written into the one that is put back, for it
 * is still this process that sends it. */
static void
test_deleted_while_sending (Desk *self, gconstpointer data)
{
  g_autofree char *path = desk_get_path (self, "attest.db");
  g_autoptr (AttestSubmission) submission = NULL;

  desk_start (self);
  g_atomic_int_set (&self->server->waits, 1);
  submission = desk_enqueue (self, "Once");
  while (g_atomic_int_get (&self->server->n_requests) == 0)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_atomic_int_set (&self->server->waits, 0);
  g_assert_cmpint (outbox_fixture_wait_end (submission), ==, ATTEST_STATE_ACCEPTED);
  g_clear_object (&submission);
  desk_stop (self);
  desk_start (self);
  g_assert_cmpint (
      desk_get_int (self, "SELECT count (*) FROM submissions WHERE state = 'accepted'"), ==, 1);
  g_assert_cmpint (self->server->n_requests, ==, 1);
  desk_stop (self);
}

/* A request that is gone, or is not the one that was decided: not sent, and the next one goes. */
static void
test_requests (Desk *self, gconstpointer data)
{
  g_autoptr (AttestSubmission) lost = NULL;
  g_autoptr (AttestSubmission) changed = NULL;
  g_autoptr (AttestSubmission) whole = NULL;
  g_autofree char *sql = NULL;

  desk_start (self);
  desk_pause (self, TRUE);
  lost = desk_enqueue (self, "Lost");
  changed = desk_enqueue (self, "Changed");
  whole = desk_enqueue (self, "Whole");
  sql = g_strdup_printf ("DELETE FROM requests WHERE submission_id = '%s';"
                         "UPDATE requests SET body = replace (body, 'Changed', 'Evil')"
                         " WHERE submission_id = '%s'",
                         attest_submission_get_id (lost),
                         attest_submission_get_id (changed));
  store_fixture_write (&self->run.store, sql);
  attest_outbox_start (self->run.outbox);
  desk_pause (self, FALSE);
  g_assert_cmpint (outbox_fixture_wait_end (whole), ==, ATTEST_STATE_ACCEPTED);
  g_assert_cmpint (attest_submission_get_state (lost), ==, ATTEST_STATE_NOT_SENT);
  g_assert_cmpint (attest_submission_get_state (changed), ==, ATTEST_STATE_NOT_SENT);
  g_assert_nonnull (attest_submission_get_message (lost));
  g_assert_nonnull (attest_submission_get_message (changed));
  g_assert_cmpint (self->server->n_requests, ==, 1);
  g_clear_object (&lost);
  g_clear_object (&changed);
  g_clear_object (&whole);
  desk_stop (self);
}

/* One file in two folders: one lock, and what is typed here is there. */
static void
test_two_folders (Desk *self, gconstpointer data)
{
  g_autofree char *path = desk_get_path (self, "attest.db");
  g_autofree char *other = make_folder ();
  g_autofree char *link_path = g_build_filename (other, "attest.db", NULL);
  g_autofree char *lock = g_build_filename (other, "attest.lock", NULL);
  StoreFixture store = { 0 };
  g_autoptr (GError) error = NULL;
  int n_changes = 0;

  desk_start (self);
  type (self, "Typed");
  g_assert_cmpint (symlink (path, link_path), ==, 0);
  store.state_folder = g_strdup (self->state);
  store_fixture_init_on (&store, other);
  store_fixture_open (&store);
  g_assert_null (attest_store_get_notice (store.store));
  g_assert_false (g_file_test (lock, G_FILE_TEST_EXISTS));
  g_assert_cmpint (store_fixture_get_int (&store, "SELECT count (*) FROM drafts"), ==, 1);
  g_signal_connect_swapped (
      store.store, "drafts-changed", G_CALLBACK (store_fixture_count), &n_changes);
  type (self, "Typed again");
  while (n_changes == 0)
    g_main_context_iteration (NULL, TRUE);
  store_fixture_clear (&store, NULL);
  desk_stop (self);

  g_assert_cmpint (g_unlink (link_path), ==, 0);
  g_assert_cmpint (link (path, link_path), ==, 0);
  store = (StoreFixture){ 0 };
  store_fixture_init_on (&store, other);
  g_assert_false (store_fixture_try_open (&store, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_FAILED);
  store_fixture_clear (&store, NULL);
  store_fixture_remove_folder (other);
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
  store_fixture_use_memory ();
  desk_add ("/damage/back-in-time/folder-put-back", test_folder_put_back);
  desk_add ("/damage/back-in-time/file-put-back", test_file_put_back);
  desk_add ("/damage/back-in-time/log-lost", test_log_lost);
  desk_add ("/damage/back-in-time/log-damaged", test_log_damaged);
  desk_add ("/damage/back-in-time/elsewhere", test_elsewhere);
  desk_add ("/damage/back-in-time/removal-lost", test_removal_lost);
  desk_add ("/damage/back-in-time/killed", test_killed);
  desk_add ("/damage/header", test_header);
  desk_add ("/damage/cut", test_cut);
  desk_add ("/damage/cut-within-a-page", test_cut_within_a_page);
  desk_add ("/damage/longer", test_longer);
  desk_add ("/damage/pages", test_pages);
  desk_add ("/damage/header-bytes", test_header_bytes);
  desk_add ("/damage/bytes", test_bytes);
  desk_add ("/damage/long-rows", test_long_rows);
  desk_add ("/damage/open/index", test_index);
  desk_add ("/damage/dropped/indexes", test_indexes_dropped);
  desk_add ("/damage/dropped/triggers", test_triggers_dropped);
  desk_add ("/damage/log-alone", test_log_alone);
  desk_add ("/damage/gone/file", test_gone);
  desk_add ("/damage/gone/another-folder", test_another_folder);
  desk_add ("/damage/gone/folder-by-links", test_folder_by_links);
  desk_add ("/damage/no-file", test_no_file);
  desk_add ("/damage/folder-of-others", test_folder_of_others);
  desk_add ("/damage/gone/file-by-link", test_file_by_link);
  desk_add ("/damage/newer", test_newer);
  desk_add ("/damage/newer-log", test_newer_log);
  desk_add ("/damage/open/deleted", test_deleted);
  desk_add ("/damage/open/deleted-unseen", test_deleted_unseen);
  desk_add ("/damage/open/moved", test_moved);
  desk_add ("/damage/open/replaced", test_replaced);
  desk_add ("/damage/open/replaced-and-put-back", test_replaced_and_put_back);
  desk_add ("/damage/open/deleted-while-sending", test_deleted_while_sending);
  desk_add ("/damage/requests", test_requests);
  desk_add ("/damage/two-folders", test_two_folders);
  return g_test_run ();
}
