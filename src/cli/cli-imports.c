/* attestctl imports, attestctl profiles: what was imported, and what was decided for sheets to
 * come.
 */
#include "attest-config.h"

#include "cli-output.h"
#include "cli-workspace.h"
#include "cli.h"
#include "intake/attest-intake.h"
#include "intake/attest-profile.h"
#include "store/attest-store-profiles.h"
#include "workspace/attest-import.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MAX_PROFILE (1000 * 1000) /* bytes */

/* Imports. */

static void
print_imports_json (GPtrArray *infos)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < infos->len; i++)
    {
      const AttestImportInfo *info = infos->pdata[i];
      const struct
      {
        const char *name;
        guint number;
      } numbers[] = { { "rows", info->n_rows },
                      { "records", info->n_records },
                      { "created", info->n_created },
                      { "updated", info->n_updated },
                      { "others", info->n_others } };

      json_builder_begin_object (builder);
      cli_json_member (builder, "id", info->id);
      cli_json_member (builder, "file", info->name);
      cli_json_member (builder, "kind", info->schema != NULL ? info->schema->name : NULL);
      cli_json_member (builder, "state", info->state);
      cli_json_member (builder, "profile", info->profile);
      cli_json_member (builder, "sha256", info->sha256);
      cli_json_time (builder, "time", info->created);
      for (guint j = 0; j < G_N_ELEMENTS (numbers); j++)
        {
          json_builder_set_member_name (builder, numbers[j].name);
          json_builder_add_int_value (builder, numbers[j].number);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  cli_json_print (builder);
}

static const char *
get_state_label (const char *state)
{
  if (strcmp (state, "kept") == 0)
    return _ ("kept");
  return strcmp (state, "undone") == 0 ? _ ("undone") : _ ("not finished");
}

static void
print_imports (GPtrArray *infos)
{
  const char *const titles[] = { _ ("ID"),      _ ("Time"),    _ ("File"), _ ("State"),
                                 _ ("Created"), _ ("Updated"), NULL };
  CliTable *table = cli_table_new (titles);

  for (guint i = 0; i < infos->len; i++)
    {
      const AttestImportInfo *info = infos->pdata[i];
      g_autofree char *time = cli_format_time (info->created);
      g_autofree char *created = g_strdup_printf ("%u", info->n_created);
      g_autofree char *updated = g_strdup_printf ("%u", info->n_updated);
      const char *const cells[] = { info->id, time,    info->name, get_state_label (info->state),
                                    created,  updated, NULL };

      cli_table_add (table, cells);
    }
  cli_table_print (table);
  cli_table_free (table);
}

static int
list_imports (AttestWorkspace *workspace, gboolean json)
{
  g_auto (CliAwait) await = { NULL };
  AttestStore *store = attest_workspace_get_store (workspace);
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GError) error = NULL;

  attest_store_list_imports_async (store, NULL, cli_await_cb, &await);
  infos = attest_store_list_imports_finish (store, cli_await (&await), &error);
  if (infos == NULL)
    return cli_fail (CLI_PROBLEMS, error);
  if (json)
    print_imports_json (infos);
  else
    print_imports (infos);
  return CLI_OK;
}

/* Why a draft stays: for programs, and for people. */
typedef struct
{
  const char *id;
  const char *words;
} Reason;

static Reason
get_reason (const AttestImportRow *row)
{
  if (row->is_waiting)
    return (Reason){ "waiting", _ ("it is waiting in the outbox, and is kept") };
  if (row->is_sent)
    return (Reason){ "sent", _ ("it was sent since, and is kept") };
  return (Reason){ "edited", _ ("it was edited since, and is kept") };
}

static void
print_undone_json (GPtrArray *rows, guint n_undone)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "undone");
  json_builder_add_int_value (builder, n_undone);
  json_builder_set_member_name (builder, "kept");
  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      const AttestImportRow *row = rows->pdata[i];

      json_builder_begin_object (builder);
      cli_json_member (builder, "title", row->title);
      cli_json_member (builder, "draft", row->draft_id);
      cli_json_member (builder, "why", get_reason (row).id);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  cli_json_print (builder);
}

