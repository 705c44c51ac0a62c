package printed

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// parting are the signs between a title and what stands behind it.
const parting = "-|•·⋅;—–\n\t»"

// Incidental reports whether the words before a date, on its line or on the one
// above it, say that it is no date of the text: when it was looked at, kept or
// printed, when somebody has signed in, what the clock of the server says, of which
// day the program or the design is.
//
// What a dash parts from its date is a title, and so is what has more than a few
// words.
func Incidental(before string) bool {
	before = strings.TrimRight(before, " \t\u00a0([（:：,，")
	if r, _ := utf8.DecodeLastRuneInString(before); before == "" || strings.ContainsRune(parting, r) {
		return false
	}
	if i := strings.LastIndexAny(before, parting[1:]); i >= 0 {
		_, n := utf8.DecodeRuneInString(before[i:])
		before = before[i+n:]
	}
	for _, end := range [...]string{". ", " - "} {
		if i := strings.LastIndex(before, end); i > 1 && before[i-2] != ' ' { // and no initial
			before = before[i+len(end):]
		}
	}
	const most = 120 // bytes of so few words
	if len(before) > most || !incidentalStart(before) {
		return false
	}
	words := strings.FieldsFunc(strings.ToLower(before), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '©' })
	if len(words) == 0 || len(words) > 9 {
		return false
	}
	s := strings.Join(words, " ")
	for _, w := range visits {
		rest, ok := strings.CutPrefix(s, w)
		if !ok {
			continue
		}
		switch r, _ := utf8.DecodeLastRuneInString(w); {
		case rest == "", rest[0] == ' ' && leadsToDate(rest[1:]):
			return true
		case r >= 0x2e80 && utf8.RuneCountInString(rest) <= 2 && !numbered(rest): // "于", "时间"
			return true
		}
	}
	for _, w := range makings {
		if rest, ok := strings.CutPrefix(s, w); ok && (rest == "" || rest[0] == ' ') {
			return true
		}
	}
	for _, w := range versions {
		if rest, ok := strings.CutPrefix(s, w+" "); ok && numbered(rest) && leadsToDate(rest) {
			return true
		}
	}
	for _, w := range themes {
		if rest, ok := strings.CutPrefix(s, w+" "); ok && numbered(rest) {
			return true
		}
	}
	return false
}

// numbered reports whether some words have a digit.
func numbered(words string) bool { return strings.ContainsAny(words, "0123456789") }

// Incidental reports whether the words before m in line say that it is no date of the
// text; the first of its own words may belong to them: "Print date", "printed on".
func (m Match) Incidental(line string) bool {
	if m.Start == 0 || Incidental(line[:m.Start]) {
		return m.Start > 0
	}
	if r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line[:m.Start], " ")); strings.ContainsRune(parting, r) {
		return false
	}
	n := strings.IndexFunc(line[m.Start:], func(r rune) bool { return !unicode.IsLetter(r) })
	return n > 0 && Incidental(line[:m.Start+n])
}

// leadsToDate reports whether the last of some words stands before dates: "on".
func leadsToDate(words string) bool {
	last := words[strings.LastIndexByte(words, ' ')+1:]
	for w := range strings.FieldsSeq("on at of the from am um vom den der le du à el al del de il alle em às op om van dnia z o w от в на den kl") {
		if w == last {
			return true
		}
	}
	return false
}

// phrasesOf splits a list of phrases.
func phrasesOf(s string) []string {
	var all []string
	for w := range strings.SplitSeq(s, ";") {
		all = append(all, strings.Join(strings.Fields(w), " "))
	}
	return all
}

