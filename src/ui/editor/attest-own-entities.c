/* Completions from own records: see the header. Which entity a suggestion is, it says by name and
 * id. Main thread; what is looked for is found on the store's. */
#include "attest-config.h"
#include "editor/attest-own-entities.h"

#include "codec/attest-codec.h"
#include "store/attest-own-texts.h"
#include "store/attest-store-own.h"

#include <glib/gi18n.h>
#include <string.h>

static AttestStore *
get_store (const AttestSuggestQuery *query)
{
  AttestWorkspace *workspace = attest_form_context_get_workspace (query->context);

  return workspace != NULL ? attest_workspace_get_store (workspace) : NULL;
}

static gboolean
is_by_id (AttestRecord *record, const AttestField *field)
{
  return attest_record_get_schema (record)->entity_id == field;
}

/* "KR-000-01234 · 3 accepted"; what was never accepted is in drafts. */
static char *
describe (const AttestOwnEntity *entity, gboolean by_id)
{
  const char *other = by_id ? entity->name : entity->id;
  g_autofree char *from =
      entity->n > 0
          ? g_strdup_printf (ngettext ("%u accepted", "%u accepted", entity->n), entity->n)
          : g_strdup (_ ("Draft"));

  return *other != '\0' ? g_strjoin (" · ", other, from, NULL) : g_steal_pointer (&from);
}

typedef struct
{
  AttestRecord *record;
  const AttestField *field;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  g_object_unref (asking->record);
  g_free (asking);
}

/* What stands there already is none. */
static gboolean
is_here (AttestRecord *record, const AttestOwnEntity *entity)
{
  const AttestSchema *schema = attest_record_get_schema (record);

  return g_str_equal (attest_record_get_role (record, schema->entity), entity->name)
         && g_str_equal (attest_record_get_role (record, schema->entity_id), entity->id);
}

/* Takes @suggestions and @error, which is set if they could not be looked for. */
static void
answer (GTask *task, GPtrArray *suggestions, GError *error)
{
  if (error == NULL)
    {
      g_task_return_pointer (task, suggestions, (GDestroyNotify) g_ptr_array_unref);
      return;
    }
  g_ptr_array_unref (suggestions);
  g_task_return_error (task, error);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  const gboolean by_id = is_by_id (asking->record, asking->field);
  GError *error = NULL;
  g_autoptr (GPtrArray) found =
      attest_store_find_entities_finish (ATTEST_STORE (source), result, &error);
  g_autoptr (GPtrArray) suggestions = attest_suggestions_new ();

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const AttestOwnEntity *entity = g_ptr_array_index (found, i);
      g_autofree char *detail = describe (entity, by_id);

      if (is_here (asking->record, entity))
        continue;
      attest_suggestions_add (suggestions, by_id ? entity->id : entity->name, detail, FALSE)->own =
          g_strjoin ("\n", entity->name, entity->id, NULL);
    }
  answer (task, g_steal_pointer (&suggestions), error);
}

/**
 * attest_own_entities_fetch:
 * @query: a name of an entity, or its id, as far as it was typed
 * @cancellable: to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
attest_own_entities_fetch (const AttestSuggestQuery *query,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  AttestStore *store = get_store (query);
  GTask *task = g_task_new (query->context, cancellable, callback, user_data);
  Asking *asking = g_new (Asking, 1);
  const AttestEntityQuery wanted = { attest_record_get_schema (query->record),
                                     query->typed,
                                     is_by_id (query->record, query->field) };

  *asking = (Asking){ g_object_ref (query->record), query->field };
  g_task_set_source_tag (task, attest_own_entities_fetch);
  g_task_set_task_data (task, asking, asking_free);
  if (store != NULL)
    {
      attest_store_find_entities_async (store, &wanted, cancellable, found_cb, task);
      return;
    }
  answer (task, attest_suggestions_new (), NULL);
  g_object_unref (task);
}

/* Texts. */

/* Returns: (transfer full): how often it was sent; or, of what never was, in how many drafts it is
 */
