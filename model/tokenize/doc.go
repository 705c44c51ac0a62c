// Package tokenize says what a word is, and what makes no difference between two: the
// one rule by which the store finds articles, the query language reads what is looked
// for, stories are told and the screen lights what was found. It knows no store, no
// query and no screen.
//
// # Words
//
// A word is a run of letters and digits (Unicode categories L and N). Marks belong to
// the letter that they stand on (UAX #29, WB4). All else ends a word, also the
// apostrophes, hyphens and joiners that UAX #29 keeps inside of some: e-mail is found
// by e-mail and by "e mail", but not by email.
//
// Characters of Chinese, Japanese and Korean are no part of such runs: a run of them is
// found anywhere within another. Thai, Lao, Khmer and Burmese are written without
// blanks, too, for which UAX #29 asks for dictionaries. Here a run that has letters of
// theirs is found anywhere within another run of letters, only not without the vowel
// signs of its last letter.
//
// Words stand side by side where nothing but signs and blanks is between them, or
// nothing at all.
//
// # Folding
//
// Letters are compared in lower case by the simple mapping of Unicode (so ı is not i,
// ß not ss, full-width Ａ not A), canonically decomposed (UAX #15), without
// nonspacing marks, so that é is e, ё is е, й is и, and the points of Hebrew and
// Arabic may be left out. A final sigma is a sigma. In Thaana and in the scripts of
// India and its neighbours vowel signs, tones and viramas are no accents and are
// compared; nuktas are not. The characters of CJK stand for themselves: が is not か,
// and Hangul is the same with syllables and with jamo.
//
// # Index
//
// An index need not know all this: it has Terms, which are coarser, and tell where a
// text must be looked at. They resemble what SQLite's FTS5 makes with its tokenizer
// unicode61 and remove_diacritics, with pairs for CJK where its trigram tokenizer has
// three characters.
package tokenize
