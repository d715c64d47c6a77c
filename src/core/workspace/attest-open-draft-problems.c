/* A draft being edited: what is wrong with it.
 *
 * Problems are found anew after every edit; most of them were there before. The list keeps those
 * objects, so that rows do not flicker and a screen reader does not begin again. Main thread. */
#include "attest-config.h"

#include "workspace/attest-open-draft-private.h"
#include "workspace/attest-workspace-private.h"

static gboolean
is_same (AttestProblem *a, AttestProblem *b)
{
  return attest_problem_get_severity (a) == attest_problem_get_severity (b)
         && g_strcmp0 (attest_problem_get_rule (a), attest_problem_get_rule (b)) == 0
         && g_strcmp0 (attest_problem_get_path (a), attest_problem_get_path (b)) == 0
         && g_strcmp0 (attest_problem_get_message (a), attest_problem_get_message (b)) == 0
         && g_strcmp0 (attest_problem_get_fix_text (a), attest_problem_get_fix_text (b)) == 0;
}

/* The object in the list that is the same as @problem, or @problem. */
static AttestProblem *
find_kept (GListModel *list, AttestProblem *problem)
{
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (AttestProblem) old = g_list_model_get_item (list, i);

      if (is_same (old, problem))
        return old; /* the list holds it */
    }
  return problem;
}

/* What the service said first, then errors; within each, the order they came in. */
static GPtrArray *
make_wanted (GListModel *list, GPtrArray *problems)
{
  static const AttestSeverity order[] = { ATTEST_SEVERITY_ERROR, ATTEST_SEVERITY_WARNING };
  GPtrArray *wanted = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    for (guint j = 0; j < problems->len; j++)
      {
        AttestProblem *problem = g_ptr_array_index (problems, j);

        if (attest_problem_get_severity (problem) == order[i])
          g_ptr_array_add (wanted, g_object_ref (find_kept (list, problem)));
      }
  return wanted;
}

static gboolean
is_at (GListModel *list, guint position, gpointer item)
{
  g_autoptr (GObject) there = g_list_model_get_item (list, position);

  return there == item;
}

/* Makes @list hold @problems, errors first. Only what differs is exchanged, with one signal.
 * Returns: whether something did. */
static gboolean
update_list (GListStore *list, GPtrArray *problems)
{
  GListModel *model = G_LIST_MODEL (list);
  g_autoptr (GPtrArray) wanted = make_wanted (model, problems);
  guint n_old = g_list_model_get_n_items (model);
  guint n_new = wanted->len;
  guint start = 0;

  while (start < n_old && start < n_new && is_at (model, start, g_ptr_array_index (wanted, start)))
    start++;
  while (n_old > start && n_new > start
         && is_at (model, n_old - 1, g_ptr_array_index (wanted, n_new - 1)))
    {
      n_old--;
      n_new--;
    }
  if (n_old <= start && n_new <= start)
    return FALSE;
  g_list_store_splice (list, start, n_old - start, wanted->pdata + start, n_new - start);
  return TRUE;
}

/* The texts by which it is compared with others. */
static char *
make_compared (AttestRecord *record)
{
  const AttestSchema *schema = attest_record_get_schema (record);

  return schema->entity_id == NULL ? NULL
                                   : g_strjoin ("\n",
                                                attest_record_get_title (record),
                                                attest_record_get_role (record, schema->entity),
                                                attest_record_get_role (record, schema->entity_id),
                                                NULL);
}

static void
peers_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestOpenDraft) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestPeers) peers =
      attest_workspace_find_peers_finish (ATTEST_WORKSPACE (source), result, &error);

  self->asking_peers = FALSE;
  if (peers == NULL)
    g_debug ("What a draft is compared with cannot be read: %s", error->message);
  if (peers == NULL || self->workspace == NULL)
    return;
  g_set_object (&self->peers, peers);
  if (self->peers_stale)
    attest_open_draft_load_peers (self);
  if (attest_open_draft_check (self))
    g_signal_emit_by_name (self, "problems-changed");
}

/* Finds anew what it is compared with. */
void
attest_open_draft_load_peers (AttestOpenDraft *self)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  self->peers_stale = self->asking_peers;
  if (self->asking_peers || attest_record_get_schema (self->record)->entity_id == NULL)
    return;
  self->asking_peers = TRUE;
  g_ptr_array_add (records, self->record);
  attest_workspace_find_peers_async (
      self->workspace, self->id, records, NULL, peers_found_cb, g_object_ref (self));
}

/* Something else than the draft @id was changed (%NULL: perhaps each): what is open is compared
 * anew. */
