package text

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// boilerplate is why a line of a page is no part of its article.
type boilerplate uint8

const (
	noBoilerplate boilerplate = iota
	advertisement
	shareBar
	newsletter
	cookieNotice
	related
	comments
	navigation
	footer
	pageModel // the model of pages says so
	besideIndex
)

var boilerplateNames = [...]string{"", "advertisement", "share bar", "newsletter prompt", "cookie notice", "related link", "comments", "navigation", "footer", "page furniture", "beside an archive list"}

// String returns the words for a note.
func (j boilerplate) String() string { return boilerplateNames[j] }

// phrases are what a page says around its articles, by kind, in lower case and
// without punctuation. One that ends in "…" begins a line of at most most
// words; any other is the whole line.
var phrases = [...]struct {
	kind boilerplate
	most int
	text string
}{
	{advertisement, 9, `advertisement; advertisements; advertising; ads; ad; advert; sponsored; sponsored content; paid content; paid post; promoted;
		promoted content; advertisement continue reading below; advertisement continue reading…; story continues below…; article continues below…;
		continue reading below…; content continues below…; scroll to continue…; skip advertisement; skip ad; close ad; report this ad; sponsored links; from our partners;
		anzeige; anzeigen; werbung; publicité; la suite après la publicité…; publicidad; publicidade; continua depois da publicidade; pubblicità;
		advertentie; reklama; dalsza część tekstu pod…; реклама; 広告; 广告; スポンサーリンク; annonce; annons; mainos; iklan; advertisement scroll to continue…`},
	{shareBar, 10, `share; share this; share this article; share this story; share this post; share this page; share this on…; share on…; share via…; share with…; share to…;
		share article; share story; tweet; tweet this; pin it; email this; email this article; print this…; copy link; copy link to…; copied; link copied…; click to share…; click to email…;
		click to print…; opens in new window; facebook; twitter; linkedin; whatsapp; reddit; pinterest; tumblr; telegram; flipboard; facebook twitter…; send to a friend; follow us;
		follow us on…; find us on…; like us on…; connect with us…; join us on…; teilen; artikel teilen; auf facebook teilen; auf twitter teilen; partager; partager sur…; partager cet article; partagez;
		compartir; compartir en…; comparte; compartilhar; compartilhe; condividi; condividi su…; delen; deel dit…; deel op…; udostępnij; podziel się…; поделиться; поделиться в…; シェア; シェアする; ツイート; 分享; 分享到; 分享至; bagikan…; del artikkelen; dela`},
	{newsletter, 26, `sign up for…; sign up to…; sign up now; sign up; subscribe; subscribe now; subscribe today; subscribe to our…; subscribe to the…; subscribe for…; subscribe here…; already a subscriber…; get our…newsletter;
		join our newsletter…; join our mailing list…; newsletter; newsletters; newsletter signup; newsletter sign up; get the latest news…; get the best of…; enter your email…; your email address; email address; thank you for subscribing…;
		thanks for subscribing…; jetzt abonnieren; newsletter abonnieren; zum newsletter anmelden…; abonnez vous…; inscrivez vous…; suscríbete…; suscribirse; assine…; inscreva se…; iscriviti…; abonneer…; schrijf je in…;
		zapisz się…; подписаться; подпишитесь…; 订阅; 訂閱; メルマガ登録`},
	{cookieNotice, 60, `we use cookies…; this site uses cookies…; this website uses cookies…; our site uses cookies…; we and our partners use cookies…; we and our partners store…; by continuing to browse…; by continuing to use…; by using this site you…; by using our…you agree…; accept all cookies…; accept all; accept cookies; reject all;
		manage cookies; cookie settings; cookie policy; cookie preferences; got it; wir verwenden cookies…; diese website verwendet cookies…; diese seite verwendet cookies…; alle akzeptieren; nous utilisons des cookies…; ce site utilise des cookies…; tout accepter; utilizamos cookies…; este sitio utiliza cookies…;
		usamos cookies…; este site utiliza cookies…; questo sito utilizza…; utilizziamo i cookie…; we gebruiken cookies…; wij gebruiken cookies…; deze website gebruikt cookies…; ta strona używa…; używamy plików cookie…; мы используем файлы cookie…; мы используем cookie…`},
	{related, 30, `related; related articles; related stories; related news; related posts; related content; related topics; related links; related coverage; read more; read also; read next; see also; also read; more on this story; more stories; more from…; more news; more on…; more in…;
		recommended; recommended for you; recommended stories; you may also like…; you might also like…; you might be interested in…; most read; most popular; most viewed; popular posts; popular articles; trending; trending now; trending stories; latest news; latest stories; latest articles; recent posts; top stories; editors picks; editor s picks; don t miss; up next; what to read next; what others are reading; in this story; in case you missed it;
		mehr zum thema; lesen sie auch; das könnte sie auch interessieren; ähnliche artikel; meistgelesen; weitere artikel; à lire aussi; lire aussi; sur le même sujet; articles similaires; les plus lus; artículos relacionados; noticias relacionadas; lo más leído; te puede interesar; leia também; leia mais; notícias relacionadas; mais lidas; leggi anche; articoli correlati; i più letti; lees ook; lees meer; gerelateerde artikelen; meest gelezen; czytaj też; czytaj także; zobacz też; zobacz także; przeczytaj także; читайте также; похожие новости; популярное; 関連記事; 相关新闻; 相关阅读; 相关文章; 推荐阅读; あわせて読みたい; 人気記事; baca juga`},
	{comments, 14, `comments; comment; leave a comment; leave a reply; post a comment; add a comment; add comment; write a comment; view comments; show comments; hide comments; read comments; load comments; join the conversation; join the discussion; be the first to comment…; no comments; no comments yet; comments are closed…; comments closed; reply; log in to comment; login to comment; you must be logged in to…; sign in to comment; please log in to…; report a comment;
		kommentare; kommentar schreiben; kommentieren; commentaires; laisser un commentaire; ajouter un commentaire; comentarios; deja un comentario; dejar un comentario; comentários; deixe um comentário; commenti; lascia un commento; reacties; plaats een reactie; komentarze; dodaj komentarz; комментарии; оставить комментарий; コメント; コメントする; 评论; 发表评论`},
	{navigation, 9, `menu; home; search; log in; login; log out; sign in; sign in…register; register; my account; skip to content; skip to main content; skip to navigation; skip to…; jump to navigation; toggle navigation; close; close menu; open menu; back to top; top of page; go to top; scroll to top; return to top; loading; loading…please wait; please wait; next; previous; next article; previous article; next post; previous post; next page; previous page; next story; previous story; older posts; newer posts; load more; show more; see more; view more; view all; see all; show all; click here; continue reading the main story; continue reading; main menu; go to homepage; site map; sitemap; rss; print; print article; print this page; email; save; bookmark; listen; play; watch; video; view gallery; view photos; back to gallery; fullscreen; hide caption; toggle caption; enlarge this image; caption; expand; please enable javascript…; you need to enable javascript…; javascript is disabled…;
		zum inhalt springen; zum seitenanfang; nach oben; startseite; suche; anmelden; accueil; rechercher; connexion; haut de page; retour en haut; inicio; buscar; iniciar sesión; volver arriba; início; entrar; voltar ao topo; cerca; accedi; torna su; zoeken; inloggen; naar boven; szukaj; zaloguj się; strona główna; do góry; главная; поиск; войти; наверх; ホーム; 検索; ログイン; 首页; 登录; 搜索; 返回顶部`},
	{footer, 30, `©…; copyright…; all rights reserved; all rights reserved…; terms of use; terms of service; terms and conditions; terms; privacy policy; privacy; privacy notice; privacy settings; terms privacy…; contact us; contact; about us; about; advertise; advertise with us; careers; jobs; help; faq; feedback; accessibility; do not sell my…; california privacy rights; legal notice; impressum; datenschutz; kontakt; agb; mentions légales; nous contacter; aviso legal; política de privacidad; política de privacidade; quiénes somos; contacto; contato; chi siamo; contatti; note legali; disclaimer; voorwaarden; polityka prywatności; regulamin; kontakt; redakcja; политика конфиденциальности; контакты; о нас; お問い合わせ; プライバシーポリシー; 利用規約; 联系我们; 关于我们; 版权所有…; alle rechte vorbehalten; tous droits réservés; todos los derechos reservados; todos os direitos reservados; tutti i diritti riservati; wszelkie prawa zastrzeżone; все права защищены; powered by…`},
}

