package page

import (
	"regexp"
	"strings"
	"unicode"

	"dateline/model/when"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// leaf is a run of inline nodes: the text of a paragraph, item, heading or
// cell.
type leaf struct {
	nodes  []*html.Node
	parent *html.Node
	text   string
	weight weight
}

// leaves gathers the blocks of text in n in their order.
func leaves(n *html.Node) []*leaf {
	var found []*leaf
	var run []*html.Node
	flush := func(parent *html.Node) {
		if len(run) == 0 {
			return
		}
		l := &leaf{nodes: run, parent: parent}
		var b strings.Builder
		for _, n := range run {
			fold(&b, n)
			l.weight.add(n, false)
		}
		if l.text = strings.Join(strings.Fields(b.String()), " "); l.text != "" {
			found = append(found, l)
		}
		run = nil
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.CommentNode:
			case c.Type == html.ElementNode && (blockLevel(c.DataAtom) || holdsBlock(c)):
				flush(n)
				walk(c)
			default:
				run = append(run, c)
			}
		}
		flush(n)
	}
	walk(n)
	return found
}

// holdsBlock reports whether a block lies in an inline element.
func holdsBlock(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && (blockLevel(c.DataAtom) || holdsBlock(c)) {
			return true
		}
	}
	return false
}

func (l *leaf) heading() bool {
	for n := l.parent; n != nil; n = n.Parent {
		switch n.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			return true
		case atom.Div, atom.Section, atom.Article, atom.Li, atom.Td, atom.Blockquote:
			return false
		}
	}
	return false
}

func (l *leaf) within(names ...atom.Atom) bool {
	for n := l.parent; n != nil; n = n.Parent {
		for _, a := range names {
			if n.DataAtom == a {
				return true
			}
		}
	}
	return false
}

// prose reports whether l is a paragraph of running text.
func (l *leaf) prose() bool {
	return len(l.text) >= 120 && l.weight.linked() < 0.4 && !l.heading() || len(l.text) >= 60 && l.weight.links == 0 && sentence(l.text) && !l.heading()
}

// sentence reports whether text ends as a sentence does.
func sentence(text string) bool {
	text = strings.TrimRight(text, "\"'”’»)]")
	r := []rune(text)
	return len(r) > 0 && strings.ContainsRune(".!?…。！？:", r[len(r)-1])
}

// blocks takes out the blocks of text whose words or place say that they are
// not of the article.
func (p *pruner) blocks(root *html.Node) {
	all := leaves(root)
	kept := all[:0]
	for _, l := range all {
		if why := p.alien(l); why != "" {
			p.drop(l, why)
			continue
		}
		kept = append(kept, l)
	}
	kept = p.lead(kept)
	kept = p.linkLists(kept)
	p.tail(kept)
}

func (p *pruner) drop(l *leaf, why string) {
	p.d.Note(0, "dropped", "%s: %.60q", why, l.text)
	for _, n := range l.nodes {
		if n.Parent != nil && first(n, atom.Img) == nil {
			n.Parent.RemoveChild(n)
		}
	}
}

var (
	adLine = regexp.MustCompile(`(?i)^[-–—*\s]*(advertisements?|advert|ad|anzeige|werbung|iklan|publicidad|publicité|pubblicità|publicidade|reklama|реклама|広告|广告|(story|article|continue reading|continues?) (continues )?below( advertisement)?|advertisement - .*|scroll (down )?to continue.*|media playback is (not supported|unsupported) on your device|post comment.*|read more|show more|view comments?|comments?|share|tweet|print|email|pin it|copy link)[-–—*\s.:]*$`)

	elsewhere = regexp.MustCompile(`(?i)^[\[(>»→*\s]*(read more|read also|also read|read next|read|see also|related( (article|articles|story|stories|coverage|content|reading|links?|posts?))?|more( (on|from|about|stories))?|don.t miss|recommended( reading)?|also on [\w.]+|on [\w]+\.(com|org|net)|watch( now| this)?|leggi anche( su)?|lesen sie (auch|mehr|dazu)|mehr zum thema|lire aussi|à lire aussi|lea también|lee también|también te puede interesar|leia também|leia mais|lees ook|czytaj (też|także|również)|zobacz (też|także)|читайте также|читать также|смотрите также|關連|関連記事|相关阅读|延伸阅读)\s*[:：|\-–—]`)

	elsewhereLinked = regexp.MustCompile(`(?i)^[\[(>»→*\s]*(read more|read also|also read|read next|see also|related|don.t miss|also on [\w.]+)\b`)
)

// alien says why a block cannot be of the article wherever it stands, or "".
func (p *pruner) alien(l *leaf) string {
	if l.within(atom.Pre, atom.Code, atom.Table) {
		return ""
	}
	text := l.text
	switch {
	case len(text) < 80 && adLine.MatchString(text):
		return "an advertisement or a button"
	case len(text) < 300 && l.weight.links > 0 && l.weight.linked() > 0.4 && elsewhere.MatchString(text):
		return "leads to other articles"
	case len(text) < 400 && l.weight.linked() > 0.6 && elsewhereLinked.MatchString(text):
		return "leads to other articles"
	case l.weight.linked() > 0.95 && len(text) > 15 && len(strings.Fields(text)) >= 4 && shouted(text) && !l.heading() && !l.within(atom.Li):
		return "leads to other articles"
	}
	return ""
}

