/* What can be an API key: see the header. Nothing here keeps a key. Thread: any, but for the words,
 * which are the main thread's. */
#include "attest-config.h"
#include "keyring/attest-key.h"

#include "service/attest-service.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (attest_keyring_error, attest_keyring_error)

/* Part of what was entered; not owned, not ended by NUL. */
typedef struct
{
  const char *start;
  const char *end;
} Span;

static gboolean
take_start (Span *span, const char *text)
{
  gsize length = strlen (text);

  if ((gsize) (span->end - span->start) < length
      || g_ascii_strncasecmp (span->start, text, length) != 0)
    return FALSE;
  span->start += length;
  return TRUE;
}

static gboolean
take_end (Span *span, const char *text)
{
  gsize length = strlen (text);

  if ((gsize) (span->end - span->start) < length || memcmp (span->end - length, text, length) != 0)
    return FALSE;
  span->end -= length;
  return TRUE;
}

/* Blanks, line ends and what web pages and editors leave at the ends of a text. */
static void
take_blanks (Span *span)
{
  static const char *const blanks[] = {
    " ",           "\t", "\r", "\n", "\302\240", "\342\200\213", "\342\201\240", "\357\273\277",
    "\342\200\216"
  };
  gboolean taken = TRUE;

  while (taken)
    {
      taken = FALSE;
      for (guint i = 0; i < G_N_ELEMENTS (blanks); i++)
        taken = take_start (span, blanks[i]) || take_end (span, blanks[i]) || taken;
    }
}

/* "Authorization: ", by the name of any service's header; its name, or NULL. */
static const char *
take_header (Span *span)
{
  guint n_services = 0;
  const AttestService *const *services = attest_service_list (&n_services);

  for (guint i = 0; i < n_services; i++)
    {
      Span rest = *span;

      if (services[i]->key_header == NULL || !take_start (&rest, services[i]->key_header))
        continue;
      while (take_start (&rest, " "))
        ;
      if (!take_start (&rest, ":"))
        continue;
      *span = rest;
      return services[i]->key_header;
    }
  return NULL;
}

static const char *
take_scheme (Span *span)
{
  Span rest = *span;

  if (!take_start (&rest, "Bearer"))
    return NULL;
  if (rest.start != rest.end && !take_start (&rest, " ") && !take_start (&rest, "\t")
      && !take_start (&rest, ":"))
    return NULL;
  *span = rest;
  return "Bearer";
}

static const char *
take_quotes (Span *span)
{
  static const char *const quotes[][3] = {
    { "<<", ">>", "<<>>" }, { "<", ">", "<>" }, { "\"", "\"", "\"\"" }, { "'", "'", "''" },
    { "`", "`", "``" },     { "“", "”", "“”" }, { "‘", "’", "‘’" },     { "«", "»", "«»" },
    { "「", "」", "「」" }, { "{", "}", "{}" }, { "[", "]", "[]" },     { "(", ")", "()" },
    { "", ",", "," },       { "", ";", ";" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++)
    {
      Span rest = *span;

      if (take_start (&rest, quotes[i][0]) && take_end (&rest, quotes[i][1]))
        {
          *span = rest;
          return quotes[i][2];
        }
    }
  return NULL;
}

/* What documents write around a key and what is copied with it; in @names what that was. */
static void
take_wrapping (Span *span, GPtrArray *names)
{
  const char *name = NULL;

  do
    {
      take_blanks (span);
      name = take_header (span);
      if (name == NULL)
        name = take_scheme (span);
      if (name == NULL)
        name = take_quotes (span);
      if (name != NULL)
        g_ptr_array_add (names, (gpointer) name);
    }
  while (name != NULL);
}

/* API_KEY=abc, "key":"abc", https://…: a line of a file, a part of a body, or an address. */
static gboolean
holds_more (const Span *span)
{
  static const char *const names[] = { "key", "token", "secret", "authorization" };
  gssize length = span->end - span->start;
  const char *sign = memchr (span->start, '=', (gsize) length);
  gboolean more = g_strstr_len (span->start, length, "\":") != NULL
                  || g_strstr_len (span->start, length, "://") != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names) && sign != NULL; i++)
    {
      gsize n = strlen (names[i]);

      more = more
             || ((gsize) (sign - span->start) >= n && sign + 1 < span->end && sign[1] != '='
                 && g_ascii_strncasecmp (sign - n, names[i], n) == 0);
    }
  return more;
}

