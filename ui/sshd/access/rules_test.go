package access

import (
	"fmt"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"dateline/model"
)

// TestDecide: every rule, and which of two comes first. K is the key that comes in, O
// another, F the fingerprint of K.
func TestDecide(t *testing.T) {
	k, o := newKey(t), newKey(t)
	fill := strings.NewReplacer("{K}", KeyLine(k), "{O}", KeyLine(o), "{F}", gossh.FingerprintSHA256(k), "{OF}", gossh.FingerprintSHA256(o))
	reader := func(id, name string, role model.Role, keys ...string) model.Reader {
		for i := range keys {
			keys[i] = fill.Replace(keys[i])
		}
		return model.Reader{ID: model.ReaderID(fill.Replace(id)), Name: fill.Replace(name), Role: role, Keys: keys}
	}
	local := reader("local", "local", model.RoleAdmin)
	named := func(name string) string { return `environment="DATELINE_NAME=` + name + `" {K}` }
	as := func(name, role string) string {
		return `environment="DATELINE_NAME=` + name + `",environment="DATELINE_ROLE=` + role + `" {K}`
	}
	const r, e, a = model.RoleReader, model.RoleEditor, model.RoleAdmin
	for name, test := range map[string]struct {
		readers []model.Reader
		file    string
		open    bool
		want    string // "name id role", or after "! " a part of why not
	}{
		"nothing lets him in":        {nil, "", false, "! nobody"},
		"another key":                {[]model.Reader{reader("x", "ada", e, "{O}")}, "{O}", false, "! nobody"},
		"open":                       {nil, "", true, "{F} - 0"},
		"open, and another's file":   {nil, "{O}", true, "{F} - 0"},
		"the catalogue":              {[]model.Reader{reader("x", "Ada", r, "{O}", "{K}")}, "", false, "Ada x 0"},
		"the catalogue, an admin":    {[]model.Reader{reader("x", "Ada", a, "{K}")}, "", true, "Ada x 2"},
		"the catalogue, local":       {[]model.Reader{reader("local", "Me", a, "{K}")}, "", false, "Me local 2"},
		"before open":                {[]model.Reader{reader("x", "Ada", e, "{K}")}, "", true, "Ada x 1"},
		"before the file's name":     {[]model.Reader{reader("x", "Ada", e, "{K}"), reader("y", "bob", r)}, as("bob", "editor"), false, "Ada x 1"},
		"the file lowers":            {[]model.Reader{reader("x", "Ada", a, "{K}")}, as("Ada", "reader"), false, "Ada x 0"},
		"the file lowers an admin":   {[]model.Reader{reader("x", "Ada", a, "{K}")}, as("Ada", "admin"), false, "Ada x 1"},
		"the file cannot raise":      {[]model.Reader{reader("x", "Ada", r, "{K}")}, as("Ada", "editor"), false, "Ada x 0"},
		"the file says no role":      {[]model.Reader{reader("x", "Ada", a, "{K}")}, named("Ada"), false, "Ada x 2"},
		"two lines lower":            {[]model.Reader{reader("x", "Ada", a, "{K}")}, as("Ada", "editor") + "\n" + as("Ada", "reader"), false, "Ada x 0"},
		"a refused line takes none":  {[]model.Reader{reader("x", "Ada", e, "{K}")}, `command="x" {K}`, false, "Ada x 1"},
		"the file, no name":          {nil, "{K} root@host", false, "{F} - 0"},
		"no name, a role":            {nil, `environment="DATELINE_ROLE=editor" {K}`, false, "{F} - 1"},
		"no name, his row":           {[]model.Reader{reader("{F}", "{F}", e)}, "{K}", false, "{F} {F} 1"},
		"no name, his row, lowered":  {[]model.Reader{reader("{F}", "{F}", e)}, `environment="DATELINE_ROLE=reader" {K}`, false, "{F} {F} 0"},
		"a name":                     {nil, named("ada"), false, "ada - 0"},
		"a name and a role":          {nil, as("ada", "editor"), false, "ada - 1"},
		"an admin of the file":       {nil, as("ada", "admin"), false, "ada - 1"},
		"a name's row":               {[]model.Reader{reader("x", "Ada", r)}, named("ADA"), false, "Ada x 0"},
		"a name's row, raised":       {[]model.Reader{reader("x", "Ada", e)}, named("ada"), false, "Ada x 1"},
		"a name's row, not raised":   {[]model.Reader{reader("x", "Ada", r)}, as("ada", "editor"), false, "Ada x 0"},
		"a name's row, both":         {[]model.Reader{reader("x", "Ada", e)}, as("ada", "editor"), false, "Ada x 1"},
		"the local reader's name":    {nil, named("local"), false, `! line 1: "local"`},
		"the local reader's, open":   {nil, named("local"), true, "! local reader"},
		"local, renamed":             {[]model.Reader{reader("local", "Zoë", a)}, named("ZOE"), false, "! local reader"},
		"local, once":                {[]model.Reader{reader("local", "Zoë", a)}, named("Local"), false, "! nobody can have"},
		"guest":                      {nil, named("Guest"), true, "! nobody can have"},
		"an admin's name":            {[]model.Reader{reader("x", "Ada", a)}, named("ada"), false, "! admin"},
		"a name with keys":           {[]model.Reader{reader("x", "Ada", r, "{O}")}, named("ada"), true, "! key of the library"},
		"a fingerprint's name":       {[]model.Reader{reader("{OF}", "{OF}", r)}, named("{OF}"), false, "{OF} {OF} 0"},
		"a fingerprint's, named now": {[]model.Reader{reader("{OF}", "Ada", r, "{O}")}, named("{OF}"), false, "! key of the library"},
		"a fingerprint's, no row":    {nil, named("{OF}"), false, "{OF} - 0"},
		"open, his row":              {[]model.Reader{reader("{F}", "{F}", r)}, "", true, "{F} {F} 0"},
		"open, his row, raised":      {[]model.Reader{reader("{F}", "{F}", e)}, "", true, "{F} {F} 1"},
		"open, his row, an admin":    {[]model.Reader{reader("{F}", "{F}", a)}, "", true, "{F} {F} 1"},
		"open, his key was taken":    {[]model.Reader{reader("{F}", "Ada", e)}, "", true, "! taken"},
		"open, another is his":       {[]model.Reader{reader("{F}", "Ada", e, "{O}")}, "", true, "! taken"},
		"his key was taken, a file":  {[]model.Reader{reader("{F}", "Ada", e)}, "{K}", false, "! taken"},
		"open, not by his line":      {nil, `command="x" {K}`, true, "! line 1: option command"},
		"expired":                    {nil, `expiry-time="20261130" {K}`, true, "! expired"},
		"not yet expired":            {nil, `expiry-time="20261130120001Z" {K}`, false, "{F} - 0"},
		"just expired":               {nil, `expiry-time="20261130120000Z" {K}`, false, "! expired"},
		"from elsewhere":             {nil, `from="10.*" {K}`, true, "! does not come from there"},
		"from here":                  {nil, `from="192.0.2.0/24" {K}`, false, "{F} - 0"},
		"the second line":            {nil, `from="10.*",` + as("ada", "editor") + "\n" + named("bob"), false, "bob - 0"},
		"the first line":             {nil, named("bob") + "\n" + as("ada", "editor"), false, "bob - 0"},
		"neither line":               {nil, `from="10.*" {K}` + "\n" + `command="x" {K}`, false, "! line 2"},
		"a broken line of his":       {nil, `environment="DATELINE_NAME=ada {K}`, true, "{F} - 0"},
	} {
		t.Run(name, func(t *testing.T) {
			all := test.readers
			if len(all) == 0 || all[0].ID != model.LocalReader {
				all = append([]model.Reader{local}, all...)
			}
			keys, _ := parseKeys(fill.Replace(test.file), time.UTC)
			s := &state{Settings: Settings{Open: test.open}, readers: newReaderSet(all), keys: keys}
			v, err := s.decide(Visitor{Fingerprint: gossh.FingerprintSHA256(k), key: KeyLine(k), from: here}, clock)
			if why, not := strings.CutPrefix(test.want, "! "); not {
				if err == nil || !strings.Contains(err.Error(), why) {
					t.Errorf("let in as %+v, %v; want something about %q", v, err, why)
				}
				return
			}
			id := string(v.ID)
			if id == "" {
				id = "-"
			}
			if got := fmt.Sprintf("%s %s %d", v.Name, id, v.Role); err != nil || got != fill.Replace(test.want) {
				t.Errorf("got %q, %v, want %q", got, err, fill.Replace(test.want))
			}
			if now, in := s.still(v, clock); !in || now != v {
				t.Errorf("he does not stay: %+v", now)
			}
		})
	}
}

