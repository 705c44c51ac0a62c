package session

// Steps are the filters before the current one, back to the last empty filter. The zero
// value has none.
type Steps []string

// mostSteps limits how many are remembered; the oldest go first.
const mostSteps = 100

// Took remembers the filter that to replaces. An empty filter clears the steps.
func (s *Steps) Took(from, to string) {
	switch {
	case to == "":
		*s = nil
	case to != from:
		*s = append((*s)[max(0, len(*s)-mostSteps+1):len(*s):len(*s)], from)
	}
}

// Back returns the filter before the current one, and the steps before that.
func (s Steps) Back() (string, Steps) {
	n := len(s)
	if n == 0 || s[n-1] == "" {
		return "", nil
	}
	return s[n-1], s[:n-1]
}
