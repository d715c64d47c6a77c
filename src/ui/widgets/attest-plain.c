/* Words of the world where libadwaita expects markup: see the header. Names of files, what a
 * library says of an error and what a server said are no markup; taken for it, "R&D" is shown as
 * nothing at all, and others could choose the letters. Main thread. */
#include "attest-config.h"
#include "widgets/attest-plain.h"

/**
 * attest_plain_toast_new:
 * @words: any text
 *
 * Returns: (transfer full): a toast that says just that
 */
AdwToast *
attest_plain_toast_new (const char *words)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  return adw_toast_new (escaped);
}

/**
 * attest_plain_describe:
 * @page: a status page
 * @words: any text, to be its description
 */
void
attest_plain_describe (AdwStatusPage *page, const char *words)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_status_page_set_description (page, escaped);
}