// colonPhrases begin a line of any title after a colon: "Read more: ...".
const colonPhrases = `read more; read also; also read; read next; related; related story; related article; related articles; see also; more; watch; don t miss; recommended; photos; gallery;
	lesen sie auch; mehr zum thema; lire aussi; à lire aussi; à lire; lea también; lee también; te puede interesar; leia também; leia mais; leggi anche; lees ook; czytaj też; czytaj także; zobacz też; zobacz także; читайте также; baca juga; 関連記事; 相关阅读; 延伸阅读`

// phraseSet is phrases made ready for looking up.
type phraseSet struct {
	whole  map[string]boilerplate
	prefix map[string][]phrasePrefix // by first word
	colon  map[string]bool
	first  map[string]bool // the first words of whole and prefix
}

type phrasePrefix struct {
	text string // with its first word
	rest string // what else the line must hold
	kind boilerplate
	most int
}

// phraseTable returns phrases ready for looking up. They are made when the first text is
// read.
var phraseTable = sync.OnceValue(buildPhrases)

func buildPhrases() *phraseSet {
	set := &phraseSet{whole: make(map[string]boilerplate), prefix: make(map[string][]phrasePrefix), colon: make(map[string]bool), first: make(map[string]bool)}
	for _, p := range phrases {
		for _, s := range strings.Split(p.text, ";") {
			s = strings.TrimSpace(s)
			before, rest, open := strings.Cut(s, "…")
			word, _, _ := strings.Cut(before, " ")
			b, _ := normalized(make([]byte, 0, 24), word) // as long as boilerplateOf's
			set.first[string(b)] = true
			if !open {
				set.whole[s] = p.kind
				continue
			}
			set.prefix[word] = append(set.prefix[word], phrasePrefix{before, rest, p.kind, p.most})
		}
	}
	for _, s := range strings.Split(colonPhrases, ";") {
		set.colon[strings.TrimSpace(s)] = true
	}
	return set
}

