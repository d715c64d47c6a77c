/* A store in a folder of its own, and its asynchronous calls as plain ones. */
#pragma once

#include "store/attest-store-call.h"
#include "store/sqlite/attest-connection.h"

#include <glib/gstdio.h>
#include <unistd.h>

typedef struct
{
  char *folder;
  char *state_folder; /* (nullable) */
  gboolean owns_folder;
  AttestStore *store;
  GCancellable *cancellable;
} StoreFixture;

/* For tests that start hundreds of times, where the power stays on: on no disk. */
G_GNUC_UNUSED static void
store_fixture_use_memory (void)
{
  if (g_access ("/dev/shm", W_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", TRUE);
}

G_GNUC_UNUSED static void
store_fixture_count (int *n)
{
  (*n)++;
}

G_GNUC_UNUSED static void
store_fixture_keep_result (GObject *source, GAsyncResult *result, gpointer place)
{
  *(GAsyncResult **) place = g_object_ref (result);
}

static GAsyncResult *
store_fixture_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  while (!g_task_get_completed (G_TASK (*result)))
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

G_GNUC_UNUSED static void
store_fixture_init_on (StoreFixture *self, const char *folder)
{
  self->folder = g_strdup (folder);
  self->store = attest_store_new (folder, self->state_folder);
  self->cancellable = g_cancellable_new ();
}

G_GNUC_UNUSED static void
store_fixture_set_up (StoreFixture *self, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("attest-test-XXXXXX", NULL);

  store_fixture_init_on (self, folder);
  self->owns_folder = TRUE;
}

G_GNUC_UNUSED static void
store_fixture_remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
}

G_GNUC_UNUSED static gboolean
store_fixture_try_open (StoreFixture *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  attest_store_open_async (self->store, NULL, store_fixture_keep_result, &result);
  return attest_store_open_finish (self->store, store_fixture_wait (&result), error);
}

G_GNUC_UNUSED static void
store_fixture_open (StoreFixture *self)
{
  g_autoptr (GError) error = NULL;

  store_fixture_try_open (self, &error);
  g_assert_no_error (error);
}

G_GNUC_UNUSED static void
store_fixture_close (StoreFixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  attest_store_close_async (self->store, store_fixture_keep_result, &result);
  g_assert_true (attest_store_close_finish (self->store, store_fixture_wait (&result), NULL));
}

G_GNUC_UNUSED static void
store_fixture_clear (StoreFixture *self, gconstpointer data)
{
  store_fixture_close (self);
  g_assert_finalize_object (self->store);
  if (self->owns_folder)
    store_fixture_remove_folder (self->folder);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->state_folder, g_free);
}

/* Its tag is what it is known by afterwards. */
static gboolean
store_fixture_run (StoreFixture *self,
                   AttestStoreAccess access,
                   AttestStoreJob job,
                   gpointer data,
                   GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  AttestStoreCall call = { .access = access, .job = job, .data = data, .tag = store_fixture_run };

  attest_store_call_async (self->store, &call, NULL, store_fixture_keep_result, &result);
  store_fixture_wait (&result);
  attest_store_call_finish (self->store, result, store_fixture_run, error);
  return error == NULL || *error == NULL;
}

static gboolean
store_fixture_sql_job (AttestDb *db, gpointer sql, GError **error)
{
  return attest_db_run (db, sql, error);
}

G_GNUC_UNUSED static gboolean
store_fixture_try_write (StoreFixture *self, const char *sql, GError **error)
{
  return store_fixture_run (self, ATTEST_STORE_WRITE, store_fixture_sql_job, (gpointer) sql, error);
}

G_GNUC_UNUSED static void
store_fixture_write (StoreFixture *self, const char *sql)
{
  g_autoptr (GError) error = NULL;

  store_fixture_try_write (self, sql, &error);
  g_assert_no_error (error);
}

static gboolean
store_fixture_no_job (AttestDb *db, gpointer data, GError **error)
{
  return TRUE;
}

/* Until every call given so far is done, and its callback was called. */
G_GNUC_UNUSED static void
store_fixture_settle (StoreFixture *self)
{
  store_fixture_run (self, ATTEST_STORE_READ, store_fixture_no_job, NULL, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

typedef struct
{
  const char *sql;
  gint64 number;
} StoreFixtureQuestion;

static gboolean
store_fixture_int_job (AttestDb *db, gpointer data, GError **error)
{
  StoreFixtureQuestion *question = data;

  return attest_db_get_int (db, question->sql, &question->number, error);
}

G_GNUC_UNUSED static gint64
store_fixture_get_int (StoreFixture *self, const char *sql)
{
  StoreFixtureQuestion question = { sql, 0 };
  g_autoptr (GError) error = NULL;

  store_fixture_run (self, ATTEST_STORE_READ, store_fixture_int_job, &question, &error);
  g_assert_no_error (error);
  return question.number;
}

G_GNUC_UNUSED static void
store_fixture_add (const char *name, void (*test) (StoreFixture *, gconstpointer))
{
  g_test_add (name, StoreFixture, NULL, store_fixture_set_up, test, store_fixture_clear);
}
