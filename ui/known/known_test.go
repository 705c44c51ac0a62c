package known_test

import (
	"testing"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/ui/known"
	"dateline/ui/shared"
	"dateline/ui/uitest"
)

// TestKnown: tags and rules are there once they have come, and rules are asked for once
// in an epoch.
func TestKnown(t *testing.T) {
	lib := modeltest.NewReference(uitest.ReadRule)
	as := uitest.News()
	as[0].Tags = []string{"harbour"}
	if _, err := lib.Save(t.Context(), as, uitest.Noon); err != nil {
		t.Fatal(err)
	}
	if _, err := lib.SaveRule(t.Context(), model.Rule{Do: model.Hide, Query: "is:undated"}, uitest.Noon); err != nil {
		t.Fatal(err)
	}
	k := known.New(&shared.State{Library: lib, Ctx: t.Context()})
	cmd := k.ReadTags()
	if !k.ReadingTags() || k.Renewed() {
		t.Error("the tags are not on their way")
	}
	if uitest.Finish(cmd); k.ReadingTags() || len(k.Tags) == 0 || !k.Renewed() || k.Renewed() {
		t.Errorf("tags that have come are not told once: %v", k.Tags)
	}
	cmd = k.NeedRules(3)
	if cmd == nil || k.NeedRules(3) != nil {
		t.Error("rules are not asked for once")
	}
	if uitest.Finish(cmd); len(k.Rules) != 1 || !k.Renewed() {
		t.Errorf("rules: %v", k.Rules)
	}
	if k.NeedRules(4) == nil {
		t.Error("rules that may have changed are not asked for again")
	}
	if k.Reset(); len(k.Tags)+len(k.Rules) > 0 || k.NeedRules(4) == nil {
		t.Error("another library has the tags and rules of the one before")
	}
}