// TestNobodyIsRaised: whatever stands in the file, it makes nobody an admin, nobody more
// than the catalogue says of him, and nobody one who has a key there.
func TestNobodyIsRaised(t *testing.T) {
	k, o := newKey(t), newKey(t)
	f := gossh.FingerprintSHA256(k)
	for _, row := range []model.Reader{
		{ID: "x", Name: "Ada"}, {ID: "x", Name: f}, {ID: model.ReaderID(f), Name: f}, {ID: model.ReaderID(f), Name: "Ada"}, {ID: model.LocalReader, Name: "Ada"},
	} {
		for role := range model.RoleAdmin + 1 {
			for _, has := range [][]string{nil, {KeyLine(k)}, {KeyLine(o)}} {
				row.Role, row.Keys = role, has
				for _, name := range []string{"", "Ada", "ada", f, "local"} {
					for _, says := range []string{"", "reader", "editor", "admin"} {
						for _, open := range []bool{false, true} {
							line := KeyLine(k)
							if says != "" {
								line = strings.Join([]string{`environment="DATELINE_ROLE=` + says + `"`, line}, " ")
							}
							if name != "" {
								line = `environment="DATELINE_NAME=` + name + `"` + map[bool]string{true: " ", false: ","}[says == ""] + line
							}
							keys, _ := parseKeys(line, time.UTC)
							if len(keys) != 1 {
								t.Fatal(line)
							}
							s := &state{Settings: Settings{Open: open}, readers: newReaderSet([]model.Reader{row}), keys: keys}
							v, err := s.decide(Visitor{Fingerprint: f, key: KeyLine(k)}, clock)
							own := len(has) > 0 && has[0] == KeyLine(k)
							switch {
							case err != nil:
								if own {
									t.Errorf("%+v is refused by %q: %v", row, line, err)
								}
							case v.ID == row.ID && v.Role > row.Role, v.Role == model.RoleAdmin && !own,
								v.ID == model.LocalReader && !own, v.ID == row.ID && len(has) > 0 && !own,
								v.ID == "" && v.Role > model.RoleEditor:
								t.Errorf("of %+v %q makes %+v", row, line, v)
							}
						}
					}
				}
			}
		}
	}
}

