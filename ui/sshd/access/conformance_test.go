package access

import (
	"context"
	"path/filepath"
	"testing"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/model/store/sqlite"
)

// behind is a catalogue whose readers come in over SSH.
type behind struct {
	model.Catalog
	control *Control
}

// Reader implements model.Catalog with the Library of a session.
func (b *behind) Reader(ctx context.Context, id model.ReaderID) (model.Library, error) {
	v := Visitor{ID: id, Role: model.RoleAdmin, who: identity{id: id}}
	if id == model.GuestReader {
		v = Visitor{Guest: true}
	}
	return b.control.Library(ctx, v)
}

// TestSessions: what sessions see and do is apart from one another as readers of a
// catalogue are, in one server and beside another program.
func TestSessions(t *testing.T) {
	modeltest.Readers(t, func(t *testing.T, file string, o model.OpenOptions) model.Catalog {
		t.Helper()
		if file == "" {
			file = filepath.Join(t.TempDir(), "library.db")
		}
		c, err := sqlite.Open(t.Context(), file, o)
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(context.Background())
		t.Cleanup(func() {
			stop()
			if err := c.Close(); err != nil {
				t.Error(err)
			}
		})
		control, err := New(ctx, Options{Settings: Settings{Guest: true}, Catalog: c})
		if err != nil {
			t.Fatal(err)
		}
		return &behind{c, control}
	})
}