static char *
dup_use (const AttestOwnText *text)
{
  if (text->n > 0)
    /* TRANSLATORS: of a text, as the name of a city, in certificates that were accepted */
    return g_strdup_printf (ngettext ("Sent %u time", "Sent %u times", text->n), text->n);
  /* TRANSLATORS: of a text, as the name of a city */
  return g_strdup_printf (ngettext ("In %u draft", "In %u drafts", text->n_drafts), text->n_drafts);
}

static void
texts_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) found =
      attest_own_texts_find_finish (ATTEST_STORE (source), result, &error);
  g_autoptr (GPtrArray) suggestions = attest_suggestions_new ();

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const AttestOwnText *text = g_ptr_array_index (found, i);

      attest_suggestions_add (suggestions, text->text, NULL, text->is_begun)->source =
          dup_use (text);
    }
  answer (task, g_steal_pointer (&suggestions), error);
}

/**
 * attest_own_texts_fetch:
 * @query: a text of a field with a pool, as far as it was typed
 * @cancellable: to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
attest_own_texts_fetch (const AttestSuggestQuery *query,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  AttestStore *store = get_store (query);
  GTask *task = g_task_new (query->context, cancellable, callback, user_data);
  const AttestOwnTextQuery wanted = {
    attest_record_get_schema (attest_form_context_get_root (query->context)),
    query->field->pool,
    query->typed,
    query->without,
  };

  g_task_set_source_tag (task, attest_own_texts_fetch);
  if (store != NULL)
    {
      attest_own_texts_find_async (store, &wanted, cancellable, texts_found_cb, task);
      return;
    }
  answer (task, attest_suggestions_new (), NULL);
  g_object_unref (task);
}

/* Taking over. */

typedef struct
{
  AttestFormContext *context;
  AttestRecord *record;
} Taking;

static void
taking_free (Taking *taking)
{
  g_object_unref (taking->context);
  g_object_unref (taking->record);
  g_free (taking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Taking, taking_free)

static void
fill (const Taking *taking, AttestRecord *from)
{
  const AttestSchema *schema = attest_record_get_schema (taking->record);
  AttestUndo *undo = attest_form_context_get_undo (taking->context);
  /* TRANSLATORS: %s is the number of a certificate */
  g_autofree char *words =
      g_strdup_printf (_ ("Filled in from %s"), attest_record_get_title (from));

  if (undo != NULL)
    attest_undo_begin_group (undo);
  attest_record_take_section (taking->record, from, schema->entity);
  if (undo != NULL)
    attest_undo_end_group (undo);
  attest_form_context_filled (taking->context, words);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Taking) taking = user_data;
  g_autoptr (AttestAccepted) newest = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (AttestRecord) from = NULL;
  g_autoptr (GError) error = NULL;

  if (!attest_store_read_entity_finish (ATTEST_STORE (source), result, &newest, &error))
    g_debug ("An entity cannot be read: %s", error->message);
  if (newest == NULL || newest->body == NULL)
    return;
  from = attest_codec_read (attest_record_get_schema (taking->record),
                            newest->body,
                            -1,
                            newest->is_draft ? ATTEST_CODEC_DRAFT : ATTEST_CODEC_WIRE,
                            &problems,
                            NULL);
  if (from != NULL)
    fill (taking, from);
}

/**
 * attest_own_entities_take:
 * @query: where one was chosen
 * @own: which
 *
 * Fills all that the record that was accepted last says of it.
 */
void
attest_own_entities_take (const AttestSuggestQuery *query, const char *own)
{
  const char *end = strchr (own, '\n');
  g_autofree char *name = g_strndup (own, (gsize) (end - own));
  Taking *taking = g_new (Taking, 1);

  *taking = (Taking){ g_object_ref (query->context), g_object_ref (query->record) };
  attest_store_read_entity_async (
      get_store (query), attest_record_get_schema (query->record), name, end + 1, read_cb, taking);
}