void
attest_open_drafts_compare_anew (GPtrArray *open_drafts, const char *id)
{
  for (guint i = 0; i < open_drafts->len; i++)
    {
      AttestOpenDraft *open = g_ptr_array_index (open_drafts, i);

      if (g_strcmp0 (open->id, id) != 0)
        attest_open_draft_load_peers (open);
    }
}

/* Returns: (transfer none) (nullable): what an open draft is compared with, as far as it is known
 */
AttestPeers *
attest_open_drafts_peek_peers (GPtrArray *open_drafts, const char *id)
{
  for (guint i = 0; i < open_drafts->len; i++)
    {
      AttestOpenDraft *open = g_ptr_array_index (open_drafts, i);

      if (g_strcmp0 (open->id, id) == 0)
        return open->peers;
    }
  return NULL;
}

/* What others say of other texts does not count. */
static void
follow_compared (AttestOpenDraft *self)
{
  g_autofree char *compared = make_compared (self->record);

  if (g_strcmp0 (compared, self->compared) == 0)
    return;
  g_free (self->compared);
  self->compared = g_steal_pointer (&compared);
  attest_open_draft_load_peers (self);
}

/* Makes the list say what is wrong now. Returns: whether it said something else before. */
gboolean
attest_open_draft_check (AttestOpenDraft *self)
{
  AttestCheckContext context = { 0 };
  g_autoptr (GPtrArray) problems = NULL;

  self->problems_stale = FALSE;
  follow_compared (self);
  attest_workspace_init_check (self->workspace, &context, self->id, self->peers);
  problems = g_ptr_array_new_with_free_func (g_object_unref);
  self->n_refused =
      self->refusal != NULL ? attest_refusal_add_problems (self->refusal, problems) : 0;
  g_ptr_array_extend_and_steal (problems, attest_check (self->record, &context));
  return update_list (self->problems, problems);
}

static gboolean
check_again_cb (gpointer data)
{
  AttestOpenDraft *self = data;

  self->check_source = 0;
  if (self->problems_stale)
    {
      attest_open_draft_check (self);
      g_signal_emit_by_name (self, "problems-changed");
    }
  return G_SOURCE_REMOVE;
}

/* The first edit is checked at once; more of them before the main loop comes round (an undo, a
 * paste of many rows) are checked together. */
void
attest_open_draft_check_soon (AttestOpenDraft *self)
{
  if (self->check_source != 0)
    {
      self->problems_stale = TRUE;
      return;
    }
  self->check_source = g_idle_add_full (G_PRIORITY_HIGH, check_again_cb, self, NULL);
  attest_open_draft_check (self);
  g_signal_emit_by_name (self, "problems-changed");
}

/* What the service said. */

/* @details: (nullable): of the submission that was refused */
static void
take_refusal (AttestOpenDraft *self, AttestSubmissionDetails *details)
{
  g_autoptr (AttestReply) reply =
      details != NULL ? attest_submission_details_dup_reply (details) : NULL;

  g_clear_pointer (&self->refusal, attest_refusal_free);
  g_clear_object (&self->refused);
  if (details == NULL)
    return;
  self->refused = g_object_ref (attest_submission_details_get_submission (details));
  self->refusal = attest_refusal_new (reply,
                                      attest_submission_get_message (self->refused),
                                      attest_submission_details_get_request_body (details),
                                      self->record);
}

static void
refusal_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestOpenDraft) self = user_data;
  g_autoptr (AttestSubmissionDetails) details = NULL;
  g_autoptr (GError) error = NULL;

  self->asking_refusal = FALSE;
  if (!attest_store_load_refusal_finish (ATTEST_STORE (source), result, &details, &error))
    g_debug ("What a draft was refused with cannot be read: %s", error->message);
  if (error != NULL || self->workspace == NULL)
    return;
  if (self->refusal_stale)
    {
      attest_open_draft_load_refusal (self);
      return;
    }
  if (details == NULL && self->refusal == NULL)
    return;
  take_refusal (self, details);
  attest_open_draft_check (self);
  g_signal_emit_by_name (self, "problems-changed");
}

/* Reads anew what the service said of it last. */
void
attest_open_draft_load_refusal (AttestOpenDraft *self)
{
  self->refusal_stale = self->asking_refusal;
  if (self->asking_refusal)
    return;
  self->asking_refusal = TRUE;
  attest_store_load_refusal_async (
      self->workspace->store, self->id, NULL, refusal_loaded_cb, g_object_ref (self));
}

/**
 * attest_open_draft_get_refused:
 * @self: a draft being edited
 *
 * Returns: (transfer none) (nullable): the submission that was refused, while no other answer came
 *   since and it was not sent again; the problems that are refusals are of it
 */
