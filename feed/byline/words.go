package byline

import (
	"strings"
	"sync"
)

// The words of bylines, in lower case. A phrase is parted from the next by a semicolon.
const (
	// byPhrases stand before the names of authors.
	byPhrases = `by; posted by; written by; published by; reported by; story by; words by; text by; article by; a post by; post by; review by; reviewed by; analysis by; opinion by; column by; commentary by; created by; authored by; submitted by; contributed by; guest post by; visualizations by;
		author; authors; author of the article; article author; byline; about the author; about the authors; guest author; post author; posted by author; author name; writer; written;
		von; ein beitrag von; ein artikel von; eine analyse von; ein kommentar von; kommentar von; kolumne von; gastbeitrag von; geschrieben von; ein gastbeitrag von; ein interview von; interview von; eine kolumne von; text von; bericht von; autor; autorin; autoren; autorin autor; autor in; text; verfasst von; über den autor; über die autorin;
		par; écrit par; publié par; rédigé par; posté par; propos recueillis par; auteur; auteure; autrice; auteurs; texte; por; escrito por; publicado por; autor; autora; autores; texto; firmado por; di; a cura di; scritto da; pubblicato da; articolo di; autore; autrice; autori; testo di; da;
		door; geschreven door; geplaatst door; auteur; tekst; av; skrevet av; skrevet af; af; tekst; text; skriven av; tekijä; kirjoittaja; teksti; autor; napisał; napisała; opracowanie; oprac; przygotował; tekst; autoři; napsal; napsala; szerző; írta; de; scris de; autor;
		автор; авторы; текст; автор текста; автори; oleh; penulis; reporter; tác giả; bởi; yazan; yazar; haber; συντάκτης; του; της; από; نوشته; نویسنده; بقلم; كتب; كتبت; الكاتب; מאת; כתב; लेखक; द्वारा; โดย; ผู้เขียน;
		作者; 文; 记者; 記者; 撰文; 责编; 責任編輯; 责任编辑; 編集; 著者; 執筆; 文責; 取材; 글; 기자; na; na mwandishi; na mwandishi wetu`
	// roleWords say what somebody is.
	roleWords = `writer; editor; reporter; correspondent; columnist; contributor; journalist; author; producer; blogger; publisher; photographer; analyst; director; president; founder; co-founder; cofounder; ceo; cto; manager; engineer; strategist; specialist; expert; intern; professor; economist; critic; anchor; freelancer; staff; team; desk; head; chief; associate; partner; lead; consultant; attorney; lawyer; md; phd;
		redaktion; redakteur; redakteurin; redaktor; korrespondent; korrespondentin; chefredakteur; volontär; volontärin; autor; autorin; journalistin; rédaction; journaliste; rédacteur; rédactrice; correspondant; correspondante; redacción; periodista; redactor; redactora; corresponsal; redazione; giornalista; inviato; redação; jornalista; repórter; redactie; redacteur; verslaggever; journalista; journalister; skribent; redaktør; redaktör; toimittaja; dziennikarz; dziennikarka; redakcja; korespondent; корреспондент; журналист; редактор; редакция; muhabir; editör; gazeteci; wartawan; 기자; 특파원; 記者; 记者; 編集委員; 特派員; 編集長; 编辑`
	// officeWords end the names of those who write together.
	officeWords = `team; desk; staff; editors; bureau; redaktion; redaktionsteam; rédaction; redacción; redazione; redação; redactie; redakcja; редакция; newsroom; 編集部; 取材班; 취재팀`
	// roleLeads stand before words of roles.
	roleLeads = `senior; junior; staff; executive; managing; deputy; assistant; associate; contributing; chief; principal; national; political; science; health; business; technology; tech; sports; education; foreign; special; guest; news; digital; video; data; freelance; former; trending; content; product; print; parliamentary; media; marketing; software; vice; general; creative; global; international; investigative; freier; freie; leitender; leitende; landespolitischer; landespolitische; stellvertretender; stellvertretende; sr; jr`
	// labels stand before dates and around names, and name nobody.
	labels = `published; posted; updated; last updated; modified; last modified; edited; created; released; issued; date; publish date; publication date; first published; originally published; last update; update; as of; dated; added; written; reviewed; medically reviewed; fact checked; at; on; in; or; time; am; pm;
		veröffentlicht; aktualisiert; zuletzt aktualisiert; erstellt; stand; datum; artikel veröffentlicht; artikel; uhr; um; vom; am; publié; publié le; mis à jour; mise à jour; modifié; publicado; actualizado; actualizada; atualizado; atualizada; em; pubblicato; aggiornato; gepubliceerd; bijgewerkt; geplaatst; publisert; oppdatert; sist oppdatert; publiceret; opdateret; publicerad; uppdaterad; senast uppdaterad; julkaistu; päivitetty; opublikowano; publikacja; aktualizacja; zaktualizowano; vydáno; aktualizováno; megjelent; frissítve; publicat; actualizat; giriş; güncelleme; yayınlanma; son güncelleme; опубликовано; обновлено; оновлено; diterbitkan; diperbarui; đăng; cập nhật; 发布; 更新; 公開; 投稿; 配信; 掲載; 입력; 수정; 등록`
	// units are what is counted: behind a number, they are a fact of the page.
	units = `min; mins; minute; minutes; minuten; minutos; minuti; minuter; minutter; minut; мин; мінут; sec; secs; hour; hours; hrs; hr; day; days; week; weeks; month; months; year; years; ago; read; reads; to; reading; time; comment; comments; view; views; share; shares; likes; like; words; word; kommentare; kommentar; lesezeit; gelesen; ergänzungen; ergänzung; commentaires; commentaire; lecture; comentarios; comentário; comentários; lectura; leitura; lettura; commenti; de; di; stunden; tagen; heures; horas; ore; dakika; 分; 分钟; comm; replies; reactions; followers; st; nd; rd; th; uhr; est; edt; pst; pdt; utc; gmt; cet; cest; bst; ist; am; pm; a; p; m; et; pt; ct; jst; 분; 시간; 전`
	// noNames are words that sections of sites, menus and buttons have, and people hardly.
	noNames = `news; latest; review; reviews; blog; blogs; guide; guides; tips; home; page; world; politics; sports; sport; business; technology; tech; science; health; culture; lifestyle; travel; food; entertainment; opinion; finance; money; video; videos; photos; photo; gallery; podcast; podcasts; newsletter; newsletters; subscribe; login; sign; search; menu; about; contact; privacy; terms; policy; cookie; cookies; share; tweet; facebook; twitter; linkedin; instagram; youtube; pinterest; whatsapp; email; print; comments; comment; reply; read; more; article; articles; story; stories; topics; topic; category; categories; tag; tags; archive; archives; products; product; services; service; solutions; solution; pricing; resources; resource; support; help; learn; learning; training; company; careers; jobs; events; event; features; feature; marketing; software; management; development; design; data; analytics; security; insurance; loans; loan; banking; credit; mortgage; investing; markets; market; stock; stocks; real; estate; education; school; schools; university; college; students; programs; courses; course; degree; online; digital; free; new; best; top; how; what; why; when; where; your; our; my; with; for; the; this; that; you; and; get; start; started; download; buy; shop; store; cart; account; view; see; all; back; next; previous; skip; content; table; contents; overview; introduction; summary; conclusion; faq; faqs; questions; advertisement; sponsored; copy; link; save; listen; watch; play; follow; copyright; reserved; rights; united; states; america; europe; city; county; street; road; show; close; open; things; ideas; recipes; recipe; garden; gardening; kitchen; house; living; family; kids; pets; fitness; workout; yoga; meditation; wellness; beauty; fashion; style; cars; auto; games; gaming; movies; movie; music; books; arts; art; weather; local; nation; national; international; global; breaking; live; trending; popular; featured; related; recent; posts; post; author; authors; editor; staff; team; time; minutes; min; days; updated; published; posted; date; source; credit; image; images; picture; getty; reuters; shutterstock; instock; january; february; march; april; june; july; august; september; october; november; december; monday; tuesday; wednesday; thursday; friday; saturday; sunday;
		politik; wirtschaft; kultur; wissen; gesellschaft; reise; gesundheit; leben; anzeige; startseite; sport; meinung; teilen; merken; drucken; artikel; bild; foto; fotos; quelle; nachrichten; politique; économie; société; monde; santé; culture; accueil; partager; abonnez; política; economía; economia; cultura; sociedad; mundo; deportes; salud; opinión; inicio; compartir; publicidad; esportes; saúde; notícias; noticias; cronaca; mondo; condividi; politiek; economie; nieuws; delen; polityka; gospodarka; świat; reklama; kraj; wiadomości; nyheter; økonomi; kultura; магазин; новости; политика; экономика; культура; спорт; общество; gündem; ekonomi; dünya; spor; haberler; berita; nasional; internasional`
	// notBy stand before "by" and name those who have done something else.
	notBy = `photo; photos; photograph; photographs; photography; photographed; image; images; picture; pictures; illustration; illustrations; illustrated; art; artwork; video; edited; translated; translation; powered; sponsored; presented; supported; brought; checked; fact-checked; factchecked; reviewed; approved; verified; directed; designed; design; developed; produced; theme; site; website; template; foto; fotos; bild; owned; operated; followed; liked; shared; copyright; provided; funded; hosted; made; used; won; killed; led; caused; backed; filed`
	// particles stand in names and begin with a small letter.
	particles = `van von de der den del della di da dos das do du la le el al bin ibn ben y i e af av ter ten zu zum vom 't d das abu st of`
)

