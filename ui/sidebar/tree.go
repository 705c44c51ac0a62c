package sidebar

import (
	"slices"
	"strings"

	"dateline/model/tokenize"
)

// node is a row of the tree.
type node struct {
	folder *folder // nil: the row is a source
	source int     // its index
	depth  int
}

// folder holds sources and folders.
type folder struct {
	path          string
	folders       []*folder
	sources       []int // in the order in which they came
	total, unread int   // of all in it
}

// tree is the root of the folders, with the sources that are in none.
type tree struct{ folder }

// newTree puts sources into their folders.
func newTree(feeds []Feed) tree {
	var t tree
	known := map[string]*folder{"": &t.folder}
	for i := range feeds {
		f := t.at(known, feeds[i].Folder)
		f.sources = append(f.sources, i)
		for path := feeds[i].Folder; path != ""; path = parent(path) {
			known[path].total += feeds[i].Total
			known[path].unread += feeds[i].Unread
		}
	}
	for _, f := range known {
		slices.SortFunc(f.folders, func(a, b *folder) int {
			return strings.Compare(tokenize.Key(a.path), tokenize.Key(b.path))
		})
	}
	return t
}

// at returns the folder of a path, which it makes with those it is in.
func (t *tree) at(known map[string]*folder, path string) *folder {
	f := known[path]
	if f == nil {
		f = &folder{path: path}
		known[path] = f
		in := t.at(known, parent(path))
		in.folders = append(in.folders, f)
	}
	return f
}

// parent returns the path of the folder that the folder of a path is in.
func parent(path string) string { return path[:max(0, strings.LastIndexByte(path, '/'))] }

// open returns the rows of the tree without what is in folded folders.
func (t *tree) open(folded map[string]bool) []node {
	var rows []node
	var walk func(f *folder, depth int)
	walk = func(f *folder, depth int) {
		for _, in := range f.folders {
			rows = append(rows, node{folder: in, depth: depth})
			if !folded[in.path] {
				walk(in, depth+1)
			}
		}
		for _, i := range f.sources {
			rows = append(rows, node{source: i, depth: depth})
		}
	}
	walk(&t.folder, 0)
	return rows
}

// node returns the item of a row.
func (s *Sidebar) node(n node) Item {
	if f := n.folder; f != nil {
		return Item{Kind: Folder, Name: f.path, Total: f.total, Unread: f.unread, Known: true, Depth: n.depth, Folded: s.folded[f.path]}
	}
	x := &s.feeds[n.source]
	return Item{Kind: Source, Name: s.names[n.source], Title: x.Title, Total: x.Total, Unread: x.Unread, Known: true, Address: x.Address, State: x.State, Depth: n.depth}
}

// find returns the row of a source or folder or, if a folder hides it, the row of that
// one. It returns -1 if there is none.
func (s *Sidebar) find(it Item) int {
	path := it.Name
	if it.Kind == Source {
		source := s.source(it)
		if i := slices.IndexFunc(s.rows, func(n node) bool { return n.folder == nil && n.source == source }); i >= 0 || source < 0 {
			return i
		}
		path = s.feeds[source].Folder
	}
	for ; path != ""; path = parent(path) {
		if i := slices.IndexFunc(s.rows, func(n node) bool { return n.folder != nil && n.folder.path == path }); i >= 0 {
			return i
		}
	}
	return -1
}

// In returns the folder of an item: of a source the one it is in, of a folder that itself.
func (s *Sidebar) In(it Item) string {
	if it.Kind != Source {
		return it.Name
	}
	if i := s.source(it); i >= 0 {
		return s.feeds[i].Folder
	}
	return ""
}

// source returns the index of a source, or -1.
func (s *Sidebar) source(it Item) int {
	if it.Address == "" {
		return slices.Index(s.names, it.Name)
	}
	return slices.IndexFunc(s.feeds, func(f Feed) bool { return f.Address == it.Address })
}

// Fold folds the folder under the cursor, or unfolds it, and reports whether that changed
// anything. To fold a source or a folded folder goes to the folder it is in.
func (s *Sidebar) Fold(fold bool) bool {
	it := s.Selected()
	switch {
	case it.Kind == Folder && it.Folded != fold:
		s.SetFolded(s.with(it.Name, fold))
		return true
	case fold && it.Kind == Folder:
		s.goTo(parent(it.Name))
	case fold && it.Kind == Source:
		s.goTo(s.In(it))
	}
	return false
}

// goTo puts the cursor on the folder of a path, if there is one.
func (s *Sidebar) goTo(path string) {
	if i := s.find(Item{Kind: Folder, Name: path}); i >= 0 {
		s.Move(1 + len(s.views) + i - s.cursor)
	}
}

// with returns the folded folders with one of them folded or not.
func (s *Sidebar) with(path string, fold bool) []string {
	paths := slices.DeleteFunc(s.Folded(), func(p string) bool { return p == path })
	if fold {
		paths = append(paths, path)
	}
	return paths
}

// Folded returns the paths of the folded folders, also of those that are gone.
func (s *Sidebar) Folded() []string {
	var paths []string
	for path := range s.folded {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	return paths
}

// SetFolded folds folders, and unfolds all others.
func (s *Sidebar) SetFolded(paths []string) {
	at := s.Selected()
	s.folded = make(map[string]bool, len(paths))
	for _, path := range paths {
		s.folded[path] = true
	}
	s.rows = s.tree.open(s.folded)
	s.restore(at)
}

// Point puts the cursor on the feed of an address, which it unfolds the folders of, and
// reports whether there is one.
func (s *Sidebar) Point(address string) bool {
	i := slices.IndexFunc(s.feeds, func(f Feed) bool { return f.Address == address })
	if i < 0 {
		return false
	}
	for path := s.feeds[i].Folder; path != ""; path = parent(path) {
		delete(s.folded, path)
	}
	s.rows = s.tree.open(s.folded)
	row := s.find(Item{Kind: Source, Name: s.names[i]})
	if row < 0 { // the sources have not been counted yet
		return false
	}
	s.Move(1 + len(s.views) + row - s.cursor)
	return true
}
