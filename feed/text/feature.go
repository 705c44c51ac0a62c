package text

import (
	"slices"
	"strings"
)

// column is a number that the model of pages has of each line. Those of the line
// itself come first, then those of the lines around it, then those of the page.
type column int

const (
	colWords    column = iota
	colLength          // bytes a word
	colStops           // the share of small words
	colCapitals        // and of these
	colDigits
	colCommas
	colEnding
	colPhrase // which phrase it is
	colDated  // 1: it has a date, 2: and is nothing else
	colTalk   // it looks like the head or foot of a reader's comment
	colTitle  // the share of its words that are in the page's title
	colByline
	colHeadline // it is the headline, or holds it
	colMarked
	colSigns
	colLinks
	colLower
	colQuote
	colRights
	colCredit
	colDigitEnd
	colSeen
	colAgain // 1: the same line is next to it, 2: elsewhere
	colPerson
	colTeaser
	colClock // it is short and has a time of the day
	colNames // it is short, and all its words begin with capitals
	colHead  // readers' comments begin at it

	colNear // the first nearColumns of the lines above and below
)

// The rest of the columns.
const (
	nearColumns = 9 // words to dates
	nearLines   = 4 // which are two above and two below

	colFar     = colNear + nearColumns*nearLines // words and ending of the lines three above and below
	colWindows = colFar + 4
	colSides   = colWindows + windowColumns*column(len(windows))
	colMarks   = colSides + 2*sideColumns
	colRuns    = colMarks + markColumns*column(marks)
	colAlike   = colRuns + 7
	colPage    = colAlike + 3
	columns    = colPage + 12

	windowColumns = 6
	sideColumns   = 10
	markColumns   = 3
)

// windows are how many lines above and below one are looked at together.
var windows = [...]int{2, 5, 12, 30}

// tally is what is counted of lines.
type tally struct {
	lines, words, prose, short, ends, dated, talk, title float32
	phrases                                              [5]float32 // comments, related, prompts, footers, navigation
}

func (t *tally) add(u *tally) {
	t.lines += u.lines
	t.words += u.words
	t.prose += u.prose
	t.short += u.short
	t.ends += u.ends
	t.dated += u.dated
	t.talk += u.talk
	t.title += u.title
	for i := range t.phrases {
		t.phrases[i] += u.phrases[i]
	}
}

func (t tally) less(u *tally) tally {
	t.lines -= u.lines
	t.words -= u.words
	t.prose -= u.prose
	t.short -= u.short
	t.ends -= u.ends
	t.dated -= u.dated
	t.talk -= u.talk
	t.title -= u.title
	for i := range t.phrases {
		t.phrases[i] -= u.phrases[i]
	}
	return t
}

// features returns the columns of all lines, line by line.
func (p *page) features() []float32 {
	x := make([]float32, len(p.lines)*int(columns))
	row := func(i int) []float32 { return x[i*int(columns) : (i+1)*int(columns)] }
	sums := make([]tally, len(p.lines)+1)
	for i := range p.lines {
		p.own(i, row(i))
		t := p.tallyOf(i, row(i))
		t.add(&sums[i])
		sums[i+1] = t
	}
	for i := range p.lines {
		r := row(i)
		for n, k := range [nearLines]int{-1, 1, -2, 2} {
			to := r[int(colNear)+n*nearColumns:][:nearColumns]
			if at := i + k; at >= 0 && at < len(p.lines) {
				copy(to, row(at))
			} else {
				to[0] = -1
			}
		}
		for n, k := range [2]int{-3, 3} {
			if at := i + k; at >= 0 && at < len(p.lines) {
				r[int(colFar)+2*n], r[int(colFar)+2*n+1] = row(at)[colWords], row(at)[colEnding]
			} else {
				r[int(colFar)+2*n] = -1
			}
		}
		p.around(i, r, sums)
	}
	p.measureMarks(x)
	p.measureRuns(x)
	p.measureAlike(x)
	p.whole(x, &sums[len(p.lines)])
	return x
}

// own sets what line i is by itself.
func (p *page) own(i int, x []float32) {
	l, w := p.lines[i], &p.wordings[i]
	n := float32(max(w.words, 1))
	x[colWords] = float32(w.words)
	x[colLength] = float32(len(l.text)) / n
	x[colStops] = float32(w.stops) / n
	x[colCapitals] = float32(w.capitals) / n
	x[colDigits] = float32(w.digits) / n
	x[colCommas] = float32(w.commas) / n
	x[colEnding] = endingOf(l.text)
	x[colPhrase] = float32(l.boilerplate)
	if l.dated() {
		x[colDated] = 1
	}
	if l.days.only != nil {
		x[colDated] = 2
	}
	x[colTalk] = number(p.commentLike[i])
	x[colTitle] = float32(w.titled) / n
	x[colByline] = number(l.boilerplate == noBoilerplate && w.words <= 16 && isByline(l.text))
	x[colHeadline] = number(p.headline[i])
	x[colMarked] = number(l.marked)
	x[colSigns] = number(strings.ContainsAny(l.text, "|›»•·→"))
	x[colLinks] = number(w.links)
	x[colLower] = number(w.lower)
	x[colQuote] = number(strings.HasPrefix(l.text, "“") || strings.HasPrefix(l.text, "\"") || strings.HasPrefix(l.text, "«") || strings.HasPrefix(l.text, "„"))
	x[colRights] = number(strings.Contains(l.text, "©") || strings.Contains(l.text, "(c)"))
	x[colCredit] = number(isCredit(l.text))
	x[colDigitEnd] = number(strings.HasSuffix(l.text, ")") && w.digits > 0 && w.words < 9)
	x[colSeen] = float32(p.seen[i])
	if p.seen[i] > 1 {
		x[colAgain] = 2
		if i > 0 && p.lines[i-1].text == l.text || i+1 < len(p.lines) && p.lines[i+1].text == l.text {
			x[colAgain] = 1
		}
	}
	x[colPerson] = float32(w.persons) / n
	x[colTeaser] = number(p.teaser(i))
	x[colClock] = number(w.words <= 16 && hasClock(l.text))
	x[colNames] = number(w.words <= 5 && w.capitals == w.words)
	x[colHead] = number(p.commentsHead[i])
}

