package access

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"dateline/model"
)

// newKey returns a key that nobody has.
func newKey(t testing.TB) gossh.PublicKey {
	t.Helper()
	pub, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return public(t, pub)
}

// public returns a key as SSH has it.
func public(t testing.TB, key any) gossh.PublicKey {
	t.Helper()
	k, err := gossh.NewPublicKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// oneKey is a fixed key.
const oneKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"

var (
	clock = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	here  = netip.MustParseAddr("192.0.2.7")
)

// TestLines: what a line of the file says of its key.
func TestLines(t *testing.T) {
	for name, test := range map[string]struct {
		line string
		want line // without number
	}{
		"a key":             {oneKey, line{}},
		"blanks":            {"  \t" + strings.Replace(oneKey, " ", " \t ", 1) + "\t a  comment \r", line{comment: "a comment"}},
		"a comment":         {oneKey + ` ada@example.org "quoted", more`, line{comment: `ada@example.org "quoted", more`}},
		"a hostile comment": {oneKey + " a\u202eb\u2028c", line{comment: model.CleanLine("a\u202eb\u2028c")}},
		"a name":            {`environment="DATELINE_NAME=Ada Lovelace" ` + oneKey, line{name: "Ada Lovelace"}},
		"a name and a role": {`environment="DATELINE_NAME=ada",environment="DATELINE_ROLE=editor" ` + oneKey, line{name: "ada", role: model.RoleEditor, hasRole: true}},
		"a reader":          {`environment="DATELINE_ROLE=reader" ` + oneKey, line{hasRole: true}},
		"quotes in a name":  {`environment="DATELINE_NAME=\"Ada\"" ` + oneKey, line{name: `"Ada"`}},
		"a comma in a name": {`environment="DATELINE_NAME=Lovelace, Ada",no-pty ` + oneKey, line{name: "Lovelace, Ada", noTerminal: true}},
		"other variables":   {`environment="PATH=/tmp",environment="DATELINE_NAMES=x" ` + oneKey, line{}},
		"said twice":        {`environment="DATELINE_NAME=a",environment="DATELINE_NAME=a" ` + oneKey, line{name: "a"}},
		"case of options":   {`Environment="DATELINE_NAME=a",NO-PTY,No-Port-Forwarding ` + oneKey, line{name: "a", noTerminal: true}},
		"restrict":          {`restrict ` + oneKey, line{noTerminal: true}},
		"restrict, but":     {`restrict,pty ` + oneKey, line{}},
		"pty, restrict":     {`pty,restrict ` + oneKey, line{noTerminal: true}},
		"what nobody has":   {`no-agent-forwarding,no-x11-forwarding,permitopen="host:80",permitlisten="1",tunnel="0",no-user-rc,port-forwarding ` + oneKey, line{}},
		"until":             {`expiry-time="20261201" ` + oneKey, line{until: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)}},
		"until a minute":    {`expiry-time="202612011330Z" ` + oneKey, line{until: time.Date(2026, 12, 1, 13, 30, 0, 0, time.UTC)}},
		"the earlier":       {`expiry-time="20261202",expiry-time="20261201000001" ` + oneKey, line{until: time.Date(2026, 12, 1, 0, 0, 1, 0, time.UTC)}},
	} {
		t.Run(name, func(t *testing.T) {
			keys, problems := parseKeys("# a comment\n\n"+test.line+"\n", time.UTC)
			if len(problems) > 0 || len(keys) != 1 || len(keys[oneKey]) != 1 {
				t.Fatalf("%d keys, %v", len(keys), problems)
			}
			test.want.number = 3
			if got := *keys[oneKey][0]; fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", test.want) {
				t.Errorf("got  %+v\nwant %+v", got, test.want)
			}
		})
	}
}

