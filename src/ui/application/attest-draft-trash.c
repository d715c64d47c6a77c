/* AttestDraftTrash: a deleted draft leaves the list at once, and a toast offers to bring it back.
 * It is gone for good when that toast closes, not before and by no timer of its own. What is
 * deleted while the toast is open joins it: "3 drafts deleted".
 *
 * Owned by the application. Main thread. */
#include "attest-config.h"
#include "application/attest-draft-trash.h"

#include <glib/gi18n.h>

struct _AttestDraftTrash
{
  GObject parent_instance;

  AttestWorkspace *workspace;
  AdwToast *toast; /* (nullable): the one that is open */
  GPtrArray *ids;  /* of the drafts it can bring back */
};

G_DEFINE_FINAL_TYPE (AttestDraftTrash, attest_draft_trash, G_TYPE_OBJECT)

enum
{
  OFFERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Takes what the open toast stood for; it says nothing more from now on. */
static GPtrArray *
take_ids (AttestDraftTrash *self)
{
  GPtrArray *ids = self->ids;

  self->ids = g_ptr_array_new_with_free_func (g_free);
  if (self->toast != NULL)
    g_signal_handlers_disconnect_by_data (self->toast, self);
  g_clear_object (&self->toast);
  g_ptr_array_add (ids, NULL);
  return ids;
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* The workspace says it to the user in its property "error". */
  if (!attest_workspace_change_drafts_finish (ATTEST_WORKSPACE (source), result, &error))
    g_warning ("Drafts were not changed: %s", error->message);
}

static void
dismissed_cb (AdwToast *toast, AttestDraftTrash *self)
{
  g_autoptr (GPtrArray) ids = take_ids (self);

  attest_workspace_purge_drafts_async (
      self->workspace, (const char *const *) ids->pdata, changed_cb, NULL);
}

static void
restore (AttestDraftTrash *self)
{
  g_autoptr (GPtrArray) ids = take_ids (self);

  attest_workspace_restore_drafts_async (
      self->workspace, (const char *const *) ids->pdata, changed_cb, NULL);
}

static void
undo_cb (AdwToast *toast, AttestDraftTrash *self)
{
  restore (self);
}

static void
attest_draft_trash_finalize (GObject *object)
{
  AttestDraftTrash *self = ATTEST_DRAFT_TRASH (object);

  if (self->toast != NULL)
    g_signal_handlers_disconnect_by_data (self->toast, self);
  g_clear_object (&self->toast);
  g_ptr_array_unref (self->ids);
  g_object_unref (self->workspace);

  G_OBJECT_CLASS (attest_draft_trash_parent_class)->finalize (object);
}

static void
attest_draft_trash_class_init (AttestDraftTrashClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_draft_trash_finalize;
  signals[OFFERED] = g_signal_new ("offered",
                                   G_TYPE_FROM_CLASS (klass),
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   1,
                                   ADW_TYPE_TOAST);
}

static void
attest_draft_trash_init (AttestDraftTrash *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
}

/**
 * attest_draft_trash_new:
 * @workspace: whose drafts are deleted
 *
 * Returns: (transfer full): an empty one
 */
AttestDraftTrash *
attest_draft_trash_new (AttestWorkspace *workspace)
{
  AttestDraftTrash *self = g_object_new (ATTEST_TYPE_DRAFT_TRASH, NULL);

  self->workspace = g_object_ref (workspace);
  return self;
}

static guint
count_waiting (AttestDraftTrash *self)
{
  GListModel *rows = G_LIST_MODEL (attest_workspace_get_outbox (self->workspace));
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (AttestSubmission) row = g_list_model_get_item (rows, i);
      const char *id = attest_submission_get_draft_id (row);

      n += attest_submission_get_state (row) == ATTEST_STATE_QUEUED && id != NULL
           && g_ptr_array_find_with_equal_func (self->ids, id, g_str_equal, NULL);
    }
  return n;
}

/* What is in the outbox was decided by itself, and is sent nevertheless. */
static char *
make_title (AttestDraftTrash *self)
{
  const guint n_waiting = count_waiting (self);
  g_autofree char *deleted = g_strdup_printf (
      ngettext ("%u draft deleted", "%u drafts deleted", self->ids->len), self->ids->len);

  if (n_waiting == 0)
    return g_steal_pointer (&deleted);
  return g_strdup_printf (
      /* Translators: %s: how many drafts are deleted */
      ngettext ("%s; %u stays in the Outbox to be sent",
                "%s; %u stay in the Outbox to be sent",
                n_waiting),
      deleted,
      n_waiting);
}

/**
 * attest_draft_trash_add:
 * @self: the trash
 * @ids: (array zero-terminated=1): the drafts to be deleted
 *
 * Deletes drafts and offers to bring them back, together with those a toast still stands for.
 */
void
attest_draft_trash_add (AttestDraftTrash *self, const char *const *ids)
{
  g_autoptr (AdwToast) before = NULL;
  g_autofree char *title = NULL;

  g_return_if_fail (ATTEST_IS_DRAFT_TRASH (self));

  if (ids == NULL || *ids == NULL)
    return;

  attest_workspace_delete_drafts_async (self->workspace, ids, changed_cb, NULL);

  for (guint i = 0; ids[i] != NULL; i++)
    g_ptr_array_add (self->ids, g_strdup (ids[i]));
  before = g_steal_pointer (&self->toast);
  if (before != NULL)
    {
      g_signal_handlers_disconnect_by_data (before, self);
      adw_toast_dismiss (before);
    }

  title = make_title (self);
  self->toast = adw_toast_new (title);
  adw_toast_set_button_label (self->toast, _ ("_Undo"));
  adw_toast_set_priority (self->toast, ADW_TOAST_PRIORITY_HIGH);
  g_signal_connect (self->toast, "button-clicked", G_CALLBACK (undo_cb), self);
  g_signal_connect (self->toast, "dismissed", G_CALLBACK (dismissed_cb), self);
  g_signal_emit (self, signals[OFFERED], 0, self->toast);
}

/**
 * attest_draft_trash_undo:
 * @self: the trash
 *
 * Does what the open toast offers, and closes it.
 */
void
attest_draft_trash_undo (AttestDraftTrash *self)
{
  g_autoptr (AdwToast) toast = NULL;

  g_return_if_fail (ATTEST_IS_DRAFT_TRASH (self));

  if (self->toast == NULL)
    return;
  toast = g_object_ref (self->toast);
  restore (self);
  adw_toast_dismiss (toast);
}
