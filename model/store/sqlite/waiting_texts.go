package sqlite

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"sync"

	"dateline/model"
	"dateline/model/store/sqlite/codec"
	"dateline/model/store/sqlite/rowid"
	"dateline/model/tokenize"
)

// maxWaiting is how many articles that wait to be indexed a question reads itself.
const maxWaiting = 5000

// waitingTexts are the words of articles that wait, as the index would have them. It is
// safe for concurrent use and asks for each text once.
type waitingTexts struct {
	most  int // of more articles none is read; maxWaiting but in tests
	mu    sync.Mutex
	all   []waitingText
	known map[term][]int64 // which articles have a term
	// What was read when versionQuery was as it says; 0: nothing.
	n             int
	counted, read int64
}

// waitingText is an article that waits. It has changed when any of these has.
type waitingText struct {
	id, hash, flags, body int64

	words []byte // between blanks
}

// versionQuery is a number that changes whenever other articles wait.
const versionQuery = "(SELECT coalesce(sum(value), 0) FROM meta WHERE name IN ('" + metaVersion + "', '" + metaReadersVersion + "', '" + metaIndexed + "'))"

// count returns how many articles wait. version is that of db.
func (x *waitingTexts) count(ctx context.Context, db querier, version int64) (int, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.counted == version {
		return x.n, nil
	}
	err := db.QueryRowContext(ctx, "SELECT count(*) FROM waiting").Scan(&x.n)
	if err == nil {
		x.counted = version
	}
	return x.n, err
}

// find returns the articles that wait and which of them have all terms of each of some
// lists, ids ascending.
func (x *waitingTexts) find(ctx context.Context, db querier, version int64, lists map[model.Match][]term) (ids []int64, found map[model.Match][]int64, err error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.read != version {
		if err := x.readFrom(ctx, db, rowid.Lowest, x.most); err != nil {
			return nil, nil, err
		}
		x.read = version
	}
	ids, found = x.findAll(lists)
	return ids, found, nil
}

// findWaiting is find of all that waits, part by part.
func findWaiting(ctx context.Context, db querier, lists map[model.Match][]term) (ids []int64, found map[model.Match][]int64, err error) {
	found = make(map[model.Match][]int64)
	for last := int64(rowid.Lowest); ; {
		x := &waitingTexts{}
		if err := x.readFrom(ctx, db, last, maxWaiting); err != nil || len(x.all) == 0 {
			return ids, found, err
		}
		last = x.all[len(x.all)-1].id
		some, of := x.findAll(lists)
		ids = append(ids, some...)
		for m, more := range of {
			found[m] = append(found[m], more...)
		}
	}
}

func (x *waitingTexts) findAll(lists map[model.Match][]term) (ids []int64, found map[model.Match][]int64) {
	found = make(map[model.Match][]int64, len(lists))
	for i := range x.all {
		ids = append(ids, x.all[i].id)
	}
	for m, terms := range lists {
		having := ids
		for _, t := range terms {
			having = intersect(having, x.having(t))
		}
		found[m] = having
	}
	return ids, found
}

// readFrom reads up to n articles that wait with ids after one: the texts of what has
// come.
func (x *waitingTexts) readFrom(ctx context.Context, db querier, after int64, n int) error {
	all, err := collect(ctx, db, "SELECT w.item, i.hash, i.flags, i.body FROM waiting w CROSS JOIN item i ON i.id = w.item WHERE w.item > ? ORDER BY w.item LIMIT ?", func(rs *sql.Rows, t *waitingText) error {
		return rs.Scan(&t.id, &t.hash, &t.flags, &t.body)
	}, after, n)
	if err != nil {
		return err
	}
	had := make(map[int64]*waitingText, len(x.all))
	for i := range x.all {
		had[x.all[i].id] = &x.all[i]
	}
	var fresh []int64
	for i := range all {
		if t := had[all[i].id]; t != nil && t.hash == all[i].hash && t.flags == all[i].flags && t.body == all[i].body {
			all[i].words = t.words
		} else {
			fresh = append(fresh, all[i].id)
		}
	}
	for part := range slices.Chunk(fresh, readAtOnce) {
		if err := addWords(ctx, db, all, part); err != nil {
			return err
		}
	}
	x.all, x.known = all, make(map[term][]int64)
	return nil
}

// addWords reads the words of articles with some ids.
func addWords(ctx context.Context, db querier, all []waitingText, ids []int64) error {
	texts, err := collect(ctx, db, textColumns+" FROM json_each(?) j CROSS JOIN item i ON i.id = j.value LEFT JOIN body b ON b.id = i.body", scanText, jsonList(ids))
	if err != nil {
		return err
	}
	words := make([][]byte, len(texts))
	err = codec.WithDictionaries(ctx, db, func() error {
		return inParallel(ctx, len(texts), func(i int) (err error) {
			words[i], err = texts[i].words()
			return err
		})
	})
	for i := range texts {
		if n, ok := slices.BinarySearchFunc(all, texts[i].id, func(t waitingText, id int64) int { return cmp.Compare(t.id, id) }); ok {
			all[n].words = fmt.Appendf(nil, " %s ", words[i])
		}
	}
	return err
}

// having returns the articles that have a term.
func (x *waitingTexts) having(t term) []int64 {
	ids, ok := x.known[t]
	if ok {
		return ids
	}
	keys := keysOf(t)
	for i := range x.all {
		if slices.ContainsFunc(keys, func(key string) bool { return hasKey(x.all[i].words, t, key) }) {
			ids = append(ids, x.all[i].id)
		}
	}
	if len(x.known) >= maxKnownTerms {
		clear(x.known)
	}
	x.known[t] = ids
	return ids
}

// maxKnownTerms bounds the terms whose articles are remembered.
const maxKnownTerms = 64

// hasKey reports whether words have a key of a term.
func hasKey(words []byte, t term, key string) bool {
	switch t.How {
	case tokenize.Begins:
		return bytes.Contains(words, []byte(" "+key))
	case tokenize.Contains:
		for rest := words; ; {
			at := bytes.Index(rest, []byte(key))
			if at < 0 {
				return false
			}
			word := rest[1+bytes.LastIndexByte(rest[:at], ' '):]
			if !t.title || bytes.HasPrefix(word, []byte(titleSign)) {
				return true
			}
			rest = word[bytes.IndexByte(word, ' '):]
		}
	}
	return bytes.Contains(words, []byte(" "+key+" "))
}

// intersect returns what is in both of two ascending lists.
func intersect(a, b []int64) []int64 {
	out := []int64{}
	for _, id := range a {
		for len(b) > 0 && b[0] < id {
			b = b[1:]
		}
		if len(b) > 0 && b[0] == id {
			out = append(out, id)
		}
	}
	return out
}

// subtract returns what is in the first of two ascending lists alone.
func subtract(a, b []int64) []int64 {
	return slices.DeleteFunc(slices.Clone(a), func(id int64) bool {
		_, ok := slices.BinarySearch(b, id)
		return ok
	})
}
