/* Opening and closing the workspace, and the practice service beside it. Main thread. */
#include "attest-config.h"
#include "cli-workspace.h"

#include "base/attest-listing.h"
#include "base/attest-reference.h"
#include "cli-output.h"
#include "cli-terminal.h"
#include "cli.h"

#include <glib/gi18n.h>

/**
 * cli_await_cb:
 * @source: who was called
 * @result: what came of it
 * @await: a #CliAwait
 *
 * The callback to give to a call, with the #CliAwait as its data.
 */
void
cli_await_cb (GObject *source, GAsyncResult *result, gpointer await)
{
  ((CliAwait *) await)->result = g_object_ref (result);
}

static gboolean
has_result (gpointer await)
{
  return ((CliAwait *) await)->result != NULL;
}

/**
 * cli_await:
 * @await: what a call was given
 *
 * Runs the main context until the call has ended.
 *
 * Returns: (transfer none): its result, for the call's finish function
 */
GAsyncResult *
cli_await (CliAwait *await)
{
  cli_await_until (has_result, await);
  return await->result;
}

/**
 * cli_await_until:
 * @is_met: asked again after whatever happened
 * @data: for @is_met
 *
 * Runs the main context until @is_met says so.
 */
void
cli_await_until (gboolean (*is_met) (gpointer data), gpointer data)
{
  while (!is_met (data))
    g_main_context_iteration (NULL, TRUE);
}

/**
 * cli_read_list:
 * @workspace: the workspace
 * @place: where it is
 * @kind: (nullable): a kind of designs of its service; %NULL: the records it lists
 * @error: return location of why it could not be read
 *
 * Reads what a service lists now, and waits until it is kept.
 *
 * Returns: whether it is
 */
gboolean
cli_read_list (AttestWorkspace *workspace,
               const AttestPlace *place,
               const AttestDesignKind *kind,
               GError **error)
{
  g_auto (CliAwait) await = { NULL };

  attest_workspace_read_list_async (workspace, place, kind, NULL, cli_await_cb, &await);
  return attest_workspace_read_list_finish (workspace, cli_await (&await), error);
}

/**
 * cli_keyring_is_idle:
 * @keyring: the #AttestKeyring
 *
 * Returns: whether it has done all that it was asked for
 */
gboolean
cli_keyring_is_idle (gpointer keyring)
{
  gboolean busy = FALSE;

  g_object_get (keyring, "busy", &busy, NULL);
  return !busy;
}

static void
keyring_slow_cb (AttestKeyring *keyring)
{
  if (attest_keyring_is_slow (keyring))
    cli_print (stderr,
               "%s\n",
               _ ("Waiting for the keyring. Unlock it in its window, if there is one; press Ctrl+C "
                  "to stop."));
}

/* Told by each command, until a window has shown it to somebody. @notice: (nullable) */
static void
tell_once (const char *notice)
{
  static char *told;

  if (notice == NULL || g_strcmp0 (notice, told) == 0)
    return;
  g_free (told);
  told = g_strdup (notice);
  cli_print (stderr, "attestctl: %s\n", notice);
}

static void
tell_notice_cb (AttestWorkspace *workspace)
{
  tell_once (attest_workspace_get_notice (workspace));
}

/**
 * cli_bulk_get_reason:
 * @workspace: an open workspace
 * @plans: (element-type AttestSendPlan): what is to be sent, at least one
 *
 * Returns: (nullable): why they may not go many at once, in words
 */
const char *
cli_bulk_get_reason (AttestWorkspace *workspace, GPtrArray *plans)
{
  static const char *const reasons[] = {
    [ATTEST_BULK_OFFERED] = NULL,
    [ATTEST_BULK_NONE] = N_ ("This service takes records one by one. Leave out --bulk."),
    [ATTEST_BULK_UNTRIED] = N_ ("Bulk upload to production is possible once a bulk upload was "
                                "accepted in test."),
    [ATTEST_BULK_KNOWN] = N_ ("Bulk upload is for first loads. Some of these records were accepted "
                              "there before, are still in the outbox, or were given twice."),
  };
  AttestOutbox *outbox = attest_workspace_get_outbox (workspace);
  const char *reason =
      reasons[attest_outbox_writer_can_bulk (attest_outbox_get_writer (outbox), plans)];

  return reason != NULL ? _ (reason) : NULL;
}

