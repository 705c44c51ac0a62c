package gbdt

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"
)

// known has examples of a class that no line separates: where two of four numbers
// are both large or both small, a third turns it round, the fourth is noise.
func known(n int, seed uint64) Examples {
	r := rand.New(rand.NewPCG(seed, 1))
	e := Examples{Features: 4}
	for range n {
		x := []float32{r.Float32(), r.Float32() * 100, float32(r.IntN(3)), r.Float32()}
		if r.IntN(50) == 0 {
			x[3] = float32(math.NaN())
		}
		e.X = append(e.X, x...)
		is := (x[0] > 0.5) == (x[1] > 50) != (x[2] == 2)
		e.Y = append(e.Y, map[bool]float32{true: 1}[is])
	}
	return e
}

var some = Options{Trees: 60, Leaves: 12, Depth: 5, Rate: 0.2, L2: 1, MinChild: 1}

func TestFit(t *testing.T) {
	m := Fit(known(4000, 1), some)
	other := known(2000, 2)
	out := make([]float32, len(other.Y))
	m.PredictAll(other.X, out)
	wrong := 0
	for i, y := range other.Y {
		if one := m.Predict(other.X[i*4:]); one != out[i] {
			t.Fatalf("example %d: %v alone, %v among others", i, one, out[i])
		}
		if (out[i] > 0) != (y == 1) {
			wrong++
		}
	}
	if wrong > 60 {
		t.Errorf("%d of 2000 examples wrong", wrong)
	}
}

func TestFitIsTheSameAgain(t *testing.T) {
	e, o := known(2000, 1), some
	o.Columns, o.Seed = 0.5, 7
	want := Fit(e, o).Append(nil)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if got := Fit(e, o).Append(nil); !bytes.Equal(got, want) {
		t.Error("the same examples gave another model")
	}
}

func TestFitOfLittle(t *testing.T) {
	for name, e := range map[string]Examples{
		"none":           {Features: 2},
		"one":            {Features: 1, X: []float32{3}, Y: []float32{1}},
		"all the same":   {Features: 1, X: []float32{3, 3, 3}, Y: []float32{1, 0, 1}},
		"one class":      {Features: 1, X: []float32{1, 2, 3}, Y: []float32{1, 1, 1}},
		"endless":        {Features: 1, X: []float32{float32(math.Inf(-1)), 0, float32(math.Inf(1))}, Y: []float32{1, 0, 1}},
		"without weight": {Features: 1, X: []float32{1, 2}, Y: []float32{0, 1}, Weight: []float32{0, 0}},
	} {
		m := Fit(e, some)
		for _, x := range []float32{0, 3, float32(math.NaN())} {
			if got := float64(m.Predict([]float32{x, x})); math.IsNaN(got) || math.IsInf(got, 0) {
				t.Errorf("%s: %v", name, got)
			}
		}
	}
}

func TestWeight(t *testing.T) {
	e := Examples{Features: 1, X: []float32{1, 1}, Y: []float32{0, 1}, Weight: []float32{1, 3}}
	if got := Probability(Fit(e, some).Predict([]float32{1})); math.Abs(got-0.75) > 0.01 {
		t.Errorf("three quarters of the weight gave %v", got)
	}
}

func TestLoad(t *testing.T) {
	e := known(2000, 1)
	m := Fit(e, some)
	kept := m.Append(nil)
	again, err := Load(kept)
	if err != nil {
		t.Fatal(err)
	}
	want, got := make([]float32, len(e.Y)), make([]float32, len(e.Y))
	m.PredictAll(e.X, want)
	again.PredictAll(e.X, got)
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("example %d: %v loaded, %v before", i, got[i], want[i])
		}
	}
	if !bytes.Equal(again.Append(nil), kept) {
		t.Error("what was loaded is kept otherwise")
	}
}

func TestLoadRefuses(t *testing.T) {
	kept := Fit(known(500, 1), some).Append(nil)
	for n := range kept {
		if _, err := Load(kept[:n]); err == nil {
			t.Fatalf("the first %d of %d bytes are taken for a model", n, len(kept))
		}
		broken := bytes.Clone(kept)
		broken[n] ^= 0x41
		if _, err := Load(broken); err == nil {
			t.Fatalf("a model whose byte %d is another is taken", n)
		}
	}
}

// FuzzLoad gives the loader bytes whose checksum is right.
func FuzzLoad(f *testing.F) {
	kept := Fit(known(200, 1), Options{Trees: 3, Leaves: 4, Depth: 3, Rate: 0.5, L2: 1}).Append(nil)
	f.Add(kept[len(magic) : len(kept)-4])
	f.Fuzz(func(t *testing.T, data []byte) {
		data = append([]byte(magic), data...)
		data = binary.LittleEndian.AppendUint32(data, crc32.ChecksumIEEE(data))
		m, err := Load(data)
		if err != nil {
			return
		}
		m.Predict(make([]float32, m.Features()))
		if len(m.Append(nil)) == 0 {
			t.Error("a model that cannot be kept")
		}
	})
}

func TestPredictAllocatesNothing(t *testing.T) {
	e := known(200, 1)
	m, out := Fit(e, some), make([]float32, 200)
	if n := testing.AllocsPerRun(10, func() { m.Predict(e.X); m.PredictAll(e.X, out) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkPredictAll(b *testing.B) {
	e := known(4000, 1)
	o := some
	o.Trees, o.Depth, o.Leaves = 200, 6, 32
	m := Fit(e, o)
	out := make([]float32, len(e.Y))
	for b.Loop() {
		m.PredictAll(e.X, out)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(out)), "ns/example")
}

func BenchmarkFit(b *testing.B) {
	e := known(100000, 1)
	o := some
	o.Trees = 10
	for b.Loop() {
		Fit(e, o)
	}
}
