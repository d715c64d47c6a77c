/* A workspace in a folder of its own, and its asynchronous calls as plain ones. Waiting and
 * clearing up are as for a store. */
#pragma once

#include "store-fixture.h"

#include "model/attest-certificate.h"
#include "model/attest-form.h"
#include "workspace/attest-workspace.h"

#include <sqlite3.h>

typedef struct
{
  char *folder;
  gboolean owns_folder;
  AttestWorkspace *workspace;
  AttestRegister *list; /* (nullable): what was looked at last */
  const AttestSchema *schema;
  GPtrArray *held; /* (nullable): of AttestDraft */
} WorkspaceFixture;

G_GNUC_UNUSED static void
workspace_fixture_init_on (WorkspaceFixture *self, const char *folder)
{
  self->folder = g_strdup (folder);
  self->workspace = attest_workspace_new (folder);
}

G_GNUC_UNUSED static gboolean
workspace_fixture_try_open (WorkspaceFixture *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  attest_workspace_open_async (self->workspace, NULL, store_fixture_keep_result, &result);
  return attest_workspace_open_finish (self->workspace, store_fixture_wait (&result), error);
}

G_GNUC_UNUSED static void
workspace_fixture_open (WorkspaceFixture *self)
{
  g_autoptr (GError) error = NULL;

  workspace_fixture_try_open (self, &error);
  g_assert_no_error (error);
}

G_GNUC_UNUSED static void
workspace_fixture_set_up (WorkspaceFixture *self, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("attest-test-XXXXXX", NULL);

  workspace_fixture_init_on (self, folder);
  self->owns_folder = TRUE;
  workspace_fixture_open (self);
}

G_GNUC_UNUSED static void
workspace_fixture_close (WorkspaceFixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->list);
  g_clear_pointer (&self->held, g_ptr_array_unref);
  attest_workspace_close_async (self->workspace, store_fixture_keep_result, &result);
  attest_workspace_close_finish (self->workspace, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
}

