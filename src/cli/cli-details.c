/* attestctl details: who records are issued as. Main thread. */
#include "attest-config.h"

#include "base/attest-listing.h"
#include "cli-input.h"
#include "cli-output.h"
#include "cli-workspace.h"
#include "cli.h"
#include "codec/attest-codec.h"
#include "model/attest-kinds.h"

#include <glib/gi18n.h>
#include <string.h>

static void
add_json (JsonBuilder *builder, const AttestPreset *set)
{
  g_autofree char *json = attest_codec_write (set->record, ATTEST_CODEC_WIRE);

  json_builder_begin_object (builder);
  cli_json_member (builder, "name", set->name);
  json_builder_set_member_name (builder, "default");
  json_builder_add_boolean_value (builder, set->is_default);
  json_builder_set_member_name (builder, "proved");
  json_builder_begin_array (builder);
  for (AttestEnvironment i = 0; i < ATTEST_N_ENVIRONMENTS; i++)
    if (set->is_proved[i])
      json_builder_add_string_value (builder, attest_environment_get_id (i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "record");
  json_builder_add_value (builder, json_from_string (json, NULL));
  json_builder_end_object (builder);
}

/* What is in it, and what in that. */
static void
print_list (AttestRecord *record, guint field, int indent)
{
  AttestRecordList *list = attest_record_get_list (record, field);

  for (guint i = 0; i < attest_record_list_get_length (list); i++)
    {
      AttestRecord *item = attest_record_list_get (list, i);
      const AttestSchema *schema = attest_record_get_schema (item);

      cli_print (stdout, "%*s%s\n", indent, "", attest_record_get_title (item));
      for (guint n = 0; n < schema->n_fields; n++)
        if (attest_field_is_list (&schema->fields[n]))
          print_list (item, n, indent + 2);
    }
}

static void
print_set (const AttestPreset *set)
{
  const AttestSchema *schema = attest_record_get_schema (set->record);

  cli_print (stdout, "%s%s\n", set->name, set->is_default ? _ (" (default)") : "");
  for (AttestEnvironment i = 0; i < ATTEST_N_ENVIRONMENTS; i++)
    if (set->is_proved[i])
      {
        /* Translators: %s is an environment: “Test” */
        cli_print (stdout, _ ("  accepted in %s"), attest_environment_get_label (i));
        cli_print (stdout, "\n");
      }
  for (guint i = 0; i < schema->n_fields; i++)
    if (attest_field_is_list (&schema->fields[i]))
      print_list (set->record, i, 2);
    else if (schema->fields[i].detail != ATTEST_DETAIL_NONE
             && *attest_record_get_text (set->record, i) != '\0')
      cli_print (stdout,
                 "  %s: %s\n",
                 attest_field_get_label (schema, &schema->fields[i]),
                 attest_record_get_text (set->record, i));
}

/* The set of that name, or the default; %NULL: there is none. */
static const AttestPreset *
find_set (AttestPresets *presets, const char *name)
{
  g_autoptr (GPtrArray) sets =
      attest_presets_list (presets, ATTEST_PRESET_DETAILS, attest_kinds_find_with_details ());

  for (guint i = 0; i < sets->len; i++)
    {
      const AttestPreset *set = g_ptr_array_index (sets, i);

      if (name == NULL || strcmp (set->name, name) == 0)
        return set;
    }
  return NULL;
}

static int
show (AttestPresets *presets, const char *name, gboolean json)
{
  g_autoptr (GPtrArray) sets =
      attest_presets_list (presets, ATTEST_PRESET_DETAILS, attest_kinds_find_with_details ());
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GError) error = NULL;

  if (name != NULL && find_set (presets, name) == NULL)
    {
      g_set_error (
          &error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("No details are called “%s”."), name);
      return cli_fail (CLI_PROBLEMS, error);
    }
  json_builder_begin_array (builder);
  for (guint i = 0; i < sets->len; i++)
    {
      const AttestPreset *set = g_ptr_array_index (sets, i);

      if (name != NULL && strcmp (set->name, name) != 0)
        continue;
      if (json)
        add_json (builder, set);
      else
        print_set (set);
    }
  json_builder_end_array (builder);
  if (json)
    cli_json_print (builder);
  else if (sets->len == 0)
    cli_print (stderr, "%s\n", _ ("No details are set."));
  return CLI_OK;
}

static int
keep (AttestPresets *presets, const AttestPreset *set)
{
  g_auto (CliAwait) await = { NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  attest_presets_keep_async (presets, set, cli_await_cb, &await);
  id = attest_presets_keep_finish (presets, cli_await (&await), &error);
  return id != NULL ? CLI_OK : cli_fail (CLI_PROBLEMS, error);
}

/* One "FIELD=VALUE", by the name in files or the program's own. Returns: whether it is one */
static gboolean
set_field (AttestRecord *record, const char *assignment)
{
  const AttestSchema *schema = attest_record_get_schema (record);
  const char *sign = strchr (assignment, '=');
  g_autofree char *name = sign != NULL ? g_strndup (assignment, (gsize) (sign - assignment)) : NULL;
  const AttestField *field = name != NULL ? attest_schema_find_key (schema, name) : NULL;

  if (field == NULL && name != NULL)
    field = attest_schema_find_name (schema, name);
  if (field == NULL || field->detail == ATTEST_DETAIL_NONE || attest_field_is_list (field))
    return FALSE;
  attest_record_set_text (record, attest_schema_index (schema, field), sign + 1);
  return TRUE;
}

/* Which can be set. */
static int
refuse (const char *assignment)
{
  const AttestSchema *schema = attest_kinds_find_with_details ();
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < schema->n_fields; i++)
    if (schema->fields[i].detail != ATTEST_DETAIL_NONE
        && !attest_field_is_list (&schema->fields[i]))
      attest_listing_add (names, schema->fields[i].key);
  /* Translators: the second %s is a list of names of fields */
  return cli_usage (
      _ ("“%s” is not one of your details; these can be set: %s"), assignment, names->str);
}

