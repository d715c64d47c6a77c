/* AttestTextBlock: a titled piece of what was sent or came back, read-only and in monospace, with
 * buttons to copy and, where it is long, to save it. Main thread; the laying out of long text runs
 * in another one. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_TEXT_BLOCK (attest_text_block_get_type ())
G_DECLARE_FINAL_TYPE (AttestTextBlock, attest_text_block, ATTEST, TEXT_BLOCK, GtkBox)

/* Properties: "title" (string), "nothing" (string: what is said instead of no text), "file-name"
 * (string: suggested when it is saved). */
void attest_text_block_set_bytes (AttestTextBlock *self, GBytes *bytes);
void attest_text_block_set_text (AttestTextBlock *self, const char *text);
void attest_text_block_set_note (AttestTextBlock *self, const char *note);

G_END_DECLS