static void
print_undone (GPtrArray *rows, guint n_undone)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const AttestImportRow *row = rows->pdata[i];

      cli_print (stdout, "%s: %s\n", row->title, get_reason (row).words);
    }
  cli_print (stdout,
             ngettext ("%u draft is as it was before the import.\n",
                       "%u drafts are as they were before the import.\n",
                       n_undone),
             n_undone);
}

/* Those that the import made or changed. */
static gboolean
was_changed (const AttestImportRow *row)
{
  return strcmp (row->effect, "create") == 0 || strcmp (row->effect, "update") == 0;
}

static int
undo_import (AttestWorkspace *workspace, const char *id, gboolean json)
{
  g_auto (CliAwait) await = { NULL };
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  guint n_undone = 0;

  attest_import_undo_kept_async (workspace, id, cli_await_cb, &await);
  rows = attest_import_undo_kept_finish (workspace, cli_await (&await), &error);
  if (rows == NULL)
    return cli_fail_to_find (error, "imports");
  for (guint i = 0; i < rows->len; i++)
    {
      AttestImportRow *row = rows->pdata[i];

      if (!was_changed (row))
        continue;
      if (row->is_edited || row->is_sent)
        g_ptr_array_add (kept, row);
      else
        n_undone++;
    }
  if (json)
    print_undone_json (kept, n_undone);
  else
    print_undone (kept, n_undone);
  return CLI_OK;
}

static int
run_imports (int argc, char **argv, gboolean json)
{
  g_autoptr (GError) error = NULL;
  AttestWorkspace *workspace = NULL;
  gboolean undoes = argc == 3 && strcmp (argv[1], "undo") == 0;

  if (argc > 1 && !undoes)
    return cli_usage (_ ("use “imports” or “imports undo ID”"));
  workspace = cli_workspace_open (&error);
  if (workspace == NULL)
    return cli_fail (CLI_PROBLEMS, error);
  return cli_workspace_close (
      workspace, undoes ? undo_import (workspace, argv[2], json) : list_imports (workspace, json));
}

/* The command: lists imports, or takes one back. Returns: an exit code */
int
cli_imports (int argc, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    cli_flag ("json", &json, N_ ("Print the result as JSON")),
    G_OPTION_ENTRY_NULL,
  };

  if (!cli_parse (
          _ ("[undo ID]"),
          _ ("Lists what was imported, or undoes one import: drafts it created are deleted, and "
             "drafts it changed are restored. What was edited, sent or added "
             "to the outbox since is kept."),
          entries,
          &argc,
          &argv))
    return CLI_USAGE;
  return run_imports (argc, argv, json);
}

/* Profiles. */

/* Returns: (transfer full) (nullable) (element-type AttestProfile): those that come with the
 * program, then one's own */
static GPtrArray *
load_profiles (AttestWorkspace *workspace, GError **error)
{
  g_auto (CliAwait) await = { NULL };
  AttestStore *store = attest_workspace_get_store (workspace);
  GPtrArray *profiles = attest_profiles_load_shipped ();
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) maps = NULL;

  attest_store_list_profiles_async (store, NULL, cli_await_cb, &await);
  if (!attest_store_list_profiles_finish (store, cli_await (&await), &rows, &maps, error))
    {
      g_ptr_array_unref (profiles);
      return NULL;
    }
  for (guint i = 0; i < rows->len; i++)
    {
      AttestProfile *profile =
          attest_profile_read (((AttestProfileRow *) rows->pdata[i])->content, NULL);

      if (profile != NULL)
        g_ptr_array_add (profiles, profile);
    }
  return profiles;
}

static int
list_profiles (GPtrArray *profiles, gboolean json)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < profiles->len; i++)
    {
      const AttestProfile *profile = profiles->pdata[i];

      if (!json)
        cli_print (stdout,
                   "%s%s%s\n",
                   profile->name,
                   profile->is_shipped ? "  " : "",
                   profile->is_shipped ? _ ("(comes with Attest)") : "");
      json_builder_begin_object (builder);
      cli_json_member (builder, "name", profile->name);
      json_builder_set_member_name (builder, "built_in");
      json_builder_add_boolean_value (builder, profile->is_shipped);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  if (json)
    cli_json_print (builder);
  return CLI_OK;
}

