/* Words of the world where libadwaita expects markup. Main thread. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwToast *attest_plain_toast_new (const char *words);
void attest_plain_describe (AdwStatusPage *page, const char *words);

G_END_DECLS
