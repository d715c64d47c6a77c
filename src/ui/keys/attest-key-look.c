/* What can be found of a key, and how a row shows it: see the header. The texts are translated
 * where they are shown. */
#include "attest-config.h"
#include "keys/attest-key-look.h"

#include <glib/gi18n.h>

const AttestKeyLook attest_key_looks[ATTEST_N_KEY_FOUND] = {
  [ATTEST_KEY_FOUND_PRACTICE] = { .icon = "attest-practice-symbolic",
                                  .state = N_ ("No key needed"),
                                  .advice = N_ (
                                      "The practice service is part of Attest. Nothing leaves this "
                                      "computer.") },
  [ATTEST_KEY_FOUND_NO_HOST] = { .icon = "dialog-warning-symbolic",
                                 .style_class = "warning",
                                 .state = N_ ("No host is set"),
                                 .advice = N_ (
                                     "The service’s documents do not name it. Set the host it gave "
                                     "you; then a key can be added."),
                                 .buttons = { { N_ ("Set _Host…"), "key.set-host" } } },
  [ATTEST_KEY_FOUND_STORED] = { .icon = "attest-accepted-symbolic",
                                .style_class = "success",
                                .state = N_ ("Key stored"),
                                .advice = N_ ("It is in your keyring and is never shown."),
                                .buttons = { { N_ ("Re_move…"), "key.remove" },
                                             { N_ ("_Replace…"), "key.replace" } } },
  [ATTEST_KEY_FOUND_NONE] = { .icon = "dialog-password-symbolic",
                              .state = N_ ("No key"),
                              .advice = N_ ("Records can be sent there once a key is added."),
                              .buttons = { { N_ ("_Add Key…"), "key.add" } } },
  [ATTEST_KEY_FOUND_LOCKED] = { .icon = "changes-prevent-symbolic",
                                .style_class = "warning",
                                .state = N_ ("Keyring locked"),
                                .advice = N_ ("Unlock the keyring to use the key in it."),
                                .buttons = { { N_ ("_Unlock…"), "key.unlock" } } },
  [ATTEST_KEY_FOUND_UNAVAILABLE] = { .icon = "dialog-warning-symbolic",
                                     .style_class = "warning",
                                     .state = N_ ("No keyring"),
                                     .advice = N_ (
                                         "No keyring service answers on this computer. Install and "
                                         "start one, such as "
                                         "GNOME Keyring, or use a key until Attest is closed; it "
                                         "is "
                                         "kept in memory "
                                         "alone."),
                                     .buttons = { { N_ ("Use for This Run _Only…"),
                                                    "key.use-once" } } },
  [ATTEST_KEY_FOUND_THIS_RUN] = { .icon = "document-open-recent-symbolic",
                                  .style_class = "warning",
                                  .state = N_ ("Until Attest is closed"),
                                  .advice =
                                      N_ ("No keyring service answers on this computer. The key is "
                                          "forgotten when Attest is closed."),
                                  .buttons = { { N_ ("_Forget"), "key.forget" },
                                               { N_ ("_Replace…"), "key.use-once" } } },
};