// TestRefusedLines: a line that restricts its key in a way that has no effect here lets
// nobody in, and one that cannot be read either. It is told which line it is, and the
// others count.
func TestRefusedLines(t *testing.T) {
	pub, _, _ := ed25519.GenerateKey(rand.Reader)
	weak, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	key := func(k any) string { return KeyLine(public(t, k)) }
	bare := strings.Fields(oneKey)[1]
	for name, test := range map[string]struct {
		line  string
		known bool // the key can be read
		says  string
	}{
		"command":              {`command="ls" ` + oneKey, true, "command"},
		"a hidden command":     {`environment="DATELINE_NAME=a",command="echo \"x,y\" z" ` + oneKey, true, "command"},
		"cert-authority":       {`cert-authority ` + oneKey, true, "cert-authority"},
		"principals":           {`principals="a,b" ` + oneKey, true, "principals"},
		"verify-required":      {`verify-required ` + oneKey, true, "verify-required"},
		"an unknown option":    {`only-on-sundays ` + oneKey, true, "only-on-sundays"},
		"a value too much":     {`no-pty="x" ` + oneKey, true, "no-pty"},
		"no value":             {`environment ` + oneKey, true, "environment"},
		"no quotes":            {`environment=DATELINE_NAME=a ` + oneKey, true, "quotes"},
		"no equals sign":       {`environment="DATELINE_NAME" ` + oneKey, true, "NAME=VALUE"},
		"an empty name":        {`environment="DATELINE_NAME=" ` + oneKey, true, "one line"},
		"a name of two lines":  {"environment=\"DATELINE_NAME=a\u2028b\" " + oneKey, true, "one line"},
		"a name that turns":    {"environment=\"DATELINE_NAME=a\u202eb\" " + oneKey, true, "one line"},
		"a long name":          {`environment="DATELINE_NAME=` + strings.Repeat("é", 65) + `" ` + oneKey, true, "64 characters"},
		"two names":            {`environment="DATELINE_NAME=a",environment="DATELINE_NAME=b" ` + oneKey, true, "two names"},
		"two roles":            {`environment="DATELINE_ROLE=reader",environment="DATELINE_ROLE=editor" ` + oneKey, true, "two roles"},
		"an unknown role":      {`environment="DATELINE_ROLE=root" ` + oneKey, true, "reader or editor"},
		"a role in capitals":   {`environment="DATELINE_ROLE=Editor" ` + oneKey, true, "reader or editor"},
		"a host":               {`from="*.example.org" ` + oneKey, true, "names of hosts"},
		"no network":           {`from="10.0.0.1/8" ` + oneKey, true, "no network"},
		"an empty pattern":     {`from="" ` + oneKey, true, "empty"},
		"from twice":           {`from="10.*",from="11.*" ` + oneKey, true, "twice"},
		"no date":              {`expiry-time="tomorrow" ` + oneKey, true, "YYYYMMDD"},
		"a month too much":     {`expiry-time="20261301" ` + oneKey, true, "YYYYMMDD"},
		"an open quote":        {`environment="DATELINE_NAME=a ` + oneKey, false, "quote"},
		"after a quote":        {`environment="DATELINE_NAME=a"x ` + oneKey, false, "comma"},
		"a blank in options":   {`no-pty, no-agent-forwarding ` + oneKey, false, "neither"},
		"options for a type":   {`command="ls" ` + bare, false, "no key"},
		"an option for a type": {`cert-authority ` + bare, false, "no key"},
		"another type":         {`ssh-rsa ` + bare, false, "type"},
		"half a key":           {oneKey[:40], false, "the key"},
		"a broken key":         {oneKey[:43], false, "base64"},
		"a type alone":         {"ssh-ed25519", false, "no key"},
		"words":                {"no key stands here", false, "base64"},
		"a private key":        {"-----BEGIN OPENSSH PRIVATE KEY-----", false, "key"},
		"control characters":   {oneKey + " \x1b[2J", false, "control"},
		"no UTF-8":             {oneKey + " \xff", false, "UTF-8"},
		"a long line":          {oneKey + " " + strings.Repeat("x", maxLine), false, "longer"},
		"a weak key":           {key(&weak.PublicKey), true, "2048"},
		"a certificate":        {certificate(t, pub), true, "certificates"},
		"a NUL in the name":    {"environment=\"DATELINE_NAME=a\x00b\" " + oneKey, false, "control"},
		"a carriage return":    {oneKey + " a\rb", false, "control"},
	} {
		t.Run(name, func(t *testing.T) {
			good := newKey(t)
			keys, problems := parseKeys("# \n"+test.line+"\n"+KeyLine(good)+" good\n", time.UTC)
			if len(problems) != 1 || problems[0].line != 2 || !strings.Contains(problems[0].err.Error(), test.says) {
				t.Errorf("got %v, want something about %q in line 2", problems, test.says)
			}
			if lines := keys[KeyLine(good)]; len(lines) != 1 || lines[0].admits(here, clock) != nil {
				t.Errorf("the next line does not count: %+v", lines)
			}
			delete(keys, KeyLine(good))
			if test.known != (len(keys) == 1) {
				t.Errorf("the key is known: %v", keys)
			}
			for _, lines := range keys {
				if err := lines[0].admits(here, clock); err == nil || !strings.Contains(err.Error(), "line 2") {
					t.Errorf("it is let in: %v", err)
				}
			}
		})
	}
}