/* Returns: why it can be no key, translated; NULL: it can be one */
static const char *
find_fault (const Span *span)
{
  gsize length = (gsize) (span->end - span->start);
  gboolean has_blank = FALSE;
  gboolean has_other = FALSE;

  if (length == 0)
    return _ ("Enter a key.");
  if (memchr (span->start, '\0', length) != NULL)
    return _ ("This is not an API key: it contains a NUL character.");
  if (memchr (span->start, '\n', length) != NULL || memchr (span->start, '\r', length) != NULL)
    return _ ("A key is a single line. Copy only the key.");
  if (length > ATTEST_KEY_MAX)
    return _ ("This is too long for an API key. Copy only the key.");
  for (const char *p = span->start; p != span->end; p++)
    {
      has_blank = has_blank || *p == ' ' || *p == '\t';
      has_other = has_other || *p <= 0x20 || *p >= 0x7f;
    }
  if (has_blank)
    return _ ("The key contains a space. Copy the whole key and nothing else.");
  if (has_other)
    return _ ("This is not an API key: a key is one line of letters, digits and symbols.");
  if (g_strstr_len (span->start, (gssize) length, "***") != NULL)
    return _ ("The key is hidden by asterisks. Show it on the service’s page, then copy it.");
  return holds_more (span) ? _ ("More than a key was copied. Copy only the key.") : NULL;
}

/**
 * attest_key_parse:
 * @text: what was entered or read; may contain anything, and need not end with NUL
 * @length: how many bytes that is
 * @wrapping: (out) (optional) (transfer full) (nullable): what stood around the key and is no part
 *   of it, such as `Authorization Bearer <<>>`; %NULL: nothing, or blanks alone
 * @error: return location, %ATTEST_KEYRING_ERROR_BAD_KEY
 *
 * The key in what people copy from documents, mails and web pages: without the name of its header,
 * `Bearer`, quotes, brackets and blanks around it. Keys go into a header, so a line end in one
 * could add another header; a key is printable ASCII without blanks. Nothing is ever cut.
 *
 * Returns: (transfer full) (nullable): the key, in memory that is not written to disk
 */
SecretValue *
attest_key_parse (const char *text, gsize length, char **wrapping, GError **error)
{
  Span span = { text, text + length };
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *fault = NULL;

  take_wrapping (&span, names);
  fault = find_fault (&span);
  if (wrapping != NULL)
    *wrapping = NULL;
  if (fault != NULL)
    {
      g_set_error_literal (error, ATTEST_KEYRING_ERROR, ATTEST_KEYRING_ERROR_BAD_KEY, fault);
      return NULL;
    }
  if (wrapping != NULL && names->len > 0)
    {
      g_ptr_array_add (names, NULL);
      *wrapping = g_strjoinv (" ", (char **) names->pdata);
    }
  return secret_value_new (span.start, span.end - span.start, "text/plain");
}

/**
 * attest_key_is_usable:
 * @key: (nullable): a key, perhaps one that another program stored
 *
 * Returns: whether it can stand in a header, and adds no other one
 */
gboolean
attest_key_is_usable (SecretValue *key)
{
  const char *text = key != NULL ? secret_value_get_text (key) : NULL;

  if (text == NULL || *text == '\0' || strlen (text) > ATTEST_KEY_MAX)
    return FALSE;
  for (; *text != '\0'; text++)
    if (*text < 0x20 || *text >= 0x7f)
      return FALSE;
  return TRUE;
}

static const struct
{
  const char *label;
  const char *advice;
} texts[] = {
  [ATTEST_KEY_STORED] = { N_ ("Stored"), N_ ("The API key is in your keyring.") },
  [ATTEST_KEY_THIS_RUN] = { N_ ("Until Attest is closed"),
                            N_ ("The API key is kept until Attest is closed.") },
  [ATTEST_KEY_NONE] = { N_ ("None"),
                        N_ ("No API key is stored for this service, environment and host. Add it "
                            "under “API Keys”.") },
  [ATTEST_KEY_LOCKED] = { N_ ("Keyring locked"),
                          N_ ("The keyring is locked, or unlocking it was declined. Unlock it and "
                              "try again.") },
  [ATTEST_KEY_UNAVAILABLE] = { N_ ("No keyring"),
                               N_ ("No keyring is available on this computer. Install and start "
                                   "one, such as GNOME Keyring. The window can keep a key without "
                                   "one until it is closed.") },
};

/**
 * attest_key_is_at_hand:
 * @state: an answer
 *
 * Returns: whether there is a key that can be had without asking anybody
 */
gboolean
attest_key_is_at_hand (AttestKeyState state)
{
  return state == ATTEST_KEY_STORED || state == ATTEST_KEY_THIS_RUN;
}

/**
 * attest_key_state_get_label:
 * @state: an answer
 *
 * Returns: (transfer none): it in a word, translated
 */
const char *
attest_key_state_get_label (AttestKeyState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (texts), "");
  return _ (texts[state].label);
}

/**
 * attest_key_state_get_advice:
 * @state: an answer
 *
 * Returns: (transfer none): what it means and what to do, translated
 */
const char *
attest_key_state_get_advice (AttestKeyState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (texts), "");
  return _ (texts[state].advice);
}
