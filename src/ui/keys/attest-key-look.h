/* What can be found of a key, and how a row shows it: its word, its button and its menu. */
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
  const char *action; /* of the row */
} AttestKeyItem;

typedef struct
{
  const char *icon;        /* beside the word; (nullable) */
  const char *style_class; /* of both; (nullable) */
  const char *state;       /* N_(); (nullable): the button says enough */
  const char *place;       /* N_(); in place of the host; (nullable) */
  AttestKeyItem button;
  const char *button_name; /* N_(): for readers, with "%s" for the place */
  AttestKeyItem items[2];  /* of the menu */
} AttestKeyLook;

/* What is wrong with the keyring itself: said once, above all rows. */
typedef struct
{
  const char *title; /* N_() */
  const char *words; /* N_() */
  gboolean unlock;   /* whether that can be tried */
} AttestKeyTrouble;

extern const AttestKeyLook attest_key_looks[ATTEST_N_KEY_FOUND];
extern const AttestKeyTrouble attest_key_troubles[ATTEST_N_KEY_FOUND];

G_END_DECLS
