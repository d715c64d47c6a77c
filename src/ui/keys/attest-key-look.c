/* What can be found of a key, and how a row shows it: see the header. The texts are translated
 * where they are shown. */
#include "attest-config.h"
#include "keys/attest-key-look.h"

#include <glib/gi18n.h>

/* Translators: %s is an environment and a service, such as "Test, IAF CertSearch" */
#define ADD_NAME N_ ("Add the Key for %s")
#define HOST_NAME N_ ("Set the Host for %s")

const AttestKeyLook attest_key_looks[ATTEST_N_KEY_FOUND] = {
  [ATTEST_KEY_FOUND_PRACTICE] = { .state = N_ ("No key needed"),
                                  .place = N_ ("Part of Attest; nothing leaves this computer") },
  [ATTEST_KEY_FOUND_NO_HOST] = { .place = N_ ("No host yet; the service tells you its address"),
                                 .button = { N_ ("Set _Host…"), "key.set-host" },
                                 .button_name = HOST_NAME },
  [ATTEST_KEY_FOUND_STORED] = { .icon = "attest-accepted-symbolic",
                                .style_class = "success",
                                .state = N_ ("Key stored"),
                                .items = { { N_ ("_Replace Key…"), "key.replace" },
                                           { N_ ("Re_move Key…"), "key.remove" } } },
  [ATTEST_KEY_FOUND_NONE] = { .button = { N_ ("_Add Key…"), "key.add" }, .button_name = ADD_NAME },
  [ATTEST_KEY_FOUND_LOCKED] = { .icon = "changes-prevent-symbolic", .state = N_ ("Locked") },
  [ATTEST_KEY_FOUND_UNAVAILABLE] = { .button = { N_ ("_Add Key…"), "key.use-once" },
                                     .button_name = ADD_NAME },
  [ATTEST_KEY_FOUND_THIS_RUN] = { .icon = "document-open-recent-symbolic",
                                  .style_class = "warning",
                                  .state = N_ ("Until Attest is closed"),
                                  .items = { { N_ ("_Replace Key…"), "key.use-once" },
                                             { N_ ("_Forget Key"), "key.forget" } } },
};

#define NO_KEYRING                                                                                 \
  {                                                                                                \
    N_ ("No Keyring"),                                                                             \
        N_ ("No keyring is available on this computer. Install and start one, such as GNOME "      \
            "Keyring. Until then, keys are kept in memory only, until Attest is closed.")          \
  }

const AttestKeyTrouble attest_key_troubles[ATTEST_N_KEY_FOUND] = {
  [ATTEST_KEY_FOUND_LOCKED] = { N_ ("Keyring Locked"),
                                N_ ("Unlock it to see and use the keys in it."),
                                TRUE },
  [ATTEST_KEY_FOUND_UNAVAILABLE] = NO_KEYRING,
  [ATTEST_KEY_FOUND_THIS_RUN] = NO_KEYRING,
};