/* The user's own lists are compared with as well, by what checks records before a workspace is
 * open. What is wrong with them is said on standard error. */
void
cli_use_own_lists (void)
{
  g_autofree char *folder = attest_workspace_dup_usual_folder ();
  g_autofree char *notice = attest_reference_use_own (folder);

  tell_once (notice);
}

/* Returns: whether there is anything to open; nothing is made to find out */
gboolean
cli_workspace_exists (void)
{
  g_autofree char *folder = attest_workspace_dup_usual_folder ();

  return g_file_test (folder, G_FILE_TEST_IS_DIR);
}

/**
 * cli_workspace_open:
 * @error: return location for why it cannot be opened, in words
 *
 * Opens the user's workspace. What a person should know of it, and that the keyring is waited for,
 * is said on standard error.
 *
 * Returns: (transfer full) (nullable): it, for cli_workspace_close()
 */
AttestWorkspace *
cli_workspace_open (GError **error)
{
  g_autoptr (AttestWorkspace) workspace = attest_workspace_new (NULL);
  g_auto (CliAwait) await = { NULL };

  attest_workspace_open_async (workspace, NULL, cli_await_cb, &await);
  if (!attest_workspace_open_finish (workspace, cli_await (&await), error))
    return NULL;
  g_signal_connect (
      attest_workspace_get_keyring (workspace), "notify::slow", G_CALLBACK (keyring_slow_cb), NULL);
  g_signal_connect (attest_workspace_get_outbox (workspace),
                    "sign-in",
                    G_CALLBACK (cli_terminal_sign_in_cb),
                    NULL);
  if (attest_workspace_get_error (workspace) != NULL)
    cli_print (stderr, "attestctl: %s\n", attest_workspace_get_error (workspace));
  tell_notice_cb (workspace);
  g_signal_connect (workspace, "notify::notice", G_CALLBACK (tell_notice_cb), NULL);
  return g_steal_pointer (&workspace);
}

/**
 * cli_workspace_close:
 * @self: (transfer full): an open workspace
 * @code: the exit code so far
 *
 * Waits for the last write, and for the keyring to have what it was given.
 *
 * Returns: @code, or another one if that failed
 */
