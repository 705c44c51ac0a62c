//go:build !race

package modeltest

// libraries is how many random libraries are made, and in how many zones they are asked.
const libraries = 4
