package gbdt

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math"
	"slices"
)

// magic begins a model that is kept. Its last byte is the version.
const magic = "gbdt\x01"

// errBroken is what Load says of anything that Append did not write.
var errBroken = errors.New("gbdt: not a model, or a broken one")

// Append appends the model to b in a compact form, about two bytes for each
// split and each leaf: for each feature the numbers that splits compare it with,
// then the trees from the root down, then a checksum.
func (m *Model) Append(b []byte) []byte {
	start := len(b)
	b = append(b, magic...)
	for _, n := range [...]int{m.features, m.depth, m.Trees()} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	b = binary.AppendVarint(b, int64(m.base))
	cuts := m.cuts()
	for _, c := range cuts {
		b = binary.AppendUvarint(b, uint64(len(c)))
		for _, v := range c {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
		}
	}
	for t := range m.Trees() {
		b = m.appendTree(b, cuts, t, 0)
	}
	return binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(b[start:]))
}

// cuts returns what each feature is compared with, in order.
func (m *Model) cuts() [][]float32 {
	cuts := make([][]float32, m.features)
	for _, n := range m.nodes {
		if n != unsplit {
			cuts[n.feature] = append(cuts[n.feature], n.cut)
		}
	}
	for f := range cuts {
		slices.Sort(cuts[f])
		cuts[f] = slices.Compact(cuts[f])
	}
	return cuts
}

// unsplit is the node of a tree that has no split there.
var unsplit = node{cut: float32(math.Inf(1))}

// appendTree appends what is below a node of tree t. A leaf is a 0 and its value.
func (m *Model) appendTree(b []byte, cuts [][]float32, t, at int) []byte {
	inner := 1<<m.depth - 1
	for at < inner && m.nodes[t*inner+at] == unsplit {
		at = 2*at + 1
	}
	if at >= inner {
		return binary.AppendVarint(append(b, 0), int64(m.leaves[t<<m.depth+at-inner]))
	}
	n := m.nodes[t*inner+at]
	cut, _ := slices.BinarySearch(cuts[n.feature], n.cut)
	b = binary.AppendUvarint(binary.AppendUvarint(b, uint64(n.feature)+1), uint64(cut))
	return m.appendTree(m.appendTree(b, cuts, t, 2*at+1), cuts, t, 2*at+2)
}

// Load returns the model that Append wrote. It fails for anything else, and takes
// memory in proportion to the length of data alone.
func Load(data []byte) (*Model, error) {
	n := len(data) - crc32.Size
	if n < len(magic) || string(data[:len(magic)]) != magic || binary.LittleEndian.Uint32(data[n:]) != crc32.ChecksumIEEE(data[:n]) {
		return nil, errBroken
	}
	d := decoder{data: data[len(magic):n]}
	m := &Model{features: d.uint(MaxFeatures), depth: d.uint(MaxDepth)}
	trees := d.uint(min(MaxTrees, len(data)))
	m.base = int32(d.int(math.MaxInt32))
	cuts := make([][]float32, m.features)
	for f := range cuts {
		cuts[f] = d.floats()
	}
	m.grow(trees)
	for t := 0; t < trees && !d.broken; t++ {
		d.tree(m, cuts, t, 0)
	}
	if d.broken || len(d.data) > 0 {
		return nil, errBroken
	}
	return m, nil
}

// grow makes room for trees, none of which has a split yet.
func (m *Model) grow(trees int) {
	m.nodes = slices.Repeat([]node{unsplit}, trees*(1<<m.depth-1))
	m.leaves = make([]int16, trees<<m.depth)
}

// decoder reads numbers, and remembers if one was not what it may be.
type decoder struct {
	data   []byte
	broken bool
}

// uint reads a number of at most most.
func (d *decoder) uint(most int) int {
	v, n := binary.Uvarint(d.data)
	if n <= 0 || v > uint64(most) {
		d.broken, d.data = true, nil
		return 0
	}
	d.data = d.data[n:]
	return int(v)
}

// int reads a number between -most and most.
func (d *decoder) int(most int) int {
	v, n := binary.Varint(d.data)
	if n <= 0 || v > int64(most) || v < -int64(most) {
		d.broken, d.data = true, nil
		return 0
	}
	d.data = d.data[n:]
	return int(v)
}

func (d *decoder) floats() []float32 {
	n := d.uint(len(d.data) / 4)
	if n*4 > len(d.data) {
		d.broken, d.data = true, nil
		return nil
	}
	v := make([]float32, n)
	for i := range v {
		v[i] = math.Float32frombits(binary.LittleEndian.Uint32(d.data[4*i:]))
	}
	d.data = d.data[4*n:]
	return v
}

// tree reads what is below a node of tree t.
func (d *decoder) tree(m *Model, cuts [][]float32, t, at int) {
	inner := 1<<m.depth - 1
	feature := d.uint(m.features)
	if feature == 0 {
		m.setLeaf(t, at, int16(d.int(math.MaxInt16)))
		return
	}
	if at >= inner || len(cuts[feature-1]) == 0 {
		d.broken, d.data = true, nil
		return
	}
	cut := cuts[feature-1][d.uint(len(cuts[feature-1])-1)]
	m.nodes[t*inner+at] = node{cut, uint32(feature - 1)}
	d.tree(m, cuts, t, 2*at+1)
	d.tree(m, cuts, t, 2*at+2)
}

// setLeaf sets the leaf at a place of tree t: what leads to it, below, is the
// leftmost way, since nothing is split there.
func (m *Model) setLeaf(t, at int, value int16) {
	inner := 1<<m.depth - 1
	for at < inner {
		at = 2*at + 1
	}
	m.leaves[t<<m.depth+at-inner] = value
}
