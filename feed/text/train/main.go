// Command train fits the weights of the model of pages (feed/text/weights.go) to dumps
// of pages whose articles are known, and prints that file:
//
//	go run ./feed/text/train DIR > feed/text/weights.go
//
// DIR holds two files a page: NAME.txt is the dump, a line for each block of text of
// the page, menus and footers and all; NAME.article.txt is the text of its article, a
// paragraph a line, without its headline. Both are UTF-8.
//
// A line of a dump is of the article when it is a line of that text, or, of four words
// or more, stands in it. The weights are those of a logistic regression: each line
// counts with the root of its words, the steps are AdaGrad's, and L2 keeps small what
// few lines tell. The same data always give the same weights.
package main

import (
	"bytes"
	"fmt"
	"go/format"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"dateline/feed/text"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./feed/text/train DIR > feed/text/weights.go")
		os.Exit(2)
	}
	pages, err := readPages(os.Args[1])
	if err == nil {
		weights := fit(pages)
		fmt.Fprintf(os.Stderr, "%d pages: %.4f of their lines are told right\n", len(pages), right(pages, weights))
		err = write(os.Stdout, weights)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

// example is a line of a page, and whether it is of the article.
type example struct {
	features []int
	in       bool
	weight   float64
}

// readPages returns the lines of the pages in dir, page by page in the order of names.
func readPages(dir string) ([][]example, error) {
	articles, err := filepath.Glob(filepath.Join(dir, "*.article.txt"))
	if err != nil || len(articles) == 0 {
		return nil, fmt.Errorf("%s holds no pages NAME.txt with their NAME.article.txt", dir)
	}
	pages := make([][]example, len(articles))
	for i, name := range articles {
		article, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		dump, err := os.ReadFile(strings.TrimSuffix(name, ".article.txt") + ".txt")
		if err != nil {
			return nil, err
		}
		pages[i] = label(dump, string(article))
	}
	return pages, nil
}

// leastWords is how many words of a line tell that it is of an article in which they
// stand somewhere.
const leastWords = 4

// label returns the lines of a dump, with which of them are of the article.
func label(dump []byte, article string) []example {
	whole := " " + words(article) + " "
	lines := make(map[string]bool)
	for l := range strings.Lines(article) {
		lines[words(l)] = true
	}
	var examples []example
	for _, l := range text.PageLines(dump) {
		w := words(l.Text)
		in := w != "" && (lines[w] || strings.Count(w, " ")+1 >= leastWords && strings.Contains(whole, " "+w+" "))
		examples = append(examples, example{l.Features, in, math.Sqrt(float64(l.Words))})
	}
	return examples
}

// words returns the words of s in lower case, a blank between them.
func words(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// How the weights are fitted.
const (
	rounds = 60   // over all pages
	rate   = 0.3  // of the first steps
	l2     = 0.01 // of a weight, each time a line has its feature
)

// fit returns the weight of each feature.
func fit(pages [][]example) []float64 {
	groups := text.FeatureGroups()
	weights := make([]float64, groups[len(groups)-1].End)
	squares := make([]float64, len(weights)) // of the steps so far
	for range rounds {
		for _, page := range pages {
			for _, e := range page {
				slope := -chance(e, weights) * e.weight
				if e.in {
					slope += e.weight
				}
				for _, f := range e.features {
					step := slope - l2*weights[f]
					squares[f] += step * step
					weights[f] += rate * step / math.Sqrt(squares[f]+1e-9)
				}
			}
		}
	}
	return weights
}

// chance returns how likely a line is of the article.
func chance(e example, weights []float64) float64 {
	sum := 0.0
	for _, f := range e.features {
		sum += weights[f]
	}
	return 1 / (1 + math.Exp(-sum))
}

// right returns which part of the lines is told right, by their weight.
func right(pages [][]example, weights []float64) float64 {
	told, all := 0.0, 0.0
	for _, page := range pages {
		for _, e := range page {
			all += e.weight
			if (chance(e, weights) > 0.5) == e.in {
				told += e.weight
			}
		}
	}
	return told / all
}

// write prints weights.go.
func write(w io.Writer, weights []float64) error {
	var b bytes.Buffer
	b.WriteString(`package text

// weights are what each feature of a line says for its being part of the
// article: log-odds, added up. ./train fits them to dumps of pages whose
// articles are known.
var weights = [features]float32{
`)
	for _, g := range text.FeatureGroups() {
		fmt.Fprintf(&b, "%s: ", g.Name)
		for i, weight := range weights[g.First:g.End] {
			if i > 0 && i%10 == 0 {
				b.WriteString("\n")
			}
			fmt.Fprintf(&b, "%v, ", math.Round(weight*100)/100)
		}
		b.WriteString("\n")
	}
	b.WriteString("}\n")
	source, err := format.Source(b.Bytes())
	if err != nil {
		return fmt.Errorf("print the weights: %w", err)
	}
	_, err = w.Write(source)
	return err
}
