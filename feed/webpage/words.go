package webpage

import (
	"slices"
	"strings"
	"unicode"

	"dateline/model/when/printed"
)

// The words by which pages name what is no part of an article. They are
// expressions, compiled when the first page is read: most runs of the program
// read none.

// buttons are whole lines of advertisements, buttons and players.
var buttons = expression(`^[-–—*\s]*`, `[-–—*\s.:]*$`,
	`advertisements?|advert|ad|advertisement - .*`,
	`anzeige|werbung|iklan|publicidad|publicité|pubblicità|publicidade|reklama|реклама|広告|广告`,
	`(story|article|continue reading|continues?) (continues )?below( advertisement)?`,
	`scroll (down )?to continue.*|read more|show more|view comments?|comments?|post comment.*`,
	`share|tweet|print|email|pin it|copy link`,
	`media playback is (not supported|unsupported) on your device`)

// elsewhere begins a line that leads to another article, before a colon.
var elsewhere = expression(`^[\[(>»→*\s]*`, `\s*[:：|\-–—]`,
	`read more|read also|also read|read next|read|see also|more( (on|from|about|stories))?|don.t miss|recommended( reading)?`,
	`related( (article|articles|story|stories|coverage|content|reading|links?|posts?))?`,
	`also on [\w.]+|on [\w]+\.(com|org|net)|watch( now| this)?`,
	`lesen sie (auch|mehr|dazu)|mehr zum thema|lees ook|leggi anche( su)?`,
	`lire aussi|à lire aussi|lea también|lee también|también te puede interesar|leia também|leia mais`,
	`czytaj (też|także|również)|zobacz (też|także)|читайте также|читать также|смотрите также`,
	`関連記事|相关阅读|延伸阅读`)

// elsewhereLinked does so without a colon, where the rest of the line is a
// link.
var elsewhereLinked = expression(`^[\[(>»→*\s]*`, `\b`,
	`read more|read also|also read|read next|see also|related|don.t miss|also on [\w.]+`)

// otherHead begins a heading over a list of other articles.
var otherHead = expression(`^\W*`, ``,
	`more\W*$|more (on|from|about|in|like|great|to read|news|stories|articles|posts|coverage|reading|headlines)\b`,
	`related|you (may|might) (also )?(like|enjoy|be interested)|trending|recommended|read (more|next|also)|see also|also read|also:`,
	`further reading|popular|featured|editor.s picks?|most (read|popular|viewed)|latest|don.t miss|top stories|other (stories|articles|posts)|similar`,
	`in other news|from (the|our)|what to read`,
	`mehr (zum|aus|von)|lesen sie|das könnte|weitere|verwandte|lees ook`,
	`à lire|lire aussi|sur le même|articles? (liés|similaires)`,
	`leggi anche|ti potrebbe|potrebbe interessarti|articoli correlati`,
	`te puede interesar|también|más (sobre|noticias)|relacionad|leia|veja também`,
	`czytaj|zobacz|popularne|читайте|похожие|ещё|関連|相关|推荐`)

// appeals begin a last line that asks something of the reader, or tells where
// the text is from.
var appeals = expression(`^\W*`, ``,
	`(please )?(click here|subscribe|sign up|log in)\b|follow (us|me|him|her|them|@|\w+ on)|like us|join (us|our|the conversation|the discussion)`,
	`share (this|on|your|it)|leave a (comment|reply)|tell us|let us know|send us|send your|write to us`,
	`get (our|the latest|the best|all the|more|your|breaking)\b|want (more|to get|to read)|need more`,
	`(do you )?have a (tip|story|question)|got a (tip|story)|start your day|stay (tuned|informed|connected|up to date)|there.s plenty`,
	`(like|enjoy(ed)?) (this|what you)|if you (liked?|enjoyed|like) |for more (information|on|news|stories|from|about|great|like)\b|(to )?learn more|check out (our|more|the)`,
	`this (article|story|post|piece) (was|is|has|first|originally|appeared)|originally published|first published|last (updated|modified)`,
	`filed under|all rights reserved|copyright\b|©|\(c\)|disclaimer|editor.s note|about (the|our) (author|writer|reviewer|blog|editor)|you may also|related (articles|posts|stories)`,
	`über (den|die) autor|zur person|sobre (la firma|el autor|la autora|o autor|a autora)|à propos de l.aute|(the )?(information|content)s? (included |contained |provided )?(here|in this|on this)`,
	`home$|back to top|print$|comments?$|teilen|folgen sie|abonnieren|partager|suivez|compartir|síguenos|suscríb|condividi|seguici`,
	`compartilh|siga|поделиться|подписывайтесь|отзывы|комментари|добавить`)