func number(is bool) float32 {
	if is {
		return 1
	}
	return 0
}

// tallyOf returns what line i counts for, whose own columns are set.
func (p *page) tallyOf(i int, x []float32) tally {
	l := p.lines[i]
	t := tally{lines: 1, words: x[colWords], prose: float32(p.proseWords(i)), talk: x[colTalk], title: x[colTitle]}
	t.short = number(x[colWords] < 6)
	t.ends = number(x[colEnding] < 2)
	t.dated = number(x[colDated] > 0 && x[colWords] <= 16)
	t.talk = max(t.talk, x[colClock])
	if i <= p.goneOn {
		return t
	}
	t.phrases[0] = x[colHead]
	switch l.boilerplate {
	case related:
		t.phrases[1] = 1
	case newsletter, shareBar:
		t.phrases[2] = 1
	case footer:
		t.phrases[3] = 1
	case navigation:
		t.phrases[4] = 1
	}
	return t
}

// around sets what stands around line i: in windows, and above and below in the
// whole page.
func (p *page) around(i int, x []float32, sums []tally) {
	n := len(p.lines)
	for k, reach := range windows {
		t := sums[min(n, i+reach+1)].less(&sums[max(0, i-reach)])
		to := x[int(colWindows)+k*windowColumns:]
		to[0], to[1], to[2] = t.words/t.lines, t.prose/t.lines, t.short/t.lines
		to[3], to[4], to[5] = t.dated/t.lines, t.talk/t.lines, t.title/t.lines
	}
	above, below := sums[i], sums[n].less(&sums[i+1])
	for k, t := range [2]*tally{&above, &below} {
		to := x[int(colSides)+k*sideColumns:]
		to[0], to[1], to[2], to[3] = t.lines, t.prose, t.dated, t.talk
		copy(to[4:9], t.phrases[:])
		to[9] = t.prose / max(1, sums[n].prose)
	}
}

// What lines are measured from.
const (
	markHeadline = iota
	markDate
	markComments
	markRelated
	markPrompt
	markFooter
	markTalk
	markGoesOn
	marks
)

// far is how far away is what is not there.
const far = 1000

// isMark reports whether line i is a mark.
func (p *page) isMark(mark, i int, x []float32) bool {
	l := p.lines[i]
	switch mark {
	case markHeadline:
		return p.headline[i]
	case markDate:
		return x[colDated] > 0 && x[colWords] <= 16 || x[colByline] > 0 && x[colWords] <= 8
	case markGoesOn:
		return i == p.goneOn
	case markTalk:
		return x[colTalk] > 0
	}
	if i <= p.goneOn { // it ends no article
		return false
	}
	switch mark {
	case markComments:
		return p.commentsHead[i]
	case markRelated:
		return l.boilerplate == related && x[colWords] < 8
	case markPrompt:
		return l.boilerplate == newsletter || l.boilerplate == shareBar
	}
	return l.boilerplate == footer && x[colWords] > 2
}

// measureMarks sets how many lines the nearest marks above and below are away, and how
// many words of prose stand between a line and the one above.
func (p *page) measureMarks(x []float32) {
	n := len(p.lines)
	for mark := range marks {
		at := int(colMarks) + mark*markColumns
		last := -1
		for i := range n {
			r := x[i*int(columns):]
			r[at], r[at+1], r[at+2] = far, far, -1
			if last >= 0 {
				r[at] = float32(i - last)
				r[at+2] = float32(p.proseBefore[i] - p.proseBefore[last+1])
			}
			if p.isMark(mark, i, r) {
				last = i
			}
		}
		last = -1
		for i := n - 1; i >= 0; i-- {
			r := x[i*int(columns):]
			if last >= 0 {
				r[at+1] = float32(last - i)
			}
			if p.isMark(mark, i, r) {
				last = i
			}
		}
	}
}

// proseRun is lines of prose with few others between them.
type proseRun struct{ from, to, words int }

