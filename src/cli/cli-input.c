/* Reads and checks records. The files of one call are also compared with each other. Main thread.
 */
#include "attest-config.h"
#include "cli-input.h"
#include "cli.h"

#include "codec/attest-codec.h"
#include "model/attest-kinds.h"

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

static void
free_input (gpointer data)
{
  CliInput *input = data;

  g_clear_object (&input->record);
  g_ptr_array_unref (input->problems);
  g_free (input);
}

static void
add_problem (CliInput *input, const char *rule, const char *message)
{
  g_ptr_array_add (
      input->problems,
      attest_problem_new (ATTEST_SEVERITY_ERROR, "", rule, ATTEST_SOURCE_DOCUMENT, message));
}

static GBytes *
read_standard_input (GError **error)
{
  g_autoptr (GInputStream) in = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

  if (g_output_stream_splice (out, in, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, error) < 0)
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

static GBytes *
read_bytes (const char *file, GError **error)
{
  g_autoptr (GFile) location = NULL;

  if (strcmp (file, "-") == 0)
    return read_standard_input (error);
  location = g_file_new_for_commandline_arg (file);
  return g_file_load_bytes (location, NULL, NULL, error);
}

static void
read_record (CliInput *input, const AttestSchema *schema)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = read_bytes (input->file, &error);
  g_autoptr (GPtrArray) problems = NULL;
  const char *data = NULL;
  gsize length = 0;

  if (bytes == NULL)
    {
      add_problem (input, "file-unreadable", error->message);
      return;
    }
  data = g_bytes_get_data (bytes, &length);
  if (data == NULL)
    data = "";
  /* What is no JSON at all gets the codec's own words, whatever the kind. */
  if (schema == NULL)
    schema = attest_codec_guess_schema (data, (gssize) length);
  input->record = attest_codec_read (schema != NULL ? schema : attest_kinds_list (NULL)[0],
                                     data,
                                     (gssize) length,
                                     ATTEST_CODEC_WIRE,
                                     &problems,
                                     &error);
  if (input->record == NULL)
    add_problem (input, "json-syntax", error->message);
  else if (schema == NULL)
    {
      g_clear_object (&input->record);
      add_problem (input,
                   "kind-unknown",
                   _ ("This is no kind of record that Attest can tell. Say which with --kind."));
      return;
    }
  if (problems != NULL)
    g_ptr_array_extend (input->problems, problems, (GCopyFunc) (void *) g_object_ref, NULL);
}

/* Files are compared with those of the same kind. @peers: schema → AttestPeers */
static void
introduce (CliInput *input, GHashTable *peers)
{
  const AttestSchema *schema = NULL;

  if (input->record == NULL)
    return;
  schema = attest_record_get_schema (input->record);
  if (!g_hash_table_contains (peers, schema))
    g_hash_table_insert (peers, (gpointer) schema, attest_peers_new ());
  attest_peers_set (g_hash_table_lookup (peers, schema),
                    input->file,
                    FALSE,
                    attest_record_get_title (input->record),
                    attest_record_get_role (input->record, schema->entity),
                    attest_record_get_role (input->record, schema->entity_id));
}

static void
check_record (CliInput *input, GHashTable *peers)
{
  AttestCheckContext context;
  g_autoptr (GPtrArray) problems = NULL;

  if (input->record == NULL)
    return;
  attest_check_context_init (&context);
  context.owner = input->file;
  context.peers = g_hash_table_lookup (peers, attest_record_get_schema (input->record));
  problems = attest_check (input->record, &context);
  g_ptr_array_extend (input->problems, problems, (GCopyFunc) (void *) g_object_ref, NULL);
}

/* @schema: (nullable): found from the keys of each file
 * Returns: (transfer full): of CliInput, in the order of @files */
GPtrArray *
cli_input_read_all (char **files, const AttestSchema *schema)
{
  GPtrArray *inputs = g_ptr_array_new_with_free_func (free_input);
  g_autoptr (GHashTable) peers = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);

  for (; *files != NULL; files++)
    {
      CliInput *input = g_new0 (CliInput, 1);

      input->file = *files;
      input->problems = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (inputs, input);
      read_record (input, schema);
      introduce (input, peers);
    }
  for (guint i = 0; i < inputs->len; i++)
    check_record (inputs->pdata[i], peers);
  return inputs;
}

gboolean
cli_input_has_errors (CliInput *input)
{
  return attest_check_count (input->problems, ATTEST_SEVERITY_ERROR) > 0;
}

/* Prints what is wrong. @kind: (nullable): a kind's name, or NULL for "find out" */
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
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", kinds[i]->name);
  /* Translators: %s is a list of words that can be given */
  cli_usage (_ ("--kind is one of: %s"), names->str);
  return FALSE;
}
