// Package model says what news is: articles of sources, dated honestly, with
// what a reader did to them, the questions that can be asked of them, and
// the roles of everything that keeps them, joined in Library and Store.
//
// It knows nothing of files, networks, databases or screens. Beside the standard
// library it imports package tokenize only.
package model
