package handbook

// KeysPage returns the page on keys with the table of them.
func KeysPage(table string) string { return keysHead + table }

const keysHead = `---
title: Every key
date: 2026-11-17
---

Digits before a key are a count: ` + "`3}`" + ` goes three days down. What is named in the
last column is what the key does, whatever key it is on; it can be typed after
` + "`:`" + `. On the screen ` + "`?`" + ` shows the same table.
`

// CommandsPage returns the page on commands with the description of them.
func CommandsPage(commands string) string { return commandsHead + commands }

const commandsHead = `---
title: Every command
date: 2026-11-16
---

` + "`dateline COMMAND --help`" + ` says more of each, with examples; ` + "`dateline man`" + ` prints all
of it as a manual page. A SOURCE is a file, a folder, a pattern, a web address, or ` + "`-`" + `
for standard input.
`