// TestStill: who stays after a change, and as what.
func TestStill(t *testing.T) {
	k, o := newKey(t), newKey(t)
	f := gossh.FingerprintSHA256(k)
	at := func(readers []model.Reader, file string, open bool) *state {
		keys, _ := parseKeys(strings.ReplaceAll(file, "{K}", KeyLine(k)), time.UTC)
		return &state{Settings: Settings{Open: open}, readers: newReaderSet(readers), keys: keys}
	}
	row := func(id model.ReaderID, name string, role model.Role, keys ...string) []model.Reader {
		return []model.Reader{{ID: id, Name: name, Role: role, Keys: keys}}
	}
	const ada = `environment="DATELINE_NAME=ada" {K}`
	for name, test := range map[string]struct {
		was, is *state
		stays   bool
		role    model.Role
	}{
		"the line is gone":             {at(nil, ada, false), at(nil, "", false), false, 0},
		"the line is gone, open":       {at(nil, ada, false), at(nil, "", true), false, 0},
		"no longer open":               {at(nil, "", true), at(nil, "", false), false, 0},
		"another name":                 {at(nil, ada, false), at(nil, `environment="DATELINE_NAME=bob" {K}`, false), false, 0},
		"the same name":                {at(nil, ada, false), at(nil, `environment="DATELINE_NAME=Ada" {K}`, false), true, 0},
		"a role of the file":           {at(nil, ada, false), at(nil, `environment="DATELINE_ROLE=editor",`+ada, false), true, model.RoleEditor},
		"a row now":                    {at(nil, ada, false), at(row("x", "Ada", 0), ada, false), true, 0},
		"a row of a fingerprint":       {at(nil, "", true), at(row(model.ReaderID(f), f, 0), "", true), true, 0},
		"a row of a fingerprint named": {at(row(model.ReaderID(f), f, 0), "", true), at(row(model.ReaderID(f), "Ada", 1, KeyLine(k)), "", true), true, 1},
		"the same before it was his":   {at(nil, "", true), at(row(model.ReaderID(f), "Ada", 1, KeyLine(k)), "", true), true, 1},
		"another's now":                {at(nil, "", true), at(row("x", "Ada", 1, KeyLine(k)), "", true), false, 0},
		"the row is gone":              {at(row("x", "Ada", 0), ada, false), at(nil, ada, false), false, 0},
		"another of that name":         {at(row("x", "Ada", 0), ada, false), at(row("y", "Ada", 0), ada, false), false, 0},
		"renamed":                      {at(row("x", "Ada", 1, KeyLine(k)), "", false), at(row("x", "Bea", 1, KeyLine(k)), "", false), true, 1},
		"raised":                       {at(row("x", "Ada", 0, KeyLine(k)), "", false), at(row("x", "Ada", 2, KeyLine(k)), "", false), true, 2},
		"lowered":                      {at(row("x", "Ada", 2, KeyLine(k)), "", false), at(row("x", "Ada", 0, KeyLine(k)), "", false), true, 0},
		"lowered by the file":          {at(row("x", "Ada", 2, KeyLine(k)), "", false), at(row("x", "Ada", 2, KeyLine(k)), `environment="DATELINE_ROLE=reader" {K}`, false), true, 0},
		"the key is another's":         {at(row("x", "Ada", 0, KeyLine(k)), "", false), at(row("x", "Ada", 0, KeyLine(o)), "", false), false, 0},
		"the key is taken, open":       {at(row("x", "Ada", 0, KeyLine(k)), "", true), at(row("x", "Ada", 0), "", true), false, 0},
		"the name has keys now":        {at(row("x", "Ada", 0), ada, false), at(row("x", "Ada", 0, KeyLine(o)), ada, false), false, 0},
		"command":                      {at(nil, ada, false), at(nil, `command="x",`+ada, false), false, 0},
	} {
		t.Run(name, func(t *testing.T) {
			v, err := test.was.decide(Visitor{Fingerprint: f, key: KeyLine(k), from: here}, clock)
			if err != nil {
				t.Fatal(err)
			}
			now, in := test.is.still(v, clock)
			if in != test.stays || in && now.Role != test.role {
				t.Errorf("stays %v: %+v", in, now)
			}
		})
	}
	guest := Visitor{Guest: true}
	for _, open := range []bool{false, true} {
		if _, in := (&state{Settings: Settings{Guest: open}}).still(guest, clock); in != open {
			t.Errorf("a guest stays: %v, of %v", in, open)
		}
	}
	later := at(nil, `expiry-time="20261201" {K}`, false)
	v, err := later.decide(Visitor{Fingerprint: f, key: KeyLine(k)}, clock)
	if _, in := later.still(v, clock.Add(12*time.Hour)); in || err != nil {
		t.Errorf("he stays when his key has expired, %v", err)
	}
	if next := later.nextExpiry(clock); !next.Equal(clock.Add(12*time.Hour)) || !later.nextExpiry(next).IsZero() {
		t.Errorf("the next expiry is %v", next)
	}
}
