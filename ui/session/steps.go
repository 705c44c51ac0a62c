package session

// Steps are the filters before the one in force, since there was none. The zero
// value has none.
type Steps []string

// mostSteps bounds how many are remembered; the oldest go.
const mostSteps = 100

// Took remembers a filter that another has followed. Without a filter there is
// nowhere to go back to.
func (s *Steps) Took(from, to string) {
	switch {
	case to == "":
		*s = nil
	case to != from:
		*s = append((*s)[max(0, len(*s)-mostSteps+1):len(*s):len(*s)], from)
	}
}

// Back returns the filter before the one in force, and what comes before that.
func (s Steps) Back() (string, Steps) {
	n := len(s)
	if n == 0 || s[n-1] == "" {
		return "", nil
	}
	return s[n-1], s[:n-1]
}
