/* Reads and checks records. The files of one call are also compared with each other. Main thread.
 */
#include "attest-config.h"
#include "cli-input.h"

#include "codec/attest-codec.h"
#include "model/attest-certificate.h"
#include "model/attest-form.h"

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
  input->record = attest_codec_read (schema != NULL ? schema : &attest_certificate_schema,
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
      add_problem (
          input,
          "kind-unknown",
          _ ("This is neither a certificate nor a certificate form. Say which with --kind."));
      return;
    }
  if (problems != NULL)
    g_ptr_array_extend (input->problems, problems, (GCopyFunc) (void *) g_object_ref, NULL);
}

static void
introduce (CliInput *input, AttestPeers *peers)
{
  if (ATTEST_IS_CERTIFICATE (input->record))
    attest_peers_set (peers,
                      input->file,
                      FALSE,
                      attest_record_get_text (input->record, ATTEST_CERTIFICATE_NUMBER),
                      attest_record_get_text (input->record, ATTEST_CERTIFICATE_ENTITY_NAME),
                      attest_record_get_text (input->record, ATTEST_CERTIFICATE_ENTITY_UNIQUE_ID));
}

static void
check_record (CliInput *input, AttestPeers *peers)
{
  AttestCheckContext context;
  g_autoptr (GPtrArray) problems = NULL;

  if (input->record == NULL)
    return;
  attest_check_context_init (&context);
  context.owner = input->file;
  context.peers = peers;
  problems = attest_check (input->record, &context);
  g_ptr_array_extend (input->problems, problems, (GCopyFunc) (void *) g_object_ref, NULL);
}

/* @schema: (nullable): found from the keys of each file
 * Returns: (transfer full): of CliInput, in the order of @files */
GPtrArray *
cli_input_read_all (char **files, const AttestSchema *schema)
{
  GPtrArray *inputs = g_ptr_array_new_with_free_func (free_input);
  g_autoptr (AttestPeers) peers = attest_peers_new ();

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

/* @kind: (nullable): "certificate", "form", or NULL for "find out" */
gboolean
cli_kind_from_id (const char *kind, const AttestSchema **schema)
{
  *schema = NULL;
  if (kind == NULL)
    return TRUE;
  if (strcmp (kind, attest_certificate_schema.name) == 0)
    *schema = &attest_certificate_schema;
  else if (strcmp (kind, attest_form_schema.name) == 0)
    *schema = &attest_form_schema;
  return *schema != NULL;
}
