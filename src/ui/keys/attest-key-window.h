/* AttestKeyWindow: asks for one API key. It is never shown, and leaves this window for the keyring
 * alone. Main thread. */
#pragma once

#include "keyring/attest-keyring.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  ATTEST_KEY_ENTRY_ADD,
  ATTEST_KEY_ENTRY_REPLACE,
  ATTEST_KEY_ENTRY_USE_ONCE, /* no keyring: until the program ends */
} AttestKeyEntry;

#define ATTEST_TYPE_KEY_WINDOW (attest_key_window_get_type ())
G_DECLARE_FINAL_TYPE (AttestKeyWindow, attest_key_window, ATTEST, KEY_WINDOW, AdwWindow)

GtkWidget *
attest_key_window_new (AttestKeyring *keyring, const AttestPlace *place, AttestKeyEntry entry);

G_END_DECLS
