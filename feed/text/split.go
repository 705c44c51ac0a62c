package text

import "strings"

// split returns where the articles begin that lines hold: lines between
// archive indexes, or a whole document. It is one unless at least two begin in
// the same way: with a title and a date, or with a title after a rule.
func split(lines []line) []int {
	if starts := datedStarts(lines); len(starts) > 1 {
		return starts
	}
	if starts := ruledStarts(lines); len(starts) > 1 {
		return starts
	}
	return []int{0}
}

// datedStarts returns where a title begins an article that has a date below it, or
// beside it.
func datedStarts(lines []line) []int {
	var starts []int
	open := true // nothing but blank lines, rules and the ends of paragraphs before
	for i := range lines {
		l := &lines[i]
		if l.shape <= rule {
			open = true
			continue
		}
		ends := strings.HasSuffix(l.text, ".") && i+1 < len(lines) && lines[i+1].shape > rule && lines[i+1].days.only == nil && datedHead(lines, i+1)
		if open && !ends && datedHead(lines, i) && (len(starts) == 0 || hasProse(lines[starts[len(starts)-1]+1:i])) {
			starts = append(starts, i)
		}
		open = l.boilerplate != noBoilerplate || sentenceEnd(l.text)
	}
	if len(starts) > 0 && !hasProse(lines[:starts[0]]) {
		starts[0] = 0
	} else if len(starts) > 0 {
		starts = append([]int{0}, starts...)
	}
	return starts
}

// datedHead reports whether an article with a date begins at line i: its
// title, names, the date within three lines, and then something to read.
func datedHead(lines []line, i int) bool {
	l := &lines[i]
	dated := false
	switch {
	case l.shape == prose && !l.isQuestion():
		return false
	case l.days.last != nil:
		dated = likeTitle(beforeDate(l.text, l.days.last))
	case l.days.first != nil:
		dated = likeTitle(afterDate(l.text, l.days.first))
	case l.days.only != nil: // the date above the title
		dated = i+1 < len(lines) && lines[i+1].titled() && (lines[i+1].shape != prose || lines[i+1].isQuestion())
	case !l.titled() || isByline(l.text):
		return false
	}
	const within, after = 3, 5
	at := i
	for k := i + 1; !dated && k < len(lines) && k <= i+within; k++ {
		m := &lines[k]
		_, date, by := bylineOf(m)
		switch {
		case m.shape == rule || m.shape == prose:
			return false
		case m.days.only != nil, by && date != nil:
			dated, at = true, k
		}
	}
	if !dated {
		return false
	}
	for k := at + 1; k < len(lines) && k <= at+after; k++ {
		if lines[k].shape == prose || lines[k].shape == sentence && lines[k].words >= 6 {
			return true
		}
	}
	return false
}

// ruledStarts returns the parts between rules, if each begins with a title.
func ruledStarts(lines []line) []int {
	starts := []int{0}
	for i := range lines {
		if lines[i].shape == rule && len(lines[i].text) >= 3 {
			starts = append(starts, i+1)
		}
	}
	if len(starts) == 1 {
		return starts
	}
	var parts []int
	for n, from := range starts {
		to := len(lines)
		if n+1 < len(starts) {
			to = starts[n+1]
		}
		i := from
		for i < to && lines[i].shape <= rule {
			i++
		}
		if i == to {
			continue
		}
		if lines[i].shape != short || !lines[i].titled() || lines[i].words < 3 {
			return nil
		}
		k := i + 1
		for k < to && lines[k].shape <= rule {
			k++
		}
		if k == to || !hasProse(lines[k:to]) || lines[k].shape == short && lines[k].words < 3 {
			return nil
		}
		parts = append(parts, from)
	}
	if len(parts) > 0 {
		parts[0] = 0
	}
	return parts
}
