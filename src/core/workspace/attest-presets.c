/* AttestPresets: see the header. Each preset is one setting of the data, `preset/ROLE/KIND/ID`:
 * what attest_preset_write() makes of it. Which set is the default, and where one was proved, are
 * settings of their own, so that no process writes over what another one found out. Main thread. */
#include "attest-config.h"
#include "workspace/attest-presets.h"

#include "base/attest-str.h"
#include "codec/attest-codec.h"
#include "model/attest-kinds.h"
#include "store/attest-store-choices.h"
#include "store/attest-store-own.h"

#include <string.h>

#define PRESET "preset/"
#define DEFAULT "preset-default/" /* and the kind: the id of a set */
#define PROVED "preset-proved/"   /* environment, "/", id: of which issuer it was */
#define DECLINED "preset-declined/"

struct _AttestPresets
{
  GObject parent_instance;

  AttestStore *store;
  GPtrArray *all;      /* of AttestPreset */
  GPtrArray *details;  /* of AttestRecord: those of them */
  char *known;         /* what @all was made of */
  AttestRecord *offer; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (AttestPresets, attest_presets, G_TYPE_OBJECT)

/* Reading them. */

static const char *
get_setting (AttestPresets *self, const char *prefix, const char *rest)
{
  g_autofree char *name = g_strconcat (prefix, rest, NULL);

  return attest_store_get_setting (self->store, name);
}

static void
set_setting (AttestPresets *self, const char *prefix, const char *rest, const char *value)
{
  g_autofree char *name = g_strconcat (prefix, rest, NULL);

  attest_store_set_setting_async (self->store, name, value, NULL, NULL);
}

static char *
make_proof_name (const char *id, AttestEnvironment environment)
{
  return g_strjoin ("/", attest_environment_get_id (environment), id, NULL);
}

static void
read_proofs (AttestPresets *self, AttestPreset *preset)
{
  g_autofree char *issuer = attest_preset_dup_issuer (preset->record);

  for (AttestEnvironment i = 0; i < ATTEST_N_ENVIRONMENTS; i++)
    {
      g_autofree char *name = make_proof_name (preset->id, i);

      preset->is_proved[i] = g_strcmp0 (get_setting (self, PROVED, name), issuer) == 0;
    }
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  const AttestPreset *one = *(const AttestPreset *const *) a;
  const AttestPreset *other = *(const AttestPreset *const *) b;

  return one->is_default != other->is_default ? (int) other->is_default - (int) one->is_default
                                              : g_utf8_collate (one->name, other->name);
}

/* There is a default wherever there is a set. */
static void
mark_default (AttestPresets *self, const AttestSchema *schema)
{
  g_autoptr (GPtrArray) sets = attest_presets_list (self, ATTEST_PRESET_DETAILS, schema);
  const char *id = get_setting (self, DEFAULT, schema->name);
  AttestPreset *chosen = sets->len > 0 ? g_ptr_array_index (sets, 0) : NULL;

  for (guint i = 0; i < sets->len; i++)
    {
      AttestPreset *set = g_ptr_array_index (sets, i);

      if (g_strcmp0 (set->id, id) == 0
          || (g_strcmp0 (chosen->id, id) != 0 && strcmp (set->id, chosen->id) < 0))
        chosen = set;
    }
  if (chosen != NULL)
    chosen->is_default = TRUE;
}

static char *
describe (AttestPresets *self, GPtrArray *names)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      g_string_append_printf (all, "%s %s\n", name, attest_store_get_setting (self->store, name));
    }
  return g_string_free (all, FALSE);
}