// certificate returns a line with a certificate.
func certificate(t *testing.T, pub ed25519.PublicKey) string {
	t.Helper()
	_, ca, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := gossh.NewSignerFromKey(ca)
	if err != nil {
		t.Fatal(err)
	}
	cert := &gossh.Certificate{Key: public(t, pub), CertType: gossh.UserCert, ValidBefore: gossh.CertTimeInfinity}
	if err := cert.SignCert(rand.Reader, signer); err != nil {
		t.Fatal(err)
	}
	return KeyLine(cert)
}

// TestNoEscapes: only a quote is escaped, so that a text means what sshd takes it for.
func TestNoEscapes(t *testing.T) {
	keys, problems := parseKeys(`environment="DATELINE_NAME=a\nb" `+oneKey, time.UTC)
	if len(problems) > 0 || keys[oneKey][0].name != `a\nb` {
		t.Errorf("%+v, %v", keys[oneKey], problems)
	}
}

// TestAdminInFile: it is said that a file makes nobody an admin, and the key is an
// editor's.
func TestAdminInFile(t *testing.T) {
	keys, problems := parseKeys(`environment="DATELINE_ROLE=admin" `+oneKey, time.UTC)
	if len(problems) != 1 || !strings.Contains(problems[0].err.Error(), "admin") || keys[oneKey][0].role != model.RoleEditor || keys[oneKey][0].admits(here, clock) != nil {
		t.Errorf("%+v, %v", keys[oneKey][0], problems)
	}
}

// TestTwice: the first line that admits a key counts, and it is said when a later one
// never can.
func TestTwice(t *testing.T) {
	keys, problems := parseKeys(strings.Join([]string{
		`from="10.*" ` + oneKey, `command="x" ` + oneKey, oneKey + " one", oneKey + " two", "",
	}, "\n"), time.UTC)
	var told []int
	for _, p := range problems {
		told = append(told, p.line)
	}
	if len(keys[oneKey]) != 4 || !slices.Equal(told, []int{2, 4}) {
		t.Errorf("%d lines, problems %v", len(keys[oneKey]), problems)
	}
}

// TestFrom: addresses, networks and patterns of from=.
func TestFrom(t *testing.T) {
	for _, test := range []struct {
		patterns, address string
		want              bool
	}{
		{"192.0.2.7", "192.0.2.7", true},
		{"192.0.2.7", "192.0.2.70", false},
		{"192.0.2.*", "192.0.2.70", true},
		{"192.0.2.?", "192.0.2.70", false},
		{"192.0.2.0/24", "192.0.2.70", true},
		{"192.0.2.0/24", "::ffff:192.0.2.70", true},
		{"192.0.2.0/24", "192.0.3.1", false},
		{"192.0.2.0/24,!192.0.2.70", "192.0.2.70", false},
		{"!192.0.2.70,192.0.2.0/24", "192.0.2.70", false},
		{"!192.0.2.70,192.0.2.0/24", "192.0.2.71", true},
		{"!192.0.2.70", "192.0.2.71", false},
		{"10.0.0.0/8, 192.0.2.0/24", "192.0.2.1", true},
		{"2001:DB8::/32", "2001:db8::1", true},
		{"2001:db8::*", "2001:db8::1", true},
		{"2001:db8::*", "2001:db9::1", false},
		{"fe80::/10", "fe80::1%eth0", true},
		{"*", "2001:db8::1", true},
		{"*", "", false},
		{"!10.0.0.0/8,*", "10.1.1.1", false},
	} {
		all, err := parsePatterns(test.patterns)
		if err != nil {
			t.Errorf("%s: %v", test.patterns, err)
			continue
		}
		var a netip.Addr
		if test.address != "" {
			a = netip.MustParseAddr(test.address)
		}
		if got := matchesAny(all, a); got != test.want {
			t.Errorf("%s of %s: %v", test.address, test.patterns, got)
		}
	}
	for _, bad := range []string{"host", "a.b", "beef", "!evil.example", "10.0.0.0/33", "::ffff:10.0.0.0/104", "!::ffff:10.*", "[::1]", "10.0.0.1\\", "10.*,", "10.[0-9]"} {
		if all, err := parsePatterns(bad); err == nil {
			t.Errorf("%s is read as %+v", bad, all)
		}
	}
}

