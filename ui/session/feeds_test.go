package session_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/ui/session"
	"dateline/ui/uitest"
)

// filed are feeds in folders.
func filed() []model.Subscription {
	return []model.Subscription{
		{Address: "https://a.example/", Title: "Coast", Folder: "news/local"},
		{Address: "https://b.example/", Title: "Senate", Folder: "news"},
		{Address: "https://c.example/", Title: "Tides", Folder: "newsletters"},
		{Address: "https://d.example/", Title: "Sea"},
	}
}

// of writes what changes of feeds come to.
func of(changes []model.SubscriptionChange) string {
	var out []string
	for _, c := range changes {
		if c.To == nil {
			out = append(out, c.Address+" gone")
			continue
		}
		out = append(out, fmt.Sprintf("%s in %q, paused %t", c.To.Title, c.To.Folder, c.To.Paused))
	}
	return strings.Join(out, "; ")
}

// TestMeant: feeds are moved, renamed, paused and removed, alone or by their folder.
func TestMeant(t *testing.T) {
	lib := modeltest.NewReference(nil)
	if _, err := lib.Subscribe(t.Context(), filed(), uitest.Noon); err != nil {
		t.Fatal(err)
	}
	coast, news := session.Meant{Feed: "coast"}, session.Meant{Folder: "news"}
	type changes = []model.SubscriptionChange
	for _, c := range []struct {
		name  string
		meant session.Meant
		do    func(session.Meant, []model.Subscription) (changes, error)
		want  string
	}{
		{"a feed to a folder", coast, func(m session.Meant, fs []model.Subscription) (changes, error) { return m.Move(fs, " arts / sea/") }, `Coast in "arts/sea", paused false`},
		{"out of all", session.Meant{Feed: "https://a.example/"}, func(m session.Meant, fs []model.Subscription) (changes, error) { return m.Move(fs, "/") }, `Coast in "", paused false`},
		{"a folder", news, func(m session.Meant, fs []model.Subscription) (changes, error) { return m.Move(fs, "old") }, `Coast in "old/news/local", paused false; Senate in "old/news", paused false`},
		{"a folder in a folder", session.Meant{Folder: "news/local"}, func(m session.Meant, fs []model.Subscription) (changes, error) { return m.Move(fs, "/") }, `Coast in "local", paused false`},
		{"into itself", news, func(m session.Meant, fs []model.Subscription) (changes, error) { return m.Move(fs, "news/local") }, `the folder "news" cannot be put into itself`},
		{"a name", coast, func(m session.Meant, fs []model.Subscription) (changes, error) { return m.Rename(fs, "Coast news") }, `Coast news in "news/local", paused false`},
		{"no name", coast, func(m session.Meant, fs []model.Subscription) (changes, error) { return m.Rename(fs, " ") }, "a source needs a name"},
		{"a folder's name", session.Meant{Folder: "NEWS/local"}, func(m session.Meant, fs []model.Subscription) (changes, error) { return m.Rename(fs, "near") }, `Coast in "NEWS/near", paused false`},
		{"paused", news, func(_ session.Meant, fs []model.Subscription) (changes, error) { return session.Pause(fs), nil }, `Coast in "news/local", paused true; Senate in "news", paused true`},
		{"removed", coast, func(_ session.Meant, fs []model.Subscription) (changes, error) { return session.Unfollow(fs), nil }, "https://a.example/ gone"},
		{"no such folder", session.Meant{Folder: "new"}, nil, `there is no folder "new"`},
		{"no such feed", session.Meant{Feed: "https://e.example/", Called: "E"}, nil, "E is not a feed that you follow"},
	} {
		t.Run(c.name, func(t *testing.T) {
			feeds, err := c.meant.Feeds(t.Context(), lib)
			var got changes
			if err == nil {
				got, err = c.do(c.meant, feeds)
			}
			text := of(got)
			if err != nil {
				text = err.Error()
				if session.WrongFeeds(err) == "" {
					t.Errorf("%v is no mistake", err)
				}
			}
			if text != c.want {
				t.Errorf("got  %s\nwant %s", text, c.want)
			}
		})
	}
	if got := session.Folders(filed()); !slices.Equal(got, []string{"news", "news/local", "newsletters"}) {
		t.Errorf("folders: %q", got)
	}
}

