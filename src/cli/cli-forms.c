/* attestctl forms: records that a service has, as it listed them last or lists them now, and
 * whether they are known here; a new draft from one of them. */
#include "attest-config.h"

#include "cli-output.h"
#include "cli-workspace.h"
#include "cli.h"
#include "store/attest-store-lists.h"

#include <glib/gi18n.h>
#include <stdio.h>

typedef struct
{
  char *environment;
  char *draft; /* the service's id of what a draft is made from */
  gboolean refresh;
  gboolean json;
} Options;

static const struct
{
  const char *id; /* in JSON */
  const char *words;
} known[] = {
  [ATTEST_KNOWN_NOT] = { "no", N_ ("no") },
  [ATTEST_KNOWN_BY_NAME] = { "name", N_ ("by its name") },
  [ATTEST_KNOWN_BY_ID] = { "id", N_ ("sent from here") },
};

/* Returns: (transfer full) (nullable): the list, NULL with @error */
static AttestStoredList *
find_list (AttestWorkspace *workspace, const AttestPlace *place, gboolean refresh, GError **error)
{
  g_auto (CliAwait) await = { NULL };
  AttestStore *store = attest_workspace_get_store (workspace);

  if (refresh && !cli_read_list (workspace, place, NULL, error))
    return NULL;
  attest_store_load_stored_async (store, place, NULL, NULL, cli_await_cb, &await);
  return attest_store_stored_finish (store, cli_await (&await), error);
}

static const char *
get_name (const AttestListed *listed)
{
  const AttestSchema *schema = attest_record_get_schema (listed->stored->record);

  return attest_record_get_text (listed->stored->record, schema->title_field);
}

static void
print_list (const AttestStoredList *list)
{
  const char *titles[] = { _ ("ID"), _ ("Name"), _ ("Created on"), _ ("Known here"), NULL };
  CliTable *table = cli_table_new (titles);
  g_autofree char *read = list->read > 0 ? cli_format_time (list->read) : NULL;

  for (guint i = 0; i < list->listed->len; i++)
    {
      const AttestListed *listed = g_ptr_array_index (list->listed, i);
      g_autofree char *created =
          listed->stored->created > 0 ? cli_format_time (listed->stored->created) : g_strdup ("");
      const char *cells[] = {
        listed->stored->id, get_name (listed), created, _ (known[listed->known].words)
      };

      cli_table_add (table, cells);
    }
  cli_table_print (table);
  cli_table_free (table);
  if (read != NULL)
    /* Translators: %s is a time */
    cli_print (stdout, _ ("Read on %s"), read);
  else
    cli_print (stdout, "%s", _ ("Not read yet; --refresh reads it from the service"));
  cli_print (stdout, "\n");
}

static void
add_json (JsonBuilder *builder, const AttestService *service, const AttestStoredList *list)
{
  json_builder_set_member_name (builder, service->schema->name);
  json_builder_begin_object (builder);
  cli_json_time (builder, "read", list->read);
  json_builder_set_member_name (builder, "records");
  json_builder_begin_array (builder);
  for (guint i = 0; i < list->listed->len; i++)
    {
      const AttestListed *listed = g_ptr_array_index (list->listed, i);

      json_builder_begin_object (builder);
      cli_json_member (builder, "id", listed->stored->id);
      cli_json_member (builder, "name", get_name (listed));
      cli_json_time (builder, "created", listed->stored->created);
      cli_json_member (builder, "known", known[listed->known].id);
      cli_json_member (builder, "draft", listed->draft_id);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* What the list did not tell is said. */
static int
make_draft (AttestWorkspace *workspace, const AttestStoredList *list, const char *id)
{
  const AttestListed *listed = attest_stored_list_find (list, id);
  g_auto (CliAwait) await = { NULL };
  g_autoptr (AttestDraft) draft = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *untold = NULL;

  if (listed == NULL)
    {
      g_set_error (&error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("“%s” is not in the list"), id);
      cli_fail (CLI_PROBLEMS, error);
      cli_tell_list ("forms --refresh");
      return CLI_PROBLEMS;
    }
  attest_workspace_add_draft_async (workspace, listed->stored->record, NULL, cli_await_cb, &await);
  draft = attest_workspace_add_draft_finish (workspace, cli_await (&await), &error);
  if (draft == NULL)
    return cli_fail (CLI_PROBLEMS, error);
  cli_print (stdout, "%s\n", attest_draft_get_id (draft));
  untold = attest_stored_dup_untold (listed->stored);
  if (untold != NULL)
    /* Translators: %s is a list of fields */
    cli_print (stderr, _ ("Not included in the list: %s\n"), untold);
  return CLI_OK;
}

static gboolean
lists_records_cb (const AttestService *service)
{
  return service->stored.path != NULL;
}

static int
list_records_cb (AttestWorkspace *workspace,
                 const AttestPlace *place,
                 JsonBuilder *builder,
                 gpointer data)
{
  const Options *options = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestStoredList) list = find_list (workspace, place, options->refresh, &error);

  if (list == NULL)
    return cli_fail (CLI_PROBLEMS, error);
  if (options->draft != NULL)
    return make_draft (workspace, list, options->draft);
  if (options->json)
    add_json (builder, place->service, list);
  else
    print_list (list);
  return CLI_OK;
}

/* The command: lists forms. Returns: an exit code */
int
cli_forms (int argc, char **argv)
{
  Options o = { NULL };
  const GOptionEntry entries[] = {
    cli_text ("environment",
              &o.environment,
              N_ ("Environment to list (practice)"),
              "practice|test|production"),
    cli_flag ("refresh", &o.refresh, N_ ("Read them from the service now")),
    cli_text ("draft", &o.draft, N_ ("Create a draft from the form with this ID"), N_ ("ID")),
    cli_flag ("json", &o.json, N_ ("Print the list as JSON")),
    G_OPTION_ENTRY_NULL,
  };
  g_autofree char *environment_id = NULL;
  g_autofree char *draft = NULL;
  gboolean parsed = cli_parse (NULL,
                               _ ("Lists the forms a service has, as last read from it, and "
                                  "whether they are also kept here."),
                               entries,
                               &argc,
                               &argv);

  environment_id = o.environment;
  draft = o.draft;
  if (!parsed)
    return CLI_USAGE;
  if (argc > 1 || (draft != NULL && o.json))
    return cli_usage (_ ("use “forms [--environment E] [--refresh] [--json | --draft ID]”"));
  return cli_list_places (
      &(CliListing){ environment_id, o.refresh, o.json, lists_records_cb, list_records_cb, &o });
}
