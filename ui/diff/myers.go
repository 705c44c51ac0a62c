package diff

import "slices"

// maxEdits bounds the differences found one by one; texts with more count as
// entirely different. It also bounds the memory, which grows with its square.
const maxEdits = 1000

// edit is a step from one list to another: it keeps or removes an element of the old
// list, or adds one of the new.
type edit struct {
	op Op
	at int // in the new list if Added, else in the old
}

// edits returns a shortest sequence of edits from a to b (E. W. Myers, "An O(ND)
// Difference Algorithm and Its Variations", 1986).
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

// shortest returns the edits from a to b, which differ in their first and last
// elements.
func shortest(a, b []string) []edit {
	n, m := len(a), len(b)
	most := min(n+m, maxEdits)
	// far[d][k+d] is the furthest index in a with d differences on diagonal k.
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

// fromAbove reports whether diagonal k is better reached by an addition, from the
// diagonal above, than by a removal. row has the indices for d-1 differences.
func fromAbove(row []int32, d, k int) bool {
	return k == -d || k != d && row[k-1+d-1] < row[k+1+d-1]
}

// reach returns the index in a at which diagonal k begins with d differences.
func reach(row []int32, d, k int) int {
	if fromAbove(row, d, k) {
		return int(row[k+1+d-1])
	}
	return int(row[k-1+d-1]) + 1
}

// back collects the edits from the end.
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
