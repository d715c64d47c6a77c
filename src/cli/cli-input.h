/* Records from files named on the command line; a file can hold several. */
#pragma once

#include "check/attest-check.h"

G_BEGIN_DECLS

typedef struct
{
  const char *file;     /* as named by the user; "-" is standard input */
  guint number;         /* of the record in its file; 0: it is the only one */
  char *name;           /* file and number, for people */
  AttestRecord *record; /* NULL: nothing could be read */
  gboolean is_unreadable;
  GPtrArray *problems; /* of AttestProblem: from reading and from checking */
} CliInput;

GPtrArray *cli_input_read_all (char **files, const AttestSchema *schema);
void cli_problems_print (GPtrArray *inputs, gboolean to_stderr);
gboolean cli_input_has_errors (CliInput *input);
int cli_input_get_code (GPtrArray *inputs);
gboolean cli_kind_from_id (const char *kind, const AttestSchema **schema);

G_END_DECLS
