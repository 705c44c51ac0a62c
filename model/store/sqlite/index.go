package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"hash/maphash"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"sync"

	"dateline/model"
	"dateline/model/tokenize"
)

// The index of words holds, for each article,
//
//	word    the words of its title, text, summary, authors, tags and source
//	¶word   the words of its title once more
//	§12     the number of its source
//	§image  that it has one; likewise audio, and edited
//
// The signs are letters to the index and stand in no word. Beginnings of words
// are not indexed, which would make it half as large again: they are looked up
// in the table of all words.
const (
	titleSign  = "¶"
	sourceSign = "§"
)

// indexWords returns what the index holds of an article, each word once, parted by blanks,
// but for its source.
func indexWords(a *model.Article) []byte {
	w := wordWork.Get().(*wordSet)
	b := tokenize.AppendTerms(slices.Grow(w.words[:0], len(a.Body)+len(a.Body)/4+256), a.Title)
	titled := len(b)
	for word := range bytes.FieldsSeq(b[:titled:titled]) {
		b = append(append(append(b, ' '), titleSign...), word...)
	}
	b = tokenize.AppendTerms(b, a.Body)
	b = tokenize.AppendTerms(b, a.Summary)
	b = tokenize.AppendTerms(b, a.Source)
	for _, s := range a.Authors {
		b = tokenize.AppendTerms(b, s)
	}
	for _, s := range a.Tags {
		b = tokenize.AppendTerms(b, s)
	}
	w.words = b
	once := append(make([]byte, 0, len(b)/2+64), w.onceEach(b)...) // with room for what else the index holds
	if cap(w.words) <= maxWordWork {
		wordWork.Put(w)
	}
	return once
}

// wordSet is what the words of an article are gathered in: several times as long as what is
// kept of them.
type wordSet struct {
	words []byte
	slots []wordPlace
}

// wordPlace is where a word lies among those that are left; none is empty.
type wordPlace struct{ from, to uint32 }

// wordWork are wordSets that are free, of at most maxWordWork bytes of words.
var wordWork = sync.Pool{New: func() any { return new(wordSet) }}

const maxWordWork = 256 << 10

// onceEach leaves of words that are parted by blanks each once, the first, in place.
func (s *wordSet) onceEach(words []byte) []byte {
	size, n := 1<<bits.Len(uint(len(words)/2+1)), 0
	s.slots = slices.Grow(s.slots[:0], size)[:size]
	slots := s.slots
	clear(slots)
	for w := range bytes.FieldsSeq(words) {
		at := int(maphash.Bytes(wordSeed, w)) & (len(slots) - 1)
		for ; slots[at].to > 0 && !bytes.Equal(words[slots[at].from:slots[at].to], w); at = (at + 1) & (len(slots) - 1) {
		}
		if slots[at].to > 0 {
			continue
		}
		if n > 0 {
			words[n] = ' '
			n++
		}
		slots[at] = wordPlace{uint32(n), uint32(n + len(w))}
		n += copy(words[n:], w)
	}
	return words[:n]
}

var wordSeed = maphash.MakeSeed()

// What articles have or are, as the index has it.
const (
	signImage  = sourceSign + "image"
	signAudio  = sourceSign + "audio"
	signEdited = sourceSign + "edited"
)

// signOf returns the sign of what articles may have; "" when the index does not
// have it, as most articles do.
func signOf(c model.Content) string {
	switch c {
	case model.HasImage:
		return signImage
	case model.HasAudio:
		return signAudio
	}
	return ""
}

// appendSigns adds the source of an article and what it has to its words.
func appendSigns(b []byte, source, flags int64) []byte {
	b = strconv.AppendInt(append(append(b, ' '), sourceSign...), source, 10)
	for _, sign := range []struct {
		flag int64
		text string
	}{{hasImage, signImage}, {hasAudio, signAudio}, {isEdited, signEdited}} {
		if flags&sign.flag != 0 {
			b = append(append(b, ' '), sign.text...)
		}
	}
	return b
}

// allWords returns all that the index holds of an article with a title, of a source
// of a title and number.
func allWords(title, sourced string, c *content, source, flags int64) []byte {
	return appendSigns(indexWords(&model.Article{
		Title: title, Body: c.Body, Summary: c.Summary, Source: sourced, Authors: c.Authors, Tags: c.Tags,
	}), source, flags)
}

// vocabulary gathers the words of a batch for the table of words.
type vocabulary struct {
	// known are words that the table has, so that they are not written again.
	// It is bounded, and belongs to the writer.
	known map[string]struct{}
	batch map[string]int64 // words to be written: how often, by estimate
	every int              // articles seen, to sample
}

// Words are counted in one of so many articles.
const sampleEvery = 16

// maxKnown bounds the words that are remembered.
const maxKnown = 1 << 17

func newVocabulary() *vocabulary {
	return &vocabulary{known: make(map[string]struct{}), batch: make(map[string]int64)}
}

