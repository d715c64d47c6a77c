/* Reads and checks records. The files of one call are also compared with each other. Main thread.
 */
#include "attest-config.h"
#include "cli-input.h"

#include "base/attest-listing.h"
#include "cli-workspace.h"
#include "cli.h"
#include "intake/attest-intake.h"
#include "model/attest-kinds.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

static void
free_input (gpointer data)
{
  CliInput *input = data;

  g_clear_object (&input->record);
  g_ptr_array_unref (input->problems);
  g_free (input->name);
  g_free (input);
}

/* Takes @item. */
static CliInput *
add_input (GPtrArray *inputs, const char *file, guint number, AttestCodecItem *item)
{
  CliInput *input = g_new0 (CliInput, 1);
  g_autofree char *name = attest_intake_dup_name (file);

  input->file = file;
  input->number = number;
  /* TRANSLATORS: a file's name and the number of a record in it */
  input->name =
      number > 0 ? g_strdup_printf (_ ("%s: record %u"), name, number) : g_steal_pointer (&name);
  input->record = g_steal_pointer (&item->record);
  input->problems = g_ptr_array_ref (item->problems);
  attest_codec_item_free (item);
  g_ptr_array_add (inputs, input);
  return input;
}

/* A file of which nothing can be read stands for one record with one problem. */
static void
add_unreadable (GPtrArray *inputs, const char *file, const GError *error)
{
  AttestCodecItem *item = g_new0 (AttestCodecItem, 1);
  const char *rule = error->domain == ATTEST_CODEC_ERROR ? "json-syntax" : "file-unreadable";

  item->problems = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (
      item->problems,
      attest_problem_new (ATTEST_SEVERITY_ERROR, "", rule, ATTEST_SOURCE_DOCUMENT, error->message));
  add_input (inputs, file, 0, item)->is_unreadable = error->domain != ATTEST_CODEC_ERROR;
}

static gboolean
is_sheet (const char *file)
{
  g_autoptr (GFile) found = g_file_new_for_path (file);
  g_auto (CliAwait) await = { NULL };

  attest_intake_peek_async (found, cli_await_cb, &await);
  return attest_intake_peek_finish (found, cli_await (&await)) == ATTEST_INTAKE_SHEET;
}

/* A name is always that of a file, never an address: “cert:1.json” is one. */
static void
read_file (GPtrArray *inputs, const char *file, const AttestSchema *schema)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = strcmp (file, "-") == 0
                                    ? attest_intake_read_pipe (schema, STDIN_FILENO, &error)
                                    : attest_intake_read_path (schema, file, &error);

  if (items == NULL && error->domain == ATTEST_CODEC_ERROR && strcmp (file, "-") != 0
      && is_sheet (file))
    {
      g_clear_error (&error);
      g_set_error_literal (&error,
                           ATTEST_CODEC_ERROR,
                           0,
                           _ ("This is a spreadsheet. Read it with “attestctl import”."));
    }
  if (items == NULL)
    add_unreadable (inputs, file, error);
  else
    for (guint i = 0, n = items->len; i < n; i++)
      add_input (inputs, file, n > 1 ? i + 1 : 0, g_steal_pointer (&items->pdata[i]));
}

/* Files are compared with those of the same kind. @peers: schema → AttestPeers */
static void
introduce (CliInput *input, GHashTable *peers, const char *owner)
{
  const AttestSchema *schema = NULL;

  if (input->record == NULL)
    return;
  schema = attest_record_get_schema (input->record);
  if (!g_hash_table_contains (peers, schema))
    g_hash_table_insert (peers, (gpointer) schema, attest_peers_new ());
  attest_peers_set (g_hash_table_lookup (peers, schema),
                    owner,
                    FALSE,
                    attest_record_get_title (input->record),
                    attest_record_get_role (input->record, schema->entity),
                    attest_record_get_role (input->record, schema->entity_id));
}

static void
check_record (CliInput *input, GHashTable *peers, const char *owner)
{
  AttestCheckContext context;
  g_autoptr (GPtrArray) problems = NULL;

  if (input->record == NULL)
    return;
  attest_check_context_init (&context);
  context.owner = owner;
  context.peers = g_hash_table_lookup (peers, attest_record_get_schema (input->record));
  problems = attest_check (input->record, &context);
  g_ptr_array_extend (input->problems, problems, (GCopyFunc) (void *) g_object_ref, NULL);
}

/**
 * cli_input_read_all:
 * @files: (array zero-terminated=1): names, or `-` for standard input; they have to stay
 * @schema: (nullable): what they hold; %NULL: found from the keys of each record
 *
 * Reads and checks. What cannot be read is a problem of its own.
 *
 * Returns: (transfer full) (element-type CliInput): in the order of @files and of the records in
 *   them
 */
GPtrArray *
cli_input_read_all (char **files, const AttestSchema *schema)
{
  GPtrArray *inputs = g_ptr_array_new_with_free_func (free_input);
  g_autoptr (GHashTable) peers = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  g_autoptr (GPtrArray) owners = g_ptr_array_new_with_free_func (g_free);

  for (; *files != NULL; files++)
    read_file (inputs, *files, schema);
  for (guint i = 0; i < inputs->len; i++)
    {
      g_ptr_array_add (owners, g_strdup_printf ("%u", i));
      introduce (inputs->pdata[i], peers, owners->pdata[i]);
    }
  for (guint i = 0; i < inputs->len; i++)
    check_record (inputs->pdata[i], peers, owners->pdata[i]);
  return inputs;
}

/**
 * cli_input_has_errors:
 * @input: a record that was read
 *
 * Returns: whether it cannot be sent
 */
gboolean
cli_input_has_errors (CliInput *input)
{
  return attest_check_count (input->problems, ATTEST_SEVERITY_ERROR) > 0;
}

/**
 * cli_input_get_code:
 * @inputs: (element-type CliInput): what was read
 *
 * Returns: the exit code: whether a file could not be read, or there are problems
 */
int
cli_input_get_code (GPtrArray *inputs)
{
  int code = CLI_OK;

  for (guint i = 0; i < inputs->len; i++)
    {
      CliInput *input = inputs->pdata[i];

      if (input->is_unreadable)
        return CLI_UNREADABLE;
      if (input->problems->len > 0)
        code = CLI_PROBLEMS;
    }
  return code;
}

/**
 * cli_kind_from_id:
 * @kind: (nullable): a kind's name; %NULL: to be found out
 * @schema: (out) (nullable): the kind
 *
 * Prints what is wrong itself.
 *
 * Returns: whether there is such a kind, or none is named
 */
gboolean
cli_kind_from_id (const char *kind, const AttestSchema **schema)
{
  guint n_kinds = 0;
  const AttestSchema *const *kinds = attest_kinds_list (&n_kinds);
  g_autoptr (GString) names = g_string_new (NULL);

  *schema = attest_kinds_find (kind);
  if (kind == NULL || *schema != NULL)
    return TRUE;
  for (guint i = 0; i < n_kinds; i++)
    attest_listing_add (names, kinds[i]->name);
  /* Translators: %s is a list of words that can be given */
  cli_usage (_ ("--kind is one of: %s"), names->str);
  return FALSE;
}
