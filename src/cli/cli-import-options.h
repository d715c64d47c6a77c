/* The options of attestctl import: what they are, and what they decide about a file. */
#pragma once

#include "workspace/attest-import.h"

G_BEGIN_DECLS

typedef struct
{
  char *kind;
  char **sheets; /* names and patterns */
  char *encoding;
  char *separator;
  char *layout;
  char *header;
  char **maps;
  char **sets;
  char **values;
  char **dates;
  gboolean accept_offers;
  gboolean allow_problems;
  gboolean keep;
  gboolean convert;
  char *rejected;
  char *profile;
  char *save_profile;
  char *compare;
  char *queue;
  gboolean yes;
  gboolean bulk;
  gboolean json;
} CliImportOptions;

void cli_import_options_clear (CliImportOptions *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliImportOptions, cli_import_options_clear)

int cli_import_options_parse (CliImportOptions *self,
                              int *argc,
                              char ***argv,
                              const AttestSchema **schema /* (nullable) */);
void cli_import_options_decide (const CliImportOptions *self,
                                AttestImport *import,
                                const AttestSchema *schema /* (nullable) */);
gboolean
cli_import_options_check (const CliImportOptions *self, AttestImport *import, GError **error);
void cli_import_options_tell_unmet (const CliImportOptions *self, AttestImport *import);

G_END_DECLS
