package query

import (
	"testing"
	"time"

	"dateline/model"
)

func TestSetSource(t *testing.T) {
	for _, c := range []struct {
		name, text, title string
		exact             bool
		want              string
	}{
		{"a first one", "", "Coast", false, "source:Coast"},
		{"words", "storm", "Coast Daily", false, `storm source:"Coast Daily"`},
		{"it replaces", "2018 source:x storm", "Coast", false, "2018 source:Coast storm"},
		{"from is the same", "from:x", "Coast", false, "source:Coast"},
		{"a list is replaced", "from:x,y", "Coast", false, "source:Coast"},
		{"it is dropped", "storm source:x", "", false, "storm"},
		{"beside an alternative", "a OR b", "Coast", false, "(a OR b) source:Coast"},
		{"exact", "", "Courier 1", true, "source:=\"Courier 1\""},
		{"signs", "", `a.b/c "d"`, true, `source:="a.b/c \"d\""`},
		{"a quotation mark", "", `the "x"`, false, `source:"the \"x\""`},
		{"negated ones stay", "-source:x", "y", false, "-source:x source:y"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := SetSource(c.text, c.title, c.exact)
			if err != nil || got != c.want {
				t.Errorf("got %s, %v; want %s", got, err, c.want)
			}
			if source, _, _ := Chosen(got); source != c.title {
				t.Errorf("the source read back is %q", source)
			}
			if _, err := Parse(got, Env{Now: time.Unix(0, 0)}); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestSetFolder(t *testing.T) {
	for _, c := range []struct{ name, text, folder, want string }{
		{"a first one", "", "news", "folder:news"},
		{"words", "storm", "news/local papers", `storm folder:"news/local papers"`},
		{"it replaces", "folder:x source:y", "news", "folder:news source:y"},
		{"a list is replaced", "folder:x,y", "news/local", "folder:news/local"},
		{"it is dropped", "folder:x source:y", "", "source:y"},
		{"signs", "", `-a, "b"/*`, `folder:"-a, \"b\"/*"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := SetFolder(c.text, c.folder)
			if err != nil || got != c.want {
				t.Errorf("got %s, %v; want %s", got, err, c.want)
			}
			if _, _, folder := Chosen(got); folder != c.folder {
				t.Errorf("the folder read back is %q", folder)
			}
		})
	}
}

func TestSetView(t *testing.T) {
	for _, c := range []struct{ name, text, view, want string }{
		{"a first one", "", "today", "view:today"},
		{"words", "storm", "my view", `storm view:"my view"`},
		{"it replaces", "view:unread source:x", "today", "view:today source:x"},
		{"it is dropped", "view:unread source:x", "", "source:x"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := SetView(c.text, c.view)
			if err != nil || got != c.want {
				t.Errorf("got %s, %v; want %s", got, err, c.want)
			}
			if _, view, _ := Chosen(got); view != c.view {
				t.Errorf("the view read back is %q", view)
			}
		})
	}
}

// TestSourceIsFound: what SetSource writes finds the source and, where it is
// exact, no other.
func TestSourceIsFound(t *testing.T) {
	for _, title := range []string{"Courier 1", `a/b\c`, "x (y) [z]*", "選挙", `"q"`, "-dash", "a,b", "tab: x", "/re/"} {
		for _, exact := range []bool{false, true} {
			text, err := SetSource("storm", title, exact)
			if err != nil {
				t.Fatal(err)
			}
			q, err := Parse(text, Env{Now: time.Unix(0, 0)})
			if err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			and, ok := q.Where.(model.And)
			if !ok || len(and) != 2 {
				t.Fatalf("%s means %+v", text, q.Where)
			}
			m, ok := and[1].(model.Match)
			if !ok || m.Field != model.FromSource || m.Text != title || exact && m.How != model.Exact {
				t.Errorf("%s means %+v", text, and[1])
			}
			if source, _, _ := Chosen(text); source != title {
				t.Errorf("%s is read back as %q", text, source)
			}
		}
	}
}
