package diff

import "slices"

// maxEdits bounds the differences that are looked for one by one; texts that
// differ in more are taken to differ in all. It bounds the memory, too, of which
// the square of it is needed.
const maxEdits = 1000

// edit is a step on the way from one list to another: an element of the old
// one that stays or goes, or one of the new that comes.
type edit struct {
	op Op
	at int // in the new list where it is Added, else in the old
}

// edits returns a shortest way from a to b (E. W. Myers, "An O(ND) Difference
// Algorithm and Its Variations", 1986).
func edits(a, b []string) []edit {
	var out []edit
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		out = append(out, edit{Same, head})
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	for _, e := range shortest(a[head:len(a)-tail], b[head:len(b)-tail]) {
		out = append(out, edit{e.op, e.at + head})
	}
	for i := len(a) - tail; i < len(a); i++ {
		out = append(out, edit{Same, i})
	}
	return out
}

// middle returns the way from a to b, which neither begin nor end alike.
func shortest(a, b []string) []edit {
	n, m := len(a), len(b)
	most := min(n+m, maxEdits)
	// far[d][k+d] is how far in a one comes with d differences on diagonal k.
	far := make([][]int32, 0, 16)
	for d := 0; d <= most && n > 0 && m > 0; d++ {
		row := make([]int32, 2*d+1)
		for k := -d; k <= d; k += 2 {
			x := 0
			if d > 0 {
				x = reach(far[d-1], d, k)
			}
			for x < n && x-k < m && a[x] == b[x-k] {
				x++
			}
			row[k+d] = int32(x)
			if x >= n && x-k >= m {
				return back(append(far, row), n, m)
			}
		}
		far = append(far, row)
	}
	var out []edit
	for i := range a {
		out = append(out, edit{Removed, i})
	}
	for i := range b {
		out = append(out, edit{Added, i})
	}
	return out
}

// down reports whether diagonal k is better come to by an addition, from the
// diagonal above, than by a removal. row is that of d-1 differences.
func fromAbove(row []int32, d, k int) bool {
	return k == -d || k != d && row[k-1+d-1] < row[k+1+d-1]
}

// reach returns how far in a diagonal k begins with d differences.
func reach(row []int32, d, k int) int {
	if fromAbove(row, d, k) {
		return int(row[k+1+d-1])
	}
	return int(row[k-1+d-1]) + 1
}

// back follows the way that was found from its end.
func back(far [][]int32, n, m int) []edit {
	var out []edit
	x, y := n, m
	for d := len(far) - 1; d >= 0; d-- {
		k := x - y
		from := 0
		if d > 0 {
			from = reach(far[d-1], d, k)
		}
		for x > from {
			x, y = x-1, y-1
			out = append(out, edit{Same, x})
		}
		switch {
		case d == 0:
		case fromAbove(far[d-1], d, k):
			y--
			out = append(out, edit{Added, y})
		default:
			x--
			out = append(out, edit{Removed, x})
		}
	}
	slices.Reverse(out)
	return out
}
