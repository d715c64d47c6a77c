/* AttestKeyOwner: whose key it is; and which text can be a key. For this folder only. */
#pragma once

#include "keyring/attest-keyring.h"

G_BEGIN_DECLS

/* Owned by the task that asks. */
typedef struct
{
  const AttestService *service;
  AttestEnvironment environment;
  char *host;             /* normalised where it can be one */
  char *address;          /* all three, as the name of a run's key */
  GHashTable *attributes; /* all three, as the keyring finds its entries */
} AttestKeyOwner;

AttestKeyOwner *attest_key_owner_new (const AttestService *service,
                                      AttestEnvironment environment,
                                      const char *host);
void attest_key_owner_free (AttestKeyOwner *owner);
char *attest_key_owner_make_label (const AttestKeyOwner *owner);

char *attest_key_check (const char *key, GError **error);

G_END_DECLS
