// Command train fits the models that choose among options to pages whose articles are known, and prints
// one of them:
//
//	go run ./feed/evaluation/train title DIR > feed/webpage/title.gbdt
//
// DIR is the folder of the pages (see package evaluation). With -cv it prints none, but
// how often the likeliest is right in each set of pages when the model was fitted to the
// others, by sites within a set. The same data always give the same model.
package main

import (
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"dateline/feed/evaluation"
	"dateline/feed/gbdt"
	"dateline/feed/rank"
	"dateline/feed/text"
	"dateline/feed/webpage"
	"dateline/model"
)

// A task is what a model is fitted to.
type task struct {
	sets     []string // of pages that tell
	examples func(p *evaluation.Page) ([]rank.Example, error)
	right    func(p *evaluation.Page, e rank.Example) bool
	known    func(p *evaluation.Page) bool
	options  gbdt.Options
	hopeless bool // pages of which no answer is right tell, too
}

var pages2 = []string{"dragnet", "fundus", "goose", "metascraper", "newspaper", "postlight", "wcxb"}

var tasks = map[string]task{
	"author": {
		sets:     append(slices.Clone(pages2), "readability"),
		examples: func(p *evaluation.Page) ([]rank.Example, error) { return webpage.AuthorExamples(p.HTML) },
		known: func(p *evaluation.Page) bool {
			which, _ := p.Named(nil)
			return which != "" && p.Kind != "forum"
		},
		right:   authored,
		options: gbdt.Options{Trees: 150, Leaves: 8, Depth: 6, Rate: 0.1, L2: 1, MinChild: 5, Columns: 0.5, Seed: 1},
	},
	"title": {
		sets:     append(slices.Clone(pages2), "readability"),
		examples: func(p *evaluation.Page) ([]rank.Example, error) { return webpage.TitleExamples(p.HTML) },
		known:    func(p *evaluation.Page) bool { return p.Title != "" },
		right:    func(p *evaluation.Page, e rank.Example) bool { return evaluation.Same(e.Text, p.Title) },
		options:  gbdt.Options{Trees: 150, Leaves: 8, Depth: 6, Rate: 0.1, L2: 1, MinChild: 5, Columns: 0.5, Seed: 1},
	},
	"date": {
		sets: append(slices.Clone(pages2), "readability", "htmldate"),
		examples: func(p *evaluation.Page) ([]rank.Example, error) {
			return webpage.DateExamples(p.HTML, time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC))
		},
		known:    func(p *evaluation.Page) bool { return (p.Date != "" || p.Set == "htmldate") && p.Kind != "forum" },
		right:    func(p *evaluation.Page, e rank.Example) bool { return p.Dated(e.Text) },
		options:  gbdt.Options{Trees: 100, Leaves: 6, Depth: 5, Rate: 0.08, L2: 3, MinChild: 8, Columns: 0.6, Seed: 1},
		hopeless: true,
	},
	"text-title": {
		sets:     pages2,
		examples: func(p *evaluation.Page) ([]rank.Example, error) { return text.TitleExamples(p.Dump()), nil },
		known:    func(p *evaluation.Page) bool { return p.Title != "" },
		right:    func(p *evaluation.Page, e rank.Example) bool { return evaluation.Same(e.Text, p.Title) },
		options:  gbdt.Options{Trees: 500, Leaves: 8, Depth: 6, Rate: 0.05, L2: 5, MinChild: 8, Columns: 0.25, Seed: 1},
	},
	"text-author": { // beside the headlines that text-title chooses, which is fitted before
		sets:     pages2,
		examples: func(p *evaluation.Page) ([]rank.Example, error) { return text.AuthorExamples(p.Dump()), nil },
		known: func(p *evaluation.Page) bool {
			return p.Kind == "article" && p.Judge([]model.Article{{Title: "unknown"}}, true).Authors != ""
		},
		right: func(p *evaluation.Page, e rank.Example) bool {
			which, extra := p.Named(strings.Split(e.Text, "; "))
			return which == "all" && extra <= 4
		},
		options:  gbdt.Options{Trees: 300, Leaves: 8, Depth: 6, Rate: 0.05, L2: 3, MinChild: 8, Columns: 0.2, Seed: 1},
		hopeless: true,
	},
}

// authored reports whether e names the authors of p, and little else.
func authored(p *evaluation.Page, e rank.Example) bool {
	which, extra := p.Named([]string{e.Text})
	return which == "all" && extra*4 <= len(e.Text)
}

