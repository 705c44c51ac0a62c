package sqlite_test

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/store"
)

// BenchmarkMaintain measures a backup beside a copy of the file, and both checks, over a
// copy of the library of DATELINE_BENCH_LIBRARY or that of the other benchmarks.
//
//	go test ./model/store/sqlite -run '^$' -bench Maintain -benchtime 1x
func BenchmarkMaintain(b *testing.B) {
	path := benchCopy(b)
	s, err := store.OpenLocal(context.Background(), path, benchOptions)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	to := filepath.Join(filepath.Dir(path), "backup.db")
	quiet := func(string, int) {}
	sound := func(check func(context.Context, model.Report) ([]model.Fault, error)) error {
		faults, err := check(context.Background(), quiet)
		for _, f := range faults {
			b.Error(f.What)
		}
		return err
	}
	for _, c := range []struct {
		name string
		do   func() error
	}{
		{"copy", func() error { return copyAndSync(to, path) }},
		{"backup", func() error { return s.Backup(context.Background(), to, true, quiet) }},
		{"quick", func() error { return sound(s.CheckQuick) }},
		{"check", func() error { return sound(s.Check) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			used, cleared := spent(), time.Duration(0)
			for b.Loop() {
				b.StopTimer()
				start := spent()
				_ = os.Remove(to)
				cleared += spent() - start
				b.StartTimer()
				if err := c.do(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric((spent()-used-cleared).Seconds()/float64(b.N), "cpu-s")
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// copyAndSync copies a file, as a backup does to the disk.
func copyAndSync(to, from string) error {
	r, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	w, err := os.Create(to)
	if err != nil {
		return err
	}
	defer func() { _ = w.Close() }()
	if _, err := io.Copy(w, r); err != nil {
		return err
	}
	return w.Sync()
}
