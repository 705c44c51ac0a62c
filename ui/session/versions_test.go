package session_test

import (
	"strings"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/ui/message"
	"dateline/ui/session"
)

// TestVersionsOfPages: the text of an article's page is compared with that of the feed,
// before the feed's own changes.
func TestVersionsOfPages(t *testing.T) {
	lib := modeltest.NewReference(nil)
	a := model.Article{ID: model.NewID("s", "1", "", "", model.Date{}), Title: "Pier", Source: "Coast"}
	for _, body := range []string{"One.", "Two."} {
		a.Body = body
		if _, err := lib.Save(t.Context(), []model.Article{a}, modeltest.Clock); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := lib.KeepFullTexts(t.Context(), map[model.ID]string{a.ID: "Two and more."}, modeltest.Clock); err != nil {
		t.Fatal(err)
	}
	_, changes, err := session.Versions(t.Context(), lib, a.ID)
	if err != nil || len(changes) != 2 {
		t.Fatalf("%d changes, %v", len(changes), err)
	}
	for i, want := range []string{"[-Two.-] {+Two and more.+}", "[-One.-] {+Two.+}"} {
		if got := strings.Join(changes[i].Words(), "|"); !strings.Contains(got, want) {
			t.Errorf("change %d: %s", i, got)
		}
	}
	if got := changes[0].Head(modeltest.Clock); got != message.ChangedFull {
		t.Errorf("headed %q", got)
	}
	if got := changes[1].Head(modeltest.Clock.Add(time.Hour)); !strings.HasPrefix(got, "Changed ") {
		t.Errorf("headed %q", got)
	}
}
