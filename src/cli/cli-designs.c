/* attestctl designs: what the fields that name a design can name, as a service listed it last or
 * lists it now. */
#include "attest-config.h"

#include "cli-output.h"
#include "cli-workspace.h"
#include "cli.h"
#include "service/attest-design.h"

#include <glib/gi18n.h>
#include <stdio.h>

typedef struct
{
  char *environment;
  gboolean refresh;
  gboolean json;
} Options;

/* Returns: (transfer full) (nullable): the list, NULL with @error */
static AttestDesignList *
find_list (AttestWorkspace *workspace,
           const AttestPlace *place,
           const AttestDesignKind *kind,
           gboolean refresh,
           GError **error)
{
  g_auto (CliAwait) await = { NULL };
  AttestStore *store = attest_workspace_get_store (workspace);

  if (refresh && !cli_read_list (workspace, place, kind, error))
    return NULL;
  attest_store_load_designs_async (store, place, kind, NULL, cli_await_cb, &await);
  return attest_store_designs_finish (store, cli_await (&await), error);
}

static void
print_list (const AttestDesignKind *kind, const AttestDesignList *list)
{
  const char *titles[] = { _ ("ID"), _ ("Name"), NULL };
  CliTable *table = cli_table_new (titles);
  g_autofree char *read = list->read > 0 ? cli_format_time (list->read) : NULL;

  cli_print (stdout, "%s\n", _ (kind->title));
  for (guint i = 0; i < list->designs->len; i++)
    {
      AttestDesign *design = g_ptr_array_index (list->designs, i);
      const char *cells[] = { attest_design_get_id (design), attest_design_get_name (design) };

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
add_json (JsonBuilder *builder, const AttestDesignKind *kind, const AttestDesignList *list)
{
  json_builder_set_member_name (builder, kind->id);
  json_builder_begin_object (builder);
  cli_json_time (builder, "read", list->read);
  json_builder_set_member_name (builder, "designs");
  json_builder_begin_array (builder);
  for (guint i = 0; i < list->designs->len; i++)
    {
      AttestDesign *design = g_ptr_array_index (list->designs, i);

      json_builder_begin_object (builder);
      cli_json_member (builder, "id", attest_design_get_id (design));
      cli_json_member (builder, "name", attest_design_get_name (design));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static gboolean
has_designs_cb (const AttestService *service)
{
  return service->designs != NULL;
}

static int
list_designs_cb (AttestWorkspace *workspace,
                 const AttestPlace *place,
                 JsonBuilder *builder,
                 gpointer data)
{
  const Options *options = data;

  for (const AttestDesignKind *kind = place->service->designs; kind->id != NULL; kind++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AttestDesignList) list =
          find_list (workspace, place, kind, options->refresh, &error);

      if (list == NULL)
        return cli_fail (CLI_PROBLEMS, error);
      if (options->json)
        add_json (builder, kind, list);
      else
        print_list (kind, list);
    }
  return CLI_OK;
}

/* The command: lists designs. Returns: an exit code */
int
cli_designs (int argc, char **argv)
{
  Options o = { NULL };
  const GOptionEntry entries[] = {
    cli_text ("environment",
              &o.environment,
              N_ ("Environment to list (practice)"),
              "practice|test|production"),
    cli_flag ("refresh", &o.refresh, N_ ("Read them from the service now")),
    cli_flag ("json", &o.json, N_ ("Print the list as JSON")),
    G_OPTION_ENTRY_NULL,
  };
  g_autofree char *environment_id = NULL;
  gboolean parsed =
      cli_parse (NULL,
                 _ ("Lists the designs whose IDs a form can use, as last read from the service."),
                 entries,
                 &argc,
                 &argv);

  environment_id = o.environment;
  if (!parsed)
    return CLI_USAGE;
  if (argc > 1)
    return cli_usage (_ ("use “designs [--environment E] [--refresh] [--json]”"));
  return cli_list_places (
      &(CliListing){ environment_id, o.refresh, o.json, has_designs_cb, list_designs_cb, &o });
}
