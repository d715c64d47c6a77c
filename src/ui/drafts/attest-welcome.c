/* AttestWelcome: offers the two example records; its buttons are application actions.
 * Main thread. */
#include "attest-config.h"
#include "drafts/attest-welcome.h"

struct _AttestWelcome
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (AttestWelcome, attest_welcome, ADW_TYPE_BIN)

static void
attest_welcome_class_init (AttestWelcomeClass *klass)
{
  gtk_widget_class_set_template_from_resource (
      GTK_WIDGET_CLASS (klass), "/io/github/attest_app/Attest/ui/drafts/attest-welcome.ui");
}

static void
attest_welcome_init (AttestWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