// add takes the words of one article, each once.
func (v *vocabulary) add(words []byte) {
	v.every++
	sample := v.every%sampleEvery == 1
	for i := 0; i < len(words); {
		if words[i] == ' ' {
			i++
			continue
		}
		start := i
		for i < len(words) && words[i] != ' ' {
			i++
		}
		t := words[start:i]
		if strings.HasPrefix(string(t[:min(len(t), 2)]), sourceSign) {
			continue
		}
		if !sample {
			if _, ok := v.known[string(t)]; ok {
				continue
			}
			if _, ok := v.batch[string(t)]; !ok {
				v.batch[string(t)] = 1
			}
			continue
		}
		v.batch[string(t)] += sampleEvery
	}
}

// write puts the words of the batch into the table.
func (v *vocabulary) write(ctx context.Context, tx *sql.Tx) error {
	terms := make([]string, 0, len(v.batch))
	for t := range v.batch {
		terms = append(terms, t)
	}
	slices.Sort(terms)
	st, err := tx.PrepareContext(ctx, "INSERT INTO word (term, n) VALUES (?1, ?2) ON CONFLICT (term) DO UPDATE SET n = n + ?2")
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	for _, t := range terms {
		if _, err := st.ExecContext(ctx, t, v.batch[t]); err != nil {
			return err
		}
	}
	return nil
}

// done remembers the words of a batch that has been committed, or forgets it.
func (v *vocabulary) done(committed bool) {
	if committed {
		if len(v.known)+len(v.batch) > maxKnown {
			clear(v.known)
		}
		for t := range v.batch {
			v.known[t] = struct{}{}
		}
	}
	clear(v.batch)
}

// How a part of words is looked up depends on how many words have it, and how many
// articles have them.
const (
	fewWords = 64    // so many words that begin alike are asked for one by one
	fewRuns  = 2000  // likewise runs of letters that have something within
	fewHits  = 30000 // the articles that the index gathers before it answers
	manyOpen = 4     // words, of which reading texts is quicker where half of all articles have one
)

// lookup says how to find the articles that have a term.
type lookup struct {
	expr string // for the index; "" when there is none
	hits int64  // about how many articles that is
	// dense says that so many articles have one of the words that reading the
	// newest finds some sooner than the index, which gathers them all first.
	dense bool
	// unlisted says that more words have the term within than the index can be asked for.
	unlisted bool
}

var errEnough = errors.New("enough words are known")

// lookUp looks a term up in the table of words.
func (s *Catalog) lookUp(ctx context.Context, t term) (lookup, error) {
	var l lookup
	var words, begin []string
	few := fewWords
	if t.How == tokenize.Contains {
		few = fewRuns
	}
	for _, spelling := range tokenize.Spellings(t.Text) {
		from, within := t.sign()+spelling, ""
		to := from
		switch t.How {
		case tokenize.Begins:
			to += "\U0010ffff"
		case tokenize.Contains:
			from, to, within = t.sign(), t.sign()+"\U0010ffff", spelling
		}
		begin = append(begin, `"`+from+`"*`)
		err := each(ctx, s.read, "SELECT term, n FROM word WHERE term BETWEEN ?1 AND ?2 AND (?3 = '' OR instr(term, ?3))", func(rs *sql.Rows) error {
			var word string
			var n int64
			if err := rs.Scan(&word, &n); err != nil || t.title != strings.HasPrefix(word, titleSign) {
				return err
			}
			l.hits += n
			if len(words) <= few {
				words = append(words, word)
			} else if l.hits > fewHits {
				return errEnough
			}
			return nil
		}, from, to, within)
		if err != nil && !errors.Is(err, errEnough) {
			return lookup{}, err
		}
	}
	switch {
	case len(words) == 0:
	case len(words) <= few:
		l.expr = `("` + strings.Join(words, `" OR "`) + `")`
		if l.hits > fewHits && len(words) > manyOpen {
			var all int64
			if err := s.read.QueryRowContext(ctx, "SELECT coalesce(sum(n), 0) FROM source").Scan(&all); err != nil {
				return lookup{}, err
			}
			l.dense = l.hits > all/2
		}
	default:
		l.expr, l.dense = "("+strings.Join(begin, " OR ")+")", l.hits > fewHits
		l.unlisted = t.How == tokenize.Contains
	}
	return l, nil
}

// reindex fills the index and the table of words anew from the texts.
func reindex(ctx context.Context, tx *sql.Tx, report model.Report) error {
	if err := execAll(ctx, tx, stmt("INSERT INTO fts(fts) VALUES ('delete-all')"), stmt("DELETE FROM word")); err != nil {
		return err
	}
	insert, err := tx.PrepareContext(ctx, "INSERT INTO fts (rowid, words) VALUES (?1, ?2)")
	if err != nil {
		return err
	}
	defer func() { _ = insert.Close() }()
	v, n := newVocabulary(), 0
	err = eachArticle(ctx, tx, "indexing the words", report, func(a articleText) error {
		c, err := decodeContent(a.z)
		if err != nil {
			return err
		}
		words := allWords(a.title, a.sourced, &c, a.source, a.flags)
		v.add(words)
		if n++; n%readAtOnce == 0 {
			if err := v.write(ctx, tx); err != nil {
				return err
			}
			v.done(true)
		}
		_, err = insert.ExecContext(ctx, a.id, words)
		return err
	})
	if err != nil {
		return err
	}
	return v.write(ctx, tx)
}
