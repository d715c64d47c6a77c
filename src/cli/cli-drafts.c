/* attestctl drafts: the drafts as the window lists them, filtered and searched by the same words.
 */
#include "attest-config.h"

#include "cli-output.h"
#include "cli-rows.h"
#include "cli-workspace.h"
#include "cli.h"
#include "model/attest-kinds.h"

#include <glib/gi18n.h>

typedef struct
{
  AttestRegisterQuery query;
  JsonBuilder *builder;
  CliTable *table;
} Listing;

static void
add_json (JsonBuilder *builder, AttestDraft *draft, AttestEnvironment environment)
{
  const AttestPublished *published = attest_draft_get_published (draft, environment);

  json_builder_begin_object (builder);
  cli_json_member (builder, "id", attest_draft_get_id (draft));
  cli_json_member (builder, "kind", attest_draft_get_schema (draft)->name);
  cli_json_member (builder, "record", attest_draft_get_title (draft));
  cli_json_member (builder, "entity", attest_draft_get_entity (draft));
  cli_json_member (builder, "status", attest_draft_get_status (draft));
  cli_json_member (builder, "standards", attest_draft_get_standards (draft));
  cli_json_member (builder, "expiry", attest_draft_get_expiry (draft));
  json_builder_set_member_name (builder, "errors");
  json_builder_add_int_value (builder, attest_draft_get_n_errors (draft));
  json_builder_set_member_name (builder, "warnings");
  json_builder_add_int_value (builder, attest_draft_get_n_warnings (draft));
  cli_json_time (builder, "changed", attest_draft_get_changed (draft));
  cli_json_member (builder, "environment", attest_environment_get_id (environment));
  cli_json_member (builder, "outcome", attest_published_state_get_id (published->state));
  cli_json_time (builder, "accepted", published->accepted);
  cli_json_time (builder, "attempted", published->attempted);
  json_builder_set_member_name (builder, "refused-fields");
  json_builder_add_int_value (builder, published->n_fields);
  json_builder_end_object (builder);
}

static void
add_row (CliTable *table, AttestDraft *draft, AttestEnvironment environment)
{
  const AttestPublished *published = attest_draft_get_published (draft, environment);
  g_autofree char *changed = cli_format_time (attest_draft_get_changed (draft));
  g_autofree char *problems = g_strdup_printf (
      "%u/%u", attest_draft_get_n_errors (draft), attest_draft_get_n_warnings (draft));
  const char *cells[] = { attest_schema_get_title (attest_draft_get_schema (draft)),
                          attest_draft_get_title (draft),
                          attest_draft_get_entity (draft),
                          attest_draft_get_status (draft),
                          attest_draft_get_standards (draft),
                          attest_draft_get_expiry (draft),
                          problems,
                          attest_published_state_get_label (published->state),
                          changed };

  cli_table_add (table, cells);
}

static gboolean
is_loaded_cb (gpointer draft)
{
  return attest_draft_get_loaded (draft);
}

/* Returns: an exit code */
static int
list_kind (AttestWorkspace *workspace, const AttestSchema *schema, Listing *listing)
{
  g_autoptr (AttestRegister) list = attest_workspace_new_register (workspace, schema);
  g_autoptr (GPtrArray) drafts = NULL;

  attest_register_set_query (list, &listing->query);
  drafts = cli_load_rows (G_LIST_MODEL (list), is_loaded_cb, 0);
  for (guint i = 0; i < drafts->len; i++)
    {
      add_json (listing->builder, drafts->pdata[i], listing->query.environment);
      add_row (listing->table, drafts->pdata[i], listing->query.environment);
    }
  return cli_end_rows (G_LIST_MODEL (list));
}

/* Returns: an exit code */
static int
print_drafts (AttestWorkspace *workspace, const AttestRegisterQuery *query, gboolean json)
{
  guint n_kinds = 0;
  const AttestSchema *const *kinds = attest_kinds_list (&n_kinds);
  const char *titles[] = { _ ("Kind"),
                           _ ("Record"),
                           _ ("Entity"),
                           _ ("Status"),
                           _ ("Standards"),
                           _ ("Expires"),
                           _ ("Errors/warnings"),
                           attest_environment_get_label (query->environment),
                           _ ("Changed"),
                           NULL };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  Listing listing = { *query, builder, cli_table_new (titles) };
  int code = CLI_OK;

  json_builder_begin_array (builder);
  for (guint k = 0; k < n_kinds && code == CLI_OK; k++)
    code = list_kind (workspace, kinds[k], &listing);
  json_builder_end_array (builder);
  if (json)
    cli_json_print (builder);
  else
    cli_table_print (listing.table);
  cli_table_free (listing.table);
  return code;
}

/* The command: lists the drafts. Returns: an exit code */
int
cli_drafts (int argc, char **argv)
{
  gboolean json = FALSE;
  g_autofree char *filter = NULL;
  g_autofree char *environment = NULL;
  g_autofree char *search = NULL;
  AttestRegisterQuery query = { .environment = ATTEST_ENVIRONMENT_PRODUCTION, .descending = TRUE };
  const GOptionEntry entries[] = {
    cli_text ("environment",
              &environment,
              N_ ("Environment to show the state of (production)"),
              "practice|test|production"),
    cli_text ("filter",
              &filter,
              N_ ("What to list (all)"),
              "all|to-do|ready|refused|unknown|changed|waiting|expiring"),
    cli_text ("search", &search, N_ ("Words to look for"), "TEXT"),
    cli_flag ("json", &json, N_ ("Print the result as JSON")),
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  AttestWorkspace *workspace = NULL;

  if (!cli_parse (NULL, _ ("Lists the drafts."), entries, &argc, &argv))
    return CLI_USAGE;
  if (argc > 1)
    return cli_usage (_ ("unexpected argument “%s”"), argv[1]);
  if (environment != NULL && !attest_environment_from_id (environment, &query.environment))
    return cli_usage (_ ("the environment is “practice”, “test” or “production”"));
  if (filter != NULL && !attest_register_filter_from_id (filter, &query.filter))
    return cli_usage (_ ("unknown filter “%s”; see --help"), filter);
  query.search = search;
  workspace = cli_workspace_open (&error);
  if (workspace == NULL)
    return cli_fail (CLI_PROBLEMS, error);
  return cli_workspace_close (workspace, print_drafts (workspace, &query, json));
}
