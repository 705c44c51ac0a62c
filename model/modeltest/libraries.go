//go:build !race

package modeltest

// libraries is how many random libraries are made.
const libraries = 4
