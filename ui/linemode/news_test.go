package linemode_test

import (
	"context"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"dateline/ui/config"
	"dateline/ui/linemode"
	"dateline/ui/uitest"
)

// steps hands over lines, each after what happens before it.
type steps []func() string

func (s *steps) Read(p []byte) (int, error) {
	if len(*s) == 0 {
		return 0, io.EOF
	}
	line := (*s)[0]()
	*s = (*s)[1:]
	return copy(p, line+"\n"), nil
}

// TestNews: news is fetched from five seconds after the first line on, told of between
// answers and listed by new; a session that has it off fetches none.
func TestNews(t *testing.T) {
	for _, refresh := range []string{config.RefreshAuto, config.RefreshOff} {
		synctest.Test(t, func(t *testing.T) {
			o, lib := open(t, uitest.News()[2:])
			began := time.Now()
			now := func() time.Time { return uitest.Noon.Add(time.Since(began)) }
			o.Refresh, o.Now = refresh, now
			o.Follow = func(ctx context.Context) {
				if _, err := lib.Save(ctx, uitest.News()[:2], now()); err != nil {
					t.Error(err)
				}
				<-ctx.Done()
			}
			var out strings.Builder
			wait := func(d time.Duration, line string) func() string {
				return func() string { time.Sleep(d); synctest.Wait(); return line }
			}
			o.Input, o.Output = &steps{wait(time.Hour, "top"), wait(6*time.Second, "2"), wait(0, "new"), wait(0, "q")}, &out
			if err := linemode.New(o).Run(t.Context()); err != nil {
				t.Fatal(err)
			}
			_, after, _ := strings.Cut(out.String(), "> 2\n")
			told := strings.Count(after, "2 new; new lists them.")
			if want := map[string]int{config.RefreshAuto: 1}[refresh]; told != want {
				t.Errorf("%s: told %d times, want %d:\n%s", refresh, told, want, out.String())
			}
			_, after, _ = strings.Cut(after, "> new\n")
			if listed := strings.Contains(after, uitest.News()[0].Title); listed != (refresh == config.RefreshAuto) {
				t.Errorf("%s: after new:\n%s", refresh, after)
			}
		})
	}
}
