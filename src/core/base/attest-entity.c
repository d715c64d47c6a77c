/* The names of characters in HTML, those that tables, names and replies really have. Thread: any.
 */
#include "attest-config.h"
#include "base/attest-entity.h"

#include <string.h>

/**
 * attest_entity_find:
 * @name: behind the ampersand; case counts, as &Auml; and &auml; are two letters
 * @length: in bytes, without what ends it
 *
 * Returns: the character; 0 if @name is none that is known: then it stays as it is written
 */
gunichar
attest_entity_find (const char *name, gsize length)
{
  static const struct
  {
    const char *name;
    gunichar c;
  } known[] = {
    { "amp", '&' },      { "lt", '<' },       { "gt", '>' },        { "quot", '"' },
    { "apos", '\'' },    { "nbsp", 0xa0 },    { "middot", 0xb7 },   { "ndash", 0x2013 },
    { "mdash", 0x2014 }, { "lsquo", 0x2018 }, { "rsquo", 0x2019 },  { "ldquo", 0x201c },
    { "rdquo", 0x201d }, { "bull", 0x2022 },  { "hellip", 0x2026 }, { "auml", 0xe4 },
    { "ouml", 0xf6 },    { "uuml", 0xfc },    { "Auml", 0xc4 },     { "Ouml", 0xd6 },
    { "Uuml", 0xdc },    { "szlig", 0xdf },   { "eacute", 0xe9 },   { "egrave", 0xe8 },
    { "agrave", 0xe0 },  { "ccedil", 0xe7 },  { "copy", 0xa9 },     { "reg", 0xae },
    { "deg", 0xb0 },     { "times", 0xd7 },   { "trade", 0x2122 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strlen (known[i].name) == length && strncmp (known[i].name, name, length) == 0)
      return known[i].c;
  return 0;
}
