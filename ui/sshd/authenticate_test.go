package sshd_test

import (
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"dateline/model"
	"dateline/ui/sshd"
	"dateline/ui/sshd/access"
	"dateline/ui/sshd/sshtest"
)

func TestAlgorithms(t *testing.T) {
	x := serve(t, nil)
	key := x.door.admit(t, access.Visitor{Name: "ada"})
	for _, test := range []struct {
		name   string
		config gossh.Config
		ok     bool
	}{
		{"default", gossh.Config{}, true},
		{"ML-KEM", gossh.Config{KeyExchanges: []string{"mlkem768x25519-sha256"}}, true},
		{"old name", gossh.Config{KeyExchanges: []string{"curve25519-sha256@libssh.org"}}, true},
		{"encrypt then MAC", gossh.Config{Ciphers: []string{"aes256-gcm@openssh.com"}}, true},
		{"NIST curve", gossh.Config{KeyExchanges: []string{"ecdh-sha2-nistp256"}}, false},
		{"finite field", gossh.Config{KeyExchanges: []string{"diffie-hellman-group14-sha256"}}, false},
		{"counter mode", gossh.Config{Ciphers: []string{"aes128-ctr"}}, false},
	} {
		config := &gossh.ClientConfig{
			Config: test.config, User: "ada", Auth: []gossh.AuthMethod{gossh.PublicKeys(key)},
			HostKeyCallback: gossh.InsecureIgnoreHostKey(), Timeout: sshtest.Timeout,
		}
		c, err := gossh.Dial("tcp", x.addr, config)
		if (err == nil) != test.ok {
			t.Errorf("%s: %v", test.name, err)
		}
		if err == nil {
			_ = c.Close()
		}
	}
}

// TestWhoComesIn: who has come in is who has the key that was verified, not who was
// offered before.
func TestWhoComesIn(t *testing.T) {
	x := serve(t, nil)
	admin := x.door.admit(t, access.Visitor{Name: "root", Role: model.RoleAdmin})
	eve := x.door.admit(t, access.Visitor{Name: "eve"})
	// A signer that offers the key of the admin, and cannot sign with it.
	c, err := sshtest.Dial(x.addr, "root", gossh.PublicKeys(offered{admin.PublicKey(), eve}, eve))
	if err == nil {
		s := sshtest.Open(t, c, sshtest.Terminal{})
		s.See("News for eve")
		_ = c.Close()
	}
	if strings.Contains(x.log.String(), "reader=root") {
		t.Error("who only offers a key comes in with it")
	}
	for name, auth := range map[string][]gossh.AuthMethod{
		"nothing":     nil,
		"a password":  {gossh.Password("secret")},
		"an answer":   {gossh.KeyboardInteractive(func(string, string, []string, []bool) ([]string, error) { return nil, nil })},
		"another key": {gossh.PublicKeys(sshtest.Key(t))},
	} {
		for _, user := range []string{"guest", "root", ""} {
			if c, err := sshtest.Dial(x.addr, user, auth...); err == nil {
				_ = c.Close()
				t.Errorf("%q comes in with %s", user, name)
			}
		}
	}
	until(t, "the refusal to be logged", func() bool { return strings.Contains(x.log.String(), "unknown key") })
}

// offered is a key of somebody else.
type offered struct {
	key gossh.PublicKey
	gossh.Signer
}

func (o offered) PublicKey() gossh.PublicKey { return o.key }

func TestGuests(t *testing.T) {
	silent := gossh.KeyboardInteractive(func(_, _ string, questions []string, _ []bool) ([]string, error) {
		return make([]string, len(questions)), nil
	})
	for _, keyless := range []bool{false, true} {
		x := serve(t, func(_ *sshd.Options, d *door) { d.guest, d.keyless = true, keyless })
		ada := x.door.admit(t, access.Visitor{Name: "ada"})
		for _, test := range []struct {
			name, user string
			auth       []gossh.AuthMethod
			want       string
		}{
			{"as guest", "guest", nil, "guest"},
			{"as nobody", "", nil, "guest"},
			{"with a key", "ada", []gossh.AuthMethod{gossh.PublicKeys(ada)}, "ada"},
			{"with a key that is not known", "bob", []gossh.AuthMethod{gossh.PublicKeys(sshtest.Key(t)), silent}, "guest"},
			{"without a key", "bob", []gossh.AuthMethod{silent}, "guest"},
			{"by none alone", "bob", nil, ""},
		} {
			if keyless {
				test.want = "guest"
			}
			c, err := sshtest.Dial(x.addr, test.user, test.auth...)
			if err != nil {
				if test.want != "" {
					t.Errorf("%s: %v", test.name, err)
				}
				continue
			}
			if test.want == "" {
				t.Errorf("%s: comes in", test.name)
			} else {
				sshtest.Open(t, c, sshtest.Terminal{}).See("News for " + test.want)
			}
			_ = c.Close()
		}
	}
}

// TestShutOut: who may no longer come in is told so and cut off; a role holds at once.
func TestShutOut(t *testing.T) {
	x := serve(t, nil)
	key := x.door.admit(t, access.Visitor{Name: "ada"})
	c := sshtest.Connect(t, x.addr, key)
	idle := sshtest.Connect(t, x.addr, key)
	screen := sshtest.Open(t, c, sshtest.Terminal{})
	screen.See("Headline")
	x.door.change(key, &access.Visitor{Name: "ada", Role: model.RoleEditor})
	until(t, "the role", func() bool { return strings.Contains(x.log.String(), "another role") })
	screen.Press("j")
	screen.Still()
	x.door.change(key, nil)
	if code, stderr := screen.Ended(); code == 0 || !strings.Contains(stderr, "no longer") {
		t.Errorf("exit %d, %q", code, stderr)
	}
	screen.Restored()
	_ = c.Wait()
	_ = idle.Wait()
	if _, err := sshtest.Dial(x.addr, "ada", gossh.PublicKeys(key)); err == nil {
		t.Error("comes in again")
	}
}
