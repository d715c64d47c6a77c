/* Reading from a terminal: see the header. A secret is not shown, and nothing of what was pasted
 * behind it is left to the shell. Main thread, which does nothing else meanwhile. */
#include "attest-config.h"
#include "cli-terminal.h"

#include "cli-output.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define TEXT_SIZE 1024

/* One letter typed at a terminal. Returns: whether the line goes on */
static gboolean
take_letter (const struct termios *terminal, char letter, char *text, gsize *length)
{
  if (letter == (char) terminal->c_cc[VERASE] || letter == '\b' || letter == 0x7f)
    {
      while (*length > 0 && ((guchar) text[--(*length)] & 0xc0) == 0x80)
        ;
    }
  else if (letter == (char) terminal->c_cc[VKILL])
    *length = 0;
  else if (letter == (char) terminal->c_cc[VEOF] || letter == (char) terminal->c_cc[VINTR])
    return FALSE;
  else
    {
      text[(*length)++] = letter;
      return letter != '\n' && letter != '\r';
    }
  return TRUE;
}

/**
 * cli_terminal_read_hidden:
 * @prompt: what is asked for
 * @text: (out): what was typed or pasted, its line end included; may contain anything
 * @size: of @text, in bytes
 *
 * One line, without showing it. The terminal's own lines are not asked for, since it cuts them off
 * at 4095 letters; so its editing is done here. What was pasted behind the line is read as well, so
 * that it is seen to be more than one.
 *
 * Returns: how many bytes; -1: it was interrupted, and whoever handles that was told
 */
gssize
cli_terminal_read_hidden (const char *prompt, char *text, gsize size)
{
  struct termios shown;
  struct termios hidden;
  struct pollfd more = { .fd = STDIN_FILENO, .events = POLLIN };
  gsize length = 0;
  gboolean goes_on = TRUE;
  char letter = 0;

  if (tcgetattr (STDIN_FILENO, &shown) != 0)
    return 0;
  hidden = shown;
  hidden.c_lflag &= ~(tcflag_t) (ECHO | ICANON | ISIG);
  hidden.c_cc[VMIN] = 1;
  hidden.c_cc[VTIME] = 0;
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);
  fputs (prompt, stderr);
  while (length < size && (goes_on || poll (&more, 1, 50) > 0)
         && read (STDIN_FILENO, &letter, 1) == 1)
    goes_on = take_letter (&shown, letter, text, &length) && goes_on;
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &shown);
  fputc ('\n', stderr);
  if (letter != (char) shown.c_cc[VINTR])
    return (gssize) length;
  raise (SIGINT);
  return -1;
}

/* One line as the terminal edits and shows it; Ctrl+C ends it, which a read that is begun again
 * after a signal would not notice. Returns: as above */
static gssize
read_shown (const char *prompt, char *text, gsize size)
{
  struct termios usual;
  struct termios asking;
  gssize length = 0;

  if (tcgetattr (STDIN_FILENO, &usual) != 0)
    return 0;
  asking = usual;
  asking.c_lflag &= ~(tcflag_t) ISIG;
  asking.c_cc[VEOL] = usual.c_cc[VINTR];
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &asking);
  fputs (prompt, stderr);
  do
    length = read (STDIN_FILENO, text, size);
  while (length < 0 && errno == EINTR);
  tcsetattr (STDIN_FILENO, TCSADRAIN, &usual);
  if (length < 1 || text[length - 1] != (char) usual.c_cc[VINTR])
    return MAX (length, 0);
  fputc ('\n', stderr);
  raise (SIGINT);
  return -1;
}

static void
end_line (char *text, gssize length)
{
  while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == '\r'))
    length--;
  text[MAX (length, 0)] = '\0';
}

/* Returns: whether both were typed */
static gboolean
read_login (char *name, char *password)
{
  gssize length = read_shown (_ ("Name: "), name, TEXT_SIZE - 1);

  end_line (name, length);
  if (*name == '\0' || length < 0)
    return FALSE;
  length = cli_terminal_read_hidden (_ ("Password: "), password, TEXT_SIZE - 1);
  end_line (password, length);
  return length >= 0;
}

/**
 * cli_terminal_sign_in_cb:
 * @outbox: an outbox
 * @proxy: the proxy that asks
 * @refused: whether it did not accept what it was given
 * @data: unused
 *
 * Handles "sign-in": somebody who sits at a terminal is asked, and not again once they declined by
 * an empty name.
 *
 * Returns: whether it was answered
 */
gboolean
cli_terminal_sign_in_cb (AttestOutbox *outbox, const char *proxy, gboolean refused, gpointer data)
{
  static gboolean is_declined = FALSE;
  char name[TEXT_SIZE] = "";
  char password[TEXT_SIZE] = "";

  if (is_declined || !isatty (STDIN_FILENO) || !isatty (STDERR_FILENO))
    return FALSE;
  fputs ("\r\033[K", stderr); /* there may be a line that tells how far it is */
  if (refused)
    cli_print (stderr, _ ("The proxy %s does not accept this name and password.\n"), proxy);
  else
    cli_print (stderr,
               _ ("The proxy of this network, %s, asks for a name and a password. They are kept in "
                  "your keyring. An empty name sends nothing.\n"),
               proxy);
  is_declined = !read_login (name, password);
  if (!is_declined)
    attest_outbox_sign_in (outbox, name, password);
  explicit_bzero (password, sizeof password);
  return !is_declined;
}
