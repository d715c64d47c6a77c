/* The user's workspace, opened for one command, and waiting for the calls of the core: a command
 * has nothing else to do meanwhile. Main thread. */
#pragma once

#include "attest-practice.h"
#include "workspace/attest-workspace.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  GAsyncResult *result;
} CliAwait;

void cli_await_cb (GObject *source, GAsyncResult *result, gpointer await);
GAsyncResult *cli_await (CliAwait *await);
void cli_await_until (gboolean (*is_met) (gpointer data), gpointer data);

static inline void
cli_await_clear (CliAwait *await)
{
  g_clear_object (&await->result);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliAwait, cli_await_clear)

void cli_use_own_lists (void);
gboolean cli_workspace_exists (void);
const char *cli_bulk_get_reason (AttestWorkspace *workspace, GPtrArray *plans);
AttestWorkspace *cli_workspace_open (GError **error);
gboolean cli_keyring_is_idle (gpointer keyring);
int cli_workspace_close (AttestWorkspace *self, int code);
AttestPractice *cli_practice_start (AttestWorkspace *workspace, guint port, GError **error);

/* What a command lists of each service that has it. */
typedef struct
{
  const char *environment; /* (nullable): as it was typed; practice */
  gboolean refresh;        /* asks the service now: of practice, one that runs for it */
  gboolean json;
  gboolean (*is_listed_cb) (const AttestService *service);
  /* Prints, or adds to the object in @builder. Returns: an exit code */
  int (*list_cb) (AttestWorkspace *workspace,
                  const AttestPlace *place,
                  JsonBuilder *builder,
                  gpointer data);
  gpointer data; /* for @list_cb */
} CliListing;

int cli_list_places (const CliListing *listing);
gboolean cli_read_list (AttestWorkspace *workspace,
                        const AttestPlace *place,
                        const AttestDesignKind *kind /* (nullable): records */,
                        GError **error);

void cli_json_row (JsonBuilder *builder, AttestSubmission *row);

gboolean cli_read_target (int argc,
                          char **argv,
                          const AttestService **service,
                          AttestEnvironment *environment);

G_END_DECLS