// What begins the words before dates that are incidental, in lower case and without
// signs. None is ever changed.
var (
	// visits end before the date, or with a word such as "on".
	visits = phrasesOf(`retrieved; retrieval date; date retrieved; accessed; access date; date accessed; date of access; last accessed; captured; capture date; date captured; snapshot; snapshot taken; snapshot from;
		archived; archive date; date archived; archived copy; crawled; cached; cached copy; saved; downloaded; date downloaded; download date; viewed; last viewed; printed; print date; date printed; printed from; this page was printed;
		last login; last log in; last logged in; your last login; logged in; last visit; last visit was; last visited; your last visit; your last visit was; you last visited; last seen; last active; member since; joined;
		server time; current time; current date; current date and time; local time; it is now; it is currently; the time is now; the time now is; today is; today s date; copyright; today s date is; todays date;
		generated; page generated; this page was generated; report generated; rendered; page rendered; page loaded;
		abgerufen; zuletzt abgerufen; abrufdatum; letzter abruf; letzter zugriff; zugriff; zugriffsdatum; archiviert; gespeichert; gedruckt; ausgedruckt; ausdruck; druckdatum; letzter besuch; ihr letzter besuch; dein letzter besuch;
		letzte anmeldung; zuletzt angemeldet; zuletzt online; angemeldet seit; mitglied seit; heute ist; heute ist der; serverzeit; aktuelle zeit; aktuelles datum; generiert; erzeugt; seite generiert; seite erzeugt;
		consulté; consultée; consultés; page consultée; site consulté; dernière consultation; date de consultation; archivé; archivée; capturé; capturée; enregistré; imprimé; imprimée; date d impression;
		dernière connexion; dernière visite; votre dernière visite; membre depuis; nous sommes; date du jour; heure du serveur; généré; générée; page générée;
		consultado; consultada; fecha de consulta; fecha de acceso; recuperado; archivado; archivada; capturado; impreso; fecha de impresión; último acceso; última visita; tu última visita; última conexión; última sesión; miembro desde; hoy es; hora del servidor; generado; generada; página generada;
		consultato; consultata; data di consultazione; ultima consultazione; archiviato; stampato; stampata; data di stampa; ultimo accesso; ultima visita; membro dal; oggi è; ora del server; generato; generata; pagina generata;
		acessado; acessada; acesso; data de acesso; arquivado; impressão; impresso; data de impressão; visitado; hoje é; membro desde; gerado; gerada; página gerada;
		geraadpleegd; gearchiveerd; afgedrukt; afdrukdatum; geprint; laatst ingelogd; laatste bezoek; uw laatste bezoek; lid sinds; vandaag is het; servertijd; gegenereerd;
		dostęp; data dostępu; zarchiwizowano; wydrukowano; data wydruku; wydruk; ostatnie logowanie; ostatnia wizyta; dzisiaj jest; dziś jest; wygenerowano; czas serwera;
		дата обращения; дата доступа; архивировано; сохранено; распечатано; дата печати; последний вход; последнее посещение; последний визит; был в сети; сегодня; время сервера; текущее время; сгенерировано;
		检索于; 检索日期; 访问日期; 访问时间; 存档于; 存檔於; 存档日期; 打印日期; 打印时间; 列印日期; 最后登录; 上次登录; 最後登入; 今天是; 服务器时间; 生成时间; 閲覧; 閲覧日; アクセス日; アーカイブ日; 印刷日; 最終ログイン; 前回のログイン; 本日は; 現在時刻`)
	// makings name who has made it.
	makings = phrasesOf(`theme by; theme design by; designed by; site design by; template by; powered by; generated by; printed by; copyright by; copyright ©; copyright c; ©;
		design von; theme von; thème par; tema de; tema por; diseñado por; plantilla de; ontwerp door; projekt strony; 版权所有`)
	// versions and themes have numbers.
	versions = phrasesOf("version; release; revision; ver; build; révision; versión; versão; versione; versie; wersja; версия")
	themes   = phrasesOf("theme; template; skin; thème; tema; plantilla; thema; motyw; szablon; тема; шаблон; 主题; テーマ")
)

// incidentalStarts are the first three bytes of the phrases above. It is never changed.
var incidentalStarts = func() map[string]bool {
	m := make(map[string]bool)
	for _, list := range [][]string{visits, makings, versions, themes} {
		for _, w := range list {
			m[w[:min(len(w), 3)]] = true
		}
	}
	return m
}()

// incidentalStart reports whether one of the phrases may begin s.
func incidentalStart(s string) bool {
	s = strings.TrimLeftFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '©' })
	var buf [3 * utf8.UTFMax]byte
	b := buf[:0]
	for i, r := range s {
		if i >= 3 {
			break
		}
		b = utf8.AppendRune(b, unicode.ToLower(r))
	}
	return len(b) >= 3 && (incidentalStarts[string(b[:3])] || incidentalStarts[string(b[:2])]) // "©" has two
}
