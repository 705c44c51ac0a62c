package sqlite

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"dateline/model"
)

// BenchmarkChecks claims feeds, of which nothing is new, and keeps their checks.
func BenchmarkChecks(b *testing.B) {
	for _, n := range []int{200, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			ctx := b.Context()
			s, err := Open(ctx, filepath.Join(b.TempDir(), "library.db"), model.OpenOptions{})
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			feeds, addresses := make([]model.Subscription, n), make([]string, n)
			for i := range feeds {
				addresses[i] = fmt.Sprintf("https://host%d.example/feed", i)
				feeds[i] = model.Subscription{Address: addresses[i], Title: fmt.Sprint("Feed ", i), Folder: "news", Tags: []string{"news"}}
			}
			if _, err := s.Subscribe(ctx, feeds, started); err != nil {
				b.Fatal(err)
			}
			for at := started; b.Loop(); at = at.Add(time.Hour) {
				got, err := s.Claim(ctx, addresses, "me", at, time.Minute)
				if err != nil || len(got) != n {
					b.Fatal(len(got), err)
				}
				for i := range got {
					got[i].Schedule.Checked, got[i].Schedule.Next = at, at.Add(time.Hour)
				}
				if err := s.KeepChecks(ctx, "me", got); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