int
cli_workspace_close (AttestWorkspace *self, int code)
{
  g_auto (CliAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  cli_await_until (cli_keyring_is_idle, attest_workspace_get_keyring (self));
  attest_workspace_close_async (self, cli_await_cb, &await);
  if (!attest_workspace_close_finish (self, cli_await (&await), &error))
    code = MAX (code, cli_fail (CLI_PROBLEMS, error));
  g_object_unref (self);
  return code;
}

/**
 * cli_practice_start:
 * @workspace: (nullable): to be told of it, and to keep what is practised with beside its data
 * @port: the loopback port, 0 for any free one
 * @error: return location for why it cannot run
 *
 * Returns: (transfer full) (nullable): the running service
 */
AttestPractice *
cli_practice_start (AttestWorkspace *workspace, guint port, GError **error)
{
  g_autoptr (AttestPractice) practice = attest_practice_new ();
  guint n_services = 0;
  const AttestService *const *services = attest_service_list (&n_services);

  if (workspace != NULL)
    {
      g_autofree char *state =
          g_build_filename (attest_workspace_get_folder (workspace), "practice.json", NULL);
      g_object_set (practice, "state-path", state, NULL);
    }
  if (!attest_practice_start (practice, port, error))
    return NULL;
  if (attest_practice_get_kept_path (practice) != NULL)
    {
      cli_print (stderr,
                 _ ("The practice service’s file is damaged. It was kept as “%s”; practice "
                    "continues with what could be read."),
                 attest_practice_get_kept_path (practice));
      cli_print (stderr, "\n");
    }
  for (guint i = 0; workspace != NULL && i < n_services; i++)
    attest_workspace_set_practice_url (
        workspace, services[i], attest_practice_get_url (practice, services[i]->id));
  return g_steal_pointer (&practice);
}

static int
list_places (AttestWorkspace *workspace, const CliListing *listing, AttestEnvironment environment)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (AttestPractice) practice = NULL;
  g_autoptr (GError) error = NULL;
  guint n_services = 0;
  const AttestService *const *services = attest_service_list (&n_services);
  int code = CLI_OK;

  if (listing->refresh && environment == ATTEST_ENVIRONMENT_PRACTICE)
    practice = cli_practice_start (workspace, 0, &error);
  if (error != NULL)
    return cli_fail (CLI_PROBLEMS, error);
  json_builder_begin_object (builder);
  for (guint i = 0; code == CLI_OK && i < n_services; i++)
    if (listing->is_listed_cb (services[i]))
      {
        AttestPlace place = { services[i],
                              environment,
                              attest_workspace_get_host (workspace, services[i], environment) };

        code = listing->list_cb (workspace, &place, builder, listing->data);
      }
  json_builder_end_object (builder);
  if (code == CLI_OK && listing->json)
    cli_json_print (builder);
  return code;
}

/**
 * cli_list_places:
 * @listing: what is listed
 *
 * Opens the workspace, and lists what each service has that has any.
 *
 * Returns: an exit code
 */
int
cli_list_places (const CliListing *listing)
{
  AttestEnvironment environment = ATTEST_ENVIRONMENT_PRACTICE;
  AttestWorkspace *workspace = NULL;
  g_autoptr (GError) error = NULL;

  if (listing->environment != NULL
      && !attest_environment_from_id (listing->environment, &environment))
    return cli_usage (_ ("the environment is “practice”, “test” or “production”"));
  workspace = cli_workspace_open (&error);
  if (workspace == NULL)
    return cli_fail (CLI_PROBLEMS, error);
  return cli_workspace_close (workspace, list_places (workspace, listing, environment));
}

/**
 * cli_json_row:
 * @builder: in an object
 * @row: a submission
 *
 * Adds what every list tells of one: id, time, service and environment (words that this version
 * does not know as they stand), host and record.
 */
void
cli_json_row (JsonBuilder *builder, AttestSubmission *row)
{
  cli_json_member (builder, "id", attest_submission_get_id (row));
  cli_json_time (builder, "time", attest_submission_get_created (row));
  cli_json_member (builder, "service", attest_submission_get_service_text (row, TRUE));
  cli_json_member (builder, "environment", attest_submission_get_environment_text (row, TRUE));
  cli_json_member (builder, "host", attest_submission_get_host (row));
  cli_json_member (builder, "record", attest_submission_get_title (row));
}

/**
 * cli_read_target:
 * @argc: how many arguments there are
 * @argv: they: SERVICE ENVIRONMENT
 * @service: (out): the service
 * @environment: (out): the environment
 *
 * Prints what is wrong itself.
 *
 * Returns: whether there are such
 */
gboolean
cli_read_target (int argc,
                 char **argv,
                 const AttestService **service,
                 AttestEnvironment *environment)
{
  guint n_services = 0;
  const AttestService *const *services = attest_service_list (&n_services);
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < n_services; i++)
    attest_listing_add (ids, services[i]->id);
  *service = argc > 0 ? attest_service_get (argv[0]) : NULL;
  if (*service == NULL)
    /* Translators: %s is a list of words that can be given */
    cli_usage (_ ("the service is one of: %s"), ids->str);
  else if (argc < 2 || !attest_environment_from_id (argv[1], environment))
    cli_usage (_ ("the environment is “practice”, “test” or “production”"));
  else
    return TRUE;
  return FALSE;
}
