/* What the commands of attestctl share: their table, their exit codes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Exit codes; of several records the highest counts. */
enum
{
  CLI_OK = 0,
  CLI_PROBLEMS = 1, /* also: asked for something that is not there */
  CLI_USAGE = 2,
  CLI_REFUSED = 3,
  CLI_NOT_SENT = 4,
  CLI_UNKNOWN = 5,
  CLI_UNREADABLE = 6,
};

/* Each gets its own arguments, argv[0] being the command's name. */
int cli_check (int argc, char **argv);
int cli_designs (int argc, char **argv);
int cli_details (int argc, char **argv);
int cli_drafts (int argc, char **argv);
int cli_export (int argc, char **argv);
int cli_forms (int argc, char **argv);
int cli_history (int argc, char **argv);
int cli_host (int argc, char **argv);
int cli_import (int argc, char **argv);
int cli_imports (int argc, char **argv);
int cli_key (int argc, char **argv);
int cli_outbox (int argc, char **argv);
int cli_practice (int argc, char **argv);
int cli_profiles (int argc, char **argv);
int cli_send (int argc, char **argv);

static inline GOptionEntry
cli_flag (const char *name, gboolean *value, const char *what)
{
  return (GOptionEntry){ name, 0, 0, G_OPTION_ARG_NONE, value, what, NULL };
}

static inline GOptionEntry
cli_text (const char *name, char **value, const char *what, const char *placeholder)
{
  return (GOptionEntry){ name, 0, 0, G_OPTION_ARG_STRING, value, what, placeholder };
}

gboolean cli_parse (const char *parameters,
                    const char *summary,
                    const GOptionEntry *entries,
                    int *argc,
                    char ***argv);
int cli_usage (const char *format, ...) G_GNUC_PRINTF (1, 2);
int cli_fail (int code, const GError *error);
void cli_tell_list (const char *command);
int cli_fail_to_find (const GError *error, const char *command);

G_END_DECLS
