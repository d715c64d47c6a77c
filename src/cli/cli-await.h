/* Waiting for an asynchronous call of the core: a command has nothing else to do meanwhile. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  GAsyncResult *result;
} CliAwait;

void cli_await_done (GObject *source, GAsyncResult *result, gpointer await);
GAsyncResult *cli_await (CliAwait *await);
void cli_await_until (gboolean (*is_met) (gpointer data), gpointer data);

static inline void
cli_await_clear (CliAwait *await)
{
  g_clear_object (&await->result);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliAwait, cli_await_clear)

G_END_DECLS