// labels do so where the line is short or has a link.
var labels = expression(`^\W*`, `\b`,
	`more (great|from|on|stories)|read more|see also|visit|view|watch|listen|download|register|contact|support|donate|email|e-mail|comments?`,
	`image|photo|picture|video|sources?|via|notes?:|tags?:|categories|topics|published|posted|updated|next|previous|share|tweet|join|follow`,
	`quellen?|foto|bild|source|fuente|fonte|источник`)

// credits tell who else worked on an article, or who its author is.
var credits = expression(``, ``,
	`contributed to this (report|story|article|post)|additional reporting|reporting by .{3,80}(editing|writing) by`,
	`all rights reserved|© ?(copyright )?(19|20)\d\d|follow (him|her|them|us|me) on|on twitter( at)?|(can|may) be (reached|contacted)`,
	`is (a|an|the) (former |senior |staff |freelance |contributing |associate |deputy |managing |award-winning |national |political |science |business |technology )*`+
		`(reporter|writer|editor|journalist|correspondent|columnist|contributor|author|freelancer|producer|blogger|publisher)\b`)

// creditWords are one of those that each credit has, in lower case.
var creditWords = []string{
	"contribut", "reporting", "reserved", "©", "follow", "twitter", "be reached", "be contacted",
	"reporter", "writer", "editor", "journalist", "correspondent", "columnist", "author", "freelancer", "producer", "blogger", "publisher",
}

// isCredit reports whether a text tells who else worked on an article.
func isCredit(text string) bool {
	if len(text) >= 400 {
		return false
	}
	low := strings.ToLower(text)
	return slices.ContainsFunc(creditWords, func(w string) bool { return strings.Contains(low, w) }) && credits().MatchString(text)
}

// byWords begin a byline.
var byWords = expression(`^`, `[:\s]`, `by|von|par|por|di|da|door|av|af|автор|text|written by|posted by|words by|story by`)

// smallFacts are lines that tell of the page.
var smallFacts = expression(`^`, `$`,
	`\d+ (min(ute)?s?|hours?|days?|weeks?) (read|ago)|(estimated )?read(ing)? time.*|tempo de leitura.*|lesezeit.*|temps de lecture.*`,
	`(published|posted|updated|last updated|first published|modified)\b.{0,60}`,
	`this (post|article|page) (may )?contains? (affiliate|referral).*|\d+ comments?|share( this)?( article| story)?|\d+ shares?`)

// commission is a line that tells who earns by the links of a page.
var commission = expression(``, ``, `^.{0,40}\b(earns?|receives?|gets?) .{0,20}\b(commissions?|affiliate).*$`)

// aside reports whether text tells of the page, not of the news.
func aside(text string) bool {
	if len(text) >= 160 {
		return false
	}
	low := strings.ToLower(text)
	return smallFacts().MatchString(text) || (strings.Contains(low, "commission") || strings.Contains(low, "affiliate")) && commission().MatchString(text)
}

// dateLine reports whether text is little more than a date.
func dateLine(text string) bool {
	if len(text) > 120 {
		return false
	}
	if _, ok := printed.Parse(text, printed.DayFirst); ok {
		return true
	}
	m, ok := printed.FindLast(text, printed.DayFirst)
	if !ok || !m.Apart {
		m, ok = printed.FindFirst(text, printed.DayFirst)
	}
	return ok && m.Apart && len(text)-(m.End-m.Start) < 25
}

// allCaps reports whether text has no small letters.
func allCaps(text string) bool {
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