// TestKeyTypes: which keys are let in.
func TestKeyTypes(t *testing.T) {
	var good, bad []gossh.PublicKey
	good = append(good, newKey(t))
	for _, curve := range []elliptic.Curve{elliptic.P256(), elliptic.P384(), elliptic.P521()} {
		k, err := ecdsa.GenerateKey(curve, rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		good = append(good, public(t, &k.PublicKey))
	}
	for bits, to := range map[int]*[]gossh.PublicKey{1024: &bad, 2048: &good} {
		k, err := rsa.GenerateKey(rand.Reader, bits)
		if err != nil {
			t.Fatal(err)
		}
		*to = append(*to, public(t, &k.PublicKey))
	}
	pub, _, _ := ed25519.GenerateKey(rand.Reader)
	cert, err := gossh.ParsePublicKey(decode(t, strings.Fields(certificate(t, pub))[1]))
	if err != nil {
		t.Fatal(err)
	}
	bad = append(bad, cert)
	for _, k := range good {
		if err := CheckKey(k); err != nil {
			t.Errorf("%s: %v", k.Type(), err)
		}
		if got, comment, err := ParseKey(KeyLine(k) + " who@where"); err != nil || KeyLine(got) != KeyLine(k) || comment != "who@where" {
			t.Errorf("%s: read as %v, %q, %v", k.Type(), got, comment, err)
		}
	}
	for _, k := range bad {
		if err := CheckKey(k); err == nil {
			t.Errorf("%s is let in", k.Type())
		}
	}
}

func decode(t *testing.T, s string) []byte {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestReadKeys: what is no readable file is an error, and keeps nobody waiting.
func TestReadKeys(t *testing.T) {
	folder := t.TempDir()
	large := filepath.Join(folder, "large")
	if err := os.WriteFile(large, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(large, maxFile+1); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{folder, large, filepath.Join(folder, "none"), "/dev/zero"} {
		if _, err := readKeys(path); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// FuzzParseKeys: nothing in the file lets in a key that no line states, or makes an admin.
func FuzzParseKeys(f *testing.F) {
	f.Add(oneKey)
	f.Add(`environment="DATELINE_NAME=Ada \"L\"",environment="DATELINE_ROLE=admin",from="10.*,!10.1.*",expiry-time="20300101Z",restrict,pty ` + oneKey + " comment\n# x\r\n" + oneKey)
	f.Add(`command="ls",no-pty ` + oneKey + "\n\n" + oneKey[:60] + "\x00")
	f.Fuzz(func(t *testing.T, text string) {
		keys, _ := parseKeys(text, time.UTC)
		all := strings.Split(text, "\n")
		for key, lines := range keys {
			for _, l := range lines {
				s := all[l.number-1]
				if fields := strings.Fields(key); !strings.Contains(s, fields[1]) || !strings.Contains(s, fields[0]) {
					t.Errorf("line %q states %q", s, key)
				}
				if l.role > model.RoleEditor || l.name != model.CleanLine(l.name) || l.comment != model.CleanLine(l.comment) || len([]rune(l.comment)) > maxText {
					t.Errorf("line %q says %+v", s, l)
				}
				if before, _, _ := strings.Cut(s, strings.Fields(key)[0]); strings.HasPrefix(strings.ToLower(before), "command=") && l.refused == nil {
					t.Errorf("line %q lets somebody in", s)
				}
			}
		}
	})
}