G_GNUC_UNUSED static void
workspace_fixture_clear (WorkspaceFixture *self, gconstpointer data)
{
  workspace_fixture_close (self);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->workspace);
  if (self->owns_folder)
    store_fixture_remove_folder (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

/* What another program does to the file. */
G_GNUC_UNUSED static void
workspace_fixture_run_sql (WorkspaceFixture *self, const char *sql)
{
  g_autofree char *path = g_build_filename (self->folder, "attest.db", NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* As if the program were started again. */
G_GNUC_UNUSED static void
workspace_fixture_reopen (WorkspaceFixture *self)
{
  workspace_fixture_close (self);
  g_object_unref (self->workspace);
  self->workspace = attest_workspace_new (self->folder);
  workspace_fixture_open (self);
}

G_GNUC_UNUSED static AttestRecord *
workspace_fixture_make_certificate (const char *number, const char *name)
{
  AttestRecord *record = attest_record_new (&attest_certificate_schema);

  attest_record_set_text (record, ATTEST_CERTIFICATE_NUMBER, number);
  attest_record_set_text (record, ATTEST_CERTIFICATE_ENTITY_NAME, name);
  return record;
}

G_GNUC_UNUSED static AttestDraft *
workspace_fixture_add (WorkspaceFixture *self, AttestRecord *record)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AttestDraft *draft = NULL;

  attest_workspace_add_draft_async (
      self->workspace, record, NULL, store_fixture_keep_result, &result);
  draft = attest_workspace_add_draft_finish (self->workspace, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return draft;
}

G_GNUC_UNUSED static AttestDraft *
workspace_fixture_add_certificate (WorkspaceFixture *self, const char *number, const char *name)
{
  g_autoptr (AttestRecord) record = workspace_fixture_make_certificate (number, name);

  return workspace_fixture_add (self, record);
}

G_GNUC_UNUSED static AttestRecord *
workspace_fixture_load (WorkspaceFixture *self, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  attest_workspace_load_draft_async (self->workspace, id, NULL, store_fixture_keep_result, &result);
  return attest_workspace_load_draft_finish (self->workspace, store_fixture_wait (&result), error);
}

G_GNUC_UNUSED static gboolean
workspace_fixture_save (WorkspaceFixture *self,
                        const char *id,
                        AttestRecord *record,
                        GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AttestDraft) draft = NULL;

  attest_workspace_save_draft_async (
      self->workspace, id, 0, record, store_fixture_keep_result, &result);
  draft = attest_workspace_save_draft_finish (self->workspace, store_fixture_wait (&result), error);
  return draft != NULL;
}

/* Whether another draft or upload than @owner has that number. */
G_GNUC_UNUSED static gboolean
workspace_fixture_is_known (WorkspaceFixture *self,
                            const char *owner,
                            const AttestSchema *schema,
                            const char *number)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  AttestRecord *record = attest_record_new (schema);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestPeers) peers = NULL;

  attest_record_set_text (record, schema->title_field, number);
  g_ptr_array_add (records, record);
  attest_workspace_find_peers_async (
      self->workspace, owner, records, NULL, store_fixture_keep_result, &result);
  peers =
      attest_workspace_find_peers_finish (self->workspace, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return attest_peers_find_same_number (peers, owner, number) != NULL;
}

typedef void (*WorkspaceFixtureChange) (AttestWorkspace *workspace,
                                        const char *const *ids,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);

G_GNUC_UNUSED static void
workspace_fixture_change (WorkspaceFixture *self, WorkspaceFixtureChange change, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  change (self->workspace, (const char *const[]){ id, NULL }, store_fixture_keep_result, &result);
  attest_workspace_change_drafts_finish (self->workspace, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
}

/* Returns: (transfer none): the live list of that kind, the newest first, as it is now */
G_GNUC_UNUSED static GListModel *
workspace_fixture_list (WorkspaceFixture *self, const AttestSchema *schema)
{
  gboolean loading = TRUE;

  if (self->list == NULL || self->schema != schema)
    {
      g_clear_object (&self->list);
      self->list = attest_workspace_new_register (self->workspace, schema);
      self->schema = schema;
    }
  g_list_model_get_n_items (G_LIST_MODEL (self->list));
  while (loading)
    {
      g_object_get (self->list, "loading", &loading, NULL);
      if (loading)
        g_main_context_iteration (NULL, TRUE);
    }
  return G_LIST_MODEL (self->list);
}

G_GNUC_UNUSED static guint
workspace_fixture_count_drafts (WorkspaceFixture *self)
{
  return g_list_model_get_n_items (workspace_fixture_list (self, &attest_certificate_schema));
}

/* Returns: (transfer none): that draft, held until the end */
G_GNUC_UNUSED static AttestDraft *
workspace_fixture_find (WorkspaceFixture *self, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AttestDraft *draft = NULL;

  attest_workspace_read_draft_async (self->workspace, id, NULL, store_fixture_keep_result, &result);
  attest_workspace_read_draft_finish (
      self->workspace, store_fixture_wait (&result), &draft, &error);
  g_assert_no_error (error);
  if (self->held == NULL)
    self->held = g_ptr_array_new_with_free_func (g_object_unref);
  if (draft != NULL)
    g_ptr_array_add (self->held, draft);
  return draft;
}

/* Returns: (transfer full): the draft at that place of the certificates */
G_GNUC_UNUSED static AttestDraft *
workspace_fixture_get (WorkspaceFixture *self, guint position)
{
  AttestDraft *draft =
      g_list_model_get_item (workspace_fixture_list (self, &attest_certificate_schema), position);

  g_assert_nonnull (draft);
  while (!attest_draft_get_loaded (draft))
    g_main_context_iteration (NULL, TRUE);
  return draft;
}

G_GNUC_UNUSED static void
workspace_fixture_add_test (const char *name, void (*test) (WorkspaceFixture *, gconstpointer))
{
  g_test_add (
      name, WorkspaceFixture, NULL, workspace_fixture_set_up, test, workspace_fixture_clear);
}
