//go:build race

package modeltest

// libraries is how many random libraries are made: the race detector makes each take ten
// times as long, and finds in one what it finds in four.
const libraries = 1