AttestSubmission *
attest_open_draft_get_refused (AttestOpenDraft *self)
{
  g_return_val_if_fail (ATTEST_IS_OPEN_DRAFT (self), NULL);
  return self->refused;
}

/**
 * attest_open_draft_count_refused:
 * @self: a draft being edited
 *
 * Returns: how many fields still hold what was refused
 */
guint
attest_open_draft_count_refused (AttestOpenDraft *self)
{
  g_return_val_if_fail (ATTEST_IS_OPEN_DRAFT (self), 0);
  return self->n_refused;
}

static gboolean
names_design (const AttestService *service, const char *path)
{
  const AttestSchema *schema = service->schema;

  for (guint i = 0; i < schema->n_fields; i++)
    if (attest_service_get_designs_of (service, &schema->fields[i]) != NULL
        && g_str_equal (attest_field_get_path_name (&schema->fields[i]), path))
      return TRUE;
  return FALSE;
}

/**
 * attest_open_draft_find_refused_design:
 * @self: a draft being edited
 *
 * Returns: (transfer none) (nullable): what the service said of a design, as long as the field
 *   still names that
 */
AttestProblem *
attest_open_draft_find_refused_design (AttestOpenDraft *self)
{
  const AttestService *service = NULL;
  GListModel *problems = NULL;

  g_return_val_if_fail (ATTEST_IS_OPEN_DRAFT (self), NULL);
  service = attest_service_for_schema (attest_record_get_schema (self->record));
  problems = attest_open_draft_get_problems (self);
  for (guint i = 0; service != NULL && i < g_list_model_get_n_items (problems); i++)
    {
      g_autoptr (AttestProblem) problem = g_list_model_get_item (problems, i);

      if (attest_problem_is_refusal (problem)
          && names_design (service, attest_problem_get_path (problem)))
        return problem; /* the list has it */
    }
  return NULL;
}

/**
 * attest_open_draft_get_problems:
 * @self: a draft being edited
 *
 * Returns: (transfer none): the live list of #AttestProblem: errors before warnings, in the order
 *   of the fields; a problem that stays is the same object
 */
GListModel *
attest_open_draft_get_problems (AttestOpenDraft *self)
{
  g_return_val_if_fail (ATTEST_IS_OPEN_DRAFT (self), NULL);
  if (self->problems_stale)
    attest_open_draft_check (self);
  return G_LIST_MODEL (self->problems);
}

/**
 * attest_open_draft_is_quiet:
 * @self: a draft being edited
 * @problem: one of its problems
 *
 * Returns: whether it is only that something was not entered yet, and sending was not tried so far:
 *   then it is counted and not shown as wrong
 */
gboolean
attest_open_draft_is_quiet (AttestOpenDraft *self, AttestProblem *problem)
{
  g_return_val_if_fail (ATTEST_IS_OPEN_DRAFT (self), FALSE);
  return !self->tried && attest_problem_is_missing (problem);
}

/**
 * attest_open_draft_count_quiet:
 * @self: a draft being edited
 *
 * Returns: how many required fields are left, of those about which nothing is said yet
 */
guint
attest_open_draft_count_quiet (AttestOpenDraft *self)
{
  GListModel *problems = attest_open_draft_get_problems (self);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (problems); i++)
    {
      g_autoptr (AttestProblem) problem = g_list_model_get_item (problems, i);

      n += attest_problem_get_severity (problem) == ATTEST_SEVERITY_ERROR
           && attest_open_draft_is_quiet (self, problem);
    }
  return n;
}

/**
 * attest_open_draft_set_tried:
 * @self: a draft being edited
 *
 * Sending was tried: from now on nothing is quiet.
 */
void
attest_open_draft_set_tried (AttestOpenDraft *self)
{
  g_return_if_fail (ATTEST_IS_OPEN_DRAFT (self));
  if (self->tried)
    return;
  self->tried = TRUE;
  g_signal_emit_by_name (self, "problems-changed");
}

/**
 * attest_open_draft_apply_fix:
 * @self: a draft being edited
 * @problem: one of its problems
 *
 * Applies what the problem offers, as one step of undo.
 *
 * Returns: whether something was changed
 */
gboolean
attest_open_draft_apply_fix (AttestOpenDraft *self, AttestProblem *problem)
{
  gboolean applied = FALSE;

  g_return_val_if_fail (ATTEST_IS_OPEN_DRAFT (self), FALSE);
  g_return_val_if_fail (ATTEST_IS_PROBLEM (problem), FALSE);

  attest_undo_begin_group (self->undo);
  applied = attest_problem_apply_fix (problem, self->record);
  attest_undo_end_group (self->undo);
  return applied;
}
