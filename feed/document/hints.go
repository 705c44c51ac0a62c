package document

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Hints is what a feed says of how often it is worth asking for. The zero Hints say
// nothing.
type Hints struct {
	TTL    time.Duration // it may be kept (RSS 2.0, ttl)
	Period time.Duration // from one update to the next (RSS 1.0 syndication, updatePeriod over updateFrequency)
	Base   time.Time     // from which periods count (updateBase); zero: none
	Hours  uint32        // of the day in UTC in which it is not to be asked for, a bit each (skipHours)
	Days   uint8         // of the week, a bit each time.Weekday (skipDays)
}

// String writes h so that ParseHints reads it; "" for the zero Hints.
func (h Hints) String() string {
	if h == (Hints{}) {
		return ""
	}
	base := int64(0)
	if !h.Base.IsZero() {
		base = h.Base.Unix()
	}
	return fmt.Sprintf("%d %d %d %d %d", int64(h.TTL.Seconds()), int64(h.Period.Seconds()), base, h.Hours, h.Days)
}

// ParseHints reads what String wrote; the zero Hints of anything else.
func ParseHints(s string) Hints {
	var ttl, period, base int64
	var h Hints
	if n, err := fmt.Sscanf(s, "%d %d %d %d %d", &ttl, &period, &base, &h.Hours, &h.Days); n != 5 || err != nil {
		return Hints{}
	}
	h.TTL, h.Period = seconds(ttl), seconds(period)
	if base != 0 {
		h.Base = time.Unix(base, 0).UTC()
	}
	return h
}

// longest bounds what a feed may say, so that no figure of it overflows.
const longest = 366 * 24 * time.Hour

func seconds(n int64) time.Duration {
	return time.Duration(max(0, min(n, int64(longest/time.Second)))) * time.Second
}

// SetTTL takes the text of a ttl, in minutes.
func (h *Hints) SetTTL(text string) {
	if n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 32); err == nil {
		h.TTL = seconds(n * 60)
	}
}

// SkipHour takes the text of an hour: 0 to 23 or, as RSS 0.91 has it, 1 to 24.
func (h *Hints) SkipHour(text string) {
	if n, err := strconv.Atoi(strings.TrimSpace(text)); err == nil && n >= 0 && n <= 24 {
		h.Hours |= 1 << (n % 24)
	}
}

// SkipDay takes the English name of a day.
func (h *Hints) SkipDay(text string) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.EqualFold(strings.TrimSpace(text), d.String()) {
			h.Days |= 1 << d
		}
	}
}

// SetPeriod takes the texts of an updatePeriod ("" daily) and of an updateFrequency ("" 1).
func (h *Hints) SetPeriod(period, frequency string) {
	const day = 24 * time.Hour
	unit, ok := map[string]time.Duration{
		"": day, "hourly": time.Hour, "daily": day, "weekly": 7 * day, "monthly": 30 * day, "yearly": 365 * day,
	}[strings.ToLower(strings.TrimSpace(period))]
	n, err := strconv.Atoi(strings.TrimSpace(frequency))
	if err != nil || n < 1 {
		n = 1
	}
	if ok {
		h.Period = (unit / time.Duration(n)).Truncate(time.Second)
	}
}