static int
set (AttestPresets *presets, const char *name, char **assignments)
{
  const AttestPreset *old = find_set (presets, name);
  g_autoptr (AttestRecord) record = old != NULL
                                        ? attest_record_copy (old->record)
                                        : attest_record_new (attest_kinds_find_with_details ());
  g_autofree char *own_name = NULL;
  g_autoptr (AttestPreset) changed = NULL;

  for (; *assignments != NULL; assignments++)
    if (!set_field (record, *assignments))
      return refuse (*assignments);
  own_name = attest_preset_dup_name (record);
  changed = attest_preset_new (ATTEST_PRESET_DETAILS,
                               name != NULL  ? name
                               : old != NULL ? old->name
                                             : own_name,
                               record);
  changed->id = old != NULL ? g_strdup (old->id) : NULL;
  return keep (presets, changed);
}

/* Of what was found only what could not be read: the rest is of certificates. */
static void
print_left_out (GPtrArray *inputs)
{
  for (guint i = 0; i < inputs->len; i++)
    {
      GPtrArray *problems = ((CliInput *) g_ptr_array_index (inputs, i))->problems;

      for (guint n = problems->len; n-- > 0;)
        if (!g_str_has_prefix (attest_problem_get_rule (problems->pdata[n]), "json-"))
          g_ptr_array_remove_index (problems, n);
    }
  cli_problems_print (inputs, TRUE);
}

/* What a file's records have of details. */
static int
import (AttestPresets *presets, const char *name, char **files)
{
  g_autoptr (GPtrArray) inputs = cli_input_read_all (files, attest_kinds_find_with_details ());
  int code = CLI_OK;

  for (guint i = 0; i < inputs->len && code == CLI_OK; i++)
    {
      CliInput *input = g_ptr_array_index (inputs, i);
      g_autofree char *own_name =
          input->record != NULL ? attest_preset_dup_name (input->record) : NULL;
      const char *wanted = name != NULL ? name : own_name;
      g_autoptr (AttestPreset) changed = NULL;
      const AttestPreset *old = NULL;

      if (input->record == NULL)
        {
          cli_problems_print (inputs, TRUE);
          return CLI_UNREADABLE;
        }
      changed = attest_preset_new (ATTEST_PRESET_DETAILS, wanted, input->record);
      if (attest_record_is_empty (changed->record))
        {
          cli_print (stderr, "%s: %s\n", input->name, _ ("There are no details in it."));
          code = CLI_PROBLEMS;
          break;
        }
      old = find_set (presets, wanted);
      changed->id = old != NULL ? g_strdup (old->id) : NULL;
      code = keep (presets, changed);
    }
  print_left_out (inputs);
  return code;
}

/* The command: shows or changes details. Returns: an exit code */
int
cli_details (int argc, char **argv)
{
  gboolean json = FALSE;
  g_autofree char *name = NULL;
  const GOptionEntry entries[] = {
    cli_flag ("json", &json, N_ ("Print the result as JSON")),
    cli_text ("name", &name, N_ ("Of several sets, the one of this name"), N_ ("NAME")),
    { NULL },
  };
  AttestWorkspace *workspace = NULL;
  AttestPresets *presets = NULL;
  g_autoptr (GError) error = NULL;
  const char *verb = NULL;
  int code = CLI_OK;

  if (!cli_parse (_ ("[set FIELD=VALUE…|import FILE]"),
                  _ ("Shows or sets your details: what new certificates begin with."),
                  entries,
                  &argc,
                  &argv))
    return CLI_USAGE;
  verb = argc > 1 ? argv[1] : NULL;
  if (verb != NULL
      && ((strcmp (verb, "set") != 0 && strcmp (verb, "import") != 0) || argc < 3
          || (strcmp (verb, "import") == 0 && argc > 3)))
    return cli_usage (_ ("use “details [--json]”, “details set FIELD=VALUE…” or “details import "
                         "FILE”"));
  workspace = cli_workspace_open (&error);
  if (workspace == NULL)
    return cli_fail (CLI_PROBLEMS, error);
  presets = attest_workspace_get_presets (workspace);
  if (verb == NULL)
    code = show (presets, name, json);
  else if (strcmp (verb, "set") == 0)
    code = set (presets, name, argv + 2);
  else
    code = import (presets, name, argv + 2);
  return cli_workspace_close (workspace, code);
}
