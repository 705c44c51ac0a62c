// Package transfer moves what a library holds in and out: Export writes it as JSON
// Lines, Import takes that in again, lists of feeds, and what newsboat keeps. The formats
// are packages below it. It reads no documents and fetches nothing: what it needs of
// that is handed in. What to say of what it did is for the caller.
package transfer
