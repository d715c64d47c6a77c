/* What can be found of a key, and how a row shows it: its icon, its words and its buttons. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ATTEST_KEY_FOUND_PRACTICE,
  ATTEST_KEY_FOUND_NO_HOST,
  ATTEST_KEY_FOUND_STORED,
  ATTEST_KEY_FOUND_NONE,
  ATTEST_KEY_FOUND_LOCKED,
  ATTEST_KEY_FOUND_UNAVAILABLE,
  ATTEST_KEY_FOUND_THIS_RUN,
  ATTEST_N_KEY_FOUND
} AttestKeyFound;

typedef struct
{
  const char *label;  /* N_() */
  const char *action; /* of this row */
} AttestKeyButton;

typedef struct
{
  const char *icon;
  const char *style_class;
  const char *state;  /* N_() */
  const char *advice; /* N_() */
  AttestKeyButton buttons[2];
} AttestKeyLook;

extern const AttestKeyLook attest_key_looks[ATTEST_N_KEY_FOUND];

G_END_DECLS
