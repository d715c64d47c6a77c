/* What services list: designs that fields name by their ids, and records. Read when somebody asks,
 * and kept. Main thread. */
#include "attest-config.h"

#include "base/attest-str.h"
#include "http/attest-remote-list.h"
#include "workspace/attest-workspace-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  AttestPlace *place;
  const AttestDesignKind *kind; /* (nullable): records are listed */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  attest_place_free (reading->place);
  g_free (reading);
}

/* What is kept is read by whoever wants it. */
static gboolean
is_kept (const Reading *reading, AttestStore *store, GAsyncResult *result, GError **error)
{
  g_autoptr (AttestDesignList) designs = NULL;
  g_autoptr (AttestStoredList) stored = NULL;

  if (reading->kind != NULL)
    designs = attest_store_designs_finish (store, result, error);
  else
    stored = attest_store_stored_finish (store, result, error);
  return designs != NULL || stored != NULL;
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (is_kept (g_task_get_task_data (task), ATTEST_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Returns: (transfer full) */
static char *
make_key (const AttestPlace *place, const AttestDesignKind *kind)
{
  return g_strjoin ("\n",
                    place->service->id,
                    attest_environment_get_id (place->environment),
                    place->host != NULL ? place->host : "",
                    kind->id,
                    NULL);
}

/**
 * attest_workspace_find_picture:
 * @self: an open workspace
 * @place: a place
 * @kind: one of the kinds of designs of its service
 * @id: of a design
 *
 * Addresses of pictures are not kept: who wants to see one reads the list first.
 *
 * Returns: (transfer none) (nullable): where the list that was read last in this run says a picture
 *   of it is
 */
const char *
attest_workspace_find_picture (AttestWorkspace *self,
                               const AttestPlace *place,
                               const AttestDesignKind *kind,
                               const char *id)
{
  g_autofree char *key = make_key (place, kind);
  GPtrArray *designs = NULL;

  g_return_val_if_fail (ATTEST_IS_WORKSPACE (self), NULL);

  designs = g_hash_table_lookup (self->listed, key);
  for (guint i = 0; designs != NULL && i < designs->len; i++)
    if (g_str_equal (attest_design_get_id (designs->pdata[i]), id))
      return attest_design_get_picture (designs->pdata[i]);
  return NULL;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestWorkspace *self = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) entries = attest_remote_list_read_finish (result, &error);

  if (entries == NULL)
    g_task_return_error (task, error);
  else if (reading->kind != NULL)
    {
      g_hash_table_insert (
          self->listed, make_key (reading->place, reading->kind), g_ptr_array_ref (entries));
      attest_store_keep_designs_async (
          self->store, reading->place, reading->kind, entries, kept_cb, g_steal_pointer (&task));
    }
  else
    attest_store_keep_stored_async (
        self->store, reading->place, entries, kept_cb, g_steal_pointer (&task));
}

/**
 * attest_workspace_read_list_async:
 * @self: an open workspace
 * @place: where it is, with the address of a practice service if that is meant
 * @kind: (nullable): one of the kinds of designs of its service; %NULL: the records it lists
 * @cancellable: (nullable): gives up before anything is written
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Reads the list from the service with the key for @place, and keeps it in place of the one there
 * was. May prompt to unlock the keyring.
 */
void
attest_workspace_read_list_async (AttestWorkspace *self,
                                  const AttestPlace *place,
                                  const AttestDesignKind *kind,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = NULL;
  Reading *reading = NULL;
  AttestRemote remote;

  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (place != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_workspace_read_list_async);
  /* What is kept is told. */
  g_task_set_check_cancellable (task, FALSE);
  reading = g_new (Reading, 1);
  *reading = (Reading){ attest_place_copy (place), kind };
  g_task_set_task_data (task, reading, reading_free);
  remote = attest_outbox_get_remote (self->outbox);
  attest_remote_list_read_async (&remote,
                                 place,
                                 kind != NULL ? &kind->list : &place->service->stored,
                                 cancellable,
                                 listed_cb,
                                 task);
}

/**
 * attest_workspace_read_list_finish:
 * @self: the workspace
 * @result: what the callback was given
 * @error: return location for why it could not be read, in words; a keyring's error; an
 *   %ATTEST_STORE_ERROR; cancelled
 *
 * Returns: whether it is kept now
 */
gboolean
attest_workspace_read_list_finish (AttestWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_workspace_read_list_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* What a record names. */

typedef struct
{
  AttestPlace *place;
  AttestRecord *record;
  const AttestDesignKind *kind; /* the next one */
  GPtrArray *problems;          /* of AttestProblem */
} Check;

static void
check_free (gpointer data)
{
  Check *self = data;

  attest_place_free (self->place);
  g_object_unref (self->record);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

static void check_next (GTask *task);

static void
add_problem (Check *self)
{
  const AttestField *field = &self->place->service->schema->fields[self->kind->field];
  g_autofree char *words = g_strdup_printf (
      _ ("This design is not in today’s list from %s. Check its ID."), self->place->service->name);

  g_ptr_array_add (
      self->problems,
      attest_problem_new (
          ATTEST_SEVERITY_WARNING, field->key, "design-unlisted", ATTEST_SOURCE_SENSE, words));
}

/* Where sending again makes a second one. What was sent from here is told by the plan. */
static void
add_namesakes (Check *self, const AttestStoredList *list)
{
  const AttestSchema *schema = self->place->service->schema;

  for (guint i = 0; i < list->listed->len; i++)
    {
      const AttestListed *listed = list->listed->pdata[i];
      g_autofree char *words = NULL;

      if (listed->known == ATTEST_KNOWN_BY_ID)
        continue;
      /* TRANSLATORS: the name of a service, and the number it gave to a record */
      words = g_strdup_printf (
          _ ("%s already has one with this name: number %s. Sending this creates a second one."),
          self->place->service->name,
          listed->stored->id);
      g_ptr_array_add (self->problems,
                       attest_problem_new (ATTEST_SEVERITY_WARNING,
                                           schema->fields[schema->title_field].key,
                                           "name-listed",
                                           ATTEST_SOURCE_SENSE,
                                           words));
      return;
    }
}

static void
namesakes_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (AttestStoredList) list =
      attest_store_stored_finish (ATTEST_STORE (source), result, &error);

  if (list == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  add_namesakes (g_task_get_task_data (task), list);
  g_task_return_boolean (task, TRUE);
}

/* Takes @task. */
static void
check_name (GTask *task)
{
  Check *self = g_task_get_task_data (task);
  AttestWorkspace *workspace = g_task_get_source_object (task);
  const AttestService *service = self->place->service;
  const char *name = attest_record_get_text (self->record, service->schema->title_field);

  if (service->stored.path == NULL || service->sending_again_updates || attest_str_is_blank (name))
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  attest_store_load_stored_async (workspace->store,
                                  self->place,
                                  name,
                                  g_task_get_cancellable (task),
                                  namesakes_loaded_cb,
                                  task);
}

static void
list_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Check *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (AttestDesignList) list =
      attest_store_designs_finish (ATTEST_STORE (source), result, &error);

  if (list == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  if (attest_design_list_lacks (list, attest_record_get_text (self->record, self->kind->field)))
    add_problem (self);
  self->kind++;
  check_next (task);
}

/* Takes @task. */
static void
check_next (GTask *task)
{
  Check *self = g_task_get_task_data (task);
  AttestWorkspace *workspace = g_task_get_source_object (task);

  if (self->kind == NULL || self->kind->id == NULL)
    {
      check_name (task);
      return;
    }
  attest_store_load_designs_async (workspace->store,
                                   self->place,
                                   self->kind,
                                   g_task_get_cancellable (task),
                                   list_loaded_cb,
                                   task);
}

/**
 * attest_workspace_check_designs_async:
 * @self: an open workspace
 * @what: what is looked at; copied
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Asks no service: what was read today counts.
 */
void
attest_workspace_check_designs_async (AttestWorkspace *self,
                                      const AttestDesignCheck *what,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Check *check = g_new (Check, 1);

  g_task_set_source_tag (task, attest_workspace_check_designs_async);
  *check = (Check){ attest_place_copy (&what->place),
                    g_object_ref (what->record),
                    what->place.service->designs,
                    g_ptr_array_ref (what->problems) };
  g_task_set_task_data (task, check, check_free);
  check_next (task);
}

/**
 * attest_workspace_check_designs_finish:
 * @self: the workspace
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: whether all of them were looked up
 */
gboolean
attest_workspace_check_designs_finish (AttestWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_workspace_check_designs_async),
                        FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