// shouted reports whether text has no small letters.
func shouted(text string) bool {
	capitals, small := 0, 0
	for _, r := range text {
		switch {
		case unicode.IsLower(r):
			small++
		case unicode.IsUpper(r):
			capitals++
		}
	}
	return capitals > 10 && small*10 < capitals
}

// lead takes out what stands above the text: title, byline, date and the like.
func (p *pruner) lead(all []*leaf) []*leaf {
	kept := all[:0:0]
	for i, l := range all {
		if i > 15 || l.prose() || l.within(atom.Table, atom.Pre, atom.Blockquote) {
			return append(kept, all[i:]...)
		}
		switch {
		case p.isTitle(l.text):
			p.drop(l, "the title again")
		case p.isByline(l.text), dateLine(l.text), aside(l.text):
			p.drop(l, "a byline or a date")
		case strings.HasPrefix(l.text, "http") && !strings.Contains(l.text, " "):
			p.drop(l, "an address")
		case i < 3 && l.weight.linked() > 0.9 && len(l.text) < 30 && !l.heading():
			p.drop(l, "a section of the site")
		default:
			kept = append(kept, l)
		}
	}
	return kept
}

// isTitle reports whether text is the title, or nearly.
func (p *pruner) isTitle(text string) bool {
	a, b := lettersOf(text), lettersOf(p.title)
	if len(a) < 10 || len(b) < 10 {
		return a != "" && a == b
	}
	return a == b || strings.HasPrefix(b, a) && len(a)*2 > len(b)
}

var byWords = regexp.MustCompile(`(?i)^(by|von|par|por|di|da|door|av|af|автор|text|written by|posted by|words by|story by)[:\s]`)

func (p *pruner) isByline(text string) bool {
	if len(text) > 120 || sentence(text) && len(text) > 60 {
		return false
	}
	low := lettersOf(text)
	for _, name := range p.names {
		if n := lettersOf(name); len(n) > 4 && strings.Contains(low, n) && len(low) < len(n)+40 {
			return true
		}
	}
	return byWords.MatchString(text) && len(strings.Fields(text)) <= 12
}

var smallFacts = regexp.MustCompile(`(?i)^(\d+ (min(ute)?s?|hours?|days?|weeks?) (read|ago)|(estimated )?read(ing)? time.*|tempo de leitura.*|lesezeit.*|temps de lecture.*|(published|posted|updated|last updated|first published|modified)\b.{0,60}|this (post|article|page) (may )?contains? (affiliate|referral).*|\d+ comments?|share( this)?( article| story)?|\d+ shares?)$`)

// aside reports whether text tells of the page, not of the news.
func aside(text string) bool { return len(text) < 160 && smallFacts.MatchString(text) }

// dateLine reports whether text is little more than a date.
func dateLine(text string) bool {
	if len(text) > 120 {
		return false
	}
	if _, ok := when.Printed(text); ok {
		return true
	}
	_, start, end, ok := when.FindPrinted(text)
	return ok && len(text)-(end-start) < 25
}

// linkLists takes out lists of links to other articles, with what introduces
// them. A list that is much of the page is the article.
func (p *pruner) linkLists(all []*leaf) []*leaf {
	kept := all[:0:0]
	for i := 0; i < len(all); i++ {
		l := all[i]
		if len(l.text) >= 80 || !otherHead.MatchString(l.text) || l.within(atom.Table, atom.Pre) {
			kept = append(kept, l)
			continue
		}
		j, size := i+1, 0
		for j < len(all) && linkItem(all[j]) {
			size += len(all[j].text)
			j++
		}
		several := j > i+2 || j == i+2 && (l.heading() || strings.HasSuffix(l.text, ":"))
		if !several || float64(size) > 0.4*float64(p.total) {
			kept = append(kept, l)
			continue
		}
		for _, k := range all[i:j] {
			p.drop(k, "leads to other articles")
		}
		i = j - 1
	}
	return kept
}

// linkItem reports whether l is a link, or an item of a list of links.
func linkItem(l *leaf) bool {
	if l.within(atom.Table, atom.Pre) {
		return false
	}
	if l.weight.linked() > 0.85 {
		return true
	}
	for n := l.parent; n != nil; n = n.Parent {
		if n.DataAtom == atom.Ul || n.DataAtom == atom.Ol {
			return weigh(n).linked() > 0.6
		}
	}
	return false
}

