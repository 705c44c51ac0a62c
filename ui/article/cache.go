package article

import (
	"container/list"
	"hash/maphash"
	"strconv"
	"sync"

	"dateline/model"
)

// cacheBytes bounds a Renderer's cache: about a hundred long articles.
const cacheBytes = 16 << 20

// key holds everything the look of a body depends on.
type key struct {
	id    model.ID
	hash  uint64 // of everything shown below the header
	width int
	theme string
}

// body is the laid-out article without its header.
type body struct {
	lines []Line
	heads []int
	links []Link // with Line counted from the first line of the body

	pictures []string // addresses
}

// lru keeps the bodies used last. It is safe for concurrent use.
type lru struct {
	mu    sync.Mutex
	seed  maphash.Seed
	items map[key]*list.Element
	order *list.List // of *cacheEntry, the latest first
	bytes int
}

type cacheEntry struct {
	key   key
	body  *body
	bytes int
}

func newLRU() *lru {
	return &lru{seed: maphash.MakeSeed(), items: map[key]*list.Element{}, order: list.New()}
}

func (c *lru) key(a *model.Article, width int, theme string) key {
	var h maphash.Hash
	h.SetSeed(c.seed)
	put := func(s string) {
		_, _ = h.WriteString(s)
		_ = h.WriteByte(0)
	}
	put(a.Body)
	put(a.Summary)
	put(a.URL)
	put(a.Title)
	for _, e := range a.Enclosures {
		put(e.URL)
		put(e.Type)
		put(strconv.FormatInt(e.Length, 10))
	}
	return key{a.ID, h.Sum64(), width, theme}
}

func (c *lru) get(k key) *body {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.items[k]
	if !ok {
		return nil
	}
	c.order.MoveToFront(e)
	return e.Value.(*cacheEntry).body
}

// put keeps b, which must not change from here on.
func (c *lru) put(k key, b *body) {
	size := 256
	for i := range b.lines {
		size += len(b.lines[i].Text) + 32
	}
	for i := range b.links {
		size += len(b.links[i].Text) + len(b.links[i].URL) + 64
	}
	for _, address := range b.pictures {
		size += len(address) + 16
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if size > cacheBytes/4 || c.items[k] != nil {
		return
	}
	c.items[k] = c.order.PushFront(&cacheEntry{k, b, size})
	for c.bytes += size; c.bytes > cacheBytes; {
		last := c.order.Remove(c.order.Back()).(*cacheEntry)
		delete(c.items, last.key)
		c.bytes -= last.bytes
	}
}
