// Package model says what news is: articles of sources, dated honestly, with
// what a reader did to them, the questions that can be asked of them, and
// the roles of everything that keeps them: of what all readers share, joined in Catalog,
// and of what is one reader's, joined in Library.
//
// It knows nothing of files, networks, databases or screens. Beside the standard
// library it imports package tokenize only.
package model