static void
read_all (AttestPresets *self, GPtrArray *names)
{
  guint n_kinds = 0;
  const AttestSchema *const *kinds = attest_kinds_list (&n_kinds);

  g_ptr_array_set_size (self->all, 0);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const char *text = attest_store_get_setting (self->store, name);
      AttestPreset *preset = g_str_has_prefix (name, PRESET) && text != NULL
                                 ? attest_preset_read (name + strlen (PRESET), text)
                                 : NULL;

      /* What cannot be read is not shown. */
      if (preset == NULL)
        continue;
      read_proofs (self, preset);
      g_ptr_array_add (self->all, preset);
    }
  for (guint i = 0; i < n_kinds; i++)
    mark_default (self, kinds[i]);
  g_ptr_array_sort (self->all, compare_cb);
  g_ptr_array_set_size (self->details, 0);
  for (guint i = 0; i < self->all->len; i++)
    {
      const AttestPreset *preset = g_ptr_array_index (self->all, i);

      if (preset->role == ATTEST_PRESET_DETAILS)
        g_ptr_array_add (self->details, g_object_ref (preset->record));
    }
}

static void
settings_changed_cb (AttestPresets *self)
{
  g_autoptr (GPtrArray) names = attest_store_list_settings (self->store, "preset");
  g_autofree char *described = describe (self, names);

  if (!attest_str_set (&self->known, described))
    return;
  read_all (self, names);
  if (self->all->len > 0)
    g_clear_object (&self->offer);
  g_signal_emit_by_name (self, "changed");
}

/* What was accepted. */

/* Whether a set of details is still to be asked for. */
static gboolean
wants_offer (AttestPresets *self, const AttestSchema *schema)
{
  g_autoptr (GPtrArray) sets = attest_presets_list (self, ATTEST_PRESET_DETAILS, schema);

  return sets->len == 0 && attest_schema_has_details (schema)
         && get_setting (self, DECLINED, schema->name) == NULL;
}

static gboolean
is_unproved (AttestPresets *self, const AttestSchema *schema, AttestEnvironment environment)
{
  g_autoptr (GPtrArray) sets = attest_presets_list (self, ATTEST_PRESET_DETAILS, schema);

  for (guint i = 0; i < sets->len; i++)
    if (!((AttestPreset *) g_ptr_array_index (sets, i))->is_proved[environment])
      return TRUE;
  return FALSE;
}

static void
note_accepted (AttestPresets *self, AttestRecord *record, AttestEnvironment environment)
{
  const AttestPreset *set = attest_presets_find_details_of (self, record);
  g_autoptr (AttestPreset) offered = NULL;

  if (wants_offer (self, attest_record_get_schema (record)))
    {
      offered = attest_preset_new (ATTEST_PRESET_DETAILS, "", record);
      g_set_object (&self->offer, offered->record);
      g_signal_emit_by_name (self, "changed");
    }
  else if (set != NULL && !set->is_proved[environment])
    {
      g_autofree char *name = make_proof_name (set->id, environment);
      g_autofree char *issuer = attest_preset_dup_issuer (record);

      set_setting (self, PROVED, name, issuer);
    }
}

static void
accepted_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestPresets) self = user_data;
  g_autoptr (AttestAccepted) accepted = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (AttestRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  if (!attest_store_read_accepted_finish (ATTEST_STORE (source), result, &accepted, &error))
    g_debug ("What was accepted cannot be read: %s", error->message);
  if (accepted == NULL || accepted->service == NULL || accepted->body == NULL)
    return;
  record = attest_codec_read (
      accepted->service->schema, accepted->body, -1, ATTEST_CODEC_WIRE, &problems, NULL);
  if (record != NULL)
    note_accepted (self, record, accepted->environment);
}

static void
submissions_changed_cb (AttestPresets *self, GPtrArray *submissions)
{
  for (guint i = 0; i < submissions->len; i++)
    {
      AttestSubmission *submission = g_ptr_array_index (submissions, i);
      const AttestService *service = attest_submission_get_service (submission);

      if (attest_submission_get_state (submission) == ATTEST_STATE_ACCEPTED && service != NULL
          && (wants_offer (self, service->schema)
              || is_unproved (
                  self, service->schema, attest_submission_get_environment (submission))))
        attest_store_read_accepted_async (self->store,
                                          service,
                                          attest_submission_get_id (submission),
                                          NULL,
                                          accepted_read_cb,
                                          g_object_ref (self));
    }
}

/**
 * attest_presets_load:
 * @self: presets whose store is open now
 *
 * Reads them, and looks whether details can be offered.
 */
