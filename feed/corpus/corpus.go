// Package corpus reads large collections of articles as streams: JSON Lines
// and JSON arrays in the shapes that scrapers write, tables with a header, and web
// archives (WARC and WET). It holds a few articles at a time, uses
// all cores, and knows nothing of where documents come from or go to.
package corpus
