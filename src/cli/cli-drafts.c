/* attestctl drafts: the drafts as the window lists them. */
#include "attest-config.h"

#include "cli-output.h"
#include "cli-workspace.h"
#include "cli.h"
#include "model/attest-kinds.h"

#include <glib/gi18n.h>

static void
add_json (JsonBuilder *builder, AttestDraft *draft)
{
  AttestState state = attest_draft_get_last_state (draft);

  json_builder_begin_object (builder);
  cli_json_member (builder, "id", attest_draft_get_id (draft));
  cli_json_member (builder, "kind", attest_draft_get_schema (draft)->name);
  cli_json_member (builder, "record", attest_draft_get_title (draft));
  cli_json_member (builder, "entity", attest_draft_get_entity (draft));
  cli_json_member (builder, "status", attest_draft_get_status (draft));
  json_builder_set_member_name (builder, "errors");
  json_builder_add_int_value (builder, attest_draft_get_n_errors (draft));
  json_builder_set_member_name (builder, "warnings");
  json_builder_add_int_value (builder, attest_draft_get_n_warnings (draft));
  cli_json_time (builder, "changed", attest_draft_get_changed (draft));
  cli_json_member (
      builder, "outcome", state != ATTEST_STATE_NONE ? attest_state_get_id (state) : NULL);
  json_builder_end_object (builder);
}

static void
add_row (CliTable *table, AttestDraft *draft)
{
  AttestState state = attest_draft_get_last_state (draft);
  g_autofree char *changed = cli_format_time (attest_draft_get_changed (draft));
  g_autofree char *problems = g_strdup_printf (
      "%u/%u", attest_draft_get_n_errors (draft), attest_draft_get_n_warnings (draft));
  const char *cells[] = { attest_schema_get_title (attest_draft_get_schema (draft)),
                          attest_draft_get_title (draft),
                          attest_draft_get_entity (draft),
                          attest_draft_get_status (draft),
                          problems,
                          state != ATTEST_STATE_NONE ? attest_state_get_label (state) : NULL,
                          changed };

  cli_table_add (table, cells);
}

static void
print_drafts (AttestWorkspace *workspace, gboolean json)
{
  guint n_kinds = 0;
  const AttestSchema *const *kinds = attest_kinds_list (&n_kinds);
  const char *titles[] = {
    _ ("Kind"),    _ ("Record"),  _ ("Entity"), _ ("Status"), _ ("Errors/warnings"),
    _ ("Outcome"), _ ("Changed"), NULL
  };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  CliTable *table = cli_table_new (titles);

  json_builder_begin_array (builder);
  for (guint k = 0; k < n_kinds; k++)
    {
      GListModel *drafts = attest_workspace_get_drafts (workspace, kinds[k]);

      for (guint i = 0; i < g_list_model_get_n_items (drafts); i++)
        {
          g_autoptr (AttestDraft) draft = g_list_model_get_item (drafts, i);

          add_json (builder, draft);
          add_row (table, draft);
        }
    }
  json_builder_end_array (builder);
  if (json)
    cli_json_print (builder);
  else
    cli_table_print (table);
  cli_table_free (table);
}

/* The command: lists the drafts. Returns: an exit code */
int
cli_drafts (int argc, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print the result as JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  AttestWorkspace *workspace = NULL;

  if (!cli_parse (NULL, _ ("Lists the drafts."), entries, &argc, &argv))
    return CLI_USAGE;
  if (argc > 1)
    return cli_usage (_ ("unexpected argument “%s”"), argv[1]);
  workspace = cli_workspace_open (&error);
  if (workspace == NULL)
    return cli_fail (CLI_PROBLEMS, error);
  print_drafts (workspace, json);
  return cli_workspace_close (workspace, CLI_OK);
}