void
attest_presets_load (AttestPresets *self)
{
  guint n_services = 0;
  const AttestService *const *services = attest_service_list (&n_services);

  settings_changed_cb (self);
  for (guint i = 0; i < n_services; i++)
    if (wants_offer (self, services[i]->schema))
      attest_store_read_accepted_async (
          self->store, services[i], NULL, NULL, accepted_read_cb, g_object_ref (self));
}

/* The object. */

static void
attest_presets_finalize (GObject *object)
{
  AttestPresets *self = ATTEST_PRESETS (object);

  g_ptr_array_unref (self->all);
  g_ptr_array_unref (self->details);
  g_free (self->known);
  g_clear_object (&self->offer);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (attest_presets_parent_class)->finalize (object);
}

static void
attest_presets_class_init (AttestPresetsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_presets_finalize;
  g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
attest_presets_init (AttestPresets *self)
{
  self->all = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_preset_free);
  self->details = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * attest_presets_new:
 * @store: where they are kept; open or not yet
 *
 * Returns: (transfer full): none, until attest_presets_load()
 */
AttestPresets *
attest_presets_new (AttestStore *store)
{
  AttestPresets *self = g_object_new (ATTEST_TYPE_PRESETS, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (
      store, "settings-changed", G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      store, "submissions-changed", G_CALLBACK (submissions_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * attest_presets_list:
 * @self: the presets
 * @role: which of them
 * @schema: for which kind of record
 *
 * Returns: (transfer container) (element-type AttestPreset): them, the default first, then by name;
 *   valid until the next change
 */
GPtrArray *
attest_presets_list (AttestPresets *self, AttestPresetRole role, const AttestSchema *schema)
{
  GPtrArray *found = g_ptr_array_new ();

  g_return_val_if_fail (ATTEST_IS_PRESETS (self), found);
  for (guint i = 0; i < self->all->len; i++)
    {
      AttestPreset *preset = g_ptr_array_index (self->all, i);

      if (preset->role == role && attest_record_get_schema (preset->record) == schema)
        g_ptr_array_add (found, preset);
    }
  return found;
}

/**
 * attest_presets_get_details:
 * @self: the presets
 *
 * Returns: (transfer none) (element-type AttestRecord): all details, the default first, for checks;
 *   valid until the next change
 */
GPtrArray *
attest_presets_get_details (AttestPresets *self)
{
  g_return_val_if_fail (ATTEST_IS_PRESETS (self), NULL);
  return self->details;
}

/**
 * attest_presets_find:
 * @self: the presets
 * @id: (nullable): perhaps of one
 *
 * Returns: (transfer none) (nullable): it, valid until the next change
 */
const AttestPreset *
attest_presets_find (AttestPresets *self, const char *id)
{
  g_return_val_if_fail (ATTEST_IS_PRESETS (self), NULL);
  for (guint i = 0; i < self->all->len; i++)
    if (g_strcmp0 (((AttestPreset *) g_ptr_array_index (self->all, i))->id, id) == 0)
      return g_ptr_array_index (self->all, i);
  return NULL;
}

/**
 * attest_presets_find_default:
 * @self: the presets
 * @schema: a kind of record
 *
 * Returns: (transfer none) (nullable): the details new ones begin with, valid until the next change
 */
const AttestPreset *
attest_presets_find_default (AttestPresets *self, const AttestSchema *schema)
{
  g_autoptr (GPtrArray) sets = NULL;

  g_return_val_if_fail (ATTEST_IS_PRESETS (self), NULL);
  sets = attest_presets_list (self, ATTEST_PRESET_DETAILS, schema);
  return sets->len > 0 ? g_ptr_array_index (sets, 0) : NULL;
}

/**
 * attest_presets_find_details_of:
 * @self: the presets
 * @record: a record
 *
 * Returns: (transfer none) (nullable): the details of who issues it, valid until the next change
 */
const AttestPreset *
attest_presets_find_details_of (AttestPresets *self, AttestRecord *record)
{
  g_return_val_if_fail (ATTEST_IS_PRESETS (self), NULL);
  for (guint i = 0; i < self->all->len; i++)
    {
      AttestPreset *preset = g_ptr_array_index (self->all, i);

      if (preset->role == ATTEST_PRESET_DETAILS
          && attest_record_has_details (record, preset->record))
        return preset;
    }
  return NULL;
}

/**
 * attest_presets_begin_record:
 * @self: the presets
 * @schema: a kind of record
 *
 * Returns: (transfer full): a new one: empty, but for the default details
 */
AttestRecord *
attest_presets_begin_record (AttestPresets *self, const AttestSchema *schema)
{
  AttestRecord *record = attest_record_new (schema);
  const AttestPreset *set = attest_presets_find_default (self, schema);

  if (set != NULL)
    attest_preset_fill (set, record);
  return record;
}

/* Changing them. */

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (attest_store_set_setting_finish (ATTEST_STORE (source), result, &error))
    g_task_return_pointer (task, g_strdup (g_task_get_task_data (task)), g_free);
  else
    g_task_return_error (task, error);
}

/**
 * attest_presets_keep_async:
 * @self: the presets
 * @preset: what is kept; one with an id takes the place of that
 * @callback: (nullable): called on the main thread
 * @user_data: for @callback
 *
 * It is among them at once, and durable when this finishes.
 */
void
attest_presets_keep_async (AttestPresets *self,
                           const AttestPreset *preset,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  const AttestSchema *schema = NULL;
  GTask *task = NULL;
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;

  g_return_if_fail (ATTEST_IS_PRESETS (self));
  g_return_if_fail (preset != NULL);
  schema = attest_record_get_schema (preset->record);
  id = preset->id != NULL ? g_strdup (preset->id) : attest_preset_make_id (preset->role, schema);
  name = g_strconcat (PRESET, id, NULL);
  value = attest_preset_write (preset);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, attest_presets_keep_async);
  g_task_set_task_data (task, g_strdup (id), g_free);
  attest_store_set_setting_async (self->store, name, value, kept_cb, task);
  if (preset->role == ATTEST_PRESET_DETAILS
      && attest_presets_find (self, get_setting (self, DEFAULT, schema->name)) == NULL)
    set_setting (self, DEFAULT, schema->name, id);
}

/**
 * attest_presets_keep_finish:
 * @self: the presets
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): its id
 */
char *
attest_presets_keep_finish (AttestPresets *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_presets_keep_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * attest_presets_set_default:
 * @self: the presets
 * @id: of details
 */
void
attest_presets_set_default (AttestPresets *self, const char *id)
{
  const AttestPreset *set = attest_presets_find (self, id);

  if (set != NULL)
    set_setting (self, DEFAULT, attest_record_get_schema (set->record)->name, id);
}

/**
 * attest_presets_remove:
 * @self: the presets
 * @id: of one of them
 */
void
attest_presets_remove (AttestPresets *self, const char *id)
{
  g_autofree char *kept = g_strdup (id);

  g_return_if_fail (ATTEST_IS_PRESETS (self));
  for (AttestEnvironment i = 0; i < ATTEST_N_ENVIRONMENTS; i++)
    {
      g_autofree char *name = make_proof_name (kept, i);

      if (get_setting (self, PROVED, name) != NULL)
        set_setting (self, PROVED, name, NULL);
    }
  set_setting (self, PRESET, kept, NULL);
}

/**
 * attest_presets_get_offer:
 * @self: the presets
 *
 * Returns: (transfer none) (nullable): what could become the first details, since a record with
 *   them was accepted; %NULL: there are some, or nobody wants them
 */
AttestRecord *
attest_presets_get_offer (AttestPresets *self)
{
  g_return_val_if_fail (ATTEST_IS_PRESETS (self), NULL);
  return self->offer;
}

/**
 * attest_presets_decline:
 * @self: the presets
 *
 * Nobody is asked again.
 */
void
attest_presets_decline (AttestPresets *self)
{
  g_autoptr (AttestRecord) offer = NULL;

  g_return_if_fail (ATTEST_IS_PRESETS (self));
  offer = g_steal_pointer (&self->offer);
  if (offer != NULL)
    set_setting (self, DECLINED, attest_record_get_schema (offer)->name, "1");
}
