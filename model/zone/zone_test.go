package zone

import (
	"errors"
	"os"
	"os/exec"
	"testing"
	"time"
)

func load(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// renamed returns a zone with the clocks of one and a name made by hand.
func renamed(t *testing.T, of, name string) *time.Location {
	t.Helper()
	b, err := os.ReadFile("/usr/share/zoneinfo/" + of)
	if err != nil {
		t.Skip("this system has no zones")
	}
	loc, err := time.LoadLocationFromTZData(name, b)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func TestName(t *testing.T) {
	summer := time.Date(2018, 7, 1, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		what string
		loc  *time.Location
		want string
	}{
		{"UTC", time.UTC, "UTC"},
		{"UTC, loaded", load(t, "UTC"), "UTC"},
		{"IANA", load(t, "Europe/Berlin"), "Europe/Berlin"},
		{"fixed, with the name of a zone that has a summer", time.FixedZone("CET", 3600), "+01:00"},
		{"fixed, with the name of a zone like it", time.FixedZone("Etc/GMT-2", 7200), "Etc/GMT-2"},
		{"fixed, without a name", time.FixedZone("", 7200), "+02:00"},
		{"fixed, called Local", time.FixedZone("Local", -3*3600-1800), "-03:30"},
		{"fixed, to the second", time.FixedZone("n'''", 19*60+32), "+00:19:32"},
		{"fixed, less than a minute", time.FixedZone("n", -7), "-00:00:07"},
		{"fixed, far", time.FixedZone("n", 26*3600), "+26:00"},
		{"fixed, none", time.FixedZone("", 0), "+00:00"},
		{"fixed, with a name that leads elsewhere", time.FixedZone("../../etc/passwd", 60), "+00:01"},
		{"by hand, with a summer", renamed(t, "Europe/Berlin", "mine"), "+02:00"},
		{"by hand, with the name of another", renamed(t, "Europe/Berlin", "America/New_York"), "+02:00"},
	} {
		got := Name(c.loc, summer)
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
		back, err := Load(got)
		if err != nil {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		_, a := summer.In(c.loc).Zone()
		if _, b := summer.In(back).Zone(); a != b {
			t.Errorf("%s: %d seconds become %d", c.what, a, b)
		}
		if again := Name(back, summer); again != got {
			t.Errorf("%s: %q becomes %q", c.what, got, again)
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	for _, name := range []string{"", "Local", "+1:00", "01:00", "+01:60", "+01:00:00", "+01:00x", "+01:00:7", "*02:00", "-00:00", "Nowhere/None", "+", "+-1:00", "+01:0"} {
		if loc, err := Load(name); err == nil {
			t.Errorf("%q is %v", name, loc)
		}
	}
}

func TestLocalNames(t *testing.T) {
	for _, c := range []struct {
		what, tz, link, want string
		set                  bool
	}{
		{"TZ", "Europe/Berlin", "", "Europe/Berlin", true},
		{"TZ with a colon", ":Asia/Tokyo", "", "Asia/Tokyo", true},
		{"TZ as a file", "/usr/share/zoneinfo/Asia/Tokyo", "", "Asia/Tokyo", true},
		{"TZ empty", "", "/usr/share/zoneinfo/Asia/Tokyo", "UTC", true},
		{"the system", "", "/usr/share/zoneinfo/America/Argentina/Ushuaia", "America/Argentina/Ushuaia", false},
		{"the system, beside it", "", "../var/db/timezone/zoneinfo/Asia/Tokyo", "Asia/Tokyo", false},
		{"nothing", "", "", "", false},
	} {
		link := func(string) (string, error) {
			if c.link == "" {
				return "", errors.ErrUnsupported
			}
			return c.link, nil
		}
		if got := localNames(func(string) (string, bool) { return c.tz, c.set }, link); len(got) != 1 || got[0] != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

// TestLocal asks programs of other zones, as package time reads TZ once.
func TestLocal(t *testing.T) {
	const asked = "DATELINE_TEST_LOCAL"
	at := time.Date(2018, 7, 1, 12, 0, 0, 0, time.UTC)
	if os.Getenv(asked) != "" {
		_, _ = os.Stdout.WriteString(Name(time.Local, at) + "\n")
		os.Exit(0)
	}
	for tz, want := range map[string]string{"America/New_York": "America/New_York", ":Asia/Tokyo": "Asia/Tokyo", "": "UTC", "UTC": "UTC", "Nowhere/None": "+00:00"} {
		cmd := exec.Command(os.Args[0], "-test.run=^TestLocal$")
		cmd.Env = append(os.Environ(), "TZ="+tz, asked+"=1")
		out, err := cmd.Output()
		if err != nil || string(out) != want+"\n" {
			t.Errorf("TZ=%q: %q, %v; want %q", tz, out, err, want)
		}
	}
}
