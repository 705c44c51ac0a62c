// Package gbdt has gradient-boosted decision trees of two classes: a fitter for
// the programs that make a model, and a model that asks quickly. It knows nothing
// of what the numbers mean, and reads no files.
package gbdt

import "math"

// Most of what a model may have. They bound what a broken file can ask for.
const (
	MaxFeatures = 4096
	MaxTrees    = 4096
	MaxDepth    = 8
)

// leafUnit is the step of the values of leaves. They are whole numbers of it, so
// that a sum of them does not depend on the order.
const leafUnit = 1.0 / 4096

// node asks whether a feature is greater than a number.
type node struct {
	cut     float32
	feature uint32
}

// Model is a sum of decision trees. Each is complete, so that the way through it
// is a fixed number of steps without a branch to guess: where a tree has no
// split, its node is one that nothing is greater than. A Model is safe for
// concurrent use.
type Model struct {
	features int
	depth    int
	base     int32   // of every example, in leafUnits
	nodes    []node  // 1<<depth - 1 of each tree, those of a level together
	leaves   []int16 // 1<<depth of each tree, in leafUnits
}

// Features returns how many numbers an example has.
func (m *Model) Features() int { return m.features }

// Trees returns how many trees the model has.
func (m *Model) Trees() int { return len(m.leaves) >> m.depth }

// Predict returns the log odds that an example is of the class sought: above 0
// it rather is. x has Features numbers (it panics if there are fewer); one that
// is not a number counts as a small one. It allocates nothing.
func (m *Model) Predict(x []float32) float32 {
	var out [1]float32
	m.PredictAll(x[:m.features], out[:])
	return out[0]
}

// PredictAll sets out to the log odds of examples. x has the numbers of the
// first, then those of the second and so on. It is much faster than to ask for
// one after the other, and allocates nothing.
func (m *Model) PredictAll(x, out []float32) {
	const block = 64
	for len(out) > 0 {
		n := min(block, len(out))
		var sums [block]int32
		for t := range m.Trees() {
			m.add(t, x, sums[:n])
		}
		for i, sum := range sums[:n] {
			out[i] = float32(sum+m.base) * leafUnit
		}
		x, out = x[n*m.features:], out[n:]
	}
}

// add adds to sums what tree t says of the examples in x. It goes through the tree
// with four of them at once, so that the processor need not wait for any.
func (m *Model) add(t int, x []float32, sums []int32) {
	inner := 1<<m.depth - 1
	nodes := m.nodes[t*inner : (t+1)*inner]
	leaves := m.leaves[t<<m.depth : (t+1)<<m.depth]
	f := m.features
	for len(sums) >= 4 {
		x0, x1, x2, x3 := x[:f], x[f:2*f], x[2*f:3*f], x[3*f:4*f]
		var a, b, c, d uint
		for range m.depth {
			a, b = nodes[a].next(x0, a), nodes[b].next(x1, b)
			c, d = nodes[c].next(x2, c), nodes[d].next(x3, d)
		}
		sums[0] += int32(leaves[a-uint(inner)])
		sums[1] += int32(leaves[b-uint(inner)])
		sums[2] += int32(leaves[c-uint(inner)])
		sums[3] += int32(leaves[d-uint(inner)])
		x, sums = x[4*f:], sums[4:]
	}
	for i := range sums {
		at := uint(0)
		for range m.depth {
			at = nodes[at].next(x[i*f:(i+1)*f], at)
		}
		sums[i] += int32(leaves[at-uint(inner)])
	}
}

// next returns which node comes after node at for an example.
func (n *node) next(x []float32, at uint) uint {
	right := uint(0)
	if x[n.feature] > n.cut { // compiled without a jump
		right = 1
	}
	return 2*at + 1 + right
}

// Probability returns the probability that log odds stand for.
func Probability(logOdds float32) float64 { return 1 / (1 + math.Exp(-float64(logOdds))) }