// longestPhrase is the longest line, in words, that can be recognised as boilerplate.
const longestPhrase = 60

// boilerplateOf returns why a line by itself is no part of an article, or noJunk.
func boilerplateOf(s string, words int) boilerplate {
	if words > longestPhrase || len(s) > 600 {
		return noBoilerplate
	}
	var buf [160]byte
	colon := colonOf(s)
	if first, _ := normalized(buf[:0:24], firstWord(s)); colon < 0 && !phraseTable().first[string(first)] {
		return noBoilerplate
	}
	plain, cut := normalized(buf[:0], s)
	if len(plain) == 0 {
		return noBoilerplate
	}
	if kind, ok := phraseTable().whole[string(plain)]; ok && !cut {
		return kind
	}
	if colon > 0 {
		var buf [64]byte
		head, _ := normalized(buf[:0], s[:colon])
		if phraseTable().colon[string(head)] {
			return related
		}
	}
	word := plain
	for i, c := range plain {
		if c == ' ' {
			word = plain[:i]
			break
		}
	}
	for _, p := range phraseTable().prefix[string(word)] {
		if words <= p.most && len(plain) >= len(p.text) && string(plain[:len(p.text)]) == p.text && wordEnd(plain, len(p.text)) &&
			(p.rest == "" || strings.Contains(string(plain), p.rest)) {
			return p.kind
		}
	}
	return noBoilerplate
}

// colonOf returns where the first colon near the beginning of s is, or -1.
func colonOf(s string) int {
	const near = 40
	for i := 1; i < len(s) && i < near; i++ {
		if s[i] == ':' || s[i] == 0xef && strings.HasPrefix(s[i:], "：") {
			return i
		}
	}
	return -1
}

// firstWord returns s up to its first sign or blank behind a letter or digit.
func firstWord(s string) string {
	begun := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c|0x20 >= 'a' && c|0x20 <= 'z', c >= '0' && c <= '9', c >= utf8.RuneSelf:
			begun = true
		case begun:
			return s[:i]
		}
	}
	return s
}

func wordEnd(s []byte, i int) bool {
	if i >= len(s) || s[i] == ' ' || s[i-1] == ' ' {
		return true
	}
	r, _ := utf8.DecodeLastRune(s[:i])
	return r >= 0x2e80 || r == '©'
}

// normalized appends the letters and digits of s in lower case to b, with single
// blanks for all else, until b is full; cut says that it was.
func normalized(b []byte, s string) (_ []byte, cut bool) {
	gap := false
	for i, r := range s {
		if len(b)+utf8.UTFMax+1 > cap(b) {
			_ = i
			return b, true
		}
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
		case r >= 'A' && r <= 'Z':
			r |= 0x20
		case r == '©':
		case r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			r = unicode.ToLower(r)
		default:
			gap = len(b) > 0
			continue
		}
		if gap {
			b = append(b, ' ')
			gap = false
		}
		b = utf8.AppendRune(b, r)
	}
	return b, false
}
