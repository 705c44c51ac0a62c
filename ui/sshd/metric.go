package sshd

// Metric is a number that tells how the server does.
type Metric struct {
	Name, Help        string
	Kind              string // counter or gauge
	Label, LabelValue string // "" of one that has none
	Value             float64
}

// Metrics returns the numbers, those of one name together.
func (s *Server) Metrics() []Metric { return nil }
