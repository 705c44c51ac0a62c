package prompt

// completion goes through what a filter that is typed may become.
type completion struct {
	texts []string // as typed, and then the others
	at    int      // the one in the line
}

// cycle puts the next of what the filter may become into the line; past the last stands
// what was typed.
func (p *Controller) cycle(n int) Decision {
	c, typed := &p.completion, p.Line.Text()
	if c.texts == nil || c.texts[c.at] != typed { // other text has been typed since
		*c = completion{texts: append([]string{typed}, p.complete(typed)...)}
	}
	if len(c.texts) == 1 {
		return None
	}
	c.at = (c.at + n + len(c.texts)) % len(c.texts)
	p.Line.Set(c.texts[c.at])
	return Edited
}

// recall puts an earlier filter into the line, or a later one.
func (p *Controller) recall(n int) Decision {
	text, ok := p.entered.Step(n, p.Line.Text())
	if !ok {
		return None
	}
	p.Line.Set(text)
	return Edited
}
