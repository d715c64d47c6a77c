/* Between the two halves of the JSON reader only: containers and what is in them. */
#pragma once

#include "codec/attest-json.h"

G_BEGIN_DECLS

typedef struct
{
  const char *start;
  const char *p; /* how far it was read */
  const char *end;
  guint depth; /* containers open now */
  guint n_values;
  GString *path;       /* of the value being read; not owned */
  GPtrArray *problems; /* (nullable) */
  GError *error;       /* (nullable): the first */
} AttestJsonReader;

gpointer attest_json_fail (AttestJsonReader *r, const char *what);
void attest_json_report (AttestJsonReader *r, const char *rule, const char *message);
void attest_json_skip_space (AttestJsonReader *r);
gboolean attest_json_take (AttestJsonReader *r, char c);
AttestJson *attest_json_make (AttestJsonReader *r, AttestJsonKind kind);
char *attest_json_read_string (AttestJsonReader *r, gboolean *bad, gboolean *altered);
void attest_json_report_string (AttestJsonReader *r, gboolean bad, gboolean altered);
AttestJson *attest_json_read_scalar (AttestJsonReader *r);

G_END_DECLS
