package ui_test

import (
	"testing"
	"time"

	"dateline/model/modeltest"
	"dateline/ui"
	"dateline/ui/uitest"
)

// TestNewsComes: what arrives while somebody reads comes in above, the selection and the
// open article stay, and w shows what is new.
func TestNewsComes(t *testing.T) {
	lib, now := modeltest.NewReference(uitest.ReadRule), noon
	if _, err := lib.Save(t.Context(), news()[2:], noon); err != nil {
		t.Fatal(err)
	}
	d := open(t, nil, 100, 30, func(o *ui.Options) {
		o.Library, o.Now = lib, func() time.Time { return now }
	})
	d.Press("j")
	wantSelected(t, d, "Family day")
	d.Settle()
	d.Gone("new · w")
	now = noon.Add(time.Minute)
	if _, err := lib.Save(t.Context(), news()[:2], now); err != nil {
		t.Fatal(err)
	}
	d.See("2 new · w", "Harbour reopens", "Today, Mon 23 Nov")
	wantSelected(t, d, "Family day")
	d.Press("w")
	d.See("arrived:2026-11-23T12:00:01..", "2 of 12", "Harbour reopens")
	d.Gone("new · w")
	d.Gone("Family day")
}