// phraseSet is a list of phrases ready for looking up.
type phraseSet struct {
	whole map[string]bool
	most  int // words in the longest
}

func newPhrases(lists ...string) *phraseSet {
	set := &phraseSet{whole: make(map[string]bool, 256)}
	for _, list := range lists {
		for s := range strings.SplitSeq(list, ";") {
			words := strings.Fields(s)
			set.whole[strings.Join(words, " ")] = true
			set.most = max(set.most, len(words))
		}
	}
	return set
}

// tables holds the words of bylines, made when the first line is read.
type tables struct {
	by, labels                                             *phraseSet
	roles, offices, leads, units, noNames, notBy, particle map[string]bool
}

var table = sync.OnceValue(func() *tables {
	return &tables{
		by: newPhrases(byPhrases), labels: newPhrases(labels), roles: newPhrases(roleWords).whole, offices: newPhrases(officeWords).whole, leads: newPhrases(roleLeads).whole,
		units: newPhrases(units).whole, noNames: newPhrases(noNames).whole, notBy: newPhrases(notBy).whole, particle: newPhrases(strings.ReplaceAll(particles, " ", ";")).whole,
	}
})

// prefix returns how many of words, which are folded, the longest phrase takes that
// they begin with.
func (s *phraseSet) prefix(words []string) int {
	for n := min(s.most, len(words)); n > 0; n-- {
		if s.whole[strings.Join(words[:n], " ")] {
			return n
		}
	}
	return 0
}
