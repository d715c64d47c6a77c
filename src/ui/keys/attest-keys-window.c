/* AttestKeysWindow: which API keys are stored, and the adding and removing of them. Main thread. */
#include "attest-config.h"
#include "keys/attest-keys-window.h"

struct _AttestKeysWindow
{
  AdwWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (AttestKeysWindow, attest_keys_window, ADW_TYPE_WINDOW)

static void
attest_keys_window_class_init (AttestKeysWindowClass *klass)
{
}

static void
attest_keys_window_init (AttestKeysWindow *self)
{
}

/**
 * attest_keys_window_new:
 * @application: whose workspace is shown
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
attest_keys_window_new (AttestApplication *application)
{
  return g_object_new (ATTEST_TYPE_KEYS_WINDOW, NULL);
}