static const AttestProfile *
find_profile (GPtrArray *profiles, const char *name)
{
  for (guint i = profiles->len; i > 0; i--)
    if (strcmp (((AttestProfile *) profiles->pdata[i - 1])->name, name) == 0)
      return profiles->pdata[i - 1];
  cli_print (stderr, _ ("attestctl: there is no profile “%s”.\n"), name);
  cli_tell_list ("profiles");
  return NULL;
}

static int
export_profile (GPtrArray *profiles, const char *name)
{
  const AttestProfile *profile = find_profile (profiles, name);
  g_autofree char *json = profile != NULL ? attest_profile_write (profile) : NULL;

  if (json != NULL)
    cli_print (stdout, "%s\n", json);
  return json != NULL ? CLI_OK : CLI_PROBLEMS;
}

/* @content: (nullable) (transfer full): %NULL removes it */
static int
save_profile (AttestWorkspace *workspace, const char *name, char *content)
{
  g_auto (CliAwait) await = { NULL };
  AttestStore *store = attest_workspace_get_store (workspace);
  GPtrArray *rows = g_ptr_array_new_with_free_func (attest_profile_row_free);
  AttestProfileRow *row = g_new0 (AttestProfileRow, 1);
  g_autoptr (GError) error = NULL;

  row->name = g_strdup (name);
  row->content = content;
  g_ptr_array_add (rows, row);
  attest_store_save_profiles_async (store, rows, NULL, cli_await_cb, &await);
  return attest_store_save_profiles_finish (store, cli_await (&await), &error)
             ? CLI_OK
             : cli_fail (CLI_PROBLEMS, error);
}

static int
import_profile (AttestWorkspace *workspace, const char *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      attest_intake_load (strcmp (file, "-") == 0 ? NULL : file, STDIN_FILENO, MAX_PROFILE, &error);
  g_autofree char *text =
      bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
  g_autoptr (AttestProfile) profile = text != NULL ? attest_profile_read (text, &error) : NULL;

  if (profile == NULL)
    return cli_fail (CLI_UNREADABLE, error);
  return save_profile (workspace, profile->name, attest_profile_write (profile));
}

static int
remove_profile (AttestWorkspace *workspace, GPtrArray *profiles, const char *name)
{
  const AttestProfile *profile = find_profile (profiles, name);

  if (profile == NULL)
    return CLI_PROBLEMS;
  if (!profile->is_shipped)
    return save_profile (workspace, name, NULL);
  cli_print (stderr, "attestctl: %s\n", _ ("It comes with Attest, and cannot be removed."));
  return CLI_PROBLEMS;
}

static int
run_in_workspace (AttestWorkspace *workspace, int argc, char **argv, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) profiles = load_profiles (workspace, &error);

  if (profiles == NULL)
    return cli_fail (CLI_PROBLEMS, error);
  if (argc == 1)
    return list_profiles (profiles, json);
  if (strcmp (argv[1], "export") == 0)
    return export_profile (profiles, argv[2]);
  if (strcmp (argv[1], "import") == 0)
    return import_profile (workspace, argv[2]);
  return remove_profile (workspace, profiles, argv[2]);
}

/* The command: lists, exports, imports or removes profiles. Returns: an exit code */
int
cli_profiles (int argc, char **argv)
{
  static const char *const verbs[] = { "export", "import", "remove", NULL };
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    cli_flag ("json", &json, N_ ("Print the result as JSON")),
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  AttestWorkspace *workspace = NULL;

  if (!cli_parse (_ ("[export NAME | import FILE | remove NAME]"),
                  _ ("Lists the profiles for reading sheets. “export” prints one as JSON, “import” "
                     "saves one from such a file."),
                  entries,
                  &argc,
                  &argv))
    return CLI_USAGE;
  if (argc != 1 && (argc != 3 || !g_strv_contains (verbs, argv[1])))
    return cli_usage (_ ("use “export NAME”, “import FILE” or “remove NAME”"));
  workspace = cli_workspace_open (&error);
  if (workspace == NULL)
    return cli_fail (CLI_PROBLEMS, error);
  return cli_workspace_close (workspace, run_in_workspace (workspace, argc, argv, json));
}
