/* Between the two halves of the JSON reader only: containers and what is in them. */
#pragma once

#include "codec/attest-json.h"

G_BEGIN_DECLS

typedef struct
{
  const char *p; /* how far it was read */
  const char *end;
  const char *counted; /* how far its lines were counted */
  guint line;
  guint column;
  guint depth; /* containers open now */
  guint n_values;
  GError *error; /* (nullable): the first */
} AttestJsonReader;

gpointer attest_json_fail (AttestJsonReader *r, const char *what);
void attest_json_skip_space (AttestJsonReader *r);
gboolean attest_json_take (AttestJsonReader *r, char c);
AttestJson *attest_json_make (AttestJsonReader *r, AttestJsonKind kind);
char *attest_json_read_string (AttestJsonReader *r, AttestJsonDamage *damage);
AttestJson *attest_json_read_scalar (AttestJsonReader *r);

G_END_DECLS
