/* attestctl check: the same checks as in the window. */
#include "attest-config.h"

#include "cli-input.h"
#include "cli-output.h"
#include "cli-workspace.h"
#include "cli.h"

#include <glib/gi18n.h>
#include <stdio.h>

static void
print_problem (FILE *out, CliInput *input, AttestProblem *problem)
{
  gboolean is_error = attest_problem_get_severity (problem) == ATTEST_SEVERITY_ERROR;
  const char *path = attest_problem_get_path (problem);

  cli_print (out,
             "%s: %s: %s%s%s\n",
             input->name,
             is_error ? _ ("error") : _ ("warning"),
             path,
             *path != '\0' ? ": " : "",
             attest_problem_get_message (problem));
}

/**
 * cli_problems_print:
 * @inputs: (element-type CliInput): what was read
 * @to_stderr: whether to standard error, since something else is told on standard output
 *
 * A line for each problem.
 */
void
cli_problems_print (GPtrArray *inputs, gboolean to_stderr)
{
  for (guint i = 0; i < inputs->len; i++)
    {
      CliInput *input = inputs->pdata[i];

      for (guint p = 0; p < input->problems->len; p++)
        print_problem (to_stderr ? stderr : stdout, input, input->problems->pdata[p]);
    }
}

static void
add_json (JsonBuilder *builder, CliInput *input, AttestProblem *problem)
{
  json_builder_begin_object (builder);
  cli_json_member (builder, "file", input->file);
  cli_json_record (builder, input->number);
  cli_json_member (
      builder, "severity", attest_severity_get_id (attest_problem_get_severity (problem)));
  cli_json_member (builder, "path", attest_problem_get_path (problem));
  cli_json_member (builder, "message", attest_problem_get_message (problem));
  cli_json_member (builder, "rule", attest_problem_get_rule (problem));
  cli_json_member (builder, "source", attest_source_get_id (attest_problem_get_source (problem)));
  json_builder_end_object (builder);
}

static void
print_json (GPtrArray *inputs)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; i < inputs->len; i++)
    {
      CliInput *input = inputs->pdata[i];

      for (guint p = 0; p < input->problems->len; p++)
        add_json (builder, input, input->problems->pdata[p]);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  cli_json_print (builder);
}

/* The command: reads its arguments, says what is wrong in the files. Returns: an exit code */
int
cli_check (int argc, char **argv)
{
  g_autofree char *kind = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "kind",
      0,
      0,
      G_OPTION_ARG_STRING,
      &kind,
      N_ ("Kind of record in the files"),
      "certificate|form" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print the result as JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  const AttestSchema *schema = NULL;
  g_autoptr (GPtrArray) inputs = NULL;
  int code = CLI_OK;

  if (!cli_parse (_ ("FILE…"),
                  _ ("Checks the records in JSON files; “-” reads standard input. Exits with 1 if "
                     "there are problems, with 6 if a file cannot be read."),
                  entries,
                  &argc,
                  &argv))
    return CLI_USAGE;
  if (argc < 2)
    return cli_usage (_ ("specify at least one file"));
  if (!cli_kind_from_id (kind, &schema))
    return CLI_USAGE;

  cli_use_own_lists ();
  inputs = cli_input_read_all (argv + 1, schema);
  code = cli_input_get_code (inputs);
  if (json)
    print_json (inputs);
  else
    {
      cli_problems_print (inputs, FALSE);
      if (code == CLI_OK)
        cli_print (stdout, "%s\n", _ ("No problems."));
    }
  return code;
}
