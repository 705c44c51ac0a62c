// Command train fits the model of pages (feed/text/lines.gbdt) to dumps of pages whose
// text is known, those of feed/evaluation in the folder DIR:
//
//	go run ./feed/text/train DIR > feed/text/lines.gbdt
//	go run ./feed/text/train -check sites DIR
//
// A line of a dump is of the text as far as its words stand in it. The same pages always
// give the same model. With -check it prints no model, but how near the text of each
// kind of page is to what is known, as models fitted to the other sites, or to the other
// sets of pages, choose its lines.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"math"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"

	"dateline/feed/evaluation"
	"dateline/feed/gbdt"
	"dateline/feed/text"
)

func main() {
	check := flag.String("check", "", "sites or sets: check what models fitted without them do")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: go run ./feed/text/train [-check sites|sets] DIR > feed/text/lines.gbdt")
		os.Exit(2)
	}
	if err := run(os.Stdout, flag.Arg(0), *check); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, folder, check string) error {
	pages, err := load(folder)
	if err != nil {
		return err
	}
	switch check {
	case "sites":
		return validate(w, pages, func(p *page) string { return fmt.Sprint(hash(cmp.Or(p.Site, p.Name())) % 4) })
	case "sets":
		return validate(w, pages, func(p *page) string { return p.Set })
	}
	_, err = w.Write(fit(pages).Append(nil))
	return err
}

// page is a page with what its lines are.
type page struct {
	*evaluation.Page
	lines  text.PageLines
	in     []float32 // of each line, how much of it is of the text
	weight []float32
}

// sets are those of which the whole text is known.
var sets = []string{"benchmark", "dragnet", "fundus", "newspaper", "wcxb"}

// load returns the pages in the folder, with their lines.
func load(folder string) ([]*page, error) {
	loaded, err := evaluation.Load(folder, sets...)
	if err != nil {
		return nil, err
	}
	var pages []*page
	for _, p := range loaded {
		if p.Body != "" {
			pages = append(pages, &page{Page: p})
		}
	}
	next := make(chan *page)
	var all sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			for p := range next {
				p.lines = text.ReadPage([]byte(p.Dump()))
				p.label()
			}
		})
	}
	for _, p := range pages {
		next <- p
	}
	close(next)
	all.Wait()
	return pages, nil
}

// options are those of the model. They were chosen by -check sites.
var options = gbdt.Options{Trees: 120, Leaves: 24, Depth: 6, Rate: 0.12, L2: 5, MinChild: 5, Columns: 0.5, Seed: 1}

// fit fits a model to the lines of pages.
func fit(pages []*page) *gbdt.Model {
	e := gbdt.Examples{Features: text.Columns}
	for _, p := range pages {
		e.X = append(e.X, p.lines.X...)
		e.Y = append(e.Y, p.in...)
		e.Weight = append(e.Weight, p.weight...)
	}
	return gbdt.Fit(e, options)
}

// validate prints the mean F1 over words of the pages of each set and kind, the lines of
// each part of the pages chosen by a model that is fitted to the other parts.
func validate(w io.Writer, pages []*page, part func(*page) string) error {
	parts := map[string][]*page{}
	for _, p := range pages {
		parts[part(p)] = append(parts[part(p)], p)
	}
	sums := map[string][2]float64{}
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		m := fit(slices.DeleteFunc(slices.Clone(pages), func(p *page) bool { return part(p) == name }))
		for _, p := range parts[name] {
			f := evaluation.F1(p.chosen(m), p.Body)
			for _, of := range []string{p.Set, p.Kind, "all"} {
				sums[of] = [2]float64{sums[of][0] + 1, sums[of][1] + f}
			}
		}
	}
	for _, of := range slices.Sorted(maps.Keys(sums)) {
		if _, err := fmt.Fprintf(w, "%-14s %4.0f pages, F1 %.4f\n", of, sums[of][0], sums[of][1]/sums[of][0]); err != nil {
			return err
		}
	}
	return nil
}

// chosen returns the lines of the page that a model chooses.
func (p *page) chosen(m *gbdt.Model) string {
	logOdds := make([]float32, len(p.lines.Texts))
	m.PredictAll(p.lines.X, logOdds)
	var b strings.Builder
	for i, in := range p.lines.Choose(logOdds) {
		if in {
			b.WriteString(p.lines.Texts[i])
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func hash(s string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(s))
	return h.Sum32()
}

// What a line weighs.
const (
	mostWords  = 100 // a longer line counts as one of so many words
	linePower  = 0.6 // how fast it counts more as it grows
	leastWords = 50  // a shorter text counts as one of so many: each page counts about the same
)

// weigh sets what each line counts for: none if it may be of the text or not.
func (p *page) weigh(words []string) {
	maybe, size := " "+wordsOf(p.Maybe)+" ", 0.0
	for i, n := range p.lines.Words {
		size += float64(p.in[i]) * float64(n)
	}
	p.weight = make([]float32, len(p.in))
	for i, n := range p.lines.Words {
		if p.in[i] >= 0.5 || words[i] == "" || !strings.Contains(maybe, " "+words[i]+" ") {
			p.weight[i] = float32(10 * math.Pow(float64(min(n, mostWords)), linePower) / max(leastWords, size))
		}
	}
}
