package gbdt

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
)

// Examples is what a model is fitted to.
type Examples struct {
	Features int       // how many numbers each has, at most MaxFeatures
	X        []float32 // the numbers of the first example, then those of the second and so on
	Y        []float32 // of each: 1 if it is of the class sought, 0 if not, or between
	Weight   []float32 // of each, what it counts; nil: all the same
}

// Options says how to fit.
type Options struct {
	Trees    int     // at most MaxTrees
	Leaves   int     // of a tree, at most; at least 2
	Depth    int     // of a tree, at most, 1 to MaxDepth
	Rate     float64 // how much of what a tree says is believed, above 0 to 1
	L2       float64 // what is added to the weight below a leaf, so that small ones say less
	MinChild float64 // the least weight below a leaf (of the second derivative: at most a quarter of the examples')
	Columns  float64 // the share of the features that a tree may ask, by chance; 0: all
	Seed     uint64  // of that chance
}

// maxBins is how many ranges the values of a feature are told apart by.
const maxBins = 64

// Fit fits a model to examples by their log loss: after Friedman, "Greedy function
// approximation: a gradient boosting machine" (2001), with second derivatives
// (Chen and Guestrin, "XGBoost", 2016), histograms, and trees grown from the leaf
// that gains most (Ke and others, "LightGBM", 2017). The same examples give the
// same model. It panics if lengths of the examples do not agree.
func Fit(e Examples, o Options) *Model {
	f := newFitter(e, o)
	m := &Model{features: e.Features, depth: o.Depth, base: f.begin()}
	m.grow(o.Trees)
	for t := range o.Trees {
		f.differentiate()
		f.tree(m, t)
	}
	return m
}

// sum is the first and the second derivative of the loss, added up.
type sum struct{ g, h float64 }

func (s *sum) add(t sum)     { s.g += t.g; s.h += t.h }
func (s sum) less(t sum) sum { return sum{s.g - t.g, s.h - t.h} }

// leaf is a leaf of the tree that grows.
type leaf struct {
	rows  []int32 // the examples below it
	total sum
	bins  []sum // maxBins of each feature
	at    int   // its place in the tree
	depth int
	split split
}

// split is the best way to split a leaf.
type split struct {
	gain    float64
	feature int
	bin     int // the last that goes left
}

type fitter struct {
	Examples
	Options
	cuts    [][]float32 // of each feature, between its bins
	bins    []uint8     // as X has numbers
	score   []int32     // of each example, what the trees say so far, in leafUnits
	slope   []sum       // of each example
	columns []int       // that the tree may ask
	random  *rand.Rand
	free    [][]sum // histograms to use again
}

func newFitter(e Examples, o Options) *fitter {
	if n := len(e.Y); len(e.X) != n*e.Features || e.Weight != nil && len(e.Weight) != n || e.Features > MaxFeatures {
		panic("gbdt: examples whose lengths do not agree")
	}
	f := &fitter{Examples: e, Options: o, random: rand.New(rand.NewPCG(o.Seed, 0))}
	f.cuts = make([][]float32, e.Features)
	f.bins = make([]uint8, len(e.X))
	f.score, f.slope = make([]int32, len(e.Y)), make([]sum, len(e.Y))
	inParts(e.Features, func(from, to int) {
		for c := from; c < to; c++ {
			f.sortIntoBins(c)
		}
	})
	return f
}

// inParts calls do with parts of 0 to n, at once.
func inParts(n int, do func(from, to int)) {
	parts := min(runtime.GOMAXPROCS(0), n)
	var all sync.WaitGroup
	for p := range parts {
		all.Go(func() { do(n*p/parts, n*(p+1)/parts) })
	}
	all.Wait()
}

// sortIntoBins finds the cuts of a feature, with about the same number of examples
// between them, and the bin of each example.
func (f *fitter) sortIntoBins(feature int) {
	values := make([]float32, len(f.Y))
	for i := range values {
		if v := f.X[i*f.Features+feature]; v == v {
			values[i] = v
		} else {
			values[i] = float32(math.Inf(-1))
		}
	}
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	cuts := cutsOf(sorted)
	f.cuts[feature] = cuts
	for i, v := range values {
		bin, _ := slices.BinarySearch(cuts, v)
		f.bins[i*f.Features+feature] = uint8(bin)
	}
}

// cutsOf returns numbers that cut sorted ones into at most maxBins ranges.
func cutsOf(sorted []float32) (cuts []float32) {
	distinct := len(slices.Compact(slices.Clone(sorted)))
	for i, next := 1, 1; i < len(sorted); i++ {
		below, above := sorted[i-1], sorted[i]
		if below == above || distinct > maxBins && i*maxBins < next*len(sorted) {
			continue
		}
		cut := below + (above-below)/2
		if !(cut >= below && cut < above) { // next to each other, or endless
			cut = below
		}
		cuts = append(cuts, cut)
		next = i*maxBins/len(sorted) + 1
	}
	return cuts
}

// begin sets the scores to the log odds over all examples.
func (f *fitter) begin() int32 {
	var right, all float64
	for i, y := range f.Y {
		right += f.weight(i) * float64(y)
		all += f.weight(i)
	}
	share := min(max(right/max(all, 1e-9), 1e-4), 1-1e-4)
	base := int32(math.Round(math.Log(share/(1-share)) / leafUnit))
	for i := range f.score {
		f.score[i] = base
	}
	return base
}