// proseRuns returns the runs of prose of the page.
func (p *page) proseRuns() (runs []proseRun) {
	const gap = 4
	for i := range p.lines {
		w := p.proseWords(i)
		if w == 0 {
			continue
		}
		if n := len(runs); n > 0 && i-runs[n-1].to < gap {
			runs[n-1].to, runs[n-1].words = i+1, runs[n-1].words+w
		} else {
			runs = append(runs, proseRun{i, i + 1, w})
		}
	}
	return runs
}

// measureRuns sets of each line how large the run of prose is in which it stands, or
// which comes next, what part of the largest, and how far away that is and the one before.
func (p *page) measureRuns(x []float32) {
	runs := p.proseRuns()
	if len(runs) == 0 {
		return
	}
	largest := slices.MaxFunc(runs, func(a, b proseRun) int { return a.words - b.words })
	at := 0
	for i := range p.lines {
		for at < len(runs) && runs[at].to <= i {
			at++
		}
		r := x[i*int(columns)+int(colRuns):]
		if at < len(runs) && runs[at].from <= i {
			r[0], r[1] = float32(runs[at].words), float32(runs[at].words)/float32(largest.words)
		}
		switch {
		case i < largest.from:
			r[2] = float32(i - largest.from)
		case i >= largest.to:
			r[2] = float32(i - largest.to + 1)
		}
		r[3], r[4] = float32(len(runs)), float32(at)
		if at > 0 {
			r[5], r[6] = float32(i-runs[at-1].to), float32(runs[at-1].words)
		}
	}
}

// measureAlike sets of each line how many of the lines around are like the next one, and
// like the one some lines on, as in lists of teasers and in readers' comments, and how
// many lines on that is.
func (p *page) measureAlike(x []float32) {
	const reach, lags = 8, 6
	n := len(p.lines)
	kinds := make([]uint8, n)
	for i := range kinds {
		kinds[i] = kindOf(x[i*int(columns):])
	}
	alike := make([]int, n+1) // lines before that are like the one so many lines on
	for lag := 1; lag <= lags; lag++ {
		for i := range n {
			alike[i+1] = alike[i]
			if i+lag < n && kinds[i] == kinds[i+lag] {
				alike[i+1]++
			}
		}
		for i := range n {
			r := x[i*int(columns)+int(colAlike):]
			from, to := max(0, i-reach), min(n, i+reach+1)
			share := float32(alike[to]-alike[from]) / float32(to-from)
			switch {
			case lag == 1:
				r[0] = share
			case share > r[1]:
				r[1], r[2] = share, float32(lag)
			}
		}
	}
}

// kindOf returns a number for how a line looks.
func kindOf(x []float32) uint8 {
	kind := uint8(0)
	for _, n := range [...]float32{2, 5, 12, 25, 50} {
		if x[colWords] >= n {
			kind++
		}
	}
	if x[colEnding] < 2 {
		kind |= 8
	}
	if x[colDated] > 0 {
		kind |= 16
	}
	if x[colTalk] > 0 {
		kind |= 32
	}
	return kind
}

// whole sets what the page is like, the same for each line.
func (p *page) whole(x []float32, t *tally) {
	stops := 0
	for i := range p.wordings {
		stops += p.wordings[i].stops
	}
	n := max(1, t.lines)
	page := [columns - colPage]float32{
		t.lines, t.words, t.prose, t.prose / max(1, t.words), t.short / n, t.dated / n, t.talk / n, t.ends / n,
		number(p.anchored), number(p.mostlyRepeated), float32(stops) / max(1, t.words), t.phrases[0],
	}
	for i := range p.lines {
		copy(x[i*int(columns)+int(colPage):], page[:])
	}
}

// isCredit reports whether a line is the credit or the caption of a picture.
func isCredit(s string) bool {
	head := strings.ToLower(s[:min(len(s), 40)])
	for _, w := range []string{"photo", "image", "picture", "credit", "foto", "bild", "getty", "(photo", "source:", "quelle", "crédit", "фото", "video:", "file photo", "courtesy"} {
		if strings.HasPrefix(head, w) {
			return true
		}
	}
	return strings.Contains(s, "Getty Images") || strings.Contains(s, "(Photo") || strings.Contains(s, "Photograph:") || strings.Contains(s, "Photo: ") || strings.Contains(s, "Foto: ") || strings.Contains(s, "Photo by ") || strings.Contains(s, "/AFP") || strings.Contains(s, "AP Photo")
}

// endingOf says how a line ends: 0 with a full stop, up to 5, as no sentence.
func endingOf(s string) float32 {
	if s == "" {
		return 5
	}
	switch last := s[len(s)-1]; {
	case last == '.':
		return 0
	case last == '!' || last == '?':
		return 1.5
	case last == ':' || last == ',' || last == ';':
		return 3
	case sentenceEnd(s):
		return 1
	case last == ')' || last == ']':
		return 4
	}
	return 5
}

// hasClock reports whether s has a time of the day, such as 9:53.
func hasClock(s string) bool {
	for i := 1; i+2 < len(s); i++ {
		if s[i] == ':' && isDigit(s[i-1]) && isDigit(s[i+1]) && isDigit(s[i+2]) {
			return true
		}
	}
	return false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
