package text_test

import (
	"fmt"
	"testing"
)

// Lines that citations, archives, print versions, forums and the footers of blogs put
// beside a text: their dates are not the publication's, and they are no titles and
// names.
func TestIncidentalDates(t *testing.T) {
	for _, line := range []string{
		"Retrieved: 8 March 2021", "Accessed on: 8 March 2021", "Abgerufen am: 8. März 2021", "Consulté le : 8 mars 2021",
		"Captured: 8 March 2021", "Archived from the original on: 8 March 2021", "Captured\n8 March 2021",
		"Print date: 8 March 2021", "Printed: March 8, 2021", "Gedruckt: 8. März 2021",
		"Last login: March 8, 2021", "Letzte Anmeldung: 8. März 2021", "Dernière connexion: 8 mars 2021",
		"Server time: 2021-03-08 12:00", "Today is: March 8, 2021", "Heute ist: 8. März 2021",
		"Theme: Hill 2.1 (March 8, 2021)", "Version 2.3 of: March 8, 2021", "Page generated: March 8, 2021",
	} {
		plain := read(t, "The salt road over the ridge\n"+line+"\n\n"+paragraphs(0, 4))
		if len(plain) != 1 || plain[0].Title != "The salt road over the ridge" || plain[0].Published.Dated() || len(plain[0].Authors) > 0 {
			t.Errorf("%q: got %v", line, plain)
		}
		dated := read(t, "The salt road over the ridge\n"+line+"\nBy Jane Doe | November 6, 2020\n\n"+paragraphs(0, 4))
		if len(dated) != 1 || fmt.Sprint(dated[0].Published) != "2020-11-06" || len(dated[0].Authors) != 1 {
			t.Errorf("%q: got %v", line, dated)
		}
		page := read(t, menu+line+"\n"+paragraphs(0, 8)+foot)
		if len(page) != 1 || page[0].Published.Dated() || len(page[0].Authors) > 0 {
			t.Errorf("%q in a dump: got %v", line, page)
		}
	}
	// Titles stay titles.
	index := read(t, "- Version 2.3 - November 6, 2020\n- The files that they captured - November 5, 2020\n- Printed matter - November 4, 2020\n")
	if len(index) != 3 || fmt.Sprint(index[2].Published) != "2020-11-04" || index[2].Title != "Printed matter" {
		t.Errorf("got %v", index)
	}
}