func (f *fitter) weight(i int) float64 {
	if f.Weight == nil {
		return 1
	}
	return float64(f.Weight[i])
}

// differentiate sets the derivatives of each example's loss.
func (f *fitter) differentiate() {
	inParts(len(f.Y), func(from, to int) {
		for i := from; i < to; i++ {
			p := Probability(float32(f.score[i]) * leafUnit)
			w := f.weight(i)
			f.slope[i] = sum{w * (p - float64(f.Y[i])), w * p * (1 - p)}
		}
	})
}

// tree grows tree t of m: it splits the leaf that gains most, again and again.
func (f *fitter) tree(m *Model, t int) {
	f.columns = f.someColumns()
	root := &leaf{rows: make([]int32, len(f.Y))}
	for i := range root.rows {
		root.rows[i] = int32(i)
		root.total.add(f.slope[i])
	}
	root.bins = f.histogram(root.rows)
	root.split = f.bestSplit(root)
	leaves := []*leaf{root}
	for len(leaves) < f.Leaves {
		best := 0
		for i, l := range leaves {
			if l.split.gain > leaves[best].split.gain {
				best = i
			}
		}
		l := leaves[best]
		if l.split.gain <= 0 {
			break
		}
		m.nodes[t*(1<<m.depth-1)+l.at] = node{f.cuts[l.split.feature][l.split.bin], uint32(l.split.feature)}
		left, right := f.divide(l)
		leaves[best] = left
		leaves = append(leaves, right)
	}
	for _, l := range leaves {
		f.close(m, t, l)
	}
}

// someColumns returns the features that a tree may ask.
func (f *fitter) someColumns() []int {
	columns := f.random.Perm(f.Features)
	if f.Columns > 0 {
		columns = columns[:max(1, int(math.Ceil(f.Columns*float64(f.Features))))]
	}
	slices.Sort(columns)
	return columns
}

// histogram returns the sums of the derivatives of rows by feature and bin.
func (f *fitter) histogram(rows []int32) []sum {
	var bins []sum
	if n := len(f.free); n > 0 {
		bins, f.free = f.free[n-1], f.free[:n-1]
		clear(bins)
	} else {
		bins = make([]sum, f.Features*maxBins)
	}
	inParts(len(f.columns), func(from, to int) {
		for _, i := range rows {
			slope, row := f.slope[i], f.bins[int(i)*f.Features:][:f.Features]
			for _, c := range f.columns[from:to] {
				bins[c*maxBins+int(row[c])].add(slope)
			}
		}
	})
	return bins
}

// bestSplit returns the split of l that gains most; of those that gain the same,
// the first.
func (f *fitter) bestSplit(l *leaf) (best split) {
	if l.depth == f.Depth {
		return best
	}
	const least = 1e-6 // what rounding may seem to gain
	whole := f.worth(l.total)
	for _, c := range f.columns {
		var left sum
		for bin := range f.cuts[c] {
			left.add(l.bins[c*maxBins+bin])
			right := l.total.less(left)
			if left.h < f.MinChild || right.h < f.MinChild || left.h <= 0 || right.h <= 0 {
				continue
			}
			if gain := f.worth(left) + f.worth(right) - whole; gain > best.gain+least {
				best = split{gain, c, bin}
			}
		}
	}
	return best
}

// worth returns by how much a leaf lowers the loss, twice.
func (f *fitter) worth(s sum) float64 { return s.g * s.g / (s.h + f.L2) }

// divide returns the two leaves that a split makes of l. The histogram of the
// larger is what that of the smaller leaves of l's.
func (f *fitter) divide(l *leaf) (left, right *leaf) {
	left, right = &leaf{at: 2*l.at + 1, depth: l.depth + 1}, &leaf{at: 2*l.at + 2, depth: l.depth + 1}
	for _, i := range l.rows {
		side := left
		if int(f.bins[int(i)*f.Features+l.split.feature]) > l.split.bin {
			side = right
		}
		side.rows = append(side.rows, i)
		side.total.add(f.slope[i])
	}
	small, large := left, right
	if len(left.rows) > len(right.rows) {
		small, large = right, left
	}
	if l.depth+1 == f.Depth {
		f.free = append(f.free, l.bins)
		return left, right
	}
	small.bins, large.bins = f.histogram(small.rows), l.bins
	for i, s := range small.bins {
		large.bins[i] = large.bins[i].less(s)
	}
	left.split, right.split = f.bestSplit(left), f.bestSplit(right)
	return left, right
}

// close sets the value of a leaf, and adds it to the scores of what is below it.
func (f *fitter) close(m *Model, t int, l *leaf) {
	value := -l.total.g / max(l.total.h+f.L2, 1e-9) * f.Rate / leafUnit
	v := int16(min(max(math.Round(value), -math.MaxInt16), math.MaxInt16))
	m.setLeaf(t, l.at, v)
	for _, i := range l.rows {
		f.score[i] += int32(v)
	}
	if l.bins != nil {
		f.free = append(f.free, l.bins)
	}
}
