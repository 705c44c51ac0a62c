package prompt

// completion cycles through the completions of a filter.
type completion struct {
	texts []string // the typed text, then its completions
	at    int      // the text in the line
}

// cycle puts the next completion into the line. The typed text follows the last one.
func (p *Controller) cycle(n int) Decision {
	c, typed := &p.completion, p.Line.Text()
	if c.texts == nil || c.texts[c.at] != typed { // something else was typed since
		*c = completion{texts: append([]string{typed}, p.complete(typed)...)}
	}
	if len(c.texts) == 1 {
		return None
	}
	c.at = (c.at + n + len(c.texts)) % len(c.texts)
	p.Line.Set(c.texts[c.at])
	return Edited
}

// recall puts an earlier or later filter of the history into the line.
func (p *Controller) recall(n int) Decision {
	text, ok := p.entered.Step(n, p.Line.Text())
	if !ok {
		return None
	}
	p.Line.Set(text)
	return Edited
}