var otherHead = regexp.MustCompile(`(?i)^\W*(more( (on|from|about|in|like|great|to read|news|stories|articles|posts|coverage|reading|headlines)\b.*)?\W*$|related|you (may|might) (also )?(like|enjoy|be interested)|trending|recommended|read (more|next|also)|see also|also read|also:|further reading|popular|most (read|popular|viewed)|latest|don.t miss|top stories|other (stories|articles|posts)|similar|in other news|from (the|our)|what to read|mehr (zum|aus|von)|lesen sie|das könnte|weitere|verwandte|à lire|lire aussi|sur le même|articles? (liés|similaires)|leggi anche|ti potrebbe|potrebbe interessarti|articoli correlati|te puede interesar|también|más (sobre|noticias)|relacionad|leia|veja também|lees ook|czytaj|zobacz|читайте|похожие|ещё|関連|相关|推荐|popularne)`)

// tail takes out what stands below the text.
func (p *pruner) tail(all []*leaf) {
	end := len(all)
	dropped := 0
	for end > 0 && float64(dropped) < 0.3*float64(p.total) {
		l := all[end-1]
		if l.within(atom.Table, atom.Pre) {
			break
		}
		if begin := linkRun(all[:end]); begin < end {
			if references(all, begin, end) {
				break
			}
			for ; end > begin; end-- {
				dropped += len(all[end-1].text)
				p.drop(all[end-1], "links below the text")
			}
			continue
		}
		if !p.trailing(l) {
			break
		}
		dropped += len(l.text)
		p.drop(l, "stands below the text")
		end--
	}
}

// linkRun returns where the run of links that ends all begins.
func linkRun(all []*leaf) int {
	i := len(all)
	for i > 0 && all[i-1].weight.linked() > 0.85 && len(all[i-1].text) < 200 && !all[i-1].within(atom.Table, atom.Pre) {
		i--
	}
	return i
}

// references reports whether the links all[begin:end] are what the text refers
// to: what stands above them says so, or they are bare addresses.
func references(all []*leaf, begin, end int) bool {
	bare := 0
	for _, l := range all[begin:end] {
		if strings.HasPrefix(l.text, "http") || strings.HasPrefix(l.text, "www.") {
			bare++
		}
	}
	if bare*2 > end-begin {
		return true
	}
	if begin == 0 {
		return true
	}
	head := all[begin-1]
	return (head.heading() || len(head.text) < 80 && strings.HasSuffix(head.text, ":")) && !otherHead.MatchString(head.text)
}

var (
	calls = regexp.MustCompile(`(?i)^\W*((please )?(click here|subscribe|sign up|signup|follow|like us|join|share|tweet|comment|email|e-mail|contact|register|log in|donate|support|download|listen|get (the|our|more|all|your|breaking|latest)|want (more|to)|have a (tip|story|question)|do you have|got a (tip|story)|like (this|what)|enjoy(ed)? this|if you (like|enjoy|want|have)|if you'd like|tell us|let us know|send (us|your)|write to|leave a (comment|reply)|need more|start your day|there.s plenty|stay (up|tuned|informed|connected)|for more|to learn more|learn more|more (great|from|on)|read more|see also|check out|visit|view|watch|image|photo|picture|video|this (article|story|post|piece) (was|is|has|first|originally|appeared)|originally published|first published|last (updated|modified)|updated|published|posted|filed under|tags?|categories|topics|source|sources|via|copyright|©|\(c\)|all rights reserved|disclaimer|note:|note that|editor.s note|about the author|comments?|advertisement|related|you may also|home$|back to top|print$|next|previous|teilen|folgen|abonnieren|quelle|foto|bild|partager|suivez|source|compartir|síguenos|suscríb|fuente|condividi|seguici|fonte|compartilh|siga|поделиться|подписывайтесь|источник|шаринг|отзывы|комментари|добавить|iklan))`)

	credits = regexp.MustCompile(`(?i)(contributed to this (report|story|article|post)|additional reporting|all rights reserved|© ?(copyright )?(19|20)\d\d|reporting by .{3,80}(editing|writing) by|follow (him|her|them|us|me) on|on twitter( at)?|can be (reached|contacted)|may be reached|is (a|an|the) (former |senior |staff |freelance |contributing |associate |deputy |managing |award-winning |national |political |science |business |technology )*(reporter|writer|editor|journalist|correspondent|columnist|contributor|author|freelancer|producer|blogger|publisher)\b)`)
)

// trailing reports whether a block, being the last, tells of the page or its
// makers, not of the news.
func (p *pruner) trailing(l *leaf) bool {
	text := l.text
	switch {
	case l.heading():
		return true // a heading over nothing
	case len(text) < 300 && calls.MatchString(text) && (l.weight.links > 0 || len(text) < 120):
		return true
	case len(text) < 400 && credits.MatchString(text):
		return true
	case p.isByline(text) || dateLine(text) || aside(text):
		return true
	}
	for _, name := range p.names {
		if len(name) > 4 && len(text) < 600 && strings.HasPrefix(text, name) && !strings.HasPrefix(text, name+" said") {
			return true
		}
	}
	return false
}

// lettersOf returns the letters and digits of s in lower case.
func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
