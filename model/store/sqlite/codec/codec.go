// Package codec compresses the texts of a library, with dictionaries that lie in it.
// It does not know what is in a text.
//
// Texts are short, and much of what is in one is in others: they are compressed with
// a dictionary (RFC 8878, section 5), which is text of the library's own first
// articles. That makes them smaller by half as much again as compression alone.
package codec

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"

	"dateline/model"
)

// maxText bounds what a text may become when it is decompressed.
const maxText = 1 << 30

// Encoder compresses texts; nil does so without a dictionary. It is safe for
// concurrent use.
type Encoder struct{ zstd *zstd.Encoder }

var plainEncoder = sync.OnceValue(func() *zstd.Encoder { e, _ := newEncoder(); return e })

// window is how far back a text is compared with itself, in bytes: few texts are as long, and
// each processor takes as much memory.
const window = 256 << 10

func newEncoder(more ...zstd.EOption) (*zstd.Encoder, error) {
	return zstd.NewWriter(nil, append(more, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithLowerEncoderMem(true), zstd.WithWindowSize(window))...)
}

// Encode returns v, in JSON, as it is stored.
func (e *Encoder) Encode(v any) ([]byte, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return e.Compress(b), nil
}

// Compress returns text as it is stored.
func (e *Encoder) Compress(text []byte) []byte {
	to := plainEncoder()
	if e != nil {
		to = e.zstd
	}
	return to.EncodeAll(text, make([]byte, 0, len(text)/2+64))
}

// Empty is a text that holds nothing, as it is stored.
func Empty() []byte { return (*Encoder)(nil).Compress([]byte("{}")) }

// Decode reads into v what Encode made. The error is model.ErrDamaged.
func Decode(z []byte, v any) error {
	b, err := Decompress(z)
	if err == nil {
		err = json.Unmarshal(b, v)
	}
	if err != nil {
		return fmt.Errorf("read its text: %w: %w", model.ErrDamaged, err)
	}
	return nil
}

// Decompress is the inverse of Compress, whatever dictionary that had. It knows the
// dictionaries of all open libraries: functions within SQL do not know which one asks.
// A dictionary's number stands for its text.
func Decompress(z []byte) ([]byte, error) {
	known.RLock()
	d := known.decoder
	known.RUnlock()
	if d == nil {
		d = plainDecoder()
	}
	return d.DecodeAll(z, nil)
}

// known are the dictionaries of all libraries that were opened.
var known struct {
	sync.RWMutex
	dictionaries map[uint32][]byte
	decoder      *zstd.Decoder
}

var plainDecoder = sync.OnceValue(func() *zstd.Decoder { d, _ := newDecoder(); return d })

func newDecoder(more ...zstd.DOption) (*zstd.Decoder, error) {
	return zstd.NewReader(nil, append(more, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxText))...)
}

// learn makes a dictionary known to Decompress.
func learn(id uint32, text []byte) error {
	known.Lock()
	defer known.Unlock()
	if _, ok := known.dictionaries[id]; ok {
		return nil
	}
	options := []zstd.DOption{zstd.WithDecoderDictRaw(id, text)}
	for other, text := range known.dictionaries {
		options = append(options, zstd.WithDecoderDictRaw(other, text))
	}
	decoder, err := newDecoder(options...)
	if err != nil {
		return fmt.Errorf("dictionary %d: %w", id, err)
	}
	if known.dictionaries == nil {
		known.dictionaries = make(map[uint32][]byte)
	}
	known.dictionaries[id], known.decoder = text, decoder
	return nil
}

// IsUnknown reports whether err says that a text was compressed with a
// dictionary that is not known. Errors pass through SQLite as text.
func IsUnknown(err error) bool {
	return err != nil && strings.Contains(err.Error(), zstd.ErrUnknownDictionary.Error())
}
