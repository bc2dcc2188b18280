/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-foreign-text.h"

#include <errno.h>
#include <string.h>

/* GBK and GB 2312 are parts of it. */
#define GB "GB18030"
#define UTF8 "UTF-8"

#define REPLACEMENT "\357\277\275"
#define BYTE_ORDER_MARK "\357\273\277"

/* A field of a fixed width cuts the last character of a long text. */
#define MAX_CUT 3

static gboolean
is_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text >= 0x80)
      return FALSE;
  return TRUE;
}

/* Whether the text is UTF-8 but for a last character that was cut. */
static gboolean
is_utf8 (const char *raw)
{
  const char *end;
  gsize left;

  if (g_utf8_validate (raw, -1, &end))
    return TRUE;
  left = strlen (end);
  return left <= MAX_CUT && g_utf8_get_char_validated (end, left) == (gunichar) -2;
}

static gboolean
is_in (const char *raw,
       const char *encoding)
{
  GIConv converter = g_iconv_open (UTF8, encoding);
  gsize left = strlen (raw);
  gboolean ok = TRUE;
  char *in = (char *) raw;

  if (converter == (GIConv) -1)
    return FALSE;
  while (ok && left > 0)
    {
      char buffer[512];
      char *out = buffer;
      gsize space = sizeof buffer;

      if (g_iconv (converter, &in, &left, &out, &space) == (gsize) -1)
        {
          if (errno == EINVAL)
            break;
          ok = errno == E2BIG;
        }
    }
  g_iconv_close (converter);
  return ok;
}

/**
 * sgm_text_sample_add:
 * @sample: a sample
 * @raw: a text of the file, byte by byte as it is there
 */
void
sgm_text_sample_add (SgmTextSample *sample,
                     const char    *raw)
{
  if (is_ascii (raw))
    return;
  sample->n_foreign++;
  sample->n_utf8 += is_utf8 (raw);
  sample->n_gb += is_in (raw, GB);
}

/* Names under which the two encodings that matter are found in files. */
static const char *
normalise (const char *said)
{
  static const char *const gb[] = { "GBK", "GB2312", "GB-2312", "GB_2312-80", "CP936", "ANSI_936", "936", "GB18030", "EUC-CN", "MS936" };
  static const char *const utf8[] = { "UTF-8", "UTF8", "65001", "CP65001" };

  for (gsize i = 0; i < G_N_ELEMENTS (gb); i++)
    if (g_ascii_strcasecmp (said, gb[i]) == 0)
      return GB;
  for (gsize i = 0; i < G_N_ELEMENTS (utf8); i++)
    if (g_ascii_strcasecmp (said, utf8[i]) == 0)
      return UTF8;
  return g_intern_string (said);
}

/**
 * sgm_text_sample_guess:
 * @sample: a sample of a file's texts
 * @said: (nullable): the encoding that the file names
 *
 * Finds the encoding of a file. The bytes count for more than what the file
 * says of itself, since the latter is often wrong: Western encodings are what
 * programs write who do not know better.
 *
 * Returns: a name for iconv
 */
const char *
sgm_text_sample_guess (const SgmTextSample *sample,
                       const char          *said)
{
  const char *name = said != NULL && said[0] != '\0' ? normalise (said) : NULL;
  gboolean western = name == NULL
                     || g_ascii_strncasecmp (name, "ISO-8859", 8) == 0
                     || g_ascii_strncasecmp (name, "ISO8859", 7) == 0
                     || g_ascii_strncasecmp (name, "CP125", 5) == 0
                     || g_ascii_strncasecmp (name, "ANSI", 4) == 0
                     || !sgm_encoding_is_known (name);

  if (sample->n_foreign == 0)
    return western ? UTF8 : name;
  if (sample->n_utf8 == sample->n_foreign)
    return UTF8;
  if (!western && !g_str_equal (name, UTF8))
    return name;
  if (sample->n_gb >= sample->n_utf8)
    return GB;
  return UTF8;
}

/**
 * sgm_encoding_is_known:
 * @encoding: a name for iconv
 *
 * Returns: whether texts can be read in it
 */
gboolean
sgm_encoding_is_known (const char *encoding)
{
  GIConv converter = g_iconv_open (UTF8, encoding);

  if (converter == (GIConv) -1)
    return FALSE;
  g_iconv_close (converter);
  return TRUE;
}

/* Replaces what is not UTF-8; leaves out a last character that was cut. */
static char *
repair (const char *raw)
{
  GString *text = g_string_new (NULL);

  while (TRUE)
    {
      const char *end;

      if (g_utf8_validate (raw, -1, &end))
        {
          g_string_append (text, raw);
          return g_string_free (text, FALSE);
        }
      g_string_append_len (text, raw, end - raw);
      if (is_utf8 (end))
        return g_string_free (text, FALSE);
      g_string_append (text, REPLACEMENT);
      raw = end + 1;
    }
}

static char *
convert (const char *raw,
         const char *encoding)
{
  GIConv converter = g_iconv_open (UTF8, encoding);
  gsize left = strlen (raw);
  char *in = (char *) raw;
  GString *text;

  if (converter == (GIConv) -1)
    return repair (raw);

  text = g_string_sized_new (left * 2);
  while (left > 0)
    {
      char buffer[512];
      char *out = buffer;
      gsize space = sizeof buffer;
      gsize result = g_iconv (converter, &in, &left, &out, &space);
      int reason = errno;

      g_string_append_len (text, buffer, out - buffer);
      if (result != (gsize) -1 || reason == E2BIG)
        continue;
      if (reason == EINVAL)
        break;
      g_string_append (text, REPLACEMENT);
      in++;
      left--;
    }
  g_iconv_close (converter);
  return g_string_free (text, FALSE);
}

/**
 * sgm_text_decode:
 * @raw: a text of a file, byte by byte as it is there
 * @encoding: what it is in, a name for iconv
 *
 * Bytes that mean nothing in the encoding become replacement characters, see
 * sgm_text_is_broken(). A last character that was cut is left out, and so are
 * a byte order mark and spaces around the text.
 *
 * Returns: (transfer full): the text in valid UTF-8
 */
char *
sgm_text_decode (const char *raw,
                 const char *encoding)
{
  char *text;

  if (is_ascii (raw))
    text = g_strdup (raw);
  else if (g_str_equal (encoding, UTF8))
    text = g_utf8_validate (raw, -1, NULL) ? g_strdup (raw) : repair (raw);
  else
    text = convert (raw, encoding);

  if (g_str_has_prefix (text, BYTE_ORDER_MARK))
    memmove (text, text + strlen (BYTE_ORDER_MARK), strlen (text + strlen (BYTE_ORDER_MARK)) + 1);
  return g_strstrip (text);
}

/**
 * sgm_text_is_broken:
 * @text: what sgm_text_decode() returned
 *
 * Returns: whether some of the bytes meant nothing
 */
gboolean
sgm_text_is_broken (const char *text)
{
  return strstr (text, REPLACEMENT) != NULL;
}