// TestSetSource: each setting of a feed is set by its name, shown as it is typed, and
// refuses what it cannot be.
func TestSetSource(t *testing.T) {
	feeds := filed()[:1]
	for _, c := range []struct{ text, want string }{
		{"title Coast & sea", "Coast & sea"},
		{"title", "a source needs a name"},
		{"folder  a / b ", "a/b"},
		{"folder none", ""},
		{"tags sea #storms", "sea storms"},
		{"interval 90m", "90m"},
		{"interval 2h", "2h"},
		{"interval 24h", "1d"},
		{"interval 14d", "2w"},
		{"interval auto", ""},
		{"interval 10s", `interval: "10s" is no time between checks: 45m, 2h, 1d, 1w, from a minute to a year, or auto`},
		{"interval 99w", `interval: "99w" is no time between checks: 45m, 2h, 1d, 1w, from a minute to a year, or auto`},
		{"interval -1h", `interval: "-1h" is no time between checks: 45m, 2h, 1d, 1w, from a minute to a year, or auto`},
		{"paused true", "true"},
		{"paused perhaps", `paused is true, false, not "perhaps"`},
		{"full-text true", "true"},
		{"hide-from-all true", "true"},
		{"user-agent Mozilla/5.0 (X11)", "Mozilla/5.0 (X11)"},
		{"user-agent none", ""},
		{"proxy socks5://127.0.0.1:9050", "socks5://127.0.0.1:9050"},
		{"proxy direct", "direct"},
		{"proxy ftp://a", `proxy: "ftp://a" is no proxy: http://, https:// or socks5:// with HOST:PORT, or direct`},
		{"proxy http://me:secret@a.example:1", "proxy: leave out the name and password: they would be there for all to read"},
		{"intervall 1h", `sources have no setting "intervall"; did you mean "interval"?`},
	} {
		t.Run(c.text, func(t *testing.T) {
			changes, err := session.SetSource(feeds, c.text)
			if err != nil {
				if err.Error() != c.want || session.WrongFeeds(err) == "" {
					t.Errorf("got  %v\nwant %s", err, c.want)
				}
				return
			}
			name, _, _ := strings.Cut(c.text, " ")
			s, err := session.SourceSettingOf(name)
			if err != nil {
				t.Fatal(err)
			}
			if got := s.Text(changes[0].To); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	if _, err := session.SetSource(filed(), "title One"); err == nil {
		t.Error("several feeds get one title")
	}
}

// TestFailing: of each feed that fails it is told since when, what happened, what to do
// and when it is tried again; those that began to last come first.
func TestFailing(t *testing.T) {
	now := uitest.Noon
	feeds := filed()
	feeds[0].Schedule = model.Schedule{Failures: 3, FailingSince: now.Add(-50 * time.Hour), Error: "404 Not Found", Fault: model.FaultNotFound, Next: now.Add(40 * time.Minute)}
	feeds[1].Schedule = model.Schedule{Failures: 1, FailingSince: now.Add(-time.Hour), Error: "429 Too Many Requests", Fault: model.FaultBusy, NotBefore: now.Add(150 * time.Minute)}
	feeds[2].Schedule = model.Schedule{Failures: 1, Gone: true, FailingSince: now.AddDate(-1, 0, 0), Error: "410 Gone", Fault: model.FaultGone}
	feeds = append(feeds, model.Subscription{Address: "https://e.example/", Title: "Sea again", At: feeds[3].Address})
	var got []string
	for _, f := range session.FailingFacts(feeds, now) {
		got = append(got, strings.TrimLeft(f.Head+f.Label+": "+f.Text, " "))
	}
	want := []string{
		"Fails: Senate: ", "Since: 11:00", "What happened: 429 Too Many Requests", "What to do: Nothing: its server wants to be asked later, and is.", "Next check: paused until 14:30, as its server asks",
		"Fails: Coast: ", "Since: Sat 21 Nov 10:00, 3 times in a row", "What happened: 404 Not Found",
		"What to do: It is not there any more. Add the address of its page, which names its feed; then remove this one.", "Next check: 12:40",
		"Fails: Tides: ", "Since: 23 Nov 2025 12:00", "What happened: 410 Gone", "What to do: Its server says that it is gone for good. It is not tried again; remove it.", "Next check: never again",
		"Sea and Sea again bring the same: ", "What to do: Make them one: :merge-source; in the shell, dateline sources merge KEEP OTHER",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestAboutFeed: what is set of a feed is told, and no more.
func TestAboutFeed(t *testing.T) {
	f := filed()[0]
	f.Tags, f.Interval, f.HideFromAll, f.Schedule.Checked = []string{"sea"}, 2*time.Hour, true, uitest.Noon.Add(-time.Hour)
	f.Schedule.Next = uitest.Noon.Add(time.Hour)
	var got []string
	for _, x := range session.AboutFeed(&f, uitest.Noon) {
		got = append(got, x.Head+x.Label+": "+x.Text)
	}
	want := []string{"Coast: ", "Address: https://a.example/", "Last check: 11:00", "Next check: 13:00", "Checked: every 2h", "folder: news/local", "tags: sea", "interval: 2h", "hide-from-all: true"}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestSources: a feed is told from its source, and stands alone before it has brought
// anything.
func TestSources(t *testing.T) {
	lib := modeltest.NewReference(nil)
	as := uitest.News()[:1]
	as[0].Source, as[0].Home, as[0].Path = "Coast", "https://a.example/", "https://a.example/"
	if _, err := lib.Save(t.Context(), as, uitest.Noon); err != nil {
		t.Fatal(err)
	}
	if _, err := lib.Subscribe(t.Context(), filed()[:2], uitest.Noon); err != nil {
		t.Fatal(err)
	}
	all, err := session.Sources(t.Context(), lib)
	if err != nil || len(all) != 2 {
		t.Fatalf("got %+v, %v", all, err)
	}
	if f := all[0]; f.Title != "Coast" || f.As.Folder != "news/local" || f.Total != 1 {
		t.Errorf("got %+v", f)
	}
	if f := all[1]; f.Title != "Senate" || !f.Followed || f.Total != 0 {
		t.Errorf("got %+v", f)
	}
}