func main() {
	cv := flag.Bool("cv", false, "print how often a model is right in a set that it does not know")
	flag.Parse()
	if fit := fits(flag.Arg(0)); fit != nil && flag.NArg() == 2 && !*cv {
		if err := fit(os.Stdout, flag.Arg(1)); err != nil {
			fmt.Fprintln(os.Stderr, "train:", err)
			os.Exit(1)
		}
		return
	}
	t, ok := tasks[flag.Arg(0)]
	if !ok || flag.NArg() != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./feed/evaluation/train [-cv] TASK DIR > feed/webpage/title.gbdt")
		os.Exit(2)
	}
	if err := run(os.Stdout, t, flag.Arg(1), *cv); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

// fits returns what prints the model of that name, where it is of blocks or of pages.
func fits(name string) func(w io.Writer, dir string) error {
	if name == "kind" {
		return kind
	}
	if t, ok := blockTasks[name]; ok {
		return t.run
	}
	return nil
}

func run(w io.Writer, t task, dir string, cv bool) error {
	questions, err := read(t, dir)
	if err != nil {
		return err
	}
	if cv {
		return validate(w, t, questions)
	}
	_, err = w.Write(fit(t, questions).Append(nil))
	return err
}

// question is a page, with what may be the answer.
type question struct {
	set, fold string
	examples  []rank.Example
	right     []bool
}

// read returns the pages in dir that tell.
func read(t task, dir string) ([]question, error) {
	pages, err := evaluation.Load(dir, t.sets...)
	if err != nil {
		return nil, err
	}
	var all []question
	for _, p := range pages {
		if !t.known(p) {
			continue
		}
		examples, err := t.examples(p)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.Name(), err)
		}
		all = append(all, t.question(p, examples))
	}
	return all, nil
}

func (t task) question(p *evaluation.Page, examples []rank.Example) question {
	q := question{set: p.Set, fold: p.Set + foldOf(p.Site), examples: examples}
	for _, e := range examples {
		q.right = append(q.right, t.right(p, e))
	}
	return q
}

// foldOf parts the sites of a set in four.
func foldOf(site string) string {
	h := fnv.New32a()
	h.Write([]byte(site))
	return fmt.Sprint(h.Sum32() % 4)
}

// fit returns the model of some pages. Those where no answer is right mostly say nothing.
func fit(t task, questions []question) *gbdt.Model {
	var e gbdt.Examples
	for _, q := range questions {
		if !t.hopeless && !slices.Contains(q.right, true) {
			continue
		}
		for i, x := range q.examples {
			e.Features = len(x.Features)
			e.X = append(e.X, x.Features...)
			y := float32(0)
			if q.right[i] {
				y = 1
			}
			e.Y = append(e.Y, y)
		}
	}
	return gbdt.Fit(e, t.options)
}

// validate prints how often the likeliest answer is right in pages that the model was
// not fitted to.
func validate(w io.Writer, t task, questions []question) error {
	type count struct{ right, all int }
	counts := map[string]*count{"all": {}}
	var folds []string
	for _, q := range questions {
		if !slices.Contains(folds, q.fold) {
			folds = append(folds, q.fold)
		}
		if counts[q.set] == nil {
			counts[q.set] = &count{}
		}
	}
	for _, fold := range folds {
		rest := slices.DeleteFunc(slices.Clone(questions), func(q question) bool { return q.fold == fold })
		m := fit(t, rest)
		for _, q := range questions {
			if q.fold != fold {
				continue
			}
			ok := likeliest(m, q)
			for _, c := range []*count{counts[q.set], counts["all"]} {
				c.all++
				if ok {
					c.right++
				}
			}
		}
	}
	for _, set := range append(slices.Clone(t.sets), "all") {
		if c := counts[set]; c != nil {
			fmt.Fprintf(w, "%-12s %5d pages, right %.4f\n", set, c.all, float64(c.right)/float64(max(1, c.all)))
		}
	}
	return nil
}

// likeliest reports whether the answer that m holds for the likeliest is right.
func likeliest(m *gbdt.Model, q question) bool {
	best, at := float32(0), -1
	for i, e := range q.examples {
		if p := m.Predict(e.Features); at < 0 || p > best {
			best, at = p, i
		}
	}
	return at >= 0 && q.right[at]
}
