/* Words of the world where libadwaita expects markup and in labels that break their lines, and
 * signs only where they are seen. Main thread. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwToast *attest_plain_toast_new (const char *words);
void attest_plain_toast_show (AdwToastOverlay *overlay, AdwToast *toast);
void attest_plain_toast_show_in_preferences (AdwPreferencesWindow *window, AdwToast *toast);
GtkWidget *attest_plain_label_new (const char *words, const char *style_class);
void attest_plain_wrap_buttons (GtkWidget *root);
void attest_plain_wrap_row (AdwActionRow *row);
void attest_plain_wrap_bar (GtkInfoBar *bar);
char *attest_plain_dup_label (const char *words);
void attest_plain_describe (AdwStatusPage *page, const char *words);
void attest_plain_delay_icons (GtkWidget *widget);

G_END_DECLS
