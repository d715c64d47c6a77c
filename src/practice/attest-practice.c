/* Being written. */
#include "attest-practice.h"

struct _AttestPractice
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (AttestPractice, attest_practice, G_TYPE_OBJECT)

static void
attest_practice_class_init (AttestPracticeClass *klass)
{
}

static void
attest_practice_init (AttestPractice *self)
{
}
